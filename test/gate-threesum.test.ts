// The gate for equality products, 3SUM and triangles: vector kernels against their scalar twins, on the same bytes at the same addresses. Node
// only: reads the two modules from build/.
import { describe, expect, test } from 'vitest'
import { BASE, each, few, gate, Image, SIZE, vector } from './images.js'
import { randomOf, type Random } from './random.js'

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
    ['slidePicked16', 2],
    ['slidePicked32', 4],
    ['slidePicked64', 8],
  ] as const) {
    each(kernel, (image, { below }) => {
      const [n, m] = [1 + below(90), 1 + below(90)]
      const width = 64 / bytes
      const last = width * (1 + below(6))
      const places = Uint32Array.from({ length: n }, (_, i) => i).filter(() => below(3) === 0)
      // numbers of b and of the pads around it, none of which is read
      const b = few(image, bytes, m + 2 * width) + 64
      const pads = new DataView(image.bytes.buffer)
      for (let i = 0; i < width; i++) {
        for (const at of [b - 64, b + bytes * m]) {
          for (let byte = 0; byte < bytes; byte++) pads.setUint8(at - BASE + bytes * i + byte, byte === 1 ? 85 : 0)
        }
      }
      const [values, c] = [few(image, bytes, places.length), few(image, bytes, last)]
      const met = gate(kernel, image, [
        values,
        image.put(places),
        places.length,
        b,
        m,
        c,
        width * below(last / width),
        last,
        image.block(4 * last),
      ])
      expect(Number(met)).toBeLessThanOrEqual(places.length * 6)
    })
  }
  each('orderColumns', (image, { below }) => {
    const [rows, n] = [below(5), 1 + below(9)]
    const order = Uint32Array.from({ length: n }, () => below(n))
    const values = image.doubles(Array.from({ length: rows * n }, () => below(2 ** 31)))
    gate('orderColumns', image, [values, rows, n, image.put(order), image.block(8 * rows * n)])
  })
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
