// What approximate counts are priced by, from a few targets: how large counts are.
import type { ThreeSumTask } from '../plan/problem.js'
import { drawsOf } from '../random.js'
import { countOf, sortedLists } from '../sumset/lists.js'
import type { Arena } from '../wasm/arena.js'
import type { Lists } from './row.js'

/** Targets whose pairs are counted. */
const PROBES = 32

/** Pairs of a target on the average. */
export function measureMean(arena: Arena, task: ThreeSumTask, lists: Omit<Lists, 'seed'>, sorted = sortedLists(arena, lists)): number {
  const { n, m, targets, base, step } = lists
  const [a, b, c] = [arena.doubles(lists.a, n).slice(), arena.doubles(lists.b, m).slice(), arena.doubles(lists.c, targets).slice()]
  const draw = drawsOf(1)
  const count = task === 'threeSumCounts' ? anywhere(...sorted()) : aligned(a, b)
  let pairs = 0
  for (let probe = 0; probe < PROBES; probe++) {
    const k = draw(targets)
    pairs += count((c[k] - base) / step, k)
  }
  return pairs / PROBES
}

type Count = (sum: number, place: number) => number

function anywhere(x: Float64Array, y: Float64Array): Count {
  return (sum) => countOf(x, y, sum)
}

function aligned(a: Float64Array, b: Float64Array): Count {
  return (sum, k) => {
    let count = 0
    for (let i = Math.max(0, k - b.length + 1); i <= Math.min(k, a.length - 1); i++) if (a[i] + b[k - i] === sum) count++
    return count
  }
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
