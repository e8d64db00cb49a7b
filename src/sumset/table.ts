// Sorted entries as a table under a linear hash, and differences of two other lists looked up in it (assembly/three-sum.ts).
import type { Arena } from '../wasm/arena.js'
import type { Entries } from './entries.js'

/** Entries of either list met at a time: 16 KiB each stay in a first-level cache, and a call is a millisecond. */
const TILE = 1024
/** Bits of the filter for each bucket, as a power of two: a key that is not there passes with probability 1 / 16 or less. */
const FILTER = 4

export interface Table {
  readonly bits: number
  /** where the buckets of 2^bits highest bits start */
  readonly starts: number
  readonly filter: number
}

function bitsOf(count: number): number {
  return Math.max(1, Math.ceil(Math.log2(count))) + 1
}

export function tableBytes(count: number): number {
  return 4 * 2 ** bitsOf(count) + 2 ** (bitsOf(count) + FILTER - 3) + 512
}

export function openTable(arena: Arena, { at, count }: Entries): Table {
  const bits = bitsOf(count)
  const starts = arena.alloc(4 * 2 ** bits + 4)
  const filterBytes = 2 ** (bits + FILTER - 3)
  const filter = arena.alloc(filterBytes)
  arena.bytes().fill(0, filter, filter + filterBytes)
  arena.kernels.indexKeys(at, count, bits, starts, bits + FILTER, filter)
  return { bits, starts, filter }
}

/** Calls `meet` for all of p and q, a tile of each at a time, and adds up what it returns. */
export function eachTile(p: Entries, q: Entries, meet: (p: number, pCount: number, q: number, qCount: number) => bigint): number {
  let met = 0
  for (let j = 0; j < q.count; j += TILE) {
    const qCount = Math.min(TILE, q.count - j)
    for (let i = 0; i < p.count; i += TILE) met += Number(meet(p.at + 16 * i, Math.min(TILE, p.count - i), q.at + 16 * j, qCount))
  }
  return met
}

/**
 * For entries p and q whose difference q - p is a key of the table: adds p's number times that of the table's entry to q's, or (`atTable`) p's times q's to the
 * table's. Returns how many there are.
 */
export function matchAll(arena: Arena, p: Entries, q: Entries, { bits, starts, filter }: Table, atTable = false): number {
  const match = atTable ? arena.kernels.matchAtTable : arena.kernels.matchAtSecond
  return eachTile(p, q, (pAt, pCount, qAt, qCount) => match(pAt, pCount, qAt, qCount, bits, starts, bits + FILTER, filter))
}
