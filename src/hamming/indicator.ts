// Where a text has the symbols of one class: a byte for each text symbol, 1 or 0. For algorithms that treat letter by letter, however many.
import { byteTables, letterTable } from '../alphabet/index.js'
import type { Work } from '../plan/machine.js'
import type { Problem } from '../plan/problem.js'
import type { PreparedText } from '../sequence.js'
import type { Arena } from '../wasm/arena.js'
import { copySymbols } from './classes.js'

export interface Indicator {
  /** the classes that a symbol of this text can have, by key: the others match nowhere */
  readonly keys: readonly number[]
  /** Copies text[from, to) into memory. */
  take(from: number, to: number): void
  /** Writes the bytes of the c-th class for `count` of the symbols taken, from the `first` on; 16 at a time. */
  write(c: number, first: number, count: number, bits: number): void
}

/** Bytes of the tables and of `most` symbols. */
export function indicatorBytes({ symbolBytes, classes }: Problem, most: number): number {
  return most * symbolBytes + 64 + (symbolBytes === 1 ? 32 * classes : 0)
}

/** Work of writing so many bytes. */
export function indicatorWork(symbolBytes: number, bytes: number): Work {
  return { [symbolBytes === 1 ? 'encode' : 'mark']: bytes }
}

export function openIndicator(arena: Arena, text: PreparedText, keys: Iterable<number>, most: number): Indicator {
  const width = text.symbols.BYTES_PER_ELEMENT
  const limit = 2 ** (8 * width)
  const possible = [...keys].filter((key) => text.alphabet !== 'exact' || key < limit)
  const raw = arena.alloc(most * width + 64)
  const write = width === 1 ? byTables(arena, text, possible, raw) : byMarks(arena, width, possible, raw)
  return { keys: possible, take: (from, to) => copySymbols(arena, text, from, to, raw), write }
}

/** Bytes of letters, and of numbers up to 255. */
function byTables(arena: Arena, text: PreparedText, keys: readonly number[], raw: number): Indicator['write'] {
  const tables = arena.alloc(32 * keys.length)
  const tableOf = text.alphabet === 'exact' ? byteTables : (members: ArrayLike<number>) => letterTable(text, members)
  keys.forEach((key, c) => arena.bytes().set(tableOf([key]), tables + 32 * c))
  const { encodeBytes, encodeLetters } = arena.kernels
  const encode = text.alphabet === 'exact' ? encodeBytes : encodeLetters
  return (c, first, count, bits) => encode(raw + first, count, tables + 32 * c, bits)
}

function byMarks(arena: Arena, width: number, keys: readonly number[], raw: number): Indicator['write'] {
  const { mark16, mark32 } = arena.kernels
  const mark = width === 2 ? mark16 : mark32
  return (c, first, count, bits) => mark(raw + width * first, count, keys[c], bits)
}
