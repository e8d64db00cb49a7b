// Memory that pieces of a text go to workers in. It is used again and again: fresh memory costs the system as much time as filling it does, and the
// collector more. Where memory may be shared (Node, isolated pages) pieces are posted and never change hands; elsewhere they go and come back.

export interface Spares {
  /** At least so many bytes, which may hold anything. */
  take(bytes: number): ArrayBufferLike
  /** Takes memory back. */
  give(buffer: ArrayBufferLike): void
}

/** Keeps up to `most` buffers of up to `longest` bytes. */
export function openSpares(most: number, longest: number): Spares {
  const spares: ArrayBufferLike[] = []
  return {
    take(bytes) {
      const at = spares.findIndex(({ byteLength }) => byteLength >= bytes)
      if (at >= 0) return spares.splice(at, 1)[0]
      return canShare() ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes)
    },
    give(buffer) {
      if (buffer.byteLength > longest) return
      spares.push(buffer)
      if (spares.length > most) spares.shift()
    },
  }
}

/** Pages that are not isolated have no such constructor. */
function canShare(): boolean {
  return typeof SharedArrayBuffer === 'function'
}

export function isShared(buffer: ArrayBufferLike): boolean {
  return canShare() && buffer instanceof SharedArrayBuffer
}

/** What must be named when arrays are posted: memory that is not shared changes hands. */
export function transferred(arrays: readonly ArrayBufferView[]): ArrayBuffer[] {
  return arrays.flatMap(({ buffer }) => (isShared(buffer) ? [] : [buffer as ArrayBuffer]))
}
