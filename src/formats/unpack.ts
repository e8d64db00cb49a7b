import { blockSize, unpackBlocks } from './bgzf.js'
import { byteQueue, type ByteQueue } from './byte-queue.js'
import { FormatError } from './format-error.js'
import { gunzip, type Gunzip } from './gunzip.js'
import type { Input } from './source.js'

// Decompressors hand out 16 to 64 KiB at a time. Larger chunks cost a copy here and save many steps in everything behind.
const CHUNK = 1 << 18

/** The input itself, or what it unpacks to when its first bytes say gzip (BGZF is gzip too). */
export async function unpack(input: Input, gunzipBlock?: Gunzip): Promise<Input> {
  const queue = byteQueue(input)
  await queue.fill(2)
  if (!startsGzip(queue.ahead)) return queue
  const chunks = gather(members(queue, gunzipBlock))
  return {
    own: true,
    async next() {
      const step = await chunks.next()
      return step.value ?? undefined
    },
    async close() {
      await chunks.return()
      await input.close()
    },
  }
}

async function* members(queue: ByteQueue, gunzipBlock?: Gunzip): AsyncGenerator<Uint8Array, void> {
  if ((await blockSize(queue)) !== undefined) yield* unpackBlocks(queue, gunzipBlock)
  // An ordinary member, in front or behind BGZF blocks: its end can only be found by unpacking, so the rest goes as one stream.
  if ((await queue.fill(2)) === 0) return
  if (!startsGzip(queue.ahead)) throw new FormatError('the gzip data is followed by bytes that are not gzip')
  yield* gunzip(queue)
}

// A file of the first byte alone is gzip cut short.
function startsGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && (bytes.length === 1 || bytes[1] === 0x8b)
}

async function* gather(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let chunk = new Uint8Array(CHUNK)
  let length = 0
  for await (const piece of pieces) {
    if (piece.length >= CHUNK) {
      if (length > 0) {
        yield chunk.subarray(0, length)
        chunk = new Uint8Array(CHUNK)
        length = 0
      }
      yield piece
      continue
    }
    for (let at = 0; at < piece.length;) {
      const part = piece.subarray(at, at + CHUNK - length)
      chunk.set(part, length)
      length += part.length
      at += part.length
      if (length === CHUNK) {
        yield chunk
        chunk = new Uint8Array(CHUNK)
        length = 0
      }
    }
  }
  if (length > 0) yield chunk.subarray(0, length)
}
