// A search of many patterns at work: groups by their indices, and what these cannot serve by a general algorithm, shift by shift: patterns that stand
// for several letters, sites where the text does under 'possible', and blocks in which so many patterns are near so many sites, or hit them, that
// an index saves nothing.
import { addWork, price, type Work } from '../../plan/machine.js'
import type { Problem } from '../../plan/problem.js'
import type { Arena } from '../../wasm/arena.js'
import { lengths, type Algorithm, type Input, type Records, type Run } from '../algorithm.js'
import { RECORD } from '../hits.js'
import { groupsOf, type Group } from './alike.js'
import { entriesOf, GRAMS, layoutOf, metLists, mostHits, type Cutting, type Index } from './cost.js'
import { openLetters, type Letters } from './letters.js'
import { COMPARED, FOUND, HITS, openLists, ROOM, type PieceLists } from './lists.js'
import { openGeneral, type General } from './general.js'

/** An index is given up for a block when it has cost as much there as the general algorithm would have. */
export function openMany(arena: Arena, problem: Problem, input: Input, index: Index, row: Algorithm): Run {
  const { patterns, k } = input
  let { text } = input
  const { cuttings, step } = layoutOf(problem, index)
  const { longest } = lengths(patterns)
  const grouped = groupsOf(patterns)
  const letters = openLetters(arena, step + longest - 1)
  const buffers = openBuffers(arena, step, index)
  const work: Work = {}
  const parts = cuttings.map((cutting) => openPart(arena, grouped.groups[cutting.place], cutting, { letters, k, index, buffers, work }))
  const served = new Set(cuttings.map(({ place }) => place))
  const left = [...grouped.others, ...grouped.groups.flatMap(({ members }, place) => (served.has(place) ? [] : [...members]))]
  const general = (members: readonly number[]): General =>
    openGeneral(
      arena,
      row,
      problem,
      { ...input, text },
      members.toSorted((a, b) => a - b),
    )
  const others = left.length > 0 ? general(left) : undefined
  let everything: General | undefined
  const indexed = (): General => (everything ??= general(cuttings.flatMap(({ place }) => [...grouped.groups[place].members])))
  const patience = price(row.work({ ...problem, patterns: problem.patterns - left.length })) / Math.max(1, problem.n)
  const most = mostHits(problem, index)
  let block = { first: 0, shifts: 0, ambiguous: 0 }
  /** shifts below it are left to the general algorithm */
  let given = parts.some(({ crowded }) => crowded) ? Infinity : 0

  /** Hits of the groups, or undefined where an index is not worth it. */
  function byIndex(records: Records, before: number): number | undefined {
    const { first, shifts, ambiguous } = block
    const limit = { near: (patience * shifts) / price({ near: 1 }) + LEAST_PATIENCE, hits: before + most }
    let count = before
    for (const part of parts) {
      const own = Math.min(shifts, text.symbols.length - part.m + 1 - first)
      if (own <= 0) continue
      const ranges = ambiguous > 0 && text.ambiguity === 'possible' ? letters.ambiguous(own, part.m) : []
      const found = part.search(own, ranges, records, count, limit)
      if (found === undefined) return undefined
      count = found
      const members = ranges.length > 0 ? new Set(part.members) : undefined
      for (const [from, to] of ranges) count += indexed().hits(members, first, from, to, records, count)
      if (ranges.length > 0) addWork(work, { detour: ranges.length })
    }
    return count
  }

  return {
    turn(next) {
      // the general algorithms have laid out the text before
      if (others || everything) return false
      text = next
      for (const unit of Object.keys(work) as (keyof Work)[]) delete work[unit]
      return true
    },
    get step() {
      return block.first + block.shifts < given ? Math.min(step, indexed().step) : step
    },
    get work() {
      const total: Work = { ...work }
      for (const other of [others, everything]) if (other) addWork(total, other.work)
      return total
    },
    load(first, shifts) {
      block = { first, shifts, ambiguous: 0 }
      if (first < given) return
      const end = Math.min(text.symbols.length, first + shifts + longest - 1)
      block.ambiguous = letters.take(text, first, end)
      addWork(work, { byte: end - first, pack: end - first })
    },
    all(records) {
      const { first, shifts } = block
      let count = others ? others.hits(undefined, first, 0, shifts, records, 0) : 0
      if (first < given) return count + indexed().hits(undefined, first, 0, shifts, records, count)
      const found = byIndex(records, count)
      if (found !== undefined) return found
      given = first + shifts
      // the same block again, in short ones
      block = { first, shifts: 0, ambiguous: 0 }
      addWork(work, { detour: 1 })
      return undefined
    },
  }
}

/** Entries that any block may compare. */
const LEAST_PATIENCE = 2 ** 16

interface Buffers {
  readonly grams: number
  readonly meetingsA: number
  readonly meetingsB: number
  /** places sorted by their cells; 0 where an index is kept */
  readonly sorted: number
}

function openBuffers(arena: Arena, step: number, index: Index): Buffers {
  return {
    grams: arena.alloc(8 * (GRAMS + 16)),
    meetingsA: arena.alloc(12 * (GRAMS + 16)),
    meetingsB: arena.alloc(12 * (GRAMS + 16)),
    sorted: index === 'kept' ? 0 : arena.alloc(4 * (step + 64)),
  }
}

interface Limit {
  /** entries compared */
  readonly near: number
  readonly hits: number
}

interface Part {
  readonly m: number
  /** indices of its patterns, ascending */
  readonly members: Uint32Array
  readonly crowded: boolean
  /** Appends the hits at the first `shifts` sites, but those in `ranges`; returns how many records there are, or undefined beyond a limit. */
  search(shifts: number, ranges: readonly [number, number][], records: Records, count: number, limit: Limit): number | undefined
}

interface Shared {
  readonly letters: Letters
  readonly k: number
  readonly index: Index
  readonly buffers: Buffers
  readonly work: Work
}

/** A group's search: in each block its sites are marked, required letters first, and the places that its pieces may begin at are looked up. */
function openPart(arena: Arena, group: Group, cutting: Cutting, { letters, k, index, buffers, work }: Shared): Part {
  const { kernels } = arena
  const { planes, stride, sites, places } = letters
  const { grams, meetingsA, meetingsB, sorted } = buffers
  const { q, a, b } = cutting.cut
  const lists = openLists(arena, group, cutting, letters, k, index)
  const required = requiredLetters(group)
  const cells = 4 ** q
  const blocks = cells >> lists.shift
  const starts = index === 'kept' ? 0 : arena.alloc(4 * (blocks + 2))
  const map = index === 'kept' ? arena.alloc(cells / 8) : 0
  addWork(work, { index: group.patterns })
  const makeLists = (block: number): void => {
    lists.a.make(block)
    lists.b.make(block)
  }
  const listed = { entry: entriesOf(cutting), cell: 2 * cells }
  if (index === 'kept') {
    for (let block = 0; block < blocks; block++) makeLists(block)
    kernels.usedCells(lists.a.lists, lists.b.lists, cells, map)
    addWork(work, listed)
  }

  /** Meets grams with the lists; returns how many records there are then. */
  function meet(gramCount: number, records: Records, count: number): number {
    const met = kernels.meetLists(grams, gramCount, lists.a.lists, lists.b.lists, a.at, b.at, sites, meetingsA, meetingsB)
    const [atA, atB] = [Number(met & 0xffffffffn), Number(met >> 32n)]
    addWork(work, metLists(cutting, index, atA + atB))
    return check(meetingsB, atB, lists.b, records, check(meetingsA, atA, lists.a, records, count))
  }

  function check(meetings: number, meetingCount: number, piece: PieceLists, records: Records, before: number): number {
    if (meetingCount === 0) return before
    for (let room = GRAMS; ;) {
      const start = records.room(before, room) - RECORD * before
      const words = arena.words()
      const at = lists.search / 4
      const compared = words[at + COMPARED]
      words[at + HITS] = start
      words[at + ROOM] = before + room
      words[at + FOUND] = before
      kernels.checkMeetings(meetings, meetingCount, lists.search, piece.record)
      const found = words[at + FOUND]
      if (found <= before + room) {
        near += (words[at + COMPARED] - compared) >>> 0
        return found
      }
      room = found - before
    }
  }
  /** entries compared in this block */
  let near = 0

  function searchKept(reach: number, records: Records, before: number, limit: Limit): number | undefined {
    let count = before
    for (let from = 0; from < reach; from += GRAMS) {
      const to = Math.min(reach, from + GRAMS)
      const sifted = kernels.siftGrams(planes, planes + stride, places, from, to, BigInt(q), map, grams)
      if (sifted > 0) count = meet(sifted, records, count)
      if (near > limit.near || count > limit.hits) return undefined
    }
    return count
  }

  function searchBlocks(bytes: number, records: Records, before: number, limit: Limit): number | undefined {
    const bits = 2 * q - lists.shift
    const placed = kernels.sortPlaces(planes + stride, places, bytes, BigInt(q), BigInt(bits), starts, sorted)
    addWork(work, { place: placed, ...listed })
    let count = before
    for (let block = 0; block < blocks; block++) {
      makeLists(block)
      const [first, end] = arena.words().subarray(starts / 4 + block, starts / 4 + block + 2)
      for (let from = first; from < end; from += GRAMS) {
        const some = Math.min(GRAMS, end - from)
        kernels.gramsAt(planes, planes + stride, sorted + 4 * from, some, BigInt(q), 2 ** lists.shift - 1, grams)
        count = meet(some, records, count)
        if (near > limit.near || count > limit.hits) return undefined
      }
    }
    return count
  }

  return {
    m: group.shape.length,
    members: group.members,
    crowded: lists.crowded,
    search(shifts, ranges, records, before, limit) {
      near = 0
      letters.markSites(shifts)
      for (const [from, to] of ranges) letters.clearSites(from, to)
      const siteBytes = 4 * Math.ceil(shifts / 32)
      for (const { at, low, high } of required) kernels.requireLetter(planes, stride, siteBytes, at, low, high, sites)
      const reach = shifts + Math.max(a.at, b.at)
      const bytes = 4 * Math.ceil(reach / 32)
      kernels.placesOf(sites, a.at, b.at, planes + 2 * stride, BigInt(q), bytes, places)
      if (index === 'kept') addWork(work, { sift: shifts })
      const found = index === 'kept' ? searchKept(reach, records, before, limit) : searchBlocks(bytes, records, before, limit)
      addWork(work, { near })
      return found
    },
  }
}

/** Required letters that all patterns of a group share. */
function requiredLetters({ shape, letters }: Group): { at: number; low: bigint; high: bigint }[] {
  return [...shape].flatMap((mark, at) => {
    if (mark !== 'x') return []
    const bit = (plane: number): bigint => -BigInt((letters[2 * plane + (at >> 5)] >>> (at & 31)) & 1)
    return [{ at, low: bit(0), high: bit(1) }]
  })
}
