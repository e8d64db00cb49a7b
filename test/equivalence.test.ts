// Hamming distances and counting 3SUM over a range, each by way of the other, there and back.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  hammingDistances,
  hammingDistancesViaThreeSum,
  rangeThreeSumCounts,
  rangeThreeSumCountsViaHamming,
  type ReductionCounts,
} from '../src/index.js'
import { pairs } from './arbitraries.js'
import { randomOf, type Random } from './random.js'
import { codesOf, distances } from './reference/distances.js'
import { rangeThreeSum } from './reference/three-sum.js'
import { expectSame } from './same.js'
import { thrown } from './thrown.js'

const seed = fc.integer({ min: 0, max: 2 ** 31 })

/** Lists in which many numbers meet in a block, at a place, or are equal. */
const shapes: Record<string, (N: number, random: Random) => number> = {
  random: (_, { below }) => below(2 ** 40) - 2 ** 39,
  near: (N, { below }) => below(3 * N),
  small: (N, { below }) => below(N) - Math.floor(N / 2),
  'equal modulo N': (N, { below }) => N * (below(40) - 20) + 3,
  'two places': (N, { below }) => N * below(12) + below(2) * (N - 1),
  duplicates: (N, { below }) => N * below(2) + below(2),
  ends: (N, { pick, below }) => pick([-(2 ** 52), 2 ** 52, 2 ** 52 - below(N), below(N) - 2 ** 52]),
}
const lists = fc
  .record({
    N: fc.integer({ min: 1, max: 40 }),
    n: fc.integer({ min: 0, max: 40 }),
    m: fc.integer({ min: 0, max: 40 }),
    a: fc.constantFrom(...Object.keys(shapes)),
    b: fc.constantFrom(...Object.keys(shapes)),
    same: fc.boolean(),
    seed,
  })
  .map((given) => {
    const random = randomOf(given.seed)
    const list = (count: number, shape: string): number[] => Array.from({ length: count }, () => shapes[shape](given.N, random))
    return { ...given, a: list(given.n, given.a), b: list(given.m, given.same ? given.a : given.b) }
  })

test('rangeThreeSumCounts', () => {
  fc.assert(
    fc.property(lists, ({ a, b, N }) => expectSame(rangeThreeSumCounts(a, b, N), rangeThreeSum(a, b, N), 'counts')),
    { numRuns: 500 },
  )
  const { below } = randomOf(1)
  const a = Int32Array.from({ length: 9000 }, () => below(1e6))
  expectSame(rangeThreeSumCounts(a, a.subarray(0, 500), 2000), rangeThreeSum(a, a.subarray(0, 500), 2000), 'more than a tile')
})

describe('backwards', () => {
  test('counts by Hamming distances, whatever the seed', () => {
    fc.assert(
      fc.property(lists, seed, ({ a, b, N }, seed) => {
        expectSame(rangeThreeSumCountsViaHamming(a, b, N, { seed }), rangeThreeSum(a, b, N), 'counts')
      }),
      { numRuns: 300 },
    )
  })

  test('the oracle gets texts of 5 N and patterns of 2 N symbols, as often as is said', () => {
    const N = 30
    const random = randomOf(3)
    const a = Array.from({ length: N }, () => shapes['equal modulo N'](N, random))
    let calls = 0
    const said: ReductionCounts[] = []
    const counts = rangeThreeSumCountsViaHamming(a, a, N, {
      solve(text, pattern) {
        expect([text.length, pattern.length]).toEqual([5 * N, 2 * N])
        calls++
        return distances(text, pattern)
      },
      onCounts: (counts) => said.push(counts),
    })
    expectSame(counts, rangeThreeSum(a, a, N), 'counts')
    expect(said).toHaveLength(1)
    expect(said[0].calls).toBe(calls)
    expect(calls).toBeGreaterThan(0)
    expect(said[0].layers).toBeGreaterThan(0)
  })

  test('layers: sets whose numbers are all equal modulo N stay in a few', () => {
    for (const N of [100, 1000]) {
      // one place, N letters: without shifts N layers, with them the fullest of N places under N balls
      const a = Float64Array.from({ length: N }, (_, k) => N * k + 5)
      let most = 0
      for (let seed = 0; seed < 10; seed++) {
        rangeThreeSumCountsViaHamming(a, a, N, {
          seed,
          solve: () => new Uint32Array(3 * N + 1),
          onCounts: ({ layers }) => (most = Math.max(most, layers)),
        })
      }
      // P(some place has 12 of N balls) <= N / 12! < 10^-5, ten seeds and four layouts
      expect(most).toBeLessThan(12)
      expect(most).toBeGreaterThan(1)
    }
  })

  test('multiplicities are split by bits', () => {
    const calls = (times: number): number => {
      let made = 0
      const counts = rangeThreeSumCountsViaHamming(
        Array.from({ length: times }, () => 7),
        [5, 5, 5],
        4,
        { onCounts: ({ calls }) => (made = calls) },
      )
      expect([...counts]).toEqual([0, 0, 3 * times, 0])
      return made
    }
    // three is two bits, five is two bits of three: delta 0 alone has common letters
    expect([calls(1), calls(5), calls(7), calls(1024)]).toEqual([2, 4, 6, 2])
  })
})

describe('forwards', () => {
  test('distances by counting 3SUM', () => {
    fc.assert(
      fc.property(pairs([1, 2, 4, 20, 256, 70_000]), ({ text, pattern }) => {
        expectSame(hammingDistancesViaThreeSum(text, pattern), hammingDistances(text, pattern), 'distances')
      }),
      { numRuns: 100 },
    )
    expect([...hammingDistancesViaThreeSum('ACGTACGA', 'ACGA')]).toEqual([1, 3, 4, 4, 0])
    expect([...hammingDistancesViaThreeSum('a', 'ab')]).toEqual([])
    expect([...hammingDistancesViaThreeSum(Uint8Array.of(1, 2), Uint32Array.of(257))]).toEqual([1, 1])
  })
})

describe('there and back', () => {
  const small = fc.record({
    n: fc.integer({ min: 1, max: 40 }),
    m: fc.integer({ min: 1, max: 12 }),
    sigma: fc.constantFrom(1, 2, 5, 50),
    seed,
  })

  test('distances by counting 3SUM by distances', () => {
    fc.assert(
      fc.property(small, ({ n, m, sigma, seed }) => {
        const { below } = randomOf(seed)
        const [text, pattern] = [n + m, m].map((length) => Uint16Array.from({ length }, () => below(sigma)))
        const solve = (a: ArrayLike<number>, b: ArrayLike<number>, N: number): Float64Array =>
          rangeThreeSumCountsViaHamming(a, b, N, { seed })
        expectSame(hammingDistancesViaThreeSum(text, pattern, { solve }), distances(codesOf(text), codesOf(pattern)), 'distances')
      }),
      { numRuns: 100 },
    )
  })

  test('counts by distances by counting 3SUM', () => {
    fc.assert(
      fc.property(lists, seed, ({ a, b, N }, seed) => {
        const counts = rangeThreeSumCountsViaHamming(a, b, N, { seed, solve: hammingDistancesViaThreeSum })
        expectSame(counts, rangeThreeSum(a, b, N), 'counts')
      }),
      { numRuns: 60 },
    )
  })
})

test('arguments', () => {
  const wrong: [() => unknown, typeof TypeError | typeof RangeError, RegExp][] = [
    [() => rangeThreeSumCounts([1], [1], -1), RangeError, /^"N" expected an integer >= 0, got -1$/],
    [() => rangeThreeSumCounts([1.5], [1], 1), RangeError, /^"a" expected an integer in .* got 1.5$/],
    [() => rangeThreeSumCounts([], ['x'] as never, 1), TypeError, /^"b" expected an integer in .* got "x"$/],
    [() => rangeThreeSumCountsViaHamming([1], [2 ** 53], 1), RangeError, /^"b" expected an integer in/],
    [() => rangeThreeSumCountsViaHamming(null as never, [1], 1), TypeError, /^"a" expected an array/],
    [() => rangeThreeSumCountsViaHamming([1], [1], 1, { seed: 0.5 }), RangeError, /^"seed"/],
    [() => rangeThreeSumCountsViaHamming([1], [1], 1, { solve: 1 as never }), TypeError, /^"solve" expected a function, got 1$/],
    [() => rangeThreeSumCountsViaHamming([1], [1], 1, { onCounts: {} as never }), TypeError, /^"onCounts"/],
    [() => hammingDistancesViaThreeSum(1 as never, 'a'), TypeError, /^"text"/],
    [() => hammingDistancesViaThreeSum('a', ''), RangeError, /^"pattern"/],
    [() => hammingDistancesViaThreeSum('a', 'a', { solve: 1 as never }), TypeError, /^"solve"/],
  ]
  for (const [call, kind, message] of wrong) {
    expect(thrown(call)).toBeInstanceOf(kind)
    expect(thrown(call).message).toMatch(message)
  }
  expect(rangeThreeSumCounts([1], [1], 0)).toEqual(new Float64Array())
  expect(rangeThreeSumCountsViaHamming([1], [1], 0)).toEqual(new Float64Array())
  expect([...rangeThreeSumCountsViaHamming([], [1], 2)]).toEqual([0, 0])
  expect(thrown(() => rangeThreeSumCounts([1], [1], 2 ** 40)).code).toBe('MEMORY_LIMIT')
  expect(thrown(() => rangeThreeSumCountsViaHamming([1], [1], 2 ** 30)).code).toBe('MEMORY_LIMIT')
})
