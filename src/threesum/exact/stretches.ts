// Counts of 3SUM where numbers stand in dense stretches: pairs of two such numbers by transforms, the others by looking differences up, as in hashed.ts.
import { addWork, type Work } from '../../plan/machine.js'
import { drawFactor, drawsOf } from '../../random.js'
import { entriesOf, entryBytes, passes } from '../../sumset/entries.js'
import { matchAll, openTable, tableBytes } from '../../sumset/table.js'
import { columnOf, type ThreeSumRow } from '../row.js'
import { countStretches, stretchBytes, stretchWork } from '../stretch-pairs.js'
import { insideOf, outsideOf } from '../stretches.js'

export const stretches: ThreeSumRow = {
  name: 'stretches',
  tasks: ['threeSumCounts'],
  guarantee: 'exact',
  complexity: 'O(I J W log W + r |c|) for I and J stretches of W values, and r numbers outside of them',
  source: 'pairs of dense stretches by transforms, certified as those of dense; differences of others looked up',
  // prettier-ignore
  kernels: ['reduceDouble', 'keysOf', 'sortKeys', 'uniteKeys', 'cellsOf', 'normalise', 'fold64', 'setRoots', 'spectrumAt64', 'productAt64', 'addCoefficients', 'indexKeys', 'matchAtSecond', 'numbersAt'],
  refuses: (problem) => (problem.stretches ? undefined : 'no stretches of the lists are known to be dense'),
  work(problem) {
    const { n, m, targets, sums, stretches } = problem
    if (stretches === undefined) return { call: 1 }
    const [insideA, insideB] = stretches.inside
    const looked = Math.min(n - insideA, m) + Math.min(insideA, m - insideB)
    const work: Work = {
      call: 1,
      key: (n + (n > insideA ? m : 0) + (m - insideB) + targets) * (1 + passes(64)),
      seek: looked * targets,
      // as if all targets were sums
      probe: (n * m - insideA * insideB) * Math.min(1, targets / sums),
      bisect: targets,
    }
    addWork(work, stretchWork(stretches, problem))
    return work
  },
  bytes({ n, m, targets, stretches }) {
    if (stretches === undefined) return 0
    const { kept, free } = stretchBytes(stretches, n, m, targets)
    return kept + Math.max(free, entryBytes(n) + entryBytes(m) + tableBytes(Math.max(n, m)) + entryBytes(targets) + 8 * targets) + 2048
  },
  run(arena, problem, lists, work) {
    const { targets } = problem
    const { a, b, scaled, counts } = countStretches(arena, lists, problem.stretches!, work)
    const factor = drawFactor(drawsOf(lists.seed))
    const all = entriesOf(arena, scaled, targets, { factor, number: 0 })
    for (const [first, second] of [
      [outsideOf(a), b],
      [insideOf(a), outsideOf(b)],
    ]) {
      if (first.count === 0 || second.count === 0) continue
      arena.within(() => {
        const both = [first, second].map(({ at, count }) => entriesOf(arena, at, count, { factor, number: 1 }))
        const [few, many] = both.sort((x, y) => x.count - y.count)
        const probe = matchAll(arena, few, all, openTable(arena, many))
        addWork(work, { key: (first.count + second.count) * (1 + passes(64)), seek: few.count * all.count, probe })
      })
    }
    const out = arena.alloc(8 * targets)
    arena.kernels.numbersAt(scaled, targets, 0, factor, all.at, all.count, out)
    addWork(work, { key: targets * (1 + passes(64)), bisect: targets })
    const rest = columnOf(arena, out, targets)
    return counts.map((count, i) => count + rest[i])
  },
}
