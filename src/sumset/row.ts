import type { Work } from '../plan/machine.js'
import type { SumsetProblem } from '../plan/problem.js'
import type { Row } from '../plan/row.js'
import type { Arena } from '../wasm/arena.js'
import type { TakenIn } from './lists.js'

/** The lists of a call. */
export interface Lists extends TakenIn {
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
