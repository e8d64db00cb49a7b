// The records of a file, read once and kept until another file is asked for.
import { readSequences } from 'hammingway/formats'
import type { Alphabet } from 'hammingway'
import type { JobContext } from './job.js'
import { pause } from './pause.js'
import type { SourceFile } from './protocol.js'

export interface TextRecord {
  readonly name: string
  readonly text: Uint8Array<ArrayBuffer>
}

interface Kept {
  readonly key: number
  readonly everyByte: boolean
  readonly records: Promise<readonly TextRecord[]>
}

let kept: Kept | undefined

/** Reads the file, unless it is the one read last. Progress is that of the packed bytes. */
export async function recordsOf(source: SourceFile, alphabet: Alphabet, context: JobContext): Promise<readonly TextRecord[]> {
  // as on the command line: without letters every byte of a plain file is a symbol, line ends too
  const everyByte = alphabet === 'exact'
  if (kept?.key !== source.key || kept.everyByte !== everyByte) {
    kept = { key: source.key, everyByte, records: read(source, everyByte, context) }
  }
  const own = kept
  try {
    return await own.records
  } catch (error) {
    if (kept === own) kept = undefined
    // a reading that another job began, and left
    if (isAbort(error) && !context.signal.aborted) return recordsOf(source, alphabet, context)
    throw error
  }
}

async function read({ name, blob }: SourceFile, everyByte: boolean, { signal, tell }: JobContext): Promise<readonly TextRecord[]> {
  const total = blob.size
  let done = 0
  async function* watched(): AsyncGenerator<Uint8Array> {
    const reader = (blob.stream() as ReadableStream<Uint8Array>).getReader()
    try {
      for (;;) {
        signal.throwIfAborted()
        const { done: ended, value } = await reader.read()
        if (ended) return
        done += value.length
        tell({ kind: 'progress', stage: 'reading', done, total })
        yield value
        await pause()
      }
    } finally {
      await reader.cancel()
    }
  }
  const records: TextRecord[] = []
  for await (const record of readSequences(watched(), { name, keepLineEnds: everyByte, allowNul: everyByte })) {
    records.push({ name: record.name, text: await joined(record.chunks) })
  }
  return records
}

async function joined(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const parts: BlobPart[] = []
  for await (const chunk of chunks) parts.push(chunk as Uint8Array<ArrayBuffer>)
  return new Uint8Array(await new Blob(parts).arrayBuffer())
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}
