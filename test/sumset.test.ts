// Sumsets: every row against the oracle, arguments, edges, plans.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HammingwayError, listAlgorithms, sumset, sumsetCounts } from '../src/index.js'
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
    [[1n], [1], /^"a" expected .* got 1$/, TypeError],
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
