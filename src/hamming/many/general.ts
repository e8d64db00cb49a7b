// Some of the patterns by an algorithm that searches one after the other, in blocks of its own.
import type { Work } from '../../plan/machine.js'
import type { Problem } from '../../plan/problem.js'
import type { Arena } from '../../wasm/arena.js'
import type { Algorithm, Input, Records } from '../algorithm.js'
import type { HitsRun } from '../hits.js'

export interface General {
  readonly step: number
  readonly work: Work
  /**
   * Appends hits at shifts [from, to) of the block that begins at `first`, of the members in a set or of all; returns how many. `count` records are
   * there before.
   */
  hits(only: ReadonlySet<number> | undefined, first: number, from: number, to: number, records: Records, count: number): number
}

/** members: indices of patterns in the list, ascending. */
export function openGeneral(arena: Arena, row: Algorithm, problem: Problem, input: Input, members: readonly number[]): General {
  const patterns = members.map((p) => input.patterns[p])
  const run = row.open(arena, { ...problem, patterns: members.length }, { ...input, patterns }) as HitsRun
  const n = input.text.symbols.length
  return {
    get step() {
      return run.step
    },
    get work() {
      return run.work
    },
    hits(only, first, from, to, records, before) {
      let count = before
      for (let shift = from, shifts = 0; shift < to; shift += shifts) {
        shifts = Math.min(run.step, to - shift)
        run.load(first + shift, shifts)
        members.forEach((name, p) => {
          const valid = Math.min(shifts, n - patterns[p].m + 1 - first - shift)
          if (valid <= 0 || (only && !only.has(name))) return
          const at = records.room(count, valid)
          const found = run.hits(p, valid, at)
          arena.kernels.moveRecords(at, found, shift, name)
          count += found
        })
      }
      return count - before
    },
  }
}
