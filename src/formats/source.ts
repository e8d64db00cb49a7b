/**
 * Where bytes come from: chunks of any size (Node streams are async iterables), a web stream, a Blob or File, or the bytes themselves.
 * They are only read, but some are looked at again after the next chunk was asked for, so a source must not write over a chunk it gave out.
 */
export type Source = AsyncIterable<Uint8Array> | Iterable<Uint8Array> | ReadableStream<Uint8Array> | Blob | Uint8Array

/** Bytes on demand: never an empty chunk, `undefined` at the end. */
export interface Input {
  /** Its chunks are nobody else's: they may be written over. */
  readonly own: boolean
  /** `used`: a chunk of it that nobody needs any longer. */
  next(used?: Uint8Array): Promise<Uint8Array | undefined>
  close(): Promise<void>
}

// Longer chunks are cut, so that memory follows this size and not the size of an array someone already has.
const LONGEST_CHUNK = 1 << 20

type ChunkIterator = Iterator<Uint8Array, unknown, Uint8Array | undefined> | AsyncIterator<Uint8Array, unknown, Uint8Array | undefined>

/** Throws a TypeError unless `source` is a Source. Its chunks are checked as they come. */
export function checkSource(source: unknown): asserts source is Source {
  if (typeof source === 'object' && source !== null) {
    if (isBytes(source) || isBlob(source) || isStream(source) || Symbol.asyncIterator in source || Symbol.iterator in source) return
  }
  throw new TypeError(`"source" expected bytes, chunks of bytes, a ReadableStream or a Blob, got ${kindOf(source)}`)
}

/** Starts reading. Nothing is read before the first `next`. `own`: see Input. */
export function openSource(source: Source, own: boolean): Input {
  const chunks = iteratorOf(source)
  let rest: Uint8Array | undefined
  let reading = false

  async function read(used: Uint8Array | undefined): Promise<Uint8Array | undefined> {
    reading = true
    try {
      for (;;) {
        const step = await chunks.next(used)
        if (step.done) return undefined
        if (!isBytes(step.value)) throw new TypeError(`"source" expected chunks that are Uint8Array, got ${kindOf(step.value)}`)
        if (step.value.length > 0) return step.value
      }
    } finally {
      reading = false
    }
  }

  return {
    own,
    async next(used) {
      const chunk = rest ?? (await read(used))
      if (chunk === undefined || chunk.length <= LONGEST_CHUNK) {
        rest = undefined
        return chunk
      }
      rest = chunk.subarray(LONGEST_CHUNK)
      return chunk.subarray(0, LONGEST_CHUNK)
    },
    async close() {
      const closing = Promise.resolve(chunks.return?.()).catch(() => {})
      // A generator answers `return` only after the `next` under way, which on an idle pipe may be never.
      if (!reading) await closing
    },
  }
}

function iteratorOf(source: Source): ChunkIterator {
  if (isBytes(source)) return [source].values()
  if (isBlob(source)) return readerOf(source.stream())
  // Not every browser can iterate a stream, but all have readers.
  if (isStream(source)) return readerOf(source)
  return Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]()
}

function readerOf(stream: ReadableStream<Uint8Array>): AsyncIterator<Uint8Array, unknown, Uint8Array | undefined> {
  const reader = stream.getReader()
  return {
    next: () => reader.read() as Promise<IteratorResult<Uint8Array>>,
    async return() {
      await reader.cancel()
      reader.releaseLock()
      return { done: true, value: undefined }
    },
  }
}

// By tag and not by instanceof: arrays of other realms (iframes, vm contexts) count too.
function isBytes(value: unknown): value is Uint8Array {
  return ArrayBuffer.isView(value) && Object.prototype.toString.call(value) === '[object Uint8Array]'
}

function isBlob(value: object): value is Blob {
  return 'stream' in value && typeof value.stream === 'function' && 'size' in value
}

function isStream(value: object): value is ReadableStream<Uint8Array> {
  return 'getReader' in value && typeof value.getReader === 'function'
}

function kindOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value
  return Object.prototype.toString.call(value).slice(8, -1)
}
