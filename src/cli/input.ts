// Files as streams of records.
import { constants, createReadStream } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import type { Alphabet } from 'hammingway'
import { FormatError, readSequences, type ReadOptions, type SequenceRecord } from 'hammingway/formats'
import { showProgress } from './progress.js'

/** Large reads: a file goes through at the speed of the disk cache. */
const READ = 1 << 20

/** Makes sure that every file can be read before any output appears. */
export async function checkReadable(files: readonly string[]): Promise<void> {
  for (const path of files) {
    if (path === '-') continue
    // not opened: a named pipe can be opened only once
    await access(path, constants.R_OK)
    const isDirectory = (await stat(path)).isDirectory()
    if (isDirectory) throw Object.assign(new Error('is a directory'), { code: 'EISDIR', path })
  }
}

/** Visits every record of every file until `visit` returns false. Bad data are reported with the file's name. */
export async function eachRecord(
  files: readonly string[],
  { quiet = false, ...options }: ReadOptions & { quiet?: boolean },
  visit: (record: SequenceRecord) => Promise<boolean>,
): Promise<void> {
  for (const path of files.length === 0 ? ['-'] : files) {
    const file = path === '-' ? undefined : createReadStream(path, { highWaterMark: READ })
    const hideProgress = file ? await showProgress(path, file, quiet) : undefined
    try {
      for await (const record of readSequences(file ?? process.stdin, { ...options, name: path })) if (!(await visit(record))) return
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
      throw new FormatError(`${path === '-' ? 'standard input' : path}: ${error.message}`, { cause: error })
    } finally {
      hideProgress?.()
    }
  }
}

/** Options that follow from the alphabet: under exact every byte of a plain file is a symbol. */
export function readOptions(alphabet: Alphabet, input: ReadOptions['input']): ReadOptions {
  const anyByte = alphabet === 'exact'
  return { input, keepLineEnds: anyByte, allowNul: anyByte }
}
