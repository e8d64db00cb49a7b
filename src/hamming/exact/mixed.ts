// Every distance with each letter counted by the algorithm that is cheapest for it: distances over parts of a pattern's positions add up to the
// whole. The practical form of the split into heavy and light letters (Abrahamson, 1987), with prices instead of a threshold.
import { addWork, price, type Work } from '../../plan/machine.js'
import { shiftsOf, type LetterGroup, type Problem } from '../../plan/problem.js'
import type { Algorithm, Run, SearchedPattern } from '../algorithm.js'

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
      const work: Work = {}
      const used = usedParts(parts, problem)
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
      const own = new Map(problem.groups.flatMap(({ key }, g) => (key === undefined ? [] : [[key, assignment[g]]])))
      const rest = assignment[problem.groups.findIndex(({ key }) => key === undefined)] ?? assignment[0]
      const pieces = [...new Set(assignment)].map((p) => {
        const patterns = input.patterns.map((pattern) => positionsWhere(pattern, (key) => (own.get(key) ?? rest) === p))
        return { run: parts[p].open(arena, restricted(problem, assignment, p), { ...input, patterns }), patterns }
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
      [...new Set(assignment)].every((p) => parts[p].refuses(restricted(problem, assignment, p)) === undefined)
    assignments.set(problem, (known = { assignment: assignmentsOf(parts, problem).find(takes) }))
  }
  return known.assignment
}

/** One for each set of parts, cheapest first. */
function assignmentsOf(parts: readonly Algorithm[], problem: Problem): Assignment[] {
  const bases = parts.map(({ perLetter }) => price(perLetter!.base(problem)))
  const letters = parts.map(({ perLetter }) => problem.groups.map((group) => group.classes * price(perLetter!.letter(problem, group))))
  const found: { assignment: Assignment; nanoseconds: number }[] = []
  for (let set = 1; set < 2 ** parts.length; set++) {
    const members = [...parts.keys()].filter((p) => (set >> p) & 1)
    let nanoseconds = members.reduce((sum, p) => sum + bases[p], 0)
    const assignment = problem.groups.map((_, g) => {
      const cheapest = members.reduce((best, p) => (letters[p][g] < letters[best][g] ? p : best))
      nanoseconds += letters[cheapest][g]
      return cheapest
    })
    if (nanoseconds < Infinity) found.push({ assignment, nanoseconds })
  }
  return found.sort((a, b) => a.nanoseconds - b.nanoseconds).map(({ assignment }) => assignment)
}

/** The parts that get letters, each with the problem as it sees it. */
function usedParts(parts: readonly Algorithm[], problem: Problem): { part: Algorithm; own: Problem }[] {
  const assignment = assign(parts, problem)
  if (!assignment) return []
  return [...new Set(assignment)].map((p) => ({ part: parts[p], own: restricted(problem, assignment, p) }))
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

function stepOf(used: readonly { part: Algorithm; own: Problem }[]): number {
  return used.reduce((most, { part, own }) => Math.max(most, part.step(own)), 0)
}

function positionsWhere(pattern: SearchedPattern, wanted: (key: number) => boolean): SearchedPattern {
  const keep = (_: number, i: number): boolean => wanted(pattern.keys[i])
  return { m: pattern.m, offsets: pattern.offsets.filter(keep), keys: pattern.keys.filter(keep), required: 0 }
}
