// countOutside: symbols that are no letters of an alphabet, by the letters written out here.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countOutside } from '../src/index.js'

const letters = { dna: 'ACGTURYSWKMBDHVN', protein: 'ACDEFGHIKLMNPQRSTVWYUOBZJX' } as const

for (const [alphabet, upper] of Object.entries(letters) as ['dna' | 'protein', string][]) {
  const isLetter = (code: number): boolean => `${upper}${upper.toLowerCase()}`.includes(String.fromCharCode(code))

  test(`${alphabet}: every code, alone and in a long text`, () => {
    for (let code = 0; code < 256; code++) {
      const expected = isLetter(code) ? 0 : 1
      expect(countOutside(Uint8Array.of(code), alphabet), String(code)).toBe(expected)
      expect(countOutside(new Uint8Array(70_001).fill(code), alphabet), String(code)).toBe(70_001 * expected)
    }
  })

  test(`${alphabet}: texts of any length`, () => {
    const length = fc.oneof(fc.nat({ max: 40 }), fc.integer({ min: 2040, max: 2060 }), fc.integer({ min: 65_500, max: 140_000 }))
    fc.assert(
      fc.property(length, fc.integer({ min: 1, max: 2 ** 31 - 1 }), fc.nat({ max: 7 }), (n, seed, from) => {
        let state = seed
        const text = new Uint8Array(n + from).map(() => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) >>> 24)
        const expected = text.subarray(from).reduce((sum, code) => sum + Number(!isLetter(code)), 0)
        expect(countOutside(text.subarray(from), alphabet)).toBe(expected)
      }),
      { numRuns: 30 },
    )
  })
}

test('nothing is outside exact, and arguments are checked', () => {
  expect(countOutside(Uint8Array.of(0, 65, 255), 'exact')).toBe(0)
  expect(() => countOutside('ACGT' as unknown as Uint8Array, 'dna')).toThrow(
    new TypeError('"codes" expected a Uint8Array of character codes, got "ACGT"'),
  )
  expect(() => countOutside(new Uint8Array(1), 'rna' as 'dna')).toThrow(RangeError)
})
