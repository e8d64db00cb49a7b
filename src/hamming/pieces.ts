// Patterns cut in pieces, whose distances add up.
import type { SearchedPattern } from './algorithm.js'

/** The positions in [from, to), with offsets from there on. */
export function pieceOf({ m, offsets, keys }: SearchedPattern, from: number, to: number): SearchedPattern {
  if (keys.length === m && offsets.every((offset, j) => offset === j)) {
    return { m: to - from, offsets: offsets.subarray(0, to - from), keys: keys.subarray(from, to), required: 0 }
  }
  const inside = [...offsets.keys()].filter((j) => offsets[j] >= from && offsets[j] < to)
  return {
    m: to - from,
    offsets: Uint32Array.from(inside, (j) => offsets[j] - from),
    keys: Uint32Array.from(inside, (j) => keys[j]),
    required: 0,
  }
}
