// Approximate rows against exact ones: long patterns of many letters, where samples and hashes are meant to win.
import { explain, hammingDistances, profileOf } from 'hammingway'
import { leastTimes, timeIn } from './least-times.js'
import { random } from './random.js'

/** @typedef {import('./whole-process.js').Check} Check */
/** @typedef {import('./families.js').Pair} Pair */
/**
 * @typedef {object} Speed
 * @property {string} title
 * @property {number} n
 * @property {number} m
 * @property {number} epsilon
 * @property {(next: () => number) => { kind: Uint8ArrayConstructor | Uint16ArrayConstructor, draw: () => number }} letters
 * @property {[faster: string, slower: string, least: number]} floor 'exact' is the fastest exact row, 'planned' the call itself
 */

/** @type {readonly Speed[]} */
const problems = [
  {
    title: 'uniform bytes, half matches planted',
    n: 1_000_000,
    m: 100_000,
    epsilon: 0.05,
    letters: (next) => ({ kind: Uint8Array, draw: () => 256 * next() }),
    floor: ['planned', 'exact', 20],
  },
  {
    title: 'tokens, the r-th of 10,000 about as frequent as 1 / r',
    n: 1_000_000,
    m: 200_000,
    epsilon: 0.1,
    letters: (next) => ({ kind: Uint16Array, draw: () => Math.min(10_000, Math.floor(10_001 ** next())) - 1 }),
    floor: ['planned', 'exact', 8],
  },
  {
    title: 'bytes, half of them zero and the others uniform: distances near 3/4 of the pattern',
    n: 4_000_000,
    m: 300_000,
    epsilon: 0.02,
    letters: (next) => ({ kind: Uint8Array, draw: () => (next() < 0.5 ? 0 : 256 * next()) }),
    floor: ['hashed', 'sampled', 1.5],
  },
]

/** Exact rows predicted to take more than so many times the cheapest are left out. */
const CLOSE = 2
const APPROXIMATE = ['sampled', 'hashed']

/**
 * @param {number} [seed]
 * @returns {Check}
 */
export function approximate(seed = 1) {
  const measured = []
  let held = true
  for (const problem of problems) {
    const { title, n, m, epsilon, floor } = problem
    const times = timesOf(problem, seed)
    const ratio = timeIn(times, floor[1]) / timeIn(times, floor[0])
    held &&= ratio >= floor[2]
    const said = [...times].map(([name, time]) => `${name} ${time.toFixed(1)} ms`)
    measured.push(
      `\n  ${title}; n = ${n}, m = ${m}, epsilon = ${epsilon}\n    ${said.join(', ')}\n    ${floor[0]} ${ratio.toFixed(2)} times as fast as ${floor[1]}, of ${floor[2]}`,
    )
  }
  return {
    name: 'approximate',
    title: 'approximate rows against exact ones',
    measured: measured.join(''),
    required: 'the ratios behind "of"',
    held,
  }
}

/**
 * @param {Speed} problem
 * @param {() => number} next
 * @returns {Pair}
 */
function pairOf({ n, m, letters }, next) {
  const { kind, draw } = letters(next)
  const text = new kind(n).map(draw)
  const pattern = text.slice(n >> 2, (n >> 2) + m).map((symbol) => (next() < 0.5 ? draw() : symbol))
  // and again elsewhere, half of it
  text.set(pattern.subarray(0, m >> 1), n >> 1)
  return { text, pattern }
}

/**
 * Least milliseconds of the planned call, of approximate rows, and of the fastest exact row under the name 'exact'.
 * @param {Speed} problem
 * @param {number} seed
 * @returns {Map<string, number>}
 */
function timesOf(problem, seed) {
  const { n, m, epsilon } = problem
  const next = random(seed)
  const { text, pattern } = pairOf(problem, next)
  const out = new Uint32Array(n - m + 1)
  const { considered } = explain({ task: 'hammingDistances', n, m, profile: profileOf(text, pattern) })
  const rows = considered.filter(
    ({ refused, reference, nanoseconds }) => !refused && !reference && nanoseconds < CLOSE * considered[0].nanoseconds,
  )
  const exact = hammingDistances(text, pattern)
  const within = (/** @type {Uint32Array} */ found) => {
    for (let i = 0; i < exact.length; i++) {
      if (Math.abs(found[i] - exact[i]) > epsilon * exact[i]) throw new Error(`shift ${i}: ${found[i]} for ${exact[i]}`)
    }
    return 'within the band'
  }
  const calls = [
    { name: 'planned', run: () => hammingDistances(text, pattern, { epsilon, seed, out }) },
    { name: 'planned again', run: () => hammingDistances(text, pattern, { epsilon, seed, out }) },
    ...APPROXIMATE.map((algorithm) => ({ name: algorithm, run: () => hammingDistances(text, pattern, { epsilon, seed, out, algorithm }) })),
    ...rows.map(({ name: algorithm }) => ({ name: algorithm, run: () => hammingDistances(text, pattern, { out, algorithm }) })),
  ]
  const times = leastTimes(calls, within, next)
  return new Map([...times, ['exact', Math.min(...rows.map(({ name }) => timeIn(times, name)))]])
}
