// Searches that take turns: the next one reads while the one before still waits, and batches come in order.
import { expect, test } from 'vitest'
import type { ScanMatches } from 'hammingway'
import { openTurns } from '../src/cli/turns.js'

const ticks = async (): Promise<void> => void (await new Promise((resolve) => setTimeout(resolve, 5)))

/** A scan whose batches are the chunks' first bytes; each waits for its gate. */
function gated() {
  const read: number[] = []
  const gates = new Map<number, () => void>()
  const closed: number[] = []
  const scan = async function* (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ScanMatches> {
    const held: number[] = []
    for await (const [byte] of chunks) {
      read.push(byte)
      held.push(byte)
    }
    let at = 0
    try {
      for (; at < held.length; at++) {
        await new Promise<void>((resolve) => gates.set(held[at], resolve))
        if (held[at] === 99) throw new Error('scan')
        yield { count: held[at] } as ScanMatches
      }
    } finally {
      if (at < held.length) closed.push(held[at])
    }
  }
  const open = async (byte: number): Promise<void> => {
    await expect.poll(() => gates.has(byte), { interval: 1 }).toBe(true)
    gates.get(byte)!()
  }
  return { read, open, closed, scan }
}

async function* bytes(...values: number[]): AsyncGenerator<Uint8Array> {
  for (const value of values) yield Uint8Array.of(value)
}

test('the next search reads while the one before waits; batches and actions keep their order', async () => {
  const { read, open, scan } = gated()
  const turns = openTurns(scan)
  const seen: (number | string)[] = []
  const take = async ({ count }: ScanMatches): Promise<boolean> => seen.push(count) > 0
  const first = turns.search(bytes(1, 2), take)
  expect(await first).toBe(true)
  turns.after(() => seen.push('after the first'))
  const second = turns.search(bytes(3), take)
  turns.after(() => seen.push('after the second'))
  await expect.poll(() => read, { interval: 1 }).toEqual([1, 2, 3])
  let resolved = false
  void second.then(() => (resolved = true))
  // the second one's matches are there first
  await open(3)
  await ticks()
  expect([seen, resolved]).toEqual([[], false])
  await open(1)
  await open(2)
  expect(await second).toBe(true)
  expect(await turns.end()).toBe(true)
  expect(seen).toEqual([1, 2, 'after the first', 3, 'after the second'])
})

test('when no more is wanted later searches take nothing, and what was begun is closed', async () => {
  const { open, closed, scan } = gated()
  const turns = openTurns(scan)
  const seen: unknown[] = []
  void turns.search(bytes(1, 2), async ({ count }) => (seen.push(count), false))
  turns.after(() => seen.push('after'))
  const second = turns.search(bytes(3), async ({ count }) => seen.push(count) > 0)
  await open(1)
  await open(3)
  expect(await second).toBe(false)
  expect(await turns.end()).toBe(false)
  expect(seen).toEqual([1])
  await expect.poll(() => closed.toSorted(), { interval: 1 }).toEqual([1, 3])
})

test('an error of a search ends its turn and all behind it', async () => {
  const { open, scan } = gated()
  const turns = openTurns(scan)
  const seen: number[] = []
  const take = async ({ count }: ScanMatches): Promise<boolean> => seen.push(count) > 0
  void turns.search(bytes(99), take).catch(() => undefined)
  const second = turns.search(bytes(4), take)
  second.catch(() => undefined)
  await open(99)
  await open(4)
  await expect(second).rejects.toThrow('scan')
  await expect(turns.end()).rejects.toThrow('scan')
  expect(seen).toEqual([])
})
