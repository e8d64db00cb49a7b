// The distance at every shift of one long sequence, window by window.
import { fraction, record } from '../check.js'
import { hammingDistances, type DistanceOptions } from '../hamming/index.js'
import { resolveMatching, resolveRun } from '../options.js'
import { resolvePattern, type PreparedPattern, type Sequence } from '../sequence.js'
import { chunksOf, sizeOf, watcher, windowsOf, type ScanSource, type WatchOptions } from './windows.js'

/** Options of `scanDistances`. */
export interface ScanDistancesOptions extends Omit<DistanceOptions, 'out'>, WatchOptions {}

/** Distances at the shifts start, start + 1, ...; the array is the batch's own. */
export interface DistanceBatch {
  /** the first shift */
  readonly start: number
  /** a distance for each shift */
  readonly distances: Uint32Array
}

const WINDOW = 2 ** 20
const DEFAULT_DELTA = 0.01

/**
 * hammingDistances over a sequence that need not fit in memory: batches in order, which concatenate to the whole. Memory: O(window), which is
 * 1 MiB or eight times the pattern. With `epsilon`, delta is shared out among the windows, so that it holds for all shifts at once.
 * @throws what hammingDistances throws, at the call; while iterating what the source throws, and `signal.reason`
 */
export function scanDistances(
  source: ScanSource,
  pattern: Sequence | PreparedPattern,
  options: ScanDistancesOptions = {},
): AsyncIterable<DistanceBatch> {
  const given = record('options', options)
  const prepared = resolvePattern('pattern', pattern, resolveMatching(given))
  resolveRun(given)
  hammingDistances('', prepared, { ...options, onCounts: undefined }) // checks the other options; an empty text has no shifts
  const onWindow = watcher(options, sizeOf(source))
  return distancesOf(chunksOf(source, options.signal), prepared, options, onWindow)
}

async function* distancesOf(
  chunks: AsyncIterable<Uint8Array>,
  pattern: PreparedPattern,
  options: ScanDistancesOptions,
  onWindow: (done: number) => void,
): AsyncGenerator<DistanceBatch> {
  const m = pattern.keys.length
  const delta = options.delta === undefined ? DEFAULT_DELTA : fraction('delta', options.delta)
  let windows = 0
  onWindow(0)
  for await (const { start, symbols, last } of windowsOf(chunks, Math.max(WINDOW, 8 * m), m - 1)) {
    windows++
    // 1/2 + 1/6 + 1/12 + ... = 1: however many windows there will be
    const share = options.epsilon === undefined ? {} : { delta: delta / (windows * (windows + 1)) }
    const distances = hammingDistances(symbols, pattern, { ...options, ...share })
    if (distances.length > 0) yield { start, distances }
    onWindow(start + symbols.length - (last ? 0 : m - 1))
  }
}
