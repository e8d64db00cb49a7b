/** Conditions of the library, as opposed to wrong arguments (TypeError, RangeError). */
export type ErrorCode = 'MEMORY_LIMIT' | 'NO_ALGORITHM' | 'WASM_UNSUPPORTED' | 'WASM_BLOCKED' | 'WORKER_DIED' | 'POOL_CLOSED'

export class HammingwayError extends Error {
  override readonly name = 'HammingwayError'
  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}
