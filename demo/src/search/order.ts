// The order of the hits table.
import { siteOf, type HitArrays } from './hits.js'

export type SortColumn = 'sequence' | 'start' | 'end' | 'strand' | 'pattern' | 'mismatches'

export interface Sorting {
  readonly column: SortColumn
  readonly descending: boolean
}

const keyOf: { readonly [C in SortColumn]: (hits: HitArrays, i: number) => number } = {
  sequence: ({ records }, i) => records[i],
  start: ({ starts }, i) => starts[i],
  end: (hits, i) => hits.starts[i] + siteOf(hits, i).to - siteOf(hits, i).from,
  strand: ({ strands }, i) => (strands[i] > 0 ? 0 : 1),
  pattern: ({ patterns }, i) => patterns[i],
  mismatches: ({ mismatches }, i) => mismatches[i],
}

/**
 * Indices of the first `count` hits in this order; equal ones keep the order they were found in. A key and an index make one double, which
 * engines sort without calling back: keys are below 2^33 and there are at most 2^20 hits. O(count log count).
 */
export function orderOf(hits: HitArrays, count: number, sorting: Sorting | undefined): Uint32Array {
  if (!sorting) return Uint32Array.from({ length: count }, (_, i) => i)
  const key = keyOf[sorting.column]
  const sign = sorting.descending ? -1 : 1
  const packed = new Float64Array(count)
  for (let i = 0; i < count; i++) packed[i] = sign * key(hits, i) * count + i
  packed.sort()
  return Uint32Array.from(packed, (value) => value - Math.floor(value / count) * count)
}
