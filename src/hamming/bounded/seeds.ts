// Occurrences with at most k mismatches by exact seeds: a text position costs one look-up of a hash whatever the alphabet is, so this is for large
// alphabets, and for patterns that are long for their k. Baeza-Yates and Perleberg (1992); seeding.ts has the filter.
import { addWork, price } from '../../plan/machine.js'
import { shiftsOf, symbolsRead, type Problem } from '../../plan/problem.js'
import { lengths, type Algorithm } from '../algorithm.js'
import { codedBytes, codingWork, openCoded, refusesOverlaps } from '../coded.js'
import { openMarks, openSeeding, seedingBytes, seedingStep, seedingWork } from '../seeding.js'

function stepOf(problem: Problem): number {
  return seedingStep(shiftsOf(problem), problem.m)
}

export const seeds: Algorithm = {
  name: 'seeds',
  tasks: ['hammingDistances', 'findMatches', 'countMatches'],
  guarantee: 'exact',
  complexity: 'O(n + seeds found + letters of candidates), O(n m) always',
  source: 'partition into exact pieces (Baeza-Yates and Perleberg, 1992), counted (Amir, Lewenstein and Porat, 2004)',
  answers: 'hits',
  kernels: ['lookUp8', 'lookUp16', 'lookUp32', 'findSeeds', 'verify'],
  refuses(problem) {
    if (problem.k === undefined) return 'it needs a bound on the distance (maxMismatches)'
    return refusesOverlaps(problem)
  },
  work(problem) {
    const { m, patterns, symbolBytes } = problem
    const work = seedingWork(problem, stepOf(problem))
    addWork(work, codingWork(symbolsRead(problem, stepOf(problem)), symbolBytes))
    addWork(work, { call: 1, layout: m * patterns })
    return work
  },
  // every symbol coded
  least: ({ n, m, patterns, symbolBytes }) => price({ call: 1, layout: m * patterns, ...codingWork(n, symbolBytes) }),
  step: stepOf,
  bytes: (problem) => codedBytes(problem, stepOf(problem) + problem.m) + seedingBytes(problem),
  open(arena, problem, { text, patterns, k }) {
    const { shortest, longest } = lengths(patterns)
    const step = seedingStep(text.symbols.length - shortest + 1, longest)
    const coded = openCoded(arena, text, patterns, step + longest - 1)
    const marks = openMarks(arena, step)
    const searches = patterns.map((pattern, index) =>
      openSeeding(arena, coded, marks, coded.pattern(pattern), { k, match: problem.match, index }),
    )
    return {
      step,
      work: coded.work,
      load: (first, shifts) => coded.take(first, Math.min(text.symbols.length, first + shifts + longest - 1)),
      hits: (pattern, shifts, records) => searches[pattern].hits(shifts, records),
    }
  },
}
