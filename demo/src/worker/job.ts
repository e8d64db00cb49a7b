import type { Event } from './protocol.js'

/** What a job can do besides computing. */
export interface JobContext {
  readonly signal: AbortSignal
  /** Sends an event; buffers in `moved` are handed over and not copied. */
  tell(event: Event, moved?: Transferable[]): void
}
