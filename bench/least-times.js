// For regret: the least time of each of several calls that must answer alike, the planned one among them, in as many rounds as a budget allows.
import { shuffled } from './random.js'

/**
 * @template T
 * @typedef {object} Call
 * @property {string} name
 * @property {() => T} run
 * @property {() => void} [prepare] before a turn, outside of its time
 */
/** @typedef {Map<string, number>} LeastTimes milliseconds */

const LEAST_ROUNDS = 7
const MOST_ROUNDS = 25
/** Milliseconds of a call in a round at least, and of a whole problem about. */
const TURN = 1
const WHOLE = 1500

/**
 * @template T
 * @param {readonly Call<T>[]} calls with different names
 * @param {(result: T) => string} show results that are shown alike are equal
 * @param {() => number} next random numbers
 * @returns {LeastTimes}
 * @throws Error when two answers differ
 */
export function leastTimes(calls, show, next) {
  /** @type {string | undefined} */
  let answer
  let once = 0
  for (const { name, run, prepare } of calls) {
    prepare?.()
    const start = performance.now()
    const result = run()
    once += performance.now() - start
    const said = show(result)
    answer ??= said
    if (said !== answer) throw new Error(`${name} answered ${said}, others ${answer}`)
    run() // so that the first round finds optimised code
  }
  const least = new Map(calls.map(({ name }) => [name, Infinity]))
  const rounds = Math.max(LEAST_ROUNDS, Math.min(MOST_ROUNDS, Math.floor(WHOLE / Math.max(once, TURN * calls.length))))
  for (let round = 0; round < rounds; round++) {
    for (const { name, run, prepare } of shuffled(calls, next)) {
      prepare?.()
      least.set(name, Math.min(timeIn(least, name), shortest(run)))
    }
  }
  return least
}

/**
 * The shortest of the runs that fit into a turn, at least one.
 * @param {() => unknown} run
 */
function shortest(run) {
  const begin = performance.now()
  let least = Infinity
  do {
    const start = performance.now()
    run()
    least = Math.min(least, performance.now() - start)
  } while (performance.now() - begin < TURN)
  return least
}

/**
 * @param {LeastTimes} least
 * @param {string} name of a call that was timed
 */
export function timeIn(least, name) {
  return least.get(name) ?? NaN
}

/**
 * The name with the least time.
 * @param {LeastTimes} least
 * @param {readonly string[]} names
 */
export function fastest(least, names) {
  return names.reduce((best, name) => (timeIn(least, name) < timeIn(least, best) ? name : best))
}

/**
 * Of times over the fastest row's, say.
 * @param {readonly number[]} numbers
 */
export function quantiles(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b)
  const at = (/** @type {number} */ share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]
  return { low: at(0.05), median: at(0.5), high: at(0.95), worst: sorted[sorted.length - 1] }
}
