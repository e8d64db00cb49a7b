// The row convolve where its blocks, pieces, precisions and embeddings begin and end.
import { describe, expect, test } from 'vitest'
import { explain, hammingDistances, profileOf, type DistanceOptions } from '../src/index.js'
import { layoutOf } from '../src/hamming/layout.js'
import { sequenceOf, type Kind } from './arbitraries.js'
import { randomOf, uniform } from './random.js'
import { distances } from './reference/distances.js'
import { letterDistances } from './reference/matches.js'
import { expectSame } from './same.js'

/** Shifts of a block of the layout that a call gets. */
function stepFor(n: number, m: number, classes: number, letters = false): number {
  const problem = {
    task: 'hammingDistances',
    n,
    m,
    patterns: 1,
    required: 0,
    letters,
    symbolBytes: 1,
    classes,
    match: 1 / classes,
    groups: [],
  }
  return layoutOf(problem as unknown as Parameters<typeof layoutOf>[0])!.step
}

const run = (text: Uint8Array | Uint32Array | string, pattern: Uint8Array | Uint32Array | string, options?: DistanceOptions): Uint32Array =>
  hammingDistances(text, pattern, { algorithm: 'convolve', ...options })

describe('blocks', () => {
  test.each([1, 2, 3, 4, 5, 9, 20])('%i letters: shifts around one, two and three blocks', (sigma) => {
    for (const m of [1, 2, 5, 64, 333]) {
      const pattern = Uint8Array.from(uniform(m, m, sigma))
      for (const blocks of [1, 2, 3, 4, 5]) {
        const step = stepFor(2000 * blocks, m, sigma)
        for (const off of [-1, 0, 1]) {
          const n = blocks * step + off + m - 1
          if (n < m) continue
          const text = Uint8Array.from(uniform(n, n, sigma))
          expectSame(run(text, pattern), distances(text, pattern), `sigma ${sigma} m ${m} n ${n}`)
        }
      }
    }
  })

  test('n = m, all lengths', () => {
    for (let m = 1; m < 300; m++) {
      const text = Uint8Array.from(uniform(m, m, 4))
      const pattern = Uint8Array.from(uniform(m + 1, m, 4))
      expectSame(run(text, pattern), distances(text, pattern), `m ${m}`)
    }
  })

  test('all equal, periodic, disjoint, in one string only', () => {
    const n = 20_000
    for (const m of [7, 500, 4097]) {
      for (const period of [1, 2, 3, 16, 1000]) {
        for (const shift of [0, 1, 4]) {
          const text = Uint8Array.from({ length: n }, (_, i) => (i % period) % 5)
          const pattern = Uint8Array.from({ length: m }, (_, i) => (((i + 1) % period) % 5) + shift)
          expectSame(run(text, pattern), distances(text, pattern), `m ${m} period ${period} shift ${shift}`)
        }
      }
    }
  })
})

describe('embeddings', () => {
  const letters = { dna: 'ACGTacgtuURYSWKMBDHVN*-x', protein: 'ACDEFGHIKLMNPQRSTVWYUOBZJX*-' }
  for (const alphabet of ['dna', 'protein'] as const) {
    for (const ambiguity of ['certain', 'possible'] as const) {
      test(`${alphabet}, ${ambiguity}`, () => {
        const random = randomOf(1)
        for (let round = 0; round < 40; round++) {
          const inPattern = letters[alphabet].replace(/[*\-x]/g, '').slice(0, random.pick([4, 8, 10, 11, 23]))
          const inText = letters[alphabet].slice(random.pick([0, 0, 4]), random.pick([4, 8, 24, 28]) + 4)
          const word = (from: string, length: number): string => Array.from({ length }, () => from[random.below(from.length)]).join('')
          const pattern = word(inPattern, 1 + random.below(400))
          const text = word(inText, pattern.length + random.below(3000))
          const rules = { alphabet, ambiguity }
          expectSame(run(text, pattern, rules), letterDistances(text, pattern, rules), JSON.stringify({ ...rules, inPattern, inText }))
        }
      })
    }
  }

  test('many letters, any width, and pattern symbols that the text cannot have', () => {
    for (const [i, sigma] of [3, 4, 5, 8, 9, 30, 100, 255].entries()) {
      for (const kind of ['Uint8Array', 'Uint16Array', 'Uint32Array'] as Kind[]) {
        const text = uniform(i, 3000, Math.min(sigma, 250)).map((v) => (kind === 'Uint8Array' ? v : v * 257 + 1))
        const pattern = text.slice(100, 100 + 30 * (i + 1))
        const exact = distances(text, pattern)
        expectSame(
          hammingDistances(sequenceOf(text, kind), sequenceOf(pattern, kind), { algorithm: 'convolve' }),
          exact,
          `${sigma} ${kind}`,
        )
        const strange = Uint32Array.from(pattern, (v, j) => (j % 5 === 0 ? 2 ** 20 + (j % 2) : v))
        expectSame(
          hammingDistances(sequenceOf(text, kind), strange, { algorithm: 'convolve' }),
          distances(text, strange),
          `strange ${sigma} ${kind}`,
        )
      }
    }
  })

  test('a text with more energy than was planned for costs inverses, not answers', () => {
    // every text letter is in most classes of the pattern
    const random = randomOf(3)
    const codes = 'RYSWKMBDHVNACGT'
    const word = (from: string, length: number): string => Array.from({ length }, () => from[random.below(from.length)]).join('')
    const m = 18_000
    const pattern = word(codes, m)
    const text = word('N', m + 60_000) + word(codes, 60_000)
    const rules = { alphabet: 'dna', ambiguity: 'possible' } as const
    const planned = explain({
      task: 'hammingDistances',
      n: text.length,
      m,
      ...rules,
      profile: profileOf(text, pattern, rules),
      algorithm: 'convolve',
    })
    let executed = 0
    const result = run(text, pattern, { ...rules, onCounts: ({ gather32 = 0 }) => (executed = gather32) })
    expect(executed).toBeGreaterThan(planned.considered[0].work.gather32!)
    // counted without floating point
    expectSame(result, hammingDistances(text, pattern, { ...rules, algorithm: 'bit-sliced' }), 'possible')
  })
})

test.each([20_000, 33_000, 52_000, 110_000])('m = %i: precisions and pieces', (m) => {
  const text = Uint8Array.from(uniform(m, m + 1200, 4))
  for (const pattern of [text.slice(600, 600 + m).map((v, j) => (j % 9 === 0 ? 0 : v)), new Uint8Array(m).map((_, j) => j & 3)]) {
    expectSame(run(text, pattern), distances(text, pattern), `m ${m}`)
    const same = new Uint8Array(text.length).fill(1).map((v, i) => (i < m ? v : i & 3))
    expectSame(run(same, pattern), distances(same, pattern), `m ${m}, one letter`)
  }
})

test('spectra that are not kept', () => {
  const m = 1_500_000
  const text = Uint8Array.from(uniform(1, m + 500, 4))
  const pattern = text.slice(200, 200 + m)
  for (let j = 0; j < m; j += 11) pattern[j] = (pattern[j] + 1) & 3
  const result = run(text, pattern)
  expect(result.length).toBe(501)
  expect(result[200]).toBe(Math.ceil(m / 11))
  for (const shift of [0, 77, 199, 201, 500]) {
    let distance = 0
    for (let j = 0; j < m; j++) if (text[shift + j] !== pattern[j]) distance++
    expect(result[shift]).toBe(distance)
  }
})

test('memory: 64 MiB up to 100,000, then 48 bytes a pattern symbol', () => {
  for (const sigma of [2, 4, 20, 250]) {
    for (const m of [1, 1000, 30_000, 100_000, 1_000_000, 10_000_000]) {
      const plan = explain({
        task: 'hammingDistances',
        n: 3 * m + 10,
        m,
        sigma,
        algorithm: sigma < 200 || m < 1e5 ? 'convolve' : undefined,
      })
      for (const { name, bytes, refused } of plan.considered) {
        if (name === 'convolve' && refused === undefined) expect(bytes - 8 * m).toBeLessThan(Math.max(2 ** 26, 48 * m) + 4 * 3 * m)
      }
    }
  }
  expect(profileOf('ACGT', 'ACGT').classes).toBe(4)
})
