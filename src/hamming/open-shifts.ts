// What approximate rows leave open: shifts at which the pattern is near, or at which an estimate was unlucky. They are answered exactly, one by one
// where they are few, and by the cheapest exact row where they are most of a block.
import { addWork, price, type Work } from '../plan/machine.js'
import { shiftsOf, type Problem } from '../plan/problem.js'
import type { Arena } from '../wasm/arena.js'
import type { Algorithm, Input } from './algorithm.js'
import { atShiftsBytes, atShiftsWork, openAtShifts, type AtShifts } from './at-shifts.js'
import { cheapestRow, type Priced } from './cheapest.js'
import { fillBytes, openFill, type Fill } from './fill.js'

/** Prices of what exact answers cost, in nanoseconds. */
export interface ExactPrices {
  /** the exact row for whole blocks */
  readonly heir: Priced
  /** a shift by that row, and a shift by itself */
  readonly all: number
  readonly one: number
}

/** Told for each problem once: every question of a planner needs it. */
export function exactPrices(exact: readonly Algorithm[]): (problem: Problem) => ExactPrices {
  const known = new WeakMap<Problem, ExactPrices>()
  return (problem) => {
    let prices = known.get(problem)
    if (!prices) {
      const heir = cheapestRow(exact, problem)! // one of them takes every problem
      prices = { heir, all: heir.nanoseconds / Math.max(1, shiftsOf(problem)), one: price(atShiftsWork(problem, 1, 0)) }
      known.set(problem, prices)
    }
    return prices
  }
}

/** Work of shifts that are open, as it is expected. */
export function openWork(problem: Problem, prices: ExactPrices, count: number): Work {
  if (count < 1e-3) return {}
  if (count * prices.one <= shiftsOf(problem) * prices.all) return atShiftsWork(problem, count)
  return prices.heir.row.work(problem)
}

export function openBytes(problem: Problem, { heir: { row } }: ExactPrices, step: number): number {
  return atShiftsBytes(problem, step + problem.m) + row.bytes(problem) + fillBytes(row.step(problem)) + fillBytes(step)
}

export interface OpenShifts {
  readonly work: Work
  /** room for a list of a block's shifts */
  readonly list: number
  /** Nanoseconds that so many of a block's shifts would take. */
  price(count: number, shifts: number): number
  /** Answers the first `count` of the list, of the block of shifts [first, first + shifts). */
  finish(first: number, shifts: number, count: number, out: number): void
}

export function openShifts(arena: Arena, problem: Problem, input: Input, prices: ExactPrices, step: number): OpenShifts {
  const { text, patterns } = input
  const [pattern] = patterns
  const n = text.symbols.length
  const own: Work = {}
  const list = arena.alloc(4 * (step + 128))
  const { row } = prices.heir
  let single: AtShifts | undefined
  let heir: { readonly work: Work; fill: Fill } | undefined
  return {
    list,
    get work() {
      const total = { ...own }
      if (heir) addWork(total, heir.work)
      return total
    },
    price: (count, shifts) => Math.min(count * prices.one, shifts * prices.all),
    finish(first, shifts, count, out) {
      if (count === 0) return
      if (count * prices.one > shifts * prices.all) {
        if (!heir) {
          const run = row.open(arena, problem, input)
          const fill = openFill(arena, run, 0, n - pattern.m + 1)
          heir = { fill, get work() { return run.work } } // prettier-ignore
        }
        heir.fill(first, shifts, out)
        return
      }
      single ??= openAtShifts(arena, problem, text, pattern, step + pattern.m)
      const end = first + shifts + pattern.m - 1
      single.take(first, end)
      single.distances(list, count, out)
      addWork(own, atShiftsWork(problem, count, end - first))
    },
  }
}
