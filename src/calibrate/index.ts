// What a unit of work costs on this machine.
import { integer, record, wrongKind, wrongValue } from '../check.js'
import { hammingDistances } from '../hamming/index.js'
import { findMatches } from '../hamming/matches.js'
import { explain, profileOf } from '../plan/explain.js'
import { defaultPrices, setPrices, type Prices, type Unit, type Work } from '../plan/machine.js'
import { fitPrices, type Sample } from './fit.js'
import { callsOf, type Call } from './problems.js'

export interface CalibrateOptions {
  /** prices of an earlier calibration: they are set, and nothing is measured */
  prices?: Prices
  /** how long to measure, about; default 4000 */
  milliseconds?: number
  /** seed of the calls that are measured, default 1 */
  seed?: number
}

/** A row is timed where it is predicted to take at most this long, and at most so many times the cheapest. */
const LONGEST = 5e6
const DEAREST = 30
/** Turns of a row on a call, of which the shortest counts, and least time of a turn: clocks in browsers are coarse. */
const TURNS = 3
const SHORTEST_TURN = 0.5

/**
 * Measures nanoseconds per unit of work by timing every algorithm on random calls, and makes the plans of this thread use them. Without it plans
 * use defaults of another machine. Keep the result, and give it back as `prices` to skip the measuring. The planner's answers never depend on
 * prices, only its choices do.
 * @throws TypeError or RangeError naming a wrong argument
 */
export function calibrate(options?: CalibrateOptions): Prices {
  const given = record('options', options)
  const milliseconds = integer('milliseconds', given.milliseconds ?? 4000, 1)
  const seed = integer('seed', given.seed ?? 1, 0, 2 ** 32 - 1)
  const prices = given.prices === undefined ? measurePrices(milliseconds, seed) : checkedPrices(given.prices)
  setPrices(prices)
  return prices
}

function checkedPrices(prices: unknown): Prices {
  const given = record('prices', prices)
  const units = Object.keys(defaultPrices) as Unit[]
  for (const unit of units) {
    if (typeof given[unit] !== 'number') throw wrongKind(`prices.${unit}`, 'nanoseconds', given[unit])
    if (!(given[unit] >= 0 && given[unit] < Infinity)) throw wrongValue(`prices.${unit}`, 'nanoseconds, at least 0', given[unit])
  }
  return Object.fromEntries(units.map((unit) => [unit, given[unit]])) as Prices
}

function measurePrices(milliseconds: number, seed: number): Prices {
  const samples: Sample[] = []
  const end = performance.now() + milliseconds
  for (const call of callsOf(seed)) {
    samples.push(...timedRows(call))
    if (performance.now() > end) break
  }
  return fitPrices(samples, defaultPrices)
}

/** Executed work and time of each algorithm that is worth timing on the call. */
function timedRows({ task, text, pattern, maxMismatches, alphabet }: Call): Sample[] {
  const options = { alphabet, ...(maxMismatches !== undefined && { maxMismatches }) }
  const profile = profileOf(text, pattern, { alphabet })
  const plan = explain({ task, n: text.length, m: pattern.length, ...options, profile })
  const takers = plan.considered.filter(({ refused }) => refused === undefined)
  const out = new Uint32Array(text.length - pattern.length + 1)
  return takers
    .filter(({ nanoseconds }) => nanoseconds <= Math.min(LONGEST, DEAREST * takers[0].nanoseconds))
    .map(({ name, work: predicted }) => {
      let work: Work = {}
      const run = { ...options, algorithm: name, onCounts: (counts: Work) => (work = counts) }
      const once = (): unknown =>
        task === 'hammingDistances'
          ? hammingDistances(text, pattern, { ...run, out })
          : findMatches(text, pattern, { ...run, maxMismatches: maxMismatches! })
      once()
      const nanoseconds = shortestTurn(once)
      // a run does not count its own set-up
      const { call, layout, class: classes } = predicted
      return { work: { ...work, call, layout, class: classes }, nanoseconds }
    })
}

function shortestTurn(run: () => unknown): number {
  let shortest = Infinity
  for (let turn = 0; turn < TURNS; turn++) {
    const start = performance.now()
    let time = 0
    let calls = 0
    do {
      run()
      calls++
      time = performance.now() - start
    } while (time < SHORTEST_TURN)
    shortest = Math.min(shortest, time / calls)
  }
  return shortest * 1e6
}
