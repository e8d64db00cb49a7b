// Counting 3SUM, convolution 3SUM, exact triangles: every row against the oracle, arguments, edges, plans.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  convolutionThreeSumCounts,
  explain,
  HammingwayError,
  listAlgorithms,
  profileOfSums,
  threeSumCounts,
  triangleCounts,
  type Task,
  type Work,
} from '../src/index.js'
import { randomOf, type Random } from './random.js'
import { convolutionThreeSum, threeSum, triangles, type List } from './reference/three-sum.js'
import { expectSame } from './same.js'
import { numbersOf, sumPairs, type SumPair } from './sums.js'
import { thrown } from './thrown.js'

const MOST = 2 ** 52
const namesOf = (task: Task): string[] => listAlgorithms(task).map(({ name }) => name)
/** Rows whose answers are exact, with epsilon too. */
const exactOf = (task: Task): string[] => listAlgorithms(task).flatMap(({ name, guarantee }) => (guarantee === 'monte-carlo' ? [] : [name]))
const inRange = (value: number): number => Math.max(-MOST, Math.min(MOST, value))

/** Sums of the lists, sums but one, and numbers of theirs; the first also at the place where a convolution has them. */
function targetsOf({ a, b }: SumPair, count: number, random: Random): Float64Array {
  return Float64Array.from({ length: count }, (_, k) => {
    if (a.length === 0 || b.length === 0) return k
    const i = random.below(a.length)
    const here = Math.min(a.length - 1, random.below(k + 1))
    const at = b[k - here] ?? random.pick(b)
    return inRange(random.pick([a[i] + random.pick(b), a[i] + random.pick(b) + 1, a[here] + at, a[here] + at, a[i], 0, -MOST]))
  })
}

const problems = (most: number, universes?: number[]): fc.Arbitrary<SumPair & { c: Float64Array; seed: number }> =>
  fc
    .record({ pair: sumPairs(most, universes), count: fc.integer({ min: 0, max: 2 * most }), seed: fc.integer({ min: 0, max: 2 ** 31 }) })
    .map(({ pair, count, seed }) => ({ ...pair, c: targetsOf(pair, count, randomOf(seed)), seed }))

describe.each([
  ['threeSumCounts', threeSumCounts, threeSum],
  ['convolutionThreeSumCounts', convolutionThreeSumCounts, convolutionThreeSum],
] as const)('%s', (task, run, oracle) => {
  /** Does the row take the lists, and are its answers those of the oracle? */
  const holds = (a: List, b: List, c: List, algorithm: string | undefined, seed = 1): boolean => {
    const expected = oracle(a, b, c)
    try {
      const promise = algorithm === undefined ? {} : { epsilon: 0.1, delta: 0.5 }
      expectSame(run(a, b, c, { algorithm, seed, ...promise }), expected, `counts by ${algorithm}`)
      return true
    } catch (error) {
      if (error instanceof HammingwayError && error.code === 'NO_ALGORITHM' && algorithm !== undefined) return false
      throw new Error(`${algorithm ?? '(planned)'}: ${(error as Error).message}`, { cause: error })
    }
  }

  // rows over all sums take long where sums are many, and a convolution has many
  const bySums = listAlgorithms('sumsetCounts').map(({ name }) => name)
  const slow = (algorithm: string | undefined): boolean => task === 'convolutionThreeSumCounts' && bySums.includes(algorithm!)

  // dense stretches are rare among these lists: test/stretches.test.ts has more of them
  const least = (algorithm: string | undefined, usual: number): number => (algorithm === 'stretches' ? 0 : usual)

  describe.each([undefined, ...exactOf(task)])('by %s', (algorithm) => {
    test('any lists', () => {
      let held = 0
      fc.assert(
        fc.property(problems(slow(algorithm) ? 15 : 40, slow(algorithm) ? [1, 5, 60, 1000] : undefined), ({ a, b, c, seed }) => {
          if (holds(a, b, c, algorithm, seed)) held++
        }),
        { numRuns: slow(algorithm) ? 100 : 250 },
      )
      expect(held).toBeGreaterThan(algorithm === undefined ? 249 : least(algorithm, 50))
    })

    test('longer lists', () => {
      let held = 0
      fc.assert(
        fc.property(problems(slow(algorithm) ? 100 : 400, slow(algorithm) ? [30] : [30, 3000]), ({ a, b, c }) => {
          if (holds(a, b, c, algorithm)) held++
        }),
        { numRuns: slow(algorithm) ? 4 : 10 },
      )
      expect(held).toBeGreaterThan(least(algorithm, 2) - 1)
    })

    test('tiles and their seams', () => {
      const random = randomOf(5)
      for (const [n, m, k] of [
        [1, 1, 5000],
        [1025, 3, 1024],
        [2, 1100, 1030],
        [130, 129, 4200],
        [1, 65, 64],
      ]) {
        const a = numbersOf('random', n, 50, random)
        const b = numbersOf('random', m, 50, random)
        holds(a, b, targetsOf({ a, b }, k, random), algorithm)
      }
    })

    test('ends of the range, whose distances are beyond 2^53', () => {
      const a = [-MOST, MOST, 0, 1 - MOST]
      for (const b of [a, [MOST], [-MOST], [MOST - 1, -MOST]]) {
        expect(
          holds(a, b, [0, 1, -1, MOST, -MOST, 1 - MOST, MOST - 1], algorithm) ||
            ['dense', 'packed', 'pairs', 'sparse', 'stretches'].includes(algorithm!),
        ).toBe(true)
      }
    })
  })

  test('empty lists', () => {
    for (const [a, b, c] of [
      [[], [1], [1, 2]],
      [[1], [], [1]],
      [[1], [1], []],
      [[], [], []],
    ]) {
      expect([...run(a, b, c)]).toEqual(c.map(() => 0))
    }
  })

  test('arguments', () => {
    const wrong: [() => unknown, typeof TypeError | typeof RangeError, RegExp][] = [
      [() => run(1 as never, [1], [1]), TypeError, /^"a" expected an array of integers, got 1$/],
      [() => run([1], [0.5], [1]), RangeError, /^"b" expected an integer in \[-2\^52, 2\^52\] at index 0, got 0.5$/],
      [() => run([1], [1], [1, MOST + 1]), RangeError, /^"c" expected .* at index 1, got 4503599627370497$/],
      [() => run([], [1], [NaN]), RangeError, /^"c" expected .* got NaN$/],
      [() => run([1], [1], ['1'] as never), TypeError, /^"c" expected .* got "1"$/],
      [() => run([1], [1], [1], { epsilon: 1 }), RangeError, /^"epsilon" expected a number between 0 and 1, got 1$/],
      [() => run([1], [1], [1], { epsilon: 0.1, delta: 0 }), RangeError, /^"delta"/],
      [() => run([1], [1], [1], { algorithm: 'convolve' }), RangeError, /^"algorithm" expected one of .*'dense'/],
      [() => run([1], [1], [1], { seed: -1 }), RangeError, /^"seed"/],
    ]
    for (const [call, kind, message] of wrong) {
      expect(thrown(call)).toBeInstanceOf(kind)
      expect(thrown(call).message).toMatch(message)
    }
    expect(thrown(() => run([1, 2], [1, 2], [1], { memoryLimit: 100 })).code).toBe('MEMORY_LIMIT')
    expect([...run([1], [2], [3])]).toEqual([1])
    expect([...run({ length: 1, 0: 1 }, Int8Array.of(-2), [-1])]).toEqual([1])
  })

  test('the plan of explain is the one that runs', () => {
    const random = randomOf(9)
    const planned = new Set<string>()
    for (let i = 0; i < 40; i++) {
      const universe = random.pick([10, 1000, 1e5, 1e9])
      const a = numbersOf(random.pick(['random', 'progression', 'grid'] as const), 1 + random.below(700), universe, random)
      const b = numbersOf('random', 1 + random.below(700), universe, random)
      const c = targetsOf({ a, b }, random.pick([5, 500]), random)
      const plan = explain({ task, n: a.length, m: b.length, targets: c.length, profile: profileOfSums(a, b) })
      expect(plan.considered.map(({ name }) => name).sort()).toEqual(namesOf(task).sort())
      const counts: Work[] = []
      run(a, b, c, { onCounts: (work) => counts.push(work) })
      run(a, b, c, { algorithm: plan.algorithm, onCounts: (work) => counts.push(work) })
      expect(counts[0], plan.algorithm).toEqual(counts[1])
      planned.add(plan.algorithm)
    }
    if (task === 'threeSumCounts') expect(planned.size).toBeGreaterThan(1)
    else expect(explain({ task, n: 1e6, m: 1e6, universe: 7 }).algorithm).toBe('dense')
  })
})

test('executed counts are the predicted ones, where they do not depend on data', () => {
  const executed = (task: Task, run: () => Work, n: number, m: number, targets: number, universe: number, algorithm: string): void => {
    const { work } = explain({ task, n, m, targets, universe, algorithm }).considered[0]
    const { call: _, probe: __, step: ___, seek: ____, ...predicted } = work
    const { probe: _1, step, seek, ...counts } = run()
    expect(counts, `${algorithm} for ${task}`).toEqual(predicted)
    expect((step ?? 0) + (seek ?? 0)).toBeLessThanOrEqual((work.step ?? 0) + (work.seek ?? 0))
  }
  const random = randomOf(3)
  for (const [n, m, k] of [
    [1, 1, 1],
    [100, 7, 300],
    [33, 400, 431],
    [64, 64, 127],
    [500, 500, 20],
  ]) {
    for (const range of [100, 20_000, 2 ** 31]) {
      const list = (length: number): Float64Array => numbersOf('random', length, range, random)
      const [a, b] = [list(n), list(m)]
      const c = targetsOf({ a, b }, k, random)
      const { universe } = profileOfSums(a, b)
      const runOf = (run: typeof threeSumCounts, algorithm: string) => (): Work => {
        let counts: Work = {}
        run(a, b, c, { algorithm, onCounts: (work) => (counts = work) })
        return counts
      }
      for (const algorithm of ['hashed', 'two-pointers']) {
        executed('threeSumCounts', runOf(threeSumCounts, algorithm), n, m, k, universe, algorithm)
      }
      executed('convolutionThreeSumCounts', runOf(convolutionThreeSumCounts, 'slide'), n, m, k, universe, 'slide')
    }
  }
})

test('the bytes that a plan states are enough for its run', () => {
  const random = randomOf(11)
  for (let i = 0; i < 60; i++) {
    const universe = random.pick([5, 1000, 40_000, 2 ** 40])
    const [n, m, k] = [0, 1, 2].map(() => 1 + random.below(random.pick([10, 400])))
    const [a, b] = [n, m].map((length) => numbersOf(random.pick(['random', 'progression', 'equal'] as const), length, universe, random))
    const c = targetsOf({ a, b }, k, random)
    const profile = profileOfSums(a, b)
    for (const [task, run] of [
      ['threeSumCounts', threeSumCounts],
      ['convolutionThreeSumCounts', convolutionThreeSumCounts],
    ] as const) {
      for (const { name, bytes, refused } of explain({ task, n, m, targets: k, profile }).considered) {
        // sparse and packed state what is likely, and refuse later where it is not enough
        if (refused === undefined && !['sparse', 'packed'].includes(name)) run(a, b, c, { algorithm: name, memoryLimit: bytes })
      }
    }
    const side = 1 + random.below(30)
    const [A, B, C] = [0, 1, 2].map(() => numbersOf('random', side * side, universe, random))
    const [{ bytes }] = explain({ task: 'triangleCounts', n: side, profile: profileOfSums(A, B) }).considered
    triangleCounts(A, B, C, side, { memoryLimit: Math.ceil(bytes) })
  }
})

test('keys of every seed, also of progressions of powers of two', () => {
  const a = Float64Array.from({ length: 300 }, (_, i) => i * 2 ** 42)
  const expected = threeSum(a, a, a)
  for (let seed = 0; seed < 50; seed++) expectSame(threeSumCounts(a, a, a, { algorithm: 'hashed', seed }), expected, `seed ${seed}`)
})

test('slide: more than 65535 equal numbers overflow no counter', () => {
  const n = 70_000
  const a = new Float64Array(n)
  const counts = convolutionThreeSumCounts(a, a, new Float64Array(2 * n), { algorithm: 'slide' })
  expectSame(
    counts,
    Array.from({ length: 2 * n }, (_, k) => Math.max(0, Math.min(k + 1, 2 * n - 1 - k))),
    'counts',
  )
})

describe('triangleCounts', () => {
  const matrix = (n: number, universe: number, random: Random, shift = 0): Float64Array =>
    Float64Array.from({ length: n * n }, () => inRange(random.below(universe) + shift))

  test('any matrices', () => {
    const recipe = fc.record({
      n: fc.integer({ min: 0, max: 40 }),
      universe: fc.constantFrom(1, 2, 6, 250, 32768, 70_000, 2 ** 31, 2 ** 33, 2 ** 52),
      shift: fc.constantFrom(0, -3, -MOST, 2 ** 51),
      seed: fc.integer({ min: 0, max: 2 ** 31 }),
    })
    fc.assert(
      fc.property(recipe, ({ n, universe, shift, seed }) => {
        const random = randomOf(seed)
        const [A, B] = [matrix(n, universe, random, shift), matrix(n, universe, random, random.pick([0, -shift]))]
        const C = matrix(n, universe, random).map((value, i) =>
          random.below(3) ? inRange(A[Math.floor(i / n) * n + random.below(n)] + B[random.below(n) * n + (i % n)]) : value,
        )
        // potentials: every middle vertex makes a triangle with some
        for (let i = 0; i < n; i++) {
          const j = random.below(n)
          for (let l = 0; l < n; l += 2) C[i * n + l] = inRange(A[i * n + j] + B[j * n + l])
        }
        expectSame(triangleCounts(A, B, C, n, { epsilon: 0.2, algorithm: 'all-vertices' }), triangles(A, B, C, n), 'counts')
        expectSame(triangleCounts(A, B, C, n), triangles(A, B, C, n), 'counts')
      }),
      { numRuns: 150 },
    )
  })

  test('seams of panels, blocks of rows and inner blocks', () => {
    const random = randomOf(2)
    for (const n of [63, 64, 65, 127, 130]) {
      for (const universe of [3, 40_000, 2 ** 40]) {
        const [A, B] = [matrix(n, universe, random), matrix(n, universe, random)]
        const C = A.map((value, i) => value + B[(i % n) + n * random.below(n)])
        expectSame(triangleCounts(A, B, C, n), triangles(A, B, C, n), `${n} ${universe}`)
      }
    }
    // every middle vertex, and two inner blocks
    const n = 513
    const [f, g, h] = [0, 1, 2].map(() => numbersOf('random', n, 1e6, random))
    const potential = (x: Float64Array, y: Float64Array): Float64Array =>
      Float64Array.from({ length: n * n }, (_, i) => x[Math.floor(i / n)] - y[i % n])
    expect(triangleCounts(potential(f, g), potential(g, h), potential(f, h), n).every((count) => count === n)).toBe(true)
  })

  test('universes at the edges of lanes', () => {
    for (const universe of [2 ** 16 - 2, 2 ** 16 - 1, 2 ** 16, 2 ** 16 + 1, 2 ** 32 - 2, 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 1]) {
      // sums 0 to universe - 1; targets just outside are none
      const half = Math.floor((universe - 1) / 2)
      const A = [0, half, 1, half]
      const B = [0, universe - 1 - half, 1, 1]
      for (const C of [
        [0, universe - 1, -1, universe],
        [universe - 1, -1, universe, 0],
        [half + 1, universe + 65536, half + 1, universe - 1],
      ]) {
        expectSame(triangleCounts(A, B, C, 2), triangles(A, B, C, 2), `${universe}`)
        expectSame(convolutionThreeSumCounts(A, B, C, { algorithm: 'slide' }), convolutionThreeSum(A, B, C), `${universe}`)
      }
    }
  })

  test('arguments, and the plan', () => {
    const one = [1]
    const wrong: [() => unknown, typeof TypeError | typeof RangeError, RegExp][] = [
      [() => triangleCounts(one, one, one, 1.5), RangeError, /^"n" expected an integer >= 0, got 1.5$/],
      [() => triangleCounts(one, [1, 2], one, 1), RangeError, /^"B" expected 1 numbers, got an array of length 2$/],
      [() => triangleCounts(one, one, [0.5], 1), RangeError, /^"C" expected an integer .* got 0.5$/],
      [() => triangleCounts([NaN], one, one, 1), RangeError, /^"A" expected an integer .* got NaN$/],
      [() => triangleCounts(one, one, one, 1, { epsilon: 2 }), RangeError, /^"epsilon"/],
      [() => triangleCounts(one, one, one, 1, { algorithm: 'dense' }), RangeError, /^"algorithm" expected one of 'all-vertices'/],
    ]
    for (const [call, kind, message] of wrong) {
      expect(thrown(call)).toBeInstanceOf(kind)
      expect(thrown(call).message).toMatch(message)
    }
    expect([...triangleCounts([1], [2], [3], 1)]).toEqual([1])
    expect(triangleCounts([], [], [], 0)).toEqual(new Float64Array())
    const random = randomOf(4)
    for (const [n, universe] of [
      [5, 10],
      [33, 1e5],
      [40, 2 ** 40],
    ]) {
      const [A, B, C] = [0, 1, 2].map(() => matrix(n, universe, random))
      let executed: Work = {}
      triangleCounts(A, B, C, n, { onCounts: (work) => (executed = work) })
      const { call: _, ...work } = explain({ task: 'triangleCounts', n, profile: profileOfSums(A, B) }).considered[0].work
      expect(executed).toEqual(work)
    }
  })
})
