// How a correlation is cut up: precision, length of the transforms, pieces of the pattern. A function of the problem alone.
import { addWork, price, type Work } from '../plan/machine.js'
import { shiftsOf, type Problem } from '../plan/problem.js'
import { engines, rootBytes, type Engine } from '../transform/engine.js'
import { f64, largestNorm } from '../transform/rounding.js'
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
  /**
   * How text becomes complex: two blocks of `length` are its real and its imaginary parts (correlation.ts), or the halves of one block of twice
   * that are (halves.ts).
   */
  readonly packing: 'pairs' | 'halves'
  /** points of a transform */
  readonly length: number
  /** pieces of the pattern, each a correlation of its own */
  readonly pieces: number
  /** most positions of a piece */
  readonly pieceLength: number
  /** shifts of a block: a multiple of 4 */
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

/** Shifts that a transform serves. */
export function shiftsOfTransform({ packing, step }: Layout): number {
  return packing === 'pairs' ? 2 * step : step
}

/** Bytes of class bits that a transform and all pieces look at. */
export function roomOf({ packing, pieces, pieceLength, step, length }: Layout): number {
  return (pieces - 1) * pieceLength + (packing === 'pairs' ? step + length : 2 * length) + 64
}

/** The largest S (transform/rounding.ts) that is proved to round right, for so many components of a piece of so many positions. */
export function mostNorm({ engine, packing, length, batch }: Layout, components: number, unit: number, positions: number): number {
  const sums = sumsOf(components, batch)
  const manner = packing === 'halves' ? { twisted: true, pattern: f64 } : {}
  return largestNorm({ precision: engine.precision, levels: Math.log2(length), sums, unit, rest: positions, ...manner })
}

/** Energies as they usually are. A text that has more costs more inverses, see correlation.ts. */
function expected({ classes, letters, required }: Problem, length: number, m: number): { norm: number; unit: number } {
  if (classes === 4 && required === 0) return { norm: 3 * Math.sqrt(2 * length * m), unit: 1 / 4 }
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
  let best: Layout | undefined
  let least = Infinity
  for (const layout of layoutsOf(problem)) {
    const nanoseconds = price(transformWork(problem, layout))
    if (nanoseconds < least) {
      best = layout
      least = nanoseconds
    }
  }
  return best
}

/** Layouts that are proved to round right and fit in memory. */
export function* layoutsOf(problem: Problem): Generator<Layout> {
  const components = problem.required > 0 ? problem.classes : savingComponents(problem.classes)
  for (const engine of engines) {
    for (let length = SHORTEST; length <= engine.longest; length *= 2) {
      yield* fitting(problem, engine, length, components)
      // one pair of blocks takes the whole text: longer transforms only cost more
      if (length > 2 * problem.n) break
    }
  }
}

function* fitting(problem: Problem, engine: Engine, length: number, components: number): Generator<Layout> {
  const memory = Math.max(ENOUGH, BYTES_A_SYMBOL * problem.m)
  const fits = (layout: Layout): boolean => certified(problem, layout) && bytesOf(problem, layout) <= memory
  yield* fittingPairs(problem, engine, length, components, fits)
  // in f64, halves would save nothing
  if (engine.suffix === '32' && components > 0) yield* fittingHalves(problem, engine, length, components, fits)
}

type Fits = (layout: Layout) => boolean

/** From the fewest pieces on. */
function* fittingPairs(problem: Problem, engine: Engine, length: number, components: number, fits: Fits): Generator<Layout> {
  let found = 0
  for (let pieces = 1; pieces <= MOST_PIECES && found < 3; pieces++) {
    const pieceLength = Math.ceil(problem.m / pieces)
    const step = 4 * Math.floor((length - pieceLength + 1) / 4)
    if (step <= 0 || step < length / 16) continue
    for (const kept of [true, false]) {
      const layout: Layout = { engine, packing: 'pairs', length, pieces, pieceLength, step, components, batch: kept ? BATCH : 1, kept }
      if (!fits(layout)) continue
      found++
      yield layout
      break
    }
  }
}

function* fittingHalves({ m }: Problem, engine: Engine, length: number, components: number, fits: Fits): Generator<Layout> {
  let found = 0
  for (let pieces = 1; pieces <= MOST_PIECES && found < 2; pieces++) {
    const pieceLength = 4 * Math.ceil(m / pieces / 4)
    const step = 4 * Math.floor((2 * length - pieceLength + 1) / 4)
    // what pieces add to later shifts goes to the next block (halves.ts); pieces are rounded up, so the last may be none
    if (step < Math.max((pieces - 1) * pieceLength, length / 8) || (pieces - 1) * pieceLength >= m) continue
    const layout: Layout = { engine, packing: 'halves', length, pieces, pieceLength, step, components, batch: components, kept: true }
    if (!fits(layout)) continue
    found++
    yield layout
  }
}

function certified(problem: Problem, layout: Layout): boolean {
  const { norm, unit } = expected(problem, layout.length, layout.pieceLength)
  return norm <= mostNorm(layout, layout.components, unit, layout.pieceLength)
}

/** One pair of blocks, or the pattern's spectra: forward transforms, so many products, so many inverses. */
export function pairWork({ engine: { suffix }, length }: Layout, components: number, products: number, inverses: number): Work {
  if (components === 0) return {}
  const spread = components * length
  const butterfly = (components + inverses) * length * (Math.log2(length) - 2)
  const product = products * length
  const gather = inverses * length
  // names are written out: hundreds of layouts are priced, and objects with computed ones are slow
  if (suffix === '32') {
    return { spread32: spread, butterfly32: butterfly, ...(products > 0 && { product32: product, gather32: gather }) }
  }
  return { spread64: spread, butterfly64: butterfly, ...(products > 0 && { product64: product, gather64: gather }) }
}

/** Positions of a pattern and what its pieces are rounded up to: so far ahead of a shift text is looked at. */
export function reachOf({ packing, pieces, pieceLength }: Layout, m: number): number {
  return packing === 'halves' && pieces > 1 ? pieces * pieceLength : m
}

function loadsOf(problem: Problem, layout: Layout): number {
  return Math.ceil(shiftsOf(problem) / shiftsOfTransform(layout))
}

/** Text symbols loaded: all that is ahead of the shifts of each block, and in the last ones no more than there is. */
function symbolsOf(problem: Problem, layout: Layout): number {
  const { m } = problem
  const shifts = shiftsOf(problem)
  const before = loadsOf(problem, layout) - 1
  const more = reachOf(layout, m) - m
  const rest = shifts - before * shiftsOfTransform(layout)
  return shifts + (before + 1) * (m - 1) + (before > 0 ? (before - 1) * more + Math.min(more, rest) : 0)
}

/** Transforms of the whole text: pairs of blocks, or blocks, and one before the first where pieces overlap it (halves.ts). */
function transformsOf(problem: Problem, layout: Layout): number {
  return loadsOf(problem, layout) + (layout.packing === 'halves' && layout.pieces > 1 ? 1 : 0)
}

/** Halves of one block: the text's components to their spectra. */
export function textWork({ length }: Layout, components: number): Work {
  return { halves32: components * length, butterfly32: components * length * Math.log2(length) }
}

/** Halves of one block: so many products with a pattern, in so many sums, each transformed back. */
export function pieceWork({ length }: Layout, products: number, inverses: number): Work {
  return { block: 1, multiply32: products * length, butterfly32: inverses * length * Math.log2(length), settle32: inverses * length }
}

/** Halves: spectra of a piece of a pattern. */
export function ownWork({ length }: Layout, components: number): Work {
  return { spread64: components * length, butterfly64: components * length * Math.log2(length) }
}

function transformWork(problem: Problem, layout: Layout): Work {
  const { components, pieces, kept, packing } = layout
  const transforms = transformsOf(problem, layout)
  const meetings = transforms * problem.patterns * pieces
  const work: Work = {}
  if (packing === 'halves') {
    addWork(work, textWork(layout, components), transforms)
    addWork(work, ownWork(layout, components), problem.patterns * pieces)
    // the last piece adds nothing before the first block
    addWork(work, pieceWork(layout, components, 1), meetings - (pieces > 1 ? problem.patterns : 0))
    return work
  }
  addWork(work, { block: meetings })
  addWork(work, pairWork(layout, components, 0, 0), kept ? problem.patterns * pieces : meetings)
  addWork(work, pairWork(layout, components, components, 1), meetings)
  return work
}

/** Layouts for a handful of classes, by problem: what a letter costs is asked for each letter. */
const handfuls = new WeakMap<Problem, { layout?: Layout }>()
const HANDFUL = 8

/** Work of all pairs of blocks for one class (`letters` 1), or what comes once however many there are (0): the inverses. */
export function blocksWork(problem: Problem, letters: 0 | 1): Work {
  let known = handfuls.get(problem)
  if (!known)
    handfuls.set(problem, (known = { layout: problem.classes <= HANDFUL ? layoutOf(problem) : cheapest({ ...problem, classes: HANDFUL }) }))
  const { layout } = known
  if (!layout) return { block: Infinity }
  const meetings = transformsOf(problem, layout) * layout.pieces * problem.patterns
  const work: Work = {}
  if (layout.packing === 'halves') {
    addWork(work, letters === 1 ? textWork(layout, 1) : {}, transformsOf(problem, layout))
    addWork(work, letters === 1 ? { multiply32: layout.length } : pieceWork(layout, 0, 1), meetings)
  } else {
    addWork(work, { block: letters === 0 ? meetings : 0 })
    addWork(work, pairWork(layout, 1, letters, letters === 0 ? 1 : 0), meetings)
  }
  return work
}

export function loadWork(symbols: number, symbolBytes: number, groups: number): Work {
  return { byte: symbols * symbolBytes, ...(symbolBytes > 1 && { rank: symbols }), encode: symbols * groups }
}

export function workOf(problem: Problem, layout: Layout): Work {
  const { patterns, symbolBytes, classes, m, required } = problem
  const shifts = shiftsOf(problem)
  const work = transformWork(problem, layout)
  addWork(work, { call: 1, layout: m * patterns })
  const symbols = symbolsOf(problem, layout)
  addWork(work, loadWork(symbols, symbolBytes, Math.ceil(classes / 8)))
  if (required === 0 && classes <= 4) {
    if (layout.packing === 'halves') addWork(work, { weigh: symbols })
    else addWork(work, { weigh: layout.pieces * shifts + loadsOf(problem, layout) * (m - layout.pieces) }, patterns)
  }
  return work
}

export function bytesOf(problem: Problem, layout: Layout): number {
  const { engine, length, step, components, pieces, pieceLength, packing } = layout
  const { patterns, symbolBytes, classes } = problem
  const twisted = packing === 'halves'
  return (
    rootBytes(engine, length, twisted) +
    arraysOf(problem, layout) * strideOf(layout) +
    (twisted ? rootBytes(engines[1], length, true) + 16 * length + 4 * step + (4 * pieces * pieceLength + 512) * patterns : 0) +
    roomOf(layout) * (symbolBytes + (symbolBytes > 1 ? 1 : 0) + Math.ceil(classes / 8)) +
    2 * length +
    (pieces > 1 ? 8 * step + 512 : 0) * patterns +
    (32 * components + 256) * pieces * patterns +
    (symbolBytes > 1 ? 70_000 : 0) +
    32 * Math.ceil(classes / 8) +
    4096
  )
}

/** Spectra and their sums. */
function arraysOf({ patterns, classes }: Problem, { packing, components, batch, pieces, kept }: Layout): number {
  // a pattern may need as many components as classes, and then the text has them as well
  if (packing === 'halves') return components + (components < classes ? classes : 0) + classes * patterns * pieces + 1
  return Math.min(batch, classes) + (classes > batch ? 1 : 0) + (kept ? components * patterns * pieces : 1)
}
