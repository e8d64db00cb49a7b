// The patterns of a group in memory, and their lists: all at once, or of one block of cells after the other.
import type { Arena } from '../../wasm/arena.js'
import type { Group } from './alike.js'
import { BLOCK_ROOM, blockBits, type Cutting, type Index } from './cost.js'
import { waysToDiffer, type Piece } from './cut.js'
import type { Letters } from './letters.js'

/** Lists of a piece. */
export interface PieceLists {
  /** the record that checkMeetings reads */
  readonly record: number
  /** numbers of first entries, by cell */
  readonly lists: number
  /** Makes the lists of a block, in place of those of the last one where they are not kept. */
  make(block: number): void
}

export interface GroupLists {
  /** the record of the search that checkMeetings reads */
  readonly search: number
  readonly a: PieceLists
  readonly b: PieceLists
  /** bits of a cell within its block */
  readonly shift: number
  /** are the letters of the pieces so alike that a block's lists have no room? */
  readonly crowded: boolean
}

/** Bytes of the records of a search and of a piece; offsets are those of assembly/meetings.ts, in words. */
const SEARCH = 72
const PIECE = 48
export const HITS = 13
export const ROOM = 14
export const FOUND = 15
export const COMPARED = 16

export function openLists(arena: Arena, group: Group, cutting: Cutting, letters: Letters, k: number, index: Index): GroupLists {
  const { q, a, b } = cutting.cut
  const { planes, stride } = letters
  const records = arena.alloc(16 * group.patterns)
  arena.words().set(group.letters, records / 4)
  const names = arena.alloc(4 * group.patterns)
  arena.words().set(group.members, names / 4)
  const search = arena.alloc(SEARCH)
  const compared = maskOf(group.shape, (mark) => mark !== 'N')
  // prettier-ignore
  arena.words().set([planes, planes + stride, planes + 2 * stride, planes + 3 * stride, ...compared, ...group.any, ...group.required, records, names, k, 0, 0, 0, 0, 0], search / 4)
  const shift = 2 * q - blockBits(cutting)
  const open = (piece: Piece, earlier: Piece | undefined): PieceLists & { crowded: boolean } =>
    openPiece(arena, group, records, cutting, { piece, earlier, shift, index })
  const listsA = open(a, undefined)
  const listsB = open(b, a)
  return { search, a: listsA, b: listsB, shift, crowded: listsA.crowded || listsB.crowded }
}

interface Wanted {
  readonly piece: Piece
  /** the piece whose hits have been found before */
  readonly earlier: Piece | undefined
  readonly shift: number
  readonly index: Index
}

function openPiece(
  arena: Arena,
  { patterns }: Group,
  records: number,
  cutting: Cutting,
  { piece, earlier, shift, index }: Wanted,
): PieceLists & { crowded: boolean } {
  const { kernels } = arena
  const { q } = cutting.cut
  const blocks = (4 ** q) >> shift
  const size = 2 ** shift
  const ways = waysToDiffer(q, piece.radius)
  const differences = arena.alloc(4 * ways.length)
  arena.words().set(ways, differences / 4)
  const starts = arena.alloc(4 * (blocks + 2))
  const [cells, rests, ids] = [0, 0, 0].map(() => arena.alloc(4 * patterns))
  const { at, below, above } = piece
  kernels.sortPieces(records, patterns, BigInt(at), BigInt(q), below, above, shift, blocks, starts, cells, rests, ids)
  const mean = (patterns * ways.length) / blocks
  const most =
    index === 'kept' ? patterns * ways.length : mostOfBlock(arena.words().subarray(starts / 4, starts / 4 + blocks + 1), ways, shift)
  const crowded = index !== 'kept' && most > 2 ** 11 + BLOCK_ROOM * mean
  const room = crowded ? 0 : most
  const [lows, highs, owners] = [2, 2, 4].map((bytes) => arena.alloc(bytes * room))
  const lists = arena.alloc(4 * ((index === 'kept' ? 4 ** q : size) + 1))
  const next = arena.alloc(4 * size)
  const record = arena.alloc(PIECE)
  const seen = earlier ? maskOf(`${' '.repeat(earlier.at)}${'.'.repeat(q)}`, (mark) => mark === '.') : [0, 0]
  const words = [
    ...wordsOf(below),
    ...wordsOf(above),
    q,
    lows,
    highs,
    owners,
    ...seen,
    earlier && earlier.radius >= 0 ? earlier.radius : -1,
  ]
  arena.words().set(words, record / 4)
  const flag = 16 - Math.max(0, piece.radius)
  // of an index that is kept, the entries so far
  let entries = 0
  return {
    record,
    lists,
    crowded,
    make(block) {
      const to = index === 'kept' ? lists + 4 * size * block : lists
      const first = index === 'kept' ? entries : 0
      // prettier-ignore
      entries = kernels.listNeighbours(cells, rests, ids, starts, block, shift, differences, ways.length, flag, to, next, first, lows, highs, owners)
    },
  }
}

/** Entries of the block that has most: those that differ in one way come from one other block. */
function mostOfBlock(starts: Uint32Array, ways: Uint32Array, shift: number): number {
  const times = new Map<number, number>()
  for (const way of ways) {
    const other = (way & 0xffffff) >> shift
    times.set(other, (times.get(other) ?? 0) + 1)
  }
  let most = 0
  for (let block = 0; block < starts.length - 1; block++) {
    let entries = 0
    for (const [other, count] of times) entries += count * (starts[(block ^ other) + 1] - starts[block ^ other])
    most = Math.max(most, entries)
  }
  return most
}

function maskOf(shape: string, wanted: (mark: string) => boolean): [number, number] {
  const words: [number, number] = [0, 0]
  for (let j = 0; j < shape.length; j++) if (wanted(shape[j])) words[j >> 5] |= 1 << (j & 31)
  return words
}

function wordsOf(mask: bigint): [number, number] {
  return [Number(mask & 0xffffffffn), Number(mask >> 32n)]
}
