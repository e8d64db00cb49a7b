// Where rows go: standard output, or a file that appears under its name only when it is complete.
import { unlinkSync, type Stats } from 'node:fs'
import { open, readlink, realpath, rename, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'

export interface Output {
  /** Takes text or bytes in; waits when the other side is slow. */
  write(data: string | Uint8Array): Promise<void> | undefined
  /** Writes what is left and gives a file its name. */
  finish(): Promise<void>
  /** Removes an unfinished file. Synchronous, so that a signal handler can call it. */
  discard(): void
}

/** Characters collected before a write. */
const BATCH = 1 << 16

export async function openOutput(name: string | undefined): Promise<Output> {
  if (name === '') throw new Error('--output "": no such file or directory')
  if (name === undefined || name === '-') return standardOutput()
  try {
    const target = await followed(name)
    const existing = await stat(target).catch(() => undefined)
    if (existing?.isDirectory()) throw Object.assign(new Error('is a directory'), { code: 'EISDIR' })
    return await fileOutput(name, target, existing)
  } catch (error) {
    throw named(error, name)
  }
}

/** The file that a link leads to, also when it is not there yet. */
async function followed(name: string): Promise<string> {
  const link = await readlink(name).catch(() => undefined)
  return link === undefined ? name : realpath(name).catch(() => resolve(dirname(name), link))
}

/** The error of a file under the name that the user knows. */
function named(error: unknown, name: string): unknown {
  return error instanceof Error ? Object.assign(error, { path: name }) : error
}

async function fileOutput(name: string, target: string, existing: Stats | undefined): Promise<Output> {
  // only a regular file can be replaced as a whole; a device or a pipe is written to
  const replace = existing === undefined || existing.isFile()
  const path = replace ? join(dirname(target), `.hammingway-${process.pid}.part`) : target
  const file = await open(path, 'w', existing?.mode)
  let unfinished = replace
  const batches = batched(async (data) => {
    await file.writeFile(data).catch((error) => Promise.reject(named(error, name)))
  })
  return {
    write: batches.write,
    async finish() {
      await batches.flush()
      await file.close()
      if (replace) await rename(path, target).catch((error) => Promise.reject(named(error, name)))
      unfinished = false
    },
    discard() {
      if (unfinished) unlinkSync(path)
      unfinished = false
    },
  }
}

function standardOutput(): Output {
  // an error of the stream ends the wait that it interrupts
  const send = (data: string | Uint8Array): Promise<void> =>
    new Promise((done, fail) => process.stdout.write(data, (error) => (error ? fail(error) : done())))
  const batches = batched(send)
  return { write: batches.write, finish: batches.flush, discard: () => undefined }
}

/** Collects text, so that there is one write for many rows. */
function batched(send: (data: string | Uint8Array) => Promise<void>): { write: Output['write']; flush(): Promise<void> } {
  let pending = ''
  const flush = async (): Promise<void> => {
    const text = pending
    pending = ''
    if (text !== '') await send(text)
  }
  return {
    flush,
    write(data) {
      if (typeof data !== 'string') return flush().then(() => send(data))
      pending += data
      return pending.length >= BATCH ? flush() : undefined
    },
  }
}
