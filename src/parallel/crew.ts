// The workers of a pool: pieces go out, answers come back, and what goes wrong has a name.
import { pool as openPool } from 'workerpool'
import { compiledKernels, HammingwayError, type ErrorCode } from '../index.js'
import type { Answer, Failure, Job, Piece } from './message.js'
import { openSpares, transferred, type Spares } from './spares.js'

/** How workers are made here. */
export interface Platform {
  /** path (Node) or address (browsers) of the worker's program */
  script(): string
  /** threads that the machine runs at the same time */
  threads(): number
}

export type Found = Exclude<Answer, { failure: Failure } | { unknown: unknown }>

export interface Crew {
  readonly threads: number
  /** memory for windows, kept from call to call */
  readonly spares: Spares
  /** A number for a job, to be named by its pieces. */
  hire(job: Job): number
  /** Runs a piece on the next worker that is free; its symbols change hands. Rejects with `signal.reason` as soon as there is one. */
  run(piece: Omit<Piece, 'setup'>, signal?: AbortSignal): Promise<Found>
  retire(job: number): void
  close(): Promise<void>
}

/** Pieces that are asked for, for each thread, before the answer to the first of them is used. */
export const AHEAD_A_THREAD = 2
/** Most bytes of memory that is kept. */
const LONGEST_SPARE = 2 ** 22
/** Milliseconds that a piece may go on after its call was aborted; then its worker is replaced. */
const GRACE = 50
/** Milliseconds between asking a worker to end and ending it: it has nothing to put away. */
const EXIT = 5

export function openCrew(platform: Platform, threads: number): Crew {
  const kernels = compiledKernels()
  const pool = openPool(platform.script(), {
    maxWorkers: threads,
    workerOpts: { type: 'module' },
    // not those of this process: some of them are for its own program (--eval, --input-type)
    workerThreadOpts: { execArgv: [] },
    workerTerminateTimeout: EXIT,
  })
  const jobs = new Map<number, Job>()
  const waiting = new Set<(reason: unknown) => void>()
  // pieces wait here and not at the library's queue, where an aborted one could not be told from one that runs
  const queue: (() => void)[] = []
  let free = threads
  let last = 0
  let closed = false

  function enter(): Promise<void> | undefined {
    if (free > 0) return void free--
    return new Promise((resolve) => queue.push(resolve))
  }

  function leave(): void {
    const next = queue.shift()
    if (next) next()
    else free++
  }

  /** One exchange with a worker. */
  async function exchange(piece: Piece, signal: AbortSignal | undefined): Promise<Answer> {
    await enter()
    if (closed || signal?.aborted) {
      leave()
      throw closed ? poolClosed() : signal!.reason
    }
    return new Promise((resolve, reject) => {
      const task = pool.exec('search', [piece], { transfer: transferred([piece.symbols]) })
      let timer: ReturnType<typeof setTimeout> | undefined
      const settle = (): void => {
        leave()
        signal?.removeEventListener('abort', abort)
        waiting.delete(reject)
        clearTimeout(timer)
      }
      const abort = (): void => {
        reject(signal!.reason)
        timer = setTimeout(() => task.cancel(), GRACE)
      }
      waiting.add(reject)
      signal?.addEventListener('abort', abort)
      task.then(
        (answer: Answer) => {
          settle()
          resolve(answer)
        },
        (error: unknown) => {
          settle()
          reject(died(error))
        },
      )
    })
  }

  return {
    threads,
    // those on their way, and the one that is filled
    spares: openSpares(AHEAD_A_THREAD * threads + 1, LONGEST_SPARE),
    hire(job) {
      jobs.set(++last, job)
      return last
    },
    async run(piece, signal) {
      let answer = await exchange(piece, signal)
      if ('unknown' in answer) {
        answer = await exchange({ ...piece, symbols: answer.unknown, setup: { kernels, job: jobs.get(piece.job)! } }, signal)
      }
      if ('failure' in answer) throw errorOf(answer.failure)
      return answer as Found
    },
    retire: (job) => void jobs.delete(job),
    async close() {
      closed = true
      for (const reject of waiting) reject(poolClosed())
      waiting.clear()
      await pool.terminate(true)
    },
  }
}

function poolClosed(): HammingwayError {
  return new HammingwayError('POOL_CLOSED', 'the pool was closed')
}

/** All that a worker throws comes back as an answer: a rejection means that it is gone. */
function died(cause: unknown): HammingwayError {
  const [reason] = String(cause instanceof Error ? cause.message : cause).split('\n')
  return new HammingwayError('WORKER_DIED', `a worker ended while it was searching, and its call with it: ${reason}`, { cause })
}

function errorOf({ kind, code, message }: Failure): Error {
  if (kind === 'HammingwayError') return new HammingwayError(code as ErrorCode, message)
  return new { TypeError, RangeError, Error }[kind](message)
}
