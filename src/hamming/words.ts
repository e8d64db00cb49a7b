// Text symbols as 32-bit words: numbers as they are, letters as the set of classes they match.
import { setOfCode, setsMatch } from '../alphabet/index.js'
import type { PreparedText } from '../sequence.js'
import type { Arena } from '../wasm/arena.js'
import { copySymbols } from './classes.js'
import { distinct } from './distinct.js'

export interface Words {
  /** where the words of the text taken are */
  readonly at: number
  /** are words sets, which match where they share a member, or numbers, which match where they are equal? */
  readonly sets: boolean
  /** the word that stands for a pattern's key */
  wordOf(key: number): number
  /** Writes the words of text[from, to). */
  take(from: number, to: number): void
}

/** Memory of the words of at most `most` symbols, and of what makes them. */
export function wordsBytes(symbolBytes: number, most: number): number {
  return most * (4 + (symbolBytes < 4 ? symbolBytes : 0)) + tableBytes(symbolBytes)
}

function tableBytes(symbolBytes: number): number {
  return symbolBytes < 4 ? 4 * 256 ** symbolBytes : 0
}

export function openWords(arena: Arena, text: PreparedText, keys: Uint32Array, most: number): Words {
  const { lookUp8, lookUp16 } = arena.kernels
  const width = text.symbols.BYTES_PER_ELEMENT
  const at = arena.alloc(4 * most)
  const sets = text.alphabet !== 'exact'
  // letters have at most 26 classes
  const classes = sets ? Array.from(distinct(keys).keys) : []
  const wordOf = sets ? (key: number) => (1 << classes.indexOf(key)) >>> 0 : (key: number) => key
  if (width === 4) return { at, sets, wordOf, take: (from, to) => copySymbols(arena, text, from, to, at) }
  const raw = arena.alloc(most * width)
  const table = arena.alloc(tableBytes(width))
  const words = arena.words()
  for (let code = 0; code < 256 ** width; code++) words[table / 4 + code] = sets ? setOf(text, code, classes) : code
  const lookUp = width === 1 ? lookUp8 : lookUp16
  return {
    at,
    sets,
    wordOf,
    take(from, to) {
      copySymbols(arena, text, from, to, raw)
      lookUp(raw, to - from, table, at)
    },
  }
}

function setOf(text: PreparedText, code: number, classes: readonly number[]): number {
  const set = setOfCode(text.alphabet, code)
  return classes.reduce((bits, key, c) => bits | (setsMatch(text, set, key) ? 1 << c : 0), 0)
}
