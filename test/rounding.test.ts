// The bound on rounding: its numbers, its edge, and how far below it transforms stay on the strings that come closest.
import { describe, expect, test } from 'vitest'
import type { Layout } from '../src/hamming/layout.js'
import { layoutOf, layoutsOf } from '../src/hamming/layout-search.js'
import type { Problem } from '../src/plan/problem.js'
import { engines, openRoots, type Engine } from '../src/transform/engine.js'
import { f32, f64, largestNorm, relativeError, twiddledSteps } from '../src/transform/rounding.js'
import { withArena } from '../src/wasm/arena.js'
import { randomOf } from './random.js'

/** Percival's theorem 5.1 as it stands, for radix-2 steps and one product. */
function percival(u: number, beta: number, levels: number): number {
  return (1 + u) ** (3 * levels) * (1 + Math.sqrt(5) * u) ** (3 * levels + 1) * (1 + beta) ** (3 * levels) - 1
}

describe('the bound', () => {
  test('is below that of radix-2 steps and above half of it', () => {
    for (let levels = 6; levels <= 24; levels++) {
      const reference = percival(f32.u, f32.beta, levels)
      expect(relativeError(f32, levels, 0)).toBeLessThan(reference)
      expect(relativeError(f32, levels, 0)).toBeGreaterThan(0.5 * reference)
    }
  })
  test('counts twiddles, sums and the last addition', () => {
    expect([6, 7, 8, 9, 16, 17].map((levels) => twiddledSteps(levels))).toEqual([2, 3, 3, 4, 7, 8])
    expect([6, 7, 8, 9, 16, 17].map((levels) => twiddledSteps(levels, true))).toEqual([3, 4, 4, 5, 8, 9])
    const { u, beta } = f32
    // to first order: an error of u a sum, sqrt(5) u a product, beta a twiddle
    const first = (levels: number, sums: number): number =>
      (3 * levels + sums) * u + 3 * twiddledSteps(levels) * (Math.sqrt(5) * u + beta) + Math.sqrt(5) * u
    for (const levels of [6, 12, 17]) {
      for (const sums of [0, 2, 66]) expect(relativeError(f32, levels, sums) / first(levels, sums)).toBeCloseTo(1, 4)
    }
    // twisted, and the pattern's spectrum from f64: two transforms, and one rounding for the third
    const halves = (levels: number, sums: number): number =>
      (2 * levels + sums + 1) * u + 2 * twiddledSteps(levels, true) * (Math.sqrt(5) * u + beta) + Math.sqrt(5) * u
    for (const levels of [6, 12, 17]) {
      for (const sums of [0, 2, 66]) {
        expect(relativeError(f32, levels, sums, { twisted: true, pattern: f64 }) / halves(levels, sums)).toBeCloseTo(1, 4)
      }
    }
    expect(relativeError(f64, 24, 0)).toBeLessThan(1e-13)
    const correlation = { precision: f32, levels: 14, sums: 2, unit: 1, rest: 0 }
    expect(largestNorm({ ...correlation, unit: 1 / 4 })).toBe(4 * largestNorm(correlation))
    expect(largestNorm({ ...correlation, rest: 2 ** 22 })).toBeLessThanOrEqual(0)
  })
})

function dna(n: number, m: number): Problem {
  return {
    task: 'hammingDistances',
    n,
    m,
    positions: m,
    patterns: 1,
    required: 0,
    letters: true,
    symbolBytes: 1,
    classes: 4,
    largest: 8,
    match: 0.25,
    groups: [],
  }
}

/** S of four letters for the worst text. */
const worst = ({ length }: Layout, m: number): number => 3 * Math.sqrt(2 * length * m)

test('f32 ends where the bound does: the next longer pattern is refused at that length', () => {
  let edges = 0
  for (const packing of ['pairs', 'halves'] as const) {
    for (let levels = 10; levels <= 17; levels++) {
      const length = 2 ** levels
      const manner = packing === 'halves' ? { twisted: true, pattern: f64 } : {}
      const most = (m: number, sums: number, unit: number): number =>
        largestNorm({ precision: f32, levels, sums, unit, rest: m, ...manner })
      // in pairs one of four components by itself, too
      const fits = (m: number): boolean =>
        3 * Math.sqrt(2 * length * m) <= most(m, 2, 1 / 4) && (packing === 'halves' || Math.sqrt(2 * length * m) <= most(m, 3, 1))
      const longest = packing === 'halves' ? 2 * length : length
      // layouts of one piece have room for it, halves in multiples of 4
      let edge = 0
      for (let more = 2 ** 18; more >= 4; more /= 2) if (edge + more < longest && fits(edge + more)) edge += more
      // the bound is no edge where a block has few shifts left
      if (fits(edge + 4) || longest - edge < length / 4) continue
      edges++
      const offered = (m: number): boolean =>
        [...layoutsOf(dna(5e6, m))].some(
          (layout) => layout.packing === packing && layout.engine.precision === f32 && layout.length === length && layout.pieces === 1,
        )
      expect([offered(edge), offered(edge + 4)], `${packing} 2^${levels} ${edge}`).toEqual([true, false])
    }
  }
  expect(edges).toBeGreaterThan(1)
})

test('every layout is proved, for all lengths of pattern', () => {
  let halves = 0
  for (let m = 1; m < 3e6; m = Math.ceil(m * 1.13)) {
    for (const layout of layoutsOf(dna(2 * m + 1e5, m))) {
      const { engine, packing, length, pieces, pieceLength, step, components, batch } = layout
      const sums = Math.max(0, Math.min(batch, components) - 1) + Math.ceil(components / batch) - 1
      const manner = packing === 'halves' ? { twisted: true, pattern: f64 } : {}
      const most = largestNorm({ precision: engine.precision, levels: Math.log2(length), sums, unit: 1 / 4, rest: pieceLength, ...manner })
      expect(worst(layout, pieceLength)).toBeLessThanOrEqual(most)
      expect(pieces * pieceLength).toBeGreaterThanOrEqual(m)
      expect(step + pieceLength - 1).toBeLessThanOrEqual(packing === 'halves' ? 2 * length : length)
      expect(step % 4).toBe(0)
      if (packing === 'pairs') continue
      halves++
      expect((pieces - 1) * pieceLength).toBeLessThan(m)
    }
    expect(layoutOf(dna(2 * m + 1e5, m))).toBeDefined()
  }
  expect(halves).toBeGreaterThan(100)
})

const CORNERS = [
  [1, 1, -1, -1],
  [1, -1, 1, -1],
  [1, -1, -1, 1],
]

/** Values of the three corners of four letters, correlated by one engine: real and imaginary parts of the circular correlation. */
function correlation(engine: Engine, length: number, text: Uint8Array, pattern: Uint8Array): Float64Array {
  return withArena(2 ** 30, (arena) => {
    const kernels = engine.kernels(arena.kernels)
    const useRoots = openRoots(arena, engine, length)
    const stride = engine.point * length
    const [x, p] = [arena.alloc(3 * stride), arena.alloc(3 * stride)]
    const at = arena.alloc(4 * length)
    const table = arena.alloc(64)
    const bytes = arena.bytes()
    bytes.fill(0, at, at + 4 * length)
    bytes.set(text, at)
    bytes.set(pattern, at + 2 * length)
    useRoots()
    CORNERS.forEach((signs, c) => {
      const sets = Int8Array.from({ length: 16 }, (_, set) => (Math.log2(set) % 1 === 0 ? signs[Math.log2(set)] : 0))
      bytes.set(new Uint8Array(sets.buffer), table)
      kernels.spread(at + 2 * length, at + 3 * length, length / 4, 0, table, p + c * stride)
      kernels.spectrum(p + c * stride, stride / 4, 2 ** -48 / length)
      kernels.spread(at, at + length, length / 4, 0, table, x + c * stride)
    })
    kernels.convolve(x, p, stride, 3, x, stride / 4, true, true)
    // the last step of the inverse, in f64
    const numbers = engine.point === 8 ? new Float32Array(bytes.buffer, x, 2 * length) : new Float64Array(bytes.buffer, x, 2 * length)
    const lanes = engine.point === 8 ? 4 : 2
    const quarter = length / 4
    const result = new Float64Array(2 * length)
    for (let i = 0; i < quarter; i++) {
      const [r, s] = [0, lanes].map((part) =>
        [0, 2, 1, 3].map((k) => numbers[2 * lanes * Math.floor((k * quarter + i) / lanes) + (i % lanes) + part]),
      )
      const turn = (a: number[], b: number[], sign: number): number[] => [
        a[0] + a[1] + a[2] + a[3],
        a[0] - sign * b[1] - a[2] + sign * b[3],
        a[0] - a[1] + a[2] - a[3],
        a[0] + sign * b[1] - a[2] - sign * b[3],
      ]
      turn(r, s, 1).forEach((value, k) => (result[2 * (k * quarter + i)] = value))
      turn(s, r, -1).forEach((value, k) => (result[2 * (k * quarter + i) + 1] = value))
    }
    return result
  })
}

test('measured errors stay far below the bound, whatever the energy does', () => {
  const [single, double] = engines
  const random = randomOf(7)
  const shapes: [string, (i: number) => number][] = [
    ['one letter', () => 1],
    ['two letters in turn', (i) => 1 << (i & 1)],
    ['a period of 16', (i) => 1 << ((i >> 2) & 3)],
    ['halves', (i) => (i & 4096 ? 1 : 2)],
    ['random', () => 1 << random.below(4)],
  ]
  let largest = 0
  for (const levels of [6, 9, 12, 15, 16]) {
    const length = 2 ** levels
    for (const [name, letter] of shapes) {
      const m = Math.floor(0.7 * length)
      const text = Uint8Array.from({ length: 2 * length }, (_, i) => letter(i))
      const pattern = Uint8Array.from({ length: m }, (_, i) => letter(i + 1))
      const [rough, exact] = [single, double].map((engine) => correlation(engine, length, text, pattern))
      let error = 0
      for (let i = 0; i < rough.length; i++) error = Math.max(error, Math.abs(rough[i] - Math.round(exact[i])))
      const bound = 3 * Math.sqrt(2 * length * m) * relativeError(f32, levels, 2)
      expect(error, `2^${levels}, ${name}: ${error} of ${bound}`).toBeLessThan(bound / 5)
      largest = Math.max(largest, error / bound)
      const bound64 = 3 * Math.sqrt(2 * length * m) * relativeError(f64, levels, 2)
      for (let i = 0; i < exact.length; i++)
        if (Math.abs(exact[i] - Math.round(exact[i])) > bound64) throw new Error(`f64 at ${i}: ${exact[i]}`)
    }
  }
  expect(largest).toBeGreaterThan(0)
})

/** Values of the three corners, by halves in f32 with the pattern's spectrum from f64: 2 * length numbers. */
function halvesCorrelation(length: number, text: Uint8Array, pattern: Uint8Array): Float64Array {
  return withArena(2 ** 30, (arena) => {
    const { halves32, halves64, splitHalves32, splitHalves64, toSingle, multiplyHalves32 } = arena.kernels
    const [single, double] = engines
    const useWide = openRoots(arena, double, length, true)
    const useRoots = openRoots(arena, single, length, true)
    const stride = 8 * length
    const [x, p, wide, z] = [arena.alloc(3 * stride), arena.alloc(3 * stride), arena.alloc(2 * stride), arena.alloc(stride)]
    const at = arena.alloc(4 * length)
    const table = arena.alloc(64)
    const bytes = arena.bytes()
    bytes.fill(0, at, at + 4 * length)
    bytes.set(text, at)
    bytes.set(pattern, at + 2 * length)
    CORNERS.forEach((signs, c) => {
      const sets = Int8Array.from({ length: 16 }, (_, set) => (Math.log2(set) % 1 === 0 ? signs[Math.log2(set)] : 0))
      bytes.set(new Uint8Array(sets.buffer), table)
      useWide()
      halves64(at + 2 * length, length, 0, table, wide)
      splitHalves64(wide, 2 * stride)
      toSingle(wide, 2 * stride, 1 / length, p + c * stride)
      useRoots()
      halves32(at, length, 0, table, x + c * stride)
      splitHalves32(x + c * stride, stride)
    })
    multiplyHalves32(x, p, stride, 3, z, stride)
    const numbers = new Float32Array(bytes.buffer, z, 2 * length)
    return Float64Array.from({ length: 2 * length }, (_, i) => numbers[8 * ((i % length) >> 2) + (i & 3) + (i < length ? 0 : 4)])
  })
}

test('halves are as exact', () => {
  const random = randomOf(8)
  const shapes: [string, (i: number) => number][] = [
    ['one letter', () => 1],
    ['two letters in turn', (i) => 1 << (i & 1)],
    ['halves', (i) => (i & 4096 ? 1 : 2)],
    ['random', () => 1 << random.below(4)],
  ]
  for (const levels of [6, 9, 12, 17]) {
    const length = 2 ** levels
    for (const [name, letter] of shapes) {
      const m = Math.floor(0.2 * length)
      const text = Uint8Array.from({ length: 2 * length }, (_, i) => letter(i))
      const pattern = Uint8Array.from({ length: m }, (_, i) => letter(i + 1))
      const rough = halvesCorrelation(length, text, pattern)
      const exact = (shift: number): number => {
        let sum = 0
        for (let j = 0; j < m; j++) sum += text[shift + j] === pattern[j] ? 3 : -1
        return sum
      }
      const bound = 3 * Math.sqrt(2 * length * m) * relativeError(f32, levels, 2, { twisted: true, pattern: f64 })
      for (let round = 0; round < 50; round++) {
        const shift = random.below(2 * length - m + 1)
        expect(Math.abs(rough[shift] - exact(shift)), `2^${levels}, ${name}`).toBeLessThan(bound / 5)
      }
    }
  }
})
