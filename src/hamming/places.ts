import type { SearchedPattern } from './algorithm.js'

/** For each class, given by key, the offsets in [from, to) of the pattern's positions that have it, counted from there. */
export function placesByClass(pattern: SearchedPattern, from: number, to: number, classes: readonly number[]): number[][] {
  const { keys, offsets } = pattern
  const index = new Map(classes.map((key, c) => [key, c]))
  const places = classes.map((): number[] => [])
  for (let j = 0; j < keys.length; j++) {
    const c = index.get(keys[j])
    if (c !== undefined && offsets[j] >= from && offsets[j] < to) places[c].push(offsets[j] - from)
  }
  return places
}
