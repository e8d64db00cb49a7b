// What matches what: all pairs of a text symbol and a pattern letter, through every algorithm.
import { describe, expect, test } from 'vitest'
import { findMatches, hammingDistances, preparePattern, type DistanceOptions } from '../src/index.js'
import { complements, symbolMatches, tables } from './reference/letters.js'
import { findMatches as expectedMatches } from './reference/matches.js'
import { everyRow } from './rows.js'
import { expectSame } from './same.js'
import { thrown } from './thrown.js'

const everyByte = Uint8Array.from({ length: 256 }, (_, code) => code)
/** All 16-bit numbers: letters come again with other high bytes. */
const everyWord = Uint16Array.from({ length: 65536 }, (_, code) => code)
/** Numbers that are letters in their low byte or low 16 bits only. */
const wideSymbols = Uint32Array.from({ length: 4 * 256 }, (_, i) => (i & 255) + [256, 65536, 2 ** 24, 2 ** 31][i >> 8])

const letterCases = (['dna', 'protein'] as const).flatMap((alphabet) =>
  (['certain', 'possible'] as const).map((ambiguity) => ({ alphabet, ambiguity, letters: Object.keys(tables[alphabet].certain) })),
)

describe.each(letterCases)('$alphabet, $ambiguity', ({ alphabet, ambiguity, letters }) => {
  const rules = { alphabet, ambiguity }
  const bothCases = [...letters, ...letters.map((letter) => letter.toLowerCase())]
  const expected = (text: ArrayLike<number>, pattern: string): number[] =>
    Array.from(text, (code) => (symbolMatches(rules, code, pattern.charCodeAt(0)) ? 0 : 1))

  test('every byte against every letter', () => {
    const every = everyRow('hammingDistances')
    for (const letter of bothCases) {
      const distances = expected(everyByte, letter)
      for (const bound of [{}, { maxMismatches: 0 }, { maxMismatches: 8 }] as DistanceOptions[]) {
        every.hold((algorithm) => expectSame(hammingDistances(everyByte, letter, { ...rules, ...bound, algorithm }), distances, letter))
      }
    }
    every.expectHeld(2 * bothCases.length)
  })

  test('all letters in one search: classes fill several bytes', () => {
    const every = everyRow('findMatches')
    // every letter as a pattern of its own, and once more behind another so that it has an offset
    const patterns = bothCases.flatMap((letter) => [letter, `${bothCases[0]}${letter}`])
    const text = Uint8Array.from([...everyByte].flatMap((code) => [bothCases[0].charCodeAt(0), code]))
    const search = { ...rules, strands: 'forward', maxMismatches: 0 } as const
    const wanted = patterns.map((sequence) => ({ sequence }))
    const { hits } = expectedMatches(text, wanted, search)
    every.hold((algorithm) => {
      expect([...findMatches(text, patterns, { ...search, algorithm })]).toEqual(hits)
    })
    every.expectHeld(1)
  })

  test('text symbols beyond the alphabet match nothing', () => {
    const any = alphabet === 'dna' ? 'N' : 'X'
    const every = everyRow('hammingDistances')
    for (const [text, kind] of [
      [everyWord, 'Uint16Array'],
      [wideSymbols, 'Uint32Array'],
      [String.fromCharCode(...everyWord.subarray(0, 0x2000)), 'string'],
      [String.fromCharCode(...everyWord.subarray(0xd800, 0xe000)), 'surrogates'],
    ] as const) {
      for (const letter of [any, bothCases[0]]) {
        const codes = typeof text === 'string' ? Array.from({ length: text.length }, (_, i) => text.charCodeAt(i)) : text
        const distances = expected(codes, letter)
        every.hold((algorithm) => expectSame(hammingDistances(text, letter, { ...rules, maxMismatches: 3, algorithm }), distances, kind))
      }
    }
    every.expectHeld(8)
  })

  test('pattern symbols outside the alphabet are named with their index', () => {
    const known = new Set(bothCases.map((letter) => letter.charCodeAt(0)))
    const [first] = letters
    for (const code of [...everyByte, 0x131, 0x17f, 0x141, 0x212a, 0x1f41, 0xd83d, 0xffff, 0x10041, 2 ** 24 + 65, 2 ** 32 - 1]) {
      if (known.has(code)) continue
      const pattern = Uint32Array.of(first.charCodeAt(0), first.charCodeAt(0), code)
      const calls = [
        () => hammingDistances('AAAA', pattern, rules),
        () => findMatches('AAAA', pattern, { ...rules, maxMismatches: 3 }),
        () => preparePattern(pattern, rules),
        () => hammingDistances('', pattern, rules),
      ]
      for (const call of calls) {
        const shown = code > 32 && code < 127 ? JSON.stringify(String.fromCharCode(code)) : undefined
        const error = thrown(call)
        expect(error, `code ${code}`).toBeInstanceOf(RangeError)
        expect(error.message).toContain('index 2')
        expect(error.message).toContain(alphabet)
        if (shown !== undefined) expect(error.message).toContain(shown)
        else expect(error.message.includes(String(code)) || error.message.includes(String.fromCharCode(code)), error.message).toBe(true)
      }
    }
    expect(thrown(() => findMatches('A', [first, `${first}!`], { ...rules, maxMismatches: 0 })).message).toMatch(
      /patterns\[1\].*"!".*index 1/,
    )
  })
})

test('exact compares numbers alone: every byte against every byte', () => {
  const every = everyRow('hammingDistances')
  for (const code of everyByte) {
    const distances = Array.from(everyByte, (other) => Number(other !== code))
    const pattern = Uint8Array.of(code)
    every.hold((algorithm) => expectSame(hammingDistances(everyByte, pattern, { algorithm, maxMismatches: 0 }), distances, `byte ${code}`))
  }
  every.expectHeld(256)
})

test('exact ignores ambiguity, and case matters', () => {
  for (const ambiguity of ['certain', 'possible'] as const) {
    expect([...hammingDistances('ANan', 'N', { ambiguity })]).toEqual([1, 0, 1, 1])
  }
})

test('the reverse complement of every IUPAC code', () => {
  const every = everyRow('findMatches')
  for (const ambiguity of ['certain', 'possible'] as const) {
    const rules = { alphabet: 'dna', ambiguity } as const
    for (const [letter, other] of Object.entries(complements)) {
      for (const pattern of [letter, letter.toLowerCase()]) {
        const starts = [...everyByte].filter((code) => symbolMatches(rules, code, other.charCodeAt(0)))
        every.hold((algorithm) => {
          const options = { ...rules, strands: 'reverse', maxMismatches: 0, algorithm } as const
          expect([...findMatches(everyByte, pattern, options).starts], `${pattern} ${ambiguity}`).toEqual(starts)
        })
      }
    }
  }
  every.expectHeld(64)
})

test('U is T, on both strands', () => {
  for (const [text, pattern] of [
    ['GATTACA', 'gauuaca'],
    ['gauuaca', 'GATTACA'],
  ] as const) {
    expect([...hammingDistances(text, pattern, { alphabet: 'dna' })]).toEqual([0])
    const found = [...findMatches(text, 'UGUAAUC', { alphabet: 'dna', strands: 'both', maxMismatches: 0 })]
    expect(found).toMatchObject([{ start: 0, strand: '-' }])
  }
  expect([...hammingDistances('CU', 'U', { alphabet: 'protein' })]).toEqual([1, 0])
})
