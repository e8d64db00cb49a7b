// Counts of 3SUM by looking differences up: O(product of the two shorter lists), the folklore algorithm with a table of the longest. The hash is
// linear (see assembly/three-sum.ts), an idea of Baran, Demaine and Patrascu (Subquadratic algorithms for 3SUM, 2008).
import { addWork } from '../../plan/machine.js'
import type { ThreeSumProblem } from '../../plan/problem.js'
import { drawsOf } from '../../random.js'
import type { Arena } from '../../wasm/arena.js'
import { entriesOf, entryBytes, passes, type Entries } from '../entries.js'
import { columnOf, type ThreeSumRow } from '../row.js'

/** Entries of either list met at a time: 16 KiB each stay in a first-level cache, and a call is a millisecond. */
const TILE = 1024
/** Bits of the filter for each bucket, as a power of two: a key that is not there passes with probability 1 / 16 or less. */
const FILTER = 4

type Role = 'a' | 'b' | 'c'

/** The longest list is the table. */
function tableOf({ n, m, targets }: ThreeSumProblem): Role {
  if (targets >= n && targets >= m) return 'c'
  return n >= m ? 'a' : 'b'
}

function bitsOf(count: number): number {
  return Math.max(1, Math.ceil(Math.log2(count))) + 1
}

function tableBytes(count: number): number {
  return 4 * 2 ** bitsOf(count) + 2 ** (bitsOf(count) + FILTER - 3) + 512
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
    const factor = (BigInt(draw(2 ** 32)) << 32n) | BigInt(draw(2 ** 32)) | 1n
    const scaled = factor * BigInt(lists.step)
    const list = (values: number, count: number, by: bigint): Entries =>
      entriesOf(arena, values, count, { factor: BigInt.asUintN(64, by), number: 1 })
    const a = list(lists.a, n, scaled)
    // the keys of -b: a + b is a - (-b)
    const b = list(lists.b, m, table === 'c' ? -scaled : scaled)
    const c = entriesOf(arena, lists.c, targets, { base: lists.base, factor, number: 0 })
    addWork(work, { key: (n + m + targets) * (1 + passes(64)) })
    const [p, q, t] = { a: [b, c, a], b: [a, c, b], c: [b, a, c] }[table]
    addWork(work, { seek: p.count * q.count, probe: matchAll(arena, p, q, t, table === 'c') })
    const out = arena.alloc(8 * targets)
    arena.kernels.numbersAt(lists.c, targets, lists.base, factor, c.at, c.count, out)
    addWork(work, { bisect: targets })
    return columnOf(arena, out, targets)
  },
}

function matchAll(arena: Arena, p: Entries, q: Entries, t: Entries, atTable: boolean): number {
  const { indexKeys, matchAtSecond, matchAtTable } = arena.kernels
  const bits = bitsOf(t.count)
  const starts = arena.alloc(4 * 2 ** bits + 4)
  const filterBytes = 2 ** (bits + FILTER - 3)
  const filter = arena.alloc(filterBytes)
  arena.bytes().fill(0, filter, filter + filterBytes)
  indexKeys(t.at, t.count, bits, starts, bits + FILTER, filter)
  const match = atTable ? matchAtTable : matchAtSecond
  let found = 0
  for (let j = 0; j < q.count; j += TILE) {
    const qCount = Math.min(TILE, q.count - j)
    for (let i = 0; i < p.count; i += TILE) {
      found += Number(match(p.at + 16 * i, Math.min(TILE, p.count - i), q.at + 16 * j, qCount, bits, starts, bits + FILTER, filter))
    }
  }
  return found
}
