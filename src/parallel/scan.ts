// scan on the workers of a crew: windows are searched side by side, and their matches come in the order of the text.
import type { MatchColumns } from '../hamming/columns.js'
import { scan, type Match, type Pattern, type ScanMatches, type ScanOptions, type ScanSource } from '../index.js'
import { resolveSearch, type Search } from '../hamming/matches.js'
import { around, windowOf } from '../stream/scan.js'
import { chunksOf, sizeOf, watcher, windowsOf, WINDOW, type Window } from '../stream/windows.js'
import { AHEAD_A_THREAD, type Crew } from './crew.js'
import { inOrder } from './in-order.js'
import type { FoundColumns } from './message.js'
import { lengthOf, ownedPatterns } from './patterns.js'

/** Most matches of a window that come back at once; one that has more is searched here, batch by batch. */
const BATCH = 2 ** 17
/** Symbols of a window times patterns: a few milliseconds of work, beside which the way to a worker and a plan take little. */
const WORK = 2 ** 24
/** Windows of few patterns: two for each thread, and one, are in memory. */
const WIDEST = 2 ** 22
/** A sequence of fewer symbols is searched here: it is done before a worker would have it. */
const SHORT = 2 ** 16

/** scan on the workers of a crew. Memory: O(window) for each of them. */
export function poolScan(
  crew: Crew,
  source: ScanSource,
  patterns: Pattern | readonly Pattern[],
  options: ScanOptions,
): AsyncIterable<ScanMatches> {
  scan(new Blob(), patterns, options) // the library's own check of every argument
  const search = resolveSearch('findMatches', patterns, options)
  const onWindow = watcher(options, sizeOf(source))
  return scanned(crew, chunksOf(source, options.signal), search, patterns, options, onWindow)
}

/** Matches of a window: its columns, and which of them belong to it. */
interface Batch {
  readonly columns: Omit<MatchColumns, 'starts'> & { readonly starts: Uint32Array | Float64Array }
  readonly count: number
  /** added to the starts */
  readonly origin: number
  readonly window: ScanMatches['window']
}

async function* scanned(
  crew: Crew,
  chunks: AsyncIterable<Uint8Array>,
  search: Search,
  patterns: Pattern | readonly Pattern[],
  options: ScanOptions,
  onWindow: (done: number) => void,
): AsyncGenerator<ScanMatches, void> {
  const { signal, onProgress: _p, limit = Infinity, onCounts: _c, ...settings } = options
  const owned = ownedPatterns(patterns)
  const lengths = Uint32Array.from(owned, lengthOf)
  const { longest, size } = windowOf(search, Math.max(WINDOW, Math.min(WIDEST, WORK / search.list.searched.length)))
  const most = Math.min(limit, BATCH) + 1
  const job = crew.hire({ task: 'findMatches', patterns: owned, options: settings })

  /** How many symbols of a window are its own: matches that start behind them belong to the next. */
  const ownOf = ({ symbols, last }: Window): number => symbols.length - (last ? 0 : longest - 1)

  async function* here(window: Window, own: number): AsyncGenerator<Batch> {
    for await (const batch of scan(chunkOf(window.symbols), patterns, { ...settings, signal })) {
      let count = batch.count
      while (count > 0 && batch.starts[count - 1] >= own) count--
      const { start, symbols } = batch.window
      yield { columns: batch, count, origin: window.start, window: { start: start + window.start, symbols } }
    }
    crew.spares.give(window.symbols)
  }

  async function run(window: Window): Promise<{ batches: Iterable<Batch> | AsyncIterable<Batch>; done: number }> {
    const own = ownOf(window)
    const done = window.start + own
    if (window.symbols.length < SHORT) return { batches: here(window, own), done }
    const answer = await crew.run({ job, symbols: window.symbols, starts: own, limit: most }, signal)
    const { columns, symbols } = answer as { columns: FoundColumns; symbols: Uint8Array }
    const count = columns.starts.length
    if (count === most) return { batches: here({ ...window, symbols }, own), done }
    const found = around(columns.starts, longest, symbols, window.start)
    crew.spares.give(symbols)
    return { batches: [{ columns, count, origin: window.start, window: found }], done }
  }

  let left = limit
  onWindow(0)
  try {
    // each has memory of its own: it goes to a worker while the next one is filled
    const bytes = Math.min(size, WIDEST)
    const windows = windowsOf(chunks, size, longest - 1, () => new Uint8Array(crew.spares.take(bytes), 0, bytes))
    for await (const { batches, done } of inOrder(windows, AHEAD_A_THREAD * crew.threads, run)) {
      for await (const batch of batches) {
        const matches = matchesOf(batch, left, lengths)
        left -= matches.count
        if (matches.count > 0 || matches.truncated) yield matches
        if (matches.truncated) return
      }
      onWindow(done)
    }
  } finally {
    crew.retire(job)
  }
}

async function* chunkOf(symbols: Uint8Array): AsyncGenerator<Uint8Array> {
  yield symbols
}

/** The first `limit` matches of a batch, in coordinates of the whole sequence. */
function matchesOf({ columns, count: all, origin, window }: Batch, limit: number, lengths: Uint32Array): ScanMatches {
  const count = Math.min(all, limit)
  const starts = Float64Array.from(columns.starts.subarray(0, count), (start) => start + origin)
  const [mismatches, patterns] = [columns.mismatches.slice(0, count), columns.patterns.slice(0, count)]
  const strands = columns.strands.slice(0, count)
  return {
    count,
    starts,
    mismatches,
    patterns,
    strands,
    truncated: all > limit,
    window: count > 0 ? window : { start: window.start, symbols: new Uint8Array(0) },
    *[Symbol.iterator](): Generator<Match> {
      for (let i = 0; i < count; i++) {
        const [start, pattern] = [starts[i], patterns[i]]
        yield { start, end: start + lengths[pattern], strand: strands[i] > 0 ? '+' : '-', pattern, mismatches: mismatches[i] }
      }
    },
  }
}
