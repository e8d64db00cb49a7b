/** `length` letters, each below `sigma`, from numbers in [0, 1). */
export function randomLetters(length: number, sigma: number, next: () => number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, () => Math.floor(next() * sigma))
}
