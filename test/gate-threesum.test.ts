// The gate for equality products, 3SUM and triangles: vector kernels against their scalar twins, on the same bytes at the same addresses. Node
// only: reads the two modules from build/.
import { describe, test, expect } from 'vitest'
import type { KernelName } from '../src/wasm/kernels.js'
import { randomOf, type Random } from './random.js'
import { expectSame } from './same.js'
import { twins } from './twins.js'

const BASE = 2 ** 18
const SIZE = 2 ** 18
const { vector, scalar } = twins(BASE + SIZE)

/** Memory before a call: blocks one behind the other, 64 bytes or more apart, in random bytes. */
class Image {
  readonly bytes = new Uint8Array(SIZE)
  private top = 0
  constructor(readonly random: Random) {
    for (let i = 0; i < SIZE; i++) this.bytes[i] = random.below(256)
  }
  block(bytes: number): number {
    const at = this.top
    this.top = 64 * Math.ceil((at + bytes + 64) / 64)
    if (this.top > SIZE) throw new Error('the image is too small')
    return BASE + at
  }
  put(values: { readonly buffer: ArrayBufferLike; readonly byteLength: number }): number {
    const at = this.block(values.byteLength)
    this.bytes.set(new Uint8Array(values.buffer, 0, values.byteLength), at - BASE)
    return at
  }
  doubles(values: readonly number[]): number {
    return this.put(Float64Array.from(values))
  }
  /** Sorted distinct keys with small numbers. */
  entries(keys: readonly bigint[]): { at: number; count: number } {
    const sorted = [...new Set(keys.map((key) => BigInt.asUintN(64, key)))].sort((x, y) => (x < y ? -1 : 1))
    const bytes = new DataView(new ArrayBuffer(16 * sorted.length))
    sorted.forEach((key, i) => {
      bytes.setBigUint64(16 * i, key, true)
      bytes.setFloat64(16 * i + 8, this.random.below(4), true)
    })
    return { at: this.put(bytes), count: sorted.length }
  }
}

/** The same call on both; all memory must come out equal, but for bytes [from, to). */
function gate(kernel: KernelName, image: Image, args: (number | bigint)[], [from, to] = [BASE, BASE]): number | bigint | undefined {
  const [expected, actual] = [scalar, vector].map((kernels) => {
    const memory = new Uint8Array(kernels.memory.buffer, BASE, SIZE)
    memory.set(image.bytes)
    const returned = (kernels[kernel] as (...args: (number | bigint)[]) => number | bigint | undefined)(...args)
    memory.fill(0, from - BASE, to - BASE)
    return { memory, returned }
  })
  expect(actual.returned, `${kernel}(${args})`).toBe(expected.returned)
  if (Buffer.compare(actual.memory, expected.memory) !== 0) expectSame(actual.memory, expected.memory, `${kernel}(${args})`)
  return actual.returned
}

const rounds = Array.from({ length: 60 }, (_, seed) => seed)
const each = (kernel: string, run: (image: Image, random: Random) => void): void =>
  test(kernel, () => {
    for (const seed of rounds) {
      const random = randomOf(seed)
      run(new Image(random), random)
    }
  })

/** Numbers of `bytes` bytes, few of them different. */
function few(image: Image, bytes: number, count: number): number {
  const values = new Uint8Array(bytes * count)
  const top = image.random.pick([0, 127, 128, 255])
  for (let i = 0; i < count; i++) {
    values[bytes * i] = image.random.below(3)
    values[bytes * i + bytes - 1] += image.random.pick([0, top])
  }
  return image.put(values)
}

describe('equality products', () => {
  each('panelsOf', (image, { below }) => {
    const [depth, panels] = [below(5), below(4)]
    const stride = 1 + below(100)
    const panelBytes = 32 * depth + 64 * below(2)
    gate('panelsOf', image, [
      image.block(stride * depth + 32 * panels),
      stride,
      depth,
      panels,
      panelBytes,
      image.block(panels * panelBytes),
    ])
  })
  for (const [kernel, bytes, most] of [
    ['equalTiles8', 1, 255],
    ['equalTiles16', 2, 400],
  ] as const) {
    each(kernel, (image, { below, pick }) => {
      const [rows, depth] = [below(10), pick([0, 1, 2, 50, most])]
      const stride = bytes * depth + bytes * below(3)
      const x = few(image, bytes, (stride / bytes) * (rows + 3))
      const panel = few(image, bytes, (32 / bytes) * depth)
      const outStride = (128 / bytes) * (1 + below(2))
      gate(kernel, image, [x, rows, stride, panel, depth, image.block(outStride * (rows + 3)), outStride])
    })
  }
  test('equalTiles8 and equalTiles16 count to the end of a lane', () => {
    for (const [kernel, bytes, depth] of [
      ['equalTiles8', 1, 255],
      ['equalTiles16', 2, 700],
    ] as const) {
      const image = new Image(randomOf(1))
      const x = image.put(new Uint8Array(bytes * depth * 4))
      gate(kernel, image, [x, 4, bytes * depth, image.put(new Uint8Array(32 * depth)), depth, image.block(4 * 128), 128 / bytes])
    }
  })
  each('rankShared', (image, { below, pick }) => {
    const [rows, columns, stride] = [below(40), below(40), 1 + below(3)]
    const value = (): number => pick([below(6), -below(9), 2 ** 40 * below(30), -(2 ** 52)])
    const x = image.doubles(Array.from({ length: rows * stride + 1 }, value))
    const y = image.doubles(Array.from({ length: columns }, value))
    const slots = 2 ** Math.ceil(Math.log2(2 * rows + 1))
    const table = image.put(new Uint8Array(16 * slots))
    // the table is its own affair
    const args = [x, rows, stride, y, columns, table, slots - 1, 7, image.block(2 * stride * rows + 2), image.block(2 * columns)]
    gate('rankShared', image, args, [table, table + 16 * slots])
  })
  each('lowHalves', (image, { below }) => {
    const count = below(70)
    const at = image.block(2 * count + 64)
    gate('lowHalves', image, [at, count], [at + count, at + 2 * count + 64])
  })
})

describe('3SUM', () => {
  const values = ({ below, pick }: Random, count: number): number[] =>
    Array.from({ length: count }, () => pick([below(9), -below(9), 2 ** 52 - below(3), -(2 ** 52), below(2 ** 31) * 2 ** 20]))
  const factors = [1n, 3n, 2n ** 64n - 1n, 0x9e3779b97f4a7c15n]

  each('keysOf and numbersAt', (image, random) => {
    const count = random.below(30)
    const list = values(random, count)
    const base = random.pick([0, -(2 ** 53), 5])
    const factor = random.pick(factors)
    const at = image.doubles(list)
    gate('keysOf', image, [at, count, base, factor, 0.5, image.block(16 * count)])
    const entries = image.entries(list.filter(() => random.below(2) === 0).map((value) => (BigInt(value) - BigInt(base)) * factor))
    gate('numbersAt', image, [at, count, base, factor, entries.at, entries.count, image.block(8 * count)])
  })
  each('uniteKeys', (image, { below }) => {
    const count = below(30)
    const keys = Array.from({ length: count }, () => BigInt(below(12)) << BigInt(below(2) * 60)).sort((x, y) =>
      x < y ? -1 : Number(x > y),
    )
    const entries = new DataView(new ArrayBuffer(16 * count))
    keys.forEach((key, i) => (entries.setBigUint64(16 * i, key, true), entries.setFloat64(16 * i + 8, below(5), true)))
    const at = image.put(entries)
    const left = Number(gate('uniteKeys', image, [at, count], [at, at + 16 * count]))
    expect(left).toBe(new Set(keys).size)
    gate('uniteKeys', image, [at, count], [at + 16 * left, at + 16 * count])
  })
  const spread = ({ below }: Random, count: number): bigint[] =>
    Array.from({ length: count }, () => (BigInt(below(2 ** 32)) << 32n) + BigInt(below(2 ** 32)))
  each('indexKeys, matchAtSecond and matchAtTable', (image, random) => {
    const { below, pick } = random
    const p = spread(random, below(20))
    const t = spread(random, 1 + below(30))
    const q = [...spread(random, below(10)), ...p.map((key) => key + pick(t)), ...p.map((key) => key + pick(t) + 1n)]
    const [first, second, table] = [p, q, t].map((keys) => image.entries(keys))
    const bits = 1 + below(6)
    const filterBits = bits + 3 + below(3)
    const starts = image.block(4 * 2 ** bits + 4)
    const filter = image.put(new Uint8Array(2 ** filterBits / 8))
    gate('indexKeys', image, [table.at, table.count, bits, starts, filterBits, filter])
    // the index as the kernel made it
    image.bytes.set(new Uint8Array(vector.memory.buffer, BASE, SIZE))
    const args = [first.at, first.count, second.at, second.count, bits, starts, filterBits, filter]
    const found = gate('matchAtSecond', image, args)
    if (p.length > 0) expect(Number(found)).toBeGreaterThan(0)
    gate('matchAtTable', image, args)
  })
  const small = ({ below }: Random, count: number, range: number): bigint[] => Array.from({ length: count }, () => BigInt(below(range)))
  each('meetKeys', (image, random) => {
    const range = random.pick([5, 100])
    const [a, b] = [0, 1].map(() => image.entries(small(random, 1 + random.below(20), range)))
    const c = image.entries([...small(random, random.below(30), 2 * range + 5), -1n, -7n])
    gate('meetKeys', image, [a.at, a.count, b.at, b.count, c.at, c.count])
  })
  each('nearKeys', (image, random) => {
    const N = 1 + random.below(40)
    const [a, b] = [0, 1].map(() => image.entries(small(random, random.below(30), random.pick([20, 300]))))
    gate('nearKeys', image, [a.at, a.count, b.at, b.count, BigInt(N), image.put(new Float64Array(N))])
  })
  each('pickCounts', (image, random) => {
    const sums = [...new Set(small(random, 1 + random.below(40), 100).map(Number))].sort((x, y) => x - y)
    const base = random.pick([0, -(2 ** 53), -7])
    const entries = image.entries(small(random, random.below(40), 120).map((key) => key - BigInt(base)))
    const from = random.below(entries.count + 1)
    gate('pickCounts', image, [
      image.doubles(sums),
      image.doubles(sums.map(() => random.below(9))),
      sums.length,
      base,
      entries.at,
      from,
      entries.count,
    ])
  })
  each('liftPlaces', (image, random) => {
    const count = random.below(30)
    gate('liftPlaces', image, [image.doubles(Array.from({ length: count }, () => random.below(2 ** 30))), count, 1 + random.below(1000)])
  })
})

describe('tiles of sums', () => {
  for (const [kernel, bytes] of [
    ['reduce16', 2],
    ['reduce32', 4],
    ['reduce64', 8],
    ['reduceDouble', 8],
  ] as const) {
    each(kernel, (image, { below, pick }) => {
      const count = below(40)
      const [base, step, most] = [pick([0, -5, -(2 ** 53)]), 1 + below(4), pick([3, 20, 30_000])]
      const list = Array.from({ length: count }, () => base + below(step * (most + 3)) - 2)
      gate(kernel, image, [image.doubles(list), count, base, step, most, image.block(bytes * count)])
    })
  }
  for (const [kernel, bytes] of [
    ['slideSums16', 2],
    ['slideSums32', 4],
    ['slideSums64', 8],
  ] as const) {
    each(kernel, (image, { below }) => {
      const [n, m] = [1 + below(90), 1 + below(90)]
      const width = 64 / bytes
      const last = width * (1 + below(6))
      const a = few(image, bytes, n)
      // pads that make no sum: their second byte is one that no number has
      const padded = new Uint8Array(bytes * m + 128)
      for (let i = 0; i < padded.length / bytes; i++) {
        const inside = i >= width && i < width + m
        padded[bytes * i] = inside ? below(3) : 0
        padded[bytes * i + 1] = inside ? 0 : 85
      }
      const b = image.put(padded) + 64
      const c = few(image, bytes, last)
      const first = width * below(last / width)
      const from = below(n)
      gate(kernel, image, [a, from, from + below(n - from + 1), b, m, c, first, last, image.block(4 * last)])
    })
  }
  for (const [kernel, bytes] of [
    ['sumTiles16', 2],
    ['sumTiles32', 4],
    ['sumTiles64', 8],
  ] as const) {
    each(kernel, (image, { below, pick }) => {
      const [rows, depth] = [below(7), pick([0, 1, 2, 50])]
      const aStride = bytes * (depth + below(2))
      const cStride = 32 + bytes * below(9)
      const outStride = (128 / bytes) * (1 + below(2))
      const a = few(image, bytes, (aStride / bytes) * (rows + 1))
      const panel = few(image, bytes, (32 / bytes) * depth)
      const c = few(image, bytes, Math.ceil((cStride * (rows + 1)) / bytes))
      gate(kernel, image, [a, rows, aStride, panel, depth, c, cStride, image.block(outStride * (rows + 1)), outStride])
    })
  }
})
