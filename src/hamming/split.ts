// Rows whose parts share a pattern's letters out: each counts the positions of its own letters, and the distances add up to the whole.
import { addWork, price, type Work } from '../plan/machine.js'
import { shiftsOf, type LetterGroup, type Problem } from '../plan/problem.js'
import type { Algorithm, SearchedPattern } from './algorithm.js'
import { distinct } from './distinct.js'
import { fillBytes, openFill } from './fill.js'

/** Which part counts each group of letters: an index into parts for each of problem.groups. */
export type Assignment = readonly number[]

/** What all rows of this kind have in common. `assign` is asked again and again, and gives undefined where no assignment is possible. */
export type Split = Pick<Algorithm, 'kernels' | 'refuses' | 'step' | 'work' | 'bytes' | 'open'> & Required<Pick<Algorithm, 'least'>>

/** A part that gets letters, with the problem as it sees it. */
interface Used {
  readonly p: number
  readonly part: Algorithm
  readonly own: Problem
}

/** The parts of an assignment: one that gets all letters sees the problem itself. */
export function usedParts(parts: readonly Algorithm[], problem: Problem, assignment: Assignment): Used[] {
  const used = [...new Set(assignment)]
  return used.map((p) => ({ p, part: parts[p], own: used.length === 1 ? problem : restricted(problem, assignment, p) }))
}

/** What they execute together. */
export function sharedWork(used: readonly Used[], problem: Problem): Work {
  if (used.length === 1) return used[0].part.work(problem)
  // positions are dealt out
  const work: Work = { layout: problem.positions * problem.patterns }
  for (const { part, own } of used) addWork(work, part.work(own))
  // each part but the first is added to those before it
  addWork(work, { byte: 4 * shiftsOf(problem) }, used.length - 1)
  return work
}

export function split(parts: readonly Algorithm[], assign: (problem: Problem) => Assignment | undefined): Split {
  const known = new WeakMap<Problem, Used[]>()
  const used = (problem: Problem): Used[] => {
    let found = known.get(problem)
    if (!found) known.set(problem, (found = usedParts(parts, problem, assign(problem) ?? [])))
    return found
  }
  const stepOf = (problem: Problem): number => used(problem).reduce((most, { part, own }) => Math.max(most, part.step(own)), 0)
  return {
    kernels: [...new Set(parts.flatMap(({ kernels }) => kernels))],
    refuses(problem) {
      const parts = used(problem)
      if (parts.length === 0) return 'no part of it takes these letters'
      for (const { part, own } of parts) {
        const reason = part.refuses(own)
        if (reason !== undefined) return `${part.name}: ${reason}`
      }
      return undefined
    },
    least: (problem) => used(problem).reduce((sum, { part, own }) => sum + (part.least?.(own, Infinity) ?? price(part.work(own))), 0),
    step: stepOf,
    work: (problem) => sharedWork(used(problem), problem),
    // a block of distances beside that of the caller, and one for each pattern of a part with shorter blocks
    bytes(problem) {
      if (used(problem).length === 1) return used(problem)[0].part.bytes(problem)
      const step = stepOf(problem)
      return used(problem).reduce(
        (sum, { part, own }) => sum + part.bytes(own) + (part.step(own) < step ? problem.patterns * fillBytes(part.step(own)) : 0),
        fillBytes(step),
      )
    },
    open(arena, problem, input) {
      if (used(problem).length === 1) return used(problem)[0].part.open(arena, problem, input)
      const assignment = assign(problem)!
      const dealt = input.patterns.map((pattern) => partsOf(pattern, problem, assignment))
      const pieces = used(problem).map(({ p, part, own }) => {
        const patterns = input.patterns.map((pattern, i) => positionsOf(pattern, dealt[i], p))
        return { run: part.open(arena, own, { ...input, patterns }), patterns }
      })
      const step = Math.max(...pieces.map(({ run }) => run.step))
      const spare = arena.alloc(4 * (step + 128))
      const n = input.text.symbols.length
      const fills = pieces.map(({ run, patterns }) =>
        patterns.map(({ m }, i) => (run.step === step ? undefined : openFill(arena, run, i, n - m + 1))),
      )
      const work: Work = {}
      const block = { first: 0, shifts: 0 }
      return {
        step,
        get work() {
          const total: Work = { ...work }
          for (const { run } of pieces) addWork(total, run.work)
          return total
        },
        load(first, shifts) {
          Object.assign(block, { first, shifts })
          for (const { run } of pieces) if (run.step === step) run.load(first, shifts)
        },
        distances(pattern, shifts, out) {
          let target = out
          for (const [p, { run, patterns }] of pieces.entries()) {
            if (patterns[pattern].keys.length === 0) continue
            const fill = fills[p][pattern]
            if (fill) fill(block.first, shifts, target)
            else run.distances!(pattern, shifts, target)
            if (target === spare) {
              arena.kernels.addDistances(spare, shifts, out)
              addWork(work, { byte: 4 * shifts })
            }
            target = spare
          }
        },
      }
    },
  }
}

/** The problem as a part sees it: its own letters, and the positions they take. */
function restricted(problem: Problem, assignment: Assignment, p: number): Problem {
  const groups: LetterGroup[] = []
  let positions = 0
  let classes = 0
  let match = 0
  problem.groups.forEach((group, g) => {
    if (assignment[g] !== p) return
    groups.push(group)
    positions += group.classes * group.pattern
    classes += group.classes
    match += group.classes * group.pattern * group.text
  })
  return {
    ...problem,
    groups: groups.map(({ key, classes, pattern, text }) => ({ key, classes, pattern: pattern / positions, text })),
    classes,
    positions: Math.round(problem.positions * positions),
    match: match / positions,
  }
}

/** The part that counts each position. */
function partsOf({ keys }: SearchedPattern, { groups }: Problem, assignment: Assignment): Uint8Array {
  const own = new Map(groups.flatMap(({ key }, g) => (key === undefined ? [] : [[key, assignment[g]]])))
  const rest = assignment[groups.findIndex(({ key }) => key === undefined)] ?? assignment[0]
  const { keys: letters, ids } = distinct(keys)
  const partOf = Uint8Array.from(letters, (key) => own.get(key) ?? rest)
  const parts = new Uint8Array(keys.length)
  for (let j = 0; j < parts.length; j++) parts[j] = partOf[ids[j]]
  return parts
}

/** The positions that a part counts. */
function positionsOf(pattern: SearchedPattern, parts: Uint8Array, p: number): SearchedPattern {
  const offsets = new Uint32Array(parts.length)
  const keys = new Uint32Array(parts.length)
  let count = 0
  for (let j = 0; j < parts.length; j++) {
    if (parts[j] !== p) continue
    offsets[count] = pattern.offsets[j]
    keys[count++] = pattern.keys[j]
  }
  return { m: pattern.m, offsets: offsets.slice(0, count), keys: keys.slice(0, count), required: 0 }
}
