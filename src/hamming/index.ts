// Distances at every shift: validate, plan, run.
import { fraction, integer, record } from '../check.js'
import { resolveMatching, resolveRun, type MatchingOptions, type RunOptions } from '../options.js'
import { choose, rowsFor } from '../plan/choose.js'
import type { Work } from '../plan/machine.js'
import type { Problem } from '../plan/problem.js'
import { measure } from '../plan/profile.js'
import { hamming } from '../plan/registry.js'
import { resolvePattern, resolveText, type PreparedPattern, type PreparedText, type Sequence } from '../sequence.js'
import { withArena } from '../wasm/arena.js'
import { wholePattern, type Input } from './algorithm.js'
import { fillDistances } from './distances.js'
import { resolveOut } from './out.js'

/** Options of `hammingDistances`: at most one of `maxMismatches` and `epsilon`. */
export interface DistanceOptions extends MatchingOptions, RunOptions {
  /** k-bounded: distances above this are returned as maxMismatches + 1 */
  maxMismatches?: number
  /** approximate: every distance within a factor 1 ± epsilon, with probability at least 1 - delta for all at once */
  epsilon?: number
  /** failure probability of approximate algorithms, default 0.01 */
  delta?: number
  /** array to fill and return, of exactly n - m + 1 entries */
  out?: Uint32Array
}

/**
 * The Hamming distance between the pattern and the text at every shift: n - m + 1 distances, none if the pattern is longer than the text.
 *
 * With `maxMismatches: k` entries above k are k + 1. With `epsilon` all entries d at once satisfy (1 - epsilon) H <= d <= (1 + epsilon) H with
 * probability at least 1 - delta, over the seed; exact algorithms serve it where they are cheaper. Complexity: O(n m / 128) vector operations here. Memory beyond the result: O(tile).
 * @throws TypeError or RangeError naming a wrong argument; HammingwayError MEMORY_LIMIT or NO_ALGORITHM
 */
export function hammingDistances(
  text: Sequence | PreparedText,
  pattern: Sequence | PreparedPattern,
  options?: DistanceOptions,
): Uint32Array {
  const given = record('options', options)
  const matching = resolveMatching(given)
  const run = resolveRun(given)
  rowsFor(hamming, 'hammingDistances', run.algorithm)
  const resolved = resolveText(text, matching)
  const { keys, lasting } = resolvePattern('pattern', pattern, matching)
  const { k, ...promise } = resolvePromise(given)
  const n = resolved.symbols.length
  const out = resolveOut(given.out, Math.max(0, n - keys.length + 1), run.memoryLimit)
  const counts: Work = {}
  if (out.length > 0) {
    const searched = wholePattern(keys, lasting)
    const problem: Problem = {
      task: 'hammingDistances',
      n,
      m: keys.length,
      positions: keys.length,
      patterns: 1,
      required: 0,
      ...(k !== undefined && { k }),
      ...promise,
      letters: matching.alphabet !== 'exact',
      ...measure(resolved, [searched]),
    }
    const row = choose(hamming, problem, run)
    const input: Input = { text: resolved, patterns: [searched], k: Math.min(k ?? keys.length, keys.length), seed: run.seed }
    withArena(run.memoryLimit, (arena) => fillDistances(arena, row, problem, input, out, counts))
  }
  run.onCounts?.(counts)
  return out
}

/** Exact, k-bounded or approximate: at most one of them. */
function resolvePromise(given: Record<string, unknown>): { k?: number; epsilon?: number; delta?: number } {
  const { maxMismatches, epsilon, delta } = given
  if (maxMismatches !== undefined && epsilon !== undefined) throw new TypeError('"options" expected maxMismatches or epsilon, got both')
  return {
    ...(maxMismatches !== undefined && { k: integer('maxMismatches', maxMismatches, 0) }),
    ...(epsilon !== undefined && { epsilon: fraction('epsilon', epsilon) }),
    ...(delta !== undefined && { delta: fraction('delta', delta) }),
  }
}
