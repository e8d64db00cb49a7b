// scan: whatever the chunks, its batches are the matches of the whole. Streams longer than 2^32 symbols are in endless.test.ts.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findMatches, preparePattern, scan, type FindOptions, type Pattern, type ScanMatches, type ScanSource } from '../src/index.js'
import { searches } from './arbitraries.js'
import { cutAt, later, streamOf } from './formats-files.js'
import { randomOf } from './random.js'
import { codesOf } from './reference/distances.js'
import { expectSame } from './same.js'
import { thrown } from './thrown.js'

interface Joined {
  starts: number[]
  mismatches: number[]
  patterns: number[]
  strands: number[]
  truncated: boolean
}

/** Batches as one; checks what holds for each. */
async function joined(batches: AsyncIterable<ScanMatches>, text: Uint8Array): Promise<Joined> {
  const all: Joined = { starts: [], mismatches: [], patterns: [], strands: [], truncated: false }
  const kept: [ScanMatches, Uint8Array][] = []
  for await (const batch of batches) {
    expect(all.truncated, 'nothing follows a truncated batch').toBe(false)
    expect(batch.starts).toBeInstanceOf(Float64Array)
    for (const column of ['starts', 'mismatches', 'patterns', 'strands'] as const) {
      expect(batch[column].length, column).toBe(batch.count)
      for (const value of batch[column]) all[column].push(value)
    }
    all.truncated = batch.truncated
    const { start, symbols } = batch.window
    let i = 0
    for (const match of batch) {
      const { start: from, end } = match
      if (from < start || end > start + symbols.length) throw new Error(`${from}..${end} is outside its window`)
      if (from !== batch.starts[i] || match.pattern !== batch.patterns[i] || match.mismatches !== batch.mismatches[i])
        throw new Error('record')
      if (match.strand !== (batch.strands[i] > 0 ? '+' : '-')) throw new Error('strand')
      i++
    }
    expect(i).toBe(batch.count)
    kept.push([batch, symbols.slice()])
  }
  // later windows have not written over earlier ones
  for (const [{ window }, copy] of kept) {
    expectSame(window.symbols, copy, 'a window that was kept')
    expectSame(copy, text.subarray(window.start, window.start + copy.length), 'a window')
  }
  return all
}

async function expectWhole(
  source: ScanSource,
  text: Uint8Array,
  patterns: Pattern | readonly Pattern[],
  options: FindOptions,
): Promise<void> {
  const whole = findMatches(text, patterns, options)
  const found = await joined(scan(source, patterns, options), text)
  for (const column of ['starts', 'mismatches', 'patterns', 'strands'] as const) expectSame(found[column], whole[column], column)
  expect(found.truncated).toBe(whole.truncated)
}

/** The same bytes from every kind of source. */
function sources(text: Uint8Array, cuts: readonly number[]): ScanSource[] {
  const chunks = cutAt(text, cuts)
  return [later(chunks), streamOf(chunks), new Blob(chunks as Uint8Array<ArrayBuffer>[])]
}

test('any chunks of any source give what findMatches gives', async () => {
  await fc.assert(
    fc.asyncProperty(searches(), fc.array(fc.nat(), { maxLength: 9 }), async ({ text, patterns, search }, cuts) => {
      const bytes = Uint8Array.from(codesOf(text))
      const narrow = patterns.filter(({ sequence }) => codesOf(sequence).every((code) => code < 256))
      for (const source of sources(bytes, cuts)) await expectWhole(source, bytes, narrow, search)
    }),
    { numRuns: 250 },
  )
})

describe('long texts', () => {
  const windows = 3
  const length = windows * 2 ** 20 + 777
  const random = randomOf(7)
  const text = Uint8Array.from({ length }, () => random.pick('CGT').charCodeAt(0))
  // runs of A around the places where windows of 2^20 symbols may begin or end, whatever their overlap
  for (let w = 1; w <= windows; w++) text.fill(65, w * 2 ** 20 - 150 * w, w * 2 ** 20 + 150)
  const guide = 'ACGTTGCAGACTTGCATCGA'
  for (let w = 1; w <= windows; w++) text.set(codesOf(guide), w * 2 ** 20 - 400 - 7 * w)

  const cases: [string, Pattern | readonly Pattern[], Omit<FindOptions, 'maxMismatches'> & { maxMismatches?: number }][] = [
    ['one symbol', 'A', {}],
    ['one pattern', 'A'.repeat(20), { strands: 'both', maxMismatches: 2 }],
    ['unequal lengths', ['A'.repeat(57), guide, 'AAAAAAAC', 'GAAAAAA', 'A'.repeat(20), 'TTTTTT'], { strands: 'both', maxMismatches: 1 }],
    [
      'prepared, named and required',
      [{ sequence: preparePattern(guide, { alphabet: 'dna' }), name: 'x', required: [0, 19] }, 'AAAAAAAAAG'],
      {},
    ],
    ['a pattern longer than a window', [text.subarray(2 ** 20 - 9000, 2 ** 20 + 200_000), 'AAAAAAAAAT'], { maxMismatches: 3 }],
    ['a pattern longer than the text', ['A'.repeat(9), 'A'.repeat(length + 1)], {}],
    ['no pattern', [], {}],
  ]
  test.each(cases)('%s', async (_, patterns, options) => {
    const given = { alphabet: 'dna', maxMismatches: 0, ...options } as const
    for (const size of [2 ** 20, 2 ** 16 + 1, length]) {
      const cuts = Array.from({ length: Math.ceil(length / size) }, (_, i) => i * size)
      await expectWhole(later(cutAt(text, cuts)), text, patterns, given)
    }
    await expectWhole(new Blob([text]), text, patterns, given)
  })

  test('limit: the first so many; truncated says that something was cut', async () => {
    const options = { alphabet: 'dna', maxMismatches: 0 } as const
    const pattern = 'A'.repeat(100)
    const { count, starts } = findMatches(text, pattern, options)
    const firstWindow = starts.filter((start) => start + 100 <= 2 ** 20).length
    for (const limit of [0, 1, firstWindow - 1, firstWindow, firstWindow + 1, count - 1, count, count + 1]) {
      await expectWhole(new Blob([text]), text, pattern, { ...options, limit })
    }
  })

  test('nearly every shift a match, of several patterns', async () => {
    const dense = text.subarray(0, 2 ** 20 + 5000)
    const patterns = ['N', 'CN', 'GNN']
    for (const limit of [undefined, 700_001])
      await expectWhole(new Blob([dense]), dense, patterns, { alphabet: 'dna', maxMismatches: 1, limit })
  })

  test('more matches at one place than a batch may have', async () => {
    const patterns = Array.from({ length: 2 ** 17 + 2 }, () => 'A')
    let count = 0
    for await (const batch of scan(new Blob(['AAA']), patterns, { maxMismatches: 0 })) count += batch.count
    expect(count).toBe(3 * patterns.length)
  })

  test('limit stops reading, and closes the source', async () => {
    let read = 0
    let closed = false
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) {
          read++
          yield text.subarray(0, 2 ** 20)
        }
      } finally {
        closed = true
      }
    }
    const found = await joined(scan(endless(), guide, { maxMismatches: 0, alphabet: 'dna', limit: 1 }), text)
    expect(found).toMatchObject({ starts: [2 ** 20 - 407], truncated: true })
    expect(closed).toBe(true)
    expect(read).toBeLessThan(5)
  })

  test('starts go on counting through many windows', async () => {
    const period = 2 ** 20 - 3
    const chunk = new Uint8Array(period).fill(67)
    chunk.set(codesOf('GATTACA'), 1000)
    const count = 40
    const { starts } = await joined(
      scan(later(Array.from({ length: count }, () => chunk)), 'GATTACA', { maxMismatches: 0 }),
      new Uint8Array(count * period).map((_, i) => chunk[i % period]),
    )
    expect(starts).toEqual(Array.from({ length: count }, (_, i) => i * period + 1000))
  })
})

describe('stopping', () => {
  const letters = new Uint8Array(3 << 20).fill(65)
  const options = { maxMismatches: 0 }

  /** A source that says what becomes of it. */
  function watched(chunks: number, failure?: Error) {
    const state = { read: 0, closed: false }
    async function* source(): AsyncGenerator<Uint8Array> {
      try {
        for (; state.read < chunks; state.read++) yield letters.subarray(0, 2 ** 20)
        if (failure) throw failure
      } finally {
        state.closed = true
      }
    }
    return { state, source: source() }
  }

  test('an early break closes the source', async () => {
    const { state, source } = watched(50)
    for await (const batch of scan(source, 'A', options)) if (batch.count > 0) break
    expect(state.closed).toBe(true)
    expect(state.read).toBeLessThan(4)
    for (const iterable of [true, false]) {
      let cancelled = false
      const stream = new ReadableStream<Uint8Array>({
        pull: (controller) => controller.enqueue(letters.slice(0, 2 ** 20)),
        cancel: () => void (cancelled = true),
      })
      // in some browsers streams have a reader and no more
      const source = iterable ? stream : ({ getReader: () => stream.getReader() } as ReadableStream<Uint8Array>)
      for await (const batch of scan(source, 'A', options)) if (batch.count > 0) break
      expect(cancelled).toBe(true)
    }
  })

  test('a signal is not held on to when a scan has ended', async () => {
    const { signal } = new AbortController()
    let heard = 0
    for (const [name, by] of [
      ['addEventListener', 1],
      ['removeEventListener', -1],
    ] as const) {
      const original = signal[name].bind(signal) as (...given: unknown[]) => void
      Object.defineProperty(signal, name, { value: (...given: unknown[]) => (original(...given), (heard += by)) })
    }
    let most = 0
    for await (const _ of scan(watched(3).source, 'A', { ...options, signal })) most = Math.max(most, heard)
    expect([most, heard]).toEqual([1, 0])
  })

  test('errors of the source come through, after the matches before them', async () => {
    const failure = new Error('the disk is gone')
    const { source } = watched(3, failure)
    let count = 0
    const run = async () => {
      for await (const batch of scan(source, 'A', options)) count += batch.count
    }
    await expect(run()).rejects.toBe(failure)
    expect(count).toBeGreaterThan(0)
  })

  test('a signal: rejects with its reason, before reading, between windows, and closes the source', async () => {
    const reason = { any: 'thing' }
    const early = watched(3)
    const run = async (source: ScanSource, signal: AbortSignal, onBatch = () => undefined as void) => {
      for await (const _ of scan(source, 'A', { ...options, signal })) onBatch()
    }
    await expect(run(early.source, AbortSignal.abort(reason))).rejects.toBe(reason)
    expect(early.state.read).toBe(0)
    const controller = new AbortController()
    const late = watched(50)
    await expect(run(late.source, controller.signal, () => controller.abort(reason))).rejects.toBe(reason)
    expect(late.state.closed).toBe(true)
    expect(late.state.read).toBeLessThan(5)
    const plain = new AbortController()
    await expect(run(watched(50).source, plain.signal, () => plain.abort())).rejects.toMatchObject({ name: 'AbortError' })
  })

  test('a signal is heard while the source is silent', async () => {
    const controller = new AbortController()
    const silent = new ReadableStream<Uint8Array>({ pull: () => new Promise(() => undefined) })
    const run = async () => {
      for await (const _ of scan(silent, 'A', { ...options, signal: controller.signal })) throw new Error('no match was expected')
    }
    let outcome: unknown = 'silence'
    run().then(
      () => (outcome = 'an end'),
      (error) => (outcome = error),
    )
    // turns of the event loop, and no time, which a slow machine may take
    const turns = async () => {
      for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setTimeout(resolve))
    }
    await turns()
    expect(outcome).toBe('silence')
    controller.abort('enough')
    await turns()
    expect(outcome).toBe('enough')
  })
})

test('onProgress: from nothing to everything, with the total where it is known', async () => {
  const text = new Uint8Array((5 << 20) + 17).fill(67)
  for (const [source, total] of [
    [new Blob([text]), { total: text.length }],
    [later([text]), {}],
  ] as const) {
    const seen: { done: number; total?: number }[] = []
    for await (const _ of scan(source, 'GATTACA', { maxMismatches: 0, onProgress: (progress) => seen.push(progress) })) void 0
    expect(seen[0]).toEqual({ done: 0, ...total })
    expect(seen.at(-1)).toEqual({ done: text.length, ...total })
    expect(seen.length).toBeGreaterThan(4)
    for (let i = 1; i < seen.length; i++) expect(seen[i].done).toBeGreaterThan(seen[i - 1].done)
  }
})

test('wrong arguments are refused at the call', async () => {
  const source = new Blob(['ACGT'])
  const call = (...args: unknown[]) => thrown(() => (scan as (...all: unknown[]) => unknown)(...args))
  for (const wrong of [undefined, null, 'ACGT', 7, {}, [Uint8Array.of(65)], Uint8Array.of(65), () => source]) {
    const error = call(wrong, 'A', { maxMismatches: 0 })
    expect(error).toBeInstanceOf(TypeError)
    expect(error.message).toMatch(/^"source" expected .+, got /)
  }
  expect(call(source, 7, { maxMismatches: 0 }).message).toMatch(/^"pattern" expected/)
  expect(call(source, '', { maxMismatches: 0 })).toBeInstanceOf(RangeError)
  expect(call(source, 'A')).toBeInstanceOf(TypeError)
  expect(call(source, 'A', { maxMismatches: -1 }).message).toMatch(/^"maxMismatches" expected/)
  expect(call(source, 'A', { maxMismatches: 0, limit: 0.5 }).message).toMatch(/^"limit" expected/)
  expect(call(source, 'A', { maxMismatches: 0, strands: 'both' }).message).toMatch(/^"strands" expected/)
  expect(call(source, 'A', { maxMismatches: 0, signal: {} }).message).toMatch(/^"signal" expected/)
  expect(call(source, 'A', { maxMismatches: 0, onProgress: 1 }).message).toMatch(/^"onProgress" expected/)
  const strings = scan(later(['ACGT']) as unknown as AsyncIterable<Uint8Array>, 'A', { maxMismatches: 0 })
  await expect(joined(strings, new Uint8Array(0))).rejects.toThrow(/^"source" expected chunks of type Uint8Array, got "ACGT"/)
})

test('an unknown algorithm is refused at the call, and not first when there is something to search', () => {
  const error = thrown(() => scan(new Blob(), 'A', { maxMismatches: 0, algorithm: 'magic' }))
  expect(error).toBeInstanceOf(RangeError)
  expect(error.message).toMatch(/^"algorithm" expected one of .*'compare'.*, got "magic"$/)
})
