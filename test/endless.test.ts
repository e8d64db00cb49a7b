// Streams longer than numbers of 32 bits and than memory: where hits are, what is read ahead, what is held. Node only: it asks for memory.
import { afterAll, describe, expect, test } from 'vitest'
import { scan, type ScanMatches } from 'hammingway'
import { createPool } from 'hammingway/pool'

const pool = createPool({ threads: 2 })
afterAll(() => pool.close())

const searches = [
  ['scan', scan],
  ['scan of a pool', pool.scan],
] as const

const MEBI = 2 ** 20
const blank = new Uint8Array(MEBI).fill(67)
const guide = new TextEncoder().encode('ACGTTGCAGACTTGCATCGA')

/** `length` symbols that are C but for the guide at `places`. */
async function* synthetic(length: number, places: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < length; at += MEBI) {
    const chunk = blank.subarray(0, Math.min(MEBI, length - at))
    const here = places.filter((place) => place < at + MEBI && place + guide.length > at)
    if (here.length === 0) yield chunk
    else {
      const own = chunk.slice()
      for (const place of here)
        guide.forEach((symbol, j) => place + j >= at && place + j < at + own.length && (own[place + j - at] = symbol))
      yield own
    }
  }
}

describe.each(searches)('%s', (_, search) => {
  test('starts beyond 2^32, and memory that does not grow', async () => {
    const length = 2 ** 32 + 3 * MEBI
    const places = [0, MEBI - 7, 2 ** 31 - 9, 2 ** 32 - 20, 2 ** 32 - 1 + 20, length - 20]
    const starts: number[] = []
    const ends: number[] = []
    const progress: number[] = []
    const resident: number[] = []
    let looked = 0
    for await (const batch of search(synthetic(length, places), guide, {
      maxMismatches: 3,
      onProgress: ({ done }) => {
        progress.push(done)
        if (done < looked + 256 * MEBI) return
        looked = done
        resident.push(process.memoryUsage().rss)
      },
    })) {
      starts.push(...batch.starts)
      ends.push(...[...batch].map(({ end }) => end))
    }
    expect(starts).toEqual(places)
    expect(ends).toEqual(places.map((place) => place + 20))
    expect(progress.at(-1)).toBe(length)
    // looked at every 256 MiB of the 4 GiB; what is held of them would show at once
    expect(resident.length).toBeGreaterThan(13)
    expect(Math.max(...resident)).toBeLessThan(resident[0] + 128 * MEBI)
  })

  test('reads no further ahead than it searches', async () => {
    const CHUNK = 2 ** 16
    let pulled = 0
    async function* source(): AsyncGenerator<Uint8Array> {
      for (; pulled < 2000; pulled++) {
        const chunk = blank.slice(0, CHUNK)
        chunk.set(guide, 100)
        yield chunk
      }
    }
    let last: ScanMatches | undefined
    let furthest = 0
    for await (const batch of search(source(), guide, { maxMismatches: 0 })) {
      // time for whoever would read on by itself
      if (last === undefined) await new Promise((resolve) => setTimeout(resolve, 100))
      last = batch
      furthest = Math.max(furthest, pulled * CHUNK - batch.window.start)
    }
    expect(last!.starts.at(-1)).toBe(1999 * CHUNK + 100)
    // a window and the chunk that does not fit into it any more; for a pool four windows more, and one that is being filled, of 4 MiB each
    expect(furthest).toBeLessThanOrEqual((search === scan ? 1 : 6 * 4) * MEBI + 2 * CHUNK)
  })
})
