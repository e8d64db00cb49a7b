// Where lanes, columns, segments, tiles and blocks begin and end; and whatever lies in memory behind a text must never matter.
import { expect, test } from 'vitest'
import { countMatches, findMatches, hammingDistances } from '../src/index.js'
import { kernels } from '../src/wasm/kernels.js'
import { sequenceOf, type Kind } from './arbitraries.js'
import { uniform } from './random.js'
import { bounded, distances } from './reference/distances.js'
import { everyRow } from './rows.js'
import { expectSame } from './same.js'

/** Shifts of one tile of short patterns: eight streams of 2,048. */
const TILE = 8 * 2048

/** Overwrites the memory that a call will take: an earlier one may have left anything there. */
function soil(byte: number): void {
  const { memory, mark, alloc, release } = kernels()
  const start = mark()
  alloc(SOILED)
  release(start)
  new Uint8Array(memory.buffer, start >>> 0, SOILED).fill(byte)
}
const SOILED = 2 ** 21

const some = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i)

/** Lengths of patterns, and for each the numbers of shifts to try. */
const groups: { name: string; lengths: number[]; shifts: number[] }[] = [
  {
    name: 'short patterns at lanes, columns and vectors',
    lengths: [...some(1, 33), 63, 64, 65],
    shifts: [1, 2, 15, 16, 17, 63, 64, 65, 127, 128, 129, 255, 256, 257],
  },
  {
    name: 'short patterns at tiles',
    lengths: [1, 4, 5, 16, 17, 33],
    shifts: [TILE - 1, TILE, TILE + 1, 2 * TILE - 1, 2 * TILE, 2 * TILE + 1],
  },
  {
    name: 'patterns at byte lanes',
    lengths: [127, 128, 129, 254, 255, 256, 257, 510, 511],
    shifts: [1, 15, 16, 17, 127, 128, 129, TILE, TILE + 1],
  },
  {
    name: 'patterns at segments of counters',
    lengths: [1007, 1008, 1009, 2015, 2016, 2017],
    shifts: [1, 16, 17, 127, 128, 129, 1000, TILE + 1],
  },
  { name: 'patterns at the steps of compare', lengths: [4095, 4096, 4097, 8191, 8192, 8193], shifts: [1, 129, 4097] },
  { name: 'patterns longer than a tile', lengths: [TILE - 1, TILE, TILE + 1, 3 * TILE + 5], shifts: [1, 17, 129, 700] },
]

test.each(groups)('$name', ({ lengths, shifts }) => {
  const every = everyRow('hammingDistances', 4)
  const kinds: Kind[] = ['Uint8Array', 'Uint16Array', 'Uint32Array']
  for (const m of lengths) {
    for (const [i, count] of shifts.entries()) {
      const sigma = [2, 4, 20][i % 3]
      const kind = kinds[(m + 2 * i) % 3]
      const text = uniform(m * 1000 + count, m - 1 + count, sigma)
      // a piece of the text, so that small distances occur; any pattern; and one that matches nowhere, so that all counters are full
      const pattern = [text.slice(count - 1, count - 1 + m), uniform(m, m, sigma), new Uint32Array(m).fill(sigma)][(m + i) % 3]
      const exact = distances(text, pattern)
      const call = [sequenceOf(text, kind), sequenceOf(pattern, kind)] as const
      for (const k of [undefined, 1 + (m % 7), m >> 1]) {
        const expected = k === undefined ? exact : bounded(exact, k)
        every.hold((algorithm) => {
          soil([0xff, 0x00, 0x55, 0x01][i % 4])
          const what = `${kind}, m ${m}, ${count} shifts, sigma ${sigma}, k ${k}`
          expectSame(hammingDistances(...call, { algorithm, maxMismatches: k }), expected, what)
        })
      }
    }
  }
  every.expectHeld(lengths.length * shifts.length)
})

test('tiles of long patterns: wider ones, and several', () => {
  const every = everyRow('hammingDistances')
  // a quarter of m is the width of a stream
  for (const [m, count] of [
    [10_000, 8 * 2512],
    [10_000, 8 * 2512 + 1],
    [20_000, 8 * 5008 - 1],
    [9000, 3 * 8 * 2256 + 77],
  ]) {
    const text = uniform(m + count, m - 1 + count, 4)
    const pattern = text.slice(1234, 1234 + m)
    for (const byte of [3, 700]) text[byte]++
    // the oracle at a few shifts only: all would be 10^9 comparisons
    const shifts = [0, 1, 1233, 1234, 1235, count >> 1, 8 * 2048, count - 2, count - 1]
    const expected = shifts.map((shift) => distances(text.subarray(shift, shift + m), pattern)[0])
    every.hold((algorithm) => {
      const found = hammingDistances(Uint8Array.from(text), Uint8Array.from(pattern), { algorithm, maxMismatches: m })
      expectSame(shifts.map((shift) => found[shift]), expected, `m ${m}, ${count} shifts`) // prettier-ignore
    })
  }
  every.expectHeld(4)
})

test('hits in the last column, the last byte and the last tile', () => {
  const every = everyRow('findMatches')
  for (const n of [1, 2, 15, 16, 17, 127, 128, 129, TILE - 1, TILE, TILE + 1, 2 * TILE - 1, 2 * TILE, 2 * TILE + 1, 3 * TILE]) {
    const text = new Uint8Array(n)
    const starts = [0, 1, 7, 8, 15, 16, 127, 128, 2047, 2048, TILE - 1, TILE, TILE + 1, 2 * TILE, n - 2, n - 1].filter(
      (i) => i >= 0 && i < n,
    )
    for (const start of starts) text[start] = 1
    const expected = [...new Set(starts)].sort((a, b) => a - b)
    for (const byte of [0, 1, 255]) {
      every.hold((algorithm) => {
        soil(byte)
        const one = { maxMismatches: 0, algorithm }
        expect([...findMatches(text, Uint8Array.of(1), one).starts]).toEqual(expected)
        expect([...countMatches(text, Uint8Array.of(1), { ...one, maxMismatches: 1 })]).toEqual([expected.length, n - expected.length])
        if (n > 1) expect([...findMatches(text.subarray(0, n - 1), Uint8Array.of(1), one).starts]).toEqual(expected.slice(0, -1))
      })
    }
  }
  every.expectHeld(45)
})

test('letters behind the end of the text are not seen', () => {
  const every = everyRow('findMatches')
  const patterns = ['N', 'NNNN', 'ACGTRYN', 'N'.repeat(300)]
  for (const n of [...some(1, 40), 127, 128, 129, 300, 301]) {
    for (const byte of ['N'.charCodeAt(0), 0xff, 0x0f]) {
      const expected = patterns.map((pattern) => Math.max(0, n - pattern.length + 1))
      every.hold((algorithm) => {
        soil(byte)
        const counts = countMatches('A'.repeat(n), patterns, { alphabet: 'dna', maxMismatches: 300, algorithm })
        expect(patterns.map((_, p) => counts.subarray(p * 301, (p + 1) * 301).reduce((sum, count) => sum + count))).toEqual(expected)
      })
    }
  }
  every.expectHeld(45 * 3)
})
