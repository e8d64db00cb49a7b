// What plans of counting 3SUM depend on.
import type { Arena } from '../wasm/arena.js'
import { openCounting } from '../sumset/counting.js'
import { problemOf, type SumsetProfile, type TakenIn } from '../sumset/lists.js'
import { measureCounts } from '../threesum/measure.js'
import { measureStretches, stretchesCost } from '../threesum/measure-stretches.js'
import { choose } from './choose.js'
import { price } from './machine.js'
import { measureSums } from './measure-sums.js'
import type { ThreeSumTask } from './problem.js'
import { sumsets } from './registry.js'

/** Stretches are looked for where counting all sums would take so many times as long. */
const WORTH = 4

/** The universe and sums of two lists; with targets, and where counts of them are wanted, those of a few. */
export function measureThreeSums(
  arena: Arena,
  task: ThreeSumTask,
  taken: TakenIn,
  targets?: { readonly c: number; readonly targets: number },
): SumsetProfile {
  const { universe, n, m } = taken
  const counting = openCounting(arena, taken)
  // the number of sums tells nothing of a convolution
  const sums = task === 'threeSumCounts' ? measureSums(arena, taken, counting) : { universe, sums: Math.min(n * m, universe) }
  const stretches =
    task === 'threeSumCounts' && sumsPrice(taken, sums) > WORTH * stretchesCost(taken) ? measureStretches(arena, taken) : undefined
  const counts = targets && measureCounts(arena, task, { ...taken, ...targets }, counting, stretches)
  return { ...sums, ...(stretches && { stretches }), ...counts }
}

function sumsPrice(taken: TakenIn, sums: SumsetProfile): number {
  const problem = problemOf('sumsetCounts', taken, sums)
  return price(choose(sumsets, problem, { memoryLimit: Infinity }).work(problem))
}
