// Everything that takes time runs here, so that typing never waits.
import { band } from './band.js'
import { equivalence } from './equivalence.js'
import type { JobContext } from './job.js'
import { measure } from './measure.js'
import { profile } from './profile.js'
import type { Event, Job, Order, Report } from './protocol.js'
import { race } from './race.js'
import { search } from './search.js'
import { sums } from './sums.js'

const jobs: { readonly [K in Job['kind']]: (job: Extract<Job, { kind: K }>, context: JobContext) => Promise<void> } = {
  search,
  profile,
  measure,
  sums,
  band,
  equivalence,
  race,
}

const running = new Map<number, AbortController>()

addEventListener('message', ({ data }: MessageEvent<Order>) => {
  // a job that has ended meanwhile has said so
  if ('cancel' in data) running.get(data.id)?.abort()
  else void run(data.id, data.job)
})

async function run(id: number, job: Job): Promise<void> {
  const controller = new AbortController()
  running.set(id, controller)
  const post = (event: Event, transfer: Transferable[] = []): void => {
    const report: Report = { id, event }
    postMessage(report, { transfer })
  }
  const tell: JobContext['tell'] = (event, moved) => {
    if (!controller.signal.aborted) post(event, moved)
  }
  try {
    await (jobs[job.kind] as (job: Job, context: JobContext) => Promise<void>)(job, { signal: controller.signal, tell })
    post({ kind: 'end' })
  } catch (error) {
    post(failure(error))
  } finally {
    running.delete(id)
  }
}

function failure(error: unknown): Event {
  if (!(error instanceof Error)) return { kind: 'failed', name: 'Error', message: String(error) }
  const code = (error as { code?: unknown }).code
  return { kind: 'failed', name: error.name, message: error.message, ...(typeof code === 'string' && { code }) }
}
