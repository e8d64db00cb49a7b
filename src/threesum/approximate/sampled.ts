// Counts of 3SUM from a sample of the shorter list: for each target, how many of the drawn numbers have their partner in the other list. Nothing
// is hashed away, so structure does no harm; but a target whose count is near half of all pairs takes 1 / epsilon^2 draws.
//
// Most targets have few pairs, and log(|c| / delta) / epsilon draws that find none settle them: the bounds of src/threesum/sampling.ts. The others
// go on with more draws, and in the end all numbers are drawn and counts are exact. A draw counts as many pairs as its partner stands in the list, and bounds are
// as wide: so numbers that stand there more than `most` times are met with every number of the shorter list instead, where that is cheaper.
import { addWork, price, type Work } from '../../plan/machine.js'
import type { ThreeSumProblem } from '../../plan/problem.js'
import { drawFactor, drawsOf } from '../../random.js'
import { entriesOf, entryBytes, passes } from '../../sumset/entries.js'
import { countByDraws, openBytes, sideBytes } from '../drawing.js'
import { columnOf, type ThreeSumRow } from '../row.js'
import { expectedDraws, levelsFor, type Question } from '../sampling.js'
import { countsOf, DELTA, meanOver, refusesExact, roundCounts, toleranceOf } from '../tolerance.js'

/** Each draw counts up to `most` pairs. */
function questionOf(problem: ThreeSumProblem, most: number): Question {
  const values = Math.min(problem.n, problem.m)
  return { values, tolerance: toleranceOf(problem) / (values * most), entries: problem.targets, delta: problem.delta ?? DELTA }
}

interface Plan {
  /** the times up to which a partner is drawn for */
  readonly most: number
  readonly work: Work
}

function planFor(problem: ThreeSumProblem): Plan {
  const { n, m, targets, alone, repeats = [] } = problem
  const [few, many] = [Math.min(n, m), Math.max(n, m)]
  const counts = countsOf(problem)
  /** numbers of the longer list that stand there more than once, all of them */
  const repeated = repeats.length === 0 ? 0 : repeats[0] + repeats.reduce((sum, more) => sum + more, 0)
  let best: Plan | undefined
  for (let most = 1; most <= repeats.length + 1; most++) {
    const frequent = repeats[most - 1] ?? 0
    const question = questionOf(problem, most)
    const levels = levelsFor(question)
    // among the pairs of repeated numbers those up to `most` have a part as among the numbers
    const times = repeats.slice(0, most - 1).reduce((sum, more) => sum + more - frequent, 0)
    const part = most === 1 ? 0 : (times + repeats[0] - frequent) / Math.max(1, repeated)
    // pairs whose partner is drawn for
    const kept = counts.map((count, i) => (alone?.[i] ?? count) + part * (count - (alone?.[i] ?? count)))
    const draws = meanOver(kept, (count) => expectedDraws(question, levels, count / (few * most)))
    const work: Work = { call: 1, key: (many + targets + draws + (frequent > 0 ? few : 0)) * (1 + passes(64)), bisect: targets }
    addWork(work, {
      seek: (draws + frequent) * targets,
      probe: targets * meanOver(counts, (count, i) => Math.min(draws, (draws * kept[i]) / few) + Math.min(frequent, count - kept[i])),
    })
    if (best === undefined || price(work) < price(best.work)) best = { most, work }
    if (frequent === 0) break
  }
  return best!
}

export const sampled: ThreeSumRow = {
  name: 'sampled',
  tasks: ['threeSumCounts'],
  guarantee: 'monte-carlo',
  complexity: 'O(|c| log(|c| / delta) / epsilon) lookups for targets of few pairs, up to O(|c| min(|a|, |b|)) for others',
  source: 'draws without replacement, each target as long as its bound asks for (Chernoff 1952; Hoeffding 1963)',
  kernels: ['keysOf', 'sortKeys', 'uniteKeys', 'indexKeys', 'matchAtSecond', 'settleKeys', 'numbersAt'],
  refuses: refusesExact,
  work: (problem) => planFor(problem).work,
  bytes({ n, m, targets }) {
    const [few, many] = [Math.min(n, m), Math.max(n, m)]
    return 8 * few + sideBytes(few, many) + entryBytes(targets) + openBytes(targets) + 2048
  },
  run(arena, problem, lists, work) {
    const { targets } = problem
    const draw = drawsOf(lists.seed)
    const factor = drawFactor(draw)
    const all = entriesOf(arena, lists.c, targets, { base: lists.base, factor, number: 0 })
    addWork(work, { key: targets * (1 + passes(64)), bisect: targets })
    const [drawn, partners] = [
      { at: lists.a, count: lists.n },
      { at: lists.b, count: lists.m },
    ].sort((x, y) => x.count - y.count)
    const { most } = planFor(problem)
    countByDraws(arena, [{ drawn, partners }], all, factor * BigInt(lists.step), questionOf(problem, most), most, draw, work)
    const out = arena.alloc(8 * targets)
    arena.kernels.numbersAt(lists.c, targets, lists.base, factor, all.at, all.count, out)
    return roundCounts(columnOf(arena, out, targets))
  },
}
