// Rows for distances up to k: planted, periodic and random problems at the bounds that matter, what their counts must obey, and the guard.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultPrices, explain, findMatches, hammingDistances, profileOf, type Unit, type Work } from '../src/index.js'
import { randomOf, uniform, type Random } from './random.js'
import { letterString, sequenceOf, type Kind } from './arbitraries.js'
import { bounded, codesOf, distances } from './reference/distances.js'
import { findMatches as expectedMatches, letterDistances } from './reference/matches.js'
import { everyRow } from './rows.js'
import { expectSame } from './same.js'

const shapes = ['random', 'planted', 'periodic', 'period and stretch', 'half periodic'] as const
type Shape = (typeof shapes)[number]

interface Instance {
  text: Uint32Array
  pattern: Uint32Array
}

/** Letters below sigma; periods of up to seven letters with errors in both. */
function instanceOf(shape: Shape, n: number, m: number, sigma: number, random: Random): Instance {
  const any = (): number => random.below(sigma)
  const text = new Uint32Array(n).map(any)
  const pattern = new Uint32Array(m).map(any)
  if (shape === 'random') return { text, pattern }
  if (shape === 'planted') {
    for (let copies = 1 + random.below(3); copies > 0; copies--) {
      text.set(pattern, random.below(n - m + 1))
      for (let errors = random.below(m + 1); errors > 0; errors--) text[random.below(n)] = any()
    }
    return { text, pattern }
  }
  const unit = Array.from({ length: 1 + random.below(7) }, any)
  const phase = random.below(unit.length)
  text.forEach((_, i) => (text[i] = unit[i % unit.length]))
  pattern.forEach((_, j) => (pattern[j] = shape === 'half periodic' && j < m / 2 ? any() : unit[(j + phase) % unit.length]))
  for (let errors = random.below(1 + (n >> 3)); errors > 0; errors--) text[random.below(n)] = any()
  for (let errors = random.below(1 + (m >> 3)); errors > 0; errors--) pattern[random.below(m)] = any()
  if (shape === 'period and stretch')
    for (let i = random.below(n), end = i + random.below(m + 20); i < Math.min(n, end); i++) text[i] = any()
  return { text, pattern }
}

const recipe = fc.record({
  shape: fc.constantFrom(...shapes),
  m: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 80 }), fc.integer({ min: 300, max: 500 })),
  more: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 1500 })),
  sigma: fc.constantFrom(1, 2, 4, 20, 300, 70000),
  seed: fc.integer({ min: 0, max: 2 ** 31 }),
})

/** Bounds at the ends, and between. */
const boundsOf = (m: number): number[] => [...new Set([0, 1, 2, m >> 4, m >> 1, m - 1, m])].filter((k) => k >= 0)

const rows = ['guarded', 'saturating', 'seeds', 'periodic'] as const

test('numbers of any width, k from 0 to m', () => {
  const kinds: Kind[] = ['Uint8Array', 'Uint16Array', 'Uint32Array']
  const held = Object.fromEntries(rows.map((row) => [row, 0]))
  const property = fc.property(recipe, fc.constantFrom(...kinds), ({ shape, m, more, sigma, seed }, kind) => {
    const { text, pattern } = instanceOf(shape, m + more, m, sigma, randomOf(seed))
    const exact = distances(text, pattern)
    const call = [sequenceOf(text, kind), sequenceOf(pattern, kind)] as const
    for (const maxMismatches of boundsOf(m)) {
      const expected = bounded(exact, maxMismatches)
      expectSame(hammingDistances(...call, { maxMismatches }), expected, `planned, k ${maxMismatches}`)
      for (const algorithm of rows) {
        // the scan has a code for at most 255 wide symbols
        const { considered } = explain({
          task: 'hammingDistances',
          n: m + more,
          m,
          maxMismatches,
          algorithm: undefined,
          profile: profileOf(...call),
        })
        if (considered.find(({ name }) => name === algorithm)!.refused !== undefined) continue
        expectSame(hammingDistances(...call, { maxMismatches, algorithm }), expected, `${algorithm}, k ${maxMismatches}`)
        held[algorithm]++
      }
    }
  })
  fc.assert(property, { numRuns: 100 })
  for (const row of rows) expect(held[row], row).toBeGreaterThan(row === 'seeds' || row === 'periodic' ? 300 : 150)
})

test('letters: ambiguous ones, required positions, both strands', () => {
  const every = everyRow('findMatches')
  const held = { seeds: 0, periodic: 0 }
  const property = fc.property(
    fc.record({ m: fc.integer({ min: 1, max: 40 }), more: fc.integer({ min: 0, max: 300 }), repeats: fc.boolean(), wild: fc.constantFrom(0, 0, 0.05), seed: fc.integer({ min: 0, max: 2 ** 31 }) }), // prettier-ignore
    fc.constantFrom<('dna' | 'protein')[]>('dna', 'protein'),
    fc.constantFrom<('certain' | 'possible')[]>('certain', 'possible'),
    ({ m, more, repeats, wild, seed }, alphabet, ambiguity) => {
      const random = randomOf(seed)
      const unit = letterString(alphabet, 5, 0, 0, false, random)
      const letters = (count: number, foreign: boolean): Uint32Array => {
        const own = codesOf(letterString(alphabet, count, wild, 0.2, foreign, random))
        return repeats ? own.map((code, i) => (random.below(10) === 0 ? code : unit.charCodeAt(i % 5))) : own
      }
      const sequence = letters(m, false)
      const text = letters(m + more, true)
      text.set(sequence, random.below(more + 1))
      const required = Array.from({ length: m }, (_, j) => j).filter(() => random.below(8) === 0)
      const patterns = [{ sequence, required }, { sequence: letters(1 + random.below(m), false) }]
      const search = { alphabet, ambiguity, strands: alphabet === 'dna' ? ('both' as const) : ('forward' as const) }
      for (const maxMismatches of [0, 1, m >> 1, m - 1, m]) {
        const expected = expectedMatches(text, patterns, { ...search, maxMismatches })
        every.hold((algorithm) => {
          const found = findMatches(text, patterns, { ...search, maxMismatches, algorithm })
          expect([...found], `${algorithm}, k ${maxMismatches}`).toEqual(expected.hits)
          if (algorithm === 'seeds' || algorithm === 'periodic') held[algorithm]++
        })
      }
      const exact = letterDistances(text, sequence, { alphabet, ambiguity })
      expectSame(hammingDistances(text, sequence, { alphabet, ambiguity, maxMismatches: 1 }), bounded(exact, 1), 'distances')
    },
  )
  fc.assert(property, { numRuns: 100 })
  expect(held.seeds).toBeGreaterThan(50)
  expect(held.periodic).toBeGreaterThan(50)
})

test('hits with exactly k and k + 1 errors, at the ends of blocks and of the pattern', () => {
  const step = 32768
  for (const repeats of [false, true]) {
    const m = 48
    const k = 5
    const random = randomOf(Number(repeats))
    const unit = uniform(3, 4, 30)
    const text = uniform(4, 2 * step + 500, 30).map((letter, i) => (repeats && random.below(50) > 0 ? unit[i % 4] : letter))
    const pattern = uniform(5, m, 30).map((letter, j) => (repeats && j !== 20 ? unit[j % 4] : letter))
    for (const [i, start] of [0, m - 1, m, step - m, step - 1, step, step + 1, 2 * step - m + 1, 2 * step, text.length - m].entries()) {
      text.set(pattern, start)
      // the first letters, or the last ones
      for (let error = 0; error < k + (i % 2); error++) text[start + (i % 3 === 0 ? error : m - 1 - error)] += 100
    }
    const expected = bounded(distances(text, pattern), k)
    for (const algorithm of [undefined, ...rows]) {
      expectSame(
        hammingDistances(Uint8Array.from(text), Uint8Array.from(pattern), { maxMismatches: k, algorithm }),
        expected,
        `${algorithm}`,
      )
    }
  }
})

describe('what the counts of periodic obey', () => {
  const apart = (letters: Uint32Array, by: number): number =>
    letters.subarray(by).reduce((sum, letter, i) => sum + Number(letter !== letters[i]), 0)
  const run = ({ text, pattern }: Instance, maxMismatches: number): { work: Work; hits: number } => {
    let work: Work = {}
    const found = hammingDistances(text, pattern, { maxMismatches, algorithm: 'periodic', onCounts: (counts) => (work = counts) })
    return { work, hits: found.filter((distance) => distance <= maxMismatches).length }
  }

  test('the aperiodic case: hits are more than k apart, candidates have the seeds they need', () => {
    const seen = { aperiodic: 0, periodic: 0 }
    fc.assert(
      fc.property(recipe, ({ shape, m, more, sigma, seed }) => {
        const instance = instanceOf(shape, m + more, m, sigma, randomOf(seed))
        for (const k of boundsOf(m).filter((k) => k < m)) {
          const { work, hits } = run(instance, k)
          const periods = Array.from({ length: Math.min(k, m - 1) }, (_, i) => i + 1).filter((by) => apart(instance.pattern, by) <= 4 * k)
          const { seed = 0, candidate = 0, event = 0, pair = 0, difference = 0 } = work
          if (periods.length === 0) {
            seen.aperiodic++
            expect([event, pair, difference]).toEqual([0, 0, 0])
            expect(hits).toBeLessThanOrEqual(Math.floor(more / (k + 1)) + 1)
            expect(hits).toBeLessThanOrEqual(candidate)
            expect(candidate).toBeLessThanOrEqual(seed)
            continue
          }
          seen.periodic++
          const [period] = periods
          const blocks = Math.ceil((more + 1) / m)
          expect([seed, candidate]).toEqual([0, 0])
          expect(event).toBeLessThanOrEqual(blocks * (24 * k + 4 * period))
          expect(pair).toBeLessThanOrEqual(event * (8 * k + 2 * period))
          expect(difference).toBeLessThanOrEqual(blocks * (3 * m + 2 * period))
          expect(work.letter! - blocks * 2 * m).toBeLessThanOrEqual(Math.min(k, m) * m)
        }
      }),
      { numRuns: 150 },
    )
    expect(seen.aperiodic).toBeGreaterThan(100)
    expect(seen.periodic).toBeGreaterThan(100)
  })
})

describe('the guard', () => {
  const n = 400_000
  const m = 3000
  const k = 60
  const random = randomOf(8)
  const bases = (count: number): Uint8Array => new Uint8Array(count).map(() => random.below(4))
  const repeats = (count: number): Uint8Array =>
    new Uint8Array(count).map((_, i) => (random.below(300) === 0 ? random.below(4) : (i % 7) & 3))
  const counted = (text: Uint8Array, pattern: Uint8Array, algorithm: string): { found: Uint32Array; work: Work } => {
    let work: Work = {}
    const found = hammingDistances(text, pattern, { maxMismatches: k, algorithm, onCounts: (counts) => (work = counts) })
    return { found, work }
  }
  /** Records of hits are made of the answers of either. */
  const priced = (work: Work): number =>
    Object.entries(work).reduce((sum, [unit, count]) => sum + (unit === 'hit' ? 0 : count * defaultPrices[unit as Unit]), 0)
  const pattern = repeats(m)

  test('on letters at random it does what the scan does', () => {
    const text = bases(5 * n)
    const own = bases(m)
    text.set(own, 1234)
    const guarded = counted(text, own, 'guarded')
    const plain = counted(text, own, 'saturating')
    expectSame(guarded.found, plain.found, 'distances')
    expect(guarded.work).toEqual(plain.work)
    expect(guarded.found[1234]).toBe(0)
  })

  test('on repeats it costs little more than the exact algorithm, and says what it executed', () => {
    const text = repeats(n)
    const exact = explain({ task: 'hammingDistances', n, m, profile: profileOf(text, pattern) }).algorithm
    const distances = counted(text, pattern, exact).found
    for (const algorithm of ['guarded', 'saturating']) expectSame(counted(text, pattern, algorithm).found, distances, algorithm)
    const work = (algorithm: string): Work => {
      let executed: Work = {}
      findMatches(text, pattern, { maxMismatches: k, algorithm, onCounts: (counts) => (executed = counts) })
      return executed
    }
    expect(priced(work('saturating'))).toBeGreaterThan(2 * priced(work(exact)))
    // 9/8, and what loading the tiles of short blocks takes
    expect(priced(work('guarded'))).toBeLessThan(1.25 * priced(work(exact)))
    const { detour, scanRow, test } = work('guarded')
    expect(detour).toBeGreaterThan(1)
    expect(scanRow).toBeGreaterThan(0)
    expect(test).toBeGreaterThan(n / 2)
  })

  test('where repeats end the scan goes on', () => {
    const text = bases(n)
    text.set(repeats(n / 4))
    const guarded = counted(text, pattern, 'guarded')
    expectSame(guarded.found, counted(text, pattern, 'bit-sliced').found, 'distances')
    // most shifts are scanned, and the repeats are not
    expect(guarded.work.column! * 128).toBeGreaterThan(n / 2)
    expect(guarded.work.test).toBeGreaterThan(n / 8)
    expect(guarded.work.test).toBeLessThan(n / 2)
  })

  test('several patterns, all strands, and hits of both algorithms in order', () => {
    const text = sequenceOf([...repeats(60_000)].map((base) => 'ACGT'.charCodeAt(base)), 'Uint8Array') as Uint8Array // prettier-ignore
    const patterns = [text.slice(100, 2100), text.slice(30_000, 32_500)]
    const search = { alphabet: 'dna', strands: 'both', maxMismatches: 40 } as const
    let work: Work = {}
    const guarded = findMatches(text, patterns, { ...search, algorithm: 'guarded', onCounts: (counts) => (work = counts) })
    const exact = findMatches(text, patterns, { ...search, algorithm: 'convolve' })
    expect(work.detour).toBeGreaterThan(0)
    expect(exact.count).toBeGreaterThan(1000)
    for (const column of ['starts', 'mismatches', 'patterns', 'strands'] as const) expectSame(guarded[column], exact[column], column)
  })
})
