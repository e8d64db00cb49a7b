// What approximate counts are priced by: how large those of a few targets are, and how often numbers repeat.
import type { Stretches, ThreeSumProblem, ThreeSumTask } from '../plan/problem.js'
import { drawsOf } from '../random.js'
import type { Counting } from '../sumset/counting.js'
import type { Arena } from '../wasm/arena.js'
import { pairsInside } from './measure-stretches.js'
import type { Lists } from './row.js'

/** Targets whose pairs are counted. */
const PROBES = 32

/**
 * Pairs of a few targets, ascending; for 3SUM also those of numbers that stand once, and those that are not of two stretches, in the same order, and how often
 * the longer list repeats numbers.
 */
export function measureCounts(
  arena: Arena,
  task: ThreeSumTask,
  lists: Omit<Lists, 'seed'>,
  counting: Counting,
  stretches?: Stretches,
): Pick<ThreeSumProblem, 'counts' | 'alone' | 'repeats' | 'stretches'> {
  const { n, m, targets, base, step } = lists
  const c = arena.doubles(lists.c, targets).slice()
  const draw = drawsOf(1)
  const places = Array.from({ length: PROBES }, () => draw(targets))
  const sums = Float64Array.from(places, (k) => (c[k] - base) / step)
  if (task === 'threeSumCounts') {
    const { all, alone } = counting.pairs(sums)
    const order = places.map((_, i) => i).sort((i, j) => all[i] - all[j])
    const inside = stretches && pairsInside(arena, lists, stretches, sums)
    return {
      counts: order.map((i) => all[i]),
      alone: order.map((i) => alone[i]),
      repeats: counting.repeats(),
      ...(stretches && inside && { stretches: { ...stretches, rest: order.map((i) => all[i] - inside[i]) } }),
    }
  }
  const [a, b] = [arena.doubles(lists.a, n).slice(), arena.doubles(lists.b, m).slice()]
  return { counts: places.map((k, i) => aligned(a, b, sums[i], k)).sort((x, y) => x - y) }
}

function aligned(a: Float64Array, b: Float64Array, sum: number, k: number): number {
  let count = 0
  for (let i = Math.max(0, k - b.length + 1); i <= Math.min(k, a.length - 1); i++) if (a[i] + b[k - i] === sum) count++
  return count
}

/** The largest r (n - r) / n among the counts r of a few pairs. */
export function measureSpread(arena: Arena, n: number, lists: Omit<Lists, 'seed'>): number {
  const [A, B, C] = [lists.a, lists.b, lists.c].map((at) => arena.doubles(at, n * n))
  const draw = drawsOf(1)
  let most = 0
  for (let probe = 0; probe < PROBES; probe++) {
    const [i, l] = [draw(n), draw(n)]
    let count = 0
    for (let j = 0; j < n; j++) if (lists.base + lists.step * (A[i * n + j] + B[j * n + l]) === C[i * n + l]) count++
    most = Math.max(most, (count * (n - count)) / n)
  }
  return most
}
