// Lists as sorted entries (key, number) in memory, see assembly/three-sum.ts.
import type { Arena } from '../wasm/arena.js'

export interface Entries {
  readonly at: number
  readonly count: number
}

/** Bytes of the entries of so many values while they are sorted. */
export function entryBytes(count: number): number {
  return 32 * count + 512
}

/** Passes of sorting. */
export function passes(bits: number): number {
  return Math.ceil(bits / 8)
}

export interface Keyed {
  /** subtracted before anything else */
  readonly base?: number
  /** modulo 2^64 */
  readonly factor?: bigint
  /** every value's own number; those of equal values are added */
  readonly number: number
  /** keys fit in so many bits, default 64 */
  readonly bits?: number
}

/** Sorted distinct entries ((value - base) factor modulo 2^64, number times its multiplicity). */
export function entriesOf(arena: Arena, values: number, count: number, { base = 0, factor = 1n, number, bits = 64 }: Keyed): Entries {
  const { keysOf, sortKeys, uniteKeys } = arena.kernels
  const entries = arena.alloc(16 * count)
  const spare = arena.alloc(16 * count)
  keysOf(values, count, base, factor, number, entries)
  const at = sortKeys(entries, count, spare, bits)
  return { at, count: uniteKeys(at, count) }
}
