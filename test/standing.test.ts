// A search that stays laid out from one text to the next finds what a search of each text finds.
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { countMatches, findMatches } from 'hammingway'
import { countIn, findIn, resolveSearch, type Search } from '../src/hamming/matches.js'
import { withStanding } from '../src/hamming/standing.js'
import { resolveText } from '../src/sequence.js'
import { kernels } from '../src/wasm/kernels.js'
import { startsOf } from '../src/parallel/pieces.js'
import { randomOf } from './random.js'

const random = randomOf(7)
const bases = (length: number): Uint8Array => Uint8Array.from({ length }, () => random.pick('ACGT').charCodeAt(0))
const genome = bases(60_000)
const guides = Array.from({ length: 40 }, (_, i) => genome.slice(1000 * i, 1000 * i + 20))
const settings = { alphabet: 'dna', strands: 'both', maxMismatches: 3, algorithm: 'sieve' } as const

let executed: Record<string, number> = {}
const standing = (patterns: unknown, options: object = settings): Search => ({
  ...resolveSearch('findMatches', patterns, { ...options, onCounts: (counts: object) => (executed = { ...counts }) }),
  standing: { texts: 10_000_000, withRun: withStanding },
})
const found = (search: Search, text: Uint8Array, limit = Infinity) => {
  const { starts, mismatches, patterns, strands } = findIn(search, resolveText(text, search.matching), limit)
  return { starts, mismatches, patterns, strands }
}
const wanted = (patterns: readonly Uint8Array[], text: Uint8Array, options: { limit?: number } = {}) => {
  const { starts, mismatches, patterns: indices, strands } = findMatches(text, patterns, { ...settings, ...options })
  return { starts, mismatches, patterns: indices, strands }
}
// a search of a text too short for the patterns leaves the standing one; a list of another search ends it
afterEach(() => void found(standing([genome.slice(0, 30)], { ...settings, algorithm: 'bit-sliced' }), genome.subarray(0, 500)))

test('texts of any length, one after the other, limits and counts among them', () => {
  const search = standing(guides)
  fc.assert(
    fc.property(fc.nat({ max: 59_000 }), fc.integer({ min: 1, max: 40_000 }), fc.option(fc.nat({ max: 9 })), (from, length, limit) => {
      const text = genome.subarray(from, from + length)
      expect(found(search, text, limit ?? undefined)).toEqual(wanted(guides, text, limit === null ? {} : { limit }))
      expect(countIn(search, resolveText(text, search.matching))).toEqual(countMatches(text, guides, settings))
    }),
    { numRuns: 40 },
  )
})

test('patterns are indexed once, and the counts are those of the text at hand', () => {
  const search = standing(guides)
  found(search, genome)
  expect(executed).toMatchObject({ index: 80, sift: 59_981 })
  found(search, genome.subarray(0, 10_000))
  expect(executed.index).toBeUndefined()
  expect(executed.sift).toBe(9981)
  found(search, genome)
  expect(executed.index).toBeUndefined()
})

test('texts with codes for several letters, and crowded ones, end the layout and change nothing', () => {
  const search = standing(guides, { ...settings, ambiguity: 'possible' })
  const coded = genome.slice(0, 30_000)
  for (let i = 5; i < coded.length; i += 250) coded[i] = 'N'.charCodeAt(0)
  const crowded = new Uint8Array(30_000)
  for (let i = 0; i < crowded.length; i++) crowded[i] = guides[0][i % 20]
  for (const text of [genome, coded, coded.subarray(333), genome, crowded, genome, crowded.subarray(5)]) {
    const { starts, mismatches, patterns, strands } = findMatches(text, guides, { ...settings, ambiguity: 'possible' })
    expect(found(search, text)).toEqual({ starts, mismatches, patterns, strands })
  }
})

test('searches that take turns, and one that fails', () => {
  const [a, b] = [guides.slice(0, 20), guides.slice(20)]
  const [searchA, searchB] = [standing(a), standing(b)]
  for (let i = 0; i < 6; i++) {
    const text = genome.subarray(7000 * i, 7000 * i + 15_000)
    expect(found(searchA, text)).toEqual(wanted(a, text))
    expect(found(searchB, text)).toEqual(wanted(b, text))
    expect(() => found(standing(guides, { ...settings, memoryLimit: 400_000 }), text)).toThrow('bytes')
    expect(found(searchB, text.subarray(0, 10)).starts.length).toBe(0)
  }
})

test('what was laid out is released by the search that comes after it', () => {
  const other = standing([guides[3]], { ...settings, algorithm: 'bit-sliced' })
  found(other, genome)
  const before = kernels().mark()
  for (let i = 0; i < 5; i++) {
    found(standing(guides), genome)
    expect(kernels().mark()).toBeGreaterThan(before)
    found(other, genome)
    expect(kernels().mark()).toBe(before)
  }
})

test('pieces of a text cover it once; those that threads share become shorter, but not too short', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 1, max: 40 }), fc.nat({ max: 8 }), (starts, pieces, threads) => {
      const step = Math.ceil(starts / pieces)
      const places = startsOf(starts, step, threads)
      expect([places[0], places.at(-1)]).toEqual([0, starts])
      const lengths = places.slice(1).map((place, i) => place - places[i])
      for (const [i, length] of lengths.entries()) {
        expect(length).toBeLessThanOrEqual(Math.min(step, lengths[i - 1] ?? step))
        if (i < lengths.length - 1) expect(length).toBeGreaterThanOrEqual(threads > 0 ? Math.ceil(step / 8) : step)
      }
      if (threads > 0 && pieces > 4 * threads) expect(lengths.at(-1)).toBeLessThanOrEqual(Math.ceil(step / 8))
    }),
  )
})
