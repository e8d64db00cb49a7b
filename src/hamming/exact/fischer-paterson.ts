// Distances by one correlation for each letter: where the pattern has it against where the text has it, and the matches of all letters add up.
// Fischer and Paterson, String matching and other products, SIAM-AMS Proceedings 7, 1974. A reference: convolve sums up in the spectrum instead,
// so that there is one inverse for all letters, and saves a letter where it can.
//
// Transforms are those of convolve (correlation.ts), with a part for each letter and each piece of the pattern; the bound on rounding is the same.
import { addWork, price, type Work } from '../../plan/machine.js'
import { shiftsOf, type Problem } from '../../plan/problem.js'
import type { Arena } from '../../wasm/arena.js'
import { lengths, type Algorithm, type SearchedPattern } from '../algorithm.js'
import type { Classes } from '../classes.js'
import { openCorrelation, openShared, type Correlate, type Shared } from '../correlation.js'
import { distinct, joined } from '../distinct.js'
import { indicatorBytes, indicatorWork, openIndicator } from '../indicator.js'
import { bytesOf, roomOf, strideOf, type Layout } from '../layout.js'
import { layoutsOf } from '../layout-search.js'
import { pairWork } from '../layout-work.js'
import { placesByClass } from '../places.js'

/** Spectra of the pattern are kept where they fit in so many bytes, and otherwise made for each pair of blocks. */
const KEPT = 2 ** 26
/** What a part allocates: its tables, and what is lost to alignment. */
const PART = 256

const layouts = new WeakMap<Problem, { layout?: Layout }>()

/** The cheapest layout with two blocks in a transform, for one letter among others. */
function letterLayout(problem: Problem): Layout | undefined {
  let known = layouts.get(problem)
  if (!known) {
    let best: Layout | undefined
    let least = Infinity
    for (const found of layoutsOf(oneLetter(problem))) {
      if (found.packing !== 'pairs') continue
      const layout = { ...found, kept: found.kept && partsOf(problem, found) * strideOf(found) <= KEPT }
      const nanoseconds = price(partsWork(problem, layout))
      if (nanoseconds < least) [best, least] = [layout, nanoseconds]
    }
    layouts.set(problem, (known = { layout: best }))
  }
  return known.layout
}

/** `required` says that not all positions count: embeddings that save a class need that they do. */
function oneLetter(problem: Problem): Problem {
  return { ...problem, classes: 1, required: 1, patterns: 1 }
}

function partsOf({ classes, patterns }: Problem, { pieces }: Layout): number {
  return classes * pieces * patterns
}

function pairsOf(problem: Problem, { step }: Layout): number {
  return Math.ceil(shiftsOf(problem) / (2 * step))
}

/** Transforms of all parts, and the sum of their distances. */
function partsWork(problem: Problem, layout: Layout): Work {
  const parts = partsOf(problem, layout)
  const pairs = pairsOf(problem, layout)
  const work: Work = { block: parts * pairs, byte: 8 * layout.step * parts * pairs }
  addWork(work, pairWork(layout, 1, 0, 0), parts * (layout.kept ? 1 : pairs))
  addWork(work, pairWork(layout, 1, 1, 1), parts * pairs)
  return work
}

export const fischerPaterson: Algorithm = {
  name: 'fischer-paterson',
  tasks: ['hammingDistances'],
  guarantee: 'exact',
  reference: true,
  complexity: 'O(sigma n log m)',
  source: 'a correlation for each letter (Fischer and Paterson 1974), rounding certified by the bound of Percival (2003)',
  answers: 'distances',
  // prettier-ignore
  kernels: [
    'encodeLetters', 'encodeBytes', 'mark16', 'mark32', 'energy', 'addDistances', 'setRoots',
    'spread32', 'spectrum32', 'convolve32', 'gather32', 'spread64', 'spectrum64', 'convolve64', 'gather64',
  ],
  refuses: (problem) => (letterLayout(problem) ? undefined : 'its transforms would not fit in 64 MiB, or 48 bytes a pattern symbol'),
  work(problem) {
    const layout = letterLayout(problem)
    if (!layout) return { call: 1 }
    const { m, positions, classes, patterns, symbolBytes } = problem
    const shifts = shiftsOf(problem)
    const symbols = shifts + pairsOf(problem, layout) * (m - 1)
    const work: Work = { call: 1, layout: positions * patterns, byte: symbols * symbolBytes }
    addWork(work, indicatorWork(symbolBytes, symbols), classes * patterns)
    addWork(work, partsWork(problem, layout))
    return work
  },
  // for each letter two transforms of at least 64 points and a product, and a point is two shifts
  least(problem) {
    const { classes, patterns } = problem
    const points = (classes * patterns * shiftsOf(problem)) / 2
    return price({ call: 1, block: classes * patterns, spread32: points, butterfly32: 2 * 4 * points, product32: points, gather32: points })
  },
  step: (problem) => 2 * (letterLayout(problem)?.step ?? 0),
  bytes(problem) {
    const layout = letterLayout(problem)
    if (!layout) return 0
    const parts = partsOf(problem, layout)
    const shared = bytesOf({ ...oneLetter(problem), symbolBytes: 1 }, layout) + 8 * layout.step + 512
    return shared + indicatorBytes(problem, 2 * layout.step + problem.m) + parts * (PART + (layout.kept ? strideOf(layout) : 0))
  },
  open(arena, problem, { text, patterns }) {
    const layout = letterLayout(problem)!
    const { step, pieces } = layout
    const { longest } = lengths(patterns)
    const width = text.symbols.BYTES_PER_ELEMENT
    const letters = openIndicator(arena, text, distinct(joined(patterns)).keys, 2 * step + longest)
    const room = roomOf(layout)
    const bits = arena.alloc(room)
    const spare = arena.alloc(8 * step + 512)
    const shared = openShared(arena, text, layout, classOf(letters.keys[0] ?? 0), bits, room)
    const cut = patterns.map((pattern) => Array.from({ length: pieces }, (_, i) => openPiece(arena, shared, letters.keys, pattern, i)))
    const { work } = shared
    let taken = 0
    return {
      step: 2 * step,
      work,
      load(first, shifts) {
        taken = Math.min(text.symbols.length, first + shifts + longest - 1) - first
        letters.take(first, first + taken)
        addWork(work, { byte: taken * width })
      },
      distances(pattern, _shifts, out) {
        const { keys } = patterns[pattern]
        // positions whose symbols the text cannot have
        const always = cut[pattern].reduce((rest, { positions }) => rest - positions, keys.length)
        arena.words().fill(always, out / 4, out / 4 + 2 * step)
        letters.keys.forEach((_, c) => {
          letters.write(c, 0, taken, bits)
          arena.bytes().fill(0, bits + taken, bits + room)
          addWork(work, indicatorWork(width, taken))
          for (const { correlations } of cut[pattern]) {
            correlations[c](taken, spare)
            arena.kernels.addDistances(spare, 2 * step, out)
            addWork(work, { byte: 8 * step })
          }
        })
      },
    }
  },
}

interface Piece {
  readonly correlations: readonly Correlate[]
  /** how many of the pattern's positions they count */
  readonly positions: number
}

function openPiece(arena: Arena, shared: Shared, letters: readonly number[], pattern: SearchedPattern, i: number): Piece {
  const { pieceLength } = shared.layout
  const from = i * pieceLength
  const to = Math.min(pattern.m, from + pieceLength)
  const places = placesByClass(pattern, from, to, letters)
  const correlations = letters.map((key, c) => {
    // one position more than is compared: even where all have one letter it is transformed, which is what this row is about
    const codes = new Uint8Array(Math.max(0, to - from) + 1)
    for (const offset of places[c]) codes[offset] = 1
    return openCorrelation(arena, { ...shared, classes: classOf(key) }, { from, m: codes.length, positions: places[c].length, codes })
  })
  return { correlations, positions: places.reduce((sum, { length }) => sum + length, 0) }
}

/** One class by itself; its bytes are written by the indicator. */
function classOf(only: number): Classes {
  return {
    count: 1,
    keys: [only],
    symbolBytes: 1,
    groups: 1,
    classOf: (key) => (key === only ? 0 : -1),
    take: () => undefined,
    encode: () => undefined,
  }
}
