// Counts of 3SUM modulo a hash, corrected by a sample of what the hash adds: W(c) pairs fall into the cells of c, r(c) of them sum up to it, and the N(c) others
// are counted for drawn numbers of the shorter list alone. r = W - N, whatever the hash is; N is small where there are many cells, and then few draws tell
// it, however large r may be. A control variate: derived here, as are the two steps that make a draw worth 0 or 1 and so its bound tight:
//
// 1. Of the longer list only numbers that stand once and share no two neighbouring cells with others go through the hash.
// 2. The others, few if there are few duplicates, are looked up with every number of the shorter list, exactly.
//
// A target whose cells hold a sum of many pairs takes many draws, and another hash where that is cheaper.
import { addWork, price, type Work } from '../../plan/machine.js'
import type { ThreeSumProblem } from '../../plan/problem.js'
import { drawsOf } from '../../random.js'
import type { Arena } from '../../wasm/arena.js'
import { addPairs, drawHash, FEWEST_BITS, hashLists, MOST_BITS, productBytes, productWork, refusesCells, scaledTargets } from '../cells.js'
import { copyEntries, entryBytes, passes, sortedEntries, permuted, type Entries } from '../../sumset/entries.js'
import { columnOf, type Lists, type ThreeSumRow } from '../row.js'
import { levelsFor, randomOrder, type Levels, type Question } from '../sampling.js'
import { eachTile, matchAll, openTable, tableBytes } from '../../sumset/table.js'
import { DELTA, refusesExact, roundCounts, toleranceOf } from '../tolerance.js'

/** Hashes that targets may see: one that met many false pairs has few under another. */
const ROUNDS = 4

function questionOf(problem: ThreeSumProblem): Question {
  const values = Math.min(problem.n, problem.m)
  // every round may fail every target
  return { values, tolerance: toleranceOf(problem) / values, entries: problem.targets, delta: (problem.delta ?? DELTA) / ROUNDS }
}

interface Plan {
  readonly bits: number
  readonly levels: Levels
  readonly work: Work
}

/** Cells make a draw find a false pair with probability 2 m / cells; the cheapest number of them. */
function planFor(problem: ThreeSumProblem): Plan {
  const { n, m, targets, repeats = [0] } = problem
  const [few, many] = [Math.min(n, m), Math.max(n, m)]
  const question = questionOf(problem)
  let best: Plan | undefined
  for (let bits = FEWEST_BITS; bits <= MOST_BITS; bits++) {
    const share = Math.min(1, (2 * many) / 2 ** bits)
    const levels = levelsFor(question, share)
    // those that repeat, or are too near to others to be kept
    const others = repeats[0] + many * share
    const draws = levels.sizes[0]
    const work: Work = { call: 1, key: (2 * n + m + 2 * targets + draws) * (1 + passes(64)), bisect: targets }
    addWork(work, productWork(bits, n + m, targets))
    addWork(work, { seek: (draws + others) * targets, probe: draws * targets * share })
    if (best === undefined || price(work) < price(best.work)) best = { bits, levels, work }
    if (draws < few / 64 && many * share < 1) break
  }
  return best!
}

export const corrected: ThreeSumRow = {
  name: 'corrected',
  tasks: ['threeSumCounts'],
  guarantee: 'monte-carlo',
  complexity: 'O(L log L + |c| log(|c| / delta) (1 / epsilon + m / (L epsilon^2))) for L cells and few duplicates',
  source: 'pairs counted modulo a hash, less a sample of the false ones: derived here',
  // prettier-ignore
  kernels: ['reduceDouble', 'orderColumns', 'keysOf', 'sortKeys', 'uniteKeys', 'keepApart', 'cellsOf', 'fold64', 'setRoots', 'spectrumAt64', 'productAt64', 'addCells', 'indexKeys', 'markCells', 'missKeys', 'matchAtSecond', 'settleKeys', 'numbersAt'],
  refuses(problem) {
    return refusesExact(problem) ?? refusesCells(problem)
  },
  work: (problem) => planFor(problem).work,
  bytes(problem) {
    const { n, m, targets } = problem
    const { bits } = planFor(problem)
    const entries = 3 * entryBytes(n) + 3 * entryBytes(m) + entryBytes(targets) + 48 * targets
    return entries + 2 * tableBytes(n + m) + 2 ** bits / 8 + 12 * Math.min(n, m) + productBytes(bits, n + m) + 4096
  },
  run(arena, problem, lists, work) {
    const { n, m } = problem
    const draw = drawsOf(lists.seed)
    // the shorter list is drawn from
    const given: Lists = n <= m ? lists : { ...lists, a: lists.b, b: lists.a, n: m, m: n }
    const result = columnOf(arena, scaledTargets(arena, given), problem.targets)
    let open = Array.from(result.keys())
    for (let round = ROUNDS; open.length > 0; round--) {
      const estimates = arena.within(() => oneHash(arena, problem, given, result, open, round, draw, work))
      for (const [i, target] of open.entries()) if (!Number.isNaN(estimates[i])) result[target] = estimates[i]
      open = open.filter((_, i) => Number.isNaN(estimates[i]))
    }
    return roundCounts(result)
  },
}

/** Estimates of the open targets, whose values stand in `result`: NaN where another hash is cheaper than more draws. */
function oneHash(
  arena: Arena,
  problem: ThreeSumProblem,
  given: Lists,
  result: Float64Array,
  targets: readonly number[],
  roundsLeft: number,
  draw: (bound: number) => number,
  work: Work,
): Float64Array {
  const { bits, levels } = planFor(problem)
  const values = arena.alloc(8 * targets.length)
  const list = arena.doubles(values, targets.length)
  for (const [i, target] of targets.entries()) list[i] = result[target]
  const hash = drawHash(draw, bits)
  const { a, b, c } = hashLists(arena, { ...given, targets: targets.length }, values, hash, work)
  const { kept, others } = separate(arena, b, bits)
  const open = copyEntries(arena, c)
  addPairs(arena, { a, b: kept, c }, bits, work)
  arena.within(() => {
    const table = openTable(arena, kept)
    const marks = arena.alloc(2 ** bits / 8)
    arena.bytes().fill(0, marks, marks + 2 ** bits / 8)
    arena.kernels.markCells(kept.at, kept.count, bits, marks)
    const { at: drawn } = permuted(arena, given.a, randomOrder(given.n, draw))
    const another = price(productWork(bits, given.n + given.m, 0))
    let from = 0
    for (const [level, size] of levels.sizes.entries()) {
      const more = price({ seek: (size - from) * open.count })
      if (level > 0 && roundsLeft > 1 && more > another + price({ seek: levels.sizes[0] * open.count })) break
      const left = arena.within(() => {
        const draws = sortedEntries(arena, drawn + 8 * from, size - from, { factor: hash.factor, number: 1 })
        const { missKeys } = arena.kernels
        const met = eachTile(draws, open, (p, pCount, q, qCount) => missKeys(p, pCount, q, qCount, bits, marks, table.bits, table.starts))
        addWork(work, { key: (size - from) * (1 + passes(64)), seek: draws.count * open.count, probe: met })
        const { low, high } = levels.thresholds[level]
        return arena.kernels.settleKeys(open.at, open.count, c.at, low, high, 1, -given.n / size)
      })
      open.count = left
      from = size
      if (left === 0) break
    }
    arena.kernels.settleKeys(open.at, open.count, c.at, Infinity, Infinity, 0, NaN)
  })
  const partners = { at: a.at, count: arena.kernels.uniteKeys(a.at, a.count) }
  addWork(work, { seek: others.count * c.count, probe: matchAll(arena, others, c, openTable(arena, partners)) })
  const out = arena.alloc(8 * targets.length)
  arena.kernels.numbersAt(values, targets.length, -hash.shift, hash.factor, c.at, c.count, out)
  addWork(work, { bisect: targets.length })
  return columnOf(arena, out, targets.length)
}

/** Entries that are alone in their cells, and the others. */
function separate(arena: Arena, { at, count }: Entries, bits: number): { kept: Entries; others: Entries } {
  const distinct = arena.kernels.uniteKeys(at, count)
  const [kept, others] = [0, 0].map(() => arena.alloc(16 * distinct))
  const left = arena.kernels.keepApart(at, distinct, bits, kept, others)
  return { kept: { at: kept, count: left }, others: { at: others, count: distinct - left } }
}
