// Text and patterns as words that match where they are equal: for algorithms that hash pieces of a text, or compare a text with itself. A text
// symbol becomes the number of the one class that it belongs to, and 0 where it belongs to none.
import { setOfCode, setsMatch } from '../alphabet/index.js'
import { addWork, type Work } from '../plan/machine.js'
import type { Problem } from '../plan/problem.js'
import type { PreparedText } from '../sequence.js'
import type { Arena } from '../wasm/arena.js'
import type { SearchedPattern } from './algorithm.js'
import { copySymbols } from './classes.js'
import { distinct, joined } from './distinct.js'

/** A pattern symbol that no symbol of the text can match. Classes are fewer. */
const NEVER = 0xffffffff

/** The reason to give where a text symbol must belong to one class. */
export function refusesOverlaps({ overlap }: Problem): string | undefined {
  return overlap
    ? 'a letter of the text may match two different letters of the pattern, and it looks for letters that are equal'
    : undefined
}

/** Work of turning so many text symbols into words. */
export function codingWork(symbols: number, symbolBytes: number): Work {
  return { byte: symbols * symbolBytes, [symbolBytes < 4 ? 'lookUp' : 'probe']: symbols }
}

/** Memory of a coded text whose blocks have at most `most` symbols, and of coded patterns. */
export function codedBytes({ symbolBytes, classes, m, patterns }: Problem, most: number): number {
  return most * (symbolBytes + 4) + tableBytes(symbolBytes, classes) + 8 * m * patterns + 512 * (1 + patterns)
}

function tableBytes(symbolBytes: number, classes: number): number {
  // slots for 32-bit symbols are a power of two, at most half full
  return symbolBytes < 4 ? 4 * 256 ** symbolBytes : 8 * 2 ** Math.ceil(Math.log2(2 * Math.max(1, classes)))
}

export interface Coded {
  /** where the words of the text taken are */
  readonly words: number
  /** classes are 1 .. classes */
  readonly classes: number
  readonly work: Work
  /** the class that a pattern's key is, or 0 when no symbol of the text can match it */
  codeOf(key: number): number
  take(from: number, to: number): void
  pattern(pattern: SearchedPattern): CodedPattern
}

export interface CodedPattern {
  readonly m: number
  /** where its words are */
  readonly words: number
  /** byte offsets of positions that must match, and how many there are */
  readonly must: number
  readonly required: number
}

export function openCoded(arena: Arena, text: PreparedText, patterns: readonly SearchedPattern[], most: number): Coded {
  const width = text.symbols.BYTES_PER_ELEMENT
  const limit = text.alphabet === 'exact' ? 2 ** (8 * width) : Infinity
  const keys = [...distinct(joined(patterns)).keys].filter((key) => key < limit)
  const index = new Map(keys.map((key, c) => [key, c + 1]))
  const raw = arena.alloc(most * width)
  const words = arena.alloc(4 * most)
  const bytes = tableBytes(width, keys.length)
  const table = arena.alloc(bytes)
  const memory = arena.words()
  memory.fill(0, table / 4, (table + bytes) / 4)
  if (width === 4) fillSlots(memory, table / 4, bytes / 8 - 1, keys)
  else if (text.alphabet === 'exact') keys.forEach((key, c) => (memory[table / 4 + key] = c + 1))
  else
    for (let code = 0; code < 128; code++) {
      const set = setOfCode(text.alphabet, code)
      memory[table / 4 + code] = 1 + keys.findIndex((key) => setsMatch(text, set, key))
    }
  const { lookUp8, lookUp16, lookUp32 } = arena.kernels
  const work: Work = {}
  return {
    words,
    classes: keys.length,
    work,
    codeOf: (key) => index.get(key) ?? 0,
    take(from, to) {
      const count = to - from
      copySymbols(arena, text, from, to, raw)
      if (width === 4) lookUp32(raw, count, table, bytes / 8 - 1, words)
      else (width === 1 ? lookUp8 : lookUp16)(raw, count, table, words)
      addWork(work, codingWork(count, width))
    },
    pattern({ m, offsets, keys: own, required }) {
      const at = arena.alloc(4 * m)
      const must = arena.alloc(4 * required)
      const into = arena.words()
      for (let j = 0; j < own.length; j++) into[at / 4 + offsets[j]] = index.get(own[j]) ?? NEVER
      for (let j = 0; j < required; j++) into[must / 4 + j] = 4 * offsets[j]
      return { m, words: at, must, required }
    },
  }
}

/** Open addressing with the hash of the kernel lookUp32. */
function fillSlots(memory: Uint32Array, slots: number, mask: number, keys: readonly number[]): void {
  keys.forEach((key, c) => {
    let at = (Math.imul(key, 0x9e3779b1) >>> 7) & mask
    while (memory[slots + 2 * at + 1] !== 0) at = (at + 1) & mask
    memory[slots + 2 * at] = key
    memory[slots + 2 * at + 1] = c + 1
  })
}
