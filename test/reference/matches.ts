// Oracle: searches by definition, one start, pattern and strand after the other. Imports nothing but the other oracles.
import { codesOf } from './distances.js'
import { reverseComplement, symbolMatches, type Rules } from './letters.js'

type Letters = string | ArrayLike<number>

export interface Wanted {
  sequence: Letters
  /** positions that must match, or a mask of x and . */
  required?: readonly number[] | string
}

export interface Search extends Rules {
  maxMismatches: number
  strands: 'forward' | 'reverse' | 'both'
  limit?: number
}

export interface Hit {
  start: number
  end: number
  strand: '+' | '-'
  pattern: number
  mismatches: number
}

/** At every shift, the number of positions where the symbols do not match. */
export function letterDistances(text: Letters, pattern: Letters, rules: Rules): Uint32Array {
  const t = codesOf(text)
  const p = codesOf(pattern)
  const result = new Uint32Array(Math.max(0, t.length - p.length + 1))
  for (let i = 0; i < result.length; i++) {
    for (let j = 0; j < p.length; j++) if (!symbolMatches(rules, t[i + j], p[j])) result[i]++
  }
  return result
}

/** All hits in the order of the contract: by start, then pattern, then + before -; cut to `limit`. */
export function findMatches(text: Letters, patterns: readonly Wanted[], search: Search): { hits: Hit[]; truncated: boolean } {
  const t = codesOf(text)
  const hits: Hit[] = []
  const wanted = patterns.flatMap(({ sequence, required }, pattern) => {
    const codes = codesOf(sequence)
    const must = positions(required)
    const forward = { pattern, strand: '+' as const, codes, must }
    if (search.strands === 'forward') return [forward]
    const reverse = { pattern, strand: '-' as const, codes: reverseComplement(codes), must: must.map((j) => codes.length - 1 - j) }
    return search.strands === 'both' ? [forward, reverse] : [reverse]
  })
  for (let start = 0; start < t.length; start++) {
    for (const { pattern, strand, codes, must } of wanted) {
      const end = start + codes.length
      if (end > t.length) continue
      let mismatches = 0
      for (let j = 0; j < codes.length; j++) if (!symbolMatches(search, t[start + j], codes[j])) mismatches++
      if (mismatches > search.maxMismatches) continue
      if (must.some((j) => !symbolMatches(search, t[start + j], codes[j]))) continue
      hits.push({ start, end, strand, pattern, mismatches })
    }
  }
  const limit = search.limit ?? Infinity
  return { hits: hits.slice(0, limit), truncated: hits.length > limit }
}

/** Row p, column d: hits of pattern p with d mismatches, both strands together. */
export function countMatches(text: Letters, patterns: readonly Wanted[], search: Search): Float64Array {
  const columns = search.maxMismatches + 1
  const counts = new Float64Array(patterns.length * columns)
  for (const { pattern, mismatches } of findMatches(text, patterns, { ...search, limit: undefined }).hits) {
    counts[pattern * columns + mismatches]++
  }
  return counts
}

function positions(required: Wanted['required'] = []): number[] {
  if (typeof required !== 'string') return [...required]
  return Array.from(required).flatMap((character, j) => (character === 'x' ? [j] : []))
}
