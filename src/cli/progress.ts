// One line on a terminal that says how far a file is read; nothing where words or rows go elsewhere.
import { stat } from 'node:fs/promises'
import type { OpenFile } from './file.js'

const EVERY = 200 // ms between two looks
const CLEAR = '\r\u001b[K'

/** Shows the progress of reading a file until the returned function is called. */
export async function showProgress(path: string, file: OpenFile, quiet: boolean): Promise<() => void> {
  // rows on the same terminal are progress enough
  if (quiet || !process.stderr.isTTY || process.stdout.isTTY) return () => undefined
  const { size } = await stat(path)
  const timer = setInterval(() => {
    const share = size > 0 ? `${Math.floor((100 * file.bytesRead) / size)} %` : `${file.bytesRead} bytes`
    process.stderr.write(`${CLEAR}${path}: ${share}`)
  }, EVERY)
  timer.unref()
  return () => {
    clearInterval(timer)
    process.stderr.write(CLEAR)
  }
}
