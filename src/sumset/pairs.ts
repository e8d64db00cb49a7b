// All sums by adding all pairs, a tile of sums at a time, so that counters stay in a cache. Where sums are far apart, a tile holds as many pairs as
// fit in a buffer, and they are sorted.
import { addWork, price, type Work } from '../plan/machine.js'
import type { SumsetProblem } from '../plan/problem.js'
import type { Arena } from '../wasm/arena.js'
import { distinctIn, type Distinct } from './distinct.js'
import { CHUNK, chunkBytes, openOutput, type Output } from './output.js'
import type { Lists, SumsetRow } from './row.js'

/** Bytes of a tile's counters: half of a second-level cache of 512 KiB. */
const TILE = 2 ** 18
/** Pairs of a tile that is sorted: 16 bytes each, twice, in a second-level cache of 1 MiB. */
const ROOM = 2 ** 15
/** Counters are addressed by 32 bits. */
const MOST_COUNTED = 2 ** 32 - 2 ** 20

/** Equal numbers of a list are added at once. */
function numbersOf({ n, m, numbers }: SumsetProblem): readonly [number, number] {
  return numbers ?? [n, m]
}

/** Every possible sum has a counter. */
function countedWork(problem: SumsetProblem): Work {
  const { universe } = problem
  const [n, m] = numbersOf(problem)
  if (universe > MOST_COUNTED) return { call: Infinity }
  return { pairSum: n * m, tileRow: Math.min(n, m) * Math.ceil(universe / (TILE / 4)), counter: universe }
}

/** Sums are sorted: predicted as if tiles were as large as those that fit. */
function sortedWork(problem: SumsetProblem): Work {
  const { universe } = problem
  const [n, m] = numbersOf(problem)
  const tiles = Math.ceil((n * m) / (ROOM / 2))
  const passes = Math.ceil(Math.log2(1 + universe / tiles) / 8)
  return { key: n * m * (1 + passes), tileRow: Math.min(n, m) * tiles }
}

function counts(problem: SumsetProblem): boolean {
  const counted = countedWork(problem)
  return counted.call === undefined && price(counted) <= price(sortedWork(problem))
}

export const pairs: SumsetRow = {
  name: 'pairs',
  tasks: ['sumset', 'sumsetCounts'],
  guarantee: 'exact',
  complexity: 'O(n m + n U / 2^16), or O(n m log U) where sums are far apart',
  source: 'all pairs, in tiles of sums that fit in a cache',
  kernels: ['distinct', 'narrow', 'widen', 'countPairs', 'weighPairs', 'takeCounts', 'takeWeights', 'pairKeys', 'sortKeys', 'joinKeys'],
  refuses: () => undefined,
  work(problem) {
    const { n, m, sums } = problem
    return { call: 1, sorted: n + m, ...(counts(problem) ? countedWork(problem) : sortedWork(problem)), sum: sums }
  },
  bytes(problem) {
    const { n, m } = problem
    const room = Math.max(ROOM, Math.min(n, m))
    const tile = counts(problem) ? TILE + chunkBytes(CHUNK) : 32 * room + chunkBytes(room)
    return 8 * (n + m) + 8 * Math.min(n, m) + tile + 2048
  },
  run(arena, problem, lists, work) {
    const swapped = lists.n > lists.m
    const first = distinctIn(arena, swapped ? lists.b : lists.a, swapped ? lists.m : lists.n)
    const second = distinctIn(arena, swapped ? lists.a : lists.b, swapped ? lists.n : lists.m)
    addWork(work, { sorted: lists.n + lists.m })
    const run = counts(problem) ? byCounters : bySorting
    return run(arena, problem, lists, first, second, work).finish()
  },
}

/** Where the partners of each number of the first list begin. */
function startsOf(arena: Arena, count: number, b: number): number {
  const at = arena.alloc(4 * count)
  arena.words().fill(b, at / 4, at / 4 + count)
  return at
}

function byCounters(arena: Arena, { universe, sums }: SumsetProblem, lists: Lists, a: Distinct, b: Distinct, work: Work): Output {
  const { narrow, countPairs, weighPairs, takeCounts, takeWeights } = arena.kernels
  const weighted = a.weighted || b.weighted
  const tile = TILE / (weighted ? 8 : 4)
  const counters = arena.alloc(TILE)
  arena.bytes().fill(0, counters, counters + TILE)
  narrow(a.at, a.count)
  narrow(b.at, b.count)
  const starts = startsOf(arena, a.count, b.at)
  const output = openOutput(arena, Math.ceil(1.1 * sums), lists.counted)
  const { at } = output
  const take = weighted ? takeWeights : takeCounts
  let found = 0
  for (let low = 0; low < universe; low += tile) {
    const high = Math.min(universe, low + tile)
    if (weighted) weighPairs(a.at, a.count, starts, low, high, counters, a.weights, b.at, b.weights)
    else countPairs(a.at, a.count, starts, low, high, counters)
    for (let from = low; from < high; from += CHUNK) {
      const base = Number(BigInt(lists.base) + BigInt(lists.step) * BigInt(from))
      const some = take(counters + (TILE / tile) * (from - low), Math.min(CHUNK, high - from), base, lists.step, at.sums, at.counts)
      output.append(some)
      found += some
    }
    addWork(work, { tileRow: a.count })
  }
  addWork(work, { pairSum: a.count * b.count, counter: universe, sum: found })
  return output
}

function bySorting(arena: Arena, { universe, sums }: SumsetProblem, lists: Lists, a: Distinct, b: Distinct, work: Work): Output {
  const { widen, pairKeys, sortKeys, joinKeys } = arena.kernels
  widen(a.at, a.count)
  widen(b.at, b.count)
  // a tile of one sum holds at most one pair of each number of the first list
  const room = Math.max(ROOM, a.count)
  let starts = startsOf(arena, a.count, b.at)
  let next = startsOf(arena, a.count, b.at)
  const keys = arena.alloc(16 * room)
  const spare = arena.alloc(16 * room)
  const output = openOutput(arena, Math.ceil(1.1 * sums), lists.counted, room)
  const { at } = output
  // ranges of 2^53 + 1 are rounded
  const end = BigInt(universe) + 4n
  let width = BigInt(Math.ceil(Math.max(1, (universe * ROOM) / 2 / (a.count * b.count))))
  let left = a.count * b.count
  let found = 0
  for (let low = 0n; left > 0;) {
    const high = low + width > end ? end : low + width
    const count = pairKeys(a.at, a.count, starts, next, low, high, a.weights, b.at, b.weights, keys, room)
    addWork(work, { tileRow: a.count, key: Math.min(count, room) })
    if (count > room) {
      width = width / 2n > 0n ? width / 2n : 1n
      continue
    }
    ;[starts, next] = [next, starts]
    const bits = (high - low).toString(2).length
    const base = Number(BigInt(lists.base) + BigInt(lists.step) * low)
    const some = joinKeys(sortKeys(keys, count, spare, bits), count, base, lists.step, at.sums, at.counts)
    output.append(some)
    addWork(work, { key: count * Math.ceil(bits / 8) })
    found += some
    left -= count
    low = high
    if (count < room / 4) width *= 2n
  }
  addWork(work, { sum: found })
  return output
}
