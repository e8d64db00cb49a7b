// Oracle: distances by definition. Imports nothing.

/** A sequence as numbers; a string is its UTF-16 code units. */
export function codesOf(sequence: string | ArrayLike<number>): Uint32Array {
  const codes = new Uint32Array(sequence.length)
  for (let i = 0; i < codes.length; i++) codes[i] = typeof sequence === 'string' ? sequence.charCodeAt(i) : sequence[i]
  return codes
}

/** At every shift, the number of positions where text and pattern are different numbers. */
export function distances(text: string | ArrayLike<number>, pattern: string | ArrayLike<number>): Uint32Array {
  const t = codesOf(text)
  const p = codesOf(pattern)
  const result = new Uint32Array(Math.max(0, t.length - p.length + 1))
  for (let i = 0; i < result.length; i++) {
    let distance = 0
    for (let j = 0; j < p.length; j++) if (t[i + j] !== p[j]) distance++
    result[i] = distance
  }
  return result
}

/** What a k-bounded call returns: entries above k are k + 1. */
export function bounded(exact: Uint32Array, k: number): Uint32Array {
  return exact.map((distance) => (distance > k ? k + 1 : distance))
}
