// Options that every function takes.
import { alphabetNames, ambiguityNames, type Alphabet, type Ambiguity, type Matching } from './alphabet/index.js'
import { integer, oneOf, wrongKind } from './check.js'
import type { Work } from './plan/machine.js'
import { DEFAULT_MEMORY_LIMIT } from './wasm/arena.js'

/** How symbols are compared. */
export interface MatchingOptions {
  /** What symbols are: 'exact' (default) compares numbers, 'dna' and 'protein' compare letters as sets, ignoring case. */
  alphabet?: Alphabet
  /** When ambiguous letters match: 'certain' (default) or 'possible'. Without effect under 'exact'. */
  ambiguity?: Ambiguity
}

/** How a call is run. */
export interface RunOptions {
  /** name of a registry row to force, see `listAlgorithms` */
  algorithm?: string
  /** seed of randomised algorithms, an integer in [0, 2^32), default 1 */
  seed?: number
  /** bytes of working memory, default 1 GiB */
  memoryLimit?: number
  /** receives the unit operations that the run executed */
  onCounts?: (counts: Work) => void
}

export function resolveMatching({ alphabet = 'exact', ambiguity = 'certain' }: Record<string, unknown>): Matching {
  return { alphabet: oneOf('alphabet', alphabet, alphabetNames), ambiguity: oneOf('ambiguity', ambiguity, ambiguityNames) }
}

export interface Resolved {
  readonly algorithm?: string
  readonly seed: number
  readonly memoryLimit: number
  readonly onCounts?: (counts: Work) => void
}

export function resolveRun(options: Record<string, unknown>): Resolved {
  const { algorithm, onCounts } = options
  if (algorithm !== undefined && typeof algorithm !== 'string') throw wrongKind('algorithm', "an algorithm's name", algorithm)
  if (onCounts !== undefined && typeof onCounts !== 'function') throw wrongKind('onCounts', 'a function', onCounts)
  return {
    algorithm,
    onCounts: onCounts as Resolved['onCounts'],
    seed: options.seed === undefined ? 1 : integer('seed', options.seed, 0, 2 ** 32 - 1),
    memoryLimit: options.memoryLimit === undefined ? DEFAULT_MEMORY_LIMIT : integer('memoryLimit', options.memoryLimit, 0),
  }
}
