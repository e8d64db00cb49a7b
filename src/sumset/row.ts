import type { Work } from '../plan/machine.js'
import type { SumsetProblem } from '../plan/problem.js'
import type { Row } from '../plan/row.js'
import type { Arena } from '../wasm/arena.js'

/** Two lists in memory, as f64 integers that begin at 0 and have no common divisor: a sum s of theirs is base + step s. */
export interface Lists {
  /** pointers, with one readable number behind the last */
  readonly a: number
  readonly b: number
  /** lengths, at least 1 */
  readonly n: number
  readonly m: number
  /** greatest number, and one */
  readonly rangeA: number
  readonly rangeB: number
  readonly base: number
  readonly step: number
  readonly seed: number
  /** are counts wanted, or sums alone? */
  readonly counted: boolean
}

/** Distinct sums, ascending, and what they are the sum of how often. Counts are empty where they are not wanted. */
export interface Sums {
  readonly sums: Float64Array
  readonly counts: Float64Array
}

/** A registry row. `run` adds the unit operations it executes to `work`. */
export interface SumsetRow extends Row<SumsetProblem> {
  run(arena: Arena, problem: SumsetProblem, lists: Lists, work: Work): Sums
}
