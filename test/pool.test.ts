// createPool from the built package, in Node and in Chromium: what the functions give, byte for byte, and an end that is an end.
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import {
  countMatches,
  findMatches,
  HammingwayError,
  hammingDistances,
  preparePattern,
  prepareText,
  scan,
  type FindOptions,
  type Pattern,
} from 'hammingway'
import { createPool } from 'hammingway/pool'
import { searches } from './arbitraries.js'
import { cutAt, later } from './formats-files.js'
import { randomOf } from './random.js'
import { expectSame } from './same.js'

const pool = createPool({ threads: 2 })
afterAll(() => pool.close())

const random = randomOf(11)
/** Long enough to be cut into many pieces, with runs that make matches at every place where it may be cut. */
const text = Uint8Array.from({ length: 2_000_001 }, (_, i) => (i % 9973 < 60 ? 65 : random.pick('ACGT').charCodeAt(0)))
const dna = { alphabet: 'dna', strands: 'both' } as const
const guides = Array.from({ length: 60 }, (_, i) => text.slice(30_000 * i + 7, 30_000 * i + 17 + (i % 7)))

function expectMatches(got: Awaited<ReturnType<typeof pool.findMatches>>, wanted: ReturnType<typeof findMatches>): void {
  for (const column of ['starts', 'mismatches', 'patterns', 'strands'] as const) expectSame(got[column], wanted[column], column)
  expect([got.count, got.truncated]).toEqual([wanted.count, wanted.truncated])
  expect([...got].slice(0, 100)).toEqual([...wanted].slice(0, 100))
}

/** How to make each worker die that is started from here on. */
function watchWorkers(): { started: (() => void)[]; stop(): void } {
  const started: (() => void)[] = []
  if (typeof Worker === 'undefined') {
    const seen = (worker: { terminate(): unknown }): void => void started.push(() => void worker.terminate())
    process.on('worker', seen)
    return { started, stop: () => void process.off('worker', seen) }
  }
  const original = Worker
  globalThis.Worker = class extends original {
    constructor(...given: ConstructorParameters<typeof Worker>) {
      super(...given)
      // what a browser does when a worker's program fails outside of a call
      started.push(() => (this.terminate(), this.dispatchEvent(new ErrorEvent('error', { message: 'gone' }))))
    }
  }
  return { started, stop: () => void (globalThis.Worker = original) }
}

const bytes = (counts: Float64Array | Uint32Array) => new Uint8Array(counts.buffer, counts.byteOffset, counts.byteLength)

describe('the results of the functions', () => {
  test('of any search', async () => {
    await fc.assert(
      fc.asyncProperty(searches(), async ({ text, patterns, search }) => {
        const [found, counts] = await Promise.all([pool.findMatches(text, patterns, search), pool.countMatches(text, patterns, search)])
        expectMatches(found, findMatches(text, patterns, search))
        expectSame(bytes(counts), bytes(countMatches(text, patterns, search)), 'counts')
      }),
      { numRuns: 60 },
    )
  })

  const cases: [string, Pattern | readonly Pattern[], FindOptions][] = [
    ['one pattern', 'AAAAAAAAAAAAAAAAAAAA', { ...dna, maxMismatches: 2 }],
    ['unequal lengths', ['A'.repeat(59), 'AAAAAAAAAAAAC', 'GT'.repeat(15), 'AAAAAAAAAAAAAAAAAAAA'], { ...dna, maxMismatches: 1 }],
    ['many patterns, required positions', guides.map((sequence) => ({ sequence, required: [0, 3] })), { ...dna, maxMismatches: 3 }],
    ['no pattern', [], { ...dna, maxMismatches: 3 }],
    ['another row', 'AAAAAAAAAAAAAAAAAAAA', { maxMismatches: 1, algorithm: 'compare' }],
  ]
  test.each(cases)('matches and counts in a long text: %s', async (_, patterns, options) => {
    const wanted = findMatches(text, patterns, options)
    expectMatches(await pool.findMatches(text, patterns, options), wanted)
    expectSame(bytes(await pool.countMatches(text, patterns, options)), bytes(countMatches(text, patterns, options)), 'counts')
    for (const limit of [0, 1, Math.floor(wanted.count / 2), wanted.count - 1, wanted.count, wanted.count + 1].filter((l) => l >= 0))
      expectMatches(await pool.findMatches(text, patterns, { ...options, limit }), findMatches(text, patterns, { ...options, limit }))
  })

  test.each([1, 20, 999, 40_000])('distances of a pattern of %d', async (m) => {
    const pattern = text.subarray(100_000, 100_000 + m)
    for (const options of [{ alphabet: 'dna' as const }, { maxMismatches: 5 }]) {
      expectSame(await pool.hammingDistances(text, pattern, options), hammingDistances(text, pattern, options), 'distances')
    }
    const out = new Uint32Array(text.length - m + 1)
    expect(await pool.hammingDistances(text, pattern, { out })).toBe(out)
    expectSame(out, hammingDistances(text, pattern), 'out')
  })

  test('of prepared texts, of strings and of wide symbols', async () => {
    const wide = Uint32Array.from({ length: 400_000 }, (_, i) => (i % 1000 < 30 ? 70_000 : i * 7919))
    const pattern = new Uint32Array(12).fill(70_000)
    expectMatches(await pool.findMatches(wide, pattern, { maxMismatches: 3 }), findMatches(wide, pattern, { maxMismatches: 3 }))
    const string = 'ACGTTGCA'.repeat(50_000)
    const prepared = prepareText(string, { alphabet: 'dna' })
    const options = { ...dna, maxMismatches: 2 }
    const guide = preparePattern('GCAACGTTGCAA', { alphabet: 'dna' })
    expectMatches(await pool.findMatches(prepared, guide, options), findMatches(string, guide, options))
    expect(text.length, 'the text is still there').toBe(2_000_001)
  })

  test('of the caller: memory that is posted is never theirs', async () => {
    /** As Node's Buffer: its slices share memory. */
    class Sharing extends Uint8Array<ArrayBuffer> {
      override slice(from?: number, to?: number): Uint8Array<ArrayBuffer> {
        return this.subarray(from, to)
      }
    }
    for (const kind of [Sharing, Uint8Array, Uint16Array, Uint32Array]) {
      for (const n of [50, 300_000]) {
        const [text, pattern] = [n, 20].map((length) => new kind(new ArrayBuffer(length * kind.BYTES_PER_ELEMENT)))
        for (const symbols of [text, pattern]) for (let i = 0; i < symbols.length; i++) symbols[i] = 65 + (i % 3)
        await pool.findMatches(text, [pattern, pattern], { maxMismatches: 1 })
        await pool.countMatches(text, { sequence: pattern }, { maxMismatches: 1 })
        await pool.hammingDistances(text, pattern)
        if (text instanceof Uint8Array) for await (const _ of pool.scan(later([text]), pattern, { maxMismatches: 0, limit: 3 })) continue
        expect([text.length, pattern.length], `${kind.name} of ${n} symbols`).toEqual([n, 20])
        expect(text.every((symbol, i) => symbol === 65 + (i % 3))).toBe(true)
      }
    }
  })

  test('of a pattern longer than the text', async () => {
    const patterns = ['A'.repeat(text.length + 1), 'AAAAAAAAAAAAAAAAAAAA']
    const options = { alphabet: 'dna', maxMismatches: 1 } as const
    expectMatches(await pool.findMatches(text, patterns, options), findMatches(text, patterns, options))
    expect(await pool.hammingDistances('ACGT', 'ACGTA')).toEqual(new Uint32Array(0))
  })

  test('of an approximate call', async () => {
    const pattern = text.subarray(5000, 5300)
    expectSame(await pool.hammingDistances(text, pattern, { epsilon: 0.2 }), hammingDistances(text, pattern, { epsilon: 0.2 }), 'distances')
  })

  test('of a call that is approximate for the sake of its delta', async () => {
    const random = randomOf(21)
    const [text, pattern] = [20_000, 2000].map((length) => new Uint8Array(length).map(() => random.below(4)))
    const options = { epsilon: 0.1, delta: 0.999 }
    const wanted = hammingDistances(text, pattern, options)
    expect(wanted, 'the call is approximate').not.toEqual(hammingDistances(text, pattern))
    expectSame(await pool.hammingDistances(text, pattern, options), wanted, 'distances')
  })

  test('of a stream', async () => {
    const cases = [
      [['AAAAAAAAAAAAAAAAAAAA', 'ACGTAAAAAAAAAC'], { ...dna, maxMismatches: 1 }],
      // matches nearly everywhere, more than a window gives back at once
      [['AC', 'A'.repeat(30)], { ...dna, maxMismatches: 1 }],
      [['AAAAAAAAAAAAAAAAAAAA'], { ...dna, maxMismatches: 0, limit: 777 }],
    ] as const
    for (const [patterns, options] of cases) {
      const wanted = findMatches(text, patterns, options)
      for (const source of [later(cutAt(text, [5, 70_000, 2_000_000])), new Blob([text])]) {
        let count = 0
        let truncated = false
        for await (const batch of pool.scan(source, patterns, options)) {
          expect(truncated).toBe(false)
          expectSame(batch.starts, Float64Array.from(wanted.starts.subarray(count, count + batch.count)), 'starts')
          for (const column of ['mismatches', 'patterns', 'strands'] as const)
            expectSame(batch[column], wanted[column].subarray(count, count + batch.count), column)
          const { start, symbols } = batch.window
          expectSame(symbols, text.subarray(start, start + symbols.length), 'window')
          for (const { end } of [...batch].slice(-1)) expect(end).toBeLessThanOrEqual(start + symbols.length)
          count += batch.count
          truncated = batch.truncated
        }
        expect([count, truncated]).toEqual([wanted.count, wanted.truncated])
      }
    }
  })

  test('an index of the patterns is made once by each worker, however many pieces there are', async () => {
    for (let call = 0; call < 3; call++) {
      let counts: Record<string, number> = {}
      let pieces = -1
      const options = { ...dna, maxMismatches: 3, algorithm: 'sieve', onCounts: (given: object) => (counts = { ...given }) }
      await pool.findMatches(text, guides, { ...options, onProgress: () => void pieces++ })
      expect(pieces).toBeGreaterThan(4)
      expect(counts.index / (2 * guides.length)).toBeLessThanOrEqual(2)
    }
  })

  test('counts of unit operations and progress', async () => {
    const seen: number[] = []
    let counts = {}
    const options = { ...dna, maxMismatches: 2, onCounts: (given: object) => (counts = given) }
    await pool.findMatches(text, guides, {
      ...options,
      onProgress: ({ done, total }) => seen.push(done) && expect(total).toBe(text.length),
    })
    expect(Object.keys(counts).length).toBeGreaterThan(0)
    expect([seen[0], seen.at(-1)]).toEqual([0, text.length])
    expect(seen.toSorted((a, b) => a - b)).toEqual(seen)
    expect(seen.length).toBeGreaterThan(3)
  })
})

describe('errors', () => {
  const options = { ...dna, maxMismatches: 1 }

  test('of arguments are those of the functions', async () => {
    const message = (call: () => unknown): string => {
      try {
        call()
      } catch (error) {
        return String(error)
      }
      throw new Error('nothing was thrown')
    }
    const wrong: [() => Promise<unknown>, () => unknown][] = [
      [() => pool.findMatches(text, 'AX', options), () => findMatches(text, 'AX', options)],
      [() => pool.findMatches(7 as never, 'A', options), () => findMatches(7 as never, 'A', options)],
      [() => pool.findMatches(text, 'A', {} as never), () => findMatches(text, 'A', {} as never)],
      [() => pool.findMatches(text, 'A', { ...options, limit: -1 }), () => findMatches(text, 'A', { ...options, limit: -1 })],
      [
        () => pool.countMatches(text, 'A', { ...options, algorithm: 'none' }),
        () => countMatches(text, 'A', { ...options, algorithm: 'none' }),
      ],
      [() => pool.hammingDistances(text, ''), () => hammingDistances(text, '')],
      [
        () => pool.hammingDistances('ACGT', 'A', { out: new Uint32Array(3) }),
        () => hammingDistances('ACGT', 'A', { out: new Uint32Array(3) }),
      ],
      [
        () => pool.hammingDistances(prepareText('ACGT'), 'A', { alphabet: 'dna' }),
        () => hammingDistances(prepareText('ACGT'), 'A', { alphabet: 'dna' }),
      ],
    ]
    for (const [pooled, single] of wrong) expect(String(await pooled().catch((error: unknown) => error))).toBe(message(single))
    await expect(pool.countMatches(text, 'ACGT', { ...options, memoryLimit: 10 })).rejects.toMatchObject({ code: 'MEMORY_LIMIT' })
    expect(() => createPool({ threads: 0 })).toThrow(RangeError)
    expect(() => createPool({ threads: 'two' as never })).toThrow(TypeError)
    expect(() => pool.scan('ACGT' as never, 'A', options)).toThrow(TypeError)
  })

  test('a signal ends a call at once, and the pool goes on', async () => {
    for (const wait of [0, 5, 60]) {
      const aborting = new AbortController()
      const long = text.subarray(0, 700_000)
      // one piece that takes far longer than a piece may: its worker is replaced
      const whole = pool.hammingDistances(long, long.subarray(0, 300_000), { algorithm: 'naive', signal: aborting.signal })
      const pieces = pool.findMatches(text, guides, { ...options, maxMismatches: 9, signal: aborting.signal })
      const reason = new Error(`after ${wait}`)
      setTimeout(() => aborting.abort(reason), wait)
      expect(await Promise.allSettled([whole, pieces])).toEqual([0, 1].map(() => ({ status: 'rejected', reason })))
      await expect(pool.findMatches(text, guides, { ...options, signal: aborting.signal })).rejects.toBe(reason)
      expectMatches(await pool.findMatches(text, guides, options), findMatches(text, guides, options))
    }
  })

  test('a call leaves nothing behind on its signal', async () => {
    const { signal } = new AbortController()
    const listening = new Set<unknown>()
    const [add, remove] = [signal.addEventListener.bind(signal), signal.removeEventListener.bind(signal)]
    let added = 0
    signal.addEventListener = (...given: Parameters<typeof add>) => (added++, listening.add(given[1]), add(...given))
    signal.removeEventListener = (...given: Parameters<typeof remove>) => (listening.delete(given[1]), remove(...given))
    await pool.findMatches(text, guides, { ...options, signal })
    expect(added).toBeGreaterThan(1)
    expect(listening.size).toBe(0)
  })

  /** A call that takes a minute, in one piece: what may fail answers for the whole text at once. */
  const endless = (own: ReturnType<typeof createPool>, signal?: AbortSignal) =>
    own.hammingDistances(text.subarray(0, 700_000), text.subarray(0, 300_000), { algorithm: 'random-signs', epsilon: 0.12, signal })

  test('a worker that goes on after its call was aborted is replaced', async () => {
    const { started, stop } = watchWorkers()
    const own = createPool({ threads: 1 })
    const aborting = new AbortController()
    await own.findMatches(text.subarray(0, 100), guides, options)
    const whole = endless(own, aborting.signal)
    // the worker is there, and long at it before the signal comes
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(started.length).toBe(1)
    aborting.abort('enough')
    await expect(whole).rejects.toBe('enough')
    expectMatches(await own.findMatches(text, guides, options), findMatches(text, guides, options))
    expect(started.length).toBe(2)
    await own.close()
    stop()
  })

  test('what a worker is at when its pool is closed rejects', async () => {
    const { started, stop } = watchWorkers()
    const own = createPool({ threads: 1 })
    const whole = endless(own)
    await expect.poll(() => started.length).toBe(1)
    void own.close()
    await expect(whole).rejects.toMatchObject({ name: 'HammingwayError', code: 'POOL_CLOSED' })
    stop()
  })

  test('a signal ends a stream, and the source is closed', async () => {
    const aborting = new AbortController()
    let closed = false
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield text.subarray(0, 500_000)
      } finally {
        closed = true
      }
    }
    const reason = new Error('enough')
    const run = async (): Promise<void> => {
      let batches = 0
      for await (const { count } of pool.scan(endless(), 'AAAAAAAAAAAAAAAAAAAA', { ...options, signal: aborting.signal }))
        if (count > 0 && ++batches === 5) aborting.abort(reason)
    }
    await expect(run()).rejects.toBe(reason)
    await expect.poll(() => closed).toBe(true)
  })

  test('a worker that dies rejects its call, and the pool goes on', async () => {
    const { started, stop } = watchWorkers()
    const own = createPool({ threads: 2 })
    try {
      for (let i = 0; i < 3; i++) {
        const call = own.findMatches(text, guides, { ...options, maxMismatches: 7 })
        const other = own.findMatches(text, 'ACGTACGTACGT', options)
        await expect.poll(() => started.length, { interval: 1 }).toBeGreaterThan(2 * i)
        await new Promise((resolve) => setTimeout(resolve, 100))
        for (const die of started) die()
        const [first, second] = await Promise.allSettled([call, other])
        expect(first).toMatchObject({ status: 'rejected', reason: { name: 'HammingwayError', code: 'WORKER_DIED' } })
        expect((first as PromiseRejectedResult).reason).toBeInstanceOf(HammingwayError)
        if (second.status === 'rejected') expect(second.reason).toMatchObject({ code: 'WORKER_DIED' })
        expectMatches(await own.findMatches(text, guides, options), findMatches(text, guides, options))
      }
    } finally {
      stop()
      await own.close()
    }
  })

  test('a closed pool takes nothing and keeps nothing', async () => {
    const own = createPool({ threads: 1 })
    const under = own.findMatches(text, guides, options)
    const waiting = own.countMatches(text, guides, options)
    setTimeout(() => void own.close(), 1)
    await expect(waiting).rejects.toMatchObject({ name: 'HammingwayError', code: 'POOL_CLOSED' })
    await under.catch(() => undefined)
    await expect(own.findMatches(text, 'ACGT', options)).rejects.toMatchObject({ code: 'POOL_CLOSED' })
  })
})

test('nothing is kept of a scan that nobody reads on', async () => {
  for (let i = 0; i < 3; i++) {
    for await (const { count } of pool.scan(new Blob([text]), 'AAAAAAAAAAAAAAAAAAAA', { ...dna, maxMismatches: 1 })) {
      expect(count).toBeGreaterThan(0)
      break
    }
  }
  const after: number[] = []
  for await (const { count } of scan(new Blob([text]), 'AAAAAAAAAAAAAAAAAAAA', { ...dna, maxMismatches: 1 })) after.push(count)
  expect(after.reduce((a, b) => a + b, 0)).toBe(findMatches(text, 'AAAAAAAAAAAAAAAAAAAA', { ...dna, maxMismatches: 1 }).count)
})
