// Counts of 3SUM modulo hashes with signs: false pairs are counted up in the cells of c and down on the other side, modulo X^M + 1, so that what they add is
// 0 on the average. If they met independently of each other, the variance would be 2 E / M, E = sum of r(s)^2, the additive energy. The median of
// log(|c| / delta) hashes is within four standard deviations of each, then. But hashes are linear: where s - c and s' - c are in a ratio of small
// numbers the two meet together, and nothing proves the variance for every input. So it is here to be looked at, and taken when it is named.
import { addWork, type Work } from '../../plan/machine.js'
import type { ThreeSumProblem } from '../../plan/problem.js'
import { HammingwayError } from '../../errors.js'
import { drawsOf } from '../../random.js'
import type { Arena } from '../../wasm/arena.js'
import { addSigned, drawHash, FEWEST_BITS, hashLists, MOST_BITS, productBytes, refusesCells, scaledTargets, signedWork } from '../cells.js'
import { entryBytes, passes } from '../../sumset/entries.js'
import { columnOf, type Lists, type ThreeSumRow } from '../row.js'
import { DELTA, refusesExact, roundCounts, toleranceOf } from '../tolerance.js'

/** Standard deviations that the tolerance is: one hash fails a target with probability 1 / 16 (Chebyshev). */
const DEVIATIONS = 4
/** Kullback-Leibler divergence of 1/2 from 1/16: the median of G fails with probability e^(-G times it). */
const RATE = 0.5 * Math.log(0.5 / (1 / 16)) + 0.5 * Math.log(0.5 / (15 / 16))

/** Hashes, an odd number of them, so that one is in the middle. */
function groupsOf({ targets, delta = DELTA }: ThreeSumProblem): number {
  return 2 * Math.ceil((Math.log(targets / delta) / RATE - 1) / 2) + 1
}

/** log2 of the cells for this energy; M is half of them. */
function bitsFor(problem: ThreeSumProblem, energy: number): number {
  const most = (toleranceOf(problem) / DEVIATIONS) ** 2
  return Math.max(FEWEST_BITS, Math.ceil(Math.log2((4 * energy) / most)))
}

/** The least there can be for so many sums; it is measured in the run. */
function likelyEnergy({ n, m, sums }: ThreeSumProblem): number {
  return (n * m) ** 2 / sums
}

function groupWork(bits: number, { n, m, targets }: ThreeSumProblem): Work {
  const work = signedWork(bits, n + m, targets)
  addWork(work, { key: (n + m + targets) * (1 + passes(64)), bisect: targets })
  return work
}

export const debiased: ThreeSumRow = {
  name: 'debiased',
  tasks: ['threeSumCounts'],
  guarantee: 'monte-carlo',
  reference: true,
  complexity: 'O(log(|c| / delta) (L log L + |a| + |b| + |c|)) for L = O(E / (epsilon n)^2) cells and additive energy E',
  source:
    'median of counts modulo random hashes with signs, its variance estimated from the energy: derived here, not proven for every input',
  // prettier-ignore
  kernels: ['reduceDouble', 'keysOf', 'sortKeys', 'uniteKeys', 'cellsOf', 'fold64', 'setRoots', 'spectrumAt64', 'productAt64', 'addCells', 'squares64', 'numbersAt'],
  refuses(problem) {
    const refused = refusesExact(problem) ?? refusesCells(problem)
    if (refused !== undefined) return refused
    return bitsFor(problem, likelyEnergy(problem)) <= MOST_BITS ? undefined : tooMuch(likelyEnergy(problem))
  },
  work(problem) {
    const work: Work = { call: 1 }
    addWork(work, groupWork(Math.min(MOST_BITS, bitsFor(problem, likelyEnergy(problem))), problem), groupsOf(problem))
    return work
  },
  bytes(problem) {
    const { n, m, targets } = problem
    return entryBytes(n) + entryBytes(m) + entryBytes(targets) + 16 * targets + productBytes(MOST_BITS, n + m) + 2048
  },
  run(arena, problem, lists, work) {
    const draw = drawsOf(lists.seed)
    const scaled = scaledTargets(arena, lists)
    let bits = bitsFor(problem, likelyEnergy(problem))
    const columns: Float64Array[] = []
    for (let group = 0; group < groupsOf(problem);) {
      const { estimates, energy } = arena.within(() => estimate(arena, lists, scaled, bits, draw, work))
      const needed = bitsFor(problem, energy)
      if (needed > MOST_BITS) throw new HammingwayError('NO_ALGORITHM', `debiased: ${tooMuch(energy)}`)
      if (needed > bits) {
        // all of one kind, so from the start
        bits = needed
        columns.length = group = 0
        continue
      }
      columns.push(estimates)
      group++
    }
    return roundCounts(medians(columns))
  },
}

function tooMuch(energy: number): string {
  return `an additive energy of about ${energy.toExponential(1)} takes more than 2^${MOST_BITS} cells for this epsilon`
}

function estimate(
  arena: Arena,
  lists: Lists,
  scaled: number,
  bits: number,
  draw: (bound: number) => number,
  work: Work,
): { estimates: Float64Array; energy: number } {
  const hash = drawHash(draw, bits)
  const hashed = hashLists(arena, lists, scaled, hash, work)
  const squares = addSigned(arena, hashed, bits, work)
  const out = arena.alloc(8 * lists.targets)
  arena.kernels.numbersAt(scaled, lists.targets, -hash.shift, hash.factor, hashed.c.at, hashed.c.count, out)
  addWork(work, { bisect: lists.targets })
  // two pairs of one sum fall into one cell with probability 2/3, others add nothing on the average
  return { estimates: columnOf(arena, out, lists.targets), energy: 1.5 * squares }
}

/** Entry by entry. */
function medians(columns: readonly Float64Array[]): Float64Array {
  const some = new Float64Array(columns.length)
  return columns[0].map((_, i) => {
    for (const [j, column] of columns.entries()) some[j] = column[i]
    return some.sort()[columns.length >> 1]
  })
}
