// The bound on rounding: its numbers, its edge, and how far below it transforms stay on the strings that come closest.
import { describe, expect, test } from 'vitest'
import { layoutOf } from '../src/hamming/layout.js'
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
    expect([6, 7, 8, 9, 16, 17].map(twiddledSteps)).toEqual([2, 3, 3, 4, 7, 8])
    const { u, beta } = f32
    // to first order: an error of u a sum, sqrt(5) u a product, beta a twiddle
    const first = (levels: number, sums: number): number =>
      (3 * levels + sums) * u + 3 * twiddledSteps(levels) * (Math.sqrt(5) * u + beta) + Math.sqrt(5) * u
    for (const levels of [6, 12, 17]) {
      for (const sums of [0, 2, 66]) expect(relativeError(f32, levels, sums) / first(levels, sums)).toBeCloseTo(1, 4)
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
    match: 0.25,
    groups: [],
  }
}

test('f32 ends where the bound does: the next longer pattern is refused at that length', () => {
  for (let levels = 10; levels <= 17; levels++) {
    const length = 2 ** levels
    const fits = (m: number): boolean =>
      3 * Math.sqrt(2 * length * m) <= largestNorm({ precision: f32, levels, sums: 2, unit: 1 / 4, rest: m })
    let edge = length
    while (!fits(edge)) edge--
    if (edge === length) continue
    const [below, above] = [edge, edge + 1].map((m) => layoutOf(dna(5e6, m))!)
    for (const [m, layout] of [
      [edge, below],
      [edge + 1, above],
    ] as const) {
      if (layout.engine.precision !== f32) continue
      expect(3 * Math.sqrt(2 * layout.length * Math.ceil(m / layout.pieces))).toBeLessThanOrEqual(
        largestNorm({ precision: f32, levels: Math.log2(layout.length), sums: 2, unit: 1 / 4, rest: layout.pieceLength }),
      )
    }
    expect(above.length === length && above.pieces === 1 && above.engine.precision === f32, `2^${levels}, ${edge + 1}`).toBe(false)
  }
})

test('every layout is proved, for all lengths of pattern', () => {
  for (let m = 1; m < 3e6; m = Math.ceil(m * 1.13)) {
    const { engine, length, pieces, pieceLength, step, components, batch } = layoutOf(dna(2 * m + 1e5, m))!
    const sums = Math.max(0, Math.min(batch, components) - 1) + Math.ceil(components / batch) - 1
    const most = largestNorm({ precision: engine.precision, levels: Math.log2(length), sums, unit: 1 / 4, rest: pieceLength })
    expect(3 * Math.sqrt(2 * length * pieceLength)).toBeLessThanOrEqual(most)
    expect(pieces * pieceLength).toBeGreaterThanOrEqual(m)
    expect(step + pieceLength - 1).toBeLessThanOrEqual(length)
    expect(step % 4).toBe(0)
  }
})

/** Values of the three corners of four letters, correlated by one engine: real and imaginary parts of the circular correlation. */
function correlation(engine: Engine, length: number, text: Uint8Array, pattern: Uint8Array): Float64Array {
  const corners = [
    [1, 1, -1, -1],
    [1, -1, 1, -1],
    [1, -1, -1, 1],
  ]
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
    corners.forEach((signs, c) => {
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
