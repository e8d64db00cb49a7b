// The cheapest layout among those that are proved to round right and fit in memory: a function of the problem alone.
import type { Work } from '../plan/machine.js'
import { shiftsOf, type Problem } from '../plan/problem.js'
import { engines, type Engine } from '../transform/engine.js'
import { baseAndLetter, layoutPrice, transformPrices } from './layout-work.js'
import { bytesOf, componentsOf, isWhole, mostNorm, type Layout } from './layout.js'

/** Components transformed together: their products are added up before they meet those of others. */
const BATCH = 4
/** Class bits are 16 to a vector, and a transform's four blocks start with whole ones. */
const SHORTEST = 64
/** Two blocks' shifts, four bytes each, in a second-level cache. */
const IN_CACHE = 2 ** 14
/** The best transforms are about so many times as long as the pattern, and no shorter than this. */
const USUAL = 4
const USUAL_LEAST = 2 ** 13
const MOST_PIECES = 8
/** Of halves, whose text spectra serve all pieces; enough for a million positions. */
const MOST_PIECES_OF_HALVES = 64
/** Working memory: 64 MiB for patterns of up to 100,000 positions, 48 bytes a position beyond, but no less than transforms of that length take. */
const ENOUGH = 2 ** 26
const LONG = 100_000
const BYTES_A_SYMBOL = 48
const LEAST_FOR_LONG = 40e6

function memoryFor(m: number): number {
  return m <= LONG ? ENOUGH : Math.max(LEAST_FOR_LONG, BYTES_A_SYMBOL * m)
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
    const worth: Worth = (pieces, shifts) => Math.ceil(shiftsOf(problem) / shifts) * pieces * problem.patterns * prices.least < least
    if (!worth(Math.ceil(problem.m / (2 * length)), 2 * length)) continue
    for (const layout of candidates(problem, engine, length, worth)) {
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

/** From the length that is usual the best on: most of the others are then seen to be dearer at once. */
function* transformsFor(problem: Problem): Generator<[Engine, number]> {
  const { n, m } = problem
  // one pair of blocks takes the whole text: longer transforms only cost more; where nothing is transformed, what stays in a cache is as good
  const enough = componentsOf(problem) > 0 ? 2 * n : Math.min(2 * n, Math.max(IN_CACHE, 4 * m))
  for (const engine of engines) {
    // a piece needs room, in halves twice the length
    const pieces = engine.point === 8 ? 2 * MOST_PIECES_OF_HALVES : MOST_PIECES
    const possible = (length: number): boolean =>
      pieces * length > m && length <= engine.longest && (length === SHORTEST || length <= 2 * enough)
    const usual = 2 ** Math.round(Math.log2(Math.max(USUAL_LEAST, USUAL * m)))
    for (let length = usual; length <= engine.longest; length *= 2) if (possible(length)) yield [engine, length]
    for (let length = usual / 2; length >= SHORTEST; length /= 2) if (possible(length)) yield [engine, length]
  }
}

function fits(problem: Problem, layout: Layout): boolean {
  return certified(problem, layout) && bytesOf(problem, layout) <= memoryFor(problem.m)
}

/** Are layouts of so many pieces, whose transforms serve so many shifts, worth a look? */
type Worth = (pieces: number, shifts: number) => boolean

/** What may fit, from the fewest pieces on. */
function* candidates(problem: Problem, engine: Engine, length: number, worth: Worth = () => true): Generator<Layout> {
  const { m } = problem
  const components = componentsOf(problem)
  for (let pieces = 1; pieces <= MOST_PIECES; pieces++) {
    const pieceLength = Math.ceil(m / pieces)
    const step = 4 * Math.floor((length - pieceLength + 1) / 4)
    if (step <= 0 || step < length / 16 || !worth(pieces, 2 * step)) continue
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
    if (step < length / 8 || (pieces - 1) * pieceLength >= m || !worth(pieces, step)) continue
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
