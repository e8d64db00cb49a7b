// hammingway/pool in Node: worker threads.
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { createPoolOn, type Pool, type PoolOptions } from './pool.js'

export type { Pool, PoolOptions } from './pool.js'

/**
 * Starts a pool; a worker starts when there is work for it.
 * @throws TypeError or RangeError for a wrong option; HammingwayError WASM_UNSUPPORTED or WASM_BLOCKED
 */
export function createPool(options?: PoolOptions): Pool {
  // the comment is for our own build, as in index.ts
  const script = (): string => fileURLToPath(new URL(/* @vite-ignore */ './pool-worker-node.js', import.meta.url))
  return createPoolOn({ script, threads: () => availableParallelism() }, options)
}
