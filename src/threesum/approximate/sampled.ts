// Counts of 3SUM from a sample of the shorter list: for each target, how many of the drawn numbers have their partner in the other list. Nothing
// is hashed away, so structure does no harm; but a target whose count is near half of all pairs takes 1 / epsilon^2 draws.
//
// Most targets have few pairs, and log(|c| / delta) / epsilon draws that find none settle them: the bounds of src/threesum/sampling.ts. The others
// go on with twice as many draws, and in the end all numbers are drawn and counts are exact.
import { addWork } from '../../plan/machine.js'
import type { ThreeSumProblem } from '../../plan/problem.js'
import { drawsOf } from '../../random.js'
import { copyEntries, entriesOf, entryBytes, largestNumber, passes, permuted } from '../entries.js'
import { columnOf, type ThreeSumRow } from '../row.js'
import { expectedDraws, levelsFor, randomOrder, type Question } from '../sampling.js'
import { matchAll, openTable, tableBytes } from '../table.js'
import { DELTA, meanOf, refusesExact, roundCounts, toleranceOf } from '../tolerance.js'

/** Each draw counts up to `most` pairs, where the other list has duplicates. */
function questionOf(problem: ThreeSumProblem, most: number): Question {
  const values = Math.min(problem.n, problem.m)
  return { values, tolerance: toleranceOf(problem) / (values * most), entries: problem.targets, delta: problem.delta ?? DELTA }
}

export const sampled: ThreeSumRow = {
  name: 'sampled',
  tasks: ['threeSumCounts'],
  guarantee: 'monte-carlo',
  complexity: 'O(|c| log(|c| / delta) / epsilon) lookups for targets of few pairs, up to O(|c| min(|a|, |b|)) for others',
  source: 'draws without replacement, each target as long as its bound asks for (Chernoff 1952; Hoeffding 1963)',
  kernels: ['orderColumns', 'keysOf', 'sortKeys', 'uniteKeys', 'indexKeys', 'matchAtSecond', 'settleKeys', 'numbersAt'],
  refuses: refusesExact,
  work(problem) {
    const { n, m, targets } = problem
    const question = questionOf(problem, 1)
    const draws = expectedDraws(question, levelsFor(question), meanOf(problem) / question.values)
    const key = (Math.max(n, m) + targets + draws) * (1 + passes(64))
    return {
      call: 1,
      key,
      seek: draws * targets,
      probe: targets * Math.min(draws, (draws * meanOf(problem)) / question.values),
      bisect: targets,
    }
  },
  bytes({ n, m, targets }) {
    const [few, many] = [Math.min(n, m), Math.max(n, m)]
    return 12 * few + entryBytes(few) + entryBytes(many) + entryBytes(targets) + 16 * targets + tableBytes(many) + 8 * targets + 2048
  },
  run(arena, problem, lists, work) {
    const { n, m, targets } = problem
    const draw = drawsOf(lists.seed)
    const factor = (BigInt(draw(2 ** 32)) << 32n) | BigInt(draw(2 ** 32)) | 1n
    const scaled = factor * BigInt(lists.step)
    const all = entriesOf(arena, lists.c, targets, { base: lists.base, factor, number: 0 })
    const [few, many] = n <= m ? [lists.a, lists.b] : [lists.b, lists.a]
    const partners = entriesOf(arena, many, Math.max(n, m), { factor: scaled, number: 1 })
    addWork(work, { key: (Math.max(n, m) + targets) * (1 + passes(64)), bisect: targets })
    const table = openTable(arena, partners)
    const most = largestNumber(arena, partners)
    const question = questionOf(problem, most)
    const { sizes, thresholds } = levelsFor(question)
    const { at: drawn } = permuted(arena, few, randomOrder(question.values, draw))
    const open = copyEntries(arena, all)
    let from = 0
    for (const [level, size] of sizes.entries()) {
      const left = arena.within(() => {
        const draws = entriesOf(arena, drawn + 8 * from, size - from, { factor: scaled, number: 1 })
        addWork(work, { key: (size - from) * (1 + passes(64)), seek: draws.count * open.count, probe: matchAll(arena, draws, open, table) })
        const { low, high } = thresholds[level]
        return arena.kernels.settleKeys(open.at, open.count, all.at, low * most, high * most, 0, question.values / size)
      })
      if (left === 0) break
      open.count = left
      from = size
    }
    const out = arena.alloc(8 * targets)
    arena.kernels.numbersAt(lists.c, targets, lists.base, factor, all.at, all.count, out)
    return roundCounts(columnOf(arena, out, targets))
  },
}
