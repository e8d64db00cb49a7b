// Every distance with each letter counted by the algorithm that is cheapest for it: distances over parts of a pattern's positions add up to the
// whole. The practical form of the split into heavy and light letters (Abrahamson, 1987), with prices instead of a threshold.
import { addWork, price, type Work } from '../../plan/machine.js'
import { shiftsOf, type LetterGroup, type Problem } from '../../plan/problem.js'
import type { Algorithm, Run, SearchedPattern } from '../algorithm.js'
import { distinct } from '../distinct.js'

/** Index of the part that counts each of problem.groups. */
type Assignment = readonly number[]

/** The row over these parts, each of which must price its letters. */
export function mixed(parts: readonly Algorithm[]): Algorithm {
  return {
    name: 'mixed',
    tasks: ['hammingDistances', 'findMatches', 'countMatches'],
    guarantee: 'exact',
    complexity: 'O(n sqrt(m log m)) with transforms for the heaviest letters',
    source: 'heavy and light letters (Abrahamson, 1987; Kosaraju, 1987), by price',
    answers: 'distances',
    kernels: [...new Set(parts.flatMap(({ kernels }) => kernels))],
    refuses: (problem) => (usedParts(parts, problem).length > 0 ? undefined : 'no part of it takes these letters'),
    // two parts before they count a letter, and a sum of 4 bytes a shift; with one part it costs what that part costs
    least(problem) {
      const bases = parts.map(({ perLetter }) => perLetter!.least?.(problem) ?? price(perLetter!.base(problem))).sort((a, b) => a - b)
      return bases[0] + bases[1] + price({ call: 2, layout: problem.positions * problem.patterns, byte: 4 * shiftsOf(problem) })
    },
    step: (problem) => stepOf(usedParts(parts, problem)),
    work(problem) {
      const used = usedParts(parts, problem)
      // positions are dealt out
      const work: Work = { layout: problem.positions * problem.patterns }
      for (const { part, own } of used) addWork(work, part.work(own))
      // each part but the first is added to those before it
      addWork(work, { byte: 4 * shiftsOf(problem) }, used.length - 1)
      return work
    },
    bytes(problem) {
      const used = usedParts(parts, problem)
      return used.reduce((sum, { part, own }) => sum + part.bytes(own), 4 * (stepOf(used) + 128))
    },
    open(arena, problem, input) {
      const assignment = assign(parts, problem)!
      const dealt = input.patterns.map((pattern) => partsOf(pattern, problem, assignment))
      const pieces = usedParts(parts, problem).map(({ part, own }) => {
        const patterns = input.patterns.map((pattern, i) => positionsOf(pattern, dealt[i], parts.indexOf(part)))
        return { run: part.open(arena, own, { ...input, patterns }), patterns }
      })
      const step = Math.max(...pieces.map(({ run }) => run.step))
      const spare = arena.alloc(4 * (step + 128))
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
          for (const { run, patterns } of pieces) {
            if (patterns[pattern].keys.length === 0) continue
            fill(run, pattern, block.first, shifts, step, target)
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

/** Distances of a block by a run whose own blocks may be smaller. */
function fill(run: Run, pattern: number, first: number, shifts: number, step: number, out: number): void {
  if (run.step === step) return run.distances!(pattern, shifts, out)
  for (let at = 0; at < shifts; at += run.step) {
    const some = Math.min(run.step, shifts - at)
    run.load(first + at, some)
    run.distances!(pattern, some, out + 4 * at)
  }
}

/** Found once for each problem: every question a planner asks needs it. */
const assignments = new WeakMap<Problem, { assignment?: Assignment }>()

/** The cheapest way to share the letters out: for each set of parts, every letter goes to the cheapest of the set. */
function assign(parts: readonly Algorithm[], problem: Problem): Assignment | undefined {
  let known = assignments.get(problem)
  if (!known) {
    const takes = (assignment: Assignment): boolean =>
      withParts(parts, problem, assignment).every(({ part, own }) => part.refuses(own) === undefined)
    assignments.set(problem, (known = { assignment: assignmentsOf(parts, problem).find(takes) }))
  }
  return known.assignment
}

/** One for each set of parts, cheapest first. */
function assignmentsOf(parts: readonly Algorithm[], problem: Problem): Assignment[] {
  const bases = parts.map(({ perLetter }) => price(perLetter!.base(problem)))
  const prices = parts.map((part) => letterPrice(part, problem))
  const letters = prices.map((priceOf) => problem.groups.map((group) => group.classes * priceOf(group)))
  const found: { assignment: Assignment; nanoseconds: number }[] = []
  for (let set = 1; set < 2 ** parts.length; set++) {
    let nanoseconds = 0
    for (let p = 0; p < parts.length; p++) if ((set >> p) & 1) nanoseconds += bases[p]
    const assignment: number[] = []
    for (let g = 0; g < problem.groups.length; g++) {
      let cheapest = -1
      for (let p = 0; p < parts.length; p++) {
        if ((set >> p) & 1 && (cheapest < 0 || letters[p][g] < letters[cheapest][g])) cheapest = p
      }
      assignment.push(cheapest)
      nanoseconds += letters[cheapest][g]
    }
    if (nanoseconds < Infinity) found.push({ assignment, nanoseconds })
  }
  return found.sort((a, b) => a.nanoseconds - b.nanoseconds).map(({ assignment }) => assignment)
}

/** Price of a letter by its shares, which it is linear in: found at four corners, not by a record of work for each letter. */
function letterPrice({ perLetter }: Algorithm, problem: Problem): (share: LetterGroup) => number {
  const at = (pattern: number, text: number): number => price(perLetter!.letter(problem, { classes: 1, pattern, text }))
  const [none, inPattern, inText, inBoth] = [at(0, 0), at(1, 0), at(0, 1), at(1, 1)]
  if (none === Infinity) return () => Infinity
  const together = inBoth - inPattern - inText + none
  return ({ pattern, text }) => none + (inPattern - none) * pattern + (inText - none) * text + together * pattern * text
}

interface Used {
  readonly part: Algorithm
  readonly own: Problem
}

const used = new WeakMap<Assignment, readonly Used[]>()

/** The parts that get letters, each with the problem as it sees it. */
function usedParts(parts: readonly Algorithm[], problem: Problem): readonly Used[] {
  const assignment = assign(parts, problem)
  return assignment ? withParts(parts, problem, assignment) : []
}

function withParts(parts: readonly Algorithm[], problem: Problem, assignment: Assignment): readonly Used[] {
  let known = used.get(assignment)
  if (!known) {
    known = [...new Set(assignment)].map((p) => ({ part: parts[p], own: restricted(problem, assignment, p) }))
    used.set(assignment, known)
  }
  return known
}

/** The problem as a part sees it: its own letters, and the positions they take. */
function restricted(problem: Problem, assignment: Assignment, p: number): Problem {
  const groups: LetterGroup[] = problem.groups.filter((_, g) => assignment[g] === p)
  const sum = (share: (group: LetterGroup) => number): number => groups.reduce((total, group) => total + share(group), 0)
  const part = sum(({ classes, pattern }) => classes * pattern)
  return {
    ...problem,
    groups: groups.map((group) => ({ ...group, pattern: group.pattern / part })),
    classes: sum(({ classes }) => classes),
    positions: Math.round(problem.positions * part),
    match: sum(({ classes, pattern, text }) => classes * pattern * text) / part,
  }
}

function stepOf(used: readonly Used[]): number {
  return used.reduce((most, { part, own }) => Math.max(most, part.step(own)), 0)
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
