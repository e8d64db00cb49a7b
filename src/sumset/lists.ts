// Two lists of integers taken in: checked, moved to memory, shifted and scaled, and measured for the planner.
import { show, wrongKind } from '../check.js'
import type { Stretches, SumsetProblem } from '../plan/problem.js'
import type { Arena } from '../wasm/arena.js'

/** What a plan of a sumset depends on. */
export interface SumsetProfile {
  /** possible sums, from the least to the greatest in steps of their common divisor */
  readonly universe: number
  /** distinct sums, estimated from a sample */
  readonly sums: number
  /** distinct numbers of a and of b, where they were counted */
  readonly numbers?: readonly [number, number]
  /** of 3SUM: pairs of each of a few targets, ascending */
  readonly counts?: readonly number[]
  /** of 3SUM: those of them whose number from the longer list stands there once */
  readonly alone?: readonly number[]
  /** of 3SUM: how many distinct numbers the longer list holds more than once, more than twice, .. */
  readonly repeats?: readonly number[]
  /** of 3SUM: dense stretches of a and b, where counting would take long without them */
  readonly stretches?: Stretches
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

/** As if the sums were drawn at random from the universe. */
export function randomSums(n: number, m: number, universe: number): number {
  return Math.round(universe * -Math.expm1((-n * m) / universe))
}

export function problemOf(
  task: SumsetProblem['task'],
  { n, m }: { n: number; m: number },
  { universe, sums, numbers }: SumsetProfile,
): SumsetProblem {
  return { task, n, m, universe, sums, ...(numbers && { numbers }) }
}
