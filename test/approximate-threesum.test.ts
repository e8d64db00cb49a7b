// Approximate counts of 3SUM: within the tolerance on all entries, one-sided where that is promised, means and variances as derived.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  convolutionThreeSumCounts,
  explain,
  HammingwayError,
  listAlgorithms,
  profileOfSums,
  threeSumCounts,
  type Work,
} from '../src/index.js'
import { addPairs, addSigned, drawHash, hashLists, scaledTargets } from '../src/threesum/cells.js'
import { levelsFor } from '../src/threesum/sampling.js'
import type { Lists } from '../src/threesum/row.js'
import { openCounting } from '../src/sumset/counting.js'
import { copy, takeIn } from '../src/sumset/lists.js'
import { drawsOf } from '../src/random.js'
import { withArena } from '../src/wasm/arena.js'
import { momentsOf } from './moments.js'
import { randomOf, type Random } from './random.js'
import { convolutionThreeSum, threeSum } from './reference/three-sum.js'
import { expectSame } from './same.js'
import { numbersOf, sumPairs, type SumShape } from './sums.js'
import { thrown } from './thrown.js'

const approximate = (task: 'threeSumCounts' | 'convolutionThreeSumCounts'): string[] =>
  listAlgorithms(task).flatMap(({ name, guarantee }) => (guarantee === 'monte-carlo' ? [name] : []))

/** Rows that refuse most of these lists: where energies are high, and where no stretch is dense (test/stretches.test.ts). */
const seldom = ['debiased', 'sampled-stretches']

/** Half of them sums that many pairs have, as far as the lists have such. */
function targetsOf(a: Float64Array, b: Float64Array, count: number, random: Random): Float64Array {
  return Float64Array.from({ length: count }, (_, k) => {
    const sum = random.pick(a) + random.pick(b)
    const here = a[Math.min(a.length - 1, k >> 1)] + b[Math.min(b.length - 1, k - (k >> 1))]
    return Math.max(-(2 ** 52), Math.min(2 ** 52, random.pick([sum, here, sum + 1])))
  })
}

describe.each([
  ['threeSumCounts', threeSumCounts, threeSum],
  ['convolutionThreeSumCounts', convolutionThreeSumCounts, convolutionThreeSum],
] as const)('%s', (task, run, oracle) => {
  describe.each(approximate(task))('by %s', (algorithm) => {
    // a universe of 2^53 + 1 sums is no double, and one less was taken for it
    test('numbers as far apart as they can be', () => {
      const most = 2 ** 52
      for (const a of [
        [-most, most - 1, most],
        [-most, 1 - most, most],
      ]) {
        const c = [most, ...a]
        try {
          expect([...run(a, [0], c, { algorithm, epsilon: 0.01, delta: 1e-9 })]).toEqual([...oracle(a, [0], c)])
        } catch (error) {
          if (!(error instanceof HammingwayError && error.code === 'NO_ALGORITHM')) throw error
        }
      }
    })

    test('any lists: every entry within the tolerance, and no entry below where that is promised', () => {
      let [held, off] = [0, 0]
      const problems = fc.record({
        pair: sumPairs(250, [1, 60, 3000, 40_000, 1e9, 2 ** 40, 2 ** 52]),
        count: fc.integer({ min: 1, max: 250 }),
        epsilon: fc.constantFrom(0.02, 0.1, 0.3, 0.7),
        seed: fc.integer({ min: 0, max: 2 ** 31 }),
      })
      fc.assert(
        fc.property(problems, ({ pair: { a, b }, count, epsilon, seed }) => {
          if (a.length === 0) return
          const c = targetsOf(a, b, count, randomOf(seed))
          const expected = oracle(a, b, c)
          let counts: Float64Array
          try {
            counts = run(a, b, c, { algorithm, epsilon, delta: 1e-9, seed })
          } catch (error) {
            if (error instanceof HammingwayError && error.code === 'NO_ALGORITHM') return
            throw error
          }
          held++
          const tolerance = epsilon * Math.max(a.length, b.length, c.length)
          counts.forEach((count, i) => {
            if (Math.abs(count - expected[i]) > tolerance || count < 0 || !Number.isInteger(count)) {
              throw new Error(`entry ${i}: ${count} for ${expected[i]}, tolerance ${tolerance}`)
            }
            if (algorithm === 'one-sided' && count < expected[i]) throw new Error(`entry ${i}: ${count} is below ${expected[i]}`)
            if (count !== expected[i]) off++
          })
        }),
        { numRuns: seldom.includes(algorithm) ? 25 : 60 },
      )
      expect(held).toBeGreaterThan(algorithm === 'debiased' ? 0 : algorithm === 'sampled-stretches' ? -1 : 15)
      // debiased may be right about every entry of those few that are left: its variance is looked at below
      if (!seldom.includes(algorithm)) expect(off, 'some entries are not exact, or nothing was approximated').toBeGreaterThan(0)
    })

    test('the same for the same seed, others for others', () => {
      const random = randomOf(3)
      const [a, b] = [0, 1].map(() => numbersOf(algorithm === 'debiased' ? 'random' : 'half progression', 3000, 1e9, random))
      const c = targetsOf(a, b, 3000, random)
      const call = (seed: number): Float64Array => run(a, b, c, { algorithm, epsilon: 0.2, seed })
      expectSame(call(5), call(5), 'one seed')
      expect(call(5)).not.toEqual(call(6))
    })

    test('refuses exact calls', () => {
      const error = thrown(() => run([1], [2], [3], { algorithm }))
      expect([error.code, error.message]).toEqual(['NO_ALGORITHM', expect.stringMatching(/it approximates, and no epsilon is given/)])
    })
  })

  test('the plan of explain is the one that runs, and its bytes are enough for every row', () => {
    const random = randomOf(7)
    const planned = new Set<string>()
    for (let i = 0; i < 16; i++) {
      const shape = (): SumShape => random.pick(['random', 'half progression', 'clusters', 'equal', 'sidon'])
      const universe = random.pick([1e4, 1e9, 2 ** 40])
      const [n, m, k] = [0, 1, 2].map(() => 1 + random.below(random.pick([30, 700])))
      const [a, b] = [numbersOf(shape(), n, universe, random), numbersOf(shape(), m, universe, random)]
      const c = targetsOf(a, b, k, random)
      const epsilon = random.pick([0.05, 0.1, 0.4])
      const plan = explain({ task, n, m, targets: k, epsilon, delta: 0.1, profile: profileOfSums(a, b, c, task) })
      planned.add(plan.algorithm)
      const counts: Work[] = []
      const options = { epsilon, delta: 0.1, onCounts: (work: Work) => counts.push(work) }
      run(a, b, c, options)
      run(a, b, c, { ...options, algorithm: plan.algorithm })
      expect(counts[0], plan.algorithm).toEqual(counts[1])
      for (const { name, bytes, refused } of plan.considered) {
        if (refused !== undefined || !approximate(task).includes(name)) continue
        try {
          run(a, b, c, { ...options, algorithm: name, memoryLimit: bytes })
        } catch (error) {
          // more energy than the plan knew of
          if (name !== 'debiased' || (error as HammingwayError).code !== 'NO_ALGORITHM') throw error
        }
      }
    }
    expect(planned.size).toBeGreaterThan(1)
    expect([...planned].some((name) => approximate(task).includes(name))).toBe(true)
  })
})

test('debiased refuses where the energy is high, whether the plan sees it or the run', () => {
  const random = randomOf(4)
  const progression = Float64Array.from({ length: 3000 }, (_, i) => 1e6 * i + 7)
  const half = numbersOf('half progression', 3000, 1e9, random)
  for (const list of [progression, half]) {
    const error = thrown(() => threeSumCounts(list, list, list, { algorithm: 'debiased', epsilon: 0.01 }))
    expect([error.code, error.message]).toEqual(['NO_ALGORITHM', expect.stringMatching(/additive energy of about \d/)])
  }
})

test('one-sided: a single hash where it certifies every entry', () => {
  const random = randomOf(4)
  const [a, b, c] = [0, 1, 2].map(() => numbersOf('random', 3000, 1e9, random))
  let [one, all]: Work[] = [{}, {}]
  const run = (third: Float64Array, onCounts: (work: Work) => void): unknown =>
    threeSumCounts(a, b, third, { algorithm: 'one-sided', epsilon: 0.1, onCounts })
  run(c, (work) => (one = work))
  // one target of many pairs takes all rounds
  a.fill(5, 0, 2000)
  b.fill(6, 0, 2000)
  run(c.with(0, 11), (work) => (all = work))
  expect(all.bisect! / one.bisect!).toBeGreaterThan(5)
})

describe('bounds of a sample', () => {
  test('settled means are off with the promised probability, by exact binomial tails', () => {
    for (const [values, tolerance, entries, delta] of [
      [1000, 0.1, 1, 0.5],
      [5000, 0.05, 100, 0.1],
      [100_000, 0.03, 1000, 0.01],
    ]) {
      const { sizes, thresholds } = levelsFor({ values, tolerance, entries, delta })
      expect(sizes.length).toBeGreaterThan(1)
      for (const [level, draws] of sizes.slice(0, -1).entries()) {
        const most = (level === 0 ? delta / 2 : delta / 2 / (sizes.length - 2)) / entries
        const { low, high } = thresholds[level]
        expect(low).toBeGreaterThanOrEqual(0)
        for (const p of [0.001, 0.01, 0.05, 0.1, 0.15, 0.3, 0.5, 0.7, 0.9, 0.99]) {
          let wrong = 0
          // P(h) by its logarithm, from 0 on
          let log = draws * Math.log1p(-p)
          for (let h = 0; h <= draws; h++) {
            if ((h <= low || h >= high) && Math.abs(h / draws - p) > tolerance) wrong += Math.exp(log)
            log += Math.log(((draws - h) / (h + 1)) * (p / (1 - p)))
          }
          expect(wrong, `${draws} draws, p ${p}`).toBeLessThanOrEqual(most)
        }
      }
      expect(sizes.at(-1)).toBe(values)
    }
  })

  test('no tolerance: all are drawn', () => {
    expect(levelsFor({ values: 7, tolerance: 0, entries: 3, delta: 0.1 }).sizes).toEqual([7])
  })
})

test('sampled: numbers that are repeated often are set aside, and the others take as few draws as if there were none', () => {
  const random = randomOf(12)
  const n = 20_000
  const [a, b] = [0, 1].map(() => Float64Array.from({ length: n }, (_, i) => (i % 2 === 0 ? 1e6 * (i % 20) : random.below(2 ** 40))))
  const c = targetsOf(a, b, n, random)
  let work: Work = {}
  const counts = threeSumCounts(a, b, c, { algorithm: 'sampled', epsilon: 0.02, onCounts: (counts) => (work = counts) })
  const expected = threeSumCounts(a, b, c)
  counts.forEach((count, i) => expect(Math.abs(count - expected[i])).toBeLessThanOrEqual(0.02 * n))
  // n (n + 1) / 2 numbers of each of ten, each met with all targets, are 10 n lookups; a draw of a thousand pairs would ask for a thousand times as many draws
  const [draws] = levelsFor({ values: n, tolerance: 0.02, entries: n, delta: 0.01 }).sizes
  expect(work.seek!).toBeLessThan((2 * draws + 10) * n)
})

test('a plan counts pairs as they are, by two pointers and by a table', () => {
  const random = randomOf(5)
  for (const [n, m] of [
    [60, 90],
    [5000, 4000],
  ]) {
    const [a, b] = [n, m].map((count) => Float64Array.from({ length: count }, () => 3 * random.below(count)))
    a[0] = b[0] = 0
    withArena(2 ** 28, (arena) => {
      const taken = takeIn(arena, a, b)!
      const counting = openCounting(arena, taken)
      const sums = Float64Array.of(0, 1, 5, 7.5, -1, 1e6, 2 ** 53, n >> 1, n, n + m - 3)
      const longer = n >= m ? a : b
      const times = new Map<number, number>()
      for (const value of longer) times.set(value, (times.get(value) ?? 0) + 1)
      const { all, alone } = counting.pairs(sums)
      for (const [i, sum] of sums.entries()) {
        const wanted = 3 * sum
        let [expected, single] = [0, 0]
        for (const x of a) {
          for (const y of b) {
            if (x + y !== wanted) continue
            expected++
            if (times.get(n >= m ? x : y) === 1) single++
          }
        }
        expect([sum, all[i], alone[i]]).toEqual([sum, expected, single])
      }
      expect(all[8]).toBeGreaterThan(alone[8])
      for (const k of [0, 1, 15]) expect(counting.repeats()[k]).toBe([...times.values()].filter((count) => count > k + 1).length)
    })
  }
})

/** The lists in memory, as rows find them. */
function withLists<T>(
  a: Float64Array,
  b: Float64Array,
  c: Float64Array,
  run: (arena: Parameters<Parameters<typeof withArena>[1]>[0], lists: Lists) => T,
): T {
  return withArena(2 ** 28, (arena) => {
    const taken = takeIn(arena, a, b)!
    return run(arena, { ...taken, c: copy(arena, 'c', c)!.at, targets: c.length, seed: 1 })
  })
}

/** What a hash counts for each target, in their order: pairs of its cells, or those less the pairs of the other side. */
function countsOf(a: Float64Array, b: Float64Array, c: Float64Array, bits: number, seed: number, signed: boolean): Float64Array {
  return withLists(a, b, c, (arena, lists) => {
    const hash = drawHash(drawsOf(seed), bits)
    const scaled = scaledTargets(arena, lists)
    const hashed = hashLists(arena, lists, scaled, hash, {})
    if (signed) addSigned(arena, hashed, bits, {})
    else addPairs(arena, hashed, bits, {})
    const out = arena.alloc(8 * c.length)
    arena.kernels.numbersAt(scaled, c.length, -hash.shift, hash.factor, hashed.c.at, hashed.c.count, out)
    return arena.doubles(out, c.length).slice()
  })
}

/** The same by the definition of cells, in whole numbers of any size. */
function countsByDefinition(a: Float64Array, b: Float64Array, c: Float64Array, bits: number, seed: number, signed: boolean): number[] {
  const { factor, shift } = drawHash(drawsOf(seed), bits)
  const cells = 2 ** bits
  const cell = (value: bigint): number => Number(BigInt.asUintN(64, value * factor) >> BigInt(64 - bits))
  const left = Array.from(a, (x) => cell(BigInt(x)))
  const right = Array.from(b, (y) => cell(BigInt(y) + BigInt(shift)))
  return Array.from(c, (sum) => {
    const h = cell(BigInt(sum) + BigInt(shift))
    let count = 0
    for (const x of left) {
      for (const y of right) {
        const apart = (2 * cells + h - x - y) % cells
        if (apart < 2) count++
        if (signed && (apart === cells / 2 || apart === cells / 2 + 1)) count--
      }
    }
    return count
  })
}

describe('pairs by cells', () => {
  /** Lists that begin at 0 and have no common divisor, so that they are hashed as they are. */
  const lists = (shape: SumShape, count: number, random: Random): [Float64Array, Float64Array] => {
    const make = (): Float64Array => Float64Array.of(0, 1, ...numbersOf(shape, count, 2 ** 30, random))
    return [make(), make()]
  }
  const shapes = ['random', 'progression', 'half progression', 'clusters', 'equal', 'few values'] as const

  test.each(shapes)('%s: as the definition has it, and never fewer than sum up', (shape) => {
    for (const bits of [12, 13]) {
      for (let seed = 0; seed < 4; seed++) {
        const random = randomOf(seed)
        const [a, b] = lists(shape, 40 + random.below(40), random)
        // all equal modulo the cells, too: distances of powers of two
        const c = Float64Array.of(...targetsOf(a, b, 40, random), 2 ** 20, 2 ** 21, 5 * 2 ** 20).map((value) =>
          Math.max(0, Math.min(value, a[0] + 2 ** 30)),
        )
        const expected = threeSum(a, b, c)
        const counts = countsOf(a, b, c, bits, seed, false)
        expectSame(counts.map(Math.round), countsByDefinition(a, b, c, bits, seed, false), 'pairs')
        for (const [i, count] of counts.entries()) {
          expect(Math.abs(count - Math.round(count))).toBeLessThan(1e-6)
          expect(Math.round(count)).toBeGreaterThanOrEqual(expected[i])
        }
        expectSame(countsOf(a, b, c, bits, seed, true).map(Math.round), countsByDefinition(a, b, c, bits, seed, true), 'pairs with signs')
      }
    }
  })

  test('false pairs: 2 / cells of all on the average; with signs none, and the variance is that of the energy', () => {
    const random = randomOf(11)
    const [a, b] = lists('random', 150, random)
    const c = targetsOf(a, b, 60, random)
    const expected = threeSum(a, b, c)
    const bits = 12
    const falsePairs = a.length * b.length
    const [means, signedMeans, squares]: number[][] = [[], [], []]
    for (let seed = 0; seed < 300; seed++) {
      const counts = countsOf(a, b, c, bits, seed, false)
      means.push(counts.reduce((sum, count, i) => sum + count - expected[i], 0) / c.length)
      const signed = countsOf(a, b, c, bits, seed, true)
      signedMeans.push(signed.reduce((sum, count, i) => sum + count - expected[i], 0) / c.length)
      squares.push(signed.reduce((sum, count, i) => sum + (count - expected[i]) ** 2, 0) / c.length)
    }
    const { mean, error } = momentsOf(means)
    expect(Math.abs(mean - (2 * falsePairs) / 2 ** bits)).toBeLessThan(4 * error + 0.02)
    const signed = momentsOf(signedMeans)
    expect(Math.abs(signed.mean)).toBeLessThan(4 * signed.error)
    // random numbers: hardly two pairs of one sum, so the energy is the number of pairs; M is half of the cells
    const variance = momentsOf(squares).mean
    expect(variance / ((2 * falsePairs) / 2 ** (bits - 1))).toBeGreaterThan(0.7)
    expect(variance / ((2 * falsePairs) / 2 ** (bits - 1))).toBeLessThan(1.3)
  })
})

describe('means and variances over seeds', () => {
  // a tolerance of more than half: one level settles everything, and estimates are those of plain samples
  const [n, epsilon, delta] = [200, 0.6, 0.5]
  const random = randomOf(2)
  const a = Float64Array.from({ length: n }, (_, i) => (i < n / 2 ? i : 1e9 + random.below(1e9)))
  const b = Float64Array.from({ length: n }, (_, i) => (i < n / 2 ? i : 4e9 + random.below(1e9)))
  const c = Float64Array.of(99, 60, 40, 150, 7e9, ...Array.from({ length: 20 }, () => random.below(2 ** 33)))
  const expected = threeSum(a, b, c)
  const runs = (algorithm: string): Float64Array[] =>
    Array.from({ length: 800 }, (_, seed) => threeSumCounts(a, b, c, { algorithm, epsilon, delta, seed }))
  const question = { values: n, tolerance: Math.floor(epsilon * n) / n, entries: c.length, delta }

  test('sampled: hypergeometric', () => {
    const [draws] = levelsFor(question).sizes
    const columns = runs('sampled')
    for (const i of [0, 1, 2, 3]) {
      const { mean, variance, error } = momentsOf(columns.map((counts) => counts[i]))
      const p = expected[i] / n
      expect(Math.abs(mean - expected[i])).toBeLessThan(4 * error + 0.5)
      expect(variance / (((n * n) / draws) * p * (1 - p) * ((n - draws) / (n - 1)))).toBeGreaterThan(0.7)
      expect(variance / (((n * n) / draws) * p * (1 - p) * ((n - draws) / (n - 1)))).toBeLessThan(1.3)
    }
  })

  test('corrected: no bias, and the variance of the false pairs alone', () => {
    const share = (2 * n) / 2 ** 12
    const [draws] = levelsFor(question, share).sizes
    const columns = runs('corrected')
    // a count of many pairs, which is far from 0, where estimates are cut off
    const { mean, variance, error } = momentsOf(columns.map((counts) => counts[0]))
    expect(expected[0]).toBe(100)
    expect(Math.abs(mean - expected[0])).toBeLessThan(4 * error)
    // of two neighbours in b one goes another way; where one of them is the right partner that is one time in two
    const p = share * 0.92 * (1 - expected[0] / (2 * n))
    const formula = ((n * n) / draws) * p * (1 - p) * ((n - draws) / (n - 1))
    expect(variance / formula).toBeGreaterThan(0.7)
    expect(variance / formula).toBeLessThan(1.3)
  })
})
