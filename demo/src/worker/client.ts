// The page's side of the worker. Jobs of one lane replace one another; a job that was replaced or cancelled is not heard of again.
import type { Event, EventOf, Job, Order, Report } from './protocol.js'

export type Listeners = { readonly [K in Event['kind']]?: (event: EventOf<K>) => void }

export interface Lane {
  start(job: Job, listeners: Listeners): void
  cancel(): void
}

let worker: Worker | undefined
let last = 0
const listening = new Map<number, Listeners>()

function send(order: Order): void {
  worker ??= open()
  worker.postMessage(order) // oxlint-disable-line unicorn/require-post-message-target-origin -- a worker has none
}

function open(): Worker {
  const opened = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  opened.addEventListener('message', ({ data: { id, event } }: MessageEvent<Report>) => {
    const listener = listening.get(id)?.[event.kind] as ((event: Event) => void) | undefined
    if (event.kind === 'end' || event.kind === 'failed') listening.delete(id)
    listener?.(event)
  })
  opened.addEventListener('error', (event) => {
    const failed = { kind: 'failed', name: 'Error', message: event.message || 'The worker could not be started.' } as const
    for (const listeners of listening.values()) listeners.failed?.(failed)
    listening.clear()
  })
  return opened
}

export function openLane(): Lane {
  let current: number | undefined
  const cancel = (): void => {
    if (current !== undefined && listening.delete(current)) send({ id: current, cancel: true })
  }
  return {
    cancel,
    start(job, listeners) {
      cancel()
      current = ++last
      listening.set(current, listeners)
      send({ id: current, job })
    },
  }
}
