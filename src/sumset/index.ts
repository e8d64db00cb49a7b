// Sumsets, with and without multiplicities: validate, plan, run.
import { record } from '../check.js'
import { resolveRun, type RunOptions } from '../options.js'
import { choose, rowsFor } from '../plan/choose.js'
import type { Work } from '../plan/machine.js'
import type { SumsetTask } from '../plan/problem.js'
import { sumsets } from '../plan/registry.js'
import { withArena } from '../wasm/arena.js'
import { lengthOf, problemOf, takeIn } from './lists.js'
import { measureSums } from '../plan/measure-sums.js'
import type { Sums } from './row.js'

/** Distinct sums, and how many pairs have each. */
export interface SumsetCounts {
  /** ascending */
  sums: Float64Array
  /** parallel to sums */
  counts: Float64Array
}

/**
 * The distinct sums a[i] + b[j], ascending. Lists of integers in [-2^52, 2^52]; duplicates and order are of no account, and an empty list has
 * no sums.
 *
 * Complexity: O(U log U) for a dense universe of U possible sums, O(|a| |b|) for short lists, about O(t log t) for t distinct sums far apart; see
 * `explain({ task: 'sumset', n: a.length, m: b.length, … })`. Memory beyond the result: 16 bytes a possible sum at most where they are dense.
 * @throws TypeError or RangeError naming a wrong argument; HammingwayError MEMORY_LIMIT or NO_ALGORITHM
 */
export function sumset(a: ArrayLike<number>, b: ArrayLike<number>, options?: RunOptions): Float64Array {
  return run('sumset', a, b, options).sums
}

/**
 * The distinct sums, ascending, and for each how many pairs (i, j) have a[i] + b[j] equal to it: duplicates count. Otherwise as `sumset`.
 * @throws TypeError or RangeError naming a wrong argument; HammingwayError MEMORY_LIMIT or NO_ALGORITHM
 */
export function sumsetCounts(a: ArrayLike<number>, b: ArrayLike<number>, options?: RunOptions): SumsetCounts {
  const { sums, counts } = run('sumsetCounts', a, b, options)
  return { sums, counts }
}

function run(task: SumsetTask, a: ArrayLike<number>, b: ArrayLike<number>, options: RunOptions | undefined): Sums {
  const settings = resolveRun(record('options', options))
  rowsFor(sumsets, task, settings.algorithm)
  lengthOf('a', a)
  lengthOf('b', b)
  const work: Work = {}
  const result = withArena(settings.memoryLimit, (arena): Sums => {
    const taken = takeIn(arena, a, b)
    if (taken === undefined) return { sums: new Float64Array(), counts: new Float64Array() }
    const problem = problemOf(
      task,
      taken,
      arena.within(() => measureSums(arena, taken)),
    )
    const row = choose(sumsets, problem, settings)
    work.value = taken.n + taken.m
    return row.run(arena, problem, { ...taken, seed: settings.seed, counted: task === 'sumsetCounts' }, work)
  })
  settings.onCounts?.(work)
  return result
}
