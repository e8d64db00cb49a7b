// Two lists of integers taken in: checked, moved to memory, shifted and scaled, and measured for the planner.
import { show, wrongKind } from '../check.js'
import type { SumsetProblem } from '../plan/problem.js'
import { drawsOf } from '../random.js'
import type { Arena } from '../wasm/arena.js'

/** What a plan of a sumset depends on. */
export interface SumsetProfile {
  /** possible sums, from the least to the greatest in steps of their common divisor */
  readonly universe: number
  /** distinct sums, estimated from a sample */
  readonly sums: number
  /** of 3SUM: pairs of a target on the average, from a few of them */
  readonly mean?: number
  /** of triangles: the largest r (n - r) / n among the counts r of a few pairs */
  readonly spread?: number
  /** where the numbers come from */
  readonly assumed?: string
}

const RANGE = 'an integer in [-2^52, 2^52]'

/** Two lists in memory, as f64 integers that begin at 0 and have no common divisor: a sum s of theirs is base + step s. */
export interface TakenIn {
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
  readonly universe: number
}

/** Undefined where a list is empty: then there are no sums. */
export function takeIn(
  arena: Arena,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  names: readonly string[] = ['a', 'b'],
): TakenIn | undefined {
  const first = copy(arena, names[0], a)
  const second = copy(arena, names[1], b)
  if (first === undefined || second === undefined) return undefined
  const { divisorOf, normalise } = arena.kernels
  const divisor = divisorOf(second.at, b.length, second.least, divisorOf(first.at, a.length, first.least, 0))
  const step = divisor === 0 ? 1 : divisor
  normalise(first.at, a.length, first.least, step)
  normalise(second.at, b.length, second.least, step)
  const [mostA, mostB] = [first, second].map(({ least, most }) => (most - least) / step)
  const base = first.least + second.least
  const ranges = { rangeA: mostA + 1, rangeB: mostB + 1 }
  // one is added last: rounding does not take a universe beyond 2^53 below it then
  return { a: first.at, b: second.at, n: a.length, m: b.length, ...ranges, base, step, universe: mostA + mostB + 1 }
}

interface Copied {
  readonly at: number
  readonly least: number
  readonly most: number
}

/** A checked copy of a list in memory, with its least and greatest number; undefined where it is empty. */
export function copy(arena: Arena, name: string, list: ArrayLike<number>): Copied | undefined {
  const length = lengthOf(name, list)
  if (length === 0) return undefined
  const at = arena.alloc(8 * length + 8)
  const range = arena.alloc(16)
  const into = arena.doubles(at, length)
  if (list instanceof Float64Array || list instanceof Int32Array || list instanceof Uint32Array) into.set(list)
  else for (let i = 0; i < length; i++) into[i] = isInteger(list[i]) ? list[i] : NaN
  if (!arena.kernels.survey(at, length, range)) requireIntegers(name, list)
  const [least, most] = arena.doubles(range, 2)
  return { at, least, most }
}

/** Throws at the first entry that is no integer in [-2^52, 2^52]. */
export function requireIntegers(name: string, list: ArrayLike<number>): void {
  const wrong = Array.prototype.findIndex.call(list, (value: unknown) => !isInteger(value))
  if (wrong < 0) return
  const value: unknown = list[wrong]
  const message = `"${name}" expected ${RANGE} at index ${wrong}, got ${show(value)}`
  throw typeof value === 'number' ? new RangeError(message) : new TypeError(message)
}

function isInteger(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= 2 ** 52
}

/** Checks that it is a list of numbers, as far as that can be told without reading it. */
export function lengthOf(name: string, list: unknown): number {
  const expected = `an array of integers`
  if (typeof list !== 'object' || list === null || !('length' in list)) throw wrongKind(name, expected, list)
  const { length } = list
  if (typeof length !== 'number' || !Number.isSafeInteger(length) || length < 0) throw wrongKind(name, expected, list)
  return length
}

/** Sums looked at. */
const LOOKS = 4096
/** Sums whose pairs are all looked for, where the lists are short enough for that. */
const PROBES = 32
const SHORT = 2 ** 15
/** Universes beyond are not transformed at once, or for long, and then much depends on the number of sums. */
const WIDE = 2 ** 24

/** Nanoseconds that `estimateSums` takes, about: mostly for sorting what it draws, and the lists where it counts in them. */
export function estimateCost({ n, m, universe }: TakenIn): number {
  return 100 * Math.min(LOOKS, n * m) + (countsPairs(n, m, universe) ? 180 * (n + m) : 0)
}

function countsPairs(n: number, m: number, universe: number): boolean {
  return n * m > LOOKS && (n + m <= SHORT || universe > WIDE)
}

/**
 * How many distinct sums there are, about. Few pairs are counted outright. A pair drawn at random has a sum that 1 / c of all pairs' share have
 * in common with it, so the mean of 1 / c times n m is the number of sums, without bias: c is counted for some where lists are short or the
 * universe is wide. Else equal sums among those drawn tell of their number.
 */
export function estimateSums(arena: Arena, taken: TakenIn, sorted = sortedLists(arena, taken)): number {
  const { a, b, n, m, universe } = taken
  const first = arena.doubles(a, n)
  const second = arena.doubles(b, m)
  const pairs = n * m
  const most = Math.min(pairs, universe)
  if (most === 1) return 1
  const looks = Math.min(LOOKS, pairs)
  const drawn = new Float64Array(looks)
  const draw = drawsOf(1)
  for (let i = 0; i < looks; i++) {
    // not evenly spread: sums of such draws avoid one another
    const [x, y] = pairs <= LOOKS ? [i % n, Math.floor(i / n)] : [draw(n), draw(m)]
    drawn[i] = first[x] + second[y]
  }
  const few = drawn.slice(0, PROBES)
  drawn.sort()
  let distinct = 1
  let equal = 0
  for (let i = 1, run = 0; i < looks; i++) {
    run = drawn[i] === drawn[i - 1] ? run + 1 : 0
    equal += run
    if (run === 0) distinct++
  }
  if (pairs <= LOOKS) return distinct
  if (countsPairs(n, m, universe)) {
    const [x, y] = sorted()
    let mean = 0
    for (const sum of few) mean += 1 / countOf(x, y, sum) / few.length // which is at least 1
    return Math.max(1, Math.min(most, Math.round(mean * pairs)))
  }
  const share = equal / ((looks * (looks - 1)) / 2)
  return share === 0 ? most : Math.min(most, Math.round(1 / share))
}

/** Lists longer than this are sorted by a kernel, which takes memory. */
const KERNEL_SORTS = 4096

/** Both lists sorted, as soon as and as often as they are asked for. */
export function sortedLists(arena: Arena, { a, b, n, m }: TakenIn): () => readonly [Float64Array, Float64Array] {
  let sorted: readonly [Float64Array, Float64Array] | undefined
  return () => (sorted ??= [sortedList(arena, a, n), sortedList(arena, b, m)])
}

/** Integers from 0 to 2^53, ascending. */
function sortedList(arena: Arena, values: number, count: number): Float64Array {
  if (count <= KERNEL_SORTS) return arena.doubles(values, count).slice().sort()
  return arena.within(() => {
    const { keysOf, sortKeys, cellsOf } = arena.kernels
    const [keys, spare] = [0, 0].map(() => arena.alloc(16 * count))
    keysOf(values, count, 0, 1n, 0, keys)
    const out = arena.alloc(8 * count)
    // all bits of a key are its value
    cellsOf(sortKeys(keys, count, spare, 54), count, 64, 2n ** 54n - 1n, out)
    return arena.doubles(out, count).slice()
  })
}

/** Pairs with this sum, of sorted lists, by two pointers. */
export function countOf(x: Float64Array, y: Float64Array, sum: number): number {
  let count = 0
  let j = y.length - 1
  for (let i = 0; i < x.length; i++) {
    while (j >= 0 && x[i] + y[j] > sum) j--
    for (let k = j; k >= 0 && x[i] + y[k] === sum; k--) count++
  }
  return count
}

/** As if the sums were drawn at random from the universe. */
export function randomSums(n: number, m: number, universe: number): number {
  return Math.round(universe * -Math.expm1((-n * m) / universe))
}

export function problemOf(
  task: SumsetProblem['task'],
  { n, m }: { n: number; m: number },
  { universe, sums }: SumsetProfile,
): SumsetProblem {
  return { task, n, m, universe, sums }
}
