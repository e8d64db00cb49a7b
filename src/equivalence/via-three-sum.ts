// Hamming distances from counting 3SUM over a range: the equivalence, forwards.
import { record, wrongKind } from '../check.js'
import { HammingwayError } from '../errors.js'
import { resolvePattern, resolveText, type Sequence } from '../sequence.js'
import { rangeThreeSumCounts } from '../threesum/range.js'

/** What counts differences in [0, N), as rangeThreeSumCounts does. */
export type RangeSolver = (a: ArrayLike<number>, b: ArrayLike<number>, N: number) => ArrayLike<number>

/** Options of `hammingDistancesViaThreeSum`. */
export interface ViaThreeSumOptions {
  /** the oracle of the reduction; default rangeThreeSumCounts */
  solve?: RangeSolver
}

const EXACT = { alphabet: 'exact', ambiguity: 'certain' } as const

/**
 * Hamming distances at every shift, as `hammingDistances` gives them, by one call of counting 3SUM: with Q = 2 (n + m), a symbol of rank r at
 * place i is the number r Q + i; differences of places are below Q / 2, so two numbers differ by a shift in [0, n - m] exactly when their symbols are equal and their
 * places differ by it.
 *
 * Exact and deterministic. Complexity: O(n + m) and a call on sets of at most n and m numbers below 2 sigma (n + m), sigma distinct symbols in the pattern. Chan, Jin,
 * Vassilevska Williams and Xu (2023) state the equivalence; this reduction is derived here (docs/theorems/equivalence.md).
 * @throws TypeError or RangeError naming a wrong argument; HammingwayError NO_ALGORITHM where numbers would be beyond 2^52, MEMORY_LIMIT
 */
export function hammingDistancesViaThreeSum(text: Sequence, pattern: Sequence, options?: ViaThreeSumOptions): Uint32Array {
  const { solve = rangeThreeSumCounts } = record('options', options) as ViaThreeSumOptions
  if (typeof solve !== 'function') throw wrongKind('solve', 'a function', solve)
  const { symbols } = resolveText(text, EXACT)
  const { keys } = resolvePattern('pattern', pattern, EXACT)
  const [n, m] = [symbols.length, keys.length]
  if (n < m) return new Uint32Array()
  const Q = 2 * (n + m)
  const ranks = new Map<number, number>()
  for (const key of keys) if (!ranks.has(key)) ranks.set(key, ranks.size)
  if (ranks.size * Q > 2 ** 52) {
    throw new HammingwayError('NO_ALGORITHM', `${ranks.size} symbols at ${n + m} places are numbers beyond 2^52`)
  }
  // symbols that the pattern does not have are equal to none of it
  const a: number[] = []
  for (let i = 0; i < n; i++) {
    const rank = ranks.get(symbols[i])
    if (rank !== undefined) a.push(rank * Q + i)
  }
  const b = Float64Array.from(keys, (key, j) => ranks.get(key)! * Q + j)
  const matches = solve(Float64Array.from(a), b, n - m + 1)
  return Uint32Array.from({ length: n - m + 1 }, (_, shift) => m - matches[shift])
}
