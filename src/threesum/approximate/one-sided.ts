// Counts of 3SUM from above: the least of several counts modulo random hashes. A pair that sums up to c falls into its cells under every hash, so no estimate is below the
// count (one-sided, as Kopelowitz and Porat, A simple algorithm for approximating the text-to-pattern Hamming distance, 2018, have it for distances).
// Others fall there with probability 2 / cells, by Markov's inequality an estimate is off by more than the tolerance t with probability mu / t, mu = 2 |a| |b| / cells,
// and the least of R independent ones with the R-th power of it. Where all of them are at most t the bound 0 is as good: a certificate that needs no luck.
import { addWork, price, type Work } from '../../plan/machine.js'
import type { ThreeSumProblem } from '../../plan/problem.js'
import { drawsOf } from '../../random.js'
import { addPairs, drawHash, FEWEST_BITS, hashLists, MOST_BITS, productBytes, productWork, refusesCells, scaledTargets } from '../cells.js'
import { entryBytes, passes } from '../../sumset/entries.js'
import { columnOf, type ThreeSumRow } from '../row.js'
import { countsOf, DELTA, refusesExact, roundCounts, toleranceOf } from '../tolerance.js'

/** False pairs a target may have on the average, as a share of the tolerance: beyond, the rounds that Markov's inequality asks for are very many. */
const MOST_SHARE = 0.8

interface Plan {
  readonly bits: number
  /** hashes whose least is good enough */
  readonly rounds: number
  readonly work: Work
}

function planFor(problem: ThreeSumProblem): Plan | undefined {
  const { n, m, targets, delta = DELTA } = problem
  const tolerance = toleranceOf(problem)
  let best: Plan | undefined
  for (let bits = FEWEST_BITS; bits <= MOST_BITS; bits++) {
    const mean = (2 * n * m) / 2 ** bits
    if (mean > MOST_SHARE * tolerance) continue
    const rounds = Math.ceil(Math.log(targets / delta) / Math.log(tolerance / mean))
    // false pairs spread evenly keep within four standard deviations, and with few pairs of its own every target is certified by the first hash
    const certain = Math.max(...countsOf(problem)) + mean + 4 * Math.sqrt(mean) < tolerance
    const work: Work = { call: 1 }
    addWork(work, roundWork(bits, problem), certain ? 1 : rounds)
    if (best === undefined || price(work) < price(best.work)) best = { bits, rounds, work }
  }
  return best
}

function roundWork(bits: number, { n, m, targets }: ThreeSumProblem): Work {
  const work = productWork(bits, n + m, targets)
  addWork(work, { key: (n + m + targets) * (1 + passes(64)), bisect: targets })
  return work
}

export const oneSided: ThreeSumRow = {
  name: 'one-sided',
  tasks: ['threeSumCounts'],
  guarantee: 'monte-carlo',
  complexity: 'O(log(|c| / delta) L log L) for L = O(|a| |b| / (epsilon n)) cells, one round where counts are small',
  source: 'the least of counts modulo random hashes (as Kopelowitz and Porat 2018 for distances), never below; certified where it is small',
  // prettier-ignore
  kernels: ['reduceDouble', 'keysOf', 'sortKeys', 'uniteKeys', 'cellsOf', 'fold64', 'setRoots', 'spectrumAt64', 'productAt64', 'addCells', 'numbersAt'],
  refuses(problem) {
    const refused = refusesExact(problem) ?? refusesCells(problem)
    if (refused !== undefined) return refused
    return planFor(problem) ? undefined : `2^${MOST_BITS} cells leave too many false pairs for this epsilon`
  },
  work: (problem) => planFor(problem)?.work ?? { call: 1 },
  bytes(problem) {
    const { n, m, targets } = problem
    const { bits } = planFor(problem) ?? { bits: MOST_BITS }
    return entryBytes(n) + entryBytes(m) + entryBytes(targets) + 16 * targets + productBytes(bits, n + m) + 2048
  },
  run(arena, problem, lists, work) {
    const { targets } = problem
    const { bits, rounds } = planFor(problem)!
    const tolerance = toleranceOf(problem)
    const draw = drawsOf(lists.seed)
    const scaled = scaledTargets(arena, lists)
    const least = new Float64Array(targets).fill(Infinity)
    for (let round = 0; round < rounds; round++) {
      const estimates = arena.within(() => {
        const hash = drawHash(draw, bits)
        const hashed = hashLists(arena, lists, scaled, hash, work)
        addPairs(arena, hashed, bits, work)
        const out = arena.alloc(8 * targets)
        arena.kernels.numbersAt(scaled, targets, -hash.shift, hash.factor, hashed.c.at, hashed.c.count, out)
        return roundCounts(columnOf(arena, out, targets))
      })
      addWork(work, { bisect: targets })
      for (let i = 0; i < targets; i++) if (estimates[i] < least[i]) least[i] = estimates[i]
      if (least.every((estimate) => estimate <= tolerance)) break
    }
    return least
  },
}
