// Text and pattern with their letters hashed to few classes: two letters that are equal stay so, two that differ may come to look equal. Each letter
// has a class of its own drawing, so that two of them collide with the chance of one class, exactly.
import { byteTables } from '../alphabet/index.js'
import { addWork, type Work } from '../plan/machine.js'
import type { Problem } from '../plan/problem.js'
import type { PreparedText } from '../sequence.js'
import type { Arena } from '../wasm/arena.js'
import type { Run, SearchedPattern } from './algorithm.js'
import type { Classes } from './classes.js'
import { codedBytes, codingWork, openCoded } from './coded.js'
import { openConvolution } from './convolution.js'
import type { Layout } from './layout.js'

/** Classes are bytes, and 0 is "in no pattern". */
export const MOST_HASHED = 255

/** The problem of correlating a text hashed to so many classes with a pattern, and with a sample of its positions if there is one. */
export function hashedProblem(problem: Problem, classes: number, sample?: number): Problem {
  const share = 1 / classes
  return {
    ...problem,
    epsilon: undefined,
    period: undefined,
    overlap: undefined,
    letters: false,
    symbolBytes: 1,
    classes,
    largest: classes,
    patterns: sample === undefined ? 1 : 2,
    // not all positions count where a sample takes part
    positions: sample === undefined ? problem.m : Math.min(problem.m - 1, sample),
    match: share,
    groups: [{ classes, pattern: share, text: share }],
  }
}

/** Work of hashing a block of symbols, beside that of its transforms. */
export function hashingWork(symbols: number, symbolBytes: number): Work {
  return { ...codingWork(symbols, symbolBytes), recode: symbols }
}

/** Memory of a hashed text whose blocks have at most `most` symbols. */
export function hashingBytes(problem: Problem, most: number): number {
  return codedBytes(problem, most) + most + problem.classes + 32 * 32 + 1024
}

/** What each letter of a pattern, numbered 1, 2, ..., is hashed to; at 0 what all other letters of a text are, where 0 is no class. */
export type Hash = Uint8Array

export interface Hashing {
  readonly work: Work
  /** the letter of a pattern's key, or 0 when no symbol of the text can match it */
  letterOf(key: number): number
  /** how many letters a hash has to place */
  readonly letters: number
  /** From here on, what a run of `correlate` takes in is hashed so. */
  use(hash: Hash): void
  /** The pattern with its letters hashed; its positions may be some of those of a longer one. `never`: the class of letters that cannot match. */
  hashed(pattern: SearchedPattern, hash: Hash, never?: number): SearchedPattern
  /** Distances of hashed patterns. Each load takes in text by the hash in use. */
  correlate(arena: Arena, layout: Layout, patterns: readonly SearchedPattern[]): Run
}

/** Blocks of text have at most `most` symbols, and are hashed to classes 1 .. `classes`. */
export function openHashing(arena: Arena, text: PreparedText, pattern: SearchedPattern, classes: number, most: number): Hashing {
  const coded = openCoded(arena, text, [pattern], most)
  const codes = arena.alloc(most)
  const table = arena.alloc(coded.classes + 1)
  const keys = Array.from({ length: classes }, (_, c) => c + 1)
  const groups = Math.ceil(classes / 8)
  const tables = arena.alloc(32 * groups)
  for (let g = 0; g < groups; g++) arena.bytes().set(byteTables(keys.slice(8 * g, 8 * g + 8)), tables + 32 * g)
  const { recode, encodeBytes } = arena.kernels
  const recoded: Work = {}
  // patterns are hashed again and again
  const lettersOf = new WeakMap<SearchedPattern, Uint32Array>()
  let [first, taken] = [-1, 0]
  const own: Classes = {
    count: classes,
    keys,
    symbolBytes: 1,
    groups,
    classOf: (key) => (key >= 1 && key <= classes ? key - 1 : -1),
    take(from, to) {
      // one hash after the other looks at the same block
      if (first !== from || taken !== to - from) coded.take(from, to)
      first = from
      taken = to - from
      recode(coded.words, taken, table, codes)
      addWork(recoded, { recode: taken })
    },
    encode: (group, bits) => encodeBytes(codes, taken, tables + 32 * group, bits),
  }
  return {
    get work() {
      const total = { ...coded.work }
      addWork(total, recoded)
      return total
    },
    letterOf: coded.codeOf,
    letters: coded.classes,
    use: (hash) => arena.bytes().set(hash, table),
    hashed(pattern, hash, never = 0) {
      let letters = lettersOf.get(pattern)
      if (!letters) lettersOf.set(pattern, (letters = pattern.keys.map(coded.codeOf)))
      const keys = letters.map((letter) => (letter === 0 ? never : hash[letter]))
      return { m: pattern.m, offsets: pattern.offsets, required: pattern.required, keys }
    },
    correlate(inner, layout, patterns) {
      // classes are numbers, whatever the letters were, and others for another hash
      const numbers: PreparedText = { ...text, alphabet: 'exact', lasting: false }
      const plain = patterns.some(({ m, keys }) => keys.length < m)
      return openConvolution(inner, layout, { text: numbers, patterns }, () => ({ ...own, plain }))
    },
  }
}
