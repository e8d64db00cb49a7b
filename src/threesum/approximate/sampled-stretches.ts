// Counts of 3SUM in two parts: pairs of two numbers that stand in dense stretches, by transforms and exactly; and all other pairs, from draws (sampling.ts). A target
// may have very many pairs of the first kind, which would take a sample long, and few of the second.
//
// The other pairs are those of any number of one list with one outside of the other's stretches, and those of a number in these with one outside of the
// first list's. Draws are from all numbers of the one list and those in stretches of the other, as if they were one list: so no partner stands in a
// stretch, where numbers repeat.
import { addWork, type Work } from '../../plan/machine.js'
import type { Stretches, ThreeSumProblem } from '../../plan/problem.js'
import { drawFactor, drawsOf } from '../../random.js'
import { entriesOf, entryBytes, passes } from '../../sumset/entries.js'
import { countByDraws, openBytes, sideBytes, type Side } from '../drawing.js'
import { columnOf, type ThreeSumRow } from '../row.js'
import { expectedDraws, levelsFor, type Question } from '../sampling.js'
import { countStretches, stretchBytes, stretchWork } from '../stretch-pairs.js'
import { insideOf, outsideOf, type Divided } from '../stretches.js'
import { countsOf, DELTA, meanOver, refusesExact, roundCounts, toleranceOf } from '../tolerance.js'

/** Numbers of a and b outside of stretches. */
function outsideCounts({ n, m }: ThreeSumProblem, { inside }: Stretches): readonly [number, number] {
  return [n - inside[0], m - inside[1]]
}

/** All of the list with less outside are drawn, and the other's numbers in stretches. */
function questionOf(problem: ThreeSumProblem, stretches: Stretches): Question {
  const { targets, delta = DELTA } = problem
  const values = stretches.inside[0] + stretches.inside[1] + Math.min(...outsideCounts(problem, stretches))
  return { values, tolerance: toleranceOf(problem) / values, entries: targets, delta }
}

export const sampledStretches: ThreeSumRow = {
  name: 'sampled-stretches',
  tasks: ['threeSumCounts'],
  guarantee: 'monte-carlo',
  complexity: 'O(I J W log W) for I and J stretches of W values, and that of sampled for pairs that are not of two stretches',
  source: 'pairs of dense stretches by transforms, the others by draws: derived here',
  // prettier-ignore
  kernels: ['reduceDouble', 'keysOf', 'sortKeys', 'uniteKeys', 'cellsOf', 'normalise', 'fold64', 'setRoots', 'spectrumAt64', 'productAt64', 'addCoefficients', 'indexKeys', 'matchAtSecond', 'settleKeys', 'numbersAt'],
  refuses(problem) {
    const refused = refusesExact(problem)
    if (refused !== undefined) return refused
    const { stretches } = problem
    if (stretches === undefined) return 'no stretches of the lists are known to be dense'
    return Math.max(...outsideCounts(problem, stretches)) === 0
      ? 'all numbers stand in dense stretches: nothing is left to be sampled'
      : undefined
  },
  work(problem) {
    const { targets, stretches } = problem
    if (stretches === undefined) return { call: 1 }
    const question = questionOf(problem, stretches)
    const levels = levelsFor(question)
    const counts = stretches.rest ?? countsOf(problem)
    const draws = meanOver(counts, (count) => expectedDraws(question, levels, count / question.values))
    const [outsideA, outsideB] = outsideCounts(problem, stretches)
    const repeated = stretches.repeated[0] + stretches.repeated[1]
    const keys = outsideA + outsideB + targets + draws + (repeated > 0 ? question.values : 0)
    const work: Work = { call: 1, key: keys * (1 + passes(64)), bisect: targets }
    addWork(work, stretchWork(stretches, problem))
    addWork(work, {
      seek: (draws + repeated) * targets,
      probe: targets * meanOver(counts, (count) => Math.min(draws, (draws * count) / question.values)),
    })
    return work
  },
  bytes({ n, m, targets, stretches }) {
    if (stretches === undefined) return 0
    const { kept, free } = stretchBytes(stretches, n, m, targets)
    const sides = sideBytes(n, m) + sideBytes(Math.max(...stretches.inside), Math.max(n, m)) + entryBytes(targets) + openBytes(targets)
    return kept + Math.max(free, sides) + 4096
  },
  run(arena, problem, lists, work) {
    const { targets, stretches } = problem
    const draw = drawsOf(lists.seed)
    const factor = drawFactor(draw)
    const { a, b, scaled, counts } = countStretches(arena, lists, stretches!, work)
    const all = entriesOf(arena, scaled, targets, { factor, number: 0 })
    countByDraws(arena, sidesOf(a, b), all, factor, questionOf(problem, stretches!), 1, draw, work)
    const out = arena.alloc(8 * targets)
    arena.kernels.numbersAt(scaled, targets, 0, factor, all.at, all.count, out)
    addWork(work, { key: targets * (1 + passes(64)), bisect: targets })
    const rest = roundCounts(columnOf(arena, out, targets))
    return counts.map((count, i) => count + rest[i])
  },
}

function sidesOf(a: Divided, b: Divided): Side[] {
  const [one, other] = outsideOf(a).count <= outsideOf(b).count ? [a, b] : [b, a]
  return [
    { drawn: one, partners: outsideOf(other) },
    { drawn: insideOf(other), partners: outsideOf(one) },
  ]
}
