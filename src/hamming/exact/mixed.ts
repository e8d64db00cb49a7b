// Every distance with each letter counted by the algorithm that is cheapest for it: distances over parts of a pattern's positions add up to the
// whole. The practical form of the split into heavy and light letters (Abrahamson, 1987), with prices instead of a threshold.
import { price } from '../../plan/machine.js'
import { shiftsOf, type LetterGroup, type Problem } from '../../plan/problem.js'
import type { Algorithm } from '../algorithm.js'
import { restricted, split, type Assignment } from '../split.js'

/** The row over these parts, each of which must price its letters. */
export function mixed(parts: readonly Algorithm[]): Algorithm {
  return {
    name: 'mixed',
    tasks: ['hammingDistances', 'findMatches', 'countMatches'],
    guarantee: 'exact',
    complexity: 'O(n sqrt(m log m)) with transforms for the heaviest letters',
    source: 'heavy and light letters (Abrahamson, 1987; Kosaraju, 1987), by price',
    answers: 'distances',
    ...split(parts, (problem) => assign(parts, problem)),
    // two parts before they count a letter, and a sum of 4 bytes a shift; with one part it costs what that part costs
    least(problem) {
      const bases = parts.map(({ perLetter }) => perLetter!.least?.(problem) ?? price(perLetter!.base(problem))).sort((a, b) => a - b)
      return bases[0] + bases[1] + price({ call: 2, layout: problem.positions * problem.patterns, byte: 4 * shiftsOf(problem) })
    },
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
