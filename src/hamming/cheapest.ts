import { price } from '../plan/machine.js'
import type { Problem } from '../plan/problem.js'
import type { Algorithm } from './algorithm.js'

/** A row, and its price for the whole text. */
export interface Priced {
  readonly row: Algorithm
  readonly nanoseconds: number
}

/** The first of the cheapest rows that take a problem, where it and what comes on top are cheaper than `limit`. */
export function cheapestRow(rows: readonly Algorithm[], problem: Problem, limit = Infinity, onTop = 0): Priced | undefined {
  let best: Priced | undefined
  let least = limit
  for (const row of rows) {
    if ((row.least && row.least(problem, least - onTop) + onTop >= least) || row.refuses(problem) !== undefined) continue
    const nanoseconds = price(row.work(problem)) + onTop
    if (nanoseconds >= least) continue
    best = { row, nanoseconds }
    least = nanoseconds
  }
  return best
}
