// What the rows for many patterns have in common.
import { addWork, price, type Work } from '../../plan/machine.js'
import type { Problem } from '../../plan/problem.js'
import type { Algorithm } from '../algorithm.js'
import { layoutOf, indexWork, leastWork, manyBytes, manyWork, mostHits, type Index } from './cost.js'
import { openMany } from './run.js'

type Words = Pick<Algorithm, 'name' | 'complexity' | 'source' | 'kernels'>

export function manyRow(index: Index, general: Algorithm, words: Words): Algorithm {
  /** The patterns that are left to the general algorithm. */
  const leftOf = (problem: Problem): Problem => ({ ...problem, patterns: layoutOf(problem, index).left })
  return {
    ...words,
    kernels: ['packLetters', 'requireLetter', 'placesOf', 'sortPieces', 'listNeighbours', 'meetLists', 'checkMeetings', ...words.kernels],
    tasks: ['findMatches', 'countMatches'],
    guarantee: 'exact',
    answers: 'hits',
    refuses(problem) {
      if (problem.k === undefined) return 'it needs a bound on the distance (maxMismatches)'
      if (!problem.alike) return 'it takes DNA letters'
      if (layoutOf(problem, index).cuttings.length === 0)
        return 'no patterns have room for two pieces of single letters that k mismatches leave near'
      return general.refuses(problem)
    },
    work(problem) {
      const work: Work = manyWork(problem, index)
      const left = leftOf(problem)
      if (left.patterns > 0) addWork(work, { ...general.work(left), call: 0 })
      return work
    },
    ...(index === 'kept' && { setup: (problem: Problem) => (leftOf(problem).patterns > 0 ? undefined : indexWork(problem)) }),
    least: (problem) => price(leastWork(problem, index)),
    step: (problem) => layoutOf(problem, index).step,
    mostHits: (problem) => mostHits(problem, index),
    bytes: (problem) => manyBytes(problem, index) + 2 * general.bytes(problem) + ALLOCATION * problem.patterns,
    open: (arena, problem, input) => openMany(arena, problem, input, index, general),
  }
}

/** What an allocation of the general algorithm's may lose to alignment and slack. */
const ALLOCATION = 128
