// Files as streams of records.
import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import type { Alphabet } from 'hammingway'
import { FormatError, readSequences, type ReadOptions, type SequenceRecord } from 'hammingway/formats'
import { openFile } from './file.js'
import { gunzip } from './gunzip.js'
import { showProgress } from './progress.js'
import { isRemote } from './random-access.js'

/** Makes sure that every file can be read before any output appears. */
export async function checkReadable(files: readonly string[]): Promise<void> {
  for (const path of files) {
    if (path === '-' || isRemote(path)) continue
    // not opened: a named pipe can be opened only once
    await access(path, constants.R_OK)
    const isDirectory = (await stat(path)).isDirectory()
    if (isDirectory) throw Object.assign(new Error('is a directory'), { code: 'EISDIR', path })
  }
}

/** How files are read. */
export interface InputOptions extends ReadOptions {
  /** no progress */
  readonly quiet?: boolean
}

/** Visits every record of every file until `visit` returns false. Bad data are reported with the file's name. */
export async function eachRecord(
  files: readonly string[],
  { quiet = false, ...options }: InputOptions,
  visit: (record: SequenceRecord) => Promise<boolean>,
): Promise<void> {
  for (const path of files.length === 0 ? ['-'] : files) {
    const file = path === '-' ? undefined : await openFile(path)
    const hideProgress = file ? await showProgress(path, file, quiet) : undefined
    let more = true
    try {
      await namedErrors(path, async () => {
        for await (const record of readSequences(file?.chunks ?? process.stdin, {
          ...options,
          name: path,
          ownChunks: file !== undefined,
          gunzip,
        }))
          if (!(more = await visit(record))) return
      })
    } finally {
      hideProgress?.()
    }
    if (!more) return
  }
}

/** Does something with a file; what is bad about its data is reported with its name. */
export async function namedErrors<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    throw new FormatError(`${path === '-' ? 'standard input' : path}: ${error.message}`, { cause: error })
  }
}

/** Options that follow from the alphabet: under exact every byte of a plain file is a symbol. */
export function readOptions(alphabet: Alphabet, input: ReadOptions['input']): ReadOptions {
  const anyByte = alphabet === 'exact'
  return { input, keepLineEnds: anyByte, allowNul: anyByte }
}
