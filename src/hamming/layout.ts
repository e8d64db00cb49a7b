// How a correlation is cut up: precision, length of the transforms, pieces of the pattern. A function of the problem alone.
import { addWork, price, type Work } from '../plan/machine.js'
import { shiftsOf, type Problem } from '../plan/problem.js'
import { engines, rootBytes, type Engine } from '../transform/engine.js'
import { largestNorm } from '../transform/rounding.js'
import { savingComponents } from './embedding.js'

/** Components transformed together: their products are added up before they meet those of others. */
const BATCH = 4
/** Class bits are 16 to a vector, and a transform's four blocks start with whole ones. */
const SHORTEST = 64
const MOST_PIECES = 8
/** Arrays stand five cache lines off a multiple of 4 KiB, so that their streams do not share sets of the first-level cache. */
const APART = 320

/** Working memory: 64 MiB, or 48 bytes a pattern symbol. */
const ENOUGH = 2 ** 26
const BYTES_A_SYMBOL = 48

export interface Layout {
  readonly engine: Engine
  /** points of a transform */
  readonly length: number
  /** pieces of the pattern, each a correlation of its own */
  readonly pieces: number
  /** most positions of a piece */
  readonly pieceLength: number
  /** shifts of one of the two blocks of a transform: a multiple of 4 */
  readonly step: number
  readonly components: number
  /** components transformed together */
  readonly batch: number
  /** are the pattern's spectra kept, or made for each pair of blocks? */
  readonly kept: boolean
}

/** Additions in the spectrum on the way of one product: within its batch, and from batch to batch. */
export function sumsOf(components: number, batch: number): number {
  return Math.max(0, Math.min(batch, components) - 1) + Math.max(0, Math.ceil(components / batch) - 1)
}

export function strideOf({ engine, length }: Layout): number {
  return engine.point * length + APART
}

/** Bytes of class bits that a pair of blocks and all pieces look at. */
export function roomOf({ pieces, pieceLength, step, length }: Layout): number {
  return (pieces - 1) * pieceLength + step + length + 64
}

/** Do all positions of a pattern count, as the embeddings with fewer components need? */
function isWhole({ m, positions, required }: Problem): boolean {
  return positions === m && required === 0
}

/** Sequences to transform. */
export function componentsOf(problem: Problem): number {
  return isWhole(problem) ? savingComponents(problem.classes) : problem.classes
}

/** Energies as they usually are. A text that has more costs more inverses, see correlation.ts. */
function expected(problem: Problem, length: number, m: number): { norm: number; unit: number } {
  const { classes, letters } = problem
  if (classes === 4 && isWhole(problem)) return { norm: 3 * Math.sqrt(2 * length * m), unit: 1 / 4 }
  return { norm: Math.sqrt((letters ? 2 : 1) * (classes === 3 ? 2 : 1) * 2 * length * m), unit: 1 }
}

const layouts = new WeakMap<Problem, { layout?: Layout }>()

/** The cheapest layout that is proved to round right and fits in memory. */
export function layoutOf(problem: Problem): Layout | undefined {
  let known = layouts.get(problem)
  if (!known) layouts.set(problem, (known = { layout: cheapest(problem) }))
  return known.layout
}

function cheapest(problem: Problem): Layout | undefined {
  const { n, m, patterns } = problem
  const shifts = shiftsOf(problem)
  const components = componentsOf(problem)
  const memory = Math.max(ENOUGH, BYTES_A_SYMBOL * m)
  const block = patterns * price({ block: 1 })
  let best: Layout | undefined
  let least = Infinity
  for (const engine of engines) {
    for (let length = SHORTEST; length <= engine.longest; length *= 2) {
      // a piece needs room in a transform
      if (length * MOST_PIECES <= m) continue
      const forward = patterns * price(pairWork({ engine, length }, components, 0, 0))
      const whole = patterns * price(pairWork({ engine, length }, components, components, 1))
      for (let pieces = 1; pieces <= MOST_PIECES; pieces++) {
        const pieceLength = Math.ceil(m / pieces)
        const step = 4 * Math.floor((length - pieceLength + 1) / 4)
        if (step <= 0 || step < length / 16) continue
        const pairs = Math.ceil(shifts / (2 * step))
        for (const kept of [true, false]) {
          const nanoseconds = pieces * (pairs * (block + whole) + (kept ? 1 : pairs) * forward)
          if (nanoseconds >= least) continue // before it is proved right, which takes longer
          const layout = { engine, length, pieces, pieceLength, step, components, batch: kept ? BATCH : 1, kept }
          if (!certified(problem, layout) || bytesOf(problem, layout) > memory) continue
          best = layout
          least = nanoseconds
        }
      }
      // one pair of blocks takes the whole text: longer transforms only cost more
      if (length > 2 * n) break
    }
  }
  return best
}

function certified(problem: Problem, { engine, length, pieceLength, components, batch }: Layout): boolean {
  const { norm, unit } = expected(problem, length, pieceLength)
  const sums = sumsOf(components, batch)
  return norm <= largestNorm({ precision: engine.precision, levels: Math.log2(length), sums, unit, rest: pieceLength })
}

/** One pair of blocks, or the pattern's spectra: forward transforms, so many products, so many inverses. */
export function pairWork(
  { engine, length }: Pick<Layout, 'engine' | 'length'>,
  components: number,
  products: number,
  inverses: number,
): Work {
  if (components === 0) return {}
  const spread = components * length
  const butterfly = (components + inverses) * length * (Math.log2(length) - 2)
  if (products === 0) return engine.work(spread, butterfly, 0, 0)
  return engine.work(spread, butterfly, products * length, inverses * length)
}

function transformWork(problem: Problem, layout: Layout): Work {
  const { components, pieces, step, kept } = layout
  const pairs = Math.ceil(shiftsOf(problem) / (2 * step))
  const work: Work = { block: pairs * pieces * problem.patterns }
  addWork(work, pairWork(layout, components, 0, 0), problem.patterns * pieces * (kept ? 1 : pairs))
  addWork(work, pairWork(layout, components, components, 1), problem.patterns * pieces * pairs)
  return work
}

/** What a letter costs, by problem: it is asked for each letter. */
const handfuls = new WeakMap<Problem, { base: Work; letter: Work }>()
const HANDFUL = 8

/** Work of all pairs of blocks, with a layout for a handful of classes: what comes once, the inverses, and that of one class. */
export function blocksWork(problem: Problem): { readonly base: Work; readonly letter: Work } {
  let known = handfuls.get(problem)
  if (!known) {
    const layout = cheapest({ ...problem, classes: Math.min(problem.classes, HANDFUL) })
    known = { base: { block: Infinity }, letter: { block: Infinity } }
    if (layout) {
      const pairs = Math.ceil(shiftsOf(problem) / (2 * layout.step)) * layout.pieces * problem.patterns
      known = { base: { block: pairs }, letter: {} }
      const { engine, length } = layout
      const butterfly = length * (Math.log2(length) - 2)
      addWork(known.base, engine.work(0, butterfly, 0, length), pairs)
      addWork(known.letter, engine.work(length, butterfly, length, 0), pairs)
    }
    handfuls.set(problem, known)
  }
  return known
}

export function loadWork(symbols: number, symbolBytes: number, groups: number): Work {
  return { byte: symbols * symbolBytes, ...(symbolBytes > 1 && { rank: symbols }), encode: symbols * groups }
}

export function workOf(problem: Problem, layout: Layout): Work {
  const { patterns, symbolBytes, classes, m } = problem
  const shifts = shiftsOf(problem)
  const pairs = Math.ceil(shifts / (2 * layout.step))
  const work = transformWork(problem, layout)
  addWork(work, { call: 1, layout: m * patterns })
  addWork(work, loadWork(shifts + pairs * (m - 1), symbolBytes, Math.ceil(classes / 8)))
  if (isWhole(problem) && classes <= 4) {
    const overlaps = pairs * (m - layout.pieces)
    addWork(work, { weigh: layout.pieces * shifts + overlaps }, patterns)
  }
  return work
}

export function bytesOf(problem: Problem, layout: Layout): number {
  const { engine, length, step, components, batch, pieces, kept } = layout
  const { patterns, symbolBytes, classes } = problem
  const spectra = kept ? components * patterns * pieces : 1
  const arrays = Math.min(batch, classes) + (classes > batch ? 1 : 0) + spectra
  return (
    rootBytes(engine, length) +
    arrays * strideOf(layout) +
    roomOf(layout) * (symbolBytes + (symbolBytes > 1 ? 1 : 0) + Math.ceil(classes / 8)) +
    2 * length +
    (pieces > 1 ? 8 * step + 512 : 0) * patterns +
    (32 * components + 256) * pieces * patterns +
    (symbolBytes > 1 ? 70_000 : 0) +
    32 * Math.ceil(classes / 8) +
    4096
  )
}
