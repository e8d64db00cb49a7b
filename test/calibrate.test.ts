// Prices of a machine: measured, set, given back, and refused when they are none. Answers never depend on them.
import { afterEach, describe, expect, test } from 'vitest'
import { fitPrices, type Sample } from '../src/calibrate/fit.js'
import { callsOf } from '../src/calibrate/problems.js'
import { calibrate, defaultPrices, explain, hammingDistances, type Prices, type Unit, type Work } from '../src/index.js'
import { randomOf } from './random.js'

const units = Object.keys(defaultPrices) as Unit[]
const question = { task: 'hammingDistances', n: 1e6, m: 1000, sigma: 4 } as const

afterEach(() => void calibrate({ prices: defaultPrices }))

describe('calibrate', () => {
  test('measures a price for every unit, and plans use it', () => {
    const prices = calibrate({ milliseconds: 300, seed: 3 })
    expect(Object.keys(prices).sort()).toEqual([...units].sort())
    for (const unit of units) expect(prices[unit] > 0 && prices[unit] < Infinity, unit).toBe(true)
    for (const { work, nanoseconds } of explain(question).considered) {
      const priced = Object.entries(work).reduce((sum, [unit, count]) => sum + count * prices[unit as Unit], 0)
      expect(nanoseconds).toBeCloseTo(priced, 0)
    }
  })

  test('prices given are set and returned, and change the plan but no answer', () => {
    const text = 'abracadabra'.repeat(200)
    const answer = hammingDistances(text, 'cad')
    const dear = (...these: Unit[]): Prices => ({ ...defaultPrices, ...Object.fromEntries(these.map((unit) => [unit, 1e12])) })
    expect(calibrate({ prices: dear('row') })).toEqual(dear('row'))
    expect(explain(question).algorithm).not.toBe('bit-sliced')
    calibrate({ prices: dear('butterfly32', 'butterfly64') })
    expect(explain({ ...question, m: 10_000 }).algorithm).not.toBe('convolve')
    expect(hammingDistances(text, 'cad')).toEqual(answer)
  })

  test('a table that is none is refused, and the prices stay', () => {
    const before = explain(question)
    expect(() => calibrate({ prices: { ...defaultPrices, row: NaN } })).toThrow(RangeError)
    expect(() => calibrate({ prices: { ...defaultPrices, row: -1 } })).toThrow('"prices.row" expected nanoseconds, at least 0, got -1')
    expect(() => calibrate({ prices: {} as Prices })).toThrow(TypeError)
    expect(() => calibrate({ milliseconds: 0 })).toThrow('"milliseconds" expected an integer >= 1, got 0')
    expect(explain(question)).toEqual(before)
  })
})

describe('fitPrices', () => {
  const { next } = randomOf(5)
  const truth = Object.fromEntries(units.map((unit) => [unit, defaultPrices[unit] * 2 ** (3 * next() - 1.5)])) as Prices
  const samples = Array.from({ length: 100 * units.length }, (): Sample => {
    const chosen = units.filter(() => next() < 0.08)
    const work: Work = Object.fromEntries(chosen.map((unit) => [unit, (1e6 * next()) / truth[unit]]))
    return { work: { ...work, call: 1 }, nanoseconds: chosen.reduce((sum, unit) => sum + work[unit]! * truth[unit], truth.call) }
  })

  test('finds the prices that made the times', () => {
    const fitted = fitPrices(samples, defaultPrices)
    for (const unit of units.filter((unit) => unit !== 'call')) expect(fitted[unit] / truth[unit], unit).toBeCloseTo(1, 0)
  })

  // without weights half as long moves one price by a factor of 1.6
  test.each([20, 0.5])('one time in ten %f times as long does not move them far', (factor) => {
    const disturbed = samples.map((sample, i) => (i % 10 === 0 ? { ...sample, nanoseconds: factor * sample.nanoseconds } : sample))
    const fitted = fitPrices(disturbed, defaultPrices)
    for (const unit of units.filter((unit) => unit !== 'call')) {
      expect(Math.abs(Math.log2(fitted[unit] / truth[unit])), unit).toBeLessThan(0.5)
    }
  })

  test('a unit that seems to cost nothing keeps a quarter of its price', () => {
    const free = Array.from({ length: 50 }, (_, i): Sample => {
      const work = { row: 1e6, ...(i % 4 === 0 && { column: 1e9 }) }
      return { work, nanoseconds: 1e6 * defaultPrices.row }
    })
    const fitted = fitPrices(free, defaultPrices)
    expect(fitted.column / defaultPrices.column).toBeCloseTo(0.25, 6)
    expect(fitted.row / defaultPrices.row).toBeCloseTo(1, 0)
  })

  test('a machine of half the speed has twice the prices, those without a sample too', () => {
    const slow = Array.from({ length: 50 }, (): Sample => ({ work: { row: 1e6 }, nanoseconds: 2e6 * defaultPrices.row }))
    const fitted = fitPrices(slow, defaultPrices)
    for (const unit of units) expect(fitted[unit] / defaultPrices[unit], unit).toBeCloseTo(2, 1)
    expect(fitPrices([], defaultPrices)).toEqual(defaultPrices)
  })
})

test('calls to time are the same for the same seed', () => {
  const some = (seed: number): unknown[] => {
    const calls = callsOf(seed)
    return Array.from({ length: 5 }, () => calls.next().value)
  }
  expect(some(2)).toEqual(some(2))
  expect(some(2)).not.toEqual(some(3))
})

test('one call in four is of sums, of all three tasks, with epsilon and without', () => {
  const calls = callsOf(6)
  const some = Array.from({ length: 120 }, () => calls.next().value!)
  const sums = some.filter((call) => 'a' in call)
  expect(sums).toHaveLength(30)
  expect([...new Set(sums.map(({ task }) => task))].sort()).toEqual(['convolutionThreeSumCounts', 'threeSumCounts', 'triangleCounts'])
  expect(new Set(sums.map(({ epsilon }) => epsilon === undefined)).size).toBe(2)
  for (const { task, a, b, c } of sums) {
    expect([b.length, c.length]).toEqual([a.length, a.length])
    if (task === 'triangleCounts') expect(Number.isInteger(Math.sqrt(a.length))).toBe(true)
  }
})
