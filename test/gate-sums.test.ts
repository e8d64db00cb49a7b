// The gate for sums: kernels against their scalar twins, on the same bytes at the same addresses, equal to the last bit. Node only.
import { describe, expect, test } from 'vitest'
import { factorsFor, tableBits, tableFor } from '../src/transform/roots.js'
import type { KernelName } from '../src/wasm/kernels.js'
import { randomOf, type Random } from './random.js'
import { twins } from './twins.js'

const BASE = 2 ** 20
const SIZE = 2 ** 21
const { vector, scalar } = twins(BASE + SIZE)
const both = [vector, scalar]

/** Lays out the same data in both memories. */
class Layout {
  private top = BASE
  constructor(readonly random: Random) {
    for (const { memory } of both) new Uint8Array(memory.buffer, BASE, SIZE).fill(0)
  }
  room(bytes: number): number {
    const at = this.top
    this.top = 64 * Math.ceil((at + bytes + 64) / 64)
    if (this.top > BASE + SIZE) throw new Error('no room')
    return at
  }
  put(values: Float64Array | Float32Array | Uint32Array | Uint8Array | BigUint64Array, more = 0): number {
    const at = this.room(values.byteLength + more)
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
    for (const { memory } of both) new Uint8Array(memory.buffer).set(bytes, at)
    return at
  }
  list(count: number, make: (i: number) => number): Float64Array {
    return Float64Array.from({ length: count }, (_, i) => make(i))
  }
}

/** Calls both; all memory must be equal after, but for a free range, and what they return. */
function gate(kernel: KernelName, args: (number | bigint)[], free: [number, number] = [BASE, BASE]): number {
  const [actual, expected] = both.map((kernels) => {
    const returned = (kernels[kernel] as unknown as (...all: (number | bigint)[]) => number)(...args)
    new Uint8Array(kernels.memory.buffer).fill(0, free[0], free[1])
    return { returned, bytes: Buffer.from(kernels.memory.buffer, BASE, SIZE) }
  })
  expect(actual.returned, kernel).toBe(expected.returned)
  const at = Buffer.compare(actual.bytes, expected.bytes) === 0 ? -1 : actual.bytes.findIndex((byte, i) => byte !== expected.bytes[i])
  expect(at, `${kernel}(${args.join()}): first byte that differs`).toBe(-1)
  return actual.returned
}

const each = (count: number, check: (lay: Layout, random: Random) => void): void => {
  for (let seed = 0; seed < count; seed++) {
    const random = randomOf(seed)
    check(new Layout(random), random)
  }
}
const EDGE = 2 ** 52

describe('numbers', () => {
  test('survey', () => {
    each(60, (lay, random) => {
      const wrong = random.pick([1, 2, -EDGE, EDGE, EDGE + 1, 0.5, NaN, Infinity])
      const count = 1 + random.below(9)
      const list = lay.list(count, () => random.below(2 ** 30) - 2 ** 29)
      list[random.below(count)] = wrong
      // minima with NaN are of no account
      const out = lay.room(16)
      gate('survey', [lay.put(list), count, out], Number.isNaN(wrong) ? [out, out + 16] : undefined)
    })
  })

  test('divisorOf, normalise', () => {
    each(60, (lay, random) => {
      const step = random.pick([1, 2, 3, 1001, 2 ** 40])
      const base = random.pick([0, -17, -EDGE])
      const list = lay.list(1 + random.below(9), () => base + step * random.below(random.pick([1, 10, 4000])))
      const at = lay.put(list, 8)
      const divisor = gate('divisorOf', [at, list.length, base, random.pick([0, 6 * step])])
      gate('normalise', [at, list.length, base, divisor || 1], [at + 8 * list.length, at + 8 * list.length + 8])
    })
  })
})

describe.each([
  { suffix: '32' as const, point: 8 as const },
  { suffix: '64' as const, point: 16 as const },
])('products in f$suffix', ({ suffix, point }) => {
  const numbers = suffix === '32' ? Float32Array : Float64Array

  test('whole products at blocks of a longer transform', () => {
    for (const points of [64, 128, 256, 1024, 2048]) {
      for (const block of [0, 1, 2, 3]) {
        const lay = new Layout(randomOf(points + block))
        const bits = tableBits(4 * points, point)
        const table = tableFor(4 * points, point)
        const size = 6 * 2 ** bits
        const tables = [table.blocks.subarray(0, size), table.lanes.subarray(0, size), factorsFor(4 * points, bits)]
        const at = tables.map((part) => lay.put(part))
        for (const kernels of both) kernels.setRoots(at[0], at[1], at[2], bits)
        const any = (): number => lay.random.below(9)
        const x = lay.put(numbers.from(lay.list(2 * points, any)))
        const p = lay.put(numbers.from(lay.list(2 * points, any)))
        gate(`spectrumAt${suffix}`, [p, point * points, block])
        gate(`productAt${suffix}`, [x, p, point * points, block])
        gate(`settle${suffix}`, [x, point * points])
      }
    }
  })

  test('fold, markAll, unfold, squares, settle, emit', () => {
    each(30, (lay, random) => {
      const bits = 6 + random.below(3)
      const list = lay.list(random.below(200), () => random.below(5 * 2 ** bits))
      const values = lay.put(list)
      const x = lay.put(new numbers(2 ** (bits + 1)))
      gate(`fold${suffix}`, [values, list.length, bits, random.pick([1, 0.25]), x])
      const table = lay.room(4 * 5 * 2 ** bits)
      gate('markAll', [values, list.length, table])
      gate(`unfold${suffix}`, [table, random.below(5 * 2 ** bits), bits, 1, x])
      gate(`squares${suffix}`, [x, point * 2 ** bits])
      gate(`settle${suffix}`, [x, point * 2 ** bits])
      const [sums, counts] = [lay.room(8 * 2 ** bits + 8), lay.room(8 * 2 ** bits + 8)]
      for (const part of [0, 1]) {
        const to = random.below(2 ** bits)
        const found = gate(`emit${suffix}`, [x, part, random.below(to + 1), to, -EDGE, 3, sums, random.pick([0, counts])], [sums, counts + 8 * 2 ** bits + 8]) // prettier-ignore
        expect(found).toBeLessThanOrEqual(to)
      }
    })
  })
})

test('mend64', () => {
  each(20, (lay, random) => {
    const extra = 2 ** (6 + random.below(3))
    const points = extra * random.pick([2, 4])
    const any = (): number => 2 * random.below(random.pick([2, 1000]))
    const x = lay.put(lay.list(2 * points, any))
    gate('mend64', [x, points, lay.put(lay.list(2 * extra, any)), extra])
  })
})

describe('pairs', () => {
  test('distinct, narrow, countPairs, weighPairs, takeCounts, takeWeights', () => {
    each(40, (lay, random) => {
      const [a, b] = [0, 1].map(() => lay.list(1 + random.below(60), () => random.below(300)).sort())
      const [x, y] = [lay.put(a, 8), lay.put(b, 8)]
      const [weightsA, weightsB] = [lay.room(8 * a.length), lay.room(8 * b.length)]
      const n = gate('distinct', [x, a.length, weightsA], [x + 8 * new Set(a).size, x + 8 * a.length])
      const m = gate('distinct', [y, b.length, weightsB], [y + 8 * new Set(b).size, y + 8 * b.length])
      gate('narrow', [x, n], [x + 4 * n + 4, x + 8 * n])
      gate('narrow', [y, m], [y + 4 * m + 4, y + 8 * m])
      const starts = new Uint32Array(n).fill(y)
      const [at, atWeighed] = [lay.put(starts), lay.put(starts)]
      const [counters, weighed, sums, counts] = [0, 1, 2, 3].map(() => lay.room(8 * 700))
      for (let low = 0; low < 600; low += 128) {
        gate('countPairs', [x, n, at, low, low + 128, counters])
        gate('weighPairs', [x, n, atWeighed, low, low + 128, weighed, weightsA, y, weightsB])
        for (const [kernel, from] of [
          ['takeCounts', counters],
          ['takeWeights', weighed],
        ] as const) {
          // prettier-ignore
          const end = counts + 8 * 700
          gate(kernel, [from, 128, low, 3, sums, random.pick([0, counts])], [sums, end])
        }
      }
    })
  })

  test('widen, pairKeys, sortKeys, joinKeys', () => {
    each(40, (lay, random) => {
      const range = random.pick([50, 1e6, 2 ** 52])
      const [a, b] = [0, 1].map(() => [...new Set(lay.list(1 + random.below(30), () => random.below(range)))].sort((x, y) => x - y))
      const [x, y] = [a, b].map((list) => lay.put(Float64Array.from(list), 8))
      gate('widen', [x, a.length])
      gate('widen', [y, b.length])
      const [weightsA, weightsB] = [a, b].map((list) => lay.put(lay.list(list.length, () => 1 + random.below(3))))
      const at = lay.put(new Uint32Array(a.length).fill(y))
      const next = lay.room(4 * a.length)
      const room = random.pick([5, 2000])
      const [keys, spare] = [lay.room(16 * room), lay.room(16 * room)]
      const [sums, counts] = [lay.room(8 * room), lay.room(8 * room)]
      const high = BigInt(2 * range - random.below(range))
      const found = gate('pairKeys', [x, a.length, at, next, 0n, high, weightsA, y, weightsB, keys, room])
      if (found > room) return
      const bits = random.pick([0, 8, 21, 54])
      const free = Math.ceil(bits / 8) % 2 ? keys : spare
      const sorted = gate('sortKeys', [keys, found, spare, bits], [free, free + 16 * room])
      gate('joinKeys', [sorted, found, -EDGE, 1, sums, random.pick([0, counts])])
    })
  })
})

test('buckets', () => {
  each(40, (lay, random) => {
    const p = random.pick([97, 101, 127])
    const bits = random.pick([5, 6, 7])
    const points = 2 ** bits
    const tables = lay.put(lay.list(512 * 6, () => random.next() - 0.5))
    const turns = lay.put(lay.list(2 * 16, () => random.next() - 0.5))
    const parts = random.below(7)
    // quotients on both sides of what a product with 1 / p is rounded to
    const values = lay.list(40, (i) =>
      i % 2 === 0 ? random.below(random.pick([1000, 2 ** 52])) : p * random.below(2 ** 46) - (i % 3 === 0 ? 1 : 0),
    )
    const numbers = lay.put(values.map((value) => Math.max(0, value)))
    const weights = lay.put(lay.list(40, () => 1 + random.below(9)))
    const x = lay.put(lay.list(2 * points, () => random.below(100)))
    gate('addRoots', [numbers, random.pick([0, weights]), 40, p, bits, turns, tables, parts, 0.5, x])
    gate('greatest64', [x, 16 * points])
    const [counts, doubt, values2] = [lay.room(8 * p + 8), lay.room(8 * p), lay.room(16 * p)]
    gate('addToCounts', [x, bits, p, turns, counts])
    gate('addToValues', [x, bits, p, turns, 0.6, 0.8, values2])
    const known = new Float64Array(2 * 20)
    const sums = new BigUint64Array(known.buffer)
    for (let i = 0; i < 20; i++) {
      sums[2 * i] = BigInt(random.below(2 ** 53))
      known[2 * i + 1] = 1 + random.below(5)
    }
    const entries = lay.put(known)
    gate('takeKnownCounts', [entries, 20, p, counts, doubt])
    gate('takeKnownRoots', [entries, 20, p, tables, parts, values2])
    gate('trust', [doubt, p, random.pick([1e-15, 1e-12, Infinity])])
    // values of one sum alone, and others
    const pure = lay.list(p, () => random.below(4))
    for (const { memory } of both) {
      new Float64Array(memory.buffer, counts, p).set(pure)
      const value = new Float64Array(memory.buffer, values2, 2 * p)
      for (let i = 0; i < p; i++) {
        const angle = (2 * Math.PI * (i % 16)) / 16
        const length = i % 3 === 0 ? 0.5 : 1
        value[2 * i] = pure[i] * length * Math.cos(angle)
        value[2 * i + 1] = pure[i] * length * Math.sin(angle)
      }
    }
    gate('judge', [values2, p, counts, 0.01, 1, 16, doubt])
    gate('judge', [values2, p, counts, 0.01, 16, 256, doubt])
    gate('occupied', [counts, p])
    gate('harvest', [counts, doubt, p, lay.room(16 * p)])
  })
})

describe('packed', () => {
  test('packedProduct', () => {
    for (const modulus of [3, 5, 13, 113, 127]) {
      for (const [n, d] of [
        [1, 64],
        [2, 64],
        [32, 64],
        [4, 128],
        [16, 128],
        [2, 256],
        [2, 512],
      ]) {
        const lay = new Layout(randomOf(n * d + modulus))
        const out = lay.room((n * d) / 2)
        const [x, y] = [0, 1].map((i) =>
          lay.put(Uint8Array.from({ length: n * d }, (_, o) => (o % d < d / 2 ? (i === 0 ? modulus - 1 : lay.random.below(modulus)) : 0))),
        )
        const scratch = lay.room(16384)
        gate('packedProduct', [x, y, n, d, modulus, scratch, out], [x, scratch + 16384])
      }
    }
  })

  test('pack, joinResidues', () => {
    each(20, (lay, random) => {
      const words = lay.put(Uint32Array.from({ length: 300 }, () => random.below(random.pick([2, 2 ** 32]))))
      const x = lay.room(64 * 12)
      gate('pack', [words, 300, 113, random.below(113), 64, x, 64 * 12])
      const counts = lay.put(Uint32Array.from({ length: 300 }, () => random.below(127)))
      const residues = lay.put(Uint8Array.from({ length: 300 }, () => random.below(113)))
      // 127 * 105 = 1 modulo 113
      gate('joinResidues', [residues, 300, random.pick([1, 127]), 113, 105, counts])
    })
    expect((127 * 105) % 113).toBe(1)
  })
})

describe('peel', () => {
  test('foldWords, subtractWords, multiplyWords, indicate, indicateSet', () => {
    each(30, (lay, random) => {
      const words = (count: number): Uint32Array => Uint32Array.from({ length: count }, () => random.below(random.pick([1, 3, 2 ** 32])))
      const [n, m] = [1 + random.below(40), 1 + random.below(40)]
      const [a, b] = [lay.put(words(n)), lay.put(words(m))]
      gate('foldWords', [a, n, 7, lay.put(words(7))])
      gate('subtractWords', [a, b, Math.min(n, m)])
      gate('multiplyWords', [a, n, b, m, lay.put(words(n + m))])
      const text = lay.put(Uint8Array.from({ length: 400 }, () => random.pick([0, 0, 1, 7, 255])))
      const table = lay.put(Uint8Array.from({ length: 256 }, () => random.below(2)))
      for (const width of [1, 2, 4]) {
        gate('indicate', [text, 100, width, random.pick([0, 7, 1793]), lay.room(400)])
        gate('indicateSet', [text, 100, width, table, lay.room(400)])
      }
    })
  })

  test('candidates and peel', () => {
    each(60, (lay, random) => {
      const universe = 400
      const primes = [31, 37, 41].slice(0, 1 + random.below(3))
      const left = new Uint32Array(universe)
      for (let i = random.below(random.pick([4, 20, 60])); i > 0; i--) left[random.below(universe)] = 3 * (1 + random.below(4))
      const hashes = primes.flatMap((p) => {
        const buckets = new Uint32Array(p)
        left.forEach((words, s) => (buckets[s % p] += words))
        return [p, lay.put(buckets), lay.put(new Uint32Array(p))]
      })
      const table = lay.put(Uint32Array.from(hashes))
      const list = lay.room(4 * universe)
      const counts = lay.room(4 * universe)
      const size = gate('candidates', [universe, table, primes.length, list])
      gate('peel', [list, size, table, primes.length, counts])
    })
  })
})
