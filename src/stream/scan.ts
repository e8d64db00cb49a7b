// One long sequence from a stream: windows of it are searched with an overlap of m - 1, so that nothing is lost or found twice.
import { record, wrongKind } from '../check.js'
import { findIn, resolveLimit, resolveSearch, type FindOptions, type Search } from '../hamming/matches.js'
import type { Match, Matches } from '../hamming/columns.js'
import type { Pattern } from '../hamming/patterns.js'

export interface ScanOptions extends FindOptions {
  /** aborts between windows; the iteration then rejects with `signal.reason` */
  signal?: AbortSignal
  /** called after each window with the symbols searched, and their number in all where it is known */
  onProgress?: (progress: { done: number; total?: number }) => void
}

/** A batch of matches. Starts are counted from the beginning of the sequence and may exceed 2^32. */
export interface ScanMatches extends Omit<Matches, 'starts'> {
  readonly starts: Float64Array
  /** the piece of the sequence that the batch was found in: it covers every match of the batch */
  readonly window: { readonly start: number; readonly symbols: Uint8Array }
}

export type ScanSource = AsyncIterable<Uint8Array> | ReadableStream<Uint8Array> | Blob

/** Least symbols of a window. */
const WINDOW = 2 ** 20
/** Most symbols of a window that only amortises the layout of many patterns. */
const WIDE_WINDOW = 2 ** 26

/**
 * Searches one sequence of symbols that need not fit in memory. Yields batches in text order; concatenated they are the sorted whole, and
 * with `limit` its first matches. Memory: O(window), which is 1 MiB or a few patterns' length. Each batch owns its arrays.
 * @throws what findMatches throws, at the call; while iterating what the source throws, and `signal.reason`
 */
export function scan(source: ScanSource, patterns: Pattern | readonly Pattern[], options: ScanOptions): AsyncIterable<ScanMatches> {
  const { signal, onProgress } = record('options', options) as Partial<ScanOptions>
  if (signal !== undefined && typeof signal?.throwIfAborted !== 'function') throw wrongKind('signal', 'an AbortSignal', signal)
  if (onProgress !== undefined && typeof onProgress !== 'function') throw wrongKind('onProgress', 'a function', onProgress)
  const search = resolveSearch(patterns, options)
  const limit = resolveLimit(options)
  const chunks = chunksOf(source)
  const total = source instanceof Blob ? source.size : undefined
  return scanWindows(chunks, search, limit, (done) => {
    onProgress?.({ done, ...(total !== undefined && { total }) })
    signal?.throwIfAborted()
  })
}

async function* scanWindows(
  chunks: AsyncIterable<Uint8Array>,
  search: Search,
  limit: number,
  onWindow: (done: number) => void,
): AsyncGenerator<ScanMatches> {
  const { longest, size } = windowOf(search)
  let window: Uint8Array<ArrayBuffer> = new Uint8Array(0)
  let held = 0 // symbols in the window
  let start = 0 // index of its first symbol in the sequence
  let left = limit
  const searchWindow = (last: boolean): ScanMatches => {
    const symbols = window.subarray(0, held)
    const found = findIn(search, { kind: 'text', symbols, ...search.matching }, left)
    // a start within the overlap is seen again, with its whole site, in the next window
    const batch = cut(found, last ? held : held - (longest - 1), start, symbols)
    left -= batch.count
    return batch
  }
  onWindow(0)
  for await (const chunk of chunks) {
    if (!(chunk instanceof Uint8Array)) throw wrongKind('source', 'chunks of type Uint8Array', chunk)
    for (let from = 0; from < chunk.length;) {
      const take = Math.min(size - held, chunk.length - from)
      if (held + take > window.length) window = resized(window, held, Math.min(size, Math.max(held + take, 2 * held)))
      window.set(chunk.subarray(from, from + take), held)
      held += take
      from += take
      if (held < size) continue
      const batch = searchWindow(false)
      const keep = longest - 1
      if (batch.count > 0) window = window.slice() // the batch keeps its own
      window.copyWithin(0, held - keep, held)
      start += held - keep
      held = keep
      if (batch.count > 0 || batch.truncated) yield batch
      if (batch.truncated) return
      onWindow(start)
    }
  }
  const batch = searchWindow(true)
  if (batch.count > 0 || batch.truncated) yield batch
  onWindow(start + held)
}

/** A longer array that begins with the first `held` symbols: short sequences never pay for a whole window. */
function resized(window: Uint8Array, held: number, length: number): Uint8Array<ArrayBuffer> {
  const longer = new Uint8Array(length)
  longer.set(window.subarray(0, held))
  return longer
}

/** A window is at least 1 MiB, eight times the longest pattern, and so wide that laying out the patterns costs little beside searching. */
function windowOf({ list }: Search): { longest: number; size: number } {
  const longest = list.lengths.reduce((most, m) => Math.max(most, m), 1)
  const positions = list.lengths.reduce((sum, m) => sum + m, 0)
  return { longest, size: Math.max(WINDOW, Math.min(WIDE_WINDOW, 4 * positions), 8 * longest) }
}

/** The matches that start before `bound`, in coordinates of the whole sequence. */
function cut(found: Matches, bound: number, start: number, symbols: Uint8Array): ScanMatches {
  let count = found.count
  while (count > 0 && found.starts[count - 1] >= bound) count--
  const starts = Float64Array.from(found.starts.subarray(0, count), (s) => s + start)
  return {
    count,
    starts,
    mismatches: found.mismatches.slice(0, count),
    patterns: found.patterns.slice(0, count),
    strands: found.strands.slice(0, count),
    truncated: found.truncated && count === found.count,
    window: { start, symbols },
    *[Symbol.iterator](): Generator<Match> {
      let i = 0
      for (const match of found) {
        if (i === count) return
        yield { ...match, start: starts[i], end: match.end + start }
        i++
      }
    },
  }
}

/** The chunks of a source; its kind is checked at once, it is read when iterated. */
function chunksOf(source: ScanSource): AsyncIterable<Uint8Array> {
  if (source instanceof Blob) return chunksOf(source.stream())
  if (typeof source === 'object' && source !== null) {
    if (Symbol.asyncIterator in source) return source
    if (typeof (source as ReadableStream).getReader === 'function') return readAll(source)
  }
  throw wrongKind('source', 'an AsyncIterable of Uint8Array, a ReadableStream or a Blob', source)
}

/** For engines whose streams cannot be iterated. */
async function* readAll(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel()
  }
}
