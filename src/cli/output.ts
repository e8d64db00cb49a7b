// Where rows go: standard output, or a file that appears under its name only when it is complete.
import { createWriteStream, unlinkSync, type WriteStream } from 'node:fs'
import { realpath, rename, stat, unlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

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
  if (name === undefined || name === '-') return overStream(process.stdout, undefined)
  const target = await realpath(name).catch(() => name) // a link stays a link
  const existing = await stat(target).catch(() => undefined)
  if (existing?.isDirectory()) throw Object.assign(new Error('is a directory'), { code: 'EISDIR', path: target })
  // only a regular file can be replaced as a whole; a device or a pipe is written to
  const replace = existing === undefined || existing.isFile()
  const path = replace ? join(dirname(target), `.${basename(target)}.${process.pid}.part`) : target
  const stream = createWriteStream(path)
  await new Promise<void>((resolve, reject) => {
    stream.once('open', () => resolve())
    stream.once('error', (error) => reject(Object.assign(error, { path: target })))
  })
  return overStream(stream, replace ? { path, target } : undefined)
}

function overStream(stream: WriteStream | NodeJS.WriteStream, file: { path: string; target: string } | undefined): Output {
  let pending = ''
  let failure: Error | undefined
  let wake: (() => void) | undefined
  stream.on('error', (error) => {
    failure ??= file ? Object.assign(error, { path: file.target }) : error
    wake?.()
  })
  const settled = (start: (done: () => void) => void): Promise<void> =>
    new Promise((resolve, reject) => {
      const end = (): void => (failure ? reject(failure) : resolve())
      if (failure) return end()
      wake = end
      start(end)
    })
  const send = (data: string | Uint8Array): Promise<void> | undefined => {
    if (failure) throw failure
    if (data.length === 0 || stream.write(data)) return undefined
    return settled((done) => stream.once('drain', done))
  }
  const flush = (): Promise<void> | undefined => {
    const text = pending
    pending = ''
    return send(text)
  }
  return {
    write(data) {
      if (typeof data !== 'string') {
        const wait = flush()
        return wait ? wait.then(() => send(data)) : send(data)
      }
      pending += data
      return pending.length >= BATCH ? flush() : undefined
    },
    async finish() {
      await flush()
      if (stream === process.stdout) return settled((done) => stream.write('', done))
      await settled((done) => stream.end(done))
      if (file) await rename(file.path, file.target).catch((error) => unlink(file.path).finally(() => Promise.reject(error)))
    },
    discard() {
      if (!file) return
      stream.destroy()
      try {
        unlinkSync(file.path)
      } catch {
        // never opened, or already gone
      }
    },
  }
}
