// A pool of workers that search: the functions of the library as promises.
import { integer, record } from '../check.js'
import type {
  DistanceOptions,
  FindOptions,
  Matches,
  MatchOptions,
  Pattern,
  PreparedPattern,
  PreparedText,
  ScanMatches,
  ScanOptions,
  ScanSource,
  Sequence,
  WatchOptions,
} from '../index.js'
import { poolCounts, poolDistances, poolMatches } from './calls.js'
import { openCrew, type Platform } from './crew.js'
import { poolScan } from './scan.js'

/** Options of `createPool`. */
export interface PoolOptions {
  /** number of workers, an integer >= 1; default: as many as the machine runs at the same time */
  threads?: number
}

/**
 * Workers that search at the same time. Results are those of the functions without a pool, byte for byte; `memoryLimit` holds for each worker.
 * `signal` aborts a call: it rejects at once, and a worker that still searches 50 ms later is replaced. `onProgress` tells after each piece how
 * many of the text's symbols have been searched.
 *
 * Promises reject with what the function throws, with `signal.reason`, and with HammingwayError WORKER_DIED (a worker ended during the call;
 * the pool goes on with another) or POOL_CLOSED.
 */
export interface Pool {
  /** number of workers */
  readonly threads: number
  /** `findMatches`, its text and patterns shared out among the workers. */
  findMatches(text: Sequence | PreparedText, patterns: Pattern | readonly Pattern[], options: FindOptions & WatchOptions): Promise<Matches>
  /** `countMatches`, likewise. */
  countMatches(
    text: Sequence | PreparedText,
    patterns: Pattern | readonly Pattern[],
    options: MatchOptions & WatchOptions,
  ): Promise<Float64Array>
  /** `hammingDistances`, its shifts shared out. */
  hammingDistances(
    text: Sequence | PreparedText,
    pattern: Sequence | PreparedPattern,
    options?: DistanceOptions & WatchOptions,
  ): Promise<Uint32Array>
  /** `scan`, up to two windows a worker at a time. Batches may be cut elsewhere; concatenated they are the same. */
  scan(source: ScanSource, patterns: Pattern | readonly Pattern[], options: ScanOptions): AsyncIterable<ScanMatches>
  /** Ends the workers. Calls under way reject with POOL_CLOSED. In Node a pool that is not closed keeps the process running. */
  close(): Promise<void>
}

export function createPoolOn(platform: Platform, options?: PoolOptions): Pool {
  const { threads = platform.threads() } = record('options', options)
  const crew = openCrew(platform, integer('threads', threads, 1, 1024))
  return {
    threads: crew.threads,
    findMatches: (text, patterns, given) => poolMatches(crew, text, patterns, given),
    countMatches: (text, patterns, given) => poolCounts(crew, text, patterns, given),
    hammingDistances: (text, pattern, given) => poolDistances(crew, text, pattern, given),
    scan: (source, patterns, given) => poolScan(crew, source, patterns, given),
    close: () => crew.close(),
  }
}
