// How many distinct sums two lists have, as far as a plan needs to know.
import { choose } from './choose.js'
import { price } from './machine.js'
import { sumsets } from './registry.js'
import type { Arena } from '../wasm/arena.js'
import { openCounting } from '../sumset/counting.js'
import { countsPairs, estimateCost, estimateSums } from '../sumset/estimate.js'
import { problemOf, randomSums, type SumsetProfile, type TakenIn } from '../sumset/lists.js'

/** From a sample, where the plan for numbers drawn at random would take longer than sampling does; else as for those. */
export function measureSums(arena: Arena, taken: TakenIn, counting = openCounting(arena, taken)): SumsetProfile {
  const { n, m, universe } = taken
  const random = { universe, sums: Math.max(1, randomSums(n, m, universe)) }
  const problem = problemOf('sumsetCounts', taken, random)
  const row = choose(sumsets, problem, { memoryLimit: Infinity })
  if (price(row.work(problem)) <= estimateCost(taken)) return random
  const sums = estimateSums(arena, taken, counting)
  return { universe, sums, ...(countsPairs(n, m, universe) && { numbers: counting.numbers() }) }
}
