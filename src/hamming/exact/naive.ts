// Distances by definition, one pair of symbols after the other. A reference: what every other row must agree with, and be faster than.
import { addWork, type Work } from '../../plan/machine.js'
import { shiftsOf, symbolsRead } from '../../plan/problem.js'
import { lengths, type Algorithm } from '../algorithm.js'
import { joined } from '../distinct.js'
import { openWords, wordsBytes } from '../words.js'

/** Shifts of a block for short patterns; longer ones take blocks of their own length, so that the overlap at most doubles. */
const SHORT_STEP = 4096

function stepOf(shifts: number, m: number): number {
  return Math.min(Math.max(SHORT_STEP, m), shifts)
}

export const naive: Algorithm = {
  name: 'naive',
  tasks: ['hammingDistances'],
  guarantee: 'exact',
  reference: true,
  complexity: 'O(n m) symbol comparisons, one at a time',
  source: 'definition of the Hamming distance (Hamming, 1950)',
  answers: 'distances',
  kernels: ['naiveNumbers', 'naiveSets', 'lookUp8', 'lookUp16'],
  refuses: () => undefined,
  work(problem) {
    const { m, positions, patterns, symbolBytes } = problem
    const shifts = shiftsOf(problem)
    const symbols = symbolsRead(problem, stepOf(shifts, m))
    return {
      call: 1,
      layout: positions * patterns,
      byte: symbols * symbolBytes,
      ...(symbolBytes < 4 && { lookUp: symbols }),
      single: shifts * m * patterns,
    }
  },
  step: (problem) => stepOf(shiftsOf(problem), problem.m),
  bytes(problem) {
    const { m, patterns, symbolBytes } = problem
    return wordsBytes(symbolBytes, stepOf(shiftsOf(problem), m) + m) + 4 * m * patterns
  },
  open(arena, _problem, { text, patterns }) {
    const { shortest, longest } = lengths(patterns)
    const step = stepOf(text.symbols.length - shortest + 1, longest)
    const width = text.symbols.BYTES_PER_ELEMENT
    const words = openWords(arena, text, joined(patterns), step + longest - 1)
    const { naiveNumbers, naiveSets } = arena.kernels
    const count = words.sets ? naiveSets : naiveNumbers
    const wanted = patterns.map(({ keys }) => {
      const at = arena.alloc(4 * keys.length)
      arena.words().set(keys.map(words.wordOf), at / 4)
      return at
    })
    const work: Work = {}
    return {
      step,
      work,
      load(first, shifts) {
        const end = Math.min(text.symbols.length, first + shifts + longest - 1)
        words.take(first, end)
        addWork(work, { byte: (end - first) * width, ...(width < 4 && { lookUp: end - first }) })
      },
      distances(pattern, shifts, out) {
        const { m } = patterns[pattern]
        count(words.at, wanted[pattern], m, shifts, out)
        addWork(work, { single: shifts * m })
      },
    }
  },
}
