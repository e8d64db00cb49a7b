// Approximate counts of exact triangles: within the tolerance for all pairs, and plans of them.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { explain, listAlgorithms, profileOfSums, triangleCounts, type Work } from '../src/index.js'
import { levelsFor } from '../src/threesum/sampling.js'
import { randomOf, type Random } from './random.js'
import { triangles } from './reference/three-sum.js'
import { expectSame } from './same.js'
import { thrown } from './thrown.js'

type Matrices = [Float64Array, Float64Array, Float64Array]

const matrix = (n: number, universe: number, random: Random): Float64Array =>
  Float64Array.from({ length: n * n }, () => random.below(universe))

/** Potentials make every middle vertex a triangle; a share of A is drawn again. */
function potentials(n: number, share: number, random: Random): Matrices {
  const [f, g, h] = [0, 1, 2].map(() => Float64Array.from({ length: n }, () => random.below(1e5)))
  const of = (x: Float64Array, y: Float64Array): Float64Array =>
    Float64Array.from({ length: n * n }, (_, i) => x[Math.floor(i / n)] - y[i % n])
  return [of(f, g).map((value) => (random.next() < share ? random.below(1e5) : value)), of(g, h), of(f, h)]
}

function matricesOf(kind: string, n: number, random: Random): Matrices {
  if (kind === 'small') return [matrix(n, 3, random), matrix(n, 3, random), matrix(n, 5, random)]
  if (kind === 'wide') return [matrix(n, 2 ** 45, random), matrix(n, 2 ** 45, random), matrix(n, 2 ** 46, random)]
  if (kind === 'random') return [matrix(n, 100, random), matrix(n, 100, random), matrix(n, 200, random)]
  return potentials(n, { potentials: 0, 'one in ten': 0.1, 'one in two': 0.5 }[kind]!, random)
}

const kinds = ['small', 'wide', 'random', 'potentials', 'one in ten', 'one in two']
const approximate = listAlgorithms('triangleCounts').flatMap(({ name, guarantee }) => (guarantee === 'monte-carlo' ? [name] : []))

describe.each(approximate)('by %s', (algorithm) => {
  test('any matrices: every pair within the tolerance', () => {
    let off = 0
    const problems = fc.record({
      kind: fc.constantFrom(...kinds),
      n: fc.integer({ min: 1, max: 130 }),
      epsilon: fc.constantFrom(0.05, 0.3, 0.9),
      seed: fc.integer({ min: 0, max: 2 ** 31 }),
    })
    fc.assert(
      fc.property(problems, ({ kind, n, epsilon, seed }) => {
        const [A, B, C] = matricesOf(kind, n, randomOf(seed))
        const expected = triangles(A, B, C, n)
        const counts = triangleCounts(A, B, C, n, { algorithm, epsilon, delta: 1e-9, seed })
        for (const [pair, count] of counts.entries()) {
          if (Math.abs(count - expected[pair]) > epsilon * n) throw new Error(`pair ${pair}: ${count} for ${expected[pair]}`)
          if (count !== expected[pair]) off++
        }
      }),
      { numRuns: 40 },
    )
    expect(off, 'some counts are not exact, or nothing was approximated').toBeGreaterThan(0)
  })

  test('the same for the same seed, others for others', () => {
    const [A, B, C] = matricesOf('small', 150, randomOf(1))
    const call = (seed: number): Float64Array => triangleCounts(A, B, C, 150, { algorithm, epsilon: 0.6, seed })
    expectSame(call(5), call(5), 'one seed')
    expect(call(5)).not.toEqual(call(6))
  })

  test('refuses exact calls; its bytes are enough', () => {
    const error = thrown(() => triangleCounts([1], [2], [3], 1, { algorithm }))
    expect([error.code, error.message]).toEqual(['NO_ALGORITHM', expect.stringMatching(/it approximates/)])
    for (const n of [1, 20, 90]) {
      const [A, B, C] = matricesOf('one in two', n, randomOf(n))
      const profile = profileOfSums(A, B, C, 'triangleCounts')
      const { bytes } = explain({ task: 'triangleCounts', n, epsilon: 0.3, profile, algorithm }).considered[0]
      triangleCounts(A, B, C, n, { algorithm, epsilon: 0.3, memoryLimit: Math.ceil(bytes) })
    }
  })
})

test('sampled-vertices: no bias, and the variance of a sample', () => {
  const [n, epsilon, delta] = [40, 0.6, 0.5]
  const [A, B, C] = matricesOf('one in two', n, randomOf(9))
  const expected = triangles(A, B, C, n)
  const question = { values: n, tolerance: Math.floor(epsilon * n) / n, entries: n * n, delta }
  const [draws] = levelsFor(question).sizes
  const columns = Array.from({ length: 1000 }, (_, seed) =>
    triangleCounts(A, B, C, n, { algorithm: 'sampled-vertices', epsilon, delta, seed }),
  )
  for (const pair of [0, 500, 1599]) {
    const p = expected[pair] / n
    const mean = columns.reduce((sum, counts) => sum + counts[pair], 0) / columns.length
    const variance = columns.reduce((sum, counts) => sum + (counts[pair] - mean) ** 2, 0) / columns.length
    const formula = ((n * n) / draws) * p * (1 - p) * ((n - draws) / (n - 1))
    expect(Math.abs(mean - expected[pair])).toBeLessThan(4 * Math.sqrt(variance / columns.length) + 0.5)
    expect(variance / formula).toBeGreaterThan(0.7)
    expect(variance / formula).toBeLessThan(1.3)
  }
})

test('anchors: what is open is counted where it is little', () => {
  // potentials but for one pair, which has one triangle of its own that the sample of anchors hardly meets
  const n = 120
  const [A, B, C] = potentials(n, 0, randomOf(3))
  C[7] = A[50] + B[50 * n + 7] + 1
  A[50] += 1
  const expected = triangles(A, B, C, n)
  expect(expected[7]).toBe(1)
  for (let seed = 0; seed < 10; seed++) expect(triangleCounts(A, B, C, n, { algorithm: 'anchors', epsilon: 0.5, seed })[7]).toBe(1)
})

test('explain needs no m, and its plan is the one that runs', () => {
  expect(explain({ task: 'triangleCounts', n: 500 }).algorithm).toBe('all-vertices')
  const planned = new Set<string>()
  for (const [i, kind] of kinds.entries()) {
    for (const n of [30, 300]) {
      const [A, B, C] = matricesOf(kind, n, randomOf(i))
      const profile = profileOfSums(A, B, C, 'triangleCounts')
      const { algorithm } = explain({ task: 'triangleCounts', n, epsilon: 0.3, profile })
      const counts: Work[] = []
      triangleCounts(A, B, C, n, { epsilon: 0.3, onCounts: (work) => counts.push(work) })
      triangleCounts(A, B, C, n, { epsilon: 0.3, algorithm, onCounts: (work) => counts.push(work) })
      expect(counts[0], algorithm).toEqual(counts[1])
      planned.add(algorithm)
    }
  }
  expect([...planned].sort()).toEqual(['all-vertices', 'sampled-vertices'])
  expect(() => explain({ task: 'triangleCounts', n: 500, epsilon: 2 })).toThrow(RangeError)
})
