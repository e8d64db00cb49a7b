// Memory for gates of kernels: images with blocks in random bytes, on which a kernel and its scalar twin must do the same. Node only: reads build/.
import { expect, test } from 'vitest'
import type { KernelName } from '../src/wasm/kernels.js'
import { randomOf, type Random } from './random.js'
import { expectSame } from './same.js'
import { twins } from './twins.js'

export const BASE = 2 ** 18
export const SIZE = 2 ** 18
const both = twins(BASE + SIZE)
export const { vector } = both
const { scalar } = both

/** Memory before a call: blocks one behind the other, 64 bytes or more apart, in random bytes. */
export class Image {
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
export function gate(kernel: KernelName, image: Image, args: (number | bigint)[], [from, to] = [BASE, BASE]): number | bigint | undefined {
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
export const each = (kernel: string, run: (image: Image, random: Random) => void): void =>
  test(kernel, () => {
    for (const seed of rounds) {
      const random = randomOf(seed)
      run(new Image(random), random)
    }
  })

/** Numbers of `bytes` bytes, few of them different. */
export function few(image: Image, bytes: number, count: number): number {
  const values = new Uint8Array(bytes * count)
  const top = image.random.pick([0, 127, 128, 255])
  for (let i = 0; i < count; i++) {
    values[bytes * i] = image.random.below(3)
    values[bytes * i + bytes - 1] += image.random.pick([0, top])
  }
  return image.put(values)
}
