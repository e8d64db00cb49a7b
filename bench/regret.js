// What the planner's choice costs: time of the planned call, planning included, over the time of the fastest row, on a grid of problems.
import { calibrate, defaultPrices, explain, hammingDistances, profileOf } from 'hammingway'
import { answerOf, sameAnswer, showAnswer } from './answers.js'
import { grid } from './grid.js'
import { random, shuffled } from './random.js'

/** @typedef {import('./grid.js').GridProblem} GridProblem */
/** @typedef {import('hammingway').Prices} Prices */
/** @typedef {{ name: string, algorithm: string, prices: Prices, run: () => Uint32Array }} Contestant */
/**
 * @typedef {object} Regret
 * @property {GridProblem} problem
 * @property {string} best the fastest row
 * @property {Map<string, number>} least milliseconds of each contestant
 * @property {Map<string, string>} chosen row of each planned contestant
 */

const PROBLEMS = 70
/** Rows predicted to take at most so many times the cheapest are raced. */
const CLOSE = 5
const LEAST_ROUNDS = 7
const MOST_ROUNDS = 25
/** Milliseconds of a contestant in a round at least, and of a whole problem about. */
const TURN = 1
const WHOLE = 1500
/** Rows this close are as good as each other. */
const TIED = 1.05
const EXPLAINED = 1.3

const DEFAULTS = 'defaults'
const AGAIN = 'defaults again'
const CALIBRATED = 'calibrated'

/**
 * @param {Uint8Array} genome
 * @param {number} seed
 * @param {(line: string) => void} print called as the race goes on
 */
export function regret(genome, seed, print) {
  print(`Planner regret on ${PROBLEMS} problems, seed ${seed}`)
  const calibrated = calibrate({ seed: seed + 1 })
  /** @type {Regret[]} */
  const results = []
  for (const problem of grid(seed, PROBLEMS, genome)) {
    const result = raceProblem(problem, calibrated, seed + results.length)
    print(line(result))
    results.push(result)
  }
  for (const text of summary(results)) print(text)
  calibrate({ prices: defaultPrices })
  return {
    checks: checksOf(results),
    results: results.map(({ problem: { shape, n, m, sigma }, best, least, chosen }) => ({
      shape,
      n,
      m,
      sigma,
      best,
      least: Object.fromEntries(least),
      chosen: Object.fromEntries(chosen),
    })),
  }
}

/**
 * @param {GridProblem} problem
 * @param {Prices} calibrated
 * @param {number} seed
 * @returns {Regret}
 */
function raceProblem({ text, pattern, ...sizes }, calibrated, seed) {
  const out = new Uint32Array(text.length - pattern.length + 1)
  const profile = profileOf(text, pattern)
  const question = { task: /** @type {const} */ ('hammingDistances'), n: text.length, m: pattern.length, profile }
  const chosen = new Map()
  const close = new Set()
  for (const [name, prices] of /** @type {[string, Prices][]} */ ([
    [DEFAULTS, defaultPrices],
    [CALIBRATED, calibrated],
  ])) {
    calibrate({ prices })
    const { algorithm, considered } = explain(question)
    chosen.set(name, algorithm)
    for (const row of considered) {
      if (row.refused === undefined && row.nanoseconds <= CLOSE * considered[0].nanoseconds) close.add(row.name)
    }
  }
  /** @type {Contestant[]} */
  const contestants = [
    { name: DEFAULTS, prices: defaultPrices, run: () => hammingDistances(text, pattern, { out }) },
    { name: AGAIN, prices: defaultPrices, run: () => hammingDistances(text, pattern, { out }) },
    { name: CALIBRATED, prices: calibrated, run: () => hammingDistances(text, pattern, { out }) },
    ...[...close].map((algorithm) => ({
      name: algorithm,
      prices: calibrated,
      run: () => hammingDistances(text, pattern, { out, algorithm }),
    })),
  ].map((contestant) => ({ algorithm: chosen.get(contestant.name) ?? contestant.name, ...contestant }))

  const answer = answerOf(contestants[0].run())
  let once = 0
  for (const { name, prices, run } of contestants) {
    calibrate({ prices })
    const start = performance.now()
    const other = answerOf(run())
    once += performance.now() - start
    if (!sameAnswer(answer, other)) throw new Error(`${name} answered ${showAnswer(other)}, others ${showAnswer(answer)}`)
    run()
  }
  const least = new Map(contestants.map(({ name }) => [name, Infinity]))
  const next = random(seed)
  const rounds = Math.max(LEAST_ROUNDS, Math.min(MOST_ROUNDS, Math.floor(WHOLE / Math.max(once, TURN * contestants.length))))
  for (let round = 0; round < rounds; round++) {
    for (const { name, prices, run } of shuffled(contestants, next)) {
      calibrate({ prices })
      least.set(name, Math.min(least.get(name) ?? Infinity, timeOf(run)))
    }
  }
  const rows = [...close].sort((a, b) => timeIn(least, a) - timeIn(least, b))
  return { problem: { text, pattern, ...sizes }, best: rows[0], least, chosen }
}

/**
 * The shortest of the calls that fit into a turn, at least one.
 * @param {() => unknown} run
 */
function timeOf(run) {
  const begin = performance.now()
  let shortest = Infinity
  do {
    const start = performance.now()
    run()
    shortest = Math.min(shortest, performance.now() - start)
  } while (performance.now() - begin < TURN)
  return shortest
}

/**
 * @param {Map<string, number>} least
 * @param {string} name
 */
function timeIn(least, name) {
  return least.get(name) ?? NaN
}

/**
 * @param {Regret} result
 * @param {string} name
 */
function regretOf({ least, best }, name) {
  return timeIn(least, name) / timeIn(least, best)
}

/** @param {Regret} result */
function line(result) {
  const { problem, best, least, chosen } = result
  const again = timeIn(least, AGAIN) / timeIn(least, DEFAULTS)
  const shown = [DEFAULTS, CALIBRATED].map((name) => {
    const tied = timeIn(least, chosen.get(name) ?? '') <= TIED * timeIn(least, best)
    return `${regretOf(result, name).toFixed(2)} ${(chosen.get(name) ?? '').padEnd(10)}${tied ? ' ' : '*'}`
  })
  const sizes = `${problem.shape.padEnd(9)} n ${String(problem.n).padStart(8)} m ${String(problem.m).padStart(8)} sigma ${String(problem.sigma).padStart(8)}`
  const time = timeIn(least, best)
  return `  ${sizes}  ${time < 10 ? time.toFixed(3) : time.toFixed(1)} ms ${best.padEnd(10)}  defaults ${shown[0]} calibrated ${shown[1]} A/A ${again.toFixed(2)}`
}

/**
 * @param {Regret[]} results
 * @param {string} name
 */
function quantiles(results, name) {
  const sorted = results.map((result) => regretOf(result, name)).sort((a, b) => a - b)
  const at = (/** @type {number} */ share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]
  return { median: at(0.5), high: at(0.95), worst: sorted[sorted.length - 1] }
}

/** @param {Regret[]} results */
function summary(results) {
  return [DEFAULTS, CALIBRATED].map((name) => {
    const { median, high, worst } = quantiles(results, name)
    const missed = results.filter((result) => regretOf(result, name) > EXPLAINED).length
    return `  ${name}: median ${median.toFixed(3)}, 95th percentile ${high.toFixed(2)}, worst ${worst.toFixed(2)}; ${missed} above ${EXPLAINED}`
  })
}

/** @param {Regret[]} results */
function checksOf(results) {
  const defaults = quantiles(results, DEFAULTS)
  const calibrated = quantiles(results, CALIBRATED)
  /** @type {[string, number, number][]} */
  const wanted = [
    ['regret with defaults, median', defaults.median, 1.15],
    ['regret when calibrated, median', calibrated.median, 1.05],
    ['regret when calibrated, 95th percentile', calibrated.high, 1.3],
    ['regret when calibrated, worst', calibrated.worst, 1.6],
  ]
  return wanted.map(([title, measured, most]) => ({
    name: title,
    title,
    measured: measured.toFixed(3),
    required: `at most ${most}`,
    held: measured <= most,
  }))
}
