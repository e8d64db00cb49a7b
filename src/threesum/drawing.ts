// Counts of 3SUM from draws: of one list whose partners are in another, or of several such at once, as if they were one list.
//
// A draw counts as many pairs as its partner stands in the list, and bounds are as wide: so numbers that stand there more than `most` times are met with
// every number that could be drawn instead.
import { addWork, type Work } from '../plan/machine.js'
import { copyEntries, entriesOf, entryBytes, passes, takeFrequent, type Entries } from '../sumset/entries.js'
import { matchAll, openTable, tableBytes } from '../sumset/table.js'
import type { Arena } from '../wasm/arena.js'
import { levelsFor, randomOrder, type Question } from './sampling.js'
import type { List } from './stretches.js'

/** Numbers to draw, and the list that their partners are in. */
export interface Side {
  readonly drawn: List
  readonly partners: List
}

/** Bytes of a side, without the targets. */
export function sideBytes(drawn: number, partners: number): number {
  return entryBytes(drawn) + entryBytes(partners) + 16 * partners + tableBytes(drawn) + tableBytes(partners)
}

/** A copy of the targets' entries, and estimates. */
export function openBytes(targets: number): number {
  return 24 * targets + 512
}

/** Counts the pairs of all sides at the targets `all`, whose keys were made with `factor`; their numbers are added to. The question is of all draws together. */
export function countByDraws(
  arena: Arena,
  sides: readonly Side[],
  all: Entries,
  factor: bigint,
  question: Question,
  most: number,
  draw: (bound: number) => number,
  work: Work,
): void {
  const tables = sides.map(({ drawn, partners }) => {
    const entries = entriesOf(arena, partners.at, partners.count, { factor, number: 1 })
    addWork(work, { key: partners.count * (1 + passes(64)) })
    const { kept, frequent } = takeFrequent(arena, entries, most)
    if (frequent.count > 0) {
      arena.within(() => {
        const others = entriesOf(arena, drawn.at, drawn.count, { factor, number: 1 })
        const probe = matchAll(arena, frequent, all, openTable(arena, others))
        addWork(work, { key: drawn.count * (1 + passes(64)), seek: frequent.count * all.count, probe })
      })
    }
    return openTable(arena, kept)
  })
  const values = sides.map(({ drawn }) => arena.doubles(drawn.at, drawn.count).slice())
  const { sizes, thresholds } = levelsFor(question)
  const order = randomOrder(question.values, draw)
  const open = copyEntries(arena, all, 0)
  let from = 0
  for (const [level, size] of sizes.entries()) {
    const left = arena.within(() => {
      const picked = order.subarray(from, size)
      let first = 0
      for (const [side, table] of tables.entries()) {
        const list = values[side]
        const own = picked.filter((place) => place >= first && place < first + list.length)
        const at = arena.alloc(8 * own.length)
        arena.doubles(at, own.length).set(Float64Array.from(own, (place) => list[place - first]))
        const draws = entriesOf(arena, at, own.length, { factor, number: 1 })
        const probe = matchAll(arena, draws, open, table)
        addWork(work, { key: own.length * (1 + passes(64)), seek: draws.count * open.count, probe })
        first += list.length
      }
      const { low, high } = thresholds[level]
      return arena.kernels.settleKeys(open.at, open.count, all.at, low * most, high * most, 1, question.values / size)
    })
    if (left === 0) break
    open.count = left
    from = size
  }
}
