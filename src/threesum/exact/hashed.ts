// Counts of 3SUM by looking differences up: O(product of the two shorter lists), the folklore algorithm with a table of the longest. The hash is
// linear (see assembly/three-sum.ts), an idea of Baran, Demaine and Patrascu (Subquadratic algorithms for 3SUM, 2008).
import { addWork } from '../../plan/machine.js'
import type { ThreeSumProblem } from '../../plan/problem.js'
import { drawFactor, drawsOf } from '../../random.js'
import { entriesOf, entryBytes, passes, type Entries } from '../../sumset/entries.js'
import { columnOf, type ThreeSumRow } from '../row.js'
import { matchAll, openTable, tableBytes } from '../../sumset/table.js'

type Role = 'a' | 'b' | 'c'

/** The longest list is the table. */
function tableOf({ n, m, targets }: ThreeSumProblem): Role {
  if (targets >= n && targets >= m) return 'c'
  return n >= m ? 'a' : 'b'
}

export const hashed: ThreeSumRow = {
  name: 'hashed',
  tasks: ['threeSumCounts'],
  guarantee: 'exact',
  complexity: 'O(product of the two shorter lists) expected',
  source: 'table of the longest list under a linear universal hash (Dietzfelbinger et al. 1997; Baran, Demaine and Patrascu 2008)',
  kernels: ['keysOf', 'sortKeys', 'uniteKeys', 'indexKeys', 'matchAtSecond', 'matchAtTable', 'numbersAt'],
  refuses: () => undefined,
  work(problem) {
    const { n, m, targets, sums } = problem
    return {
      call: 1,
      key: (n + m + targets) * (1 + passes(64)),
      seek: (n * m * targets) / Math.max(n, m, targets),
      // as if all targets were sums
      probe: n * m * Math.min(1, targets / sums),
      bisect: targets,
    }
  },
  bytes({ n, m, targets }) {
    return entryBytes(n) + entryBytes(m) + entryBytes(targets) + tableBytes(Math.max(n, m, targets)) + 8 * targets + 1024
  },
  run(arena, problem, lists, work) {
    const { n, m, targets } = problem
    const table = tableOf(problem)
    const draw = drawsOf(lists.seed)
    const factor = drawFactor(draw)
    const scaled = factor * BigInt(lists.step)
    const list = (values: number, count: number, by: bigint): Entries => entriesOf(arena, values, count, { factor: by, number: 1 })
    const a = list(lists.a, n, scaled)
    // the keys of -b: a + b is a - (-b)
    const b = list(lists.b, m, table === 'c' ? -scaled : scaled)
    const c = entriesOf(arena, lists.c, targets, { base: lists.base, factor, number: 0 })
    addWork(work, { key: (n + m + targets) * (1 + passes(64)) })
    const [p, q, t] = { a: [b, c, a], b: [a, c, b], c: [b, a, c] }[table]
    addWork(work, { seek: p.count * q.count, probe: matchAll(arena, p, q, openTable(arena, t), table === 'c') })
    const out = arena.alloc(8 * targets)
    arena.kernels.numbersAt(lists.c, targets, lists.base, factor, c.at, c.count, out)
    addWork(work, { bisect: targets })
    return columnOf(arena, out, targets)
  },
}
