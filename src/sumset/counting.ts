// How many pairs have each of a few sums: what plans look at.
import { drawFactor, drawsOf } from '../random.js'
import type { Arena } from '../wasm/arena.js'
import { entriesOf, type Entries } from './entries.js'
import type { TakenIn } from './lists.js'
import { matchAll, openTable } from './table.js'

/** Pairs of each of the sums that are asked for. */
interface Pairs {
  readonly all: Float64Array
  /** those whose partner in the longer list stands there once */
  readonly alone: Float64Array
}

export interface Counting {
  /** Distinct numbers of a and of b. */
  numbers(): readonly [number, number]
  /** Sums of a and b, which begin at 0; others have no pairs. */
  pairs(sums: Float64Array): Pairs
  /** How many distinct numbers the longer list holds more than once, more than twice, .. */
  repeats(): number[]
}

/** Lists longer than this together are hashed to a table, which takes memory: 1 ns for a sum and a number. Two pointers take 5, and the sorting. */
const SHORT = 2000
/** Times that are told apart. */
const MOST_TIMES = 16

export function isTabled({ n, m }: { n: number; m: number }): boolean {
  return n + m > SHORT
}

/** Opened when it is asked for first; its memory stays in use until the caller's scope ends. */
export function openCounting(arena: Arena, taken: TakenIn): Counting {
  let counting: Counting | undefined
  const open = (): Counting => (counting ??= isTabled(taken) ? byTable(arena, taken) : byPointers(arena, taken))
  return { numbers: () => open().numbers(), pairs: (sums) => open().pairs(sums), repeats: () => open().repeats() }
}

function repeatsOf(times: Iterable<number>): number[] {
  const more = Array.from({ length: MOST_TIMES }, () => 0)
  for (const count of times) for (let k = 1; k < count && k <= MOST_TIMES; k++) more[k - 1]++
  return more
}

function byTable(arena: Arena, { a, b, n, m, universe }: TakenIn): Counting {
  const draw = drawsOf(1)
  const factor = drawFactor(draw)
  const [few, many] = (n <= m ? [[a, n], [b, m]] : [[b, m], [a, n]]).map(([at, count]) => entriesOf(arena, at, count, { factor, number: 1 })) // prettier-ignore
  const table = openTable(arena, many)
  const timesOf = ({ at, count }: Entries): Float64Array => arena.doubles(at, 2 * count).filter((_, i) => i % 2 === 1)
  const times = timesOf(many)
  const met = (sums: Float64Array): Float64Array =>
    arena.within(() => {
      const at = arena.alloc(8 * sums.length)
      // no pair has the sum -1
      arena.doubles(at, sums.length).set(sums.map((sum) => (Number.isInteger(sum) && sum >= 0 && sum < universe ? sum : -1)))
      const targets = { at: arena.alloc(16 * sums.length), count: sums.length }
      arena.kernels.keysOf(at, sums.length, 0, factor, 0, targets.at)
      matchAll(arena, few, targets, table)
      return timesOf(targets)
    })
  /** Numbers of the table's entries. */
  const setTimes = (to: (count: number) => number): void => {
    const numbers = arena.doubles(many.at, 2 * many.count)
    for (const [i, count] of times.entries()) numbers[2 * i + 1] = to(count)
  }
  return {
    numbers: () => (n <= m ? [few.count, many.count] : [many.count, few.count]),
    pairs(sums) {
      const all = met(sums)
      if (times.length === Math.max(n, m)) return { all, alone: all }
      setTimes((count) => Number(count === 1))
      const alone = met(sums)
      setTimes((count) => count)
      return { all, alone }
    },
    repeats: () => repeatsOf(times),
  }
}

interface Distinct {
  /** ascending */
  readonly values: Float64Array
  /** how often each stands in the list */
  readonly times: Float64Array
}

function distinctOf(arena: Arena, at: number, count: number): Distinct {
  const values = arena.doubles(at, count).slice().sort()
  const times = new Float64Array(count)
  let last = -1
  for (const value of values) {
    if (last < 0 || values[last] !== value) values[++last] = value
    times[last]++
  }
  return { values: values.subarray(0, last + 1), times: times.subarray(0, last + 1) }
}

function byPointers(arena: Arena, { a, b, n, m }: TakenIn): Counting {
  const [x, y] = [distinctOf(arena, a, n), distinctOf(arena, b, m)]
  const [few, many] = n <= m ? [x, y] : [y, x]
  return {
    numbers: () => [x.values.length, y.values.length],
    pairs(sums) {
      const [all, alone] = [new Float64Array(sums.length), new Float64Array(sums.length)]
      for (const [k, sum] of sums.entries()) {
        // which pointer goes on is as good as random, so there is no branch
        for (let i = 0, j = many.values.length - 1; i < few.values.length && j >= 0;) {
          const s = few.values[i] + many.values[j]
          if (s === sum) {
            all[k] += few.times[i] * many.times[j]
            if (many.times[j] === 1) alone[k] += few.times[i]
          }
          i += Number(s <= sum)
          j -= Number(s >= sum)
        }
      }
      return { all, alone }
    },
    repeats: () => repeatsOf(many.times),
  }
}
