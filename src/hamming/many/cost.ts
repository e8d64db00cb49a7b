// What searching a group of alike patterns costs, by an index that is kept or one that is made block by block, and the cheapest cut.
import { addWork, price, type Work } from '../../plan/machine.js'
import { shiftsOf, symbolsRead, type Alike, type Problem } from '../../plan/problem.js'
import { atMost } from '../binomial.js'
import { cutsOf, waysToDiffer, type Cut } from './cut.js'

/** 'kept': all lists at once, and a map of the cells that are used; 'by block': lists of a block of cells at a time, for each tile of the text. */
export type Index = 'kept' | 'by block'

/** An index for each of so many groups: more are others' business. */
const MOST_GROUPS = 16
/** Shifts of a block: with an index that is kept its planes stay in the second cache. */
const KEPT_STEP = 2 ** 18
/** Entries cost four nanoseconds and are made again for each tile: a tile has eight shifts for each, within these bounds. */
const SHIFTS_AN_ENTRY = 8
const LEAST_TILE = 2 ** 20
const MOST_TILE = 2 ** 25

/** A group with its cut. */
export interface Cutting {
  readonly group: Alike
  /** its index among the problem's groups */
  readonly place: number
  readonly cut: Cut
}

export interface Layout {
  readonly cuttings: readonly Cutting[]
  /** patterns that another algorithm searches */
  readonly left: number
  /** shifts of a block */
  readonly step: number
}

const known = { kept: new WeakMap<Problem, Layout>(), 'by block': new WeakMap<Problem, Layout>() }

/** How an index is laid out for a problem. */
export function layoutOf(problem: Problem, index: Index): Layout {
  let layout = known[index].get(problem)
  if (!layout) known[index].set(problem, (layout = newLayout(problem, index)))
  return layout
}

function newLayout(problem: Problem, index: Index): Layout {
  const cuttings = (problem.alike ?? []).slice(0, MOST_GROUPS).flatMap((group, place) => cheapestCut(problem, group, place, index) ?? [])
  const tile = index === 'kept' ? KEPT_STEP : Math.max(LEAST_TILE, ...cuttings.map(tileOf))
  return {
    cuttings,
    left: problem.patterns - cuttings.reduce((sum, { group }) => sum + group.patterns, 0),
    step: Math.min(Math.max(1, shiftsOf(problem)), tile),
  }
}

/** Undefined where a shape has no room for two pieces. */
function cheapestCut(problem: Problem, group: Alike, place: number, index: Index): Cutting | undefined {
  let best: Cutting | undefined
  let least = Infinity
  for (const cut of cutsOf(group.shape, problem.k!)) {
    const cutting = { group, place, cut }
    const nanoseconds = price(groupWork(problem, cutting, index, index === 'kept' ? KEPT_STEP : tileOf(cutting)))
    if (nanoseconds < least) [best, least] = [cutting, nanoseconds]
  }
  return best
}

/** Entries of the lists of both pieces. */
export function entriesOf({ group, cut: { q, a, b } }: Cutting): number {
  return group.patterns * (waysToDiffer(q, a.radius).length + waysToDiffer(q, b.radius).length)
}

/** Blocks of cells have the same top bits: 2^8 of them, 2^10 where the lists of one would not stay in a cache. */
export function blockBits({ group: { patterns }, cut: { q } }: Cutting): number {
  return Math.min(q, patterns < 50_000 ? 8 : 10)
}

function tileOf(cutting: Cutting): number {
  return Math.max(LEAST_TILE, Math.min(MOST_TILE, SHIFTS_AN_ENTRY * entriesOf(cutting)))
}

function groupWork(problem: Problem, cutting: Cutting, index: Index, step: number): Work {
  const { group, cut: { q, a, b } } = cutting // prettier-ignore
  const shifts = Math.max(0, problem.n - group.shape.length + 1)
  const match = letterMatch(problem)
  const share = match ** group.shape.replaceAll(/[^x]/g, '').length
  const sites = shifts * share
  const near = [a, b].map(({ radius }) => (radius < 0 ? 0 : group.patterns * atMost(radius, q, 1 - match)))
  const lists = near.map((expected) => 1 - Math.exp(-expected))
  const times = index === 'kept' ? 1 : Math.ceil(shifts / step)
  return {
    index: group.patterns,
    entry: times * entriesOf(cutting),
    cell: times * 2 * 4 ** q,
    ...(index === 'kept' ? { sift: shifts } : { place: shifts * (a.at === b.at ? share : 1 - (1 - share) ** 2) }),
    ...metLists(cutting, index, sites * (lists[0] + lists[1])),
    near: sites * (near[0] + near[1]),
  }
}

/** Bytes of an index of which half is in no cache when it is wanted: measured for indices of 1 to 75 MB, where a list took 13 to 75 ns. */
const HALF_FAR = 2 ** 22
const ENTRY_BYTES = 8

/** Lists of a block of cells are in the cache. Of an index that is kept a share is not. */
export function metLists(cutting: Cutting, index: Index, met: number): Work {
  if (index === 'by block') return { list: met }
  const bytes = ENTRY_BYTES * entriesOf(cutting)
  const far = bytes / (bytes + HALF_FAR)
  return { list: met * (1 - far), farList: met * far }
}

/** Share of text letters that are a given base, for the bases of the patterns. */
function letterMatch({ groups, match }: Problem): number {
  let pairs = 0
  let letters = 0
  for (const { key, pattern, text } of groups) {
    // sets of one base have one bit
    if (key === undefined || (key & (key - 1)) !== 0) continue
    pairs += pattern * text
    letters += pattern
  }
  return letters > 0 ? pairs / letters : match
}

/** Work of an index that is kept: it is for the patterns alone. */
export function indexWork(problem: Problem): Work {
  const work: Work = {}
  for (const cutting of layoutOf(problem, 'kept').cuttings)
    addWork(work, { index: cutting.group.patterns, entry: entriesOf(cutting), cell: 2 * 4 ** cutting.cut.q })
  return work
}

/** Work of all groups, beside what is left to another algorithm. */
export function manyWork(problem: Problem, index: Index): Work {
  const { cuttings, step } = layoutOf(problem, index)
  const letters = symbolsRead(problem, step)
  const work: Work = { call: 1, byte: letters, pack: letters }
  for (const cutting of cuttings) addWork(work, groupWork(problem, cutting, index, step))
  return work
}

/** What is done whatever the cut is: the text is packed, and each of its shifts, or those where required letters match, is sifted or sorted. */
export function leastWork(problem: Problem, index: Index): Work {
  const shifts = shiftsOf(problem)
  const step = index === 'kept' ? { sift: shifts } : { place: shifts * letterMatch(problem) ** problem.required }
  return { call: 1, byte: problem.n, pack: problem.n, ...step }
}

/** Most hits of a block: one that has more is left to the other algorithm, whose blocks are short. */
export function mostHits(problem: Problem, index: Index): number {
  return Math.max(2 ** 18, layoutOf(problem, index).step / 4)
}

/** Room for the entries of a block of cells, as a multiple of the mean. */
export const BLOCK_ROOM = 16

/** Text, planes, and indices of all groups. */
export function manyBytes(problem: Problem, index: Index): number {
  const { cuttings, step } = layoutOf(problem, index)
  const planes = 6 * ((step + problem.m) / 8 + 512) + TEXT_CHUNK
  const indices = cuttings.map((cutting) => {
    const { group, cut } = cutting
    const cells = 4 ** cut.q
    const block = cells >> blockBits(cutting)
    const entries = entriesOf(cutting)
    const held = index === 'kept' ? entries : Math.min(entries, 2 ** 12 + (BLOCK_ROOM * entries) / 2 ** blockBits(cutting))
    const lists = 8 * held + 8 * (index === 'kept' ? cells : block) + cells / 8 + 8 * block
    return lists + group.patterns * (20 + 24) + 8 * 2 ** blockBits(cutting) + (4 * entriesOf(cutting)) / group.patterns + 4096
  })
  return planes + MEETINGS_BYTES + (index === 'kept' ? 0 : 4 * (step + 64)) + indices.reduce((sum, bytes) => sum + bytes, 0)
}

/** Text is copied and packed by so many letters; grams are met so many at a time, in records of 8 bytes, 12 and 12. */
export const TEXT_CHUNK = 2 ** 16
export const GRAMS = 4096
const MEETINGS_BYTES = 32 * (GRAMS + 64)
