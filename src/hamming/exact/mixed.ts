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
    // two parts and a sum of 4 bytes a shift; with one part it costs what that part costs, which is priced anyway
    least(problem, best) {
      const call = price({ call: 1 })
      const each = parts.map(({ perLetter }) => perLetter!.least?.(problem) ?? call + price(perLetter!.base(problem))).sort((a, b) => a - b)
      if (each[0] + each[1] > best) return each[0] + each[1]
      const shared = pricedSets(parts, problem).find(({ parts }) => parts.some((part) => part !== parts[0]))
      if (!shared) return Infinity
      return (
        CERTAIN * shared.nanoseconds + price({ call: 2, layout: 2 * problem.positions * problem.patterns, byte: 4 * shiftsOf(problem) })
      )
    },
  }
}

/** A part's price differs from the sum over its letters, by blocks that do not come out even and by layouts for fewer letters. */
const CERTAIN = 0.75

/** Found once for each problem: every question a planner asks needs it. */
const assignments = new WeakMap<Problem, { assignment?: Assignment }>()

/** The cheapest way to share the letters out: for each set of parts, every letter goes to the cheapest of the set. */
function assign(parts: readonly Algorithm[], problem: Problem): Assignment | undefined {
  let known = assignments.get(problem)
  if (!known) {
    const takes = (assignment: Assignment): boolean =>
      [...new Set(assignment)].every((p) => parts[p].refuses(restricted(problem, assignment, p)) === undefined)
    known = { assignment: undefined }
    for (const assignment of assignmentsOf(parts, problem)) {
      if (!takes(assignment)) continue
      known = { assignment }
      break
    }
    assignments.set(problem, known)
  }
  return known.assignment
}

/** Neighbours in problem.groups with the same shares, which cost the same: where letters are many most are alike. */
interface Alike {
  readonly share: LetterGroup
  readonly classes: number
  readonly groups: number
}

interface Priced {
  /** the part of each of the neighbours alike */
  readonly parts: readonly number[]
  readonly nanoseconds: number
}

function* assignmentsOf(parts: readonly Algorithm[], problem: Problem): Generator<Assignment> {
  for (const { parts: chosen } of pricedSets(parts, problem)) {
    const assignment: number[] = []
    neighboursAlike(problem.groups).forEach(({ groups }, i) => {
      for (let g = 0; g < groups; g++) assignment.push(chosen[i])
    })
    yield assignment
  }
}

const sets = new WeakMap<Problem, readonly Priced[]>()

/** Each set of parts that may be the cheapest with the best it can do, cheapest first. */
function pricedSets(parts: readonly Algorithm[], problem: Problem): readonly Priced[] {
  let known = sets.get(problem)
  if (!known) sets.set(problem, (known = newSets(parts, problem).sort((a, b) => a.nanoseconds - b.nanoseconds)))
  return known
}

function newSets(parts: readonly Algorithm[], problem: Problem): Priced[] {
  const alike = neighboursAlike(problem.groups)
  // parts that take long to price come last, and not where what they cost at least is more than others cost in all
  const quick = [...parts.keys()].filter((p) => parts[p].perLetter!.least === undefined)
  const found = setsOf(parts, problem, alike, quick)
  const least = found.reduce((least, { nanoseconds }) => Math.min(least, nanoseconds), Infinity)
  const slow = [...parts.keys()].filter((p) => (parts[p].perLetter!.least?.(problem) ?? Infinity) < least)
  return slow.length === 0 ? found : setsOf(parts, problem, alike, [...quick, ...slow])
}

function neighboursAlike(groups: readonly LetterGroup[]): Alike[] {
  const found: { share: LetterGroup; classes: number; groups: number }[] = []
  for (const share of groups) {
    const last = found[found.length - 1]
    if (last && last.share.pattern === share.pattern && last.share.text === share.text) {
      last.classes += share.classes
      last.groups++
    } else found.push({ share, classes: share.classes, groups: 1 })
  }
  return found
}

/** Every letter to the cheapest of a set, for each set of these parts. */
function setsOf(parts: readonly Algorithm[], problem: Problem, alike: readonly Alike[], members: readonly number[]): Priced[] {
  const bases = members.map((p) => price(parts[p].perLetter!.base(problem)))
  const letters = members.map((p) => {
    const priceOf = letterPrice(parts[p], problem)
    return alike.map(({ share, classes }) => classes * priceOf(share))
  })
  const found: Priced[] = []
  for (let set = 1; set < 2 ** members.length; set++) {
    let nanoseconds = 0
    for (let i = 0; i < members.length; i++) if ((set >> i) & 1) nanoseconds += bases[i]
    const chosen: number[] = []
    for (let g = 0; g < alike.length; g++) {
      let cheapest = -1
      for (let i = 0; i < members.length; i++) {
        if ((set >> i) & 1 && (cheapest < 0 || letters[i][g] < letters[cheapest][g])) cheapest = i
      }
      chosen.push(members[cheapest])
      nanoseconds += letters[cheapest][g]
    }
    if (nanoseconds < Infinity) found.push({ parts: chosen, nanoseconds })
  }
  return found
}

/** Price of a letter by its shares, which it is linear in: found at four corners, not by a record of work for each letter. */
function letterPrice({ perLetter }: Algorithm, problem: Problem): (share: LetterGroup) => number {
  const at = (pattern: number, text: number): number => price(perLetter!.letter(problem, { classes: 1, pattern, text }))
  const [none, inPattern, inText, inBoth] = [at(0, 0), at(1, 0), at(0, 1), at(1, 1)]
  if (none === Infinity) return () => Infinity
  const together = inBoth - inPattern - inText + none
  return ({ pattern, text }) => none + (inPattern - none) * pattern + (inText - none) * text + together * pattern * text
}
