// Counts of 3SUM and of convolution 3SUM from all sums with their multiplicities: every exact row of sumsetCounts is one of these.
import { addWork } from '../../plan/machine.js'
import type { SumsetProblem, ThreeSumProblem } from '../../plan/problem.js'
import type { SumsetRow, Sums } from '../../sumset/row.js'
import type { Arena } from '../../wasm/arena.js'
import { entriesOf, entryBytes, passes } from '../../sumset/entries.js'
import { columnOf, type Lists, type ThreeSumRow } from '../row.js'

/** Sums taken back into memory at a time. */
const STRETCH = 4096
/** Added to sums and targets, so that keys are not negative. */
const BASE = -(2 ** 53)

/** Convolution: sums of places reach n + m - 2, and values are lifted by one more than that. */
function liftOf({ n, m }: ThreeSumProblem): number {
  return n + m
}

function sumsetOf(problem: ThreeSumProblem): SumsetProblem {
  const { task, n, m, universe, sums } = problem
  if (task === 'threeSumCounts') return { task: 'sumsetCounts', n, m, universe, sums }
  const lifted = liftOf(problem) * universe
  return { task: 'sumsetCounts', n, m, universe: lifted, sums: Math.min(n * m, lifted) }
}

/** Targets that may be sums: of a convolution those behind n + m - 2 are none. */
function within({ task, n, m, targets }: ThreeSumProblem): number {
  return task === 'threeSumCounts' ? targets : Math.min(targets, n + m - 1)
}

export function bySums(row: SumsetRow): ThreeSumRow {
  return {
    name: row.name,
    tasks: ['threeSumCounts', 'convolutionThreeSumCounts'],
    guarantee: row.guarantee,
    ...(row.reference && { reference: row.reference }),
    complexity: `that of sumsetCounts, ${row.complexity}, with a universe |a| + |b| times as large for a convolution, and O(|c| log |c|)`,
    source: `all sums with their counts: ${row.source}`,
    kernels: [...row.kernels, 'reduceDouble', 'liftPlaces', 'keysOf', 'sortKeys', 'uniteKeys', 'pickCounts', 'numbersAt'],
    refuses(problem) {
      const sumset = sumsetOf(problem)
      return sumset.universe > 2 ** 53 ? 'places and values together are beyond 2^53' : row.refuses(sumset)
    },
    work(problem) {
      const work = row.work(sumsetOf(problem))
      const targets = within(problem)
      addWork(work, { key: targets * (1 + passes(64)), bisect: 2 * targets, sum: sumsetOf(problem).sums })
      return work
    },
    bytes(problem) {
      return row.bytes(sumsetOf(problem)) + entryBytes(within(problem)) + 16 * (problem.targets + STRETCH) + 2048
    },
    run(arena, problem, given, work) {
      const result = new Float64Array(problem.targets)
      const targets = within(problem)
      const lists = problem.task === 'threeSumCounts' ? given : lift(arena, problem, given, targets)
      const sums = row.run(arena, sumsetOf(problem), { ...lists, counted: true }, work)
      addWork(work, { key: targets * (1 + passes(64)), bisect: 2 * targets, sum: sums.sums.length })
      result.set(pick(arena, sums, lists.c, targets))
      return result
    },
  }
}

/** (i, value) as i + lift value; a target that no sum of values is becomes negative, and the sums do not. */
function lift(arena: Arena, problem: ThreeSumProblem, lists: Lists, targets: number): Lists {
  const factor = liftOf(problem)
  const { reduceDouble, liftPlaces } = arena.kernels
  const { n, m } = lists
  const c = arena.alloc(8 * targets)
  reduceDouble(lists.c, targets, lists.base, lists.step, lists.universe, c)
  for (const [values, count] of [
    [lists.a, n],
    [lists.b, m],
    [c, targets],
  ]) {
    liftPlaces(values, count, factor)
  }
  const [rangeA, rangeB] = [factor * (lists.rangeA - 1) + n, factor * (lists.rangeB - 1) + m]
  return { ...lists, c, targets, rangeA, rangeB, base: 0, step: 1, universe: factor * lists.universe }
}

function pick(arena: Arena, { sums, counts }: Sums, values: number, targets: number): Float64Array {
  const c = entriesOf(arena, values, targets, { base: BASE, number: 0 })
  const at = arena.alloc(8 * STRETCH)
  const countsAt = arena.alloc(8 * STRETCH)
  let next = 0
  for (let from = 0; from < sums.length && next < c.count; from += STRETCH) {
    const stretch = sums.subarray(from, from + STRETCH)
    arena.doubles(at, stretch.length).set(stretch)
    arena.doubles(countsAt, stretch.length).set(counts.subarray(from, from + STRETCH))
    next = arena.kernels.pickCounts(at, countsAt, stretch.length, BASE, c.at, next, c.count)
  }
  const out = arena.alloc(8 * targets)
  arena.kernels.numbersAt(values, targets, BASE, 1n, c.at, c.count, out)
  return columnOf(arena, out, targets)
}
