// scanDistances: whatever the chunks, its batches are the distances of the whole.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  hammingDistances,
  preparePattern,
  scanDistances,
  type DistanceBatch,
  type ScanDistancesOptions,
  type ScanSource,
} from '../src/index.js'
import { letterPairs, pairs, type Pair } from './arbitraries.js'
import { cutAt, later, streamOf } from './formats-files.js'
import { randomOf } from './random.js'
import { bounded, codesOf, distances } from './reference/distances.js'
import type { Rules } from './reference/letters.js'
import { letterDistances } from './reference/matches.js'
import { exactRowsOf } from './rows.js'
import { expectSame } from './same.js'
import { thrown } from './thrown.js'

/** Least symbols of a window. */
const WINDOW = 2 ** 20

/** Batches as one array; they follow one another and own their memory. */
async function joined(batches: AsyncIterable<DistanceBatch>): Promise<Uint32Array> {
  const kept: [Uint32Array, Uint32Array][] = []
  let next = 0
  for await (const { start, distances: values } of batches) {
    expect(start).toBe(next)
    expect(values.length, 'no batch is empty').toBeGreaterThan(0)
    next += values.length
    kept.push([values, values.slice()])
  }
  const all = new Uint32Array(next)
  let at = 0
  for (const [values, copy] of kept) {
    expectSame(values, copy, 'a batch that was kept')
    all.set(values, at)
    at += values.length
  }
  return all
}

/** The same bytes from every kind of source. */
function sources(text: Uint8Array, cuts: readonly number[]): ScanSource[] {
  const chunks = cutAt(text, cuts)
  return [later(chunks), streamOf(chunks), new Blob(chunks as Uint8Array<ArrayBuffer>[])]
}

test('any chunks of any source give the distances of the whole', async () => {
  const property = fc.asyncProperty(
    fc.oneof(pairs([1, 2, 4, 200]), letterPairs()),
    fc.array(fc.nat(), { maxLength: 9 }),
    fc.option(fc.constantFrom(0, 1, 3, 8, 40, 2 ** 40), { nil: undefined }),
    async ({ text, pattern, ...rules }: Pair & Partial<Rules>, cuts, maxMismatches) => {
      const codes = codesOf(text)
      if (codes.some((code) => code > 255)) return
      const bytes = Uint8Array.from(codes)
      const { alphabet = 'exact', ambiguity = 'certain' } = rules
      const exact = alphabet === 'exact' ? distances(bytes, pattern) : letterDistances(bytes, pattern, { alphabet, ambiguity })
      const expected = maxMismatches === undefined ? exact : bounded(exact, maxMismatches)
      for (const source of sources(bytes, cuts)) {
        expectSame(await joined(scanDistances(source, pattern, { ...rules, maxMismatches })), expected, 'distances')
      }
    },
  )
  await fc.assert(property, { numRuns: 150 })
})

describe('long texts', () => {
  const random = randomOf(5)
  const text = Uint8Array.from({ length: 3 * WINDOW + 777 }, () => random.pick('ACGT').charCodeAt(0))
  /** A pattern that lies across every place where a window of 2^20 may begin or end, whatever its overlap. */
  const across = (m: number): Uint8Array => {
    const pattern = text.slice(WINDOW - (m >> 1), WINDOW - (m >> 1) + m)
    const middle = m >> 1
    const places = [1, 2, 3].flatMap((w) => [0, m - 1, w * (m - 1)].map((back) => w * WINDOW - back - middle))
    for (const at of places) if (at >= 0 && at + m <= text.length) text.set(pattern, at)
    return pattern
  }

  test.each([1, 2, 20, 1009, WINDOW / 8, WINDOW / 8 + 1])('m = %i: seams of windows and of chunks', async (m) => {
    const pattern = across(m)
    const whole = hammingDistances(text, pattern)
    for (const size of [WINDOW, 2 ** 16 + 1, text.length]) {
      const cuts = Array.from({ length: Math.ceil(text.length / size) }, (_, i) => i * size)
      expectSame(await joined(scanDistances(later(cutAt(text, cuts)), pattern)), whole, `chunks of ${size}`)
    }
    const prepared = preparePattern(pattern, { alphabet: 'dna' })
    expectSame(await joined(scanDistances(new Blob([text]), prepared, { alphabet: 'dna' })), whole, 'prepared')
    expectSame(await joined(scanDistances(new Blob([text]), pattern, { maxMismatches: 3 })), bounded(whole, 3), 'k 3')
  })

  test('texts that end at a seam, and next to one', async () => {
    const pattern = text.slice(100, 120)
    for (const n of [WINDOW - 1, WINDOW, WINDOW + 1, 2 * WINDOW - 20, 2 * WINDOW - 19, 2 * WINDOW - 18]) {
      const part = text.subarray(0, n)
      expectSame(await joined(scanDistances(new Blob([part]), pattern)), hammingDistances(part, pattern), `n ${n}`)
    }
  })

  test('the text is as long as the pattern, shorter, empty', async () => {
    const pattern = text.slice(0, 300_000)
    expect([...(await joined(scanDistances(new Blob([pattern]), pattern)))]).toEqual([0])
    for (const n of [0, 1, 299_999]) expect(await joined(scanDistances(new Blob([pattern.subarray(0, n)]), pattern))).toHaveLength(0)
  })

  test('epsilon: within the factor in every window', async () => {
    const pattern = text.slice(WINDOW - 700, WINDOW + 700)
    const exact = hammingDistances(text, pattern)
    const found = await joined(scanDistances(new Blob([text]), pattern, { epsilon: 0.1, delta: 1e-6, seed: 9 }))
    expect(found.length).toBe(exact.length)
    for (const [i, distance] of found.entries()) {
      if (Math.abs(distance - exact[i]) > 0.1 * exact[i]) throw new Error(`shift ${i}: ${distance} for ${exact[i]}`)
    }
  })

  test('a forced row works in every window', async () => {
    const pattern = text.slice(WINDOW - 5, WINDOW + 5)
    const part = text.subarray(0, WINDOW + 3000)
    const whole = hammingDistances(part, pattern, { maxMismatches: 10 })
    for (const algorithm of exactRowsOf('hammingDistances')) {
      expectSame(await joined(scanDistances(new Blob([part]), pattern, { algorithm, maxMismatches: 10 })), whole, algorithm)
    }
  })
})

describe('stopping', () => {
  /** A source without end that says what becomes of it. */
  function endless(failure?: Error): { state: { read: number; closed: boolean }; source: AsyncGenerator<Uint8Array> } {
    const state = { read: 0, closed: false }
    const chunk = new Uint8Array(WINDOW).fill(65)
    async function* source(): AsyncGenerator<Uint8Array> {
      try {
        for (const end = failure ? 3 : Infinity; state.read < end; state.read++) yield chunk
        throw failure
      } finally {
        state.closed = true
      }
    }
    return { state, source: source() }
  }

  test('an early break closes the source', async () => {
    const { state, source } = endless()
    for await (const { distances: values } of scanDistances(source, 'AAC')) if (values[0] === 1) break
    expect(state.closed).toBe(true)
    expect(state.read).toBeLessThan(4)
  })

  test('an error of the source comes through, after the distances before it', async () => {
    const failure = new Error('the disk is gone')
    let count = 0
    const run = async (): Promise<void> => {
      for await (const { distances: values } of scanDistances(endless(failure).source, 'AA')) count += values.length
    }
    await expect(run()).rejects.toBe(failure)
    expect(count).toBeGreaterThan(WINDOW)
  })

  test('a signal: rejects with its reason, before reading and between windows, and closes the source', async () => {
    const reason = { any: 'thing' }
    const run = async (source: ScanSource, signal: AbortSignal, onBatch?: () => void): Promise<void> => {
      for await (const _ of scanDistances(source, 'AA', { signal })) onBatch?.()
    }
    const early = endless()
    await expect(run(early.source, AbortSignal.abort(reason))).rejects.toBe(reason)
    expect(early.state.read).toBe(0)
    const controller = new AbortController()
    const late = endless()
    await expect(run(late.source, controller.signal, () => controller.abort(reason))).rejects.toBe(reason)
    expect(late.state.closed).toBe(true)
    expect(late.state.read).toBeLessThan(5)
  })

  test('after an error the next call works', async () => {
    await expect(joined(scanDistances(endless(new Error('gone')).source, 'AA'))).rejects.toThrow('gone')
    expect([...(await joined(scanDistances(new Blob(['ACA']), 'A')))]).toEqual([0, 1, 0])
  })
})

test('onProgress: from nothing to every symbol, with the total where it is known', async () => {
  for (const n of [0, 3, WINDOW, (5 << 20) + 17]) {
    const text = new Uint8Array(n).fill(67)
    for (const [source, total] of [
      [new Blob([text]), { total: n }],
      [later([text]), {}],
    ] as const) {
      const seen: { done: number; total?: number }[] = []
      for await (const _ of scanDistances(source, 'GATTACA', { onProgress: (progress) => seen.push(progress) })) void 0
      expect(seen[0]).toEqual({ done: 0, ...total })
      expect(seen.at(-1)).toEqual({ done: n, ...total })
      for (let i = 2; i < seen.length; i++) expect(seen[i].done).toBeGreaterThan(seen[i - 1].done)
    }
  }
})

test('wrong arguments are refused at the call', async () => {
  const source = new Blob(['ACGT'])
  const call = (...args: unknown[]): Error => thrown(() => (scanDistances as (...all: unknown[]) => unknown)(...args))
  for (const wrong of [undefined, null, 'ACGT', 7, {}, Uint8Array.of(65)]) {
    expect(call(wrong, 'A')).toBeInstanceOf(TypeError)
    expect(call(wrong, 'A').message).toMatch(/^"source" expected .+, got /)
  }
  const wrong: [unknown, ScanDistancesOptions | object | null, RegExp][] = [
    [7, {}, /^"pattern" expected/],
    ['', {}, /^"pattern" expected at least one symbol/],
    ['A', null, /^"options" expected/],
    ['AX', { alphabet: 'dna' }, /^"pattern" expected .*"X" at index 1/],
    ['A', { alphabet: 'rna' }, /^"alphabet" expected/],
    ['A', { maxMismatches: -1 }, /^"maxMismatches" expected/],
    ['A', { epsilon: 1 }, /^"epsilon" expected/],
    ['A', { epsilon: 0.1, delta: 0 }, /^"delta" expected/],
    ['A', { epsilon: 0.1, maxMismatches: 1 }, /maxMismatches or epsilon/],
    ['A', { seed: -1 }, /^"seed" expected/],
    ['A', { memoryLimit: 'much' }, /^"memoryLimit" expected/],
    ['A', { algorithm: 'magic' }, /^"algorithm" expected .*'compare'.*"magic"/],
    ['A', { signal: {} }, /^"signal" expected an AbortSignal/],
    ['A', { onProgress: 1 }, /^"onProgress" expected a function/],
    ['A', { onCounts: 1 }, /^"onCounts" expected a function/],
    [preparePattern('A'), { alphabet: 'dna' }, /^"pattern" expected .*'dna'/],
  ]
  for (const [pattern, options, words] of wrong) expect(call(source, pattern, options).message).toMatch(words)
  const strings = scanDistances(later(['ACGT']) as unknown as AsyncIterable<Uint8Array>, 'A')
  await expect(joined(strings)).rejects.toThrow(/^"source" expected chunks of type Uint8Array, got "ACGT"/)
})
