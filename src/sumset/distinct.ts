// Lists in memory made sorted and distinct where they are.
import type { Arena } from '../wasm/arena.js'

export interface Distinct {
  readonly at: number
  /** distinct numbers */
  readonly count: number
  /** where it stands how often each was there */
  readonly weights: number
  /** has any number a weight above 1? */
  readonly weighted: boolean
}

export function distinctIn(arena: Arena, at: number, length: number): Distinct {
  const weights = arena.alloc(8 * length)
  arena.doubles(at, length).sort()
  const count = arena.kernels.distinct(at, length, weights)
  return { at, count, weights, weighted: count < length }
}

/** The same, with memory for weights only where there are any: at 0, all are 1. */
export function distinctOrWeighted(arena: Arena, at: number, length: number): Distinct {
  const list = arena.within(() => distinctIn(arena, at, length))
  // they still stand there, and memory begins again where they do
  return { ...list, weights: list.weighted ? arena.alloc(8 * list.count) : 0 }
}
