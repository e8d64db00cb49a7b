// Distances block by block from a run whose own blocks are others.
import type { Arena } from '../wasm/arena.js'
import type { Run } from './algorithm.js'

/** What an allocation may lose to alignment and slack. */
const ALLOCATION = 128

/** Memory of a block of so many distances. */
export function fillBytes(step: number): number {
  return 4 * (step + 128) + ALLOCATION
}

/** Writes the distances of shifts [first, first + count). Blocks come in order; what lies between them may be left out. */
export type Fill = (first: number, count: number, out: number) => void

/**
 * Distances of one pattern, of so many shifts in all, by a run whose blocks are shorter than those that are asked for: its own follow one another
 * from the first shift on, and what is left of one is kept.
 */
export function openFill(arena: Arena, run: Run, pattern: number, shifts: number): Fill {
  const own = arena.alloc(4 * (run.step + 128))
  let from = 0
  let to = 0
  return (first, count, out) => {
    for (let shift = first; shift < first + count;) {
      if (shift >= to) {
        from = shift
        to = Math.min(shifts, shift + run.step)
        run.load(from, to - from)
        run.distances!(pattern, to - from, own)
      }
      const some = Math.min(to, first + count) - shift
      const at = own + 4 * (shift - from)
      arena.bytes().copyWithin(out + 4 * (shift - first), at, at + 4 * some)
      shift += some
    }
  }
}
