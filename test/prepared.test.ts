// Prepared texts keep what a search made of them: the next search, the same or another, must not be able to tell.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countMatches, findMatches, hammingDistances, preparePattern, prepareText, type PreparedPattern, type Work } from '../src/index.js'
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

  test('spectra are not made again, neither of a text nor of a pattern, and whatever was kept before', () => {
    const text = Uint8Array.from(uniform(2, 300_000, 4), (letter) => 65 + letter)
    const prepared = prepareText(text)
    const made = (pattern: Uint8Array | PreparedPattern, wanted: Uint32Array): Work => {
      let executed: Work = {}
      const found = hammingDistances(prepared, pattern, { algorithm: 'convolve', onCounts: (counts) => (executed = counts) })
      expectSame(found, wanted, 'prepared')
      return executed
    }
    const wholes = [text.slice(7, 4007), text.slice(500, 4500), text.slice(0, 100_000)]
    const three = text.slice(9, 4009).map((letter) => (letter === 65 ? 66 : letter))
    for (const pattern of [...wholes, three, wholes[0], wholes[0].map((letter, j) => (j === 0 ? 90 : letter))]) {
      const wanted = hammingDistances(text, pattern, { algorithm: 'convolve' })
      const lasting = preparePattern(pattern)
      const [first, second, third] = [made(pattern, wanted), made(lasting, wanted), made(lasting, wanted)]
      expect(second.halves32, 'text').toBeUndefined()
      expect(second.halves64, 'pattern, for the first time').toBeGreaterThan(0)
      expect(third.halves32 ?? third.halves64, 'nothing').toBeUndefined()
      if (pattern === wholes[0] || pattern === wholes[1]) continue // of the same length and letters
      expect(first.halves32, 'another length or other letters').toBeGreaterThan(0)
    }
  })

  test('spectra of other letters, as many of them, are not taken for these', () => {
    const text = Uint8Array.from(uniform(4, 300_000, 5))
    const prepared = prepareText(text)
    const pattern = text.slice(100, 4100).map((letter) => letter % 4)
    for (const more of [0, 1, 0]) {
      const other = pattern.map((letter) => letter + more)
      const found = hammingDistances(prepared, other, { algorithm: 'convolve' })
      expectSame(found, hammingDistances(text, other, { algorithm: 'bit-sliced' }), `letters from ${more} on`)
    }
  })

  test('a prepared pattern meets texts of all lengths, in pairs of blocks too', () => {
    const text = Uint8Array.from(uniform(3, 60_000, 4), (letter) => 65 + letter)
    const pattern = text.slice(50, 2050)
    const lasting = preparePattern(pattern)
    const spreads = [60_000, 5000, 5000, 2001, 60_000, 60_000].map((n) => {
      let executed: Work = {}
      const found = hammingDistances(text.subarray(0, n), lasting, { algorithm: 'convolve', onCounts: (counts) => (executed = counts) })
      expectSame(found, hammingDistances(text.subarray(0, n), pattern, { algorithm: 'naive' }), `n ${n}`)
      return (executed.spread32 ?? 0) + (executed.spread64 ?? 0) + (executed.halves64 ?? 0)
    })
    expect(spreads[2], 'kept').toBeLessThan(spreads[1])
  })
})
