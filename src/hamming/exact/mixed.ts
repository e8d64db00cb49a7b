// Every distance with each letter counted by the algorithm that is cheapest for it: distances over parts of a pattern's positions add up to the
// whole. The practical form of the split into heavy and light letters (Abrahamson, 1987), with prices instead of a threshold.
import { price } from '../../plan/machine.js'
import { shiftsOf, type LetterGroup, type Problem } from '../../plan/problem.js'
import type { Algorithm } from '../algorithm.js'
import { sharedWork, split, usedParts, type Assignment } from '../split.js'

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
    // in a program's first hundred calls; later half of it
    pricing: ({ groups }) => 30_000 + 300 * groups.length,
    // with one part it costs what that part costs, which is priced anyway
    least: (problem, best) => leastOfSharing(parts, problem, best),
  }
}

/** A lower bound on the price of two parts or more, as tight as it takes to be above `best`: their own, and a sum of 4 bytes a shift. */
function leastOfSharing(parts: readonly Algorithm[], problem: Problem, best: number): number {
  const call = price({ call: 1 })
  if (2 * call > best) return 2 * call
  const each = parts
    .map(({ perLetter }) => perLetter!.least?.(problem).base ?? call + price(perLetter!.base(problem)))
    .sort((a, b) => a - b)
  if (each[0] + each[1] > best) return each[0] + each[1]
  const more = price({ call: 2, layout: 2 * problem.positions * problem.patterns, byte: 4 * shiftsOf(problem) })
  const { bases, letters } = quotesOf(parts, problem)
  const [first, second] = [...bases].sort((a, b) => a - b)
  // each letter to the cheapest, whatever that asks for as a base
  const quick = CERTAIN * (first + second + leastOfLetters(letters)) + more
  if (quick > best) return quick
  const shared = sharingOf(parts, problem).sets.find(({ members }) => members.length > 1)
  return shared ? CERTAIN * shared.nanoseconds + more : Infinity
}

/** A part's price differs from the sum over its letters, by blocks that do not come out even and by layouts for fewer letters. */
const CERTAIN = 0.75

/** Found once for each problem: every question a planner asks needs it. */
const assignments = new WeakMap<Problem, { assignment?: Assignment }>()

/** The cheapest part for all letters, or where it is cheaper the best way to share them out: each letter to the cheapest of a set of parts. */
function assign(parts: readonly Algorithm[], problem: Problem): Assignment | undefined {
  let known = assignments.get(problem)
  if (!known) assignments.set(problem, (known = { assignment: cheapestAssignment(parts, problem) }))
  return known.assignment
}

function cheapestAssignment(parts: readonly Algorithm[], problem: Problem): Assignment | undefined {
  let best: Assignment | undefined
  let least = Infinity
  for (const [p, part] of parts.entries()) {
    if ((part.least && part.least(problem, least) > least) || part.refuses(problem) !== undefined) continue
    const nanoseconds = price(part.work(problem))
    if (nanoseconds >= least) continue
    best = problem.groups.map(() => p)
    least = nanoseconds
  }
  if (leastOfSharing(parts, problem, least) > least) return best
  for (const assignment of assignmentsOf(parts, problem)) {
    const used = usedParts(parts, problem, assignment)
    if (!used.every(({ part, own }) => part.refuses(own) === undefined)) continue
    return price(sharedWork(used, problem)) < least ? assignment : best
  }
  return best
}

/** Neighbours in problem.groups with the same shares, which cost the same: where letters are many most are alike. */
interface Alike {
  readonly share: LetterGroup
  readonly classes: number
  readonly groups: number
}

/** Parts each of which is the cheapest for some letters. */
interface Priced {
  readonly members: readonly number[]
  readonly nanoseconds: number
}

/** What parts ask for. */
interface Quotes {
  readonly alike: readonly Alike[]
  /** by part: whatever the letters are, and for each of the neighbours alike */
  readonly bases: readonly number[]
  readonly letters: readonly Float64Array[]
  /** parts that take long to price, of which these are lower bounds */
  readonly slow: readonly number[]
}

function* assignmentsOf(parts: readonly Algorithm[], problem: Problem): Generator<Assignment> {
  const { alike, letters, sets } = sharingOf(parts, problem)
  for (const { members } of sets) {
    if (members.length === 1) continue
    const assignment: number[] = []
    alike.forEach(({ groups }, i) => {
      const part = cheapestOf(members, letters, i)
      for (let g = 0; g < groups; g++) assignment.push(part)
    })
    yield assignment
  }
}

function leastOfLetters(letters: readonly Float64Array[]): number {
  let sum = 0
  for (let i = 0; i < letters[0].length; i++) {
    let least = Infinity
    for (const prices of letters) least = Math.min(least, prices[i])
    sum += least
  }
  return sum
}

const quotes = new WeakMap<Problem, Quotes>()

function quotesOf(parts: readonly Algorithm[], problem: Problem): Quotes {
  let known = quotes.get(problem)
  if (!known) {
    const alike = neighboursAlike(problem.groups)
    const least = parts.map(({ perLetter }) => perLetter!.least?.(problem))
    const bases = parts.map(({ perLetter }, p) => least[p]?.base ?? price(perLetter!.base(problem)))
    const letters = parts.map((part, p) => letterPrices(alike, least[p] ? (): number => least[p]!.letter : letterPrice(part, problem)))
    const slow = [...parts.keys()].filter((p) => least[p])
    quotes.set(problem, (known = { alike, bases, letters, slow }))
  }
  return known
}

/** Quotes of all parts that may be worth it, and each set of them, cheapest first. */
type Sharing = Pick<Quotes, 'alike' | 'letters'> & { readonly sets: readonly Priced[] }

const sharings = new WeakMap<Problem, Sharing>()

function sharingOf(parts: readonly Algorithm[], problem: Problem): Sharing {
  let known = sharings.get(problem)
  if (!known) {
    const { alike, slow, ...quick } = quotesOf(parts, problem)
    const bases = [...quick.bases]
    const letters = [...quick.letters]
    const told = [...parts.keys()].filter((p) => !slow.includes(p))
    const cheap = setsOf(bases, letters, told)
    // whatever letters it would get, its base alone costs more than the others do in all
    const worth = slow.filter((p) => bases[p] < (cheap[0]?.nanoseconds ?? Infinity))
    for (const p of worth) {
      bases[p] = price(parts[p].perLetter!.base(problem))
      letters[p] = letterPrices(alike, letterPrice(parts[p], problem))
    }
    sharings.set(problem, (known = { alike, letters, sets: worth.length > 0 ? setsOf(bases, letters, [...told, ...worth]) : cheap }))
  }
  return known
}

function letterPrices(alike: readonly Alike[], priceOf: (share: LetterGroup) => number): Float64Array {
  const prices = new Float64Array(alike.length) // Float64Array.from with a callback takes 60 ns each
  for (let i = 0; i < prices.length; i++) prices[i] = alike[i].classes * priceOf(alike[i].share)
  return prices
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

/** Cheapest first: every letter to the cheapest of a set, for each set of these parts. Where one is left without letters, a smaller set is cheaper. */
function setsOf(bases: readonly number[], letters: readonly Float64Array[], parts: readonly number[]): Priced[] {
  const found: Priced[] = []
  for (let set = 1; set < 2 ** parts.length; set++) {
    const members = parts.filter((_, i) => (set >> i) & 1)
    let nanoseconds = members.reduce((sum, p) => sum + bases[p], 0)
    if (nanoseconds === Infinity) continue
    let used = 0
    for (let i = 0; i < letters[0].length; i++) {
      const part = cheapestOf(members, letters, i)
      used |= 1 << part
      nanoseconds += letters[part][i]
    }
    if (nanoseconds < Infinity && members.every((p) => (used >> p) & 1)) found.push({ members, nanoseconds })
  }
  return found.sort((a, b) => a.nanoseconds - b.nanoseconds)
}

function cheapestOf(members: readonly number[], letters: readonly Float64Array[], i: number): number {
  let cheapest = members[0]
  for (let s = 1; s < members.length; s++) if (letters[members[s]][i] < letters[cheapest][i]) cheapest = members[s]
  return cheapest
}

/** Price of a letter by its shares, which it is linear in: found at four corners, not by a record of work for each letter. */
function letterPrice({ perLetter }: Algorithm, problem: Problem): (share: LetterGroup) => number {
  const at = (pattern: number, text: number): number => price(perLetter!.letter(problem, { classes: 1, pattern, text }))
  const [none, inPattern, inText, inBoth] = [at(0, 0), at(1, 0), at(0, 1), at(1, 1)]
  if (none === Infinity) return () => Infinity
  const together = inBoth - inPattern - inText + none
  return ({ pattern, text }) => none + (inPattern - none) * pattern + (inText - none) * text + together * pattern * text
}
