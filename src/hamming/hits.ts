// Hits of a whole text, block by block, from an algorithm of either kind: one that reports hits, or one that computes every distance.
import type { Problem } from '../plan/problem.js'
import { addWork, type Work } from '../plan/machine.js'
import type { Arena } from '../wasm/arena.js'
import { lengths, type Algorithm, type Input, type Records, type Run } from './algorithm.js'
import { requiredOnly } from './patterns.js'

/** Bytes of a record: start in the block, index of the searched pattern, distance. */
export const RECORD = 12

/** The hits of one block. */
export interface Block {
  /** text index of the block's first shift */
  readonly first: number
  readonly shifts: number
  readonly records: number
  /** are they in pattern order? Within a pattern they are not sorted */
  readonly byPattern: boolean
  readonly count: number
}

/**
 * Calls `visit` for each block that has hits until it returns false; blocks come in text order. Executed work is added to `counts`.
 */
export function eachBlock(arena: Arena, run: HitsRun, { text, patterns }: Input, counts: Work, visit: (block: Block) => boolean): void {
  const starts = text.symbols.length - lengths(patterns).shortest + 1
  const buffer = openRecords(arena)
  const patternByPattern = (run: HitsRun, first: number, shifts: number): number => {
    let count = 0
    for (let p = 0; p < patterns.length; p++) {
      const valid = Math.min(shifts, text.symbols.length - patterns[p].m + 1 - first)
      if (valid > 0) count += run.hits(p, valid, buffer.room(count, valid))
    }
    return count
  }
  for (let first = 0, shifts = 0; first < starts; first += shifts) {
    shifts = Math.min(run.step, starts - first)
    run.load(first, shifts)
    const count = run.all ? run.all(buffer) : patternByPattern(run, first, shifts)
    if (count === undefined) {
      shifts = 0
      continue
    }
    addWork(counts, { hit: count })
    const mark = arena.kernels.mark()
    const more = count === 0 || visit({ first, shifts, records: buffer.at(), byPattern: !run.all, count })
    arena.kernels.release(mark)
    if (!more) break
  }
  addWork(counts, run.work)
}

export type HitsRun = Run & Required<Pick<Run, 'hits'>>

/** A run that reports hits, whatever the row answers. What turns distances into hits is added to `counts`, not to the run's own work. */
export function openHits(arena: Arena, row: Algorithm, problem: Problem, input: Input, counts: Work): HitsRun {
  if (row.answers === 'hits') return row.open(arena, problem, input) as HitsRun
  // required positions come again as patterns of their own: a hit has distance 0 there
  const { patterns, k } = input
  const masked = patterns.flatMap((pattern, p) => (pattern.required > 0 ? [p] : []))
  const whole = row.open(arena, problem, { ...input, patterns: [...patterns, ...masked.map((p) => requiredOnly(patterns[p]))] })
  const room = 4 * (128 + whole.step)
  const all = arena.alloc(room)
  const must = arena.alloc(room)
  const maskOf = new Map(masked.map((p, i) => [p, patterns.length + i]))
  return {
    step: whole.step,
    get work() {
      return whole.work
    },
    load: (first, shifts) => whole.load(first, shifts),
    hits(pattern, shifts, records) {
      const mask = maskOf.get(pattern)
      whole.distances!(pattern, shifts, all)
      if (mask !== undefined) whole.distances!(mask, shifts, must)
      addWork(counts, { test: shifts })
      return arena.kernels.collect(all, mask === undefined ? 0 : must, shifts, k, pattern, records)
    },
  }
}

/** Room for records that grows with the hits of a block: never more than the hits themselves take in the result. */
function openRecords(arena: Arena): Records & { at(): number } {
  let capacity = 0
  let start = 0
  return {
    at: () => start,
    room(count, more) {
      if (count + more > capacity) {
        const larger = Math.max(count + more, 2 * capacity)
        const moved = arena.alloc(larger * RECORD)
        arena.bytes().copyWithin(moved, start, start + count * RECORD)
        start = moved
        capacity = larger
      }
      return start + count * RECORD
    },
  }
}
