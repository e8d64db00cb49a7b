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

/** Sorted entries ((value - base) factor modulo 2^64, number), one for each value. */
export function sortedEntries(arena: Arena, values: number, count: number, { base = 0, factor = 1n, number, bits = 64 }: Keyed): Entries {
  const { keysOf, sortKeys } = arena.kernels
  const entries = arena.alloc(16 * count)
  const spare = arena.alloc(16 * count)
  keysOf(values, count, base, BigInt.asUintN(64, factor), number, entries)
  return { at: sortKeys(entries, count, spare, bits), count }
}

/** Sorted distinct entries ((value - base) factor modulo 2^64, number times its multiplicity). */
export function entriesOf(arena: Arena, values: number, count: number, keyed: Keyed): Entries {
  const { at } = sortedEntries(arena, values, count, keyed)
  return { at, count: arena.kernels.uniteKeys(at, count) }
}

/** Entries on which others are worked off. */
export interface OpenEntries {
  readonly at: number
  count: number
}

/** A copy, to be worked off, with this number in place of its own where one is given. */
export function copyEntries(arena: Arena, { at, count }: Entries, number?: number): OpenEntries {
  const copy = arena.alloc(16 * count)
  arena.bytes().copyWithin(copy, at, at + 16 * count)
  if (number !== undefined) {
    const words = arena.doubles(copy, 2 * count)
    for (let i = 1; i < words.length; i += 2) words[i] = number
  }
  return { at: copy, count }
}

/** Entries with a number of at most `most`, in place, and a list of the others. */
export function takeFrequent(arena: Arena, { at, count }: Entries, most: number): { kept: Entries; frequent: Entries } {
  const isFrequent = (i: number): boolean => numbers[2 * i + 1] > most
  let numbers = arena.doubles(at, 2 * count)
  let some = 0
  for (let i = 0; i < count; i++) some += Number(isFrequent(i))
  const to = arena.alloc(16 * some)
  if (some > 0) {
    numbers = arena.doubles(at, 2 * count)
    // as words: a key may be no number
    const words = arena.words()
    let [kept, taken] = [at / 4, to / 4]
    for (let i = 0; i < count; i++) {
      const frequent = isFrequent(i)
      const place = frequent ? taken : kept
      for (let k = 0; k < 4; k++) words[place + k] = words[at / 4 + 4 * i + k]
      if (frequent) taken += 4
      else kept += 4
    }
  }
  return { kept: { at, count: count - some }, frequent: { at: to, count: some } }
}

/** Values in the order of their places, which are in memory then, too. */
export function permuted(arena: Arena, values: number, order: Uint32Array<ArrayBuffer>): { at: number; places: number } {
  const places = arena.alloc(4 * order.length)
  const at = arena.alloc(8 * order.length)
  arena.words().set(order, places / 4)
  arena.kernels.orderColumns(values, 1, order.length, places, at)
  return { at, places }
}
