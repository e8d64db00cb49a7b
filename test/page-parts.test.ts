// Parts of the demo page that need no browser, against the definition.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatAddress, parseAddress, DEFAULTS, type Address } from '../demo/src/address.js'
import { greatest, summed } from '../demo/src/chart/bins.js'
import { buildPyramid, columnsOf } from '../demo/src/chart/pyramid.js'
import { panned, within, zoomed } from '../demo/src/chart/view.js'
import { printedSite } from '../demo/src/search/download.js'
import { choiceOf, patternsOf } from '../demo/src/search/form.js'
import { openHits } from '../demo/src/search/hits.js'
import { orderOf, type SortColumn } from '../demo/src/search/order.js'
import { expectedHistogram, poissonBinomial } from '../demo/src/worker/expected.js'

const distances = fc.array(fc.nat(1000), { minLength: 1, maxLength: 3000 }).map((list) => Uint32Array.from(list))

test('columns of a chart are the least and the greatest of their shifts, and leave none out', () => {
  fc.assert(
    fc.property(
      distances,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 1, max: 200 }),
      (list, a, b, columns) => {
        const n = list.length
        const from = Math.min(a, b) * n
        const to = Math.max(Math.max(a, b) * n, from + 1e-9)
        const { step, shifts, least, most } = columnsOf(buildPyramid(list), from, to, columns)
        const first = Math.floor(from / step) * step
        // so few shifts to a column that there are enough columns, and no more than about twice as many
        if (to - from >= columns) expect(shifts.length).toBeGreaterThanOrEqual(Math.floor((Math.min(n, to) - first) / step))
        expect(shifts.length).toBeLessThanOrEqual(2 * columns + 2)
        expect(least).toHaveLength(shifts.length)
        for (let c = 0; c < shifts.length; c++) {
          const block = list.subarray(first + c * step, first + (c + 1) * step)
          expect(least[c]).toBe(Math.min(...block))
          expect(most[c]).toBe(Math.max(...block))
        }
        expect(first + shifts.length * step).toBeGreaterThanOrEqual(Math.min(n, to))
      },
    ),
  )
})

test('a view stays inside the sequence, zooms about its point, and comes back', () => {
  const length = fc.integer({ min: 1, max: 1e7 })
  fc.assert(
    fc.property(
      length,
      fc.double({ min: -2e7, max: 2e7, noNaN: true }),
      fc.double({ min: 0, max: 2e7, noNaN: true }),
      fc.double({ min: 0.01, max: 100, noNaN: true }),
      (n, from, span, factor) => {
        const view = within(n, from, span)
        for (const { from, to } of [view, panned(view, n, factor), panned(view, n, -factor), zoomed(view, n, factor, 0.3)]) {
          expect(from).toBeGreaterThanOrEqual(0)
          expect(to).toBeLessThanOrEqual(n + 1e-6)
          expect(to - from).toBeGreaterThanOrEqual(Math.min(n, 16) - 1e-6)
        }
      },
    ),
  )
  const view = { from: 40_000, to: 60_000 }
  const closer = zoomed(view, 1e6, 0.5, 0.25)
  expect(closer).toEqual({ from: 42_500, to: 52_500 })
  expect(zoomed(closer, 1e6, 2, 0.25)).toEqual(view)
})

test('an address comes back as it was written', () => {
  const address: fc.Arbitrary<Address> = fc.record({
    tab: fc.constantFrom('search', 'theory'),
    sample: fc.constantFrom('lambda', 'hamlet', ''),
    text: fc.string({ unit: 'grapheme', maxLength: 100 }),
    patterns: fc.string({ unit: 'grapheme' }),
    k: fc.nat(99).map(String),
    alphabet: fc.constantFrom('dna', 'protein', 'exact'),
    ambiguity: fc.constantFrom('certain', 'possible'),
    strands: fc.constantFrom('forward', 'reverse', 'both'),
    epsilon: fc.constantFrom('', '0.1'),
  })
  fc.assert(
    fc.property(address, (given) => {
      // a text takes the place of the sample
      const address = { ...given, sample: given.text === '' ? given.sample : '' }
      expect(parseAddress(formatAddress(address))).toEqual(address)
    }),
  )
  expect(formatAddress(DEFAULTS)).toBe('')
  expect(parseAddress('#text=ACGT')).toEqual({ ...DEFAULTS, sample: '', text: 'ACGT' })
  for (const name of ['text', 'patterns'] as const)
    expect(parseAddress(formatAddress({ ...DEFAULTS, sample: '', [name]: 'A'.repeat(5000) }))[name]).toBe('')
})

describe('patterns', () => {
  test('one a line, with a name where symbols are letters', () => {
    expect(patternsOf(' ACGT first guide \r\n\n acg\n', 'dna')).toEqual([
      { name: 'first guide', sequence: 'ACGT' },
      { name: 'acg', sequence: 'acg' },
    ])
    expect(patternsOf(' to die \n', 'exact')).toEqual([{ name: ' to die ', sequence: ' to die ' }])
  })

  test('a form that makes no search says why', () => {
    const fields = { patterns: 'ACGT', k: '2', alphabet: 'dna', ambiguity: 'certain', strands: 'both', epsilon: '' }
    expect(choiceOf(fields)).not.toHaveProperty('epsilon')
    expect(choiceOf({ ...fields, epsilon: '0.25' }).epsilon).toBe(0.25)
    for (const wrong of [{ patterns: ' ' }, { k: '' }, { k: '-1' }, { k: '1.5' }, { epsilon: '0' }, { epsilon: '1' }, { epsilon: 'x' }]) {
      expect(() => choiceOf({ ...fields, ...wrong })).toThrow(RangeError)
    }
  })
})

test('hits that came in several messages sort as a stable sort of their rows does', () => {
  const row = fc.record({
    record: fc.nat(3),
    start: fc.nat(2 ** 33),
    pattern: fc.nat(4),
    strand: fc.constantFrom(1, -1),
    mismatches: fc.nat(9),
    length: fc.integer({ min: 1, max: 4 }),
  })
  const columns: SortColumn[] = ['sequence', 'start', 'end', 'strand', 'pattern', 'mismatches']
  fc.assert(
    fc.property(
      fc.array(row, { maxLength: 60 }),
      fc.nat(60),
      fc.constantFrom(...columns),
      fc.boolean(),
      (rows, cut, column, descending) => {
        const store = openHits()
        for (const part of [rows.slice(0, cut), rows.slice(cut)]) {
          const message = openHits()
          for (const { record, start, pattern, strand, mismatches, length } of part) {
            message.push(record, start, pattern, strand, mismatches, new Uint8Array(length).fill(65), new Uint8Array(length))
          }
          store.append(message.take())
        }
        const key = ({ record, start, pattern, strand, mismatches, length }: (typeof rows)[number]): number =>
          ({ sequence: record, start, end: start + length, strand: -strand, pattern, mismatches })[column]
        const sign = descending ? -1 : 1
        const expected = [...rows.keys()].sort((a, b) => sign * (key(rows[a]) - key(rows[b])) || a - b)
        expect([...orderOf(store.arrays, store.count, { column, descending })]).toEqual(expected)
        expect([...orderOf(store.arrays, store.count, undefined)]).toEqual([...rows.keys()])
      },
    ),
  )
})

test('a printed site has matches in upper case, mismatches in lower case or as dots', () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
  expect(printedSite(bytes('aCgT-*'), Uint8Array.of(0, 1, 1, 0, 1, 0))).toBe('AcgT.*')
})

test('the expected histogram is the distribution of independent letters', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 }), (probabilities) => {
      const counted = new Float64Array(probabilities.length + 1)
      for (let outcome = 0; outcome < 2 ** probabilities.length; outcome++) {
        const chosen = probabilities.map((p, j) => ((outcome >> j) & 1 ? p : 1 - p))
        const successes = probabilities.filter((_, j) => (outcome >> j) & 1).length
        counted[successes] += chosen.reduce((product, p) => product * p, 1)
      }
      poissonBinomial(probabilities).forEach((probability, d) => expect(probability).toBeCloseTo(counted[d], 12))
    }),
  )
  // half of the text is A: a pattern AB has distances 0, 1, 2 with 1/4, 1/2, 1/4
  const table = (letter: string): Uint8Array => Uint8Array.from({ length: 256 }, (_, code) => Number(code !== letter.charCodeAt(0)))
  const text = new TextEncoder().encode('ABABABAB')
  expect([...expectedHistogram(text, [table('A'), table('B')], 100)]).toEqual([25, 50, 25])
  // long patterns: the normal curve has the same mass and mean
  const long = expectedHistogram(
    text,
    Array.from({ length: 5000 }, () => table('A')),
    1,
  )
  expect(long.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6)
  expect(long.reduce((sum, share, d) => sum + d * share, 0)).toBeCloseTo(2500, 3)
})

test('bars: neighbours summed, and the greatest of a bin', () => {
  expect(summed([1, 2, 3, 4, 5], 2)).toEqual([3, 7, 5])
  const x = Float64Array.from({ length: 1000 }, (_, i) => 3 * i)
  const bars = greatest(x, x.map((_, i) => i % 7)) // prettier-ignore
  expect(bars.x.length).toBeLessThanOrEqual(401)
  bars.x.forEach((from, b) => {
    const inside = [...x.keys()].filter((i) => x[i] >= from && x[i] < from + bars.size)
    expect(bars.y[b]).toBe(Math.max(...inside.map((i) => i % 7)))
  })
  expect(greatest([1, 5], [2, 3])).toEqual({ x: [1, 5], y: [2, 3], size: 1 })
})
