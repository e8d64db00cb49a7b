// What a pool is made of: how calls are cut, and how results come in order.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inOrder } from '../src/parallel/in-order.js'
import { concatenated, merged, type PieceColumns } from '../src/parallel/merge.js'
import { cut } from '../src/parallel/pieces.js'

const MILLI = 1e6

describe('cut', () => {
  const whole = { n: 1e8, m: 20, patterns: 200 }

  test('pieces are short, and as many as threads can share', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 10, noNaN: true }), fc.integer({ min: 1, max: 64 }), (unit, threads) => {
        const price = (n: number, patterns: number): number => unit * n * patterns
        const { texts, groups } = cut({ ...whole, price }, threads)
        const piece = price(whole.n / texts, whole.patterns / groups)
        expect(piece).toBeLessThanOrEqual(40 * MILLI)
        expect(whole.n / texts).toBeLessThanOrEqual(2 ** 24)
        if (price(whole.n, whole.patterns) > threads * 8 * MILLI) expect(texts * groups).toBeGreaterThanOrEqual(4 * threads)
      }),
    )
  })

  test('what each call does to the text makes texts be cut, what it does to the patterns makes groups', () => {
    const textual = cut({ ...whole, price: (n, patterns) => n * (20 + patterns / 100) }, 2)
    expect(textual.groups).toBe(1)
    const laidOut = cut({ n: 1e6, m: 20, patterns: 100_000, price: (n, patterns) => patterns * 20_000 + (n * patterns) / 1e3 }, 2)
    expect(laidOut.texts).toBe(1)
    expect(laidOut.groups).toBeGreaterThan(8)
  })

  test('a call that cannot be cut cheaply is whole', () => {
    expect(cut({ n: 1e6, m: 20, patterns: 1, price: () => 1000 * MILLI }, 8)).toEqual({ texts: 1, groups: 1 })
    expect(cut({ n: 1e6, m: 1e6 - 5, patterns: 1, price: (n) => n * 1000 }, 8)).toEqual({ texts: 1, groups: 1 })
  })
})

describe('inOrder', () => {
  const sleep = (ticks: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ticks))

  test('results come in the order of the items, and no more than so many are under way', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 3 }), { maxLength: 20 }), fc.integer({ min: 1, max: 5 }), async (delays, ahead) => {
        let running = 0
        let most = 0
        const results: number[] = []
        const items = delays.map((delay, i) => ({ delay, i }))
        for await (const result of inOrder(items, ahead, async ({ delay, i }) => {
          most = Math.max(most, ++running)
          await sleep(delay)
          running--
          return i
        }))
          results.push(result)
        expect(results).toEqual(delays.map((_, i) => i))
        expect(most).toBeLessThanOrEqual(ahead)
        if (ahead > 1 && delays.length > 1 && Math.min(...delays) > 0) expect(most).toBeGreaterThan(1)
      }),
      { numRuns: 50 },
    )
  })

  test('a result does not wait for a source that is silent', async () => {
    async function* source(): AsyncGenerator<number> {
      yield 1
      await new Promise(() => undefined)
    }
    for await (const result of inOrder(source(), 4, async (item) => item)) {
      expect(result).toBe(1)
      break
    }
  })

  test('errors of the source and of the work come where they belong, and the source is closed', async () => {
    let closed = 0
    async function* source(): AsyncGenerator<number> {
      try {
        for (let i = 0; i < 5; i++) yield i
        throw new Error('source')
      } finally {
        closed++
      }
    }
    const read = async (failing: number): Promise<unknown[]> => {
      const seen: unknown[] = []
      try {
        for await (const result of inOrder(source(), 3, async (item) => {
          if (item === failing) throw new Error('work')
          return item
        }))
          seen.push(result)
      } catch (error) {
        seen.push((error as Error).message)
      }
      return seen
    }
    expect(await read(3)).toEqual([0, 1, 2, 'work'])
    expect(await read(9)).toEqual([0, 1, 2, 3, 4, 'source'])
    await expect.poll(() => closed).toBe(2)
  })
})

test('matches of groups, merged, are sorted by start and then by pattern, each with its mismatches and strand', () => {
  const hit = fc.record({
    start: fc.nat({ max: 9 }),
    pattern: fc.nat({ max: 3 }),
    mismatches: fc.nat({ max: 5 }),
    strand: fc.constantFrom<number>(1, -1),
  })
  type Hit = typeof hit extends fc.Arbitrary<infer T> ? T : never
  const sorted = fc.array(hit, { maxLength: 12 }).map((hits) => {
    hits.sort((a, b) => a.start - b.start || a.pattern - b.pattern)
    return hits
  })
  const piece = (hits: readonly Hit[], pattern: number): PieceColumns => ({
    columns: {
      starts: Uint32Array.from(hits, ({ start }) => start),
      patterns: Uint32Array.from(hits, (hit) => hit.pattern),
      mismatches: Uint32Array.from(hits, ({ mismatches }) => mismatches),
      strands: Int8Array.from(hits, ({ strand }) => strand),
    },
    start: 100,
    pattern,
  })
  fc.assert(
    fc.property(sorted, sorted, fc.nat({ max: 30 }), (a, b, limit) => {
      const { starts, patterns, mismatches, strands } = concatenated([merged(piece(a, 0), piece(b, 4))], limit)
      const wanted = [...a, ...b.map((hit) => ({ ...hit, pattern: hit.pattern + 4 }))]
      wanted.sort((x, y) => x.start - y.start || x.pattern - y.pattern)
      const hitAt = (start: number, i: number): Hit => ({
        start: start - 100,
        pattern: patterns[i],
        mismatches: mismatches[i],
        strand: strands[i],
      })
      expect(Array.from(starts, hitAt)).toEqual(wanted.slice(0, limit))
    }),
  )
})
