// The X + Y lemma: packed transforms, certificate, recursion, peeling. Small moduli leave much to peel.
import { describe, expect, test } from 'vitest'
import { countSums, totalOf, type Settings } from '../src/lemma/counts.js'
import { openPacked, packedWork, packingFor } from '../src/lemma/product.js'
import type { Work } from '../src/plan/machine.js'
import { drawPrime, drawsOf, isPrime } from '../src/random.js'
import { withArena, type Arena } from '../src/wasm/arena.js'
import { randomOf } from './random.js'
import { expectSame } from './same.js'
import { numbersOf, type SumShape } from './sums.js'

/** Words with a one, or more, at each number. */
function wordsOf(numbers: Float64Array, universe: number): Uint32Array {
  const words = new Uint32Array(universe)
  for (const number of numbers) if (number < universe) words[number]++
  return words
}

function convolution(a: Uint32Array, b: Uint32Array): Uint32Array {
  const c = new Uint32Array(a.length + b.length - 1)
  for (let i = 0; i < a.length; i++) if (a[i] > 0) for (let j = 0; j < b.length; j++) c[i + j] += a[i] * b[j]
  return c
}

interface Ran {
  counts: Uint32Array
  work: Work
}

/** Counts by the lemma; `wrap` may spoil kernels. */
function run(a: Uint32Array, b: Uint32Array, settings: Omit<Settings, 'work'>, wrap = (arena: Arena): Arena => arena): Ran {
  const work: Work = {}
  const counts = withArena(2 ** 30, (given) => {
    const arena = wrap(given)
    const [x, y] = [a, b].map((words) => {
      const at = arena.alloc(4 * words.length)
      arena.words().set(words, at / 4)
      return at
    })
    const c = arena.alloc(4 * (a.length + b.length))
    countSums(arena, { a: x, n: a.length, b: y, m: b.length }, c, { ...settings, work })
    return arena.words().slice(c / 4, c / 4 + a.length + b.length - 1)
  })
  return { counts, work }
}

const shapes: SumShape[] = ['random', 'progression', 'half progression', 'grid', 'clusters', 'equal', 'few values']
const moduli = [undefined, 3, 5, 7]

describe.each(moduli)('first modulus %s', (modulus) => {
  test.each(shapes)('%s', (shape) => {
    const random = randomOf(shapes.indexOf(shape) + 10 * (modulus ?? 0))
    for (const universe of [600, 1500, 5000]) {
      for (const [n, m] of [
        [Math.ceil(Math.sqrt(universe)), Math.ceil(2 * Math.sqrt(universe))],
        [200, 500],
      ]) {
        const a = wordsOf(numbersOf(shape, n, universe, random), universe)
        const b = wordsOf(numbersOf(random.pick([shape, 'random']), m, universe, random), universe)
        const expected = convolution(a, b)
        const results = [
          run(a, b, { modulus, draw: drawsOf(1) }),
          run(a, b, { modulus, draw: drawsOf(2) }),
          run(a, b, { modulus, draw: drawsOf(1) }),
          run(a, b, { modulus }),
          run(a, b, { modulus }),
        ]
        for (const { counts } of results) expectSame(counts, expected, `${shape}, universe ${universe}, ${n} and ${m}`)
        // equal seeds execute the same, and so do fixed orders
        expect(results[0].work).toEqual(results[2].work)
        expect(results[3].work).toEqual(results[4].work)
      }
    }
  })
})

test('small moduli really peel, and large ones pass the certificate at once', () => {
  const random = randomOf(5)
  const a = wordsOf(numbersOf('random', 150, 4000, random), 4000)
  const b = wordsOf(numbersOf('random', 150, 4000, random), 4000)
  expect(run(a, b, { draw: drawsOf(1) }).work.bucket).toBeUndefined()
  const peeled = run(a, b, { modulus: 3, draw: drawsOf(1) }).work
  expect(peeled.bucket).toBeGreaterThan(4000)
  // the transform of the whole, and those of recursions: of universes a sixteenth as large, at least
  const whole = packedWork(packingFor(7999)).packedDot!
  expect(peeled.packedDot).toBeGreaterThan(1.3 * whole)
  expect(run(a, b, { draw: drawsOf(1) }).work.packedDot).toBe(whole)
})

test('a progression has counts above every small modulus, and recursions have recursions', () => {
  const a = new Uint32Array(40_000)
  for (let i = 0; i < 600; i++) a[66 * i] = 1
  const { counts, work } = run(a, a, { modulus: 5, draw: drawsOf(3) })
  for (let i = 0; i < 1199; i++) expect(counts[66 * i]).toBe(Math.min(i + 1, 1199 - i))
  expect(totalOf32(counts)).toBe(360_000)
  expect(work.bucket).toBeGreaterThan(80_000)
})

function totalOf32(words: Uint32Array): number {
  return words.reduce((sum, word) => sum + word, 0)
}

describe('certificate', () => {
  const random = randomOf(9)
  const a = wordsOf(numbersOf('random', 200, 3000, random), 3000)
  const b = wordsOf(numbersOf('clusters', 200, 3000, random), 3000)
  const expected = convolution(a, b)

  /** With one result of a kernel, or with all of them, spoilt. */
  function spoiling(kernel: 'packedProduct' | 'subtractWords', which: (call: number) => boolean, by: (call: number) => number) {
    let calls = 0
    return (arena: Arena): Arena => ({
      ...arena,
      kernels: {
        ...arena.kernels,
        packedProduct(x, y, n, d, modulus, scratch, out) {
          arena.kernels.packedProduct(x, y, n, d, modulus, scratch, out)
          if (kernel !== 'packedProduct' || !which(calls++)) return
          arena.bytes()[out + 777] = (arena.bytes()[out + 777] + by(calls)) % modulus
        },
        subtractWords(x, y, count) {
          arena.kernels.subtractWords(x, y, count)
          if (kernel === 'subtractWords' && which(calls++)) arena.words()[x / 4 + 7] += by(calls)
        },
      },
    })
  }
  const first = (call: number): boolean => call === 0

  test('fires when a count is spoilt, and peeling repairs it', () => {
    expect(run(a, b, { draw: drawsOf(1) }).work.bucket).toBeUndefined()
    for (const by of [1, 2, 5]) {
      const { counts, work } = run(a, b, { draw: drawsOf(1) }, spoiling('packedProduct', first, () => by)) // prettier-ignore
      expectSame(counts, expected, 'counts')
      expect(work.bucket).toBeGreaterThan(0)
    }
  })

  test('fires when a bucket is spoilt, and the next try is right', () => {
    const clean = run(a, b, { modulus: 3, draw: drawsOf(1) }).work
    for (const by of [1, 3, 15]) {
      const { counts, work } = run(a, b, { modulus: 3, draw: drawsOf(1) }, spoiling('subtractWords', first, () => by)) // prettier-ignore
      expectSame(counts, expected, 'counts')
      expect(work.packedDot).toBeGreaterThan(clean.packedDot!)
    }
  })
})

describe('packed products', () => {
  test.each([1100, 2048, 4096, 8000, 16384, 40_000, 100_000])('%i coefficients are those of the product', (coefficients) => {
    withArena(2 ** 28, (arena) => {
      const work: Work = {}
      const packed = openPacked(arena, coefficients, work)
      const random = randomOf(coefficients)
      const half = coefficients >> 1
      const [a, b] = [0, 0].map(() => arena.alloc(4 * coefficients))
      const c = arena.alloc(4 * coefficients)
      const words = [a, b].map((at) => {
        const list = new Uint32Array(half).map(() => (random.below(coefficients) < 600 ? random.below(300) : 0))
        arena.words().set(list, at / 4)
        return list
      })
      const expected = convolution(words[0], words[1])
      packed.multiply(a, half, b, half, 1, 127, c)
      packed.multiply(a, half, b, half, 127, 3, c)
      const sum = packed.multiply(a, half, b, half, 381, 113, c)
      const counts = arena.words().slice(c / 4, c / 4 + expected.length)
      expectSame(counts, expected.map((count) => count % (127 * 3 * 113)), 'counts') // prettier-ignore
      expect(totalOf(arena, c, coefficients)).toBe(sum)
      expect(work.packedDot).toBeGreaterThan(0)
    })
  })
})

test('primes', () => {
  const small = Array.from({ length: 60 }, (_, i) => i).filter(isPrime)
  expect(small).toEqual([2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59])
  expect([isPrime(2 ** 31 - 1), isPrime(46_337 * 46_349)]).toEqual([true, false])
  const draw = drawsOf(1)
  const drawn = Array.from({ length: 50 }, () => drawPrime(draw, 100, 150, [101]))
  expect(drawn.every((p) => p > 101 && p < 150 && isPrime(p))).toBe(true)
  expect(new Set(drawn).size).toBeGreaterThan(5)
})
