// What the planner's choice costs where distances may be off by a factor: time of the planned call, planning included, over the fastest row.
import { explain, hammingDistances, profileOf } from 'hammingway'
import { grid } from './grid.js'
import { fastest, leastTimes, quantiles, timeIn } from './least-times.js'
import { random } from './random.js'

/** @typedef {import('./grid.js').GridProblem} GridProblem */
/** @typedef {import('./whole-process.js').Check} Check */

const PROBLEMS = 30
const EPSILONS = [0.3, 0.1, 0.05, 0.02]
/** Rows predicted to take at most so many times the cheapest are raced; problems that would take more milliseconds are left out. */
const CLOSE = 4
const MOST = 150
const PLANNED = 'planned'
const AGAIN = 'planned again'

/**
 * @param {Uint8Array} genome
 * @param {number} [seed]
 * @returns {Check}
 */
export function approximateRegret(genome, seed = 1) {
  console.log(`Regret of approximate distances: ${PROBLEMS} problems, seed ${seed}; the planned call over the fastest row, and over itself`)
  const regrets = []
  const again = []
  let approximated = 0
  for (const problem of grid(seed, 4 * PROBLEMS, genome)) {
    if (regrets.length === PROBLEMS) break
    const { shape, n, m, sigma, text, pattern } = problem
    const epsilon = EPSILONS[regrets.length % EPSILONS.length]
    const { algorithm, considered } = explain({ task: 'hammingDistances', n, m, epsilon, profile: profileOf(text, pattern) })
    const taken = considered.filter(({ refused, reference }) => refused === undefined && !reference)
    if (taken[0].nanoseconds > MOST * 1e6) continue
    const rows = taken.filter(({ nanoseconds }) => nanoseconds < CLOSE * taken[0].nanoseconds).map(({ name }) => name)
    const times = race(problem, epsilon, rows, seed + regrets.length)
    const best = fastest(times, rows)
    regrets.push(timeIn(times, PLANNED) / timeIn(times, best))
    again.push(timeIn(times, AGAIN) / timeIn(times, PLANNED))
    approximated += Number(['sampled', 'hashed'].includes(algorithm))
    const sizes = `${shape.padEnd(9)} n ${String(n).padStart(8)} m ${String(m).padStart(8)} sigma ${String(sigma).padStart(8)} epsilon ${String(epsilon).padEnd(4)}`
    const shown = `${timeIn(times, best).toFixed(2).padStart(8)} ms ${best.padEnd(10)} planned ${regrets[regrets.length - 1].toFixed(2)} ${algorithm.padEnd(10)}`
    console.log(`  ${sizes} ${shown} A/A ${again[again.length - 1].toFixed(2)}`)
  }
  const { median, high, worst } = quantiles(regrets)
  const noise = quantiles(again)
  return {
    name: 'approximate-regret',
    title: `planner regret on ${PROBLEMS} problems with epsilon, ${approximated} of them answered by approximate rows`,
    measured: `median ${median.toFixed(3)}, 95th percentile ${high.toFixed(2)}, worst ${worst.toFixed(2)}; A/A median ${noise.median.toFixed(3)}, from ${noise.low.toFixed(2)} to ${noise.high.toFixed(2)}`,
    required: 'median at most 1.2',
    held: median <= 1.2,
  }
}

/**
 * @param {GridProblem} problem
 * @param {number} epsilon
 * @param {readonly string[]} rows
 * @param {number} seed
 */
function race({ text, pattern }, epsilon, rows, seed) {
  const out = new Uint32Array(text.length - pattern.length + 1)
  const exact = hammingDistances(text, pattern)
  const within = (/** @type {Uint32Array} */ found) => {
    if (found.some((distance, i) => Math.abs(distance - exact[i]) > epsilon * exact[i])) throw new Error('outside of the band')
    return 'within the band'
  }
  const planned = () => hammingDistances(text, pattern, { epsilon, out })
  const calls = [
    { name: PLANNED, run: planned },
    { name: AGAIN, run: planned },
    ...rows.map((algorithm) => ({ name: algorithm, run: () => hammingDistances(text, pattern, { epsilon, out, algorithm }) })),
  ]
  return leastTimes(calls, within, random(seed))
}
