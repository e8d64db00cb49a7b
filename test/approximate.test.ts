// Approximate distances: every Monte Carlo row, forced by name, on families whose distances differ from shift to shift. With delta = 1e-9 a run that
// is outside of its band is a false alarm with a chance of one in 10^9, and all runs here are fewer than 10^4.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { atLeast } from '../bench/binomial.js'
import { families, instance } from '../bench/families.js'
import {
  explain,
  hammingDistances,
  HammingwayError,
  listAlgorithms,
  prepareText,
  profileOf,
  type DistanceOptions,
  type Sequence,
} from '../src/index.js'
import { letterPairs, widePairs } from './arbitraries.js'
import { uniform } from './random.js'
import { distances } from './reference/distances.js'
import { letterDistances } from './reference/matches.js'
import { expectSame } from './same.js'

const rows = listAlgorithms('hammingDistances').flatMap(({ name, guarantee }) => (guarantee === 'monte-carlo' ? [name] : []))

/** The distances, or undefined when the row refuses. */
function attempt(text: Sequence, pattern: Sequence, options: DistanceOptions): Uint32Array | undefined {
  try {
    return hammingDistances(text, pattern, options)
  } catch (error) {
    if (error instanceof HammingwayError && error.code === 'NO_ALGORITHM') return undefined
    throw error
  }
}

function expectWithin(found: Uint32Array, exact: Uint32Array, epsilon: number, what: string): void {
  expect(found.length, what).toBe(exact.length)
  for (let i = 0; i < exact.length; i++) {
    if (found[i] < (1 - epsilon) * exact[i] || found[i] > (1 + epsilon) * exact[i])
      throw new Error(`${what}: shift ${i} is ${found[i]}, and the distance ${exact[i]}`)
  }
}

test('there are four of them', () => {
  expect(rows.sort()).toEqual(['hashed', 'one-sided', 'random-signs', 'sampled'])
})

describe.each(families)('$name', (family) => {
  test.each(rows)('%s', (algorithm) => {
    const { text, pattern } = instance(family, 1, 9000, 2000)
    const exact = hammingDistances(text, pattern)
    expect(new Set(exact).size, 'distances differ').toBeGreaterThan(2)
    for (const epsilon of algorithm === 'random-signs' ? [0.4] : [0.4, 0.2, 0.1, 0.05]) {
      for (const seed of algorithm === 'one-sided' ? [1] : [1, 2]) {
        const found = attempt(text, pattern, { algorithm, epsilon, delta: 1e-9, seed })
        if (found) expectWithin(found, exact, epsilon, `epsilon ${epsilon}, seed ${seed}`)
        if (found && algorithm === 'one-sided') expect(found.every((distance, i) => distance <= exact[i])).toBe(true)
      }
    }
  })
})

test('every row answers most families, and none of them exactly', () => {
  for (const algorithm of rows) {
    let answered = 0
    let approximated = 0
    for (const family of families) {
      const { text, pattern } = instance(family, 2, 9000, 2000)
      const exact = hammingDistances(text, pattern)
      const found = attempt(text, pattern, { algorithm, epsilon: 0.4 })
      if (!found) continue
      answered++
      if (found.some((distance, i) => distance !== exact[i])) approximated++
    }
    expect([algorithm, answered > 8, approximated > 6, `${answered} ${approximated}`].slice(0, 3)).toEqual([algorithm, true, true])
  }
})

test('blocks, and what is left of the text behind them', () => {
  for (const [n, m] of [
    [70_001, 300],
    [200_000, 5000],
    [33_000, 16_500],
  ]) {
    for (const family of families.slice(0, 6)) {
      const { text, pattern } = instance(family, n, n, m)
      const exact = hammingDistances(text, pattern)
      for (const algorithm of ['sampled', 'hashed']) {
        const found = attempt(text, pattern, { algorithm, epsilon: 0.3, delta: 1e-9 })
        if (found) expectWithin(found, exact, 0.3, `${algorithm}, ${family.name}, n ${n}, m ${m}`)
      }
    }
  }
})

test('distances below 1 / epsilon are exact, and so are matches', () => {
  const pattern = Uint8Array.from(uniform(1, 3000, 200))
  const text = Uint8Array.from(uniform(2, 20_000, 200))
  const planted = [0, 1, 2, 5, 9].map((errors, i) => {
    const copy = pattern.slice()
    for (let e = 0; e < errors; e++) copy[37 * e] = 255
    text.set(copy, 3300 * i + 11)
    return { shift: 3300 * i + 11, errors }
  })
  for (const algorithm of [undefined, ...rows]) {
    const found = attempt(text, pattern, { algorithm, epsilon: 0.1, delta: 1e-9 })
    if (!found) expect(algorithm).toBe('random-signs')
    for (const { shift, errors } of found ? planted : []) expect(found![shift], `${algorithm} at ${shift}`).toBe(errors)
  }
})

test('letters and ambiguity, and symbols too wide for the text: within the band, or refused', () => {
  const held = new Map(rows.map((row) => [row, 0]))
  const hold = (text: Sequence, pattern: Sequence, exact: Uint32Array, options: DistanceOptions): void => {
    for (const algorithm of rows) {
      const found = attempt(text, pattern, { ...options, algorithm, epsilon: 0.6, delta: 1e-9 })
      if (!found) continue
      expectWithin(found, exact, 0.6, algorithm)
      if (found.length > 0) held.set(algorithm, held.get(algorithm)! + 1)
    }
  }
  fc.assert(
    fc.property(letterPairs(), ({ text, pattern, ...rules }) => hold(text, pattern, letterDistances(text, pattern, rules), rules)),
    { numRuns: 40, seed: 7 },
  )
  fc.assert(
    fc.property(widePairs(), ({ text, pattern }) => hold(text, pattern, distances(text, pattern), {})),
    { numRuns: 40, seed: 7 },
  )
  for (const [row, times] of held) expect([row, times > 3]).toEqual([row, true])
})

test('the same seed gives the same distances, another one others; prepared texts change nothing', () => {
  const { text, pattern } = instance(families[5], 3, 9000, 2000)
  for (const algorithm of rows) {
    const answer = (seed: number | undefined, from: Parameters<typeof hammingDistances>[0] = text): Uint32Array =>
      hammingDistances(from, pattern, { algorithm, epsilon: 0.4, ...(seed !== undefined && { seed }) })
    expectSame(answer(1), answer(undefined), `${algorithm}: the default seed is 1`)
    expectSame(answer(9), answer(9), `${algorithm}: the same seed`)
    expectSame(answer(9, prepareText(text)), answer(9), `${algorithm}: prepared`)
    expect(
      answer(1).some((distance, i) => distance !== answer(2)[i]),
      algorithm,
    ).toBe(true)
  }
})

test('all shifts at once: no more runs fail than delta allows', () => {
  // a correct row is rejected with a chance of 10^-4 each, as runs are independent
  const RUNS = 60
  for (const delta of [0.5, 0.1]) {
    for (const algorithm of rows) {
      let failed = 0
      const { text, pattern } = instance(families[1], 4, 2600, 1300)
      const exact = hammingDistances(text, pattern)
      for (let seed = 0; seed < RUNS; seed++) {
        const found = attempt(text, pattern, { algorithm, epsilon: 0.4, delta, seed })
        if (found?.some((distance, i) => Math.abs(distance - exact[i]) > 0.4 * exact[i])) failed++
      }
      expect(atLeast(failed, RUNS, delta), `${algorithm}, delta ${delta}: ${failed} of ${RUNS}`).toBeGreaterThan(1e-4)
    }
  }
})

describe('plans', () => {
  const uniformBytes = (): [Uint8Array, Uint8Array] => [Uint8Array.from(uniform(5, 60_000, 256)), Uint8Array.from(uniform(6, 9000, 256))]

  test('samples win on many letters, exact rows on few, and without epsilon nothing is approximate', () => {
    const planned = (sigma: number, epsilon?: number): string =>
      explain({ task: 'hammingDistances', n: 1e6, m: 1e5, sigma, ...(epsilon !== undefined && { epsilon }) }).algorithm
    expect(planned(256, 0.05)).toBe('sampled')
    expect(planned(10_000, 0.1)).toBe('sampled')
    expect(rows).not.toContain(planned(4, 0.05))
    expect(rows).not.toContain(planned(256))
    const { considered } = explain({ task: 'hammingDistances', n: 1e6, m: 1e5, sigma: 256 })
    for (const { name, refused } of considered) if (rows.includes(name)) expect(refused).toMatch(/epsilon/)
  })

  test('a smaller delta is a larger sample', () => {
    const price = (delta: number): number =>
      explain({ task: 'hammingDistances', n: 1e6, m: 1e5, sigma: 256, epsilon: 0.05, delta, algorithm: 'sampled' }).considered[0]
        .nanoseconds
    expect(price(1e-9)).toBeGreaterThan(price(0.5))
  })

  test('the row that explain names is the one that runs, and units that do not depend on what is drawn are predicted', () => {
    const [text, pattern] = uniformBytes()
    const problem = {
      task: 'hammingDistances',
      n: text.length,
      m: pattern.length,
      epsilon: 0.2,
      profile: profileOf(text, pattern),
    } as const
    const plan = explain(problem)
    const executed: Record<string, number>[] = []
    const onCounts = (counts: object): number => executed.push(counts as Record<string, number>)
    hammingDistances(text, pattern, { epsilon: 0.2, onCounts })
    hammingDistances(text, pattern, { epsilon: 0.2, onCounts, algorithm: plan.algorithm })
    expect(plan.algorithm).toBe('sampled')
    expect(executed[0]).toEqual(executed[1])
    for (const algorithm of rows) {
      const { considered } = explain({ ...problem, algorithm: plan.algorithm })
      expect(considered).toHaveLength(1)
      const row = plan.considered.find(({ name }) => name === algorithm)!
      if (row.refused !== undefined) continue
      let counts: Record<string, number> = {}
      hammingDistances(text, pattern, { epsilon: 0.2, algorithm, onCounts: (work) => (counts = work as Record<string, number>) })
      for (const unit of ['decide', 'recode', 'spread32', 'halves32', 'multiply32', 'product32'] as const) {
        expect(counts[unit], `${algorithm}: ${unit}`).toBe(row.work[unit])
      }
    }
  })

  test('the bytes that a plan states are enough', () => {
    const slow = ['one-sided', 'random-signs']
    for (const family of families) {
      for (const [n, m] of [
        [3000, 1000],
        [40_000, 2500],
        [9000, 8000],
      ]) {
        const { text, pattern } = instance(family, 5, n, m)
        for (const epsilon of n === 3000 ? [0.4, 0.1] : [0.3]) {
          const profile = profileOf(text, pattern)
          for (const { name, bytes, refused } of explain({ task: 'hammingDistances', n, m, epsilon, profile }).considered) {
            if (refused !== undefined || !rows.includes(name) || (slow.includes(name) && n > 3000)) continue
            const run = (): unknown => hammingDistances(text, pattern, { algorithm: name, epsilon, memoryLimit: Math.ceil(bytes) })
            expect(run, `${name}, ${family.name}, n ${n}, m ${m}, epsilon ${epsilon}`).not.toThrow()
          }
        }
      }
    }
  })

  test('reasons of refusals', () => {
    const reason = (name: string, problem: object): string | undefined =>
      explain({ task: 'hammingDistances', n: 1e5, m: 5000, sigma: 256, ...problem }).considered.find((row) => row.name === name)!.refused
    for (const row of rows) expect(reason(row, {})).toMatch(/epsilon/)
    expect(reason('sampled', { epsilon: 0.001 })).toMatch(/\d+ sampled positions.*5000/)
    expect(reason('hashed', { epsilon: 0.001 })).toMatch(/sample would be the pattern/)
    expect(reason('one-sided', { epsilon: 0.005 })).toMatch(/400 classes; at most 255/)
    expect(reason('one-sided', { epsilon: 0.1, sigma: 20 })).toMatch(/20 classes.*no more/)
    expect(reason('random-signs', { epsilon: 0.01 })).toMatch(/at most 4096 times/)
    const overlapping = { alphabet: 'dna', profile: profileOf('ACGTN', 'ACN', { alphabet: 'dna', ambiguity: 'possible' }), epsilon: 0.3 }
    expect(reason('hashed', overlapping)).toMatch(/match two different letters/)
  })
})
