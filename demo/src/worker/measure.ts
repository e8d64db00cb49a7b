// The algorithms that the planner did not take, each run on the same record.
import type { JobContext } from './job.js'
import type { MeasureJob } from './protocol.js'
import { recordsOf } from './records.js'
import { planOf, searchedOf, timeOf } from './search.js'

/** Nobody waits longer than this for one algorithm; by its prediction, in nanoseconds. */
const LONGEST = 3e9

export async function measure(job: MeasureJob, context: JobContext): Promise<void> {
  const records = await recordsOf(job.source, job.alphabet, context)
  const searched = searchedOf(job)
  const { text } = records[job.record]
  const plan = planOf(text, searched)
  for (const { name, nanoseconds, refused } of plan?.considered ?? []) {
    if (refused !== undefined || nanoseconds > LONGEST) continue
    const milliseconds = await timeOf(text, searched, name, context.signal)
    context.tell({ kind: 'measured', algorithm: name, milliseconds })
  }
}
