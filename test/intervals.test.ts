// Intervals of a total that was sampled: against exact tails of the binomial distribution, and against themselves.
import { describe, expect, test } from 'vitest'
import { greatestMean, leastMean } from '../src/approximate/interval.js'
import { fewestHits, totals, totalsTable, within, type Sample } from '../src/approximate/sample.js'
import { atMost } from '../src/hamming/binomial.js'

/** P(Binomial(n, p) = x), in logarithms. */
function chance(n: number, p: number, x: number): number {
  if (p === 0 || p === 1) return Number(x === n * p)
  let log = x * Math.log(p) + (n - x) * Math.log1p(-p)
  for (let i = 1; i <= x; i++) log += Math.log((n - x + i) / i)
  return Math.exp(log)
}

describe('means', () => {
  const entropy = (q: number, p: number): number => (q > 0 ? q * Math.log(q / p) : 0) + (q < 1 ? (1 - q) * Math.log((1 - q) / (1 - p)) : 0)

  test('both ends have the relative entropy asked for, from outside', () => {
    for (const q of [1e-4, 0.01, 0.3, 0.5, 0.9, 0.999]) {
      for (const share of [1e-5, 1e-3, 0.1, 1, 5]) {
        for (const end of [leastMean(q, share), greatestMean(q, share)]) {
          if (end === 0) continue // below all numbers that there are
          const found = entropy(q, end)
          expect(found / share, `q ${q}, share ${share}, end ${end}`).toBeGreaterThan(1 - 1e-6)
          if (end < 1 - 1e-9) expect(found / share, `q ${q}, share ${share}, end ${end}`).toBeLessThan(1 + 1e-4)
        }
        expect(leastMean(q, share)).toBeLessThan(q)
        expect(greatestMean(q, share)).toBeGreaterThan(q)
      }
    }
    expect([leastMean(0, 1), greatestMean(1, 1)]).toEqual([0, 1])
    expect(leastMean(1, 1)).toBeCloseTo(Math.exp(-1), 12)
  })
})

describe('totals', () => {
  test('each end is wrong no more often than stated, for every total', () => {
    for (const [m, kappa, logs] of [
      [200, 4, 2],
      [900, 9, 5],
      [50, 1, 3],
    ]) {
      const draws = m / kappa
      const sample: Sample = { draws, weight: 1 / kappa, most: m, logs }
      const ends = Array.from({ length: draws + 1 }, (_, hits) => totals(sample, hits))
      for (let total = 0; total <= m; total++) {
        let [above, below] = [0, 0]
        ends.forEach(({ least, most }, hits) => {
          if (total < least) above += chance(draws, total / m, hits)
          if (total > most) below += chance(draws, total / m, hits)
        })
        expect(Math.max(above, below), `m ${m}, kappa ${kappa}, total ${total}`).toBeLessThanOrEqual(Math.exp(-logs))
      }
    }
  })

  test('a table holds the totals of every count', () => {
    for (const draws of [1, 2, 7, 100, 1500]) {
      const sample: Sample = { draws, weight: draws / 1e5, most: 1e5, logs: 20 }
      for (const first of [0, draws >> 1]) {
        const table = totalsTable(sample, first)
        for (let hits = first; hits <= draws; hits++) {
          const { least, most } = totals(sample, hits)
          // a step of Newton's less may leave an end a little further out
          expect(table[2 * hits], `least of ${hits} in ${draws}`).toBeLessThanOrEqual(least + 1)
          expect(table[2 * hits], `least of ${hits} in ${draws}`).toBeGreaterThanOrEqual(0.98 * least - 2)
          expect(table[2 * hits + 1], `most of ${hits} in ${draws}`).toBeGreaterThanOrEqual(most - 1)
          expect(table[2 * hits + 1], `most of ${hits} in ${draws}`).toBeLessThanOrEqual(1.02 * most + 2)
        }
      }
    }
  })

  test('what is within a factor of all totals is so', () => {
    for (const epsilon of [0.01, 0.1, 0.5, 0.99]) {
      for (const [least, most] of [
        [0, 0],
        [3, 3],
        [90, 100],
        [95, 105],
        [1000, 1019],
        [0, 1],
      ]) {
        for (const estimate of [0, least, (least + most) / 2, most, 1e6]) {
          const value = within(epsilon, { least, most }, estimate)
          const band = (1 - epsilon) * most > (1 + epsilon) * least
          if (band) expect(value).toBeUndefined()
          if (value === undefined) continue
          expect(Number.isInteger(value)).toBe(true)
          for (let total = least; total <= most; total++) {
            expect(value).toBeGreaterThanOrEqual((1 - epsilon) * total)
            expect(value).toBeLessThanOrEqual((1 + epsilon) * total)
          }
        }
      }
    }
  })

  test('the fewest hits settle, and one less does not', () => {
    for (const draws of [10, 300, 2000]) {
      for (const epsilon of [0.02, 0.1, 0.5]) {
        const sample: Sample = { draws, weight: draws / 1e5, most: 1e5, logs: 20 }
        const fewest = fewestHits(sample, epsilon)
        const settles = (hits: number): boolean => within(epsilon, totals(sample, hits), hits / sample.weight) !== undefined
        if (fewest <= draws) expect(settles(fewest)).toBe(true)
        if (fewest > 0) expect(settles(fewest - 1)).toBe(false)
      }
    }
  })
})

test('the binomial tail that plans use is that of the sums of its terms', () => {
  for (const [n, p] of [
    [10, 0.3],
    [100, 0.01],
    [40, 0.9],
  ]) {
    let sum = 0
    expect(atMost(-1, n, p)).toBe(0)
    for (let k = 0; k <= n; k++) expect(atMost(k, n, p), `k ${k}, n ${n}, p ${p}`).toBeCloseTo((sum += chance(n, p, k)), 6)
  }
})
