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
/** Of halves, whose text spectra serve all pieces; enough for a million positions. */
const MOST_PIECES_OF_HALVES = 64
/** Arrays stand five cache lines off a multiple of 4 KiB, so that their streams do not share sets of the first-level cache. */
const APART = 320

/** Working memory: 64 MiB for patterns of up to 100,000 positions, 48 bytes a position beyond, but no less than transforms of that length take. */
const ENOUGH = 2 ** 26
const LONG = 100_000
const BYTES_A_SYMBOL = 48
const LEAST_FOR_LONG = 40e6

function memoryFor(m: number): number {
  return m <= LONG ? ENOUGH : Math.max(LEAST_FOR_LONG, BYTES_A_SYMBOL * m)
}

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
  let best: Layout | undefined
  let least = Infinity
  for (const [engine, length] of transformsFor(problem)) {
    const prices = transformPrices(problem, engine, length)
    // a transform serves 2 length shifts at most, and a piece has no more positions
    const meetings = Math.ceil(shiftsOf(problem) / (2 * length)) * Math.ceil(problem.m / (2 * length)) * problem.patterns
    if (meetings * prices.least >= least) continue
    for (const layout of candidates(problem, engine, length)) {
      const nanoseconds = layoutPrice(problem, layout, prices)
      // the price comes first: to prove that a layout rounds right takes longer
      if (nanoseconds >= least || !fits(problem, layout)) continue
      best = layout
      least = nanoseconds
    }
  }
  return best
}

/** Layouts that are proved to round right and fit in memory. */
export function* layoutsOf(problem: Problem): Generator<Layout> {
  for (const [engine, length] of transformsFor(problem)) {
    for (const layout of candidates(problem, engine, length)) if (fits(problem, layout)) yield layout
  }
}

/** Longest first: the best are long enough for few pieces, and short ones are then seen to be dearer at once. */
function* transformsFor({ n, m }: Problem): Generator<[Engine, number]> {
  for (const engine of engines) {
    // one pair of blocks takes the whole text: longer transforms only cost more
    let length = SHORTEST
    while (length < engine.longest && length <= 2 * n) length *= 2
    // a piece needs room, in halves twice the length
    const pieces = engine.point === 8 ? 2 * MOST_PIECES_OF_HALVES : MOST_PIECES
    for (; length >= SHORTEST && pieces * length > m; length /= 2) yield [engine, length]
  }
}

function fits(problem: Problem, layout: Layout): boolean {
  return certified(problem, layout) && bytesOf(problem, layout) <= memoryFor(problem.m)
}

/** What may fit, from the fewest pieces on. */
function* candidates(problem: Problem, engine: Engine, length: number): Generator<Layout> {
  const { m } = problem
  const components = componentsOf(problem)
  for (let pieces = 1; pieces <= MOST_PIECES; pieces++) {
    const pieceLength = Math.ceil(m / pieces)
    const step = 4 * Math.floor((length - pieceLength + 1) / 4)
    if (step <= 0 || step < length / 16) continue
    yield { engine, packing: 'pairs', length, pieces, pieceLength, step, components, batch: BATCH, kept: true }
    yield { engine, packing: 'pairs', length, pieces, pieceLength, step, components, batch: 1, kept: false }
  }
  // in f64, halves would save nothing
  if (engine.point === 16 || components === 0) return
  // a block has shifts when pieces are shorter than two halves; very short ones save nothing
  const fewest = Math.ceil(m / (1.875 * length))
  const most = Math.min(MOST_PIECES_OF_HALVES, Math.max(1, (8 * m) / length))
  for (let pieces = fewest; pieces <= most; pieces += Math.ceil(pieces / 4)) {
    const pieceLength = 4 * Math.ceil(m / pieces / 4)
    const step = 4 * Math.floor((2 * length - pieceLength + 1) / 4)
    // pieces are rounded up, so the last may be none
    if (step < length / 8 || (pieces - 1) * pieceLength >= m) continue
    yield { engine, packing: 'halves', length, pieces, pieceLength, step, components, batch: components, kept: true }
  }
}

function certified(problem: Problem, layout: Layout): boolean {
  const { length, pieceLength, packing, components } = layout
  const { norm, unit } = expected(problem, length, pieceLength)
  if (norm > mostNorm(layout, components, unit, pieceLength)) return false
  // a component that must be rounded by itself, in pairs, has to be proved as well; halves share its positions out
  return packing === 'halves' || Math.sqrt(2 * length * pieceLength) <= mostNorm(layout, problem.classes, 1, pieceLength)
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
  return engine.work(spread, butterfly, products * length, products > 0 ? inverses * length : 0)
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

/** Transforms of the whole text: pairs of blocks, or blocks and those before the first (halves.ts). */
function transformsOf(problem: Problem, layout: Layout): number {
  return loadsOf(problem, layout) + beginnings(layout).transforms
}

/** Pieces of patterns times transforms that they meet. */
function meetingsOf(problem: Problem, layout: Layout): number {
  return problem.patterns * (loadsOf(problem, layout) * layout.pieces + beginnings(layout).meetings)
}

/** Halves: transforms before the first block, and how often a pattern's pieces meet them. */
function beginnings({ packing, step, pieces, pieceLength }: Layout): { transforms: number; meetings: number } {
  const overlap = packing === 'halves' ? (pieces - 1) * pieceLength : 0
  const transforms = Math.ceil(overlap / step)
  let meetings = 0
  for (let t = 1; t <= transforms; t++) meetings += Math.ceil(Math.min(overlap, t * step) / pieceLength)
  return { transforms, meetings }
}

/** Halves of one block: the text's components to their spectra. */
export function textWork({ length }: Pick<Layout, 'length'>, components: number): Work {
  return { halves32: components * length, butterfly32: components * length * Math.log2(length) }
}

/** Halves of one block: so many products with a pattern, in so many sums, each transformed back. */
export function pieceWork({ length }: Pick<Layout, 'length'>, products: number, inverses: number): Work {
  return { block: 1, multiply32: products * length, butterfly32: inverses * length * Math.log2(length), settle32: inverses * length }
}

/** Halves: spectra of a piece of a pattern. */
export function ownWork({ length }: Pick<Layout, 'length'>, components: number): Work {
  return { spread64: components * length, butterfly64: components * length * Math.log2(length) }
}

function transformWork(problem: Problem, layout: Layout): Work {
  const { components, pieces, kept, packing } = layout
  const meetings = meetingsOf(problem, layout)
  const work: Work = {}
  if (packing === 'halves') {
    addWork(work, textWork(layout, components), transformsOf(problem, layout))
    addWork(work, ownWork(layout, components), problem.patterns * pieces)
    addWork(work, pieceWork(layout, components, 1), meetings)
    return work
  }
  addWork(work, { block: meetings })
  addWork(work, pairWork(layout, components, 0, 0), kept ? problem.patterns * pieces : meetings)
  addWork(work, pairWork(layout, components, components, 1), meetings)
  return work
}

/** Prices of transforms of one length. Hundreds of layouts are asked for: records of work are made once a length. */
interface TransformPrices {
  /** a pair of blocks met with a pattern, and a pattern's spectra */
  readonly pair: number
  readonly own: number
  /** the same for halves of one block, whose text's spectra all patterns and pieces share */
  readonly half: number
  readonly text: number
  readonly ownHalves: number
  /** what meeting a pattern costs at least */
  readonly least: number
}

function transformPrices(problem: Problem, engine: Engine, length: number): TransformPrices {
  const components = componentsOf(problem)
  const pair = price({ block: 1 }) + price(pairWork({ engine, length }, components, components, 1))
  const half = price(pieceWork({ length }, components, 1))
  return {
    pair,
    own: price(pairWork({ engine, length }, components, 0, 0)),
    half,
    text: price(textWork({ length }, components)),
    ownHalves: price(ownWork({ length }, components)),
    least: Math.min(pair, engine.point === 16 ? Infinity : half),
  }
}

/** The price of transformWork. */
function layoutPrice(problem: Problem, layout: Layout, { pair, own, half, text, ownHalves }: TransformPrices): number {
  const { pieces, kept, packing } = layout
  const meetings = meetingsOf(problem, layout)
  const spectra = problem.patterns * pieces
  if (packing === 'pairs') return meetings * pair + (kept ? spectra : meetings) * own
  return transformsOf(problem, layout) * text + spectra * ownHalves + meetings * half
}

/** What a letter costs, by problem: it is asked for each letter. */
const handfuls = new WeakMap<Problem, { base: Work; letter: Work }>()
const HANDFUL = 8

/** Work of all transforms, with a layout for a handful of classes: what comes once, the inverses, and that of one class. */
export function blocksWork(problem: Problem): { readonly base: Work; readonly letter: Work } {
  let known = handfuls.get(problem)
  if (!known) {
    const layout = problem.classes <= HANDFUL ? layoutOf(problem) : cheapest({ ...problem, classes: HANDFUL })
    known = layout ? baseAndLetter(problem, layout) : { base: { block: Infinity }, letter: { block: Infinity } }
    handfuls.set(problem, known)
  }
  return known
}

function baseAndLetter(problem: Problem, layout: Layout): { base: Work; letter: Work } {
  const { engine, length, packing } = layout
  const transforms = transformsOf(problem, layout)
  const meetings = meetingsOf(problem, layout)
  const base: Work = {}
  const letter: Work = {}
  if (packing === 'halves') {
    addWork(base, pieceWork(layout, 0, 1), meetings)
    addWork(letter, textWork(layout, 1), transforms)
    addWork(letter, { multiply32: length }, meetings)
  } else {
    const butterfly = length * (Math.log2(length) - 2)
    addWork(base, { block: 1, ...engine.work(0, butterfly, 0, length) }, meetings)
    addWork(letter, engine.work(length, butterfly, length, 0), meetings)
  }
  return { base, letter }
}

export function loadWork(symbols: number, symbolBytes: number, groups: number): Work {
  return { byte: symbols * symbolBytes, ...(symbolBytes > 1 && { rank: symbols }), encode: symbols * groups }
}

export function workOf(problem: Problem, layout: Layout): Work {
  const { patterns, symbolBytes, classes, m } = problem
  const shifts = shiftsOf(problem)
  const work = transformWork(problem, layout)
  addWork(work, { call: 1, layout: m * patterns })
  const symbols = symbolsOf(problem, layout)
  addWork(work, loadWork(symbols, symbolBytes, Math.ceil(classes / 8)))
  if (isWhole(problem) && classes <= 4) {
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
  // and one class the positions of which are shared out
  if (packing === 'halves') return components + (components < classes ? classes : 0) + (classes + 1) * patterns * pieces + 1
  return Math.min(batch, classes) + (classes > batch ? 1 : 0) + (kept ? components * patterns * pieces : 1)
}
