// What a search leaves behind for the next one in a prepared text or with a prepared pattern: bytes, by where they belong.

/** Copies of arrays in WASM memory. What does not fit any more is not kept. */
export interface Kept {
  get(place: string): Uint8Array | undefined
  set(place: string, bytes: Uint8Array): void
}

/** Of one owner. 256 MiB: transforms of 20 million letters of DNA. */
const MOST_BYTES = 2 ** 28

interface Store {
  readonly like: string
  readonly arrays: Map<string, Uint8Array>
  bytes: number
}

const stores = new WeakMap<object, Map<string, Store>>()

/** What the last search kept of this kind, if it was of the same shape; else it is forgotten. It lives as long as its owner. */
export function keptOf(owner: object, kind: 'planes' | 'spectra', shape: readonly (number | string)[]): Kept {
  const like = shape.join()
  let kinds = stores.get(owner)
  if (!kinds) stores.set(owner, (kinds = new Map()))
  let store = kinds.get(kind)
  if (store?.like !== like) kinds.set(kind, (store = { like, arrays: new Map(), bytes: 0 }))
  const own = store!
  return {
    get: (place) => own.arrays.get(place),
    set(place, bytes) {
      if (own.bytes + bytes.length > MOST_BYTES) return
      own.arrays.set(place, bytes)
      own.bytes += bytes.length
    },
  }
}
