// The gate: every vector kernel against its scalar twin, on the same bytes at the same addresses. All memory must come out equal, except
// the few entries behind an end that a vector may overwrite. Node only: reads the two modules from build/.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { binary } from '../src/wasm/binary.generated.js'
import { bytesOfText } from '../src/wasm/kernel-text.js'
import type { KernelName } from '../src/wasm/kernels.js'
import { randomOf, type Random } from './random.js'
import { expectSame } from './same.js'
import { twins } from './twins.js'

/** Where the test lays out its data: above the static data of both modules. */
const BASE = 2 ** 18
const SIZE = 2 ** 20

const { vector, scalar } = twins(BASE + SIZE)

/** Memory before a call, written from the front: blocks are 64 bytes apart, random bytes fill the rest. */
class Image {
  readonly random: Random
  readonly bytes = new Uint8Array(SIZE)
  private top = 0
  constructor(seed: number) {
    this.random = randomOf(seed)
    for (let i = 0; i < 4096; i++) this.bytes[i] = this.random.below(256)
    for (let filled = 4096; filled < SIZE; filled *= 2) this.bytes.copyWithin(filled, 0, filled)
  }
  /** Address of a block; `put` fills it. */
  block(bytes: number, put?: (into: Uint8Array) => void): number {
    const from = this.top
    this.top = 64 * Math.ceil((from + bytes + 64) / 64)
    if (this.top > SIZE) throw new Error('the image is too small')
    put?.(this.bytes.subarray(from, from + bytes))
    return BASE + from
  }
  words(values: ArrayLike<number>): number {
    return this.block(4 * values.length, (into) => into.set(new Uint8Array(Uint32Array.from(values).buffer)))
  }
}

type Fill = (into: Uint8Array) => void
/** Zero, unit, all ones and random inputs. */
const fills: [string, (random: Random) => Fill][] = [
  ['zeros', () => (into) => into.fill(0)],
  ['a single one', (random) => (into) => void (into.fill(0)[random.below(into.length)] = 1 << random.below(8))],
  ['ones', () => (into) => into.fill(255)],
  ['random bytes', (random) => (into) => into.forEach((_, i) => (into[i] = random.below(256)))],
  ['few bits', (random) => (into) => into.forEach((_, i) => (into[i] = random.below(4) === 0 ? 1 << random.below(8) : 0))],
  ['few values', (random) => (into) => into.forEach((_, i) => (into[i] = random.below(3)))],
]

interface Call {
  args: number[]
  /** bytes [from, to) that the vector kernel may overwrite with anything */
  free?: [number, number]
}

/** Runs one kernel of both modules on the same image and compares all memory and what they return. */
function gate(kernel: KernelName, image: Image, { args, free }: Call): void {
  const [expected, actual] = [scalar, vector].map((kernels) => {
    const memory = new Uint8Array(kernels.memory.buffer, BASE, SIZE)
    memory.set(image.bytes)
    const rows = kernels.readRows()
    const returned = (kernels[kernel] as (...args: number[]) => number | undefined)(...args)
    if (free) memory.fill(0, free[0] - BASE, free[1] - BASE)
    return { memory, returned, rows: kernels.readRows() - rows }
  })
  expect(actual.returned).toBe(expected.returned)
  expect(actual.rows).toBe(expected.rows)
  if (Buffer.compare(actual.memory, expected.memory) !== 0) expectSame(actual.memory, expected.memory, `${kernel}(${args})`)
}

/** Runs `lay` for every kind of input and every size. */
function eachFill<T>(kernel: KernelName, sizes: readonly T[], lay: (image: Image, fill: Fill, size: T) => Call): void {
  test.each(fills)(`${kernel}: %s`, (_, fillOf) => {
    for (const [i, size] of sizes.entries()) {
      const image = new Image(i)
      gate(kernel, image, lay(image, fillOf(image.random), size))
    }
  })
}

const counts = [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129, 1000]
const up = (value: number, to: number): number => to * Math.ceil(value / to)

describe('encode', () => {
  for (const kernel of ['encodeLetters', 'encodeBytes'] as const) {
    eachFill(kernel, counts, (image, fill, count) => {
      const text = image.block(count, fill)
      const table = image.block(32, fills[3][1](image.random))
      const bits = image.block(up(count, 16))
      return { args: [text, count, table, bits], free: [bits + count, bits + up(count, 16)] }
    })
    test(`${kernel}: every byte`, () => {
      const image = new Image(1)
      const text = image.block(256, (into) => into.forEach((_, i) => (into[i] = i)))
      gate(kernel, image, { args: [text, 256, image.block(32), image.block(256)] })
    })
  }
  eachFill('countOutside', [...counts, 255 * 16, 255 * 16 + 1, 3 * 255 * 16 + 15], (image, fill, count) => {
    const table = image.block(32, (into) => into.forEach((_, i) => (into[i] = image.random.below(2))))
    return { args: [image.block(count, fill), count, table] }
  })
  eachFill('rank16', counts, (image, fill, count) => ({
    args: [image.block(2 * count, fill), count, image.block(65536), image.block(count)],
  }))
  eachFill('rank32', counts, (image, fill, count) => {
    const { random } = image
    const slots = new Uint32Array(2 * 256)
    const keys = [...new Set(Array.from({ length: 100 }, () => random.pick([random.below(2 ** 32), random.below(4), 2 ** 32 - 1])))]
    keys.forEach((key, c) => {
      let at = (Math.imul(key, 0x9e3779b1) >>> 16) & 255
      while (slots[2 * at + 1] !== 0) at = (at + 1) & 255
      slots.set([key, c + 1], 2 * at)
    })
    const text = image.block(4 * count, fill)
    const symbols = new Uint32Array(image.bytes.buffer, text - BASE, count)
    for (let i = 0; i < count; i += 2) symbols[i] = random.pick(keys)
    return { args: [text, count, image.words(slots), 255, image.block(count)] }
  })
})

describe('planes', () => {
  const sizes = [16, 32, 48, 128, 2048].flatMap((width) =>
    [1, 15, 16, 17, width, width + 1, width + 33].map((length) => ({ width, length })),
  )
  for (const [kernel, classes] of [
    ['planes4', 4],
    ['planes8', 8],
  ] as const) {
    eachFill(kernel, sizes, (image, fill, { width, length }) => {
      const whole = up(length, 16)
      // with four classes the other bits of a text symbol are clear
      const classBits: Fill = (into) => (fill(into), into.forEach((byte, i) => (into[i] = byte & (2 ** classes - 1))))
      const bits = image.block(7 * width + whole, classBits)
      const stride = whole + 64 * image.random.below(3)
      return { args: [bits, width, length, image.block(classes * stride), stride] }
    })

    test(`${kernel}: what lies behind the end of a text reaches nothing before it`, () => {
      const width = 32
      for (let end = 1; end <= 8 * width; end += 5) {
        const planes = [0, 255, 0xa5].map((behind) => {
          const image = new Image(end)
          const bits = image.block(7 * width + 48, (into) => into.forEach((byte, i) => (into[i] = i < end ? byte & 15 : behind)))
          const to = image.block(8 * 64)
          new Uint8Array(vector.memory.buffer, BASE, SIZE).set(image.bytes)
          vector[kernel](bits, width, 48, to, 64)
          const known: number[] = []
          const made = new Uint8Array(vector.memory.buffer, to, 4 * 64)
          for (let c = 0; c < 4; c++) for (let i = 0; i < end; i++) known.push((made[64 * c + (i % width)] >> Math.floor(i / width)) & 1)
          return known
        })
        expectSame(planes[1], planes[0], `${end} symbols, ones behind`)
        expectSame(planes[2], planes[0], `${end} symbols, a pattern behind`)
      }
    })
  }

  eachFill('letterPlanes', sizes, (image, fill, { width, length }) => {
    const whole = up(length, 16)
    const table = image.block(32, (into) => into.forEach((_, i) => (into[i] = image.random.below(16))))
    const stride = whole + 64 * image.random.below(3)
    return { args: [image.block(7 * width + whole, fill), table, width, length, image.block(4 * stride), stride] }
  })
})

/** Pointers to rows of a few planes of `width` bytes, each row seen a few positions on. */
function rowsOf(image: Image, fill: Fill, width: number, count: number): number {
  const planes = Array.from({ length: 5 }, () => image.block(width + 40, fill))
  return image.words(Uint32Array.from({ length: count }, () => image.random.pick(planes) + image.random.below(40)))
}

describe('counters', () => {
  const sizes = [4, 8, 12, 16, 20, 28, 32, 36, 100, 252, 256, 260, 1008, 2040].flatMap((count) =>
    [16, 48].flatMap((width) => {
      const least = Math.max(5, 32 - Math.clz32(count))
      return [least, Math.min(16, least + 1), 16].map((planes) => ({ count, width, planes }))
    }),
  )
  eachFill('distances', sizes, (image, fill, { count, width, planes }) => ({
    args: [rowsOf(image, fill, width, count), count, width, image.block(32 * width), planes],
  }))
  test('distances: all of sixteen planes', () => {
    const image = new Image(1)
    const rows = rowsOf(image, fills[2][1](image.random), 16, 65532)
    gate('distances', image, { args: [rows, 65532, 16, image.block(512), 16] })
  })
  eachFill('addDistances', counts, (image, fill, count) => {
    const out = image.block(4 * up(count, 4), fill)
    return { args: [image.block(4 * count, fill), count, out], free: [out + 4 * count, out + 4 * up(count, 4)] }
  })
})

describe('compare', () => {
  const sizes = [1, 15, 16, 17, 63, 64, 65, 130].flatMap((shifts) => [0, 1, 2, 254, 255, 256, 511, 700].map((count) => ({ shifts, count })))
  for (const [kernel, bytes] of [
    ['compare8', 1],
    ['compareBits', 1],
    ['compare16', 2],
    ['compare32', 4],
  ] as const) {
    eachFill(kernel, sizes, (image, fill, { shifts, count }) => {
      const { random } = image
      const text = image.block((up(shifts, 64) + 50) * bytes, fill)
      const rows = Array.from({ length: count }, () => {
        const symbol = Array.from({ length: 4 }, () => random.pick([0, 0, 1, 255, random.below(256)]))
        return [text + bytes * random.below(50), new DataView(Uint8Array.from(symbol).buffer).getUint32(0)]
      })
      const out = image.block(4 * up(shifts, 64), (into) => into.fill(3))
      return { args: [image.words(rows.flat()), count, shifts, out], free: [out + 4 * shifts, out + 4 * up(shifts, 64)] }
    })
  }
  test('compare16: more rows than a lane counts', () => {
    const image = new Image(1)
    const text = image.block(256, (into) => into.fill(1))
    const out = image.block(256, (into) => into.fill(0))
    const rows = image.words(Uint32Array.from({ length: 2 * 65600 }, (_, i) => (i & 1 ? 0 : text)))
    gate('compare16', image, { args: [rows, 65600, 30, out], free: [out + 120, out + 256] })
  })
})

describe('scan', () => {
  const sizes = [16, 48].flatMap((width) =>
    [0, 1, 3].flatMap((required) =>
      [4, 8, 16, 20, 36, 100].flatMap((count) =>
        [0, 4, 16, 1000].flatMap((head) => [0, 1, 3, 6, 7, 8, 15, 16, 31, 70].map((k) => ({ width, required, count, head, k }))),
      ),
    ),
  )
  for (const kernel of ['scanFew', 'scanMany'] as const) {
    eachFill(
      kernel,
      sizes.filter(({ k }) => kernel === 'scanMany' || k <= 7),
      (image, fill, { width, required, count, head, k }) => {
        const rows = rowsOf(image, fill, width, required + count)
        const shifts = image.random.pick([8 * width, 8 * width - 1, 1, 7 * width + 3])
        const planes = Math.max(4, 32 - Math.clz32(k)) + image.random.below(2)
        const args = [rows, required, count, head, width, shifts, k, 77, image.block(12 * 8 * width)]
        return { args: kernel === 'scanMany' ? [...args, planes] : args }
      },
    )
  }
})

describe('scatter', () => {
  const sizes = [1, 2, 3, 4, 7, 64, 300].flatMap((count) => [1, 2, 5, 40].map((m) => ({ count, m })))
  eachFill('scatter', sizes, (image, fill, { count, m }) => {
    const { random } = image
    // list 0 is empty; the others hold distinct places of a pattern of length m, as its letters' positions do
    const words = [0]
    const lists = [0]
    for (let c = 0; c < 4; c++) {
      const last = random.below(m) // only the list at 0 is empty
      const places = Array.from({ length: m }, (_, y) => 4 * y).filter((_, y) => y === last || random.below(2) === 0)
      lists.push(4 * words.length)
      words.push(places.length, ...places)
    }
    const choice = image.block(count, fill)
    const text = Array.from({ length: count }, (_, i) => lists[image.bytes[choice - BASE + i] % lists.length])
    const spare = image.block(8192)
    return { args: [image.words(text), count, image.words(words), image.block(4 * (count + m - 1)), spare], free: [spare, spare + 8192] }
  })
  eachFill('mismatchesOf', counts, (image, fill, count) => {
    const to = image.block(4 * up(count, 4))
    return { args: [image.block(4 * count, fill), count, 1000, to], free: [to + 4 * count, to + 4 * up(count, 4)] }
  })
  for (const [kernel, bytes] of [
    ['lookUp8', 1],
    ['lookUp16', 2],
  ] as const) {
    eachFill(kernel, counts, (image, fill, count) => {
      const table = image.block(4 * 256 ** bytes)
      return { args: [image.block(bytes * count, fill), count, table, image.block(4 * count)] }
    })
  }
  eachFill('lookUpBelow', counts, (image, fill, count) => {
    const bound = image.random.pick([1, 2, 300])
    const text = image.block(4 * count, fill)
    const symbols = new Uint32Array(image.bytes.buffer, text - BASE, count)
    for (let i = 0; i < count; i += 2) symbols[i] = image.random.below(bound + 1)
    return { args: [text, count, image.block(4 * (bound + 1)), bound, image.block(4 * count)] }
  })
  eachFill('lookUp32', counts, (image, fill, count) => {
    const { random } = image
    const slots = new Uint32Array(2 * 256)
    const keys = [...new Set(Array.from({ length: 100 }, () => random.pick([random.below(2 ** 32), random.below(4), 2 ** 32 - 1])))]
    keys.forEach((key, c) => {
      let at = (Math.imul(key, 0x9e3779b1) >>> 7) & 255
      while (slots[2 * at + 1] !== 0) at = (at + 1) & 255
      slots.set([key, 4 * c + 4], 2 * at)
    })
    const text = image.block(4 * count, fill)
    const symbols = new Uint32Array(image.bytes.buffer, text - BASE, count)
    for (let i = 0; i < count; i += 2) symbols[i] = random.pick(keys)
    return { args: [text, count, image.words(slots), 255, image.block(4 * count)] }
  })
})

describe('naive and mark', () => {
  const sizes = [1, 2, 17, 100].flatMap((shifts) => [1, 2, 5, 40].map((m) => ({ shifts, m })))
  for (const kernel of ['naiveNumbers', 'naiveSets'] as const) {
    eachFill(kernel, sizes, (image, fill, { shifts, m }) => {
      const text = image.block(4 * (shifts + m - 1), fill)
      const symbols = new Uint32Array(image.bytes.buffer, text - BASE, shifts + m - 1)
      const pattern = image.words(Array.from({ length: m }, () => (image.random.below(2) ? image.random.pick(symbols) : 1)))
      return { args: [text, pattern, m, shifts, image.block(4 * shifts)] }
    })
  }
  for (const [kernel, bytes] of [
    ['mark16', 2],
    ['mark32', 4],
  ] as const) {
    eachFill(kernel, counts, (image, fill, count) => {
      const { random } = image
      const text = image.block(bytes * count + 64, fill)
      const symbols = bytes === 2 ? new Uint16Array(image.bytes.buffer, text - BASE, count) : new Uint32Array(image.bytes.buffer, text - BASE, count) // prettier-ignore
      // 255, -1 and numbers whose low halves are those of others
      const symbol = random.pick([0, 255, 2 ** (8 * bytes) - 1, symbols[0] ?? 7])
      for (let i = 0; i < count; i += 3) symbols[i] = random.pick([symbol, (symbol + 2 ** (4 * bytes)) % 2 ** (8 * bytes)])
      const bits = image.block(up(count, 16))
      return { args: [text, count, symbol, bits], free: [bits + count, bits + up(count, 16)] }
    })
  }
})

describe('hits', () => {
  const sizes = counts.flatMap((count) => [0, 1, 3, 200, 2 ** 30].map((k) => ({ count, k })))
  for (const withRequired of [false, true]) {
    eachFill('collect', sizes, (image, _, { count, k }) => {
      const { random } = image
      const distances = image.words(Uint32Array.from({ length: count }, () => random.pick([0, 1, 2, 3, 4, 100, 2 ** 31 - 1])))
      const required = image.words(Uint32Array.from({ length: count }, () => random.pick([0, 0, 1, 2 ** 31])))
      return { args: [distances, withRequired ? required : 0, count, k, 5, image.block(12 * count)] }
    })
  }
  const sorts = counts.flatMap((count) => [0, 1, 4, 8, 9, 14, 16, 17, 24].map((bits) => ({ count, bits })))
  eachFill('sortRecords', sorts, (image, _, { count, bits }) => {
    const { random } = image
    const few = random.below(2) === 0
    // by the start, or by the pattern; the other one says where a record came from
    const record = (__: unknown, i: number): number[] => {
      const at = random.below(few ? Math.min(4, 2 ** bits) : 2 ** bits)
      return bits & 1 ? [i, at, random.below(9)] : [at, i, random.below(9)]
    }
    const records = image.words(Array.from({ length: count }, record).flat())
    const spare = image.block(12 * count)
    const other = Math.ceil(bits / 8) % 2 ? records : spare
    return { args: [records, count, spare, bits, 4 * (bits & 1)], free: [other, other + 12 * count] }
  })
  eachFill('moveRecords', counts, (image, fill, count) => ({ args: [image.block(12 * count, fill), count, 1000, 77] }))
  eachFill('tally', counts, (image, _, count) => {
    const { random } = image
    const records = image.words(Array.from({ length: count }, () => [random.below(2 ** 32), random.below(4), random.below(6)]).flat())
    return { args: [records, count, 5, image.block(8 * 4 * 6, (into) => into.fill(0))] }
  })
  eachFill('clamp', sizes, (image, _, { count, k }) => {
    const { random } = image
    const distances = image.words(
      Uint32Array.from({ length: up(count, 4) }, () => random.pick([0, 1, 2, 3, 4, 199, 200, 201, 2 ** 31 - 1])),
    )
    return { args: [distances, count, k], free: [distances + 4 * count, distances + 4 * up(count, 4)] }
  })
})

test('the two modules export the same', () => {
  expect(Object.keys(scalar).sort()).toEqual(Object.keys(vector).sort())
})

test('the module embedded in the library is the one that was built', () => {
  expect(Buffer.from(bytesOfText(binary))).toEqual(readFileSync(new URL('../build/kernels.wasm', import.meta.url)))
})
