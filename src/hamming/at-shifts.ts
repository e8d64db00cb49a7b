// The exact distance at single shifts: what is left of a block when estimates have settled the rest.
import type { Work } from '../plan/machine.js'
import type { Problem } from '../plan/problem.js'
import type { PreparedText } from '../sequence.js'
import type { Arena } from '../wasm/arena.js'
import type { SearchedPattern } from './algorithm.js'
import { copySymbols } from './classes.js'
import { openWords, wordsBytes } from './words.js'

export interface AtShifts {
  /** Takes in text[from, to). */
  take(from: number, to: number): void
  /** Writes out[s] for each shift s of a list, counted from the text taken. */
  distances(list: number, count: number, out: number): void
}

/** Work of so many shifts, and of taking in the text around them. */
export function atShiftsWork({ m, symbolBytes, letters, n }: Problem, count: number, symbols = n): Work {
  const bytes = letters ? 4 : symbolBytes
  return { byte: symbols * symbolBytes, candidate: count, check: (count * m * bytes) / 16, ...(letters && { lookUp: symbols }) }
}

/** Memory for blocks of `most` symbols. */
export function atShiftsBytes({ m, symbolBytes }: Problem, most: number): number {
  return wordsBytes(symbolBytes, most) + 4 * m + 512
}

export function openAtShifts(arena: Arena, { largest }: Problem, text: PreparedText, { m, keys }: SearchedPattern, most: number): AtShifts {
  const { distancesAt8, distancesAt16, distancesAt32, distancesAtSets } = arena.kernels
  const width = text.symbols.BYTES_PER_ELEMENT
  // a pattern's symbol that is too wide for the text would be cut to one that is not
  if (text.alphabet !== 'exact' || largest >= 2 ** (8 * width)) {
    const words = openWords(arena, text, keys, most)
    const pattern = arena.alloc(4 * m)
    arena.words().set(keys.map(words.wordOf), pattern / 4)
    const kernel = words.sets ? distancesAtSets : distancesAt32
    return { take: words.take, distances: (list, count, out) => kernel(words.at, pattern, m, list, count, out) }
  }
  const raw = arena.alloc(width * most)
  const pattern = arena.alloc(width * m)
  const symbols = width === 1 ? new Uint8Array(keys) : width === 2 ? new Uint16Array(keys) : keys
  arena.bytes().set(new Uint8Array(symbols.buffer, symbols.byteOffset, symbols.byteLength), pattern)
  const kernel = width === 1 ? distancesAt8 : width === 2 ? distancesAt16 : distancesAt32
  return {
    take: (from, to) => copySymbols(arena, text, from, to, raw),
    distances: (list, count, out) => kernel(raw, pattern, m, list, count, out),
  }
}
