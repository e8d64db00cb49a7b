// Distances of strings hashed again and again, joined shift by shift: what the classical approximations are made of.
import { addWork, type Work } from '../plan/machine.js'
import { shiftsOf, type Problem } from '../plan/problem.js'
import type { Arena } from '../wasm/arena.js'
import type { Input } from './algorithm.js'
import { fillBytes } from './fill.js'
import { hashedProblem, hashingBytes, openHashing, type Hash } from './hashing.js'
import { bytesOf, reachOf, shiftsOfTransform, type Layout } from './layout.js'
import { layoutOf } from './layout-search.js'
import { workOf } from './layout-work.js'
import { codingWork } from './coded.js'

/** So many hashes to so many classes. */
export interface Repetition {
  readonly classes: number
  readonly times: number
}

/** The correlation of one hash; undefined where its transforms do not fit. */
function correlationOf(problem: Problem, { classes }: Repetition): { own: Problem; layout: Layout } | undefined {
  const own = hashedProblem(problem, classes)
  const layout = layoutOf(own)
  return layout && { own, layout }
}

export interface Repeated {
  readonly layout: Layout
  readonly work: Work
  readonly bytes: number
}

/** What all hashes cost: each block of text is met by all of them before the next, and a pattern's spectra are made for each anew. */
export function repeatedPlan(problem: Problem, repetition: Repetition): Repeated | undefined {
  const correlation = correlationOf(problem, repetition)
  if (!correlation) return undefined
  const { own, layout } = correlation
  const { m, symbolBytes, n } = problem
  const { times } = repetition
  const shifts = shiftsOf(problem)
  const step = shiftsOfTransform(layout)
  const work: Work = {}
  for (let first = 0; first < shifts; first += step) {
    const last = Math.min(shifts, first + step)
    const symbols = Math.min(n, last + reachOf(layout, m) - 1) - first
    addWork(work, workOf({ ...own, n: last - first + m - 1 }, layout), times)
    addWork(work, { recode: symbols, byte: symbols }, times)
    addWork(work, codingWork(symbols, symbolBytes))
  }
  addWork(work, { byte: 4 * times * shifts })
  return { layout, work, bytes: bytesOf(own, layout) + hashingBytes(problem, step + reachOf(layout, m)) + fillBytes(step) }
}

/** The n-th hash, and the class of pattern letters that can match nowhere. */
export type DrawnHash = { readonly hash: Hash; readonly never: number }

/** Joins the distances of all hashes of a block's shifts into `out`. */
export interface Repetitions {
  readonly work: Work
  fill(first: number, shifts: number, out: number): void
}

export function openRepetitions(
  arena: Arena,
  { layout }: Repeated,
  { classes, times }: Repetition,
  { text, patterns: [pattern] }: Input,
  drawHash: (letters: number) => DrawnHash,
  join: (from: number, count: number, out: number) => void,
): Repetitions {
  const step = shiftsOfTransform(layout)
  const hashing = openHashing(arena, text, pattern, classes, step + reachOf(layout, pattern.m))
  const drawn = Array.from({ length: times }, () => drawHash(hashing.letters))
  const one = arena.alloc(4 * (step + 128))
  const own: Work = {}
  return {
    get work() {
      const total = { ...own }
      addWork(total, hashing.work)
      return total
    },
    fill(first, shifts, out) {
      arena.words().fill(0, out / 4, out / 4 + shifts)
      for (const { hash, never } of drawn) {
        arena.within(() => {
          hashing.use(hash)
          const run = hashing.correlate(arena, layout, [hashing.hashed(pattern, hash, never)])
          run.load(first, shifts)
          run.distances!(0, shifts, one)
          join(one, shifts, out)
          addWork(own, run.work)
          addWork(own, { byte: 4 * shifts })
        })
      }
    },
  }
}
