// How the work of the hashed row grows as epsilon falls, by executed counts: the analysis says epsilon^(-2/3), the bound of the paper is epsilon^-0.93.
import { defaultPrices, hammingDistances, HammingwayError } from 'hammingway'
import { exponent, total } from './growth-laws.js'
import { random } from './random.js'

/** @typedef {import('./whole-process.js').Check} Check */
/** @typedef {import('hammingway').Work} Work */

const M = 2 ** 18
const N = 2 * M
const EPSILONS = [0.2, 0.14, 0.1, 0.07, 0.05, 0.035, 0.02, 0.014, 0.01, 0.007, 0.005]
const PAPER = 0.93
/** Letters, all equally frequent: as many as m^(1/3), the hardest number of them for the analysis, and more. */
const SIGMAS = [64, 256, 1024, 4096]

/** @returns {Check} */
export function growthEpsilon() {
  const lines = ['']
  let worst = 0
  for (const sigma of SIGMAS) {
    const next = random(sigma)
    const text = new Uint16Array(N).map(() => Math.floor(sigma * next()))
    const pattern = text.slice(M >> 1, (M >> 1) + M).map((letter) => (next() < 0.5 ? Math.floor(sigma * next()) : letter))
    const exact = hammingDistances(text, pattern)
    const counts = EPSILONS.flatMap((epsilon) => {
      const work = workOf(text, pattern, epsilon, exact)
      return work === undefined ? [] : [{ epsilon, count: total(work) / N, price: priceOf(work) / N }]
    })
    const law = exponent(counts.map(({ epsilon, count }) => [1 / epsilon, count]))
    const byPrice = exponent(counts.map(({ epsilon, price }) => [1 / epsilon, price]))
    worst = Math.max(worst, law)
    lines.push(`  ${sigma} letters: counts ~ epsilon^-${law.toFixed(3)}, nanoseconds ~ epsilon^-${byPrice.toFixed(3)}`)
    for (const { epsilon, count, price } of counts)
      lines.push(`    epsilon ${String(epsilon).padEnd(5)} ${count.toFixed(1).padStart(8)} a symbol, ${price.toFixed(1).padStart(7)} ns`)
    for (const epsilon of EPSILONS) if (!counts.some((known) => known.epsilon === epsilon)) lines.push(`    epsilon ${epsilon}: refused`)
  }
  return {
    name: 'growth-epsilon',
    title: 'growth of the hashed row as epsilon falls, by executed counts',
    measured: `${lines.join('\n')}\n  largest exponent ${worst.toFixed(3)}`,
    required: `at most ${PAPER}; the analysis says 2/3`,
    held: worst <= PAPER,
  }
}

/**
 * What the hashed row executed, or undefined where it refuses.
 * @param {Uint16Array} text
 * @param {Uint16Array} pattern
 * @param {number} epsilon
 * @param {Uint32Array} exact
 * @returns {Work | undefined}
 */
function workOf(text, pattern, epsilon, exact) {
  /** @type {Work} */
  let work = {}
  try {
    const found = hammingDistances(text, pattern, { epsilon, algorithm: 'hashed', onCounts: (counts) => (work = counts) })
    if (found.some((distance, i) => Math.abs(distance - exact[i]) > epsilon * exact[i]))
      throw new Error(`outside of the band at ${epsilon}`)
  } catch (error) {
    if (error instanceof HammingwayError && error.code === 'NO_ALGORITHM') return undefined
    throw error
  }
  return work
}

/** @param {Work} work */
function priceOf(work) {
  return Object.entries(work).reduce((sum, [unit, count]) => sum + count * defaultPrices[/** @type {keyof Work} */ (unit)], 0)
}
