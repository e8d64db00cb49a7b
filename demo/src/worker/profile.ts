// The distance at every shift, its histogram, and the pyramid that the chart zooms in.
import { explain, profileOf, reverseComplement, scanDistances } from 'hammingway'
import { buffersOf, buildPyramid } from '../chart/pyramid.js'
import { expectedHistogram } from './expected.js'
import type { JobContext } from './job.js'
import { inPieces, startWatch } from './pause.js'
import type { ProfileJob } from './protocol.js'
import { recordsOf } from './records.js'
import { openTables } from './sites.js'

export async function profile(job: ProfileJob, context: JobContext): Promise<void> {
  const { signal, tell } = context
  const { alphabet, ambiguity, epsilon } = job
  const { text } = (await recordsOf(job.source, alphabet, context))[job.record]
  const forward = new TextEncoder().encode(job.pattern)
  const pattern = job.strand === '-' ? reverseComplement(forward) : forward
  const n = text.length
  const m = pattern.length
  const shifts = Math.max(0, n - m + 1)
  const options = { alphabet, ambiguity, ...(epsilon !== undefined && { epsilon }) }

  const distances = new Uint32Array(shifts)
  const watch = startWatch()
  for await (const batch of scanDistances(inPieces(text, watch), pattern, { ...options, signal })) {
    distances.set(batch.distances, batch.start)
    tell({ kind: 'progress', stage: 'distances', done: batch.start + batch.distances.length, total: shifts })
  }
  const milliseconds = watch.elapsed()

  const counts = new Float64Array(m + 1)
  for (let i = 0; i < shifts; i++) counts[Math.min(m, distances[i])]++
  const expected = expectedHistogram(text, openTables(job)(pattern), shifts)
  signal.throwIfAborted()
  const pyramid = buildPyramid(distances)
  const plan =
    shifts === 0 ? undefined : explain({ task: 'hammingDistances', n, m, alphabet, epsilon, profile: profileOf(text, pattern, options) })
  const moved = [...buffersOf(pyramid), counts.buffer, expected.buffer]
  tell({ kind: 'profile', pyramid, histogram: { counts, expected }, plan, milliseconds, symbols: n }, moved)
}
