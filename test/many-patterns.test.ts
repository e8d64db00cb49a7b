// Rows that index many patterns: against the oracle on short texts with everything that letters can be, and against the scan where blocks and tiles end.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countMatches, explain, findMatches, profileOf, type FindOptions, type Work } from '../src/index.js'
import { letterString } from './arbitraries.js'
import { randomOf, type Random } from './random.js'
import { codesOf } from './reference/distances.js'
import { reverseComplement } from './reference/letters.js'
import { countMatches as expectedCounts, findMatches as expectedMatches, type Search } from './reference/matches.js'
import { expectSame } from './same.js'

const rows = ['sieve', 'join'] as const
const dna = (count: number, random: Random): Uint8Array => new Uint8Array(count).map(() => 'ACGT'.charCodeAt(random.below(4)))
const columns = ['starts', 'patterns', 'strands', 'mismatches'] as const

/** Both rows find what the scan finds. */
function expectAsScan(text: Uint8Array, patterns: Parameters<typeof findMatches>[1], search: FindOptions, least: number): Work[] {
  const scan = findMatches(text, patterns, { ...search, algorithm: 'saturating' })
  expect(scan.count).toBeGreaterThanOrEqual(least)
  return rows.map((algorithm) => {
    let work: Work = {}
    const found = findMatches(text, patterns, { ...search, algorithm, onCounts: (counts) => (work = counts) })
    for (const column of columns) expectSame(found[column], scan[column], `${algorithm}: ${column}`)
    return work
  })
}

/** Bases changed in so many places. */
function edited(sequence: Uint8Array, edits: number, random: Random): Uint8Array {
  const copy = sequence.slice()
  for (let e = 0; e < edits; e++) copy[random.below(copy.length)] = 'ACGT'.charCodeAt(random.below(4))
  return copy
}

const recipe = fc.record({
  m: fc.constantFrom(10, 12, 17, 20, 23, 24, 28, 40, 57),
  other: fc.constantFrom(0, 0, 3, 19, 60),
  patterns: fc.integer({ min: 1, max: 30 }),
  n: fc.integer({ min: 60, max: 1500 }),
  maxMismatches: fc.integer({ min: 0, max: 7 }),
  ambiguity: fc.constantFrom<Search['ambiguity'][]>('certain', 'possible'),
  strands: fc.constantFrom<Search['strands'][]>('forward', 'reverse', 'both'),
  wild: fc.constantFrom(0, 0, 0.02, 0.3),
  pam: fc.constantFrom('', '', 'NGG', 'TTTV', 'N', 'A'),
  anyAt: fc.constantFrom(-1, -1, 0, 9),
  required: fc.constantFrom('none', 'pam', 'some', 'all'),
  poor: fc.boolean(),
  seed: fc.integer({ min: 0, max: 2 ** 31 }),
})

test('everything that letters can be, against the oracle', () => {
  const held = { sieve: 0, join: 0, hits: 0 }
  const property = fc.property(recipe, ({ n, maxMismatches, ambiguity, strands, ...given }) => {
    const random = randomOf(given.seed)
    const text = codesOf(letterString('dna', n, given.wild, 0.3, given.wild > 0, random))
    // runs of N, and of one base
    for (let runs = random.below(3); runs > 0; runs--) text.fill(random.pick([78, 110, 65, 71]), random.below(n), random.below(n))
    const patterns = Array.from({ length: given.patterns }, (_, p) => {
      const m = given.other > 0 && p % 4 === 0 ? given.other : given.m
      let own = codesOf(letterString('dna', m, random.below(10) === 0 ? given.wild : 0, 0.3, false, random))
      if (given.poor) own = own.map((code) => (random.below(8) === 0 ? code : 65))
      if (random.below(6) === 0) own.set(reverseComplement(own.subarray(0, own.length >> 1)), own.length - (own.length >> 1)) // a palindrome
      if (given.anyAt >= 0 && given.anyAt < m) own[given.anyAt] = 78
      const sequence = Uint32Array.of(...own, ...codesOf(given.pam))
      for (let copies = random.below(3); copies > 0 && sequence.length <= n; copies--) {
        const at = random.below(n - sequence.length + 1)
        const site = random.below(2) === 0 ? sequence : reverseComplement(sequence)
        for (let j = 0; j < site.length; j++) if (random.below(8) > 0) text[at + j] = site[j]
      }
      const must = {
        none: [],
        pam: Array.from(given.pam, (_, j) => m + j),
        some: Array.from(sequence.keys()).filter((j) => (j * 7 + given.seed) % 5 === 0),
        all: [...sequence.keys()],
      }[given.required]
      return { sequence, required: must }
    })
    patterns.push(...patterns.slice(0, random.below(4))) // the same once more
    const search = { alphabet: 'dna', ambiguity, strands, maxMismatches } as const
    const expected = expectedMatches(text, patterns, search)
    const counts = expectedCounts(text, patterns, search)
    const lasting = Uint16Array.from(text)
    for (const algorithm of rows) {
      const fitting = patterns.filter(({ sequence }) => sequence.length <= n)
      if (fitting.length === 0) continue
      const problem = { task: 'findMatches', n, m: 1, maxMismatches, profile: profileOf(lasting, fitting, search) } as const
      if (explain(problem).considered.find(({ name }) => name === algorithm)!.refused !== undefined) continue
      expect([...findMatches(lasting, patterns, { ...search, algorithm })], algorithm).toEqual(expected.hits)
      expectSame(countMatches(lasting, patterns, { ...search, algorithm }), counts, `${algorithm}: counts`)
      held[algorithm]++
      held.hits += expected.hits.length
    }
  })
  fc.assert(property, { numRuns: 150 })
  expect(held.sieve).toBeGreaterThan(60)
  expect(held.join).toBeGreaterThan(60)
  expect(held.hits).toBeGreaterThan(5000)
})

describe('where blocks and tiles end', () => {
  const random = randomOf(4)
  const n = 2 ** 20 + 2 ** 18 + 12_345
  const text = dna(n, random)
  const patterns = Array.from({ length: 60 }, () => dna(20, random))
  patterns.push(text.slice(0, 20), text.slice(-20), patterns[0])
  const seams = [2 ** 18, 2 ** 19, 2 ** 20, 4096, 65_536, n]
  for (const [s, seam] of seams.entries()) {
    for (const shift of [-20, -19, -10, -1, 0, 1, 63].filter((shift) => seam + shift + 20 <= n)) {
      text.set(edited(patterns[(7 * s + shift + 60) % 60], 2, random), seam + shift)
    }
  }

  test.each([0, 1, 2, 3, 4, 5])('k = %i', (maxMismatches) => {
    expectAsScan(text, patterns, { alphabet: 'dna', strands: 'both', maxMismatches }, 1)
  })

  test('required letters first, which spares most of the text', () => {
    const guides = patterns.map((pattern) => ({ sequence: Uint8Array.of(...pattern, 78, 71, 71), required: [21, 22] }))
    guides.forEach(({ sequence }, p) => text.set(Uint8Array.of(...edited(sequence.subarray(0, 20), 2, random), 65, 71, 71), 20_000 * p + p))
    const search: FindOptions = { alphabet: 'dna', strands: 'both', maxMismatches: 4 }
    const [sieved, joined] = expectAsScan(text, guides, search, 50)
    const [all] = expectAsScan(text, guides.map(({ sequence }) => ({ sequence })), search, 50) // prettier-ignore
    expect(sieved.near!).toBeLessThan(all.near! / 4)
    // of each strand's sites one in sixteen, and the places of two pieces
    expect(joined.place! / n).toBeGreaterThan(0.2)
    expect(joined.place! / n).toBeLessThan(0.3)
  })

  test('codes for several letters under possible: those sites by the scan, the others by the index', () => {
    const wild = text.slice()
    for (let i = 0; i < 30; i++) wild[random.below(n)] = 'RYSWKMBDHVN'.charCodeAt(random.below(11))
    wild.fill(78, 400_000, 430_000)
    wild.fill(78, 2 ** 20 - 5, 2 ** 20 + 5)
    const works = expectAsScan(
      wild,
      patterns.slice(0, 6),
      { alphabet: 'dna', ambiguity: 'possible', strands: 'both', maxMismatches: 3 },
      300_000,
    )
    for (const { column, sift, place } of works) {
      expect(column).toBeGreaterThan(0)
      expect((sift ?? 0) + (place ?? 0)).toBeGreaterThan(n / 2)
    }
  })

  test('a limit, and matches of every block in order', () => {
    const search: FindOptions = { alphabet: 'dna', strands: 'both', maxMismatches: 5 }
    const all = findMatches(text, patterns, { ...search, algorithm: 'saturating' })
    for (const limit of [0, 1, 100, all.count]) {
      for (const algorithm of rows) {
        const found = findMatches(text, patterns, { ...search, limit, algorithm })
        expect(found.truncated).toBe(limit < all.count)
        expectSame(found.starts, all.starts.subarray(0, limit), `${algorithm}, limit ${limit}`)
      }
    }
  })
})

describe('where an index saves nothing', () => {
  test('one base over and over: blocks are handed to the scan, and the index comes back behind them', () => {
    const random = randomOf(9)
    const text = dna(600_000, random)
    text.fill(65, 100_000, 200_000)
    const poor = Array.from({ length: 40 }, () => edited(new Uint8Array(24).fill(65), 6, random))
    const works = expectAsScan(text, poor, { alphabet: 'dna', strands: 'both', maxMismatches: 4 }, 10_000)
    expect(works[0].detour).toBeGreaterThan(0)
    expect(works[0].sift).toBeGreaterThan(200_000)
  })

  /** Patterns whose first letters are A, and whose others are not. */
  const halves = (count: number, random: Random): Uint8Array[] =>
    Array.from({ length: count }, () => new Uint8Array(24).map((_, j) => (j < 12 ? 65 : 'CGT'.charCodeAt(random.below(3)))))

  test('pieces that are met everywhere without a hit: what an index compares in vain is limited', () => {
    const random = randomOf(11)
    const text = dna(600_000, random)
    text.fill(65, 100_000, 500_000)
    const works = expectAsScan(text, halves(40, random), { alphabet: 'dna', maxMismatches: 3 }, 0)
    for (const { near, detour } of works) {
      expect(detour).toBeGreaterThan(0)
      // without a limit all 40 at each of the 400,000 places
      expect(near).toBeLessThan(0.75 * 40 * 400_000)
    }
  })

  test.each([60, 4000])('pieces that %i patterns share, among others: lists of one block are longer than of all others', (alike) => {
    const random = randomOf(12)
    const patterns = [...halves(alike, random), ...Array.from({ length: 1000 }, () => dna(24, random))]
    const text = dna(300_000, random)
    for (let at = 0; at < text.length - 24; at += 1000) text.set(edited(patterns[(at / 1000) % patterns.length], 2, random), at)
    expectAsScan(text, patterns, { alphabet: 'dna', maxMismatches: 2 }, 250)
  })

  test('very many hits', () => {
    const text = new Uint8Array(300_000).fill(84)
    const patterns = Array.from({ length: 5 }, () => new Uint8Array(21).fill(84))
    const search: FindOptions = { alphabet: 'dna', maxMismatches: 1 }
    expectAsScan(text, patterns, search, 5 * (text.length - 20))
    for (const algorithm of rows)
      expect([...countMatches(text, patterns, { ...search, algorithm })].slice(0, 2)).toEqual([text.length - 20, 0])
  })
})

describe('plans', () => {
  const random = randomOf(6)
  const text = dna(500_000, random)
  const guides = Array.from({ length: 300 }, () => dna(20, random))

  test('work on letters at random is what was predicted', () => {
    for (const maxMismatches of [0, 1, 2, 3, 4, 5]) {
      for (const pam of [false, true]) {
        const patterns = guides.map((guide) => (pam ? { sequence: Uint8Array.of(...guide, 78, 71, 71), required: '.'.repeat(21) + 'xx' } : guide)) // prettier-ignore
        const search = { alphabet: 'dna', strands: 'both', maxMismatches } as const
        const problem = { task: 'findMatches', n: text.length, m: pam ? 23 : 20, patterns: 300, required: pam ? 2 : 0, profile: profileOf(text, patterns, search), ...search } as const // prettier-ignore
        for (const { name, work } of explain(problem).considered.filter(({ name }) => rows.includes(name as (typeof rows)[number]))) {
          let executed: Work = {}
          findMatches(text, patterns, { ...search, algorithm: name, onCounts: (counts) => (executed = counts) })
          for (const unit of ['index', 'entry', 'cell', 'sift'] as const) expect(executed[unit], unit).toBe(work[unit])
          for (const unit of ['place', 'list', 'farList', 'near'] as const) {
            if (work[unit] === undefined || work[unit] < 1000) continue
            expect(executed[unit]! / work[unit], `${name}, k ${maxMismatches}, ${unit}`).toBeGreaterThan(0.85)
            expect(executed[unit]! / work[unit], `${name}, k ${maxMismatches}, ${unit}`).toBeLessThan(1.15)
          }
        }
      }
    }
  })

  test('one guide is scanned, hundreds are sieved, very many are joined', () => {
    const plan = (patterns: number): string => explain({ task: 'findMatches', n: 1e8, m: 20, alphabet: 'dna', strands: 'both', maxMismatches: 4, patterns }).algorithm // prettier-ignore
    expect([1, 300, 100_000].map(plan)).toEqual(['guarded', 'sieve', 'join'])
  })

  test('the bytes that a plan states are enough', () => {
    for (const count of [1, 30, 300]) {
      const patterns = [...guides.slice(0, count), 'ACGTRYACGTACGTACGTAC']
      const search = { alphabet: 'dna', strands: 'both', maxMismatches: 3 } as const
      const profile = profileOf(text, patterns, search)
      for (const { name, bytes } of explain({ task: 'findMatches', n: text.length, m: 20, patterns: patterns.length, profile, ...search })
        .considered) {
        // prettier-ignore
        if (name !== 'sieve' && name !== 'join') continue
        findMatches(text, patterns, { ...search, algorithm: name, memoryLimit: Math.ceil(bytes) })
        // and not far too many
        expect(() => findMatches(text, patterns, { ...search, algorithm: name, memoryLimit: 2 ** 19 })).toThrow()
      }
    }
  })
})
