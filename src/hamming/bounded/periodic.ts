// Occurrences with at most k mismatches in O(n + n k / sqrt m), the bound of Gawrychowski and Uznanski (2018), up to what is said in
// docs/theorems/k-mismatch.md. Either the pattern nearly repeats itself after pi <= k letters, or its occurrences are more than k letters apart.
//
// Aperiodic: HD(P[pi..), P[0, m - pi)) > 4k for every pi <= k. Two occurrences pi apart would make that at most 2k. Candidates come from seeds.
//
// Periodic: all windows of m consecutive shifts share a position. The text is followed from there in both directions while at most 6k letters differ
// from those a period away; an occurrence lies within, as its letters differ at most 4k + 2k times. M(z), the matches at shift z, has the second
// difference 2 M(z) - M(z - pi) - M(z + pi) in steps of pi, and that is a sum over pairs of equal letters at which text and pattern differ from
// themselves a period earlier: O(k) places in each.
import { addWork, price, type Work } from '../../plan/machine.js'
import { shiftsOf, symbolsRead, type Problem } from '../../plan/problem.js'
import type { Arena } from '../../wasm/arena.js'
import { lengths, type Algorithm } from '../algorithm.js'
import { codedBytes, codingWork, openCoded, refusesOverlaps, type Coded, type CodedPattern } from '../coded.js'
import { openMarks, openSeeding, seedingBytes, seedingStep, seedingWork } from '../seeding.js'

/** pi is a period when the pattern differs from itself at most so many times k; a window of an occurrence then differs at most so many more. */
const PATTERN_DIFFERENCES = 4
const TEXT_DIFFERENCES = 6

function stepOf(problem: Problem): number {
  return seedingStep(shiftsOf(problem), problem.m)
}

/** The longest period that is looked for. */
function mostPeriod(m: number, k: number): number {
  return Math.min(k, m - 1)
}

export const periodic: Algorithm = {
  name: 'periodic',
  tasks: ['hammingDistances', 'findMatches', 'countMatches'],
  guarantee: 'exact',
  complexity: 'O(n + n k / sqrt m) where differences are spread over k / sqrt m letters, O(n + n k^2 / m) where they are of few',
  source: 'approximate periods and their differences (Gawrychowski and Uznanski, 2018): derived here from their ideas',
  answers: 'hits',
  // prettier-ignore
  kernels: ['lookUp8', 'lookUp16', 'lookUp32', 'mismatches', 'findSeeds', 'verify', 'reachUp', 'reachDown', 'differences', 'sumTwice', 'takeMatches'],
  refuses(problem) {
    if (problem.k === undefined) return 'it needs a bound on the distance (maxMismatches)'
    return refusesOverlaps(problem)
  },
  work(problem) {
    const { m, k = m, patterns, symbolBytes } = problem
    const work = periodWork(problem, Math.min(k, m)) ?? seedingWork(problem, stepOf(problem))
    addWork(work, codingWork(symbolsRead(problem, stepOf(problem)), symbolBytes))
    addWork(work, { call: 1, layout: m * patterns, letter: searchLetters(problem) * patterns })
    return work
  },
  // every symbol coded
  least: ({ n, m, patterns, symbolBytes }) => price({ call: 1, layout: m * patterns, ...codingWork(n, symbolBytes) }),
  step: stepOf,
  bytes(problem) {
    const { m, k = m, patterns } = problem
    const most = mostPeriod(m, Math.min(k, m))
    // sums and matches over the places of a window and of the pattern, and for each pattern its differences by letter
    const differences = 4 * (6 * m + 8 * most) + 512 + patterns * (4 * (2 * (m + most) + 3 * (problem.classes + 2)) + 512)
    return codedBytes(problem, stepOf(problem) + m) + seedingBytes(problem) + differences
  },
  open(arena, problem, { text, patterns, k }) {
    const { shortest, longest } = lengths(patterns)
    const step = seedingStep(text.symbols.length - shortest + 1, longest)
    const coded = openCoded(arena, text, patterns, step + longest - 1)
    const marks = openMarks(arena, step)
    const room = openRoom(arena, longest, mostPeriod(longest, k))
    const searches = patterns.map((own, index) => {
      const pattern = coded.pattern(own)
      const bound = Math.min(k, pattern.m)
      const period = findPeriod(arena, coded.work, pattern, bound)
      return period === undefined
        ? openSeeding(arena, coded, marks, pattern, { k: bound, match: problem.match, index })
        : openPeriod(arena, coded, room, pattern, { k: bound, period, index })
    })
    return {
      step,
      work: coded.work,
      load: (first, shifts) => coded.take(first, Math.min(text.symbols.length, first + shifts + longest - 1)),
      hits: (pattern, shifts, records) => searches[pattern].hits(shifts, records),
    }
  },
}

/** Letters of the pattern read in search of a period: as far as it takes to see more than 4k differences. */
function searchLetters({ m, k = m, match, period }: Problem): number {
  const most = mostPeriod(m, Math.min(k, m))
  const each = Math.min(m, 16 + (PATTERN_DIFFERENCES * k + 1) / Math.max(1e-9, 1 - match))
  return period && period.length <= most ? (period.length - 1) * each + m : most * each
}

/** Work of the periodic case, if the profile says so. */
function periodWork(problem: Problem, k: number): Work | undefined {
  const { m, match, period, patterns } = problem
  if (!period || period.length > mostPeriod(m, k) || period.pattern * m > PATTERN_DIFFERENCES * k) return undefined
  const shifts = shiftsOf(problem)
  const blocks = Math.ceil(shifts / m)
  const span = m - 1 + Math.min(m, shifts)
  const window = Math.min(span, 2 * ((TEXT_DIFFERENCES * k) / Math.max(1e-9, period.text)))
  const work: Work = { letter: (blocks - 1) * window + Math.min(window, shifts - (blocks - 1) * m + m - 1) }
  if (window >= m) {
    const event = 2 * (period.text * window + period.length)
    const inPattern = 2 * (period.pattern * m + period.length)
    addWork(work, { event, pair: event * inPattern * match, difference: window + m + 2 * period.length }, blocks)
  }
  return Object.fromEntries(Object.entries(work).map(([unit, count]) => [unit, count * patterns]))
}

/** The shortest pi <= k at which the pattern differs from itself at most 4k times. */
function findPeriod(arena: Arena, work: Work, { m, words }: CodedPattern, k: number): number | undefined {
  const { mismatches, readLetters } = arena.kernels
  const before = readLetters()
  const limit = PATTERN_DIFFERENCES * k
  let found: number | undefined
  for (let period = 1; period <= mostPeriod(m, k) && found === undefined; period++) {
    if (mismatches(words + 4 * period, words, m - period, limit) <= limit) found = period
  }
  addWork(work, { letter: Number(readLetters() - before) })
  return found
}

/** Where sums and matches of a window stand, shared by all patterns. */
interface Room {
  readonly sums: number
  readonly matches: number
}

function openRoom(arena: Arena, m: number, period: number): Room {
  return { sums: arena.alloc(4 * (3 * m + 2 * period)), matches: arena.alloc(4 * (3 * m + 4 * period)) }
}

/** Searches the blocks of a text for a pattern with a period. */
function openPeriod(
  arena: Arena,
  coded: Coded,
  { sums, matches }: Room,
  pattern: CodedPattern,
  { k, period, index }: { k: number; period: number; index: number },
): { hits(shifts: number, records: number): number } {
  const { m, words, must, required } = pattern
  const text = coded.words
  const { starts, lists } = layOut(arena, coded.classes, pattern, period)
  const { reachUp, reachDown, differences, sumTwice, takeMatches, readEvents } = arena.kernels
  const limit = TEXT_DIFFERENCES * k
  /** Shifts [first, first + shifts), at most m: all their windows have the position first + shifts - 1. */
  const block = (first: number, shifts: number, records: number): number => {
    const end = first + shifts + m - 1
    const shared = first + shifts - 1
    const low = reachDown(text, Math.max(first, shared + 1 - period), first, period, limit)
    const high = reachUp(text, Math.min(end, shared + period), end, period, limit)
    addWork(coded.work, { letter: high - low })
    const window = high - low
    if (window < m) return 0
    const places = window + m + 2 * period
    const memory = arena.words()
    memory.fill(0, sums / 4, sums / 4 + places)
    memory.fill(0, matches / 4, matches / 4 + 2 * period)
    const events = readEvents()
    const pair = Number(differences(text + 4 * low, window, period, starts, lists, sums))
    sumTwice(sums, window, period, matches)
    addWork(coded.work, { event: Number(readEvents() - events), pair, difference: places })
    // matches of the shift z of the window stand at z + m + 2 period - 1; the block's shifts are those in [first, first + shifts)
    const from = Math.max(low, first)
    const count = Math.min(high - m + 1, first + shifts) - from
    if (count <= 0) return 0
    return takeMatches(matches + 4 * (from - low + m + 2 * period - 1), count, text, words, m, k, must, required, from, index, records)
  }
  return {
    hits(shifts, records) {
      let found = 0
      for (let first = 0; first < shifts; first += m) found += block(first, Math.min(m, shifts - first), records + 12 * found)
      return found
    },
  }
}

/**
 * The places y at which the pattern differs from itself a period earlier, by letter: starts[code] is the byte offset of a list of two counts and the
 * distances 4 (m + pi - 1 - y), first of the places that begin with the letter, then of those a period after it.
 */
function layOut(arena: Arena, classes: number, { m, words }: CodedPattern, period: number): { starts: number; lists: number } {
  const pattern = arena.words().slice(words / 4, words / 4 + m)
  const more = new Map<number, number[]>()
  const less = new Map<number, number[]>()
  const put = (lists: Map<number, number[]>, letter: number, y: number): void => {
    // a letter that the text does not have meets none
    if (letter > classes) return
    const list = lists.get(letter)
    const distance = 4 * (m + period - 1 - y)
    if (list) list.push(distance)
    else lists.set(letter, [distance])
  }
  for (let y = 0; y < m + period; y++) {
    const now = y < m ? pattern[y] : 0
    const before = y >= period ? pattern[y - period] : 0
    if (now === before) continue
    if (now !== 0) put(more, now, y)
    if (before !== 0) put(less, before, y)
  }
  const letters = new Set([...more.keys(), ...less.keys()])
  const entries = [...more.values(), ...less.values()].reduce((sum, { length }) => sum + length, 0)
  const starts = arena.alloc(4 * (classes + 1))
  const lists = arena.alloc(4 * (2 + 2 * letters.size + entries))
  const memory = arena.words()
  // the first list is empty
  memory.fill(0, starts / 4, starts / 4 + classes + 1)
  memory.fill(0, lists / 4, lists / 4 + 2)
  let next = 2
  for (const letter of letters) {
    const both = [more.get(letter) ?? [], less.get(letter) ?? []]
    memory[starts / 4 + letter] = 4 * next
    memory[lists / 4 + next] = both[0].length
    memory[lists / 4 + next + 1] = both[1].length
    next += 2
    for (const list of both) {
      memory.set(list, lists / 4 + next)
      next += list.length
    }
  }
  return { starts, lists }
}
