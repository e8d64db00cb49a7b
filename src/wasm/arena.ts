// One rule for memory: allocate everything, then take views; released when the call ends, whatever happens in it.
import { HammingwayError } from '../errors.js'
import { kernels, type Kernels } from './kernels.js'

export const DEFAULT_MEMORY_LIMIT = 2 ** 30

export interface Arena {
  readonly kernels: Kernels
  /** Pointer to fresh bytes on a cache line, with 64 readable bytes behind them. Invalidates no pointer, but every view. */
  alloc(bytes: number): number
  /** Releases what `work` allocates when it ends. */
  within<T>(work: () => T): T
  /** All of memory; take it again after each alloc. */
  bytes(): Uint8Array<ArrayBuffer>
  words(): Uint32Array<ArrayBuffer>
  /** `count` doubles at a pointer. */
  doubles(at: number, count: number): Float64Array
}

/** Runs `work` with an arena of at most `limit` bytes and releases everything afterwards. */
export function withArena<T>(limit: number, work: (arena: Arena) => T): T {
  const arena = openArena(limit)
  try {
    return work(arena)
  } finally {
    arena.close()
  }
}

export interface OpenArena extends Arena {
  /** Releases everything. Memory is a stack: what was opened later must be closed before. */
  close(): void
}

/** An arena of at most `limit` bytes that outlives a call. */
export function openArena(limit: number): OpenArena {
  const wasm = kernels()
  const start = wasm.mark()
  let bytes = new Uint8Array(wasm.memory.buffer)
  let words = new Uint32Array(wasm.memory.buffer)
  const refresh = (): void => {
    if (bytes.buffer === wasm.memory.buffer) return
    bytes = new Uint8Array(wasm.memory.buffer)
    words = new Uint32Array(wasm.memory.buffer)
  }
  return {
    kernels: wasm,
    alloc(size) {
      const used = (wasm.mark() >>> 0) - (start >>> 0)
      if (used + size > limit) throw memoryLimit(used + size, limit)
      const at = wasm.alloc(size) >>> 0
      if (at === 0) throw memoryLimit(used + size, 2 ** 32)
      return at
    },
    within(inner) {
      const top = wasm.mark()
      try {
        return inner()
      } finally {
        wasm.release(top)
      }
    },
    bytes: () => (refresh(), bytes),
    words: () => (refresh(), words),
    doubles: (at, count) => new Float64Array(wasm.memory.buffer, at, count),
    close: () => wasm.release(start),
  }
}

export function memoryLimit(needed: number, limit: number): HammingwayError {
  return new HammingwayError('MEMORY_LIMIT', `${needed} bytes of working memory are needed, and the limit is ${limit}`)
}
