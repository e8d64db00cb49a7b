// The gate for kernels of many patterns: packing, neighbourhoods, sorted places, meetings. As gate.test.ts, with inputs that have the structure they
// need. Node only.
import { expect, test } from 'vitest'
import type { KernelName } from '../src/wasm/kernels.js'
import { waysToDiffer } from '../src/hamming/many/cut.js'
import { randomOf, type Random } from './random.js'
import { expectSame } from './same.js'
import { twins } from './twins.js'

const BASE = 2 ** 18
const SIZE = 2 ** 17

const { scalar, vector } = twins(BASE + SIZE)
const both = [scalar, vector]

/** Both modules' memory, made alike: blocks lie 64 random bytes apart. */
class Images {
  readonly bytes: Uint8Array
  private top = 64
  constructor(readonly random: Random) {
    this.bytes = new Uint8Array(SIZE).map(() => random.below(256))
  }
  put(bytes: ArrayLike<number>): number {
    const at = this.top
    this.bytes.set(bytes, at)
    this.top = 64 * Math.ceil((at + bytes.length + 64) / 64)
    if (this.top > SIZE) throw new Error('the image is too small')
    return BASE + at
  }
  words(values: ArrayLike<number>): number {
    return this.put(new Uint8Array(Uint32Array.from(values).buffer))
  }
  room(bytes: number): number {
    return this.put(new Uint8Array(bytes))
  }
  /** The memory that a call left, which both modules must agree on, but in [from, to) behind what they return. */
  gate(kernel: KernelName, args: (number | bigint)[], free: (returned: number | bigint) => [number, number][] = () => []): number | bigint {
    const [expected, actual] = both.map((kernels) => {
      const memory = new Uint8Array(kernels.memory.buffer, BASE, SIZE)
      memory.set(this.bytes)
      const returned = (kernels[kernel] as (...args: (number | bigint)[]) => number | bigint)(...args)
      for (const [from, to] of free(returned)) memory.fill(0, from - BASE, to - BASE)
      return { memory, returned }
    })
    expect(actual.returned, `${kernel}(${args})`).toBe(expected.returned)
    if (Buffer.compare(actual.memory, expected.memory) !== 0) expectSame(actual.memory, expected.memory, `${kernel}(${args})`)
    this.bytes.set(actual.memory)
    return actual.returned
  }
}

function eachRound(name: string, rounds: number, check: (images: Images, random: Random) => void): void {
  test(name, () => {
    for (let round = 0; round < rounds; round++) {
      const random = randomOf(round)
      check(new Images(random), random)
    }
  })
}

/** Letters, most of them bases; whole stretches are not. */
function letters(random: Random, count: number): Uint8Array {
  const wild = random.pick([0, 0, 20, 2])
  let stretch = 0
  return new Uint8Array(count).map(() => {
    if (random.below(200) === 0) stretch = random.below(90)
    if (stretch-- > 0) return 'N'.charCodeAt(0)
    if (wild > 0 && random.below(wild) === 0) return random.below(256)
    return random.pick(['A', 'C', 'G', 'T', 'U', 'a', 'c', 'g', 't', 'u']).charCodeAt(0)
  })
}

const plane = (random: Random, bytes: number): Uint8Array => {
  const dense = random.pick([0, 1, 2])
  return new Uint8Array(bytes).map(() =>
    dense === 0 ? 255 : dense === 1 ? random.below(256) : random.below(4) === 0 ? 1 << random.below(8) : 0,
  )
}

test('packLetters: every byte, and every number of letters up to 200', () => {
  for (let count = 0; count <= 256; count++) {
    const images = new Images(randomOf(count))
    const text = images.put(count === 256 ? Uint8Array.from({ length: 256 }, (_, code) => code) : letters(images.random, count))
    const ambiguous = images.gate('packLetters', [text, count, images.room(4 * 128), 128])
    if (count === 256) expect(ambiguous).toBe(22) // eleven codes for several bases, in two cases
  }
})

eachRound('requireLetter and placesOf', 300, (images, random) => {
  const bytes = 4 * (1 + random.below(20))
  const stride = bytes + 64
  const planes = images.put(plane(random, 4 * stride))
  images.put(new Uint8Array(64)) // zeros before sites
  const sites = images.put(plane(random, bytes + 64))
  images.bytes.fill(0, sites - BASE - 64, sites - BASE)
  const at = random.below(57)
  const sign = (): bigint => -BigInt(random.below(2))
  images.gate('requireLetter', [planes, stride, bytes, at, sign(), sign(), sites])
  const [a, b] = [random.below(57), random.below(57)]
  images.gate('placesOf', [sites, a, b, planes + 2 * stride, BigInt(5 + random.below(6)), bytes, images.room(bytes)])
})

/** Patterns as pairs of planes, many of them alike. */
function patternsOf(random: Random, count: number, m: number): Uint32Array {
  const words = new Uint32Array(4 * count)
  for (let i = 0; i < count; i++) {
    if (i > 0 && random.below(3) === 0) words.copyWithin(4 * i, 4 * random.below(i), 4 * i)
    else for (let w = 0; w < 4; w++) words[4 * i + w] = random.below(2 ** 32)
    for (let w = 0; w < 4; w++) words[4 * i + w] &= (w & 1) === 0 ? (m < 32 ? 2 ** m - 1 : -1) : m > 32 ? 2 ** (m - 32) - 1 : 0
  }
  return words
}

eachRound('sortPieces, listNeighbours, usedCells and meetings with their lists', 120, (images, random) => {
  const q = 3
  const m = random.pick([8, 14, 20, 40])
  const count = random.below(12)
  const at = random.below(m - q)
  const radius = random.below(3)
  const shift = random.pick([3, 4])
  const blocks = 2 ** (2 * q - shift)
  const mask = (from: number, to: number, down: number): bigint => {
    let bits = 0n
    for (let j = from; j < to; j++) if (random.below(8) > 0 && j - down >= 0 && j - down < 16 - radius) bits |= 1n << BigInt(j - down)
    return bits
  }
  const [below, above] = [mask(0, at, 0), mask(at + q, m, q)]
  const patterns = images.words(patternsOf(random, count, m))
  const [starts, cells, rests, ids] = [images.room(4 * (blocks + 2)), ...[0, 0, 0].map(() => images.room(4 * count))]
  images.gate('sortPieces', [patterns, count, BigInt(at), BigInt(q), below, above, shift, blocks, starts, cells, rests, ids])
  const ways = waysToDiffer(q, radius)
  const differences = images.words(ways)
  const room = 2 * count * ways.length + 32
  const [lists, next] = [images.room(4 * (4 ** q + 1)), images.room(4 * 2 ** shift)]
  const [lows, highs, owners] = [2, 2, 4].map((bytes) => images.room(bytes * room))
  let first = 0
  for (let b = 0; b < blocks; b++) {
    const to = lists + 4 * 2 ** shift * b
    first = images.gate('listNeighbours', [cells, rests, ids, starts, b, shift, differences, ways.length, 16 - radius, to, next, first, lows, highs, owners]) as number // prettier-ignore
  }
  expect(first).toBe(count * ways.length)
  const none = images.room(4 * (4 ** q + 1))
  images.gate('usedCells', [lists, random.pick([none, lists]), 4 ** q, images.room(4 ** q / 8)])

  const n = 200
  const planes = images.room(4 * 128)
  images.gate('packLetters', [images.put(letters(random, n)), n, planes, 128])
  const meetings = Array.from({ length: random.below(30) }, () => {
    const cell = random.below(4 ** q)
    const words = new Uint32Array(images.bytes.buffer, lists - BASE + 4 * cell, 2)
    return [random.below(n - m), words[0], words[1]]
  })
  const names = images.words(Array.from({ length: count }, (_, i) => 100 + i))
  const k = random.below(6)
  const [low, high] = [0, 32].map((half) => (m > half ? (m - half >= 32 ? 0xffffffff : 2 ** (m - half) - 1) : 0))
  const some = (): number => random.pick([0, 1 << random.below(20)])
  const any = some()
  const hits = images.room(12 * 20)
  const masks = [(low & ~any) >>> 0, high, any, 0, some(), 0]
  const search = images.words([planes, planes + 128, planes + 256, planes + 384, ...masks, patterns, names, k, hits, random.below(20), random.below(2), 5, 0]) // prettier-ignore
  const words = (mask: bigint): number[] => [Number(mask & 0xffffffffn), Number(mask >> 32n)]
  const earlier = random.pick([
    [0, 0, -1 >>> 0],
    [7, 0, 1],
    [7, 0, 0],
  ])
  const piece = images.words([...words(below), ...words(above), q, lows, highs, owners, ...earlier])
  images.gate('checkMeetings', [images.words(meetings.flat()), meetings.length, search, piece])
})

eachRound('siftGrams, sortPlaces, gramsAt and meetLists', 200, (images, random) => {
  const bytes = 8 * (1 + random.below(12))
  const q = 3 + random.below(3)
  const planes = images.put(plane(random, 2 * (bytes + 64)))
  const high = planes + bytes + 64
  images.put(new Uint8Array(64))
  const sites = images.put(plane(random, bytes + 64))
  images.bytes.fill(0, sites - BASE - 64, sites - BASE)
  const places = images.put(plane(random, bytes))
  const map = images.put(plane(random, 4 ** q / 8 + 4))
  const grams = images.room(8 * (8 * bytes + 16))
  const from = 8 * random.below(bytes)
  const to = from + random.below(8 * bytes - from + 1)
  const behind = (at: number, size: number, most: number) => (count: number | bigint) => [[at + size * Number(count), at + size * most] as [number, number]] // prettier-ignore
  images.gate('siftGrams', [planes, high, places, from, to, BigInt(q), map, grams], behind(grams, 8, 8 * bytes + 16))
  const starts = images.room(4 * (2 ** q + 2))
  const sorted = images.room(4 * 8 * bytes)
  const bits = 1 + random.below(q)
  const placed = images.gate('sortPlaces', [high, places, bytes, BigInt(q), BigInt(bits), starts, sorted]) as number
  images.gate('gramsAt', [planes, high, sorted, placed, BigInt(q), random.pick([4 ** q - 1, 7]), grams])
  const lists = (): number => {
    let sum = 0
    return images.words(Array.from({ length: 4 ** q + 1 }, () => (sum += random.pick([0, 0, 1, 3]))))
  }
  const [a, b] = [random.below(57), random.below(57)]
  const meetings = [0, 0].map(() => images.room(12 * (placed + 1)))
  const free = (met: number | bigint): [number, number][] =>
    [BigInt(met) & 0xffffffffn, BigInt(met) >> 32n].map((count, i) => [meetings[i] + 12 * Number(count), meetings[i] + 12 * (placed + 1)])
  images.gate('meetLists', [grams, placed, lists(), lists(), a, b, sites, ...meetings], free)
})
