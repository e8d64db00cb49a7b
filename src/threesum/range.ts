// Counting 3SUM whose third list is a range: the problem that Hamming distances are equivalent to (src/equivalence/).
import { integer } from '../check.js'
import { HammingwayError } from '../errors.js'
import { copy as copyIntegers, lengthOf } from '../sumset/lists.js'
import { DEFAULT_MEMORY_LIMIT, withArena } from '../wasm/arena.js'
import { entriesOf } from '../sumset/entries.js'
import { columnOf } from './row.js'

/** Subtracted from numbers, so that keys are not negative; they fit in so many bits then. */
const BASE = -(2 ** 52)
const BITS = 54
/** Numbers of a met with b in a call. */
const TILE = 4096

/**
 * For each c in [0, N) how many pairs (x, y) have a[x] - b[y] equal to it: N counts. Lists of integers in [-2^52, 2^52]; duplicates count.
 *
 * Complexity: O(|a| + |b| + N), sorting by radix, and one step for each pair of distinct numbers whose difference is in the range, which may be all of them.
 * Memory beyond the result: 80 bytes a number and 8 N.
 * @throws TypeError or RangeError naming a wrong argument; HammingwayError MEMORY_LIMIT
 */
export function rangeThreeSumCounts(a: ArrayLike<number>, b: ArrayLike<number>, N: number): Float64Array {
  integer('N', N, 0)
  lengthOf('a', a)
  lengthOf('b', b)
  if (8 * N > DEFAULT_MEMORY_LIMIT) throw new HammingwayError('MEMORY_LIMIT', `${N} counts take ${8 * N} bytes, and the limit is 2^30`)
  return withArena(DEFAULT_MEMORY_LIMIT, (arena) => {
    const first = copyIntegers(arena, 'a', a)
    const second = copyIntegers(arena, 'b', b)
    if (first === undefined || second === undefined || N === 0) return new Float64Array(N)
    const keyed = { base: BASE, number: 1, bits: BITS }
    const x = entriesOf(arena, first.at, a.length, keyed)
    const y = entriesOf(arena, second.at, b.length, keyed)
    const out = arena.alloc(8 * N)
    arena.bytes().fill(0, out, out + 8 * N)
    for (let i = 0; i < x.count; i += TILE) {
      arena.kernels.nearKeys(x.at + 16 * i, Math.min(TILE, x.count - i), y.at, y.count, BigInt(N), out)
    }
    return columnOf(arena, out, N)
  })
}
