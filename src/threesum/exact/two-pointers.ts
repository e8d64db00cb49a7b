// Counts of 3SUM by two pointers that run towards each other over sorted lists, once for each target: the folklore algorithm.
import { addWork } from '../../plan/machine.js'
import { entriesOf, entryBytes, passes } from '../../sumset/entries.js'
import { columnOf, type ThreeSumRow } from '../row.js'

/** Targets of a call. Pointers start anew in each, which costs one sweep in so many. */
const TARGETS = 64
/** Bits of a number from 0 to 2^53. */
const BITS = 54

export const twoPointers: ThreeSumRow = {
  name: 'two-pointers',
  tasks: ['threeSumCounts'],
  guarantee: 'exact',
  complexity: 'O((|a| + |b|) |c|)',
  source: 'two pointers over sorted lists, for each target: folklore',
  kernels: ['keysOf', 'sortKeys', 'uniteKeys', 'meetKeys', 'numbersAt'],
  refuses: () => undefined,
  work({ n, m, targets }) {
    return { call: 1, key: (n + m) * (1 + passes(BITS)) + targets * (1 + passes(64)), step: (n + m) * targets, bisect: targets }
  },
  bytes: ({ n, m, targets }) => entryBytes(n) + entryBytes(m) + entryBytes(targets) + 8 * targets + 512,
  run(arena, { n, m, targets }, lists, work) {
    const factor = BigInt(lists.step)
    const a = entriesOf(arena, lists.a, n, { factor, number: 1, bits: BITS })
    const b = entriesOf(arena, lists.b, m, { factor, number: 1, bits: BITS })
    // targets below all sums become the greatest keys, which are no sums either
    const c = entriesOf(arena, lists.c, targets, { base: lists.base, number: 0 })
    addWork(work, { key: (n + m) * (1 + passes(BITS)) + targets * (1 + passes(64)) })
    let steps = 0
    for (let k = 0; k < c.count; k += TARGETS) {
      steps += Number(arena.kernels.meetKeys(a.at, a.count, b.at, b.count, c.at + 16 * k, Math.min(TARGETS, c.count - k)))
    }
    const out = arena.alloc(8 * targets)
    arena.kernels.numbersAt(lists.c, targets, lists.base, 1n, c.at, c.count, out)
    addWork(work, { step: steps, bisect: targets })
    return columnOf(arena, out, targets)
  },
}
