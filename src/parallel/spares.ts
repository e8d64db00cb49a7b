// Memory that pieces of a text go to workers in, and come back in: fresh memory costs the system as much time as filling it does, and the collector
// more. It is not shared memory: engines copy into that word by word, which took 0.27 ns a byte where other memory took 0.05 (Node 20).

export interface Spares {
  /** At least so many bytes, which may hold anything. */
  take(bytes: number): ArrayBuffer
  /** Takes memory back. */
  give(array: ArrayBufferView): void
}

/** Keeps up to `most` buffers of up to `longest` bytes. */
export function openSpares(most: number, longest: number): Spares {
  const spares: ArrayBuffer[] = []
  return {
    take(bytes) {
      const at = spares.findIndex(({ byteLength }) => byteLength >= bytes)
      return at < 0 ? new ArrayBuffer(bytes) : spares.splice(at, 1)[0]
    },
    give({ buffer }) {
      if (isShared(buffer) || buffer.byteLength > longest) return
      spares.push(buffer as ArrayBuffer)
      if (spares.length > most) spares.shift()
    },
  }
}

/** Is it memory that all threads see? Pages that are not isolated know none. */
export function isShared(buffer: ArrayBufferLike): boolean {
  return typeof SharedArrayBuffer === 'function' && buffer instanceof SharedArrayBuffer
}

/** What must be named when arrays are posted: memory that is not shared changes hands. */
export function transferred(arrays: readonly ArrayBufferView[]): ArrayBuffer[] {
  return arrays.flatMap(({ buffer }) => (isShared(buffer) ? [] : [buffer as ArrayBuffer]))
}
