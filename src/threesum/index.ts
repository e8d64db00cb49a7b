// Counting 3SUM, convolution 3SUM and exact triangles: validate, plan, run.
import { integer, record, wrongValue } from '../check.js'
import { HammingwayError } from '../errors.js'
import { resolveRun, type RunOptions } from '../options.js'
import { choose, rowsFor } from '../plan/choose.js'
import type { Work } from '../plan/machine.js'
import type { ThreeSumTask } from '../plan/problem.js'
import { measureThreeSums } from '../plan/measure-three-sums.js'
import { threeSums, triangles } from '../plan/registry.js'
import { copy as copyIntegers, lengthOf, takeIn } from '../sumset/lists.js'
import { DEFAULT_MEMORY_LIMIT, withArena, type Arena } from '../wasm/arena.js'
import { measureSpread } from './measure.js'
import type { Lists } from './row.js'
import { promiseOf } from './tolerance.js'

/** Options of counts that may be approximate. */
export interface ApproximateOptions extends RunOptions {
  /** approximate: an error of at most epsilon times the longest length for every count, with probability at least 1 - delta for all at once */
  epsilon?: number
  /** failure probability of approximate algorithms, default 0.01 */
  delta?: number
}

/**
 * For each number of c how many pairs (x, y) have a[x] + b[y] equal to it: |c| counts. Lists of integers in [-2^52, 2^52]; duplicates count, in a
 * and b as pairs of their own, in c as entries of their own.
 *
 * With `epsilon` every count is within epsilon max(|a|, |b|, |c|) of the right one, all at once with probability 1 - delta: by a sample or hashes where that
 * is cheaper than counting. Complexity: O(product of the two shorter lists), or O(U log U) for a dense universe of U possible sums, or about O(t log t)
 * for t distinct sums; with epsilon about O(|c| log(|c| / delta) / epsilon) where most counts are small; see `explain({ task: 'threeSumCounts', … })`.
 * Memory beyond the result: 40 bytes a number, and what `explain` says.
 * @throws TypeError or RangeError naming a wrong argument; HammingwayError MEMORY_LIMIT or NO_ALGORITHM
 */
export function threeSumCounts(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  c: ArrayLike<number>,
  options?: ApproximateOptions,
): Float64Array {
  return count('threeSumCounts', a, b, c, options)
}

/**
 * For each k how many i have a[i] + b[k - i] = c[k], where 0 <= i < |a| and 0 <= k - i < |b|: |c| counts. Lists of integers in [-2^52, 2^52].
 *
 * With `epsilon` every count is within epsilon max(|a|, |b|, |c|) of the right one, all at once with probability 1 - delta. Complexity: O(|a| |b|) in vectors
 * of 8, 4 or 2 numbers, with epsilon O(|c| log(|c| / delta) / epsilon) of them where counts are small, or O(N U log (N U)) for N = |a| + |b| and a universe of U possible sums. Memory beyond the result: 36 bytes a number at most, or what
 * `explain` says.
 * @throws TypeError or RangeError naming a wrong argument; HammingwayError MEMORY_LIMIT or NO_ALGORITHM
 */
export function convolutionThreeSumCounts(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  c: ArrayLike<number>,
  options?: ApproximateOptions,
): Float64Array {
  return count('convolutionThreeSumCounts', a, b, c, options)
}

/**
 * Exact Triangle, counted for every pair: n x n counts, row by row, #{j: A[i][j] + B[j][l] = C[i][l]} at i, l. A, B and C hold n x n integers in
 * [-2^52, 2^52] row by row.
 *
 * With `epsilon` every count is within epsilon n of the right one, all at once with probability 1 - delta. Complexity: O(n^3) in vectors of 8, 4 or 2
 * numbers, with epsilon O(n^2 log(n / delta) / epsilon) where counts are near 0 or n. Memory beyond the result: 24 to 68 bytes for each of the n x n.
 * @throws TypeError or RangeError naming a wrong argument; HammingwayError MEMORY_LIMIT or NO_ALGORITHM
 */
export function triangleCounts(
  A: ArrayLike<number>,
  B: ArrayLike<number>,
  C: ArrayLike<number>,
  n: number,
  options?: ApproximateOptions,
): Float64Array {
  const given = record('options', options)
  const settings = resolveRun(given)
  const promise = promiseOf(given)
  rowsFor(triangles, 'triangleCounts', settings.algorithm)
  integer('n', n, 0)
  for (const [name, matrix] of Object.entries({ A, B, C })) {
    if (lengthOf(name, matrix) !== n * n) throw wrongValue(name, `${n * n} numbers`, matrix)
  }
  requireRoom(n * n, settings.memoryLimit)
  const work: Work = {}
  const result = withArena(settings.memoryLimit, (arena) => {
    const lists = takeAll(arena, ['A', 'B', 'C'], A, B, C, settings.seed)
    if (lists === undefined) return new Float64Array(n * n)
    const spread = promise.epsilon === undefined ? {} : { spread: measureSpread(arena, n, lists) }
    const problem = { task: 'triangleCounts', n, universe: lists.universe, ...promise, ...spread } as const
    const row = choose(triangles, problem, settings)
    work.value = 3 * n * n
    return row.run(arena, problem, lists, work)
  })
  settings.onCounts?.(work)
  return result
}

function count(
  task: ThreeSumTask,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  c: ArrayLike<number>,
  options: ApproximateOptions | undefined,
): Float64Array {
  const given = record('options', options)
  const settings = resolveRun(given)
  const promise = promiseOf(given)
  rowsFor(threeSums, task, settings.algorithm)
  const [n, m, targets] = [lengthOf('a', a), lengthOf('b', b), lengthOf('c', c)]
  requireRoom(targets, settings.memoryLimit)
  const work: Work = {}
  const result = withArena(settings.memoryLimit, (arena) => {
    const lists = takeAll(arena, ['a', 'b', 'c'], a, b, c, settings.seed)
    if (lists === undefined) return new Float64Array(targets)
    // counts of a few targets tell what approximation takes
    const wanted = promise.epsilon === undefined ? undefined : lists
    const measured = arena.within(() => measureThreeSums(arena, task, lists, wanted))
    const problem = { task, n, m, targets, ...measured, ...promise }
    const row = choose(threeSums, problem, settings)
    work.value = n + m + targets
    return row.run(arena, problem, lists, work)
  })
  settings.onCounts?.(work)
  return result
}

/** The result is beyond working memory, but not beyond all measure: memoryLimit counts for it where that is more than its default. */
function requireRoom(counts: number, memoryLimit: number): void {
  const limit = Math.max(memoryLimit, DEFAULT_MEMORY_LIMIT)
  if (8 * counts <= limit) return
  throw new HammingwayError('MEMORY_LIMIT', `${counts} counts take ${8 * counts} bytes, and the limit is ${limit}`)
}

/** Undefined where a list is empty: then every count is 0. */
function takeAll(
  arena: Arena,
  names: readonly string[],
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  c: ArrayLike<number>,
  seed: number,
): Lists | undefined {
  const taken = takeIn(arena, a, b, names)
  const targets = copyIntegers(arena, names[2], c)
  return taken && targets && { ...taken, c: targets.at, targets: c.length, seed }
}
