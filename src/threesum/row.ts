import type { Work } from '../plan/machine.js'
import type { ThreeSumProblem, TriangleProblem } from '../plan/problem.js'
import type { Row } from '../plan/row.js'
import type { TakenIn } from '../sumset/lists.js'
import type { Arena } from '../wasm/arena.js'

/** Two lists as f64 integers that begin at 0 and have no common divisor, and the targets c as they were given: a sum s is base + step s. */
export interface Lists extends TakenIn {
  readonly c: number
  readonly targets: number
  readonly seed: number
}

/** A registry row: a count for each target. `run` adds the unit operations it executes to `work`. */
export interface ThreeSumRow extends Row<ThreeSumProblem> {
  run(arena: Arena, problem: ThreeSumProblem, lists: Lists, work: Work): Float64Array
}

/** Counts of triangles: the lists are matrices of n rows. */
export interface TriangleRow extends Row<TriangleProblem> {
  run(arena: Arena, problem: TriangleProblem, lists: Lists, work: Work): Float64Array
}

/** A column of memory as one of its own. */
export function columnOf(arena: Arena, at: number, count: number): Float64Array {
  return arena.doubles(at, count).slice()
}
