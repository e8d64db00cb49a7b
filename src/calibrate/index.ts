// What a unit of work costs on this machine.
import { integer, record, wrongKind, wrongValue } from '../check.js'
import { hammingDistances } from '../hamming/index.js'
import { findMatches } from '../hamming/matches.js'
import type { Considered, Plan } from '../plan/choose.js'
import { explain, profileOf, profileOfSums } from '../plan/explain.js'
import { defaultPrices, setPrices, type Prices, type Unit, type Work } from '../plan/machine.js'
import { fitPrices, type Sample } from './fit.js'
import type { SumsetProfile } from '../sumset/lists.js'
import { convolutionThreeSumCounts, threeSumCounts, triangleCounts } from '../threesum/index.js'
import { callsOf, type Call, type SumCall, type TextCall } from './problems.js'

/** Options of `calibrate`. */
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
function timedRows(call: Call): Sample[] {
  return 'text' in call ? timedSearches(call) : timedSums(call)
}

function timedSearches({ task, text, pattern, maxMismatches, epsilon, alphabet }: TextCall): Sample[] {
  const options = { alphabet, ...(maxMismatches !== undefined && { maxMismatches }), ...(epsilon !== undefined && { epsilon }) }
  const profile = profileOf(text, pattern, { alphabet })
  const out = new Uint32Array(text.length - pattern.length + 1)
  return worthTiming(explain({ task, n: text.length, m: pattern.length, ...options, profile })).map(({ name, work: predicted }) => {
    const { work, nanoseconds } = timed((onCounts) => {
      const run = { ...options, algorithm: name, onCounts }
      if (task === 'hammingDistances') hammingDistances(text, pattern, { ...run, out })
      else findMatches(text, pattern, { ...run, maxMismatches: maxMismatches! })
    })
    // a run does not count its own set-up
    const { call, layout, class: classes } = predicted
    return { work: { ...work, call, layout, class: classes }, nanoseconds }
  })
}

/** Taking lists in and measuring them is the same for all rows, and no work of theirs. */
function timedSums({ task, a, b, c, epsilon }: SumCall): Sample[] {
  const measured = (): SumsetProfile => profileOfSums(a, b, epsilon === undefined ? undefined : c, task)
  const profile = measured()
  const apart = shortestTurn(measured)
  const side = Math.round(Math.sqrt(a.length))
  const n = task === 'triangleCounts' ? side : a.length
  const promise = epsilon === undefined ? {} : { epsilon }
  return worthTiming(explain({ task, n, m: b.length, targets: c.length, ...promise, profile })).flatMap(({ name, reference }) => {
    // one of them learns in its run that it must refuse
    if (reference) return []
    const { work, nanoseconds } = timed((onCounts) => {
      const run = { ...promise, algorithm: name, onCounts }
      if (task === 'triangleCounts') triangleCounts(a, b, c, side, run)
      else if (task === 'threeSumCounts') threeSumCounts(a, b, c, run)
      else convolutionThreeSumCounts(a, b, c, run)
    })
    return nanoseconds > 2 * apart ? [{ work: { ...work, value: 0, call: 1 }, nanoseconds: nanoseconds - apart }] : []
  })
}

function worthTiming({ considered }: Plan): readonly Considered[] {
  const takers = considered.filter(({ refused }) => refused === undefined)
  return takers.filter(({ nanoseconds }) => nanoseconds <= Math.min(LONGEST, DEAREST * takers[0].nanoseconds))
}

function timed(run: (onCounts: (counts: Work) => void) => void): Sample {
  let work: Work = {}
  const once = (): void => run((counts) => (work = counts))
  once()
  return { work, nanoseconds: shortestTurn(once) }
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
