// The page's side of the worker. Jobs of one lane replace one another; a job that was replaced or cancelled is not heard of again.
import type { Event, EventOf, Job, Order, Report } from './protocol.js'

export type Listeners = { readonly [K in Event['kind']]?: (event: EventOf<K>) => void }

export interface Lane {
  start(job: Job, listeners: Listeners): void
  cancel(): void
}

/** Milliseconds that a cancelled job has to end. The worker hears of it between two calls of the library, and one call may be long. */
const PATIENCE = 250

let worker: Worker | undefined
let last = 0
/** jobs that are listened to; a new worker is given them again */
const listening = new Map<number, { readonly job: Job; readonly listeners: Listeners }>()
const ending = new Set<number>()

function send(order: Order): void {
  worker ??= open()
  worker.postMessage(order) // oxlint-disable-line unicorn/require-post-message-target-origin -- a worker has none
}

function open(): Worker {
  const opened = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  opened.addEventListener('message', ({ data: { id, event } }: MessageEvent<Report>) => {
    const listener = listening.get(id)?.listeners[event.kind] as ((event: Event) => void) | undefined
    if (event.kind === 'end' || event.kind === 'failed') {
      ending.delete(id)
      listening.delete(id)
    }
    listener?.(event)
  })
  opened.addEventListener('error', (event) => {
    const failed = { kind: 'failed', name: 'Error', message: event.message || 'The worker could not be started.' } as const
    const all = [...listening.values()]
    listening.clear()
    for (const { listeners } of all) listeners.failed?.(failed)
  })
  return opened
}

function cancel(id: number): void {
  ending.add(id)
  send({ id, cancel: true })
  setTimeout(() => {
    if (!ending.has(id)) return
    worker?.terminate()
    worker = undefined
    ending.clear()
    for (const [other, { job }] of listening) send({ id: other, job })
  }, PATIENCE)
}

export function openLane(): Lane {
  let current: number | undefined
  const stop = (): void => {
    if (current !== undefined && listening.delete(current)) cancel(current)
  }
  return {
    cancel: stop,
    start(job, listeners) {
      stop()
      current = ++last
      listening.set(current, { job, listeners })
      send({ id: current, job })
    },
  }
}
