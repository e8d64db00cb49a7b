// A file as chunks in memory that is filled again once they were used.
import { createReadStream } from 'node:fs'
import { open, stat, type FileHandle } from 'node:fs/promises'

export interface OpenFile {
  readonly chunks: AsyncIterable<Uint8Array>
  /** how far it has been read */
  readonly bytesRead: number
}

/** Large reads: a file goes through at the speed of the disk cache. */
const READ = 1 << 20

/** The chunks of a file, nobody else's. It is opened when they are asked for. */
export async function openFile(path: string): Promise<OpenFile> {
  // closing what is no regular file could wait for a read that never ends; a stream does not
  if (!(await stat(path)).isFile()) {
    const stream = createReadStream(path, { highWaterMark: READ })
    return { chunks: stream, get bytesRead() { return stream.bytesRead } } // prettier-ignore
  }
  const file = { bytesRead: 0, chunks: chunks() }
  async function* chunks(): AsyncGenerator<Uint8Array, void, Uint8Array | undefined> {
    const handle = await open(path)
    let spare: Uint8Array | undefined
    try {
      let next = readInto(handle, new Uint8Array(READ))
      for (;;) {
        const chunk = await next
        if (chunk.length === 0) return
        file.bytesRead += chunk.length
        next = readInto(handle, spare ?? new Uint8Array(READ))
        // whoever awaits it gets the error; until then it is not an unhandled one
        next.catch(() => undefined)
        const used: Uint8Array | undefined = yield chunk
        spare = used?.buffer.byteLength === READ ? new Uint8Array(used.buffer) : undefined
      }
    } finally {
      await handle.close()
    }
  }
  return file
}

async function readInto(handle: FileHandle, buffer: Uint8Array): Promise<Uint8Array> {
  const { bytesRead } = await handle.read(buffer, 0, buffer.length, null)
  return buffer.subarray(0, bytesRead)
}
