// A stream cut into overlapping windows.
import { wrongKind } from '../check.js'

/** Where the symbols of one sequence come from. */
export type ScanSource = AsyncIterable<Uint8Array> | ReadableStream<Uint8Array> | Blob

export interface Window {
  /** index of the window's first symbol in the sequence */
  readonly start: number
  /** valid until the next window is asked for */
  readonly symbols: Uint8Array
  /** nothing follows */
  readonly last: boolean
}

/** Least symbols of a window. */
export const WINDOW = 2 ** 20
/** Most symbols of a window that is wide only to amortise the layout of many patterns. */
const WIDE_WINDOW = 2 ** 26

/**
 * What to cut a sequence into for patterns of these lengths. A window is at least `least` symbols, eight times the longest pattern, and so wide
 * that laying out the patterns costs little beside searching: `block` symbols are wanted for that, where it is known.
 */
export function windowFor(lengths: Uint32Array, block: number, least = WINDOW): { longest: number; size: number } {
  const longest = lengths.reduce((most, m) => Math.max(most, m), 1)
  const positions = lengths.reduce((sum, m) => sum + m, 0)
  return { longest, size: Math.max(least, Math.min(WIDE_WINDOW, Math.max(4 * positions, block + longest)), 8 * longest) }
}

/** Memory for a window, in place of the one that was handed out. */
export type NextWindow = (before: Uint8Array) => Uint8Array

/**
 * Windows of `size` symbols, each beginning with the last `overlap` symbols of the one before; the last window may be shorter, and empty when
 * the sequence is. Each is written over the one before unless `next` gives other memory, of up to `size` bytes. Memory: O(size), and less for
 * short sequences.
 */
export async function* windowsOf(
  chunks: AsyncIterable<Uint8Array>,
  size: number,
  overlap: number,
  next: NextWindow = (before) => before,
): AsyncGenerator<Window> {
  let window = next(new Uint8Array(0))
  let held = 0
  let start = 0
  for await (const chunk of chunks) {
    if (!(chunk instanceof Uint8Array)) throw wrongKind('source', 'chunks of type Uint8Array', chunk)
    for (let from = 0; from < chunk.length;) {
      // a full window is handed out when more arrives, so that the last one is known to be the last
      if (held === size) {
        const tail = window.slice(held - overlap, held)
        yield { start, symbols: window, last: false }
        window = next(window)
        start += held - overlap
        held = overlap
        if (held > window.length) window = resized(window, 0, size)
        window.set(tail)
      }
      const take = Math.min(size - held, chunk.length - from)
      if (held + take > window.length) window = resized(window, held, Math.min(size, Math.max(held + take, 2 * held)))
      window.set(chunk.subarray(from, from + take), held)
      held += take
      from += take
    }
  }
  yield { start, symbols: window.subarray(0, held), last: true }
}

/** A longer array that begins with the first `held` symbols: short sequences never pay for a whole window. */
function resized(window: Uint8Array, held: number, length: number): Uint8Array {
  const longer = new Uint8Array(length)
  longer.set(window.subarray(0, held))
  return longer
}

/** The chunks of a source; its kind is checked at once, it is read when iterated. */
export function chunksOf(source: ScanSource, signal?: AbortSignal): AsyncIterable<Uint8Array> {
  const chunks = iterable(source)
  return signal ? abortable(chunks, signal) : chunks
}

function iterable(source: ScanSource): AsyncIterable<Uint8Array> {
  if (source instanceof Blob) return iterable(source.stream())
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

/** The same chunks; waiting for one ends when the signal is given, with its reason. */
async function* abortable(chunks: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]()
  let finished = false
  let wake: (() => void) | undefined
  const stop = (): void => wake?.()
  signal.addEventListener('abort', stop)
  try {
    for (;;) {
      signal.throwIfAborted()
      // no race against one promise for all: it would hold every chunk that it ever lost to
      const { done, value } = await new Promise<IteratorResult<Uint8Array>>((resolve, reject) => {
        wake = () => reject(signal.reason)
        iterator.next().then(resolve, reject)
      })
      finished = done === true
      if (finished) return
      yield value
    }
  } finally {
    signal.removeEventListener('abort', stop)
    // not awaited: a source that is silent may never say that it has closed
    if (!finished) void Promise.resolve(iterator.return?.()).catch(() => undefined)
  }
}

/** Symbols of a source, where it tells. */
export function sizeOf(source: ScanSource): number | undefined {
  return source instanceof Blob ? source.size : undefined
}

/** How a long call is watched and stopped. */
export interface WatchOptions {
  /** aborts between windows; the iteration then rejects with `signal.reason` */
  signal?: AbortSignal
  /** called after each window with the symbols searched, and their number in all where it is known */
  onProgress?: (progress: { done: number; total?: number }) => void
}

/** What to do between windows; `total` is the number of symbols, where it is known. */
export function watcher({ signal, onProgress }: WatchOptions, total?: number): (done: number) => void {
  if (signal !== undefined && typeof signal?.throwIfAborted !== 'function') throw wrongKind('signal', 'an AbortSignal', signal)
  if (onProgress !== undefined && typeof onProgress !== 'function') throw wrongKind('onProgress', 'a function', onProgress)
  return (done) => {
    onProgress?.({ done, ...(total !== undefined && { total }) })
    signal?.throwIfAborted()
  }
}
