// Do approximate rows keep what they promise? Every Monte Carlo row, forced by name, on families whose distances differ from shift to shift. A run fails
// when one of its entries is outside of the band; more failures than delta allows with a chance of 1 in 10,000 reject the row.
import { hammingDistances, HammingwayError, listAlgorithms } from 'hammingway'
import { atLeast } from './binomial.js'
import { families, instance } from './families.js'

/** @typedef {import('./whole-process.js').Check} Check */
/** @typedef {import('./families.js').Pair} Pair */

const N = 20_000
const M = 4096
const EPSILONS = [0.2, 0.1, 0.05, 0.02]
const DELTA = 0.01
const SEEDS = 200
const REJECT = 1e-4
/** A second a run and more: such rows take part with one seed in so many. */
const SLOW = { name: 'random-signs', each: 20 }

/** Runs of a row with one epsilon. */
/** Where distances hardly vary a constant may be as near as a row that was asked for no more than a fifth. */
const LEARNT = 0.95

class Tally {
  runs = 0
  refused = 0
  failed = 0
  /** largest |error| / (epsilon H) */
  worst = 0
  /** the same of the constant that is best for its run: the least over runs, and runs in which the row was not better */
  constant = Infinity
  learnt = 0
  /** runs that were exact everywhere */
  exact = 0
}

/** @param {number} [seed] @param {number} [seeds] @returns {Check} */
export function guarantee(seed = 1, seeds = SEEDS) {
  const rows = listAlgorithms('hammingDistances').flatMap(({ name, guarantee }) => (guarantee === 'monte-carlo' ? [name] : []))
  console.log(
    `Guarantee: ${seeds} seeds x ${families.length} families, n = ${N}, m = ${M}, delta = ${DELTA}; |error| as a share of epsilon H`,
  )
  const tallies = new Map(rows.flatMap((row) => EPSILONS.map((epsilon) => [`${row} ${epsilon}`, new Tally()])))
  for (let s = 0; s < seeds; s++) {
    for (const family of families) {
      const pair = instance(family, seed * 100_003 + s, N, M)
      const exact = hammingDistances(pair.text, pair.pattern)
      for (const epsilon of EPSILONS) {
        const constant = constantError(exact, epsilon)
        for (const row of s % SLOW.each === 0 ? rows : rows.filter((name) => name !== SLOW.name)) {
          run(/** @type {Tally} */ (tallies.get(`${row} ${epsilon}`)), pair, exact, { row, epsilon, seed: seed + s, constant })
        }
      }
    }
    if ((s + 1) % 20 === 0) console.error(`${s + 1} of ${seeds} seeds`)
  }
  const lines = [...tallies].map(([name, tally]) => line(name, tally))
  const held = [...tallies.values()].every(
    (tally) => tally.runs === 0 || (rejection(tally) >= REJECT && tally.worst > 0 && tally.learnt >= LEARNT * tally.runs),
  )
  const ran = rows.filter((row) => EPSILONS.some((epsilon) => (tallies.get(`${row} ${epsilon}`)?.runs ?? 0) > 0))
  return {
    name: 'guarantee',
    title: 'approximate rows keep within their bands',
    measured: ['', '  row, epsilon           runs refused  exact failed  P(so many)   worst constant better', ...lines].join('\n'),
    required: `no row rejected at ${REJECT}, none exact everywhere, each better in ${100 * LEARNT} % of its runs than the constant that is best for the run, each taking some problems`,
    held: held && ran.length === rows.length,
  }
}

/**
 * @param {Tally} tally
 * @param {Pair} pair
 * @param {Uint32Array} exact
 * @param {{ row: string, epsilon: number, seed: number, constant: number }} options
 */
function run(tally, { text, pattern }, exact, { row, epsilon, seed, constant }) {
  let found
  try {
    found = hammingDistances(text, pattern, { algorithm: row, epsilon, delta: DELTA, seed })
  } catch (error) {
    if (!(error instanceof HammingwayError) || error.code !== 'NO_ALGORITHM') throw error
    tally.refused++
    return
  }
  let outside = false
  let worst = 0
  for (let i = 0; i < exact.length; i++) {
    const error = Math.abs(found[i] - exact[i])
    if (error === 0) continue
    if (found[i] < (1 - epsilon) * exact[i] || found[i] > (1 + epsilon) * exact[i]) outside = true
    worst = Math.max(worst, error / (epsilon * exact[i]))
  }
  tally.runs++
  tally.failed += Number(outside)
  tally.exact += Number(worst === 0)
  tally.worst = Math.max(tally.worst, worst)
  tally.constant = Math.min(tally.constant, constant)
  tally.learnt += Number(worst < constant)
}

/**
 * The largest |error| / (epsilon H) of the best constant: between the least and the largest distance, as near to either by its factor.
 * @param {Uint32Array} exact
 * @param {number} epsilon
 */
function constantError(exact, epsilon) {
  let [least, most] = [Infinity, 0]
  for (const distance of exact) {
    least = Math.min(least, distance)
    most = Math.max(most, distance)
  }
  const constant = (2 * least * most) / Math.max(1, least + most)
  return least === 0 ? Infinity : (constant - least) / (epsilon * least)
}

/** @param {Tally} tally */
function rejection({ failed, runs }) {
  return atLeast(failed, runs, DELTA)
}

/**
 * @param {string} name
 * @param {Tally} tally
 */
function line(name, tally) {
  const { runs, refused, exact, failed, worst, constant, learnt } = tally
  const counts = [runs, refused, exact, failed].map((count) => String(count).padStart(6)).join(' ')
  const chance = runs === 0 ? '' : rejection(tally).toPrecision(2)
  const errors = runs === 0 ? '' : `${worst.toFixed(3).padStart(7)} ${constant.toFixed(1).padStart(8)} ${String(learnt).padStart(6)}`
  return `  ${name.padEnd(20)} ${counts}  ${chance.padStart(10)} ${errors}`
}
