// The gate for transforms: vector kernels against their scalar twins, equal to the last bit, and the twins' transform against its definition.
// Node only: reads the two modules from build/.
import { describe, expect, test } from 'vitest'
import { factorsFor, tableBits, tableFor } from '../src/transform/roots.js'
import type { Kernels } from '../src/wasm/kernels.js'
import { randomOf } from './random.js'
import { twins } from './twins.js'

const BASE = 2 ** 20
const SIZE = 6 * 2 ** 20
const { vector, scalar } = twins(BASE + SIZE)
const both = [vector, scalar]
const bytesOf = ({ memory }: Kernels, at: number, size: number): Buffer => Buffer.from(memory.buffer, at, size)

interface Kind {
  point: 8 | 16
  suffix: '32' | '64'
  lanes: number
  numbers(kernels: Kernels, at: number, count: number): Float32Array | Float64Array
}
const kinds: Kind[] = [
  { point: 8, suffix: '32', lanes: 4, numbers: ({ memory }, at, count) => new Float32Array(memory.buffer, at, count) },
  { point: 16, suffix: '64', lanes: 2, numbers: ({ memory }, at, count) => new Float64Array(memory.buffer, at, count) },
]

/** Puts the tables at BASE; returns the next free address. */
function useRoots(length: number, { point }: Kind): number {
  const bits = tableBits(length, point)
  const table = tableFor(length, point)
  const size = 6 * 2 ** bits
  const parts = [table.blocks.subarray(0, size), table.lanes.subarray(0, size), factorsFor(length, bits)]
  let at = BASE
  const places = parts.map((part) => {
    for (const { memory } of both) new Uint8Array(memory.buffer).set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at)
    const from = at
    at = 64 * Math.ceil((at + part.byteLength) / 64)
    return from
  })
  for (const { setRoots } of both) setRoots(places[0], places[1], places[2], bits)
  return at
}

const lengths = [64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384]

describe.each(kinds)('f$suffix', (kind) => {
  const { point, suffix, lanes, numbers } = kind
  const half = point / 2

  test.each(lengths)('forward and inverse of %i points', (length) => {
    const x = useRoots(length, kind)
    const random = randomOf(length)
    const values = Float64Array.from({ length: 2 * length }, () => random.below(2 ** 20) / 2 ** 19 - 1)
    for (const kernels of both) numbers(kernels, x, 2 * length).set(values)
    for (const name of [`forward${suffix}`, `inverse${suffix}`] as const) {
      for (const kernels of both) kernels[name](x, point * length)
      expect(bytesOf(vector, x, point * length).equals(bytesOf(scalar, x, point * length)), name).toBe(true)
    }
    const back = numbers(vector, x, 2 * length)
    let worst = 0
    const given = suffix === '32' ? Float32Array.from(values) : values
    for (let i = 0; i < 2 * length; i++) worst = Math.max(worst, Math.abs(back[i] / length - given[i]))
    expect(worst).toBeLessThan(suffix === '32' ? 2e-6 : 1e-14)
  })

  test('the spectrum is the discrete Fourier transform, in mirrored order', () => {
    for (const length of [64, 128, 512]) {
      const x = useRoots(length, kind)
      const random = randomOf(length)
      const re = Float64Array.from({ length }, () => random.below(7) - 3)
      const im = Float64Array.from({ length }, () => random.below(7) - 3)
      const into = numbers(vector, x, 2 * length)
      const place = (i: number): number => 2 * lanes * Math.floor(i / lanes) + (i % lanes)
      for (let i = 0; i < length; i++) [into[place(i)], into[place(i) + lanes]] = [re[i], im[i]]
      vector[`forward${suffix}`](x, point * length)
      const levels = Math.log2(length)
      for (let i = 0; i < length; i++) {
        // point i % 4 of block i / 4 stands in lane block % lanes
        const block = i >> 2
        const at = place(4 * lanes * Math.floor(block / lanes) + lanes * (i % 4) + (block % lanes))
        let k = 0
        for (let bit = 0; bit < levels; bit++) k |= ((i >> bit) & 1) << (levels - 1 - bit)
        let r = 0
        let s = 0
        for (let j = 0; j < length; j++) {
          const angle = (-2 * Math.PI * ((j * k) % length)) / length
          r += re[j] * Math.cos(angle) - im[j] * Math.sin(angle)
          s += re[j] * Math.sin(angle) + im[j] * Math.cos(angle)
        }
        expect(Math.abs(into[at] - r) + Math.abs(into[at + lanes] - s)).toBeLessThan(suffix === '32' ? 1e-3 : 1e-10)
      }
    }
  })

  test.each(lengths.slice(0, 8))('spread, spectrum, products, gather: %i points', (length) => {
    const random = randomOf(length)
    const stride = point * length + 320
    const free = useRoots(length, kind)
    const [bits, table, own, x, z, rest] = [0, 1, 2, 5, 8, 9].map((i) => 64 * Math.ceil((free + 3 * length + 64 + i * stride) / 64))
    const out = rest + stride
    const text = Uint8Array.from({ length: 3 * length }, () => random.below(256))
    const tableBytes = Uint8Array.from({ length: 16 }, () => random.below(5) - 2)
    for (const kernels of both) {
      new Uint8Array(kernels.memory.buffer).set(text, bits - 3 * length)
      new Uint8Array(kernels.memory.buffer).set(tableBytes, table)
    }
    const from = bits - 3 * length
    const step = 4 * Math.floor(length / 7)
    for (const kernels of both) {
      for (let c = 0; c < 3; c++) {
        kernels[`spread${suffix}`](from + 32 * c, from + length, length / 4, c === 1 ? 4 : 0, table, own + c * stride)
        kernels[`spectrum${suffix}`](own + c * stride, (point * length) / 4, 2 ** -48 / length)
        kernels[`spread${suffix}`](from + 16 * c, from + step, length / 4, c === 2 ? 4 : 0, table, x + c * stride)
      }
      for (const [fresh, finish] of [
        [true, false],
        [false, true],
      ]) {
        kernels[`convolve${suffix}`](x, own, stride, fresh ? 1 : 2, z, (point * length) / 4, fresh, finish)
        for (let c = 0; c < 2; c++) kernels[`spread${suffix}`](from + 48 * c, from + step, length / 4, 0, table, x + c * stride)
      }
      new Uint32Array(kernels.memory.buffer, rest, 2 * step).fill(2 ** 20)
      kernels[`gather${suffix}`](z, length / 4, rest, 1, 0.25, step, out)
    }
    for (const [what, at, size] of [
      ['pattern spectra', own, 3 * stride - 320],
      ['sum', z, point * length],
      ['distances', out, 8 * step],
    ] as const) {
      if (what === 'pattern spectra') {
        for (let c = 0; c < 3; c++) {
          const at = own + c * stride
          expect(bytesOf(vector, at, half * 2 * length).equals(bytesOf(scalar, at, half * 2 * length)), what).toBe(true)
        }
      } else expect(bytesOf(vector, at, size).equals(bytesOf(scalar, at, size)), what).toBe(true)
    }
  })
})

describe('halves', () => {
  const [single, double] = kinds
  test.each(lengths)('bytes to numbers to spectra, products, and back: %i points', (length) => {
    const random = randomOf(length)
    const wide = useRoots(4 * length, double)
    const stride = 16 * length + 320
    const place = (i: number): number => 64 * Math.ceil((BASE + 3 * 2 ** 20 + i * stride) / 64)
    expect(wide).toBeLessThan(place(0))
    const [spectrum, own, x, z, bits] = [0, 1, 2, 3, 4].map(place)
    const rest = bits + 2 * length + 128
    const out = rest + 8 * length
    const [table, text, counts] = [
      Uint8Array.from({ length: 16 }, () => random.below(5) - 2),
      Uint8Array.from({ length: 2 * length }, () => random.below(256)),
      Uint32Array.from({ length: 2 * length }, () => random.below(2 ** 20)),
    ]
    for (const kernels of both) {
      bytesOf(kernels, bits, 2 * length).set(text)
      bytesOf(kernels, bits + 2 * length, 16).set(table)
      kernels.halves64(bits, length, 4, bits + 2 * length, spectrum)
      kernels.splitHalves64(spectrum, 16 * length)
      kernels.toSingle(spectrum, 16 * length, 1 / length, own)
      kernels.toSingle(spectrum, 16 * length, 0.5 / length, own + 8 * length)
    }
    expect(bytesOf(vector, spectrum, 16 * length).equals(bytesOf(scalar, spectrum, 16 * length))).toBe(true)
    expect(bytesOf(vector, own, 16 * length).equals(bytesOf(scalar, own, 16 * length))).toBe(true)
    useRoots(4 * length, single)
    const from = 4 * random.below(length / 8)
    const to = length + 4 * random.below(length / 4)
    for (const kernels of both) {
      kernels.halves32(bits, length, 0, bits + 2 * length, x)
      kernels.halves32(bits, length, 4, bits + 2 * length, x + 8 * length)
      for (const c of [0, 8 * length]) kernels.splitHalves32(x + c, 8 * length)
      kernels.multiplyHalves32(x, own, 8 * length, 2, z, 8 * length)
      new Uint32Array(kernels.memory.buffer, rest, 2 * length).set(counts)
      new Uint32Array(kernels.memory.buffer, out, 4 * length).fill(7)
      kernels.settleHalves32(z, length, rest, 1, 0.25, from, to, out)
      kernels.settleHalves32(z, length, rest, 0, 1, 4, length / 2, out + 8 * length)
    }
    expect(bytesOf(vector, x, 16 * length).equals(bytesOf(scalar, x, 16 * length))).toBe(true)
    expect(bytesOf(vector, z, 8 * length).equals(bytesOf(scalar, z, 8 * length))).toBe(true)
    expect(bytesOf(vector, out, 16 * length).equals(bytesOf(scalar, out, 16 * length))).toBe(true)
  })
})

describe('class bits', () => {
  const random = randomOf(1)
  const sizes = [1, 2, 15, 16, 17, 31, 100, 1000]
  test.each(sizes)('windows, weights and energies of %i symbols', (count) => {
    for (let round = 0; round < 20; round++) {
      const few = random.below(2) === 0
      const same = random.below(3) === 0
      const m = 1 + random.below(60)
      const image = Uint8Array.from({ length: 4096 }, () => (same ? 3 : few ? 1 << random.below(5) : random.below(256)))
      const table = Uint8Array.from({ length: 16 }, () => random.below(8))
      for (const kernels of both) {
        bytesOf(kernels, BASE, 4096).set(image)
        bytesOf(kernels, BASE + 4096, 16).set(table)
        kernels.windowRest(BASE, m, count, BASE + 4096, 7 * m, BASE + 8192)
      }
      expect(bytesOf(vector, BASE + 8192, 4 * count).equals(bytesOf(scalar, BASE + 8192, 4 * count))).toBe(true)
      for (const shift of [0, 4]) {
        expect(vector.energy(BASE, count, shift, BASE + 4096)).toBe(scalar.energy(BASE, count, shift, BASE + 4096))
      }
      expect(vector.sameWeight(BASE, count, BASE + 4096)).toBe(scalar.sameWeight(BASE, count, BASE + 4096))
    }
  })
})
