// What it takes to turn an algorithm's answers into distances, matches or counts.
import type { Work } from '../plan/machine.js'
import { shiftsOf, type Problem } from '../plan/problem.js'
import type { Algorithm } from './algorithm.js'
import { RECORD } from './hits.js'

export function join(row: Algorithm, problem: Problem): { work: Work; bytes: number } {
  return { work: joinWork(row, problem), bytes: joinBytes(row, problem) }
}

/** Hits are not predicted. */
function joinWork({ answers }: Algorithm, problem: Problem): Work {
  const distances = shiftsOf(problem) * problem.patterns
  if (problem.task === 'hammingDistances') return { byte: 4 * distances }
  return answers === 'distances' ? { test: distances } : {}
}

/** What an allocation may lose to alignment and slack. */
const ALLOCATION = 128

/** Memory in which answers of a block become the task's result, as long as no shift has more than one hit. */
function joinBytes(row: Algorithm, problem: Problem): number {
  const step = row.step(problem) + 128
  const arrays = row.answers === 'hits' ? 0 : problem.task === 'hammingDistances' ? 1 : 2
  const records = problem.task !== 'hammingDistances' ? 2 : row.answers === 'hits' ? 1 : 0
  // room that doubles as it grows leaves what it was behind, and sorting takes as much again
  const hits = row.mostHits ? 3 * row.mostHits(problem) : step
  return 4 * step * arrays + RECORD * records * hits + ALLOCATION * (32 + problem.patterns)
}
