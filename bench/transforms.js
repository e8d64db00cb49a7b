// Transforms alone: complex, forward and inverse, against the fastest on npm. Ours have no entry of their own; they are exports of kernels.wasm.
/* eslint-disable no-underscore-dangle -- that is how emscripten names exports */
import FFT from 'fft.js'
// @ts-expect-error it comes without types
import pffft from '@echogarden/pffft-wasm/simd'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { raceOf } from './race.js'
import { random } from './random.js'

/** @typedef {import('./race.js').Race} Race */
/**
 * @typedef {object} Transformer
 * @property {string} name
 * @property {string} about
 * @property {() => void} run forward and inverse
 * @property {(points: Float64Array) => Float64Array} spectrum of interleaved numbers, in natural order
 */

const LENGTHS = [1024, 4096, 16_384, 65_536]
const FLOORS = { 'fft.js': 6, 'pffft-wasm': 1.6 }
/** Points of the transforms of one timed run: half a millisecond, so that the clock does not count. */
const POINTS = 2 ** 17

/** @returns {Promise<Race[]>} one for each length */
export async function raceTransforms() {
  const module = await pffft()
  return LENGTHS.map((length) => {
    const transformers = [
      ours(length, 32),
      ours(length, 64),
      fftJs(length),
      pffftWasm(module, length, false),
      pffftWasm(module, length, true),
    ]
    compare(length, transformers)
    const repetitions = Math.max(1, POINTS / length)
    const entries = transformers.map(({ name, about, run }) => ({
      name,
      about,
      run() {
        for (let r = 0; r < repetitions; r++) run()
      },
      slow: false,
      scale: 1 / repetitions,
    }))
    const heading = { name: `transforms ${length}`, title: `complex transform of ${length} points, forward and inverse` }
    return raceOf(heading, entries, FLOORS)
  })
}

/**
 * Throws unless all have the same spectrum.
 * @param {number} length
 * @param {readonly Transformer[]} transformers
 */
function compare(length, transformers) {
  const next = random(length)
  const points = Float64Array.from({ length: 2 * length }, () => 2 * next() - 1)
  const expected = /** @type {Transformer} */ (transformers.find(({ name }) => name === 'fft.js')).spectrum(points)
  const largest = 1e-5 * Math.sqrt(length)
  for (const { name, spectrum } of transformers) {
    const wrong = spectrum(points).findIndex((value, i) => !(Math.abs(value - expected[i]) < largest))
    if (wrong >= 0) throw new Error(`${name}, ${length} points: wrong at ${wrong}`)
  }
}

/**
 * Runs on zeros: numbers would grow with each pair of transforms, and the time does not depend on them.
 * @param {number} length
 * @param {32 | 64} width
 * @returns {Transformer}
 */
function ours(length, width) {
  const file = fileURLToPath(import.meta.resolve('hammingway/kernels.wasm'))
  const kernels = /** @type {any} */ (new WebAssembly.Instance(new WebAssembly.Module(readFileSync(file))).exports)
  const Numbers = width === 32 ? Float32Array : Float64Array
  const lanes = 128 / width
  const { blocks, turned, factors, bits } = twiddles(length, lanes, width === 32 ? 30 : 10)
  const places = [blocks, turned, factors].map((part) => {
    const at = kernels.alloc((part.length * width) / 8)
    new Numbers(kernels.memory.buffer, at, part.length).set(part)
    return at
  })
  const bytes = (length * width) / 4
  const at = kernels.alloc(bytes)
  kernels.setRoots(places[0], places[1], places[2], bits)
  // looked up once, as the rivals' functions are: at 2^10 two names made of parts are 3 % of the time
  const [forward, inverse] = [kernels[`forward${width}`], kernels[`inverse${width}`]]
  const numbers = () => new Numbers(kernels.memory.buffer, at, 2 * length)
  const place = (/** @type {number} */ i) => 2 * lanes * Math.floor(i / lanes) + (i % lanes)
  return {
    name: `hammingway f${width}`,
    about: 'in place, mirrored order',
    run() {
      forward(at, bytes)
      inverse(at, bytes)
    },
    spectrum(points) {
      const into = numbers()
      for (let i = 0; i < length; i++) {
        into[place(i)] = points[2 * i]
        into[place(i) + lanes] = points[2 * i + 1]
      }
      forward(at, bytes)
      const result = new Float64Array(2 * length)
      for (let i = 0; i < length; i++) {
        // point i % 4 of block i / 4 stands in a lane of its own
        const block = i >> 2
        const p = place(4 * lanes * Math.floor(block / lanes) + lanes * (i % 4) + (block % lanes))
        const k = mirrored(i, Math.log2(length))
        result[2 * k] = into[p]
        result[2 * k + 1] = into[p + lanes]
      }
      into.fill(0)
      return result
    },
  }
}

/**
 * The tables of assembly/butterfly.ts: for block b, e(-r theta / 4), r = 1, 2, 3, with theta the mirrored bits of b at the point.
 * @param {number} length
 * @param {number} lanes
 * @param {number} most log2 of the table's blocks
 */
function twiddles(length, lanes, most) {
  const all = Math.log2(length) - 2
  const bits = Math.min(all, most)
  const count = 2 ** bits
  /** @param {number} theta */
  const roots = (theta) => [1, 2, 3].flatMap((r) => [Math.cos((-2 * Math.PI * r * theta) / 4), Math.sin((-2 * Math.PI * r * theta) / 4)])
  const own = Array.from({ length: count }, (_, b) => roots(mirrored(b, bits) / count))
  const turned = own.flatMap((_, b) => {
    if (b % lanes > 0) return []
    const several = own.slice(b, b + lanes)
    return [0, 1, 2, 3, 4, 5].flatMap((i) => several.map((numbers) => numbers[i]))
  })
  const beyond = 2 ** (all - bits)
  const factors = Array.from({ length: beyond }, (_, h) => roots(mirrored(h, all - bits) / beyond / count)).flat()
  return { blocks: own.flat(), turned, factors, bits }
}

/**
 * The lowest bits of a number in reverse order.
 * @param {number} b
 * @param {number} bits
 */
function mirrored(b, bits) {
  let reversed = 0
  for (let i = 0; i < bits; i++) reversed |= ((b >> i) & 1) << (bits - 1 - i)
  return reversed
}

/**
 * @param {number} length
 * @returns {Transformer}
 */
function fftJs(length) {
  const fft = new FFT(length)
  const values = fft.createComplexArray().fill(0)
  const result = fft.createComplexArray()
  return {
    name: 'fft.js',
    about: 'fft.js 4.0.4, f64',
    run() {
      fft.transform(result, values)
      fft.inverseTransform(values, result)
    },
    spectrum(points) {
      points.forEach((value, i) => (values[i] = value))
      fft.transform(result, values)
      return Float64Array.from(result)
    },
  }
}

/**
 * @param {any} module
 * @param {number} length
 * @param {boolean} ordered
 * @returns {Transformer}
 */
function pffftWasm(module, length, ordered) {
  const COMPLEX = 1
  const setup = module._pffft_new_setup(length, COMPLEX)
  const [values, result, spare] = [0, 1, 2].map(() => module._pffft_aligned_malloc(8 * length))
  const transform = ordered ? module._pffft_transform_ordered : module._pffft_transform
  const numbers = (/** @type {number} */ at) => new Float32Array(module.HEAPF32.buffer, at, 2 * length)
  numbers(values).fill(0)
  return {
    name: ordered ? 'pffft-wasm, ordered' : 'pffft-wasm',
    about: '@echogarden/pffft-wasm 0.4.2, SIMD build, f32, in an order of its own unless it says ordered',
    run() {
      transform(setup, values, result, spare, 0)
      transform(setup, result, values, spare, 1)
    },
    spectrum(points) {
      numbers(values).set(points)
      module._pffft_transform_ordered(setup, values, result, spare, 0)
      const spectrum = Float64Array.from(numbers(result))
      numbers(values).fill(0)
      return spectrum
    },
  }
}
