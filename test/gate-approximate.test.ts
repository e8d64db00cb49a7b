// The gate for kernels of approximate distances: counts to distances, joins of hashes, single shifts. As gate.test.ts.
import { describe, expect, test } from 'vitest'
import type { KernelName } from '../src/wasm/kernels.js'
import { randomOf, type Random } from './random.js'
import { expectSame } from './same.js'
import { twins } from './twins.js'

const BASE = 2 ** 18
const SIZE = 2 ** 18
const { vector, scalar } = twins(BASE + SIZE)
const OPEN = 2 ** 32 - 1

/** Memory of a call: blocks with random bytes around them. */
class Image {
  readonly bytes: Uint8Array
  private top = 0
  constructor(random: Random) {
    this.bytes = new Uint8Array(SIZE).map(() => random.below(256))
  }
  put(values: Uint8Array | Uint16Array | Uint32Array): number {
    const at = this.top
    this.bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at)
    this.top = 64 * Math.ceil((at + values.byteLength + 64) / 64)
    if (this.top > SIZE) throw new Error('the image is too small')
    return BASE + at
  }
  room(bytes: number): number {
    return this.put(this.bytes.slice(this.top, this.top + bytes))
  }
}

/** Both kernels on the same memory, but for bytes [from, to), which may hold anything. */
function gate(kernel: KernelName, image: Image, args: number[], free?: (returned: number) => [number, number]): number {
  const results = [scalar, vector].map((kernels) => {
    const memory = new Uint8Array(kernels.memory.buffer, BASE, SIZE)
    memory.set(image.bytes)
    const returned = (kernels[kernel] as (...args: number[]) => number)(...args)
    const [from, to] = free?.(returned) ?? [BASE, BASE]
    memory.fill(0, from - BASE, to - BASE)
    return { memory, returned }
  })
  expect(results[1].returned).toBe(results[0].returned)
  expectSame(results[1].memory, results[0].memory, `${kernel}(${args})`)
  return results[0].returned
}

const words = (count: number, number: () => number): Uint32Array => new Uint32Array(count).map(number)
const sizes = [0, 1, 2, 3, 4, 5, 15, 16, 17, 100]

/** Every size with every one of a few kinds of numbers. */
function eachSize(name: KernelName, check: (image: Image, random: Random, size: number) => void): void {
  test(name, () => {
    for (let round = 0; round < 6; round++)
      for (const size of sizes) check(new Image(randomOf(round * 1000 + size)), randomOf(round + 7 * size), size)
  })
}

describe('counts to distances', () => {
  /** The list has one word behind its end that may be written. */
  const behind = (open: number) => (returned: number): [number, number] => [open + 4 * returned, open + 4 * returned + 4] // prettier-ignore

  eachSize('settleCounts', (image, random, size) => {
    const most = random.pick([1, 20])
    const share = random.pick([0, 0.5, 1])
    const table = image.put(words(most + 1, () => (random.next() < share ? OPEN : random.below(2 ** 32))))
    const counts = image.put(words(size, () => random.below(most + 1)))
    const open = image.room(4 * size + 4)
    gate('settleCounts', image, [counts, size, table, random.pick([counts, image.room(4 * size)]), open], behind(open))
  })

  eachSize('settleHashed', (image, random, size) => {
    const most = 12
    const table = new Uint32Array(2 * most + 2)
    for (let x = 0; x <= most; x++) table.set([Math.max(0, 10 * x - random.below(30)), 10 * x + random.below(30)], 2 * x)
    const near = words(size, () => random.below(100))
    const far = near.map((value) => value + random.below(most + 1))
    const whole = image.put(words(size, () => random.pick([0, random.below(1000), random.below(2 ** 31)])))
    const [farAt, nearAt, tableAt] = [far, near, table].map((block) => image.put(block))
    const open = image.room(4 * size + 4)
    const epsilon = random.pick([0.01, 0.1, 0.9])
    gate(
      'settleHashed',
      image,
      [whole, farAt, nearAt, size, tableAt, 10, epsilon, random.pick([whole, image.room(4 * size)]), open],
      behind(open),
    )
  })

  eachSize('settleSums', (image, random, size) => {
    const sums = image.put(words(size, () => random.below(random.pick([10, 10_000, 2 ** 32]))))
    const open = image.room(4 * size + 4)
    gate(
      'settleSums',
      image,
      [sums, size, random.pick([0.5, 1, 2 / 7]), random.pick([0, 40]), random.pick([sums, image.room(4 * size)]), open],
      behind(open),
    )
  })
})

describe('hashes', () => {
  eachSize('largest', (image, random, size) => {
    const [from, out] = [0, 1].map(() => image.put(words(size + 4, () => random.below(random.pick([4, 2 ** 32])))))
    gate('largest', image, [from, size, out])
  })

  eachSize('recode', (image, random, size) => {
    const table = image.put(new Uint8Array(300).map(() => random.below(256)))
    const text = image.put(words(size, () => random.below(300)))
    gate('recode', image, [text, size, table, image.room(size)])
  })
})

describe('single shifts', () => {
  for (const [kernel, kind] of [
    ['distancesAt8', Uint8Array],
    ['distancesAt16', Uint16Array],
    ['distancesAt32', Uint32Array],
    ['distancesAtSets', Uint32Array],
  ] as const) {
    test(kernel, () => {
      // lanes of a byte are emptied after 255 vectors
      for (const m of [1, 3, 4, 7, 8, 9, 15, 16, 17, 100, 16 * 255 - 1, 16 * 255, 16 * 255 + 17]) {
        for (const sigma of [1, 2, 5]) {
          const random = randomOf(m * sigma)
          const image = new Image(random)
          const symbols = (count: number): Uint8Array | Uint16Array | Uint32Array =>
            new kind(count).map(() => random.below(sigma) * random.pick([1, 64]))
          const shifts = Uint32Array.of(0, 1, 2, 5, 16, 30)
          const text = image.put(symbols(m + 30))
          const out = image.room(4 * 31)
          gate(kernel, image, [text, image.put(symbols(m)), m, image.put(shifts), random.pick([0, 1, shifts.length]), out])
        }
      }
    })
  }
})
