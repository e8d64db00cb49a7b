// Sumsets: every row against the oracle, arguments, edges, plans.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  explain,
  HammingwayError,
  listAlgorithms,
  profileOfSums,
  sumset,
  sumsetCounts,
  type ExplainOptions,
  type Work,
} from '../src/index.js'
import { sparse } from '../src/sumset/sparse.js'
import { problemOf, takeIn } from '../src/sumset/lists.js'
import { withArena, type Arena } from '../src/wasm/arena.js'
import { randomOf } from './random.js'
import { sumCounts } from './reference/sums.js'
import { expectSame } from './same.js'
import { numbersOf, sumPairs } from './sums.js'
import { thrown } from './thrown.js'

const rows = listAlgorithms('sumsetCounts').map(({ name }) => name)

/** Does the row take the lists, and are its answers those of the oracle? */
function holds(a: ArrayLike<number>, b: ArrayLike<number>, algorithm: string | undefined, seed = 1): boolean {
  const expected = sumCounts(a, b)
  try {
    const { sums, counts } = sumsetCounts(a, b, { algorithm, seed })
    expectSame(sums, expected.sums, `sums by ${algorithm}`)
    expectSame(counts, expected.counts, `counts by ${algorithm}`)
    expectSame(sumset(a, b, { algorithm, seed }), expected.sums, `sumset by ${algorithm}`)
    return true
  } catch (error) {
    if (error instanceof HammingwayError && error.code === 'NO_ALGORITHM' && algorithm !== undefined) return false
    throw new Error(`${algorithm ?? '(planned)'}: ${(error as Error).message}`, { cause: error })
  }
}

describe.each([undefined, ...rows])('%s', (algorithm) => {
  test('any lists', () => {
    let held = 0
    const property = fc.property(sumPairs(), fc.integer({ min: 0, max: 2 ** 32 - 1 }), ({ a, b }, seed) => {
      if (holds(a, b, algorithm, seed)) held++
    })
    fc.assert(property, { numRuns: 400 })
    expect(held).toBeGreaterThan(algorithm === undefined ? 399 : 100)
  })

  test('longer lists', () => {
    let held = 0
    const property = fc.property(sumPairs(700, [40, 3000, 200_000, 1e12]), ({ a, b }) => {
      if (holds(a, b, algorithm)) held++
    })
    fc.assert(property, { numRuns: 25 })
    expect(held).toBeGreaterThan(3)
  })

  test('universes at every edge of a transform', () => {
    const random = randomOf(7)
    for (const size of [
      127, 128, 129, 159, 160, 161, 191, 192, 193, 256, 511, 512, 513, 640, 641, 768, 769, 1024, 40_960, 40_961, 65_537,
    ]) {
      const a = numbersOf('random', 40, Math.floor(size / 2), random)
      const b = numbersOf('random', 40, Math.ceil(size / 2), random)
      a[0] = b[0] = 0
      a[1] = Math.floor((size - 1) / 2)
      b[1] = size - 1 - a[1]
      holds(a, b, algorithm)
    }
  })
})

test('arguments', () => {
  expect(sumset([], [])).toEqual(new Float64Array())
  expect(sumsetCounts([1], [])).toEqual({ sums: new Float64Array(), counts: new Float64Array() })
  expect(sumset([1, 2], Int32Array.of(-1))).toEqual(Float64Array.of(0, 1))
  expect(sumset({ length: 2, 0: 5, 1: -5 }, [5])).toEqual(Float64Array.of(0, 10))
  expect([...sumset([-0], [0])].map((sum) => Object.is(sum, 0))).toEqual([true])
  const wrong: [unknown, unknown, RegExp, typeof TypeError | typeof RangeError][] = [
    [1, [1], /^"a" expected an array of integers, got 1$/, TypeError],
    [[1], undefined, /^"b" expected an array of integers, got undefined$/, TypeError],
    ['12', [1], /^"a" expected an array/, TypeError],
    [[1, 0.5], [1], /^"a" expected an integer in \[-2\^52, 2\^52\] at index 1, got 0.5$/, RangeError],
    [[1], [NaN], /^"b" expected .* at index 0, got NaN$/, RangeError],
    [[2 ** 52 + 1], [1], /^"a" expected .* got 4503599627370497$/, RangeError],
    [[1], ['1'], /^"b" expected .* got "1"$/, TypeError],
    [[1n], [1], /^"a" expected .* got 1n$/, TypeError],
    [Float64Array.of(0, Infinity), [1], /index 1, got Infinity$/, RangeError],
    [[1], [1, , 2], /^"b" expected .* at index 1, got undefined$/, TypeError], // oxlint-disable-line no-sparse-arrays
  ]
  for (const [a, b, message, kind] of wrong) {
    const error = thrown(() => sumset(a as number[], b as number[]))
    expect(error).toBeInstanceOf(kind)
    expect(error.message).toMatch(message)
  }
  expect(thrown(() => sumset([1], [2], { algorithm: 'bit-sliced' })).message).toMatch(/^"algorithm" expected one of .*'dense'/)
  expect(thrown(() => sumset([], [], { algorithm: 'quantum' }))).toBeInstanceOf(RangeError)
})

describe('plans', () => {
  test('every row is considered: cheapest first, refusals last, all numbers finite', () => {
    for (const [n, m] of [
      [1, 1],
      [5, 1],
      [1000, 30],
      [1e5, 1e5],
      [1e7, 1e7],
    ]) {
      // prettier-ignore
      for (const universe of [1, 10, 1e4, 2 ** 21, 1e8, 2 ** 54]) {
        const options: ExplainOptions = { task: 'sumsetCounts', n, m, universe, memoryLimit: 2 ** 52 }
        const { algorithm, considered, note } = explain(options)
        expect(considered.map(({ name }) => name).sort()).toEqual([...rows].sort())
        const taken = considered.filter(({ refused }) => refused === undefined)
        expect(algorithm).toBe(taken[0].name)
        expect(considered.slice(0, taken.length)).toEqual(taken)
        expect(note).toMatch(/drawn at random/)
        for (const { nanoseconds, bytes, work } of considered) {
          for (const number of [nanoseconds, bytes, ...Object.values(work)]) expect(Number.isFinite(number) && number >= 0).toBe(true)
        }
      }
    }
  })

  test('a run follows its plan, and the bytes that a plan states are enough', () => {
    const planned = new Set<string>()
    const property = fc.property(sumPairs(600, [50, 3000, 1e5, 1e6, 1e12]), ({ a, b }) => {
      if (a.length === 0) return
      const { algorithm, considered } = explain({ task: 'sumsetCounts', n: a.length, m: b.length, profile: profileOfSums(a, b) })
      planned.add(algorithm)
      const runs = [undefined, algorithm].map((name) => {
        let work: Work = {}
        sumsetCounts(a, b, { algorithm: name, onCounts: (counts) => (work = counts) })
        return work
      })
      expect(runs[0]).toEqual(runs[1])
      for (const { name, bytes, refused } of considered) {
        if (refused !== undefined || name === 'sparse') continue
        sumset(a, b, { algorithm: name, memoryLimit: Math.ceil(bytes) })
      }
    })
    fc.assert(property, { numRuns: 100 })
    expect(planned.size).toBeGreaterThan(1)
  })

  test('executed counts are the predicted ones where they do not depend on the numbers', () => {
    const random = randomOf(3)
    const a = numbersOf('random', 300, 1000, random)
    const b = numbersOf('random', 200, 5000, random)
    const { considered } = explain({ task: 'sumsetCounts', n: 300, m: 200, profile: profileOfSums(a, b) })
    const dependent = ['call', 'sum', 'sorted', 'pairSum', 'tileRow', 'key', 'root', 'bucket', 'packedStep', 'packedDot']
    for (const { name, work } of considered.filter((row) => row.refused === undefined && row.name !== 'sparse')) {
      let executed: Work = {}
      sumsetCounts(a, b, { algorithm: name, onCounts: (counts) => (executed = counts) })
      const plain = (all: Work): [string, number][] => Object.entries(all).filter(([unit]) => !dependent.includes(unit)).sort() // prettier-ignore
      expect(plain(executed), name).toEqual(plain(work))
    }
  })

  test('memory: 32 bytes a possible sum when dense, padded', () => {
    const bytesOf = (options: Omit<ExplainOptions, 'task'>): number => explain({ task: 'sumsetCounts', ...options }).considered[0].bytes
    expect(bytesOf({ n: 1e5, m: 1e5, universe: 2e7, algorithm: 'dense' })).toBeLessThan(32 * (2 ** 24 + 2 ** 22))
    expect(bytesOf({ n: 1e6, m: 1e6, universe: 2e6, algorithm: 'dense' })).toBeLessThan(32 * 2 ** 21)
  })

  test('memory: 64 bytes a sum when sparse, with copies of the lists, whatever the number of sums and its estimate', () => {
    const random = randomOf(5)
    for (const shape of ['random', 'grid', 'sidon', 'clusters', 'half progression'] as const) {
      for (const count of [120, 150, 190]) {
        const size = shape === 'grid' || shape === 'clusters' ? 40 * count : count
        const [a, b] = [0, 1].map(() => Float64Array.from(new Set(numbersOf(shape, size, 1e12, random)), (x) => 3 * x))
        const expected = sumset(a, b, { algorithm: 'pairs' })
        if (expected.length < 1e4) continue
        for (const factor of [0.5, 0.8, 1, 1.3, 3]) {
          const got = withArena(64 * expected.length, (arena) => {
            const taken = takeIn(arena, a, b)!
            const problem = problemOf('sumset', taken, { universe: taken.universe, sums: factor * expected.length })
            return sparse.run(arena, problem, { ...taken, seed: count, counted: false }, {}).sums
          })
          expectSame(got, expected, `${shape}, ${count}, ${factor}`)
        }
      }
    }
  })

  test('a tiny memory limit is MEMORY_LIMIT, and the next call works', () => {
    for (const algorithm of [undefined, ...rows]) {
      for (const memoryLimit of [0, 1, 100, 600]) {
        expect(thrown(() => sumset([1, 2, 3], [4, 5], { algorithm, memoryLimit }))).toMatchObject({ code: 'MEMORY_LIMIT' })
      }
      expect([...sumset([1, 2, 3], [4, 5], { algorithm })]).toEqual([5, 6, 7, 8])
    }
  })
})

describe('sparse', () => {
  const random = randomOf(11)
  const a = numbersOf('grid', 400, 1e12, random)
  const b = numbersOf('half progression', 300, 1e12, random)
  const expected = sumCounts(a, b)

  test('seeds: equal ones execute the same, others differ, and bad ones take more rounds; answers are equal', () => {
    const points = new Set<number>()
    for (let seed = 0; seed < 20; seed++) {
      const runs = [0, 1].map(() => {
        let work: Work = {}
        const { sums, counts } = sumsetCounts(a, b, { algorithm: 'sparse', seed, onCounts: (executed) => (work = executed) })
        expectSame(sums, expected.sums, 'sums')
        expectSame(counts, expected.counts, 'counts')
        return work
      })
      expect(runs[0]).toEqual(runs[1])
      points.add(runs[0].butterfly64!)
    }
    expect(points.size).toBeGreaterThan(1)
  })

  test('a bucket that is spoilt is not taken for a sum: the certificate fires, and another prime finds what is left', () => {
    for (const spoil of ['settle64', 'takeKnownRoots'] as const) {
      let calls = 0
      const result = withArena(2 ** 30, (given) => {
        const arena: Arena = {
          ...given,
          kernels: {
            ...given.kernels,
            settle64(counts, bytes) {
              const zeros = given.kernels.settle64(counts, bytes)
              const buckets = given.doubles(counts, bytes / 8)
              // a pair moved from one bucket to another: the total stays
              const from = buckets.findIndex((count) => count === 1)
              if (spoil === 'settle64' && calls++ === 0) [buckets[from], buckets[from + 1]] = [0, buckets[from + 1] + 1]
              return zeros
            },
            takeKnownRoots(known, count, p, tables, parts, values) {
              given.kernels.takeKnownRoots(known, count, p, tables, parts, values)
              const value = given.doubles(values, 2 * p)
              if (spoil === 'takeKnownRoots' && calls++ === 0) for (let i = 0; i < 400; i++) value[i] *= 0.9
            },
          },
        }
        const taken = takeIn(arena, a, b)!
        const problem = problemOf('sumsetCounts', taken, { universe: taken.universe, sums: expected.sums.length })
        return sparse.run(arena, problem, { ...taken, seed: 1, counted: true }, {})
      })
      expect(calls).toBeGreaterThan(1)
      expectSame(result.sums, expected.sums, `sums, ${spoil}`)
      expectSame(result.counts, expected.counts, `counts, ${spoil}`)
    }
  })
})
