// The program of a worker: searches pieces of texts. Kernels come compiled, patterns once for each call.
import { Transfer, worker } from 'workerpool'
import { HammingwayError } from '../errors.js'
import { hammingDistances } from '../hamming/index.js'
import { countIn, findIn, resolveSearch, type Search } from '../hamming/matches.js'
import { withStanding } from '../hamming/standing.js'
import { resolveMatching } from '../options.js'
import { addWork, type Work } from '../plan/machine.js'
import { resolvePattern, resolveText } from '../sequence.js'
import { takeKernels } from '../wasm/kernels.js'
import type { Answer, Failure, Job, Piece } from './message.js'
import { transferred } from './spares.js'

/** Takes a piece, adds what it executed. */
type Run = (piece: Piece, work: Work) => Record<string, unknown>

/** Calls that are remembered: more than go on at the same time, and the setup can be asked for again. */
const JOBS = 64
const jobs = new Map<number, Run>()

worker({ search })

function search(piece: Piece): object {
  const { job, setup, symbols } = piece
  try {
    // several pieces may have asked for it
    if (setup && !jobs.has(job)) {
      takeKernels(setup.kernels)
      remember(job, runOf(setup.job))
    }
    const run = jobs.get(job)
    if (!run) return answer({ unknown: symbols })
    const work: Work = {}
    return answer({ ...run(piece, work), symbols, work } as Answer)
  } catch (error) {
    return answer({ failure: failureOf(error) })
  }
}

function remember(job: number, run: Run): void {
  jobs.set(job, run)
  for (const old of jobs.keys()) if (jobs.size > JOBS) jobs.delete(old)
}

function runOf({ task, patterns, options, texts }: Job): Run {
  let executed: Work = {}
  const given = { ...options, onCounts: (counts: Work) => (executed = counts) }
  if (task === 'hammingDistances') {
    const pattern = resolvePattern('pattern', patterns[0].sequence, resolveMatching(options))
    return ({ symbols }, work) => {
      const numbers = hammingDistances(symbols, pattern, given)
      addWork(work, executed)
      return { numbers }
    }
  }
  const standing = texts === undefined ? undefined : { texts, withRun: withStanding }
  const resolved = { ...resolveSearch(task, patterns, given), standing }
  const run = task === 'findMatches' ? find : count
  return (piece, work) => run(resolved, piece, () => addWork(work, executed))
}

function find(resolved: Search, { symbols, starts, limit }: Piece, ran: () => void): Record<string, unknown> {
  const found = findIn(resolved, resolveText(symbols, resolved.matching), limit)
  ran()
  let kept = found.count
  while (kept > 0 && found.starts[kept - 1] >= starts) kept--
  const columns = {
    starts: found.starts.slice(0, kept),
    mismatches: found.mismatches.slice(0, kept),
    patterns: found.patterns.slice(0, kept),
    strands: found.strands.slice(0, kept),
  }
  return { columns }
}

/** What starts behind the piece is counted by the next one: patterns of unequal lengths begin there as well. */
function count(resolved: Search, { symbols, starts }: Piece, ran: () => void): Record<string, unknown> {
  const numbers = countIn(resolved, resolveText(symbols, resolved.matching))
  ran()
  const behind = countIn(resolved, resolveText(symbols.subarray(starts), resolved.matching))
  ran()
  for (let i = 0; i < numbers.length; i++) numbers[i] -= behind[i]
  return { numbers }
}

/** Arrays change hands instead of being copied, where they are not shared. */
function answer(message: Answer): object {
  const arrays: ArrayBufferView[] =
    'unknown' in message
      ? [message.unknown]
      : 'columns' in message
        ? [...Object.values(message.columns), message.symbols]
        : 'numbers' in message
          ? [message.numbers, message.symbols]
          : []
  return new Transfer(message, transferred(arrays))
}

function failureOf(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof HammingwayError) return { kind: 'HammingwayError', code: error.code, message }
  const kind = error instanceof TypeError ? 'TypeError' : error instanceof RangeError ? 'RangeError' : 'Error'
  return { kind, message }
}
