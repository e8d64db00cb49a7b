// Strings and sizes at which an algorithm has least, or most, or something for the first time: every row, by laws that need no oracle or by it.
import { describe, expect, test } from 'vitest'
import { layoutOf } from '../src/hamming/layout-search.js'
import type { Problem } from '../src/plan/problem.js'
import { hammingDistances } from '../src/index.js'
import { sequenceOf, type Kind } from './arbitraries.js'
import { randomOf, uniform } from './random.js'
import { distances } from './reference/distances.js'
import { everyRow } from './rows.js'
import { expectSame } from './same.js'

const kinds: Kind[] = ['Uint8Array', 'Uint16Array', 'Uint32Array']

/** Holds every row on a pair, in symbols of each width; the bound cuts nothing, so that rows which need one take part. */
function hold(every: ReturnType<typeof everyRow>, text: Uint32Array, pattern: Uint32Array, what: string): void {
  const exact = distances(text, pattern)
  for (const kind of kinds) {
    const [t, p] = [sequenceOf(text, kind), sequenceOf(pattern, kind)]
    every.hold((algorithm) => expectSame(hammingDistances(t, p, { algorithm, maxMismatches: pattern.length }), exact, `${what}, ${kind}`))
  }
}

const every = (length: number, symbol: (i: number) => number): Uint32Array => new Uint32Array(length).map((_, i) => symbol(i))

test('n = m, m = 1, and both', () => {
  const rows = everyRow('hammingDistances')
  for (const n of [1, 2, 7, 8, 9, 63, 64, 65, 255, 256, 257, 4089, 4090, 4097]) {
    for (const sigma of [1, 3, 300]) {
      const text = uniform(n, n, sigma)
      hold(rows, text, uniform(n + 1, n, sigma), `n = m = ${n}, sigma ${sigma}`)
      hold(rows, text, text, `a text against itself, n = ${n}`)
      hold(rows, text, Uint32Array.of(text[n >> 1]), `m = 1, n = ${n}`)
    }
  }
  rows.expectHeld(14 * 9)
})

test('one letter, no letter in common, letters in one string only', () => {
  const rows = everyRow('hammingDistances')
  for (const [n, m] of [
    [1, 1],
    [100, 3],
    [1000, 300],
    [3000, 2500],
    [5000, 70],
  ]) {
    const random = randomOf(n + m)
    const few = (from: number, count: number) => (): number => from + random.below(count)
    hold(rows, new Uint32Array(n).fill(9), new Uint32Array(m).fill(9), 'one letter')
    hold(rows, new Uint32Array(n).fill(9), new Uint32Array(m).fill(8), 'one letter each')
    hold(rows, every(n, few(0, 5)), every(m, few(5, 5)), 'disjoint')
    hold(rows, every(n, few(0, 5)), every(m, few(4, 90)), 'one letter in common')
    hold(rows, every(n, few(0, 90)), every(m, few(89, 1)), 'one letter in the pattern')
    hold(rows, every(n, few(3, 1)), every(m, few(0, 90)), 'one letter in the text')
    hold(rows, every(n, few(0, 3)), every(m, few(2 ** 20, 3)), 'wider letters in the pattern')
    hold(rows, every(n, few(2 ** 20, 3)), every(m, few(0, 3)), 'wider letters in the text')
  }
  rows.expectHeld(5 * 8 * 3)
})

test('periodic strings, each symbol once, and the rare letter at either end', () => {
  const rows = everyRow('hammingDistances')
  for (const [n, m] of [
    [300, 20],
    [2500, 1000],
    [6000, 257],
  ]) {
    for (const period of [1, 2, 3, 8, 64, m, m + 1])
      hold(
        rows,
        every(n, (i) => i % period),
        every(m, (j) => j % period),
        `period ${period}`,
      )
    hold(
      rows,
      every(n, (i) => (i >> 4) % 2),
      every(m, (j) => (j >> 4) % 2),
      'blocks of sixteen',
    )
    hold(
      rows,
      every(n, (i) => i),
      every(m, (j) => j + 7),
      'each symbol once',
    )
    hold(
      rows,
      every(n, (i) => Number(i === 0)),
      every(m, (j) => Number(j === 0)),
      'the first',
    )
    hold(
      rows,
      every(n, (i) => Number(i === n - 1)),
      every(m, (j) => Number(j === m - 1)),
      'the last',
    )
  }
  // where each symbol stands once there are too many for planes
  rows.expectHeld(3 * 10 * 3 - 9)
})

describe('blocks of each row, from its own step', () => {
  test('one, two, three and five of them, a shift more and a shift less', () => {
    const rows = everyRow('hammingDistances')
    // steps of convolve, modular, scatter, naive and compare for these lengths, and what they are made of
    for (const [m, steps] of [
      [30, [64, 128, 224, 994, 1024, 2000, 4064, 4096]],
      [600, [424, 848, 1448, 3496, 4096]],
      [2100, [1992, 3992, 4096]],
    ] as const) {
      for (const step of steps) {
        for (const shifts of [step - 1, step, step + 1, 2 * step - 1, 2 * step, 2 * step + 1, 3 * step, 5 * step + 1]) {
          const text = uniform(m + shifts, m - 1 + shifts, 3)
          const pattern = text.slice(shifts - 1)
          const exact = distances(text, pattern)
          const call = [Uint8Array.from(text), Uint8Array.from(pattern)] as const
          rows.hold((algorithm) =>
            expectSame(hammingDistances(...call, { algorithm, maxMismatches: m }), exact, `m ${m}, ${shifts} shifts`),
          )
        }
      }
    }
    rows.expectHeld(8 * 8 + 5 * 8)
  })
})

describe('certificate edges', () => {
  /** Where the layout of transforms changes: the first m of each, for a text with a thousand shifts. */
  function edgesOf(classes: number, most: number): number[] {
    const name = (m: number): string => {
      const numbers = { n: m + 999, m, positions: m, patterns: 1, required: 0, symbolBytes: 1, classes, largest: 255, match: 1 / classes }
      const { engine, length, pieces } = layoutOf({ task: 'hammingDistances', letters: false, groups: [], ...numbers } as Problem)!
      return `${engine.point} ${length} ${pieces}`
    }
    const edges: number[] = []
    for (let from = 2000; from < most; from += 500) {
      if (name(from) === name(from + 500)) continue
      let [same, other] = [from, from + 500]
      while (other - same > 1) {
        const middle = (same + other) >> 1
        if (name(middle) === name(from)) same = middle
        else other = middle
      }
      edges.push(other)
    }
    return edges
  }

  test.each([2, 3, 4, 5])(
    '%i letters: the last pattern of a layout and the first of the next, with the most energy there is',
    (classes) => {
      const edges = edgesOf(classes, 60_000)
      expect(edges.length).toBeGreaterThan(2)
      for (const edge of edges) {
        for (const m of [edge - 1, edge]) {
          const n = m + 999
          const mixed = Uint8Array.from(uniform(m, m, classes))
          const common = Uint8Array.from(mixed, (letter, j) => (j < classes || j % 50 === 0 ? letter : 0))
          common.set(Array.from({ length: classes }, (_, c) => c))
          for (const algorithm of ['convolve', 'fischer-paterson', 'abrahamson']) {
            // a text of one letter: the same distance everywhere, and every product of transforms at its largest
            for (const pattern of [mixed, common]) {
              const expected = pattern.reduce((sum, letter) => sum + Number(letter !== 0), 0)
              const found = hammingDistances(new Uint8Array(n), pattern, { algorithm })
              if (found.some((distance) => distance !== expected)) throw new Error(`m ${m}, ${algorithm}, one letter`)
            }
            if (m === edge) continue
            // counted without floating point
            const text = Uint8Array.from(uniform(n, n, classes))
            text.set(common, 123)
            expectSame(
              hammingDistances(text, common, { algorithm }),
              hammingDistances(text, common, { algorithm: 'bit-sliced' }),
              `m ${m}, ${algorithm}`,
            )
          }
        }
      }
    },
  )
})
