// Laws that hold without an oracle, for every algorithm.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findMatches, hammingDistances, type Sequence } from '../src/index.js'
import { letterString, pairs, sequenceOf, type Kind } from './arbitraries.js'
import { randomOf, uniform } from './random.js'
import { codesOf } from './reference/distances.js'
import { reverseComplement } from './reference/letters.js'
import { everyRow } from './rows.js'
import { expectSame } from './same.js'

const smallPairs = pairs([1, 2, 4, 20, 250])
const seeds = fc.integer({ min: 0, max: 2 ** 31 })

type Distances = (text: Uint32Array, pattern: Uint32Array, maxMismatches?: number) => Uint32Array

/** Runs a law with each algorithm on symbols of 8, 16 and 32 bits. The bound above all distances lets k-bounded algorithms take part. */
function law(run: (pair: { text: Uint32Array; pattern: Uint32Array; seed: number }, distances: Distances) => void, numRuns = 100): void {
  const every = everyRow('hammingDistances')
  const kinds = fc.constantFrom<Kind[]>('Uint8Array', 'Uint16Array', 'Uint32Array')
  fc.assert(
    fc.property(smallPairs, seeds, kinds, ({ text, pattern }, seed, kind) => {
      every.hold((algorithm) => {
        const distances: Distances = (t, p, maxMismatches = p.length) =>
          hammingDistances(sequenceOf(t, kind), sequenceOf(p, kind), { maxMismatches, algorithm })
        run({ text: codesOf(text), pattern: codesOf(pattern), seed }, distances)
      })
    }),
    { numRuns },
  )
  every.expectHeld(numRuns / 2)
}

test('relabelling: other names for the letters change nothing', () => {
  law(({ text, pattern, seed }, distances) => {
    const names = new Map<number, number>()
    const random = randomOf(seed)
    const used = new Set<number>()
    const rename = (letter: number): number => {
      let name = names.get(letter)
      while (name === undefined) {
        const next = random.below(65536)
        if (!used.has(next)) names.set(letter, (name = next))
        used.add(next)
      }
      return name
    }
    expectSame(distances(text.map(rename), pattern.map(rename)), distances(text, pattern), 'relabelled')
  })
})

test('reversal: both strings backwards, distances backwards', () => {
  law(({ text, pattern }, distances) => {
    expectSame(distances(text.toReversed(), pattern.toReversed()), distances(text, pattern).toReversed(), 'reversed')
  })
})

test('concatenation: shifts that lie in one part know nothing of the other', () => {
  law(({ text, pattern, seed }, distances) => {
    const cut = randomOf(seed).below(text.length + 1)
    const whole = distances(text, pattern)
    const left = distances(text.subarray(0, cut), pattern)
    const right = distances(text.subarray(cut), pattern)
    expectSame(left, whole.subarray(0, left.length), 'left part')
    expectSame(right, whole.subarray(whole.length - right.length), 'right part')
  })
})

test('patterns add up: the distance to pq is the distance to p plus the distance to q', () => {
  law(({ text, pattern, seed }, distances) => {
    if (pattern.length < 2 || text.length < pattern.length) return
    const cut = 1 + randomOf(seed).below(pattern.length - 1)
    const count = text.length - pattern.length + 1
    const first = distances(text, pattern.subarray(0, cut)).subarray(0, count)
    const second = distances(text, pattern.subarray(cut)).subarray(cut, cut + count)
    expectSame(distances(text, pattern), first.map((distance, i) => distance + second[i]), 'sum') // prettier-ignore
  })
})

test('mass: over all shifts of a padded text, letter c matches f_c F_c times', () => {
  law(({ text, pattern }, distances) => {
    const m = pattern.length
    const padding = new Uint32Array(m - 1).fill(2 ** 32 - 1)
    const padded = Uint32Array.of(...padding, ...text, ...padding)
    const frequency = new Map<number, number>()
    for (const letter of text) frequency.set(letter, (frequency.get(letter) ?? 0) + 1)
    const mass = pattern.reduce((sum, letter) => sum + (frequency.get(letter) ?? 0), 0)
    expect(distances(padded, pattern).reduce((sum, distance) => sum + m - distance, 0)).toBe(mass)
  }, 50)
})

test('a text has distance 0 from itself, and a text of one letter the same distance everywhere', () => {
  law(({ text, pattern }, distances) => {
    expect([...distances(pattern, pattern)]).toEqual([0])
    const flat = text.fill(pattern[0])
    const distance = pattern.reduce((sum, letter) => sum + Number(letter !== pattern[0]), 0)
    const found = distances(flat, pattern)
    expectSame(found, found.map(() => distance), 'one letter') // prettier-ignore
  })
})

test('one changed symbol of the pattern changes a distance by at most one, and only where it should', () => {
  law(({ text, pattern, seed }, distances) => {
    const random = randomOf(seed)
    const j = random.below(pattern.length)
    const changed = pattern.slice()
    changed[j] = random.pick([...text, pattern[0]])
    const before = distances(text, pattern)
    const delta = before.map((_, i) => Number(text[i + j] !== changed[j]) - Number(text[i + j] !== pattern[j]))
    expectSame(distances(text, changed), before.map((distance, i) => distance + delta[i]), 'changed') // prettier-ignore
  })
})

test('a periodic text has periodic distances', () => {
  law(({ text, pattern, seed }, distances) => {
    const period = 1 + randomOf(seed).below(40)
    const found = distances(text.map((_, i) => text[i % period]), pattern) // prettier-ignore
    expectSame(found.subarray(period), found.subarray(0, Math.max(0, found.length - period)), `period ${period}`)
  })
})

test('more allowed mismatches never lose a match, and k-bounded distances are cut exact ones', () => {
  law(({ text, pattern }, distances) => {
    const exact = distances(text, pattern)
    for (const k of [0, 2, 9]) {
      expectSame(distances(text, pattern, k), exact.map((distance) => Math.min(distance, k + 1)), `k ${k}`) // prettier-ignore
    }
  })
})

test('strands: a reverse hit is a forward hit of the reverse complement of the text, or of the pattern', () => {
  const every = everyRow('findMatches')
  const property = fc.property(seeds, fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1, max: 30 }), (seed, n, m) => {
    const random = randomOf(seed)
    const text = sequenceOf(codesOf(letterString('dna', n, 0.1, 0.2, false, random)), 'Uint8Array')
    const pattern = codesOf(letterString('dna', m, 0.2, 0.2, false, random))
    const must = [random.below(m)]
    const mirrored = must.map((j) => m - 1 - j)
    every.hold((algorithm) => {
      const call = (t: Sequence, p: Uint32Array, required: number[], strands: 'forward' | 'reverse'): string[] =>
        Array.from(
          findMatches(t, { sequence: p, required }, { alphabet: 'dna', maxMismatches: m >> 1, strands, algorithm }),
          ({ start, mismatches }) => `${strands === 'reverse' || t === text ? start : n - m - start}:${mismatches}`,
        )
      const reverse = call(text, pattern, must, 'reverse')
      expect(call(text, reverseComplement(pattern), mirrored, 'forward')).toEqual(reverse)
      expect(call(reverseComplement(codesOf(text)), pattern, must, 'forward').reverse()).toEqual(reverse)
    })
  })
  fc.assert(property, { numRuns: 80 })
  every.expectHeld(80)
})

test('strands: both is forward and reverse together', () => {
  const every = everyRow('findMatches')
  const text = uniform(9, 20_000, 4).map((letter) => 'ACGT'.charCodeAt(letter))
  const keys = ({ start, strand, mismatches }: { start: number; strand: string; mismatches: number }): string =>
    `${start}${strand}${mismatches}`
  every.hold((algorithm) => {
    const options = { alphabet: 'dna', maxMismatches: 1, algorithm } as const
    const both = [...findMatches(text, 'ACGRT', { ...options, strands: 'both' })].map(keys)
    const forward = [...findMatches(text, 'ACGRT', options)].map(keys)
    const reverse = [...findMatches(text, 'ACGRT', { ...options, strands: 'reverse' })].map(keys)
    expect(new Set(both)).toEqual(new Set([...forward, ...reverse]))
    expect(both.length).toBe(forward.length + reverse.length)
  })
})
