import type { Arena } from '../wasm/arena.js'
import type { PreparedText } from '../sequence.js'
import type { Work } from '../plan/machine.js'
import type { LetterGroup, Problem } from '../plan/problem.js'
import type { Row } from '../plan/row.js'

/** A pattern as algorithms see it: positions to compare, the `required` first of which must match. */
export interface SearchedPattern {
  /** length, which may be more than the number of positions compared */
  readonly m: number
  readonly offsets: Uint32Array
  /** class of each position, parallel to offsets */
  readonly keys: Uint32Array
  readonly required: number
  /** are keys those of a prepared pattern, with which there may be other calls? */
  readonly lasting?: boolean
}

export interface Input {
  readonly text: PreparedText
  readonly patterns: readonly SearchedPattern[]
  /** distances above k are not wanted; at most the longest m */
  readonly k: number
  /** of randomised algorithms; default 1 */
  readonly seed?: number
}

/** An algorithm at work on one text: it takes the text in block by block and answers pattern by pattern. Pointers are WASM addresses. */
export interface Run {
  /** most shifts of the next block */
  readonly step: number
  /** unit operations executed so far */
  readonly work: Work
  /** Takes in the text of shifts [first, first + shifts). */
  load(first: number, shifts: number): void
  /** Writes the block's distances to `out`, which has room for `step` rounded up to 128. */
  distances?(pattern: number, shifts: number, out: number): void
  /** Appends a record (start in the block, pattern, distance) for each hit; returns how many. */
  hits?(pattern: number, shifts: number, records: number): number
  /**
   * Appends a record for each hit of every pattern, in any order; returns how many, or undefined for "ask again": then `step` says how long a block
   * that begins at the same shift may be.
   */
  all?(records: Records): number | undefined
  /**
   * Takes another text, of the same alphabet and width, in place of the one before, and counts work anew. Present where what was laid out is for the
   * patterns alone; false: this run no longer can.
   */
  turn?(text: PreparedText): boolean
}

/** Records of a block's hits, in memory that grows. */
export interface Records {
  /** Where to append to `count` records: there is room for `more`. */
  room(count: number, more: number): number
}

/** A registry row. Adding an algorithm is one file and one row. */
export interface Algorithm extends Row<Problem> {
  /** what its runs offer: every distance, or the hits alone */
  readonly answers: 'distances' | 'hits'
  /** most shifts of a block */
  step(problem: Problem): number
  open(arena: Arena, problem: Problem, input: Input): Run
  /** most hits of a block, where that is less than its shifts and all come at once */
  mostHits?(problem: Problem): number
  /** Present where the data decides what a run costs: the most that all of it can come to. */
  most?(problem: Problem): Work
  /** Present where distances over parts of a pattern cost what those parts' letters cost, so that letters can be shared out (see mixed). */
  readonly perLetter?: {
    /** work whatever the letters are */
    base(problem: Problem): Work
    /** lower bounds on the price of base and one more call, and on that of any class, where they are much cheaper to tell */
    least?(problem: Problem): { readonly base: number; readonly letter: number }
    /** work of one class that takes a share of the pattern positions and matches a share of the text symbols: linear in either */
    letter(problem: Problem, share: LetterGroup): Work
  }
}

/** Patterns all of whose positions count: the whole pattern, nothing required. */
export function wholePattern(keys: Uint32Array, lasting?: boolean): SearchedPattern {
  const offsets = new Uint32Array(keys.length)
  for (let j = 0; j < offsets.length; j++) offsets[j] = j // Uint32Array.from with a callback takes 60 ns each
  return { m: keys.length, offsets, keys, required: 0, lasting }
}

/** Shortest and longest length; a loop, because there may be more patterns than a call takes arguments. */
export function lengths(patterns: readonly SearchedPattern[]): { shortest: number; longest: number } {
  let shortest = Infinity
  let longest = 0
  for (const { m } of patterns) {
    shortest = Math.min(shortest, m)
    longest = Math.max(longest, m)
  }
  return { shortest, longest }
}
