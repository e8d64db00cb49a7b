// Files as streams of records.
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { readSequences, type ReadOptions, type SequenceRecord } from 'hammingway/formats'

/** Large reads: a file goes through at the speed of the disk cache. */
const READ = 1 << 20

/** Makes sure that every file can be opened before any output appears. */
export async function checkReadable(files: readonly string[]): Promise<void> {
  for (const path of files) {
    if (path === '-') continue
    const handle = await open(path)
    const isDirectory = (await handle.stat().finally(() => handle.close())).isDirectory()
    if (isDirectory) throw Object.assign(new Error('is a directory'), { code: 'EISDIR', path })
  }
}

export function readRecords(path: string, options: ReadOptions): AsyncIterable<SequenceRecord> {
  const source: AsyncIterable<Uint8Array> = path === '-' ? process.stdin : createReadStream(path, { highWaterMark: READ })
  return readSequences(source, { ...options, name: path })
}
