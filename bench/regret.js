// What the planner's choice costs: time of the planned call, planning included, over the time of the fastest row, on a grid of problems.
import { calibrate, defaultPrices, explain, hammingDistances, profileOf } from 'hammingway'
import { answerOf, showAnswer } from './answers.js'
import { grid } from './grid.js'
import { fastest, leastTimes, quantiles, timeIn } from './least-times.js'
import { random } from './random.js'

/** @typedef {import('./grid.js').GridProblem} GridProblem */
/** @typedef {import('./whole-process.js').Check} Check */
/** @typedef {import('hammingway').Prices} Prices */
/**
 * @typedef {object} Regret
 * @property {string} best the fastest row
 * @property {import('./least-times.js').LeastTimes} least of each call
 * @property {Map<string, string>} chosen row of each planned call
 * @property {Map<string, number>} predicted milliseconds of each row, with calibrated prices
 */

const PROBLEMS = 70
/** Rows predicted to take at most so many times the cheapest are raced, and what takes more than this many milliseconds is not. */
const CLOSE = 5
const LONGEST = 3000
/** Problems planned to take more milliseconds are left out: a race takes tens of runs. */
const MOST = 100
/** Rows this close are as good as each other. */
const TIED = 1.05
const EXPLAINED = 1.3

/** Neither its sizes nor its letters are those of the problems. */
const OTHER = { task: /** @type {const} */ ('hammingDistances'), n: 2 ** 20, m: 3000, sigma: 20 }

const DEFAULTS = 'defaults'
const AGAIN = 'defaults again'
const CALIBRATED = 'calibrated'
/** The row that must never be much slower than the best of those it is made of. */
const MIXED = 'mixed'
const MIXED_MOST = 1.15

/**
 * @param {Uint8Array} genome
 * @param {number} [seed]
 * @returns {Check}
 */
export function regret(genome, seed = 1) {
  console.log(
    `Planner regret: time of the planned call, planning included, over the fastest row; ${PROBLEMS} problems, seed ${seed}; * is another row`,
  )
  const calibrated = calibrate({ seed: seed + 1 })
  /** @type {Regret[]} */
  const results = []
  let skipped = 0
  for (const problem of grid(seed, 2 * PROBLEMS, genome)) {
    if (results.length === PROBLEMS) break
    if (predictedOf(problem) > MOST) {
      skipped++
      continue
    }
    const result = raceProblem(problem, calibrated, seed + results.length)
    console.log(line(problem, result))
    results.push(result)
  }
  calibrate({ prices: defaultPrices })
  console.log(`${skipped} problems of more than ${MOST} ms were left out`)
  console.log(predictions(results))
  console.log(mixedAgainstSingle(results))
  const defaults = quantiles(results.map((result) => regretOf(result, DEFAULTS)))
  const own = quantiles(results.map((result) => regretOf(result, CALIBRATED)))
  const far = results.filter((result) => regretOf(result, CALIBRATED) > EXPLAINED).length
  return {
    name: 'regret',
    title: `planner regret on ${PROBLEMS} problems`,
    measured:
      `defaults: median ${defaults.median.toFixed(3)}, 95th percentile ${defaults.high.toFixed(2)}, worst ${defaults.worst.toFixed(2)}; ` +
      `calibrated: median ${own.median.toFixed(3)}, 95th percentile ${own.high.toFixed(2)}, worst ${own.worst.toFixed(2)}, ${far} above ${EXPLAINED}`,
    required: 'median at most 1.15 with defaults; calibrated median 1.05, 95th percentile 1.3, worst 1.6',
    held: defaults.median <= 1.15 && own.median <= 1.05 && own.high <= 1.3 && own.worst <= 1.6,
  }
}

/**
 * Milliseconds of the cheapest row, by default prices.
 * @param {GridProblem} problem
 */
function predictedOf({ text, pattern }) {
  calibrate({ prices: defaultPrices })
  const profile = profileOf(text, pattern)
  const plan = explain({ task: 'hammingDistances', n: text.length, m: pattern.length, profile })
  const chosen = plan.considered.find(({ name }) => name === plan.algorithm)
  return (chosen?.nanoseconds ?? 0) / 1e6
}

/**
 * @param {GridProblem} problem
 * @param {Prices} calibrated
 * @param {number} seed
 * @returns {Regret}
 */
function raceProblem({ text, pattern }, calibrated, seed) {
  const out = new Uint32Array(text.length - pattern.length + 1)
  const profile = profileOf(text, pattern)
  const question = { task: /** @type {const} */ ('hammingDistances'), n: text.length, m: pattern.length, profile }
  const chosen = new Map()
  const predicted = new Map()
  for (const [name, prices] of /** @type {[string, Prices][]} */ ([
    [DEFAULTS, defaultPrices],
    [CALIBRATED, calibrated],
  ])) {
    calibrate({ prices })
    const { algorithm, considered } = explain(question)
    chosen.set(name, algorithm)
    for (const row of considered) {
      if (row.refused !== undefined || row.nanoseconds > Math.min(CLOSE * considered[0].nanoseconds, LONGEST * 1e6)) continue
      predicted.set(row.name, row.nanoseconds / 1e6)
    }
  }
  const planned = () => hammingDistances(text, pattern, { out })
  // a program sets its prices once: what plans keep of prices is there when the call comes, made by a plan for another text
  const by = (/** @type {Prices} */ prices) => () => {
    calibrate({ prices })
    explain(OTHER)
  }
  const calls = [
    { name: DEFAULTS, prepare: by(defaultPrices), run: planned },
    { name: AGAIN, prepare: by(defaultPrices), run: planned },
    { name: CALIBRATED, prepare: by(calibrated), run: planned },
    ...[...predicted.keys()].map((algorithm) => ({ name: algorithm, run: () => hammingDistances(text, pattern, { out, algorithm }) })),
  ]
  const least = leastTimes(calls, (distances) => showAnswer(answerOf(distances)), random(seed))
  return { best: fastest(least, [...predicted.keys()]), least, chosen, predicted }
}

/**
 * @param {Regret} result
 * @param {string} name
 */
function regretOf({ least, best }, name) {
  return timeIn(least, name) / timeIn(least, best)
}

/**
 * @param {GridProblem} problem
 * @param {Regret} result
 */
function line({ shape, n, m, sigma }, result) {
  const { best, least, chosen } = result
  const again = timeIn(least, AGAIN) / timeIn(least, DEFAULTS)
  const shown = [DEFAULTS, CALIBRATED].map((name) => {
    const row = chosen.get(name) ?? ''
    const tied = timeIn(least, row) <= TIED * timeIn(least, best)
    return `${name} ${regretOf(result, name).toFixed(2)} ${row.padEnd(10)}${tied ? ' ' : '*'}`
  })
  const sizes = `${shape.padEnd(9)} n ${String(n).padStart(8)} m ${String(m).padStart(8)} sigma ${String(sigma).padStart(8)}`
  const time = timeIn(least, best)
  return `  ${sizes}  ${time.toFixed(time < 10 ? 3 : 1).padStart(7)} ms ${best.padEnd(10)}  ${shown.join(' ')} A/A ${again.toFixed(2)}`
}

/**
 * Measured over predicted time, by row.
 * @param {Regret[]} results
 */
function predictions(results) {
  const rows = new Set(results.flatMap(({ predicted }) => [...predicted.keys()]))
  const lines = [...rows].map((row) => {
    const ratios = results.flatMap(({ predicted, least }) => (predicted.has(row) ? [timeIn(least, row) / timeIn(predicted, row)] : []))
    const { low, median, high } = quantiles(ratios)
    return `  ${row.padEnd(20)} ${String(ratios.length).padStart(3)} problems: median ${median.toFixed(2)}, from ${low.toFixed(2)} to ${high.toFixed(2)}`
  })
  return ['Measured over predicted time, calibrated; median, 5th and 95th percentile', ...lines].join('\n')
}

/** @param {Regret[]} results */
function mixedAgainstSingle(results) {
  const ratios = results.flatMap(({ least, predicted }) => {
    const single = Math.min(...[...predicted.keys()].filter((row) => row !== MIXED).map((row) => timeIn(least, row)))
    return predicted.has(MIXED) && single < Infinity ? [timeIn(least, MIXED) / single] : []
  })
  const { median, high, worst } = quantiles(ratios)
  const near = ratios.filter((ratio) => ratio <= MIXED_MOST).length
  return `mixed over the best single row, ${ratios.length} problems: median ${median.toFixed(2)}, 95th percentile ${high.toFixed(2)}, worst ${worst.toFixed(2)}, ${near} at most ${MIXED_MOST}`
}
