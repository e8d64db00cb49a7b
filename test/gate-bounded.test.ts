// The gate for kernels of bounded distances: seeds, verification, periods. As gate.test.ts, with inputs that have the structure they need.
import { describe, expect, test } from 'vitest'
import type { KernelName } from '../src/wasm/kernels.js'
import { randomOf, type Random } from './random.js'
import { expectSame } from './same.js'
import { twins } from './twins.js'

const BASE = 2 ** 18
const SIZE = 2 ** 18

const { vector, scalar } = twins(BASE + SIZE)

/** Words of memory, laid out from the front with random words between them. */
class Image {
  readonly words: Uint32Array
  private top = 0
  constructor(readonly random: Random) {
    this.words = new Uint32Array(SIZE / 4).map(() => random.below(2 ** 32))
  }
  put(values: ArrayLike<number>): number {
    const at = this.top
    this.words.set(values, at)
    this.top += values.length + 32
    return BASE + 4 * at
  }
}

const counters = ['readSeeds', 'readLetters', 'readEvents'] as const

/** Runs a kernel of both modules on the same memory: memory, what they return and what they count must be equal. */
function gate(kernel: KernelName, image: Image, args: number[], free?: [number, number]): Uint32Array {
  const [expected, actual] = [scalar, vector].map((kernels) => {
    const memory = new Uint32Array(kernels.memory.buffer, BASE, SIZE / 4)
    memory.set(image.words)
    const before = counters.map((read) => kernels[read]())
    const returned = (kernels[kernel] as (...args: number[]) => number | bigint | undefined)(...args)
    if (free) memory.fill(0, (free[0] - BASE) / 4, (free[1] - BASE) / 4)
    return { memory, returned, counted: counters.map((read, i) => kernels[read]() - before[i]) }
  })
  expect(actual.returned, `${kernel}(${args})`).toBe(expected.returned)
  expect(actual.counted, `${kernel}(${args})`).toEqual(expected.counted)
  expectSame(actual.memory, expected.memory, `${kernel}(${args})`)
  return actual.memory.slice()
}

/** Words that nearly repeat themselves: zeros, few letters, a period with errors, or anything. */
function letters(random: Random, count: number): Uint32Array {
  const shape = random.below(4)
  const period = 1 + random.below(6)
  const unit = Array.from({ length: period }, () => random.below(4))
  return new Uint32Array(count).map((_, i) => {
    if (shape === 0) return 0
    if (shape === 1) return random.below(3)
    if (shape === 2) return random.below(10) === 0 ? random.below(5) : unit[i % period]
    return random.pick([random.below(2 ** 32), 0xffffffff, 1])
  })
}

const rounds = 400
function eachRound(name: string, check: (image: Image, random: Random) => void): void {
  test(name, () => {
    for (let round = 0; round < rounds; round++) {
      const random = randomOf(round)
      check(new Image(random), random)
    }
  })
}

describe('seeds', () => {
  eachRound('mismatches, at limits around what there are', (image, random) => {
    const count = random.pick([0, 1, 15, 16, 17, 31, 32, 33, 100, 257])
    const a = letters(random, count)
    const b = a.map((letter) => (random.below(8) === 0 ? random.below(4) : letter))
    gate('mismatches', image, [image.put(a), image.put(b), count, random.pick([0, 1, 3, 10, 1000])])
  })

  eachRound('findSeeds, with several positions to a hash and to a slot', (image, random) => {
    const length = random.pick([1, 2, 3, 8])
    const count = random.below(300)
    const text = letters(random, count)
    const top = Array.from({ length: length - 1 }, () => 0x6c078965).reduce((power, base) => Math.imul(power, base), 1) >>> 0
    const hashOf = (from: number): number =>
      text.subarray(from, from + length).reduce((hash, letter) => (Math.imul(hash, 0x6c078965) + letter) >>> 0, 0)
    const bits = random.pick([1, 5])
    const slots = new Uint32Array(2 * 2 ** bits)
    const lists = [0]
    const hashes = new Set(Array.from({ length: bits === 1 ? 1 : 10 }, () => hashOf(random.below(Math.max(1, count - length + 1)))))
    for (const hash of hashes) {
      let at = Math.imul(hash, 0x9e3779b1) >>> (32 - bits)
      while (slots[2 * at + 1] !== 0) at = (at + 1) % 2 ** bits
      slots.set([hash, 4 * lists.length], 2 * at)
      const positions = Array.from({ length: 1 + random.below(3) }, () => random.below(40))
      lists.push(positions.length, ...positions)
    }
    const shifts = Math.max(1, count - 40)
    const marks = image.put(new Uint32Array(shifts))
    const places = [image.put(text), count, length, top, image.put(slots), 32 - bits, image.put(lists), marks, shifts, random.below(4)]
    gate('findSeeds', image, [...places, image.put(new Uint32Array(shifts))])
  })

  eachRound('verify and takeMatches, with and without required positions', (image, random) => {
    const m = random.pick([1, 3, 16, 20, 70])
    const shifts = 1 + random.below(60)
    const words = letters(random, m + shifts - 1)
    const own = words.slice(shifts >> 1, (shifts >> 1) + m).map((letter) => (random.below(12) === 0 ? 9 : letter))
    const text = image.put(words)
    const pattern = image.put(own)
    const required = random.below(3)
    const must = image.put(Array.from({ length: required }, () => 4 * random.below(m)))
    const k = random.pick([0, 1, 5, m]) % (m + 1)
    const candidates = image.put(Array.from({ length: shifts }, () => random.below(shifts)))
    const records = image.put(new Uint32Array(3 * shifts))
    gate('verify', image, [text, pattern, m, candidates, shifts, k, must, required, 7, records])
    const matches = image.put(Array.from({ length: shifts }, () => random.below(m + 1)))
    const first = random.below(2) * (shifts >> 1)
    gate('takeMatches', image, [matches, shifts - first, text, pattern, m, k, must, required, first, 7, records])
  })
})

describe('periods', () => {
  eachRound('reachUp and reachDown', (image, random) => {
    const count = 1 + random.below(200)
    const period = 1 + random.below(Math.min(9, count))
    const text = image.put(letters(random, count))
    const limit = random.pick([0, 1, 2, 10, 1000])
    gate('reachUp', image, [text, period + random.below(count - period + 1), count, period, limit])
    gate('reachDown', image, [text, random.below(count - period + 1), 0, period, limit])
  })

  eachRound('differences', (image, random) => {
    const count = 1 + random.below(150)
    const period = random.pick([1, 2, 3, 4, 5, 17, 200])
    const text = letters(random, count).map((letter) => letter % 5)
    const lists = [0, 0]
    const starts = [0]
    for (let code = 1; code < 5; code++) {
      const [more, less] = [random.below(4), random.below(4)]
      starts.push(random.below(3) === 0 ? 0 : 4 * lists.length)
      lists.push(more, less, ...Array.from({ length: more + less }, () => 4 * random.below(60)))
    }
    const sums = image.put(new Uint32Array(count + period + 64))
    gate('differences', image, [image.put(text), count, period, image.put(starts), image.put(lists), sums])
  })

  eachRound('sumTwice', (image, random) => {
    const count = random.below(100)
    const period = 1 + random.below(9)
    const sums = image.put(new Uint32Array(count).map(() => random.pick([0, 1, 2 ** 32 - 1, 2 ** 32 - 5])))
    gate('sumTwice', image, [sums, count, period, image.put(new Uint32Array(count + 2 * period))])
  })
})
