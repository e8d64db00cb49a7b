// Text symbols as class bits: which of the patterns' distinct symbols does each text symbol match? Eight classes share a byte.
import { byteTables, letterTable } from '../alphabet/index.js'
import { distinct, joined } from './distinct.js'
import type { Problem } from '../plan/problem.js'
import type { PreparedText } from '../sequence.js'
import type { Arena } from '../wasm/arena.js'
import type { SearchedPattern } from './algorithm.js'

/** Codes of wide symbols are one byte, and 0 says "in no pattern". */
const MOST_WIDE_CLASSES = 255

/** The reason to give where each class needs a code. */
export function refusesManyClasses(problem: Problem): string | undefined {
  if (problem.symbolBytes === 1 || problem.classes <= MOST_WIDE_CLASSES) return undefined
  return `the pattern has ${problem.classes} distinct symbols of ${8 * problem.symbolBytes} bits; at most ${MOST_WIDE_CLASSES} get a plane`
}

export interface Classes {
  readonly count: number
  /** the key of each class */
  readonly keys: readonly number[]
  /** bytes of the symbols that are encoded */
  readonly symbolBytes: number
  /** is there a pattern that needs a component for each class? Then all have them */
  readonly plain?: boolean
  /** groups of at most eight classes */
  readonly groups: number
  /** index of a key's class, or -1 when no symbol of this text can match it */
  classOf(key: number): number
  /** Copies text[from, to) into memory; then `encode` can be called for each group. */
  take(from: number, to: number): void
  /** Writes the class bits of the text taken to `bits`, one byte a symbol. */
  encode(group: number, bits: number): void
  /** Present for at most four classes of letters: the planes of all of them, see assembly/planes.ts. */
  planes?(width: number, length: number, planes: number, stride: number): void
}

/** Lays out the class tables of the patterns for a text whose blocks have at most `most` symbols. */
export function openClasses(arena: Arena, text: PreparedText, patterns: readonly SearchedPattern[], most: number): Classes {
  const { symbols, alphabet } = text
  const width = symbols.BYTES_PER_ELEMENT
  const limit = 2 ** (8 * width)
  const sorted = [...distinct(joined(patterns)).keys].filter((key) => alphabet !== 'exact' || key < limit).sort((a, b) => a - b)
  const index = new Map(sorted.map((key, c) => [key, c]))
  const ranks = width > 1 ? openRanks(arena, sorted, width, most) : undefined
  const groups = Math.ceil(sorted.length / 8)
  const tables = arena.alloc(32 * groups)
  for (let g = 0; g < groups; g++) {
    const members = sorted.slice(8 * g, 8 * g + 8)
    const table = alphabet === 'exact' ? byteTables(ranks ? members.map((_, c) => 8 * g + c + 1) : members) : letterTable(text, members)
    arena.bytes().set(table, tables + 32 * g)
  }
  const raw = arena.alloc(most * width + 16)
  const { encodeBytes, encodeLetters, letterPlanes } = arena.kernels
  const encoder = alphabet === 'exact' ? encodeBytes : encodeLetters
  let taken = 0
  return {
    count: sorted.length,
    keys: sorted,
    symbolBytes: width,
    groups,
    classOf: (key) => index.get(key) ?? -1,
    take(from, to) {
      taken = to - from
      copySymbols(arena, text, from, to, raw)
      ranks?.encode(raw, taken)
    },
    encode: (group, bits) => encoder(ranks?.codes ?? raw, taken, tables + 32 * group, bits),
    ...(alphabet !== 'exact' &&
      sorted.length <= 4 && {
        planes: (width, length, planes, stride) => letterPlanes(raw, tables, width, length, planes, stride),
      }),
  }
}

/** Copies text[from, to) to memory as it is. */
export function copySymbols(arena: Arena, text: PreparedText, from: number, to: number, at: number): void {
  const { symbols } = text
  const bytes = new Uint8Array(
    symbols.buffer,
    symbols.byteOffset + from * symbols.BYTES_PER_ELEMENT,
    (to - from) * symbols.BYTES_PER_ELEMENT,
  )
  arena.bytes().set(bytes, at)
}

/** Wide symbols to codes 1, 2, ... of the sorted keys, 0 for all others. */
function openRanks(
  arena: Arena,
  keys: readonly number[],
  width: number,
  most: number,
): { codes: number; encode(raw: number, count: number): void } {
  const { rank16, rank32 } = arena.kernels
  if (width === 2) {
    const table = arena.alloc(65536)
    const codes = arena.alloc(most)
    const bytes = arena.bytes()
    bytes.fill(0, table, table + 65536)
    keys.forEach((key, c) => (bytes[table + key] = c + 1))
    return { codes, encode: (raw, count) => rank16(raw, count, table, codes) }
  }
  // at most 255 keys in 1,024 slots; the hash is that of the kernel: the upper half of a product with 2^32 / golden ratio
  const SLOTS = 1024
  const slots = arena.alloc(8 * SLOTS)
  const codes = arena.alloc(most)
  const words = arena.words()
  words.fill(0, slots / 4, slots / 4 + 2 * SLOTS)
  keys.forEach((key, c) => {
    let at = (Math.imul(key, 0x9e3779b1) >>> 16) & (SLOTS - 1)
    while (words[slots / 4 + 2 * at + 1] !== 0) at = (at + 1) & (SLOTS - 1)
    words[slots / 4 + 2 * at] = key
    words[slots / 4 + 2 * at + 1] = c + 1
  })
  return { codes, encode: (raw, count) => rank32(raw, count, slots, SLOTS - 1, codes) }
}
