// Equality products of every kind of arrays against the definition.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { equalityProduct, type Work } from '../src/index.js'
import { randomOf } from './random.js'
import { equalityProductOf } from './reference/three-sum.js'
import { expectSame } from './same.js'
import { thrown } from './thrown.js'

const kinds = {
  Uint8Array: (values: number[]) => Uint8Array.from(values),
  Uint8ClampedArray: (values: number[]) => Uint8ClampedArray.from(values),
  Int8Array: (values: number[]) => Int8Array.from(values),
  Uint16Array: (values: number[]) => Uint16Array.from(values),
  Int16Array: (values: number[]) => Int16Array.from(values),
  Uint32Array: (values: number[]) => Uint32Array.from(values),
  Int32Array: (values: number[]) => Int32Array.from(values),
  Float64Array: (values: number[]) => Float64Array.from(values),
  array: (values: number[]) => values,
}
const kind = fc.constantFrom(...(Object.keys(kinds) as (keyof typeof kinds)[]))
const size = fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 70 }))

test('any sizes, kinds and values', () => {
  const recipe = fc.record({
    rows: size,
    inner: size,
    columns: size,
    x: kind,
    y: kind,
    sigma: fc.constantFrom(1, 2, 5, 300, 70_000, 2 ** 33, 2 ** 52),
    base: fc.constantFrom(0, 0, -1, -200, 65_500, -(2 ** 52)),
    seed: fc.integer({ min: 0, max: 2 ** 31 }),
  })
  fc.assert(
    fc.property(recipe, ({ rows, inner, columns, x, y, sigma, base, seed }) => {
      const { below } = randomOf(seed)
      const list = (length: number): number[] => Array.from({ length }, () => below(sigma) + base)
      // typed arrays wrap around, and are compared as what they hold
      const X = kinds[x](list(rows * inner))
      const Y = kinds[y](list(inner * columns))
      expectSame(equalityProduct(X, Y, rows, inner, columns), equalityProductOf(X, Y, rows, inner, columns), 'counts')
    }),
    { numRuns: 400 },
  )
})

test('inner blocks: all equal, one more than counters and panels hold', () => {
  for (const inner of [247, 248, 249, 255, 256, 257, 511, 512, 513, 1100, 66_000]) {
    for (const X of [new Uint8Array(3 * inner), new Uint16Array(3 * inner), new Float64Array(3 * inner)]) {
      X[inner] = 1
      const Y = X.slice().fill(0)
      const counts = equalityProduct(X, Y, 3, inner, 3)
      expectSame(counts, [inner, inner, inner, inner - 1, inner - 1, inner - 1, inner, inner, inner], `${inner}`)
    }
  }
})

test('254 shared numbers at an inner index are ranked in a byte, and 255 are not', () => {
  for (const shared of [253, 254, 255, 256, 300]) {
    const X = Float64Array.from({ length: 300 }, (_, i) => (i < shared ? 1e6 * i : -1 - i))
    const Y = Float64Array.from({ length: 300 }, (_, i) => (i < shared ? 1e6 * (shared - 1 - i) : 0.5e6 + i))
    const counts = equalityProduct(X, Y, 300, 1, 300)
    expectSame(counts, equalityProductOf(X, Y, 300, 1, 300), `${shared}`)
  }
})

test('zeros of both signs are equal', () => {
  expect([...equalityProduct([-0, 0], Float64Array.of(0, -0), 1, 2, 1)]).toEqual([2])
})

test('numbers that share a slot of the table', () => {
  // multiples of 2^k share low bits, and 64 numbers of a table of 128 slots meet many times
  const { below } = randomOf(8)
  for (const step of [2 ** 20, 2 ** 32, 2 ** 46]) {
    const X = Float64Array.from({ length: 64 * 5 }, () => step * (below(128) - 64))
    const Y = Float64Array.from({ length: 5 * 40 }, () => step * (below(128) - 64))
    expectSame(equalityProduct(X, Y, 64, 5, 40), equalityProductOf(X, Y, 64, 5, 40), `${step}`)
  }
})

test('empty matrices, arguments, counts', () => {
  expect(equalityProduct([], [], 0, 0, 0)).toEqual(new Uint32Array())
  expect(equalityProduct([], [], 2, 0, 3)).toEqual(new Uint32Array(6))
  expect(equalityProduct([], [1, 2], 0, 2, 1)).toEqual(new Uint32Array())
  const wrong: [() => unknown, typeof TypeError | typeof RangeError, RegExp][] = [
    [() => equalityProduct([1], [1], 1.5, 1, 1), RangeError, /^"rows" expected an integer >= 0, got 1.5$/],
    [() => equalityProduct([1], [1], 1, '1' as never, 1), TypeError, /^"inner" expected/],
    [() => equalityProduct([1], [1], 1, 1, -1), RangeError, /^"columns"/],
    [() => equalityProduct([1, 2], [1], 1, 1, 1), RangeError, /^"X" expected 1 numbers, got an array of length 2$/],
    [() => equalityProduct([1], 7 as never, 1, 1, 1), TypeError, /^"Y" expected an array/],
    [() => equalityProduct([1], [0.5], 1, 1, 1), RangeError, /^"Y" expected an integer .* index 0, got 0.5$/],
    [() => equalityProduct([], [NaN], 0, 1, 1), RangeError, /^"Y" expected an integer .* got NaN$/],
  ]
  for (const [call, kind, message] of wrong) {
    expect(thrown(call)).toBeInstanceOf(kind)
    expect(thrown(call).message).toMatch(message)
  }
  expect(thrown(() => equalityProduct(new Uint8Array(1000), new Uint8Array(1000), 10, 100, 10, { memoryLimit: 1000 })).code).toBe(
    'MEMORY_LIMIT',
  )
  expect(thrown(() => equalityProduct([], [], 2 ** 20, 0, 2 ** 20)).code).toBe('MEMORY_LIMIT')
  let counts: Work = {}
  equalityProduct(new Uint16Array(5 * 7), new Uint16Array(7 * 17), 5, 7, 17, { onCounts: (work) => (counts = work) })
  // two panels of 16 columns, 2 x 4 rows, two vectors each
  expect(counts).toEqual({ byte: 2 * (5 * 7 + 7 * 17) + 4 * 5 * 17, tile: 2 * 2 * 7 * 8 })
})
