// The row convolve where its blocks, pieces, precisions and embeddings begin and end.
import { describe, expect, test } from 'vitest'
import { explain, hammingDistances, profileOf, type DistanceOptions, type Plan } from '../src/index.js'
import { wholePattern, type SearchedPattern } from '../src/hamming/algorithm.js'
import { openConvolution } from '../src/hamming/convolution.js'
import type { Layout } from '../src/hamming/layout.js'
import { layoutOf, layoutsOf } from '../src/hamming/layout-search.js'
import type { Problem } from '../src/plan/problem.js'
import type { PreparedText } from '../src/sequence.js'
import { withArena } from '../src/wasm/arena.js'
import { sequenceOf, type Kind } from './arbitraries.js'
import { randomOf, uniform } from './random.js'
import { distances } from './reference/distances.js'
import { letterDistances } from './reference/matches.js'
import { expectSame } from './same.js'

/** Shifts of a transform of the layout that a call gets, by two for pairs. */
function stepFor(n: number, m: number, classes: number, letters = false): number {
  const problem = {
    task: 'hammingDistances',
    n,
    m,
    patterns: 1,
    required: 0,
    letters,
    symbolBytes: 1,
    classes,
    match: 1 / classes,
    groups: [],
  }
  return layoutOf(problem as unknown as Parameters<typeof layoutOf>[0])!.step
}

const run = (text: Uint8Array | Uint32Array | string, pattern: Uint8Array | Uint32Array | string, options?: DistanceOptions): Uint32Array =>
  hammingDistances(text, pattern, { algorithm: 'convolve', ...options })

describe('blocks', () => {
  test.each([1, 2, 3, 4, 5, 9, 20])('%i letters: shifts around one, two and three blocks', (sigma) => {
    for (const m of [1, 2, 5, 64, 333]) {
      const pattern = Uint8Array.from(uniform(m, m, sigma))
      for (const blocks of [1, 2, 3, 4, 5]) {
        const step = stepFor(2000 * blocks, m, sigma)
        for (const off of [-1, 0, 1]) {
          const n = blocks * step + off + m - 1
          if (n < m) continue
          const text = Uint8Array.from(uniform(n, n, sigma))
          expectSame(run(text, pattern), distances(text, pattern), `sigma ${sigma} m ${m} n ${n}`)
        }
      }
    }
  })

  test('n = m, all lengths', () => {
    for (let m = 1; m < 300; m++) {
      const text = Uint8Array.from(uniform(m, m, 4))
      const pattern = Uint8Array.from(uniform(m + 1, m, 4))
      expectSame(run(text, pattern), distances(text, pattern), `m ${m}`)
    }
  })

  test('all equal, periodic, disjoint, in one string only', () => {
    const n = 20_000
    for (const m of [7, 500, 4097]) {
      for (const period of [1, 2, 3, 16, 1000]) {
        for (const shift of [0, 1, 4]) {
          const text = Uint8Array.from({ length: n }, (_, i) => (i % period) % 5)
          const pattern = Uint8Array.from({ length: m }, (_, i) => (((i + 1) % period) % 5) + shift)
          expectSame(run(text, pattern), distances(text, pattern), `m ${m} period ${period} shift ${shift}`)
        }
      }
    }
  })
})

describe('embeddings', () => {
  const letters = { dna: 'ACGTacgtuURYSWKMBDHVN*-x', protein: 'ACDEFGHIKLMNPQRSTVWYUOBZJX*-' }
  for (const alphabet of ['dna', 'protein'] as const) {
    for (const ambiguity of ['certain', 'possible'] as const) {
      test(`${alphabet}, ${ambiguity}`, () => {
        const random = randomOf(1)
        for (let round = 0; round < 40; round++) {
          const inPattern = letters[alphabet].replace(/[*\-x]/g, '').slice(0, random.pick([4, 8, 10, 11, 23]))
          const inText = letters[alphabet].slice(random.pick([0, 0, 4]), random.pick([4, 8, 24, 28]) + 4)
          const word = (from: string, length: number): string => Array.from({ length }, () => from[random.below(from.length)]).join('')
          const pattern = word(inPattern, 1 + random.below(400))
          const text = word(inText, pattern.length + random.below(3000))
          const rules = { alphabet, ambiguity }
          expectSame(run(text, pattern, rules), letterDistances(text, pattern, rules), JSON.stringify({ ...rules, inPattern, inText }))
        }
      })
    }
  }

  test('many letters, any width, and pattern symbols that the text cannot have', () => {
    for (const [i, sigma] of [3, 4, 5, 8, 9, 30, 100, 255].entries()) {
      for (const kind of ['Uint8Array', 'Uint16Array', 'Uint32Array'] as Kind[]) {
        const text = uniform(i, 3000, Math.min(sigma, 250)).map((v) => (kind === 'Uint8Array' ? v : v * 257 + 1))
        const pattern = text.slice(100, 100 + 30 * (i + 1))
        const exact = distances(text, pattern)
        expectSame(
          hammingDistances(sequenceOf(text, kind), sequenceOf(pattern, kind), { algorithm: 'convolve' }),
          exact,
          `${sigma} ${kind}`,
        )
        const strange = Uint32Array.from(pattern, (v, j) => (j % 5 === 0 ? 2 ** 20 + (j % 2) : v))
        expectSame(
          hammingDistances(sequenceOf(text, kind), strange, { algorithm: 'convolve' }),
          distances(text, strange),
          `strange ${sigma} ${kind}`,
        )
      }
    }
  })

  test('a text with more energy than was planned for costs inverses, not answers', () => {
    // every text letter is in most classes of the pattern
    const random = randomOf(3)
    const codes = 'RYSWKMBDHVNACGT'
    const word = (from: string, length: number): string => Array.from({ length }, () => from[random.below(from.length)]).join('')
    const rules = { alphabet: 'dna', ambiguity: 'possible' } as const
    const inverses = ({ gather32 = 0, settle32 = 0 }: Plan['considered'][number]['work']): number => gather32 + settle32
    // lengths of transforms follow from prices: one of these patterns is near the end of what its length certifies
    const more = [14_000, 18_000, 23_000, 30_000, 40_000].map((m) => {
      const pattern = word(codes, m)
      const text = word('N', m + 60_000) + word(codes, 60_000)
      const profile = profileOf(text, pattern, rules)
      const planned = explain({ task: 'hammingDistances', n: text.length, m, ...rules, profile, algorithm: 'convolve' })
      let executed = 0
      const result = run(text, pattern, { ...rules, onCounts: (counts) => (executed = inverses(counts)) })
      expect(executed).toBeGreaterThanOrEqual(inverses(planned.considered[0].work))
      // counted without floating point
      expectSame(result, hammingDistances(text, pattern, { ...rules, algorithm: 'bit-sliced' }), `possible, m ${m}`)
      return executed - inverses(planned.considered[0].work)
    })
    expect(Math.max(...more)).toBeGreaterThan(0)
  })
})

test.each([20_000, 33_000, 52_000, 110_000])('m = %i: precisions and pieces', (m) => {
  const text = Uint8Array.from(uniform(m, m + 1200, 4))
  for (const pattern of [text.slice(600, 600 + m).map((v, j) => (j % 9 === 0 ? 0 : v)), new Uint8Array(m).map((_, j) => j & 3)]) {
    expectSame(run(text, pattern), distances(text, pattern), `m ${m}`)
    const same = new Uint8Array(text.length).fill(1).map((v, i) => (i < m ? v : i & 3))
    expectSame(run(same, pattern), distances(same, pattern), `m ${m}, one letter`)
  }
})

test('spectra that are not kept', () => {
  const m = 1_500_000
  const text = Uint8Array.from(uniform(1, m + 500, 4))
  const pattern = text.slice(200, 200 + m)
  for (let j = 0; j < m; j += 11) pattern[j] = (pattern[j] + 1) & 3
  const result = run(text, pattern)
  expect(result.length).toBe(501)
  expect(result[200]).toBe(Math.ceil(m / 11))
  for (const shift of [0, 77, 199, 201, 500]) {
    let distance = 0
    for (let j = 0; j < m; j++) if (text[shift + j] !== pattern[j]) distance++
    expect(result[shift]).toBe(distance)
  }
})

test('memory: 64 MiB up to 100,000, then 48 bytes a pattern symbol', () => {
  for (const sigma of [2, 4, 20, 250]) {
    for (const m of [1, 1000, 30_000, 100_000, 1_000_000, 10_000_000]) {
      const plan = explain({
        task: 'hammingDistances',
        n: 3 * m + 10,
        m,
        sigma,
        algorithm: sigma < 200 || m < 1e5 ? 'convolve' : undefined,
      })
      for (const { name, bytes, refused } of plan.considered) {
        if (name === 'convolve' && refused === undefined) expect(bytes - 8 * m).toBeLessThan(Math.max(2 ** 26, 48 * m) + 4 * 3 * m)
      }
    }
  }
  expect(profileOf('ACGT', 'ACGT').classes).toBe(4)
})

describe('every layout', () => {
  /** All distances of a problem with each layout that takes it, whatever it costs. */
  function runAll(
    text: Uint8Array,
    patterns: Uint8Array[],
    sparse: boolean,
    check: (layout: Layout, p: number, d: Uint32Array) => void,
  ): number {
    const searched: SearchedPattern[] = patterns.map((symbols) => {
      const { m, offsets, keys, required } = wholePattern(Uint32Array.from(symbols))
      const kept = [...offsets].filter((j) => !sparse || j % 3 !== 1)
      return { m, offsets: Uint32Array.from(kept), keys: Uint32Array.from(kept, (j) => keys[j]), required, lasting: true }
    })
    const m = Math.max(...patterns.map(({ length }) => length))
    const classes = new Set(searched.flatMap(({ keys }) => [...keys])).size
    const problem = {
      task: 'findMatches',
      n: text.length,
      m,
      positions: m,
      patterns: patterns.length,
      required: sparse ? 1 : 0,
      symbolBytes: 1,
      classes,
    }
    let halves = 0
    const prepared = { symbols: text, alphabet: 'exact', ambiguity: 'certain', lasting: true } as PreparedText
    // each layout twice: the second run finds the spectra of the first
    for (const layout of [...layoutsOf(problem as Problem)].flatMap((layout) => [layout, layout])) {
      if (layout.packing === 'halves') halves++
      withArena(2 ** 30, (arena) => {
        const run = openConvolution(arena, layout, { text: prepared, patterns: searched })
        const out = arena.alloc(4 * run.step + 512)
        const shifts = text.length - Math.min(...patterns.map(({ length }) => length)) + 1
        const results = patterns.map(() => new Uint32Array(shifts))
        for (let first = 0; first < shifts; first += run.step) {
          const count = Math.min(run.step, shifts - first)
          run.load(first, count)
          patterns.forEach((_, p) => {
            run.distances!(p, count, out)
            results[p].set(arena.words().subarray(out / 4, out / 4 + count), first)
          })
        }
        results.forEach((result, p) => check(layout, p, result.subarray(0, text.length - patterns[p].length + 1)))
      })
    }
    return halves
  }

  test('pairs and halves, pieces, several patterns, patterns with holes', () => {
    const random = randomOf(11)
    let halves = 0
    for (let round = 0; round < 24; round++) {
      const sigma = random.pick([2, 3, 4, 4, 5, 9])
      const n = 300 + random.below(3000)
      const text = Uint8Array.from(uniform(round, n, sigma + random.below(2)))
      const patterns = [1, 2, 3]
        .slice(0, random.pick([1, 1, 3]))
        .map((p) => Uint8Array.from(uniform(100 * round + p, 1 + random.below(290), sigma)))
      const sparse = random.below(4) === 0
      const expected = patterns.map((pattern) => {
        const want = new Uint32Array(n - pattern.length + 1)
        for (let i = 0; i < want.length; i++)
          for (let j = 0; j < pattern.length; j++) if (!(sparse && j % 3 === 1) && text[i + j] !== pattern[j]) want[i]++
        return want
      })
      halves += runAll(text, patterns, sparse, (layout, p, d) => {
        expectSame(
          d,
          expected[p],
          `${layout.packing} ${layout.length} ${layout.engine.point} pieces ${layout.pieces} sigma ${sigma} round ${round}`,
        )
      })
    }
    expect(halves).toBeGreaterThan(200)
  })

  test('positions of one class are shared out where the bound does not hold for all of them', () => {
    const random = randomOf(13)
    const m = 54_000
    const text = Uint8Array.from({ length: m + 200 }, () => (random.below(20) > 0 ? 0 : random.below(3)))
    // symbols that the text cannot have take the tetrahedron away, for which the layout was proved
    const keys = Uint32Array.from(text.subarray(100, 100 + m), (symbol, j) => (j % 3 === 1 ? 300 : symbol))
    const pattern = wholePattern(keys)
    const problem = { task: 'hammingDistances', n: text.length, m, positions: m, patterns: 1, required: 0, symbolBytes: 1, classes: 4 }
    const layout = [...layoutsOf(problem as Problem)].find(
      ({ packing, length, pieces }) => packing === 'halves' && length === 2 ** 17 && pieces === 1,
    )!
    withArena(2 ** 30, (arena) => {
      const prepared = { symbols: text, alphabet: 'exact', ambiguity: 'certain' } as PreparedText
      const run = openConvolution(arena, layout, { text: prepared, patterns: [pattern] })
      const out = arena.alloc(4 * run.step + 512)
      run.load(0, 201)
      run.distances!(0, 201, out)
      const expected = Uint32Array.from({ length: 201 }, (_, i) => {
        let distance = 0
        for (let j = 0; j < m; j++) if (text[i + j] !== keys[j]) distance++
        return distance
      })
      expectSame(arena.words().subarray(out / 4, out / 4 + 201), expected, 'one class')
      // three classes, one of them in two shares
      expect(run.work.multiply32).toBe(4 * layout.length)
    })
  })
})

test('a long pattern in pieces, over letters of other weights, all equal and periodic texts', () => {
  const random = randomOf(12)
  const n = 900_000
  const m = 100_000
  const texts: [string, (i: number) => string][] = [
    ['random', () => 'ACGT'[random.below(4)]],
    ['random with other letters', () => 'ACGTACGTACGTNRYacgt-'[random.below(20)]],
    ['one letter', () => 'A'],
    ['a period', (i) => 'ACCGT'[i % 5]],
  ]
  for (const [name, letter] of texts) {
    const text = Uint8Array.from({ length: n }, (_, i) => letter(i).charCodeAt(0))
    const pattern = text.slice(400_001, 400_001 + m).map((symbol) => ('ACGTRYN'.includes(String.fromCharCode(symbol)) ? symbol : 65))
    for (const alphabet of ['exact', 'dna'] as const) {
      const plan = explain({ task: 'hammingDistances', n, m, alphabet, profile: profileOf(text, pattern, { alphabet }) })
      expect(plan.considered.some((row) => row.name === 'convolve' && row.refused === undefined)).toBe(true)
      expectSame(
        run(text, pattern, { alphabet }),
        hammingDistances(text, pattern, { alphabet, algorithm: 'bit-sliced' }),
        `${name} ${alphabet}`,
      )
    }
  }
})
