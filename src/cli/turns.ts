// Searches one after the other, each of which begins to read while the one before still waits for matches: between records no thread is idle.
import type { ScanMatches } from 'hammingway'

export interface Turns {
  /**
   * Searches chunks, and hands batches of matches to `take`, when those of all searches before were taken, until it says false. Resolves when
   * the chunks were read, and what was searched before is over: to whether more is wanted, as far as is known.
   */
  search(chunks: AsyncIterable<Uint8Array>, take: (batch: ScanMatches) => Promise<boolean>): Promise<boolean>
  /** Does something when all searches so far are over, if more is wanted then. */
  after(action: () => void): void
  /** When all searches are over: is more wanted? */
  end(): Promise<boolean>
}

export function openTurns(scan: (chunks: AsyncIterable<Uint8Array>) => AsyncIterable<ScanMatches>): Turns {
  let last = Promise.resolve(true)

  async function taken(
    before: Promise<boolean>,
    batches: AsyncIterator<ScanMatches>,
    take: (batch: ScanMatches) => Promise<boolean>,
  ): Promise<boolean> {
    const first = batches.next()
    // whoever awaits it gets the error; until then it is not an unhandled one
    first.catch(() => undefined)
    let more = await before
    let step = first
    while (more) {
      const { done, value } = await step
      if (done) break
      more = await take(value)
      if (more) step = batches.next()
    }
    // not awaited: a source that is silent may never answer
    if (!more) void batches.return?.().catch(() => undefined)
    return more
  }

  return {
    async search(chunks, take) {
      const before = last
      const reading = ending(chunks)
      last = taken(before, scan(reading.chunks)[Symbol.asyncIterator](), take)
      // as above
      last.catch(() => undefined)
      const more = await Promise.race([reading.ended, last])
      return more && before
    },
    after(action) {
      last = last.then((more) => {
        if (more) action()
        return more
      })
      // as above
      last.catch(() => undefined)
    },
    end: () => last,
  }
}

/** The same chunks, and a promise that all of them were used. */
function ending(chunks: AsyncIterable<Uint8Array>): { chunks: AsyncIterable<Uint8Array>; ended: Promise<true> } {
  let end: (ended: true) => void
  const ended = new Promise<true>((resolve) => (end = resolve))
  async function* passed(): AsyncGenerator<Uint8Array> {
    yield* chunks
    end(true)
  }
  return { chunks: passed(), ended }
}
