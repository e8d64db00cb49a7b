/** Conditions of the library, as opposed to wrong arguments (TypeError, RangeError). */
export type ErrorCode = 'MEMORY_LIMIT' | 'NO_ALGORITHM' | 'WASM_UNSUPPORTED' | 'WASM_BLOCKED' | 'WORKER_DIED' | 'POOL_CLOSED'

/** A condition of the library: what `code` says. After it nothing is held, and the next call works. */
export class HammingwayError extends Error {
  /** tells it from other errors, across realms too */
  override readonly name = 'HammingwayError'
  constructor(
    /** what happened */
    readonly code: ErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}
