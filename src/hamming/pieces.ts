// Patterns as codes of classes, cut in pieces whose distances add up.
import { byteTables } from '../alphabet/index.js'
import type { Arena } from '../wasm/arena.js'
import type { SearchedPattern } from './algorithm.js'
import type { Classes } from './classes.js'
import { distinct } from './distinct.js'

export interface Piece {
  /** where it begins in the pattern */
  readonly from: number
  readonly m: number
  /** how many of its positions count */
  readonly positions: number
  /** of each position: its class and one; 0 where it does not count, or no symbol of the text can match it */
  readonly codes: Uint8Array
}

/** A pattern of at most 255 classes in pieces of so many positions. */
export function piecesOf(pattern: SearchedPattern, classes: Pick<Classes, 'classOf'>, pieceLength: number): Piece[] {
  const { m, offsets } = pattern
  const { keys, ids } = distinct(pattern.keys)
  const codeOf = Uint8Array.from(keys, (key) => classes.classOf(key) + 1)
  const codes = new Uint8Array(m)
  const positions = new Uint32Array(Math.ceil(m / pieceLength))
  for (let j = 0; j < offsets.length; j++) codes[offsets[j]] = codeOf[ids[j]]
  if (offsets.length === m) positions.fill(pieceLength).fill(m - (positions.length - 1) * pieceLength, -1)
  else for (const offset of offsets) positions[Math.floor(offset / pieceLength)]++
  return Array.from(positions, (count, i) => {
    const own = codes.subarray(i * pieceLength, (i + 1) * pieceLength)
    return { from: i * pieceLength, m: own.length, positions: count, codes: own }
  })
}

/** Memory of openPieceBits. */
export function pieceBitsBytes(classes: number, most: number): number {
  return most + 32 * Math.ceil(classes / 8) + 256
}

/** Writes the class bits of a piece, for a group of eight classes, and zeros up to `room` bytes. */
export type PieceBits = (codes: Uint8Array, group: number, bits: number, room: number) => void

/** Pieces have at most `most` positions. The kernel is that of texts, which stays at 16 positions a step whatever the number of classes. */
export function openPieceBits(arena: Arena, { groups }: Pick<Classes, 'groups'>, most: number): PieceBits {
  const raw = arena.alloc(most + 16)
  const tables = arena.alloc(32 * groups)
  for (let g = 0; g < groups; g++) {
    // codes that no class has do no harm
    const own = Array.from({ length: Math.min(8, 255 - 8 * g) }, (_, c) => 8 * g + c + 1)
    arena.bytes().set(byteTables(own), tables + 32 * g)
  }
  return (codes, group, bits, room) => {
    const bytes = arena.bytes()
    bytes.set(codes, raw)
    arena.kernels.encodeBytes(raw, codes.length, tables + 32 * group, bits)
    bytes.fill(0, bits + codes.length, bits + room)
  }
}
