import { sumsetCounts } from 'hammingway'
import type { JobContext } from './job.js'
import { pause } from './pause.js'
import type { SumsJob } from './protocol.js'

/** Distinct sums of two lists, with the number of pairs that have each. */
export async function sums({ a, b }: SumsJob, { signal, tell }: JobContext): Promise<void> {
  await pause()
  signal.throwIfAborted()
  const start = performance.now()
  const { sums, counts } = sumsetCounts(a, b)
  tell({ kind: 'sums', sums, counts, milliseconds: performance.now() - start }, [sums.buffer, counts.buffer])
}
