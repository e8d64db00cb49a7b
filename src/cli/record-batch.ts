// Short records joined to one text: a search has costs of its own, which a million records must not pay a million times. Records are only laid
// side by side, so matches that cross a border are found as well, and dropped. Symbols between records would not do instead: a match may
// reach over them by as many positions as may mismatch, and under 'exact' every symbol is one that a record may hold.
import type { Match, ScanMatches } from 'hammingway'
import type { Piece } from './piece.js'

/** Records up to here are joined. */
const SHORT = 2 ** 16
/** Symbols after which a text is searched: few at first, so that a reader of the rows need not wait. */
const FIRST = 2 ** 16
const MOST = 2 ** 22

/** What reports take: matches of one record, in its coordinates. */
export interface Found extends Pick<ScanMatches, 'count' | 'mismatches' | 'patterns' | 'window'>, Iterable<Match> {}

export interface RecordBatch {
  /** is it time to search? */
  full(): boolean
  /**
   * Joins a record to the text. Of a record that is too long for that it returns all chunks, and leaves the text as it was. Each chunk is shown to
   * `see` as it passes.
   */
  hold(record: Pick<Piece, 'name' | 'chunks'>, see: (chunk: Uint8Array) => void): Promise<AsyncIterable<Uint8Array> | undefined>
  /** The text, valid until the next record is held, and who is in it; begins a new one. */
  take(): Joined
}

export interface Joined {
  readonly symbols: Uint8Array
  /** the records' names and where each ends in the text */
  readonly names: readonly string[]
  readonly ends: readonly number[]
}

export function openBatch(): RecordBatch {
  let text = new Uint8Array(2 * SHORT)
  let names: string[] = []
  let ends: number[] = []
  let used = 0
  let enough = FIRST

  function append(chunk: Uint8Array): void {
    if (used + chunk.length > text.length) {
      const larger = new Uint8Array(Math.max(2 * text.length, used + chunk.length))
      larger.set(text.subarray(0, used))
      text = larger
    }
    text.set(chunk, used)
    used += chunk.length
  }

  return {
    full: () => used >= enough,
    async hold({ name, chunks }, see) {
      const from = used
      const iterator = chunks[Symbol.asyncIterator]()
      for (;;) {
        const { done, value } = await iterator.next()
        if (done) break
        see(value)
        if (used - from + value.length > SHORT) {
          const held = text.slice(from, used)
          used = from
          return resumed(held, value, iterator, see)
        }
        append(value)
      }
      names.push(name)
      ends.push(used)
      return undefined
    },
    take() {
      // without what there is of a record that could not be read to its end
      const joined = { symbols: text.subarray(0, ends.at(-1) ?? 0), names, ends }
      names = []
      ends = []
      used = 0
      enough = Math.min(MOST, 2 * enough)
      return joined
    },
  }
}

async function* resumed(
  held: Uint8Array,
  next: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
  see: (chunk: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  if (held.length > 0) yield held
  yield next
  for (let step = await rest.next(); !step.done; step = await rest.next()) {
    see(step.value)
    yield step.value
  }
}

/** Hands the matches in a joined text out record by record, as batches of them come. */
export function splitter({ names, ends }: Joined, lengths: ArrayLike<number>): (batch: ScanMatches) => Iterable<[string, Found]> {
  let record = 0
  return function* (batch) {
    const { starts, count } = batch
    for (let i = 0; i < count;) {
      while (ends[record] <= starts[i]) record++
      const end = ends[record]
      const inside: number[] = []
      for (; i < count && starts[i] < end; i++) if (starts[i] + lengths[batch.patterns[i]] <= end) inside.push(i)
      if (inside.length > 0) yield [names[record], foundIn(batch, inside, record === 0 ? 0 : ends[record - 1], lengths)]
    }
  }
}

/** Some matches of a batch, counted from where their record begins. */
function foundIn(batch: ScanMatches, inside: readonly number[], begin: number, lengths: ArrayLike<number>): Found {
  const { window, starts } = batch
  const mismatches = Uint32Array.from(inside, (i) => batch.mismatches[i])
  const patterns = Uint32Array.from(inside, (i) => batch.patterns[i])
  return {
    count: inside.length,
    mismatches,
    patterns,
    window: { start: window.start - begin, symbols: window.symbols },
    *[Symbol.iterator]() {
      for (const [h, i] of inside.entries()) {
        const start = starts[i] - begin
        const end = start + lengths[patterns[h]]
        yield { start, end, strand: batch.strands[i] > 0 ? '+' : '-', pattern: patterns[h], mismatches: mismatches[h] }
      }
    },
  }
}
