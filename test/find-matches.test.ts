// findMatches: every algorithm of the registry, forced by name, and the planner's own choice against the oracle.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findMatches, preparePattern, prepareText, type FindOptions, type Matches, type Pattern, type Sequence } from '../src/index.js'
import { searches } from './arbitraries.js'
import { uniform } from './random.js'
import { distances } from './reference/distances.js'
import { findMatches as expectedMatches, type Hit } from './reference/matches.js'
import { everyRow } from './rows.js'
import { expectSame } from './same.js'

function expectMatches(actual: Matches, { hits, truncated }: { hits: Hit[]; truncated: boolean }): void {
  const column = (name: 'start' | 'pattern' | 'mismatches'): number[] => hits.map((hit) => hit[name])
  expectSame(actual.starts, column('start'), 'starts')
  expectSame(actual.patterns, column('pattern'), 'patterns')
  expectSame(actual.mismatches, column('mismatches'), 'mismatches')
  const signs = hits.map(({ strand }) => (strand === '+' ? 1 : -1))
  expectSame(actual.strands, signs, 'strands')
  expect(actual.count).toBe(hits.length)
  expect(actual.truncated).toBe(truncated)
}

test('whole searches', () => {
  const every = everyRow('findMatches')
  fc.assert(
    fc.property(searches(), ({ text, patterns, search }) => {
      const expected = expectedMatches(text, patterns, search)
      every.hold((algorithm) => expectMatches(findMatches(text, patterns, { ...search, algorithm }), expected))
    }),
    { numRuns: 450 },
  )
  every.expectHeld(300)
})

test('prepared texts and patterns give the same', () => {
  const every = everyRow('findMatches')
  fc.assert(
    fc.property(searches(), ({ text, patterns, search }) => {
      const prepared = patterns.map(({ sequence, ...rest }) => ({ ...rest, sequence: preparePattern(sequence, search) }))
      every.hold((algorithm) => {
        const plain = findMatches(text, patterns, { ...search, algorithm, limit: 200 })
        expect([...findMatches(prepareText(text, search), prepared, { ...search, algorithm, limit: 200 })]).toEqual([...plain])
      })
    }),
    { numRuns: 80 },
  )
  every.expectHeld(60)
})

test('hits everywhere, over several tiles, both strands', () => {
  const text = uniform(5, 40_000, 4).map((letter) => 'ACGT'.charCodeAt(letter))
  const pattern = 'ACGTNAC'
  const every = everyRow('findMatches')
  every.hold((algorithm) => {
    const options: FindOptions = { alphabet: 'dna', strands: 'both', maxMismatches: 7, algorithm }
    const matches = findMatches(text, [pattern, pattern], options)
    expect(matches.count).toBe(4 * (text.length - 6))
    const column = (value: (i: number) => number): number[] => Array.from({ length: matches.count }, (_, i) => value(i))
    const starts = column((i) => i >> 2)
    const patterns = column((i) => (i >> 1) & 1)
    const strands = column((i) => (i & 1 ? -1 : 1))
    expectSame(matches.starts, starts, 'starts')
    expectSame(matches.patterns, patterns, 'patterns')
    expectSame(matches.strands, strands, 'strands')
    for (const limit of [0, 1, 65_535, 65_537, matches.count - 1, matches.count, matches.count + 1]) {
      const cut = findMatches(text, [pattern, pattern], { ...options, limit })
      expect(cut.count).toBe(Math.min(limit, matches.count))
      expect(cut.truncated).toBe(limit < matches.count)
      expectSame(cut.starts, matches.starts.subarray(0, limit), 'the first starts')
      expectSame(cut.mismatches, matches.mismatches.subarray(0, limit), 'the first mismatches')
    }
  })
  every.expectHeld(1)
})

test('truncated says whether anything was cut off', () => {
  everyRow('findMatches').hold((algorithm) => {
    const call = (limit: number): Matches => findMatches('abcab', ['ab', 'b'], { maxMismatches: 0, limit, algorithm })
    for (const limit of [0, 1, 2, 3]) expect(call(limit)).toMatchObject({ count: limit, truncated: true })
    for (const limit of [4, 5, 2 ** 40]) expect(call(limit)).toMatchObject({ count: 4, truncated: false })
    expect(findMatches('abcab', 'x', { maxMismatches: 0, limit: 0, algorithm }).truncated).toBe(false)
  })
})

test('required positions as indices and as a mask', () => {
  const search = { alphabet: 'dna', ambiguity: 'certain', strands: 'both', maxMismatches: 2 } as const
  const text = 'ACGTTACGGTACCGTACGATCGGCTAACGT'
  for (const required of [[], [0], [5], [0, 5], [5, 0], [0, 1, 2, 3, 4, 5], 'x....x', '......', 'xxxxxx', '.....x', [3, 3, 3]]) {
    const patterns = [{ sequence: 'ACGTAC', required }, { sequence: 'CGGT' }, { sequence: 'AG', required: '.x' }]
    const expected = expectedMatches(text, patterns, search)
    everyRow('findMatches').hold((algorithm) => expectMatches(findMatches(text, patterns, { ...search, algorithm }), expected))
  }
})

test('many patterns, more classes than a byte has bits', () => {
  const every = everyRow('findMatches')
  const search = { alphabet: 'exact', ambiguity: 'certain', strands: 'forward', maxMismatches: 1 } as const
  for (const [sigma, kind] of [
    [250, Uint8Array],
    [255, Uint16Array],
    [255, Uint32Array],
    [300, Uint16Array],
    [300, Uint32Array],
  ] as const) {
    const text = kind.from(uniform(6, 3000, sigma))
    const patterns = Array.from({ length: 200 }, (_, p) => ({ sequence: text.slice(7 * p, 7 * p + 1 + (p % 23)) }))
    patterns.push({ sequence: kind.from(uniform(7, 500, sigma)) })
    const expected = expectedMatches(text, patterns, search)
    every.hold((algorithm) => expectMatches(findMatches(text, patterns, { ...search, algorithm }), expected))
  }
  every.expectHeld(3)
})

test('columns have the types and iteration the records of the contract', () => {
  const matches = findMatches('TTACGTT', ['ACG', { sequence: 'AAC', name: 'second' }], {
    alphabet: 'dna',
    maxMismatches: 0,
    strands: 'both',
  })
  expect(matches.starts).toBeInstanceOf(Uint32Array)
  expect(matches.mismatches).toBeInstanceOf(Uint32Array)
  expect(matches.patterns).toBeInstanceOf(Uint32Array)
  expect(matches.strands).toBeInstanceOf(Int8Array)
  expect(matches.truncated).toBe(false)
  const records = [
    { start: 2, end: 5, strand: '+', pattern: 0, mismatches: 0 },
    { start: 3, end: 6, strand: '-', pattern: 0, mismatches: 0 },
    { start: 4, end: 7, strand: '-', pattern: 1, mismatches: 0 },
  ]
  expect([...matches]).toEqual(records)
  expect([...matches], 'a second time').toEqual(records)
  expect(matches.count).toBe(3)
  expect([...matches.strands]).toEqual([1, -1, -1])
})

test('one pattern and an array of one are the same call', () => {
  const options = { maxMismatches: 1 }
  const expected = [...findMatches('abcabd', ['abc'], options)]
  expect(expected.length).toBe(2)
  for (const pattern of ['abc', { sequence: 'abc' }, preparePattern('abc'), { sequence: preparePattern('abc') }]) {
    expect([...findMatches('abcabd', pattern, options)]).toEqual(expected)
  }
})

test('no patterns, no text, no pattern that fits', () => {
  const none: [Sequence, Pattern[]][] = [
    ['abc', []],
    ['', ['a']],
    ['', []],
    ['ab', ['abc', 'abcd']],
  ]
  everyRow('findMatches').hold((algorithm) => {
    for (const [text, patterns] of none) {
      const matches = findMatches(text, patterns, { maxMismatches: 9, limit: 0, algorithm })
      expect(matches).toMatchObject({ count: 0, truncated: false })
      expect([...matches]).toEqual([])
    }
    const mixed = findMatches('abc', ['abcd', 'bc', 'xxxxxxx'], { maxMismatches: 0, algorithm })
    expect([...mixed]).toEqual([{ start: 1, end: 3, strand: '+', pattern: 1, mismatches: 0 }])
  })
})

test('a long pattern beside a short one: each has hits up to its own last shift', () => {
  const text = uniform(8, 50_000, 2)
  const long = text.slice(-20_000)
  const short = text.slice(-1)
  const expected = distances(text, short).reduce((sum, distance) => sum + 1 - distance, 0)
  everyRow('findMatches').hold((algorithm) => {
    const found = [...findMatches(text, [long, short], { maxMismatches: 0, algorithm })]
    expect(found.filter(({ pattern }) => pattern === 0)).toEqual([{ start: 30_000, end: 50_000, strand: '+', pattern: 0, mismatches: 0 }])
    expect(found.length - 1).toBe(expected)
  })
})
