// A total told from a sample: which totals go with a count of draws that hit.
import { greatestMean, leastMean } from './interval.js'

/** Independent draws, each of one of several members with equal chances; every member of the whole is drawn once with chances that add up to `weight`. */
export interface Sample {
  readonly draws: number
  readonly weight: number
  /** the largest total there can be */
  readonly most: number
  /** each end of an interval is wrong with chance at most exp(-logs) */
  readonly logs: number
}

/** Room for the rounding of intervals, which are found in f64 to some 1e-12. */
const ROOM = 1e-9

/** The least and the most that the total may be after so many hits. */
export function totals(sample: Sample, hits: number): { least: number; most: number } {
  const share = sample.logs / sample.draws
  const q = hits / sample.draws
  return { least: leastTotal(sample, leastMean(q, share)), most: mostTotal(sample, greatestMean(q, share)) }
}

function leastTotal({ draws, weight }: Sample, mean: number): number {
  return Math.max(0, Math.ceil((mean * draws) / weight - ROOM * draws))
}

function mostTotal({ draws, weight, most }: Sample, mean: number): number {
  return Math.min(most, Math.floor((mean * draws) / weight + ROOM * draws))
}

/** The totals for every number of hits from `first` on: two numbers each, the least and the most. */
export function totalsTable(sample: Sample, first = 0): Uint32Array {
  const { draws, logs } = sample
  const share = logs / draws
  const table = new Uint32Array(2 * (draws + 1))
  // an end for one count is outside of the interval of the next, and a good place to start from
  let mean = 0
  for (let hits = first; hits <= draws; hits++) {
    mean = leastMean(hits / draws, share, mean)
    table[2 * hits] = leastTotal(sample, mean)
  }
  mean = 1
  for (let hits = draws; hits >= first; hits--) {
    mean = greatestMean(hits / draws, share, mean)
    table[2 * hits + 1] = mostTotal(sample, mean)
  }
  return table
}

/** Is there an integer within a factor 1 ± epsilon of every total between the two? The one nearest to `estimate`, or undefined. */
export function within(epsilon: number, { least, most }: { least: number; most: number }, estimate: number): number | undefined {
  const low = Math.ceil((1 - epsilon) * most)
  const high = Math.floor((1 + epsilon) * least)
  return low <= high ? Math.max(low, Math.min(high, Math.round(estimate))) : undefined
}

/** The fewest hits from which on a total is known within a factor 1 ± epsilon; draws + 1 if none are enough. */
export function fewestHits(sample: Sample, epsilon: number): number {
  let low = 0
  let high = sample.draws + 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (within(epsilon, totals(sample, middle), middle / sample.weight) === undefined) low = middle + 1
    else high = middle
  }
  return low
}
