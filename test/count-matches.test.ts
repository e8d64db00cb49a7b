// countMatches: the histogram of findMatches, for every algorithm of the registry.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countMatches, findMatches, type Work } from '../src/index.js'
import { searches } from './arbitraries.js'
import { countMatches as expectedCounts } from './reference/matches.js'
import { everyRow } from './rows.js'
import { expectSame } from './same.js'

test('counts are those of the oracle and the histogram of findMatches', () => {
  const every = everyRow('countMatches')
  fc.assert(
    fc.property(searches(), ({ text, patterns, search: found }) => {
      const search = { ...found, limit: undefined }
      const columns = search.maxMismatches + 1
      const histogram = new Float64Array(patterns.length * columns)
      const { patterns: rows, mismatches } = findMatches(text, patterns, search)
      rows.forEach((row, i) => histogram[row * columns + mismatches[i]]++)
      expectSame(histogram, expectedCounts(text, patterns, search), 'findMatches')
      every.hold((algorithm) => {
        const counts = countMatches(text, patterns, { ...search, algorithm })
        expect(counts).toBeInstanceOf(Float64Array)
        expectSame(counts, histogram, 'counts')
      })
    }),
    { numRuns: 300 },
  )
  every.expectHeld(200)
})

test('k far above m: the row is as wide as asked, and empty behind m', () => {
  everyRow('countMatches').hold((algorithm) => {
    const counts = countMatches('abcabc', ['ab', 'abcabcabc'], { maxMismatches: 100_000, algorithm })
    expect(counts.length).toBe(2 * 100_001)
    expect([...counts.subarray(0, 4)]).toEqual([2, 0, 3, 0])
    expect(counts.reduce((sum, count) => sum + count)).toBe(5)
  })
})

test('onCounts is called once, with what was done', () => {
  const text = 'ACGTACGT'.repeat(50)
  const hits = countMatches(text, ['ACG', 'TTT'], { maxMismatches: 1 }).reduce((sum, count) => sum + count)
  everyRow('countMatches').hold((algorithm) => {
    const calls: Work[] = []
    countMatches(text, ['ACG', 'TTT'], { maxMismatches: 1, algorithm, onCounts: (counts) => calls.push(counts) })
    expect(calls.length).toBe(1)
    expect(calls[0].hit).toBe(hits)
    for (const count of Object.values(calls[0])) expect(count).toBeGreaterThanOrEqual(0)
  })
})

test('nothing to count', () => {
  everyRow('countMatches').hold((algorithm) => {
    expect([...countMatches('abc', [], { maxMismatches: 3, algorithm })]).toEqual([])
    expect([...countMatches('', ['a', 'b'], { maxMismatches: 1, algorithm })]).toEqual([0, 0, 0, 0])
  })
})
