/**
 * The searches on many threads. This file is for browsers and their web workers; node.ts starts threads of Node.
 * @module hammingway/pool
 */
import { createPoolOn, type Pool, type PoolOptions } from './pool.js'

export type { Pool, PoolOptions } from './pool.js'

/**
 * Starts a pool; a worker starts when there is work for it.
 * @throws TypeError or RangeError for a wrong option; HammingwayError WASM_UNSUPPORTED or WASM_BLOCKED
 */
export function createPool(options?: PoolOptions): Pool {
  // the comment is for our own build, which takes it out again
  return createPoolOn(
    { script: () => new URL(/* @vite-ignore */ './pool-worker.js', import.meta.url).href, threads: () => navigator.hardwareConcurrency },
    options,
  )
}
