// The gate for transforms modulo 12289: vector kernels against their scalar twins, the transform against its definition, and the invariants
// that keep every number in sixteen bits. Node only: reads the two modules from build/.
import { describe, expect, test } from 'vitest'
import { inverseOf, lengths16, PRIME, roots16, twinOf } from '../src/transform/roots16.js'
import type { Kernels } from '../src/wasm/kernels.js'
import { randomOf, type Random } from './random.js'
import { twins } from './twins.js'

const BASE = 2 ** 18
const SIZE = 2 ** 18
const { vector, scalar } = twins(BASE + SIZE)
const both = [vector, scalar]

/** Places of the tables, in both memories. */
const [FORWARD, FORWARD_LANES, INVERSE, INVERSE_LANES, DATA] = [0, 1, 2, 3, 4].map((i) => BASE + i * 2 ** 14)
const X = DATA
const Y = DATA + 2 ** 14
const Z = DATA + 2 ** 15
const { forward, inverse } = roots16()
for (const [at, table] of [
  [FORWARD, forward.blocks],
  [FORWARD_LANES, forward.lanes],
  [INVERSE, inverse.blocks],
  [INVERSE_LANES, inverse.lanes],
] as const)
  // prettier-ignore
  for (const { memory } of both) new Int16Array(memory.buffer, at, table.length).set(table)

const numbers = ({ memory }: Kernels, at: number, count: number): Int16Array => new Int16Array(memory.buffer, at, count)
const words = ({ memory }: Kernels, at: number, count: number): Uint32Array => new Uint32Array(memory.buffer, at, count)
const residue = (value: number): number => ((value % PRIME) + PRIME) % PRIME

/** Writes the same into both memories. */
function put(at: number, values: ArrayLike<number>): void {
  for (const kernels of both) numbers(kernels, at, values.length).set(values)
}

function expectTwins(at: number, bytes: number, what: string): void {
  const [a, b] = both.map(({ memory }) => Buffer.from(memory.buffer, at, bytes))
  expect(a.equals(b), what).toBe(true)
}

function largest(values: Int16Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
}

/** The arithmetic of the kernels on one number, from their comments. */
const low16 = (value: number): number => (value << 16) >> 16
const times = (a: number, w: number, v: number): number => low16(Math.imul(a, w) - Math.imul((a * v + 0x4000) >> 15, PRIME))
const reduced = (a: number): number => low16(a - Math.imul((3 * a + 0x4000) >> 15, PRIME))

describe('one number', () => {
  test('reduced: every number of sixteen bits', () => {
    for (let a = -32768; a < 32768; a++) {
      const r = reduced(a)
      if (residue(r - a) !== 0) throw new Error(`${a} became ${r}`)
      if (Math.abs(r) > (Math.abs(a) <= 27306 ? 8194 : 9560)) throw new Error(`${a} became ${r}, which is too large`)
    }
  })

  test('times: every number of sixteen bits with every root that a transform uses', () => {
    const roots = new Set([...forward.blocks, ...inverse.blocks].filter((_, i) => i % 2 === 0))
    expect(roots.size).toBe(4095) // of 4096, only -1 is no root of a block
    for (const w of roots) {
      const v = twinOf(w)
      // every a: 2.7e8 products
      for (let a = -32768; a < 32768; a++) {
        const r = times(a, w, v)
        const most = PRIME * (0.5 + Math.abs(a) / 65536)
        if ((r - a * w) % PRIME !== 0 || r > most || r < -most) throw new Error(`${a} times ${w} became ${r}`)
      }
    }
  })

  test('product: the kernel on every number up to 8194 with some of every size', () => {
    const others = [-8194, -8193, -6145, -6144, -4097, -1, 0, 1, 2, 5461, 5462, 6144, 7777, 8193, 8194]
    const all = Int16Array.from({ length: 4096 * 5 }, (_, i) => Math.min(8194, i - 8194))
    for (const other of others) {
      for (const old of [-9560, 0, 9560]) {
        for (let from = 0; from < all.length; from += 4096) {
          const part = all.subarray(from, from + 4096)
          put(X, part)
          put(Y, new Int16Array(4096).fill(other))
          put(Z, new Int16Array(4096).fill(old))
          for (const kernels of both) kernels.product16(X, Y, 4096, Z, false)
          expectTwins(Z, 8192, 'product16')
          const z = numbers(vector, Z, 4096)
          for (let i = 0; i < 4096; i++) {
            if ((z[i] - old - part[i] * other) % PRIME !== 0 || Math.abs(z[i]) > 9560)
              throw new Error(`${old} + ${part[i]} * ${other} became ${z[i]}`)
          }
        }
      }
    }
  })
})

test('roots: squares of those below them, inverses, and their twins', () => {
  for (let b = 0; b < 2048; b++) {
    const [w, v] = forward.blocks.subarray(2 * b, 2 * b + 2)
    expect(residue(w * inverse.blocks[2 * b])).toBe(1)
    expect(Math.abs(w) <= PRIME / 2 && Math.abs(v) <= 2 ** 14).toBe(true)
    expect(Math.abs(v - (w * 2 ** 15) / PRIME)).toBeLessThan(0.5)
    if (b < 1024) {
      // blocks 2 b and 2 b + 1 are modulo X^N - w and X^N + w
      expect(residue(forward.blocks[4 * b] ** 2 - w)).toBe(0)
      expect(residue(forward.blocks[4 * b + 2] ** 2 + w)).toBe(0)
    }
  }
  for (const length of lengths16) expect(residue(length * inverseOf(length))).toBe(1)
})

/** Numbers up to 8194 of every kind that a transform may meet. */
const fills: [string, (random: Random) => (i: number) => number][] = [
  ['zeros', () => () => 0],
  [
    'a single one',
    (random) =>
      (
        (at) => (i: number) =>
          Number(i === at)
      )(random.below(64)),
  ],
  ['ones', () => () => 1],
  ['the largest', () => () => 8194],
  ['the smallest', () => () => -8194],
  ['both, at random', (random) => () => random.pick([-8194, 8194])],
  ['both, in turn', () => (i) => (i % 2 ? -8194 : 8194)],
  ['random', (random) => () => random.below(2 * 8194 + 1) - 8194],
]

describe.each(lengths16)('%i points', (points) => {
  test.each(fills)('forward, product, inverse: %s', (_, fillOf) => {
    const random = randomOf(points)
    for (let round = 0; round < 8; round++) {
      const a = Int16Array.from({ length: points }, (_, i) => fillOf(random)(i))
      const b = Int16Array.from({ length: points }, () => random.below(3) - 1)
      put(X, a)
      put(Y, b)
      for (const kernels of both) for (const at of [X, Y]) kernels.forward16(at, points, FORWARD, FORWARD_LANES)
      expectTwins(X, 2 * points, 'forward16')
      expect(largest(numbers(vector, X, points))).toBeLessThanOrEqual(8194)
      put(Z, new Int16Array(points).fill(random.pick([9560, -9560])))
      for (const kernels of both) {
        kernels.product16(X, Y, points, Z, true)
        kernels.product16(X, Y, points, Z, false)
      }
      expectTwins(Z, 2 * points, 'product16')
      expect(largest(numbers(vector, Z, points))).toBeLessThanOrEqual(9560)
      for (const kernels of both) kernels.inverse16(Z, points, INVERSE, INVERSE_LANES)
      expectTwins(Z, 2 * points, 'inverse16')
      expect(largest(numbers(vector, Z, points))).toBeLessThanOrEqual(9831)
    }
  })

  test('numbers of all sixteen bits: the twins agree even where no invariant holds', () => {
    const random = randomOf(points + 1)
    const any = (): Int16Array => Int16Array.from({ length: points }, () => random.below(65536))
    for (let round = 0; round < 4; round++) {
      const [a, b] = [any(), any()]
      put(X, a)
      put(Y, b)
      for (const kernels of both) {
        kernels.forward16(X, points, FORWARD, FORWARD_LANES)
        kernels.product16(X, Y, points, Z, true)
        kernels.inverse16(Y, points, INVERSE, INVERSE_LANES)
        new Uint8Array(kernels.memory.buffer, Z + 2 ** 14, 4 * points).fill(7)
        kernels.gather16(Y, points / 2, points, Z + 2 ** 14)
      }
      expectTwins(X, 2 * points, 'forward16')
      expectTwins(Y, 2 * points, 'inverse16')
      expectTwins(Z, 2 * points, 'product16')
      expectTwins(Z + 2 ** 14, 4 * points, 'gather16')
    }
  })

  test('the transform is evaluation at the roots of unity', () => {
    const random = randomOf(points + 2)
    const a = Int16Array.from({ length: points }, () => random.below(2))
    const bits = Uint8Array.from(a)
    for (const kernels of both) new Uint8Array(kernels.memory.buffer, Y, points).set(bits)
    for (const kernels of both) kernels.spread16(Y, points / 2, 1, X)
    expectTwins(X, 2 * points, 'spread16')
    vector.forward16(X, points, FORWARD, FORWARD_LANES)
    const found = numbers(vector, X, points)
    for (const i of points === 64 ? Array.from(a.keys()) : Array.from({ length: 64 }, () => random.below(points))) {
      // block b of two points gives the values at its root and at minus it
      const root = forward.blocks[2 * (i >> 1)] * (i & 1 ? -1 : 1)
      let value = 0
      for (let j = points - 1; j >= 0; j--) value = residue(value * root + a[j])
      const at = 64 * (i >> 6) + 8 * (i % 8) + ((i % 64) >> 3)
      expect(residue(found[at])).toBe(value)
    }
  })

  test('from bytes to counts: the cyclic correlation', () => {
    const random = randomOf(points + 3)
    for (const [ones, step] of [
      [2, 8],
      [2, points / 2],
      [1, points / 2 + 8],
      [1, points],
      [3, points - 8],
    ]) {
      // prettier-ignore
      const text = Uint8Array.from({ length: points }, () => Number(random.below(ones) === 0))
      const pattern = Uint8Array.from({ length: points }, () => Number(random.below(ones) === 0))
      for (const kernels of both) {
        const bytes = new Uint8Array(kernels.memory.buffer)
        bytes.set(text, Y)
        kernels.spread16(Y, points / 2, 1, X)
        // correlation is convolution with the pattern backwards
        bytes.set([pattern[0], ...pattern.subarray(1).toReversed()], Y)
        kernels.spread16(Y, points / 2, inverseOf(points), Z)
        for (const at of [X, Z]) kernels.forward16(at, points, FORWARD, FORWARD_LANES)
        kernels.product16(X, Z, points, Y, true)
        kernels.inverse16(Y, points, INVERSE, INVERSE_LANES)
        words(kernels, Z, points).fill(points)
        kernels.gather16(Y, points / 2, step, Z)
      }
      expectTwins(Z, 4 * points, 'gather16')
      const shifts = points === 64 ? Array.from(text.keys()) : Array.from({ length: 20 }, () => random.below(points))
      for (const shift of shifts) {
        let count = 0
        for (let j = 0; j < points; j++) count += text[(shift + j) % points] & pattern[j]
        expect(words(vector, Z, points)[shift], `shift ${shift}`).toBe(points - (shift < step ? count : 0))
      }
    }
  })
})
