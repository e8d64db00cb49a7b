// Columns of the result, taken over from memory chunk by chunk.
import { HammingwayError } from '../errors.js'
import type { Arena } from '../wasm/arena.js'
import type { Sums } from './row.js'

/** Sums written by a kernel at a time: 16 KiB of them and as much of their counts stay in a first-level cache. */
export const CHUNK = 2048
/** Bytes of the chunk and its slack. */
export const CHUNK_BYTES = 16 * (CHUNK + 8) + 256

export interface Output extends Sums {
  /** where kernels write sums, and their counts (0: not wanted) */
  readonly at: { readonly sums: number; readonly counts: number }
  /** Appends so many from there. */
  append(count: number): void
}

export function openOutput(arena: Arena, total: number, counted: boolean): Output {
  const sums = column(total)
  const counts = column(counted ? total : 0)
  const at = { sums: arena.alloc(8 * (CHUNK + 8)), counts: counted ? arena.alloc(8 * (CHUNK + 8)) : 0 }
  let length = 0
  return {
    sums,
    counts,
    at,
    append(count) {
      sums.set(arena.doubles(at.sums, count), length)
      if (counted) counts.set(arena.doubles(at.counts, count), length)
      length += count
    },
  }
}

function column(length: number): Float64Array {
  try {
    return new Float64Array(length)
  } catch (cause) {
    throw new HammingwayError('MEMORY_LIMIT', `${length} sums take ${8 * length} bytes, more than this engine can allocate`, { cause })
  }
}
