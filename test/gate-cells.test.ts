// The gate for 3SUM modulo a hash and for anchors of triangles: vector kernels against their scalar twins. Node only.
import { describe, expect, test } from 'vitest'
import { BASE, each, gate, Image, SIZE, vector } from './images.js'
import { randomOf, type Random } from './random.js'

const CELL_BITS = 6

/** Keys that share cells and buckets: few high bits, few low ones. */
const keys = ({ below }: Random, count: number): bigint[] =>
  Array.from({ length: count }, () => (BigInt(below(2 ** 7)) << 57n) + BigInt(below(3)) * 2n ** 55n + BigInt(below(4)))

/** The image as the kernel left it. */
const keep = (image: Image): void => image.bytes.set(new Uint8Array(vector.memory.buffer, BASE, SIZE))

describe('cells', () => {
  each('cellsOf', (image, random) => {
    const entries = image.entries(keys(random, random.below(30)))
    const mask = BigInt(random.pick([1, 7, 63, 2 ** 20]))
    gate('cellsOf', image, [entries.at, entries.count, random.pick([1, CELL_BITS, 26]), mask, image.block(8 * entries.count)])
  })

  each('addCells', (image, random) => {
    const entries = image.entries(keys(random, random.below(30)))
    const pointBits = 1 + random.below(6)
    const points = image.doubles(Array.from({ length: 2 ** (pointBits + 1) }, () => random.below(100) - 50))
    // cells of a product modulo X^M + 1 are two M, or any more: those beyond go round
    const cellBits = pointBits + random.below(4)
    gate('addCells', image, [points, pointBits, random.pick([0, 3]), entries.at, entries.count, cellBits, random.pick([1, 0.5, 0.125])])
  })

  each('addCoefficients', (image, random) => {
    const pointBits = 1 + random.below(6)
    const start = random.pick([0n, 5n, 2n ** 52n + 3n])
    const entries = image.entries(Array.from({ length: random.below(30) }, () => start + BigInt(random.below(2 ** (pointBits + 1)))))
    // with halves, and nearly whole numbers
    const points = image.doubles(
      Array.from({ length: 2 ** (pointBits + 1) }, () => random.below(100) - 50 + random.pick([0, 0.25, 0.5, 1e-9, -1e-9])),
    )
    gate('addCoefficients', image, [points, pointBits, entries.at, entries.count, start])
  })

  each('keepApart', (image, random) => {
    const entries = image.entries(keys(random, random.below(40)))
    const [kept, others] = [0, 0].map(() => image.block(16 * entries.count))
    gate('keepApart', image, [entries.at, entries.count, random.pick([2, CELL_BITS, 9]), kept, others])
  })

  test('keepApart: cells next to each other, the first and the last among them, and numbers above one', () => {
    const image = new Image(randomOf(1))
    const cells = [0, 0, 1, 2, 3, 5, 62, 63]
    const bytes = new DataView(new ArrayBuffer(16 * cells.length))
    cells.forEach((cell, i) => {
      bytes.setBigUint64(16 * i, (BigInt(cell) << 58n) + BigInt(i), true)
      bytes.setFloat64(16 * i + 8, cell === 3 ? 2 : 1, true)
    })
    const [at, kept, others] = [image.put(bytes), image.block(200), image.block(200)]
    expect(gate('keepApart', image, [at, cells.length, CELL_BITS, kept, others])).toBe(4)
    keep(image)
    const low = (from: number, count: number): number[] =>
      Array.from({ length: count }, (_, i) => new DataView(image.bytes.buffer).getUint8(from - BASE + 16 * i))
    // 63 stands beside 0
    expect([low(kept, 4), low(others, 4)]).toEqual([
      [0, 3, 5, 6],
      [1, 2, 4, 7],
    ])
  })

  each('markCells and missKeys', (image, random) => {
    const [p, q, t] = [random.below(12), random.below(20), 1 + random.below(12)].map((count) => keys(random, count))
    const [first, second, table] = [p, [...q, ...p.map((key) => key + random.pick(t))], t].map((list) => image.entries(list))
    const marks = image.put(new Uint8Array(2 ** CELL_BITS / 8))
    gate('markCells', image, [table.at, table.count, CELL_BITS, marks])
    keep(image)
    const bits = 1 + random.below(6)
    const starts = image.block(4 * 2 ** bits + 4)
    gate('indexKeys', image, [table.at, table.count, bits, starts, bits + 3, image.put(new Uint8Array(2 ** bits))])
    keep(image)
    const met = gate('missKeys', image, [first.at, first.count, second.at, second.count, CELL_BITS, marks, bits, starts])
    if (first.count > 0) expect(Number(met)).toBeGreaterThan(0)
  })

  each('settleKeys', (image, random) => {
    const all = image.entries(keys(random, 1 + random.below(40)))
    const list = new DataView(image.bytes.buffer)
    const some = Array.from({ length: all.count }, (_, i) => list.getBigUint64(all.at - BASE + 16 * i, true)).filter(() => random.below(2))
    const open = image.entries(some)
    const [low, high] = random.pick([
      [0, 3],
      [1, 2],
      [-1, 9],
      [Infinity, -Infinity],
    ])
    gate('settleKeys', image, [open.at, open.count, all.at, low, high, random.below(2), random.pick([2.5, -3])])
  })

  each('countBetween', (image, { below, pick }) => {
    const [rows, columns] = [below(5), below(9)]
    const stride = 4 * columns + 4 * below(3)
    const counts = image.put(Uint32Array.from({ length: (rows * stride) / 4 + 9 }, () => pick([0, 1, 2, 3, 2 ** 31, 2 ** 32 - 1])))
    gate('countBetween', image, [counts, rows, stride, columns, pick([-1, 0, 1]), pick([2, 3, 2 ** 31 + 1])])
  })
})

describe('anchors', () => {
  each('findWitnessed', (image, { below }) => {
    const n = 1 + below(9)
    const matrix = (): number => image.doubles(Array.from({ length: n * n }, () => below(3)))
    const [a, b, c] = [matrix(), matrix(), matrix()]
    const t = below(n)
    const marks = image.put(Uint32Array.from({ length: n * n }, () => Number(below(4) === 0)))
    gate('findWitnessed', image, [a + 8 * t, b + 8 * n * t, c, n, t, marks, image.put(new Uint8Array(n)), image.put(new Uint8Array(n))])
  })
  each('rowDifferences and columnDifferences', (image, { below }) => {
    const n = 1 + below(12)
    const values = image.doubles(Array.from({ length: n * n }, () => below(2 ** 31)))
    const list = (): Uint32Array => Uint32Array.from({ length: below(9) }, () => below(n))
    const [rows, columns] = [list(), list()]
    const places = [image.put(rows), rows.length, image.put(columns), columns.length]
    for (const kernel of ['rowDifferences', 'columnDifferences'] as const) {
      gate(kernel, image, [values, n, ...places, below(n), image.block(8 * rows.length * columns.length)])
    }
  })
})
