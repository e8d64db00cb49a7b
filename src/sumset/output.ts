// Columns of the result, taken over from memory chunk by chunk.
import { HammingwayError } from '../errors.js'
import type { Arena } from '../wasm/arena.js'
import type { Sums } from './row.js'

/** Sums written by a kernel at a time: 16 KiB of them and as much of their counts stay in a first-level cache. */
export const CHUNK = 2048

/** Bytes of a chunk and its slack. */
export function chunkBytes(chunk: number): number {
  return 16 * (chunk + 8) + 512
}

export interface Output {
  /** where kernels write sums, and their counts (0: not wanted) */
  readonly at: { readonly sums: number; readonly counts: number }
  /** Appends so many from there. */
  append(count: number): void
  finish(): Sums
}

/** Columns for `total` sums, which grow when there are more. */
export function openOutput(arena: Arena, total: number, counted: boolean, chunk = CHUNK): Output {
  let sums = column(total)
  let counts = column(counted ? total : 0)
  const at = { sums: arena.alloc(8 * (chunk + 8)), counts: counted ? arena.alloc(8 * (chunk + 8)) : 0 }
  let length = 0
  return {
    at,
    append(count) {
      if (length + count > sums.length) {
        const more = Math.max(length + count, Math.ceil(1.5 * sums.length))
        sums = grown(sums, more)
        if (counted) counts = grown(counts, more)
      }
      sums.set(arena.doubles(at.sums, count), length)
      if (counted) counts.set(arena.doubles(at.counts, count), length)
      length += count
    },
    finish: () => (length === sums.length ? { sums, counts } : { sums: sums.slice(0, length), counts: counts.slice(0, length) }),
  }
}

function grown(old: Float64Array, length: number): Float64Array {
  const larger = column(length)
  larger.set(old)
  return larger
}

function column(length: number): Float64Array {
  try {
    return new Float64Array(length)
  } catch (cause) {
    throw new HammingwayError('MEMORY_LIMIT', `${length} sums take ${8 * length} bytes, more than this engine can allocate`, { cause })
  }
}
