// What a correlation executes under a layout, and what that costs.
import { addWork, currentPrices, price, type Prices, type Work } from '../plan/machine.js'
import { shiftsOf, type Problem } from '../plan/problem.js'
import type { Engine } from '../transform/engine.js'
import { componentsOf, isWhole, reachOf, shiftsOfTransform, type Layout } from './layout.js'

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
  return { halves64: components * length, butterfly64: components * length * Math.log2(length) }
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

export function loadWork(symbols: number, symbolBytes: number, groups: number): Work {
  return { byte: symbols * symbolBytes, ...(symbolBytes > 1 && { rank: symbols }), encode: symbols * groups }
}

export function workOf(problem: Problem, layout: Layout): Work {
  const { patterns, symbolBytes, classes, m } = problem
  const shifts = shiftsOf(problem)
  const work = transformWork(problem, layout)
  addWork(work, { call: 1, layout: m * patterns, class: classes })
  const symbols = symbolsOf(problem, layout)
  addWork(work, loadWork(symbols, symbolBytes, Math.ceil(classes / 8)))
  if (isWhole(problem) && classes <= 4) {
    if (layout.packing === 'halves') addWork(work, { weigh: symbols })
    else addWork(work, { weigh: layout.pieces * shifts + loadsOf(problem, layout) * (m - layout.pieces) }, patterns)
  }
  return work
}

/** Work of all transforms: what comes once, the inverses, and that of one class. */
export function baseAndLetter(problem: Problem, layout: Layout): { base: Work; letter: Work } {
  const { engine, length, packing, pieces, kept } = layout
  const spectra = problem.patterns * pieces
  const transforms = transformsOf(problem, layout)
  const meetings = meetingsOf(problem, layout)
  const base: Work = {}
  const letter: Work = { class: 1 }
  if (packing === 'halves') {
    addWork(base, pieceWork(layout, 0, 1), meetings)
    addWork(letter, textWork(layout, 1), transforms)
    addWork(letter, { multiply32: length }, meetings)
    addWork(letter, ownWork(layout, 1), spectra)
  } else {
    const butterfly = length * (Math.log2(length) - 2)
    addWork(base, { block: 1, ...engine.work(0, butterfly, 0, length) }, meetings)
    addWork(letter, engine.work(length, butterfly, length, 0), meetings)
    addWork(letter, pairWork(layout, 1, 0, 0), kept ? spectra : meetings)
  }
  return { base, letter }
}

/** Prices of transforms of one length. */
export interface TransformPrices {
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

/** Every plan asks for all lengths: records of work are made once for each, as long as prices stay the same. */
const known = new WeakMap<Prices, Map<number, TransformPrices>>()

export function transformPrices(problem: Problem, engine: Engine, length: number): TransformPrices {
  const components = componentsOf(problem)
  const prices = currentPrices()
  let byLength = known.get(prices)
  if (!byLength) known.set(prices, (byLength = new Map<number, TransformPrices>()))
  // lengths are at most 2^24, see transform/engine.ts
  const key = length * 2 + Number(engine.point === 16) + components * 2 ** 26
  let found = byLength.get(key)
  if (!found) byLength.set(key, (found = newPrices(components, engine, length)))
  return found
}

function newPrices(components: number, engine: Engine, length: number): TransformPrices {
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
export function layoutPrice(problem: Problem, layout: Layout, { pair, own, half, text, ownHalves }: TransformPrices): number {
  const { pieces, kept, packing } = layout
  const meetings = meetingsOf(problem, layout)
  const spectra = problem.patterns * pieces
  if (packing === 'pairs') return meetings * pair + (kept ? spectra : meetings) * own
  return transformsOf(problem, layout) * text + spectra * ownHalves + meetings * half
}
