/** Numbers in [0, 2^32) that a seed decides: splitmix32 (Steele, Lea and Flood, 2014). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x9e3779b9) >>> 0
    let z = state
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b)
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
    return (z ^ (z >>> 16)) >>> 0
  }
}

/** `length` letters, each below `sigma`. */
export function randomLetters(length: number, sigma: number, next: () => number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, () => Math.floor((next() / 2 ** 32) * sigma))
}
