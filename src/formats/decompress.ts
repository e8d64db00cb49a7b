import type { Input } from './source.js'

// What a decompressor is given at a time. Deflate can grow a thousandfold, so this bounds what may pile up behind it.
const SLICE = 1 << 14

/**
 * Passes `input` through a gzip DecompressionStream. Errors of the input come as they are, those of the stream through `explain`.
 *
 * Not by `pipeThrough`: in Node 20 the two ends of the stream hold up to 16384 chunks each before they make anybody wait, so a pipe would
 * read a whole file into memory. Here the next slice is written only while somebody waits for output.
 */
export async function* decompress(input: Pick<Input, 'next'>, explain: (error: unknown) => Error): AsyncGenerator<Uint8Array, void> {
  const stream = new DecompressionStream('gzip')
  const reader: ReadableStreamDefaultReader<Uint8Array> = stream.readable.getReader()
  const writer = (stream.writable as WritableStream<Uint8Array>).getWriter()
  let chunk: Uint8Array | undefined
  let inputFailed = false
  let inputEnded = false
  let writing: Promise<void> | undefined

  async function write(): Promise<void> {
    try {
      chunk = chunk && chunk.length > 0 ? chunk : await input.next()
    } catch (error) {
      inputFailed = true
      throw error
    }
    inputEnded = chunk === undefined
    // The end is not waited for, since the reader tells when all is out.
    if (!chunk) return void writer.close().catch(() => {})
    const slice = chunk.subarray(0, SLICE)
    chunk = chunk.subarray(SLICE)
    await writer.write(slice)
  }

  try {
    for (;;) {
      const reading = reader.read()
      let step: ReadableStreamReadResult<Uint8Array> | void = undefined
      while (!step) {
        if (inputEnded) step = await reading
        else {
          writing ??= write().finally(() => (writing = undefined))
          step = await Promise.race([reading, writing])
        }
      }
      if (step.done) return
      yield step.value
    }
  } catch (error) {
    throw inputFailed ? error : explain(error)
  } finally {
    reader.cancel().catch(() => {})
  }
}

/** Passes all of `packed` through a gzip DecompressionStream, which must give exactly `size` bytes. Throws what the stream throws, or RangeError. */
export async function decompressWhole(packed: Uint8Array, size: number): Promise<Uint8Array> {
  const stream = new DecompressionStream('gzip')
  const reader: ReadableStreamDefaultReader<Uint8Array> = stream.readable.getReader()
  const writer = (stream.writable as WritableStream<Uint8Array>).getWriter()
  // Whatever goes wrong there, the reader tells.
  writer.write(packed).catch(() => {})
  writer.close().catch(() => {})
  const out = new Uint8Array(size)
  let length = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      if (value.length > size - length) throw new RangeError('more bytes than it announces')
      out.set(value, length)
      length += value.length
    }
  } finally {
    reader.cancel().catch(() => {})
  }
  if (length < size) throw new RangeError('fewer bytes than it announces')
  return out
}
