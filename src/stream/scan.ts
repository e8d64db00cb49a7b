// Matches in one long sequence: windows of it are searched with an overlap of m - 1, so that nothing is lost or found twice.
import { record } from '../check.js'
import type { Match, Matches } from '../hamming/columns.js'
import { blockOf, findIn, resolveLimit, resolveSearch, type FindOptions, type Search } from '../hamming/matches.js'
import type { Pattern } from '../hamming/patterns.js'
import { chunksOf, sizeOf, watcher, windowFor, windowsOf, type ScanSource, type WatchOptions } from './windows.js'

/** Options of `scan`. */
export interface ScanOptions extends FindOptions, WatchOptions {}

/** A batch of matches. Starts are counted from the beginning of the sequence and may exceed 2^32. */
export interface ScanMatches extends Omit<Matches, 'starts'> {
  /** leftmost indices in the sequence */
  readonly starts: Float64Array
  /** the piece of the sequence that the batch was found in: it covers every match of the batch */
  readonly window: {
    /** index of its first symbol in the sequence */
    readonly start: number
    /** the symbols, none where the batch is empty */
    readonly symbols: Uint8Array
  }
}

/** Most matches of a batch: where nearly every shift is one, their columns would take more than all else. */
const BATCH = 2 ** 17
/** Patterns that are planned before there is a text, and the longest text that is planned for. */
const MANY = 64
const PLANNED = 2 ** 25

/**
 * Searches one sequence of symbols that need not fit in memory. Yields batches in text order; concatenated they are the sorted whole, and
 * with `limit` its first matches. Memory: O(window), which is 1 MiB or a few patterns' length. Each batch owns its arrays.
 * @throws what findMatches throws, at the call; while iterating what the source throws, and `signal.reason`
 */
export function scan(source: ScanSource, patterns: Pattern | readonly Pattern[], options: ScanOptions): AsyncIterable<ScanMatches> {
  const search = resolveSearch('findMatches', patterns, options)
  const limit = resolveLimit(options)
  const watch = record('options', options) as WatchOptions
  const onWindow = watcher(watch, sizeOf(source))
  return scanWindows(chunksOf(source, watch.signal), search, limit, onWindow)
}

async function* scanWindows(
  chunks: AsyncIterable<Uint8Array>,
  search: Search,
  limit: number,
  onWindow: (done: number) => void,
): AsyncGenerator<ScanMatches> {
  const { longest, size } = windowOf(search)
  // more than can begin at one place, so that every batch gets ahead
  const most = Math.max(BATCH, search.list.searched.length + 1)
  let left = limit
  onWindow(0)
  for await (const window of windowsOf(chunks, size, longest - 1)) {
    const bound = window.symbols.length - (window.last ? 0 : longest - 1)
    for (let from = 0, to = 0; ; from = to) {
      const symbols = window.symbols.subarray(from)
      const found = findIn(search, { kind: 'text', symbols, ...search.matching }, Math.min(left, most))
      // a full batch ends before its last start, which may have more matches than were taken
      const full = found.truncated && found.count < left
      to = full ? Math.min(bound, from + found.starts[found.count - 1]) : bound
      const batch = cut(found, window.start + from, symbols, to - from, longest)
      left -= batch.count
      if (batch.count > 0 || batch.truncated) yield batch
      if (batch.truncated) return
      if (to === bound) break
    }
    onWindow(window.start + window.symbols.length - (window.last ? 0 : longest - 1))
  }
}

/** What a search cuts a sequence into: an index of very many patterns is made again for each window. */
export function windowOf(search: Search, least?: number): { longest: number; size: number } {
  const { lengths, searched } = search.list
  return windowFor(lengths, searched.length < MANY ? 0 : blockOf(search, PLANNED), least)
}

/** The matches that start before `bound`, in coordinates of the whole sequence: the others are seen again. */
function cut(found: Matches, start: number, symbols: Uint8Array, bound: number, longest: number): ScanMatches {
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
    window: around(found.starts.subarray(0, count), longest, symbols, start),
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

/** What sorted matches cover of a window that begins at `origin`, in memory of its own: often little of it. */
export function around(starts: Uint32Array | Float64Array, longest: number, symbols: Uint8Array, origin: number): ScanMatches['window'] {
  if (starts.length === 0) return { start: origin, symbols: new Uint8Array(0) }
  const first = starts[0]
  return { start: origin + first, symbols: new Uint8Array(symbols.subarray(first, starts[starts.length - 1] + longest)) }
}
