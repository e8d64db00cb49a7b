// Dense stretches of lists: how they are found, and the two rows of 3SUM that count their pairs by transforms.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { explain, HammingwayError, profileOfSums, threeSumCounts, type Work } from '../src/index.js'
import { levelsFor } from '../src/threesum/sampling.js'
import { roundsRight } from '../src/threesum/stretch-pairs.js'
import { repeatedOutside, stretchesOf } from '../src/threesum/stretches.js'
import { momentsOf } from './moments.js'
import { randomOf, type Random } from './random.js'
import { threeSum } from './reference/three-sum.js'
import { expectSame } from './same.js'
import { thrown } from './thrown.js'

interface ClusterShape {
  clusters: number
  /** numbers of a cluster */
  population: number
  /** values of a cluster */
  width: number
  /** numbers anywhere, of which a share stands twice */
  noise: number
  repeated: number
  universe: number
}

function clustered({ clusters, population, width, noise, repeated, universe }: ClusterShape, random: Random): number[] {
  const list: number[] = []
  for (let k = 0; k < clusters; k++) {
    const centre = random.below(universe - width)
    for (let i = 0; i < population; i++) list.push(centre + random.below(width))
  }
  for (let i = 0; i < noise; i++) list.push(random.next() < repeated && i > 0 ? list[list.length - 1] : random.below(universe))
  // in no order
  for (let i = list.length - 1; i > 0; i--) {
    const j = random.below(i + 1)
    ;[list[i], list[j]] = [list[j], list[i]]
  }
  return list
}

const shapes = fc.record({
  clusters: fc.integer({ min: 1, max: 3 }),
  population: fc.integer({ min: 90, max: 200 }),
  width: fc.constantFrom(1, 50, 300, 511, 512, 513, 700, 1200),
  noise: fc.constantFrom(0, 1, 30, 150),
  repeated: fc.constantFrom(0, 0.3),
  universe: fc.constantFrom(1e6, 1e9, 2 ** 40, 2 ** 50),
})
const lists = fc
  .record({
    first: shapes,
    second: shapes,
    scale: fc.constantFrom(1, 1, 2),
    shift: fc.constantFrom(0, -1e6, -(2 ** 51), 2 ** 50),
    targets: fc.constantFrom(1, 40, 400),
    seed: fc.integer({ min: 0, max: 2 ** 31 }),
  })
  .map((given) => {
    const { first, second, scale, shift, targets, seed } = given
    const random = randomOf(seed)
    const [a, b] = [first, second].map((shape) => clustered(shape, random).map((value) => value * scale + shift))
    const c = Array.from({ length: targets }, () => {
      const sum = random.pick(a) + random.pick(b) + random.pick([0, 0, 0, 1, -1])
      return Math.max(-(2 ** 52), Math.min(2 ** 52, sum))
    })
    return Object.defineProperty({ a, b, c, seed }, fc.toStringMethod, { value: () => JSON.stringify(given), enumerable: false })
  })

/** Undefined where the row refuses. */
function counted(a: number[], b: number[], c: number[], options: object): Float64Array | undefined {
  try {
    return threeSumCounts(a, b, c, options)
  } catch (error) {
    if (error instanceof HammingwayError && error.code === 'NO_ALGORITHM') return undefined
    throw error
  }
}

test('stretchesOf: apart, as wide as they may be, with as many numbers as they must have, and nothing dense left outside', () => {
  const cases = fc.record({
    values: fc.array(fc.integer({ min: 0, max: 120 }), { maxLength: 60 }),
    width: fc.constantFrom(1, 2, 8, 32),
    least: fc.integer({ min: 1, max: 6 }),
  })
  fc.assert(
    fc.property(cases, ({ values, width, least }) => {
      const sorted = Float64Array.from(values).sort()
      const found = stretchesOf(sorted, { width, least })
      const inside = new Set<number>()
      let last = 0
      for (const { from, to } of found) {
        expect(from).toBeGreaterThanOrEqual(last)
        expect(to - from).toBeGreaterThanOrEqual(least)
        expect(sorted[to - 1] - sorted[from]).toBeLessThan(width)
        // those that would still fit are in it
        if (to < sorted.length) expect(sorted[to] - sorted[from]).toBeGreaterThanOrEqual(width)
        for (let i = from; i < to; i++) inside.add(i)
        last = to
      }
      for (const start of sorted.keys()) {
        const window = [...sorted.keys()].filter((i) => i >= start && sorted[i] - sorted[start] < width)
        if (window.length >= least) expect(window.some((i) => inside.has(i))).toBe(true)
      }
      const outside = [...sorted].filter((_, i) => !inside.has(i))
      const times = (value: number): number => outside.filter((other) => other === value).length
      expect(repeatedOutside(sorted, found)).toBe(new Set(outside.filter((value) => times(value) > 1)).size)
    }),
  )
})

test('stretches: any clusters, by the definition', () => {
  let held = 0
  fc.assert(
    fc.property(lists, ({ a, b, c, seed }) => {
      const counts = counted(a, b, c, { algorithm: 'stretches', seed })
      if (counts === undefined) return
      held++
      expectSame(counts, threeSum(a, b, c), 'counts')
    }),
    { numRuns: 150 },
  )
  expect(held).toBeGreaterThan(75)
})

test('sampled-stretches: any clusters, every entry within the tolerance', () => {
  let [held, off] = [0, 0]
  fc.assert(
    fc.property(lists, fc.constantFrom(0.05, 0.2, 0.5), ({ a, b, c, seed }, epsilon) => {
      const counts = counted(a, b, c, { algorithm: 'sampled-stretches', epsilon, delta: 1e-9, seed })
      if (counts === undefined) return
      held++
      const tolerance = epsilon * Math.max(a.length, b.length, c.length)
      for (const [i, expected] of threeSum(a, b, c).entries()) {
        if (Math.abs(counts[i] - expected) > tolerance || counts[i] < 0 || !Number.isInteger(counts[i])) {
          throw new Error(`entry ${i}: ${counts[i]} for ${expected}, tolerance ${tolerance}`)
        }
        if (counts[i] !== expected) off++
      }
    }),
    { numRuns: 150 },
  )
  expect(held).toBeGreaterThan(30)
  expect(off, 'entries that are not exact').toBeGreaterThan(0)
})

describe('seams', () => {
  const row = (from: number, count: number): number[] => Array.from({ length: count }, (_, i) => from + i)
  const both = (a: number[], b: number[], c: number[]): void => {
    const expected = threeSum(a, b, c)
    const exact = counted(a, b, c, { algorithm: 'stretches' })
    expect(exact).toBeDefined()
    expectSame(exact!, expected, 'stretches')
    // 0.001 of such lists is no error at all: all are drawn
    const drawn = counted(a, b, c, { algorithm: 'sampled-stretches', epsilon: 0.001 })
    if (drawn) expectSame(drawn, expected, 'sampled-stretches')
  }

  test('the first and the last value of a stretch, and the next one', () => {
    for (const beyond of [510, 511, 512, 513]) {
      const a = [...row(0, 200), beyond, 2 ** 40]
      const b = [...row(1e9, 200), 1e9 + beyond, 2 ** 41]
      const sums = [
        0,
        1,
        199,
        398,
        399,
        400,
        beyond - 1,
        beyond,
        beyond + 1,
        beyond + 199,
        2 * beyond - 1,
        2 * beyond,
        2 * beyond + 1,
        1023,
        1024,
      ]
      both(a, b, [...sums.map((sum) => 1e9 + sum), 1e9 - 1, -5, 2 ** 40 + 2 ** 41, 2 ** 40 + 1e9, 2 ** 41 + 7])
    }
  })

  test('stretches side by side, whose sums are met in two products', () => {
    const a = [...row(7, 3000), 2 ** 40]
    const b = [...row(-5000, 2500), ...row(1e7, 300), -(2 ** 41)]
    both(a, b, [...row(-5000, 6000), 1e7 + 300, 2 ** 40 + 1e7, 7 - 2 ** 41])
  })

  test('equal numbers, in stretches and outside', () => {
    const a = [...row(0, 100), ...row(0, 100), 50, 50, 1e9, 1e9, 1e9]
    const b = [...Array.from({ length: 150 }, () => 3), ...row(3, 90), 5e9, 5e9, 3e9]
    both(a, b, [3, 53, 53, 102, 1e9 + 3, 6e9, 5e9 + 50, 3e9, 4e9])
  })

  test('sums near 2^53, and no more', () => {
    const most = 2 ** 52
    const a = [...row(-most, 200), ...row(-500, 200)]
    const b = [...row(-most, 150), ...row(-300, 200), -6]
    // sums of a universe of 2^53 less some
    both(a, b, [-most, -most + 190, -11, -1, 0, 150, -most + 1, -105, 5 - most])
    const [high, low] = [
      [...row(most - 199, 200), 500],
      [...row(-99, 200), 2 - most],
    ]
    both(high, low, [most, most - 1, most - 298, most - 299, 502 - most, 401, 1, 0, 201 - most, -most])
    const wide = [-most, ...row(0, 200), most]
    const error = thrown(() => threeSumCounts(wide, wide, [0], { algorithm: 'stretches' }))
    expect(error.message).toMatch(/no stretches of the lists are known to be dense/)
    expect([...threeSumCounts(wide, wide, [0, 5])]).toEqual(threeSum(wide, wide, [0, 5]))
  })
})

/** Half in clusters, half anywhere; targets mostly of the clusters. */
function halves(n: number, share: number, seed: number): { a: number[]; b: number[]; c: number[] } {
  const random = randomOf(seed)
  const population = Math.round((share * n) / 4)
  const shape = { clusters: 4, population, width: population, noise: n - 4 * population, repeated: 0, universe: 2 ** 40 }
  const [a, b] = [clustered(shape, random), clustered(shape, random)]
  const near = (list: number[]): number => {
    for (;;) {
      const i = random.below(list.length)
      if (list.some((value, j) => i !== j && Math.abs(value - list[i]) < 10)) return list[i]
    }
  }
  return { a, b, c: Array.from({ length: 500 }, (_, k) => (k % 4 === 0 ? random.below(2 ** 41) : near(a) + near(b))) }
}

describe('plans', () => {
  const explained = (a: number[], b: number[], c: number[], epsilon?: number) =>
    explain({ task: 'threeSumCounts', n: a.length, m: b.length, targets: c.length, epsilon, profile: profileOfSums(a, b, c) })

  const wide = (start: number): number[] => [...Array.from({ length: 1500 }, (_, i) => start + i), start + 2 ** 40]
  test.each([
    ['apart', halves(1000, 0.6, 4)],
    // sums of two stretches reach up to twice their width
    ['side by side', { a: wide(0), b: wide(-700), c: Array.from({ length: 400 }, (_, i) => 6 * i - 700) }],
  ])('pairs of stretches are measured as the definition has them: %s', (_, { a, b, c }) => {
    const { stretches, counts } = profileOfSums(a, b, c)
    const inside = (list: number[]): number[] => {
      const sorted = Float64Array.from(list).sort()
      return stretchesOf(sorted, stretches!).flatMap(({ from, to }) => [...sorted.subarray(from, to)])
    }
    expect(stretches!.inside).toEqual([inside(a).length, inside(b).length])
    // 32 targets, drawn with repetition and in an order that is not told: compared as sets
    const all = threeSum(a, b, c)
    const within = threeSum(inside(a), inside(b), c)
    const possible = new Set(all.map((count, i) => `${count} ${count - within[i]}`))
    expect(stretches!.rest!.length).toBe(counts!.length)
    for (const [i, rest] of stretches!.rest!.entries()) expect(possible).toContain(`${counts![i]} ${rest}`)
    expect(Math.max(...stretches!.rest!)).toBeLessThan(Math.max(...counts!) / 4)
  })

  test('half in clusters: the row with a sample of the rest, of which draws are far fewer', () => {
    const { a, b, c } = halves(6000, 0.5, 5)
    expect(explained(a, b, c, 0.05).algorithm).toBe('sampled-stretches')
    const work: Record<string, Work> = {}
    for (const algorithm of ['sampled', 'sampled-stretches']) {
      const expected = threeSumCounts(a, b, c, { algorithm: 'hashed' })
      const counts = threeSumCounts(a, b, c, { algorithm, epsilon: 0.05, onCounts: (counts) => (work[algorithm] = counts) })
      counts.forEach((count, i) => expect(Math.abs(count - expected[i])).toBeLessThanOrEqual(0.05 * a.length))
    }
    expect(work['sampled-stretches'].seek!).toBeLessThan(work.sampled.seek! / 2)
  })

  test('all in clusters: nothing is sampled, and the plan is exact', () => {
    const { a, b, c } = halves(4000, 1, 6)
    const { algorithm, considered } = explained(a, b, c, 0.05)
    expect(algorithm).toBe('stretches')
    expect(considered.find(({ name }) => name === 'sampled-stretches')!.refused).toMatch(/nothing is left to be sampled/)
    const counts: Work[] = []
    const onCounts = (work: Work): void => void counts.push(work)
    expectSame(threeSumCounts(a, b, c, { epsilon: 0.05, onCounts }), threeSumCounts(a, b, c, { algorithm: 'hashed' }), 'counts')
    expect(counts[0].seek).toBeUndefined()
  })

  test('no targets near: no product is made', () => {
    const { a, b } = halves(4000, 1, 7)
    let work: Work = {}
    threeSumCounts(a, b, [2 ** 45, -7], { algorithm: 'stretches', onCounts: (counts) => (work = counts) })
    expect(work.butterfly64).toBeUndefined()
  })

  test('bytes are enough, and the plan of explain is the one that runs', () => {
    for (const [n, share, epsilon] of [
      [700, 0.9, 0.1],
      [1500, 0.5, 0.05],
      [3000, 1, 0.1],
      [4000, 0.3, 0.2],
    ]) {
      const { a, b, c } = halves(n, share, n)
      const plan = explained(a, b, c, epsilon)
      const counts: Work[] = []
      const options = { epsilon, onCounts: (work: Work) => counts.push(work) }
      threeSumCounts(a, b, c, options)
      threeSumCounts(a, b, c, { ...options, algorithm: plan.algorithm })
      expect(counts[0], plan.algorithm).toEqual(counts[1])
      for (const { name, bytes, refused } of plan.considered) {
        if (refused === undefined && name.includes('stretches')) threeSumCounts(a, b, c, { epsilon, algorithm: name, memoryLimit: bytes })
      }
    }
  })

  test('rounding is proved for lists of millions, and not for any', () => {
    expect(roundsRight(3e6, 3e6, 2 ** 20)).toBe(true)
    expect(roundsRight(1e8, 1e8, 2 ** 9)).toBe(false)
  })
})

test('sampled-stretches: numbers that repeat outside are met with all others, whatever is drawn', () => {
  const list = (times: number): number[] =>
    Array.from({ length: 300 }, (_, i) => (i < 100 ? i : 1e6 + 1000 * Math.floor((i - 100) / times)))
  const [a, b] = [list(1), list(3)]
  const c = [2e6 + 30_000, 2e6 + 60_000, 99]
  const expected = threeSum(a, b, c)
  for (let seed = 0; seed < 20; seed++) {
    expectSame(threeSumCounts(a, b, c, { algorithm: 'sampled-stretches', epsilon: 0.9, delta: 0.5, seed }), expected, `seed ${seed}`)
  }
})

test('sampled-stretches: hypergeometric, of the pairs that are not of two stretches', () => {
  // a stretch of 100, and 100 numbers far apart, of which as many pairs have one sum
  const n = 200
  const list = (start: number): Float64Array => Float64Array.from({ length: n }, (_, i) => (i < n / 2 ? i : start + 1000 * i))
  const [a, b] = [list(1e6), list(1e8)]
  const c = Float64Array.of(99, 1e6 + 1e8 + 1000 * 299, 1e6 + 1e8 + 1000 * 260, 7)
  const expected = threeSum(a, b, c)
  expect(expected.slice(0, 3)).toEqual([100, 100, 61])
  const [epsilon, delta] = [0.9, 0.5]
  const values = 300
  const [draws] = levelsFor({ values, tolerance: Math.floor(epsilon * n) / values, entries: c.length, delta }).sizes
  const columns = Array.from({ length: 800 }, (_, seed) =>
    threeSumCounts(a, b, c, { algorithm: 'sampled-stretches', epsilon, delta, seed }),
  )
  for (const counts of columns) expect([counts[0], counts[3]]).toEqual([expected[0], expected[3]])
  for (const i of [1, 2]) {
    const { mean, variance, error } = momentsOf(columns.map((counts) => counts[i]))
    const p = expected[i] / values
    expect(Math.abs(mean - expected[i])).toBeLessThan(4 * error + 0.5)
    const formula = ((values * values) / draws) * p * (1 - p) * ((values - draws) / (values - 1))
    expect(variance / formula).toBeGreaterThan(0.7)
    expect(variance / formula).toBeLessThan(1.3)
  }
})
