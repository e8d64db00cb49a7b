// Prepared texts keep what a search made of them: the next search, the same or another, must not be able to tell.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countMatches, findMatches, hammingDistances, prepareText, type Work } from '../src/index.js'
import { searches } from './arbitraries.js'
import { uniform } from './random.js'
import { everyRow } from './rows.js'
import { expectSame } from './same.js'

describe('a prepared text that is searched again and again', () => {
  test('gives what the text gives, whatever was searched before', () => {
    const property = fc.property(fc.array(searches(), { minLength: 2, maxLength: 5 }), ([first, ...others]) => {
      const { text, search } = first
      const prepared = prepareText(text, search)
      const same = { alphabet: search.alphabet, ambiguity: search.ambiguity, strands: search.strands, limit: undefined }
      for (const { patterns, search: other } of [first, first, ...others, first]) {
        if (other.alphabet !== search.alphabet) continue
        const options = { ...other, ...same }
        expect([...findMatches(prepared, patterns, options)]).toEqual([...findMatches(text, patterns, options)])
        expect(countMatches(prepared, patterns, options)).toEqual(countMatches(text, patterns, options))
      }
    })
    fc.assert(property, { numRuns: 100 })
  })

  test('every row, over several tiles and with patterns that share nothing', () => {
    const text = Uint8Array.from(uniform(1, 60_000, 4))
    const prepared = prepareText(text)
    const row = everyRow('hammingDistances')
    for (const [from, m] of [
      [0, 20],
      [7, 20],
      [100, 2500],
      [7, 20],
      [0, 21],
    ]) {
      const pattern = text.slice(from, from + m)
      const wanted = hammingDistances(text, pattern)
      row.hold((algorithm) => expectSame(hammingDistances(prepared, pattern, { algorithm, maxMismatches: m }), wanted, `m ${m}`))
    }
    row.expectHeld(5)
  })

  test('letters are not encoded again', () => {
    const text = Uint8Array.from(uniform(1, 60_000, 4))
    const prepared = prepareText(text)
    const encoded = (pattern: Uint8Array): number => {
      let executed: Work = {}
      findMatches(prepared, pattern, { maxMismatches: 4, algorithm: 'saturating', onCounts: (counts) => (executed = counts) })
      return executed.encode ?? 0
    }
    expect(encoded(text.slice(0, 20))).toBeGreaterThan(text.length)
    expect(encoded(text.slice(500, 520))).toBe(0)
    expect(encoded(text.slice(500, 521)), 'tiles of another length overlap by more').toBeGreaterThan(0)
  })
})
