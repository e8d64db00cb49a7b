// Distances by correlation modulo a prime of 14 bits: no rounding, no bound on it, and so an independent check of convolve. The transform is
// that of Pollard (The fast Fourier transform in a finite field, 1971); arithmetic in sixteen bits and its invariants: assembly/ntt16.ts.
//
// A class of symbols is a sequence of 0 and 1 on both sides, products are summed over the classes, and there is one inverse. Its values are
// counts modulo p = 12289; a piece of the pattern is shorter than the longest transform, 4096, so a count is its residue in [0, p).
import { addWork, price, type Work } from '../../plan/machine.js'
import { shiftsOf, type Problem } from '../../plan/problem.js'
import { inverseOf, lengths16, roots16 } from '../../transform/roots16.js'
import type { PreparedText } from '../../sequence.js'
import type { Arena } from '../../wasm/arena.js'
import { lengths, type Algorithm, type SearchedPattern } from '../algorithm.js'
import { distinct, joined } from '../distinct.js'
import { indicatorBytes, indicatorWork, openIndicator, type Indicator } from '../indicator.js'
import { placesByClass } from '../places.js'

/** Shifts that are taken in at once, about: blocks of short transforms are many. */
const SHORT_STEP = 8192
/** Spectra of the pattern are kept where they fit in so many bytes, and otherwise made for each block. */
const KEPT = 2 ** 26

interface Layout {
  /** points of a transform */
  readonly length: number
  readonly pieces: number
  readonly pieceLength: number
  /** shifts of a transform, a multiple of 8 */
  readonly step: number
  /** transforms, one after the other in the text, of a block */
  readonly times: number
  readonly kept: boolean
}

const layouts = new WeakMap<Problem, Layout>()

/** The cheapest length, and the cheapest share of it for the pattern. */
function layoutOf(problem: Problem): Layout {
  const known = layouts.get(problem)
  if (known) return known
  let best: Layout | undefined
  let least = Infinity
  for (const length of lengths16) {
    // a piece leaves room for at least eight shifts; half of the transform is the best share where there are many
    for (const share of [length - 7, (3 * length) / 4, length / 2, length / 4]) {
      const pieces = Math.ceil(problem.m / share)
      const pieceLength = Math.ceil(problem.m / pieces)
      const step = 8 * Math.floor((length - pieceLength + 1) / 8)
      const times = Math.ceil(Math.min(SHORT_STEP, shiftsOf(problem)) / step)
      const kept = 2 * length * pieces * problem.classes * problem.patterns <= KEPT
      const layout = { length, pieces, pieceLength, step, times, kept }
      const nanoseconds = price(transformWork(problem, layout))
      if (nanoseconds < least) [best, least] = [layout, nanoseconds]
    }
  }
  layouts.set(problem, best!)
  return best!
}

/** Forward transforms of so many classes: of the text (with products) or of the pattern. */
function forwardWork({ length }: Layout, classes: number, products: boolean): Work {
  const points = classes * length
  return { spread16: points, butterfly16: points * (Math.log2(length) - 1), ...(products && { product16: points }) }
}

/** One transform of the text met with one piece. */
function meetWork(layout: Layout, classes: number, symbolBytes: number): Work {
  const { length } = layout
  const work = forwardWork(layout, classes, true)
  addWork(work, indicatorWork(symbolBytes, classes * length))
  addWork(work, { meet: 1, butterfly16: length * (Math.log2(length) - 1), gather16: length })
  return work
}

function transformWork(problem: Problem, layout: Layout): Work {
  const { classes, patterns, symbolBytes } = problem
  const pieces = layout.pieces * patterns
  const blocks = Math.ceil(shiftsOf(problem) / layout.step)
  const work: Work = {}
  addWork(work, meetWork(layout, classes, symbolBytes), blocks * pieces)
  addWork(work, forwardWork(layout, classes, false), pieces * (layout.kept ? 1 : blocks))
  return work
}

export const modular: Algorithm = {
  name: 'modular',
  tasks: ['hammingDistances'],
  guarantee: 'exact',
  reference: true,
  complexity: 'O(sigma n log m) for m below 4096, O(sigma n m / 4096) transforms of that length beyond',
  source: 'correlation modulo 12289 by transforms in a finite field (Pollard 1971); sixteen-bit arithmetic derived here',
  answers: 'distances',
  kernels: ['encodeLetters', 'encodeBytes', 'mark16', 'mark32', 'spread16', 'forward16', 'product16', 'inverse16', 'gather16'],
  refuses: () => undefined,
  work(problem) {
    const { m, positions, patterns, symbolBytes } = problem
    const layout = layoutOf(problem)
    const shifts = shiftsOf(problem)
    const loads = Math.ceil(shifts / Math.max(1, layout.times * layout.step))
    const work = transformWork(problem, layout)
    addWork(work, { call: 1, layout: positions * patterns, byte: (shifts + loads * (m - 1)) * symbolBytes })
    return work
  },
  // a point of a class passes through five levels at least
  least: (problem) => price({ butterfly16: 5, spread16: 1 }) * problem.classes * problem.patterns * Math.max(64, shiftsOf(problem)),
  step(problem) {
    const { times, step } = layoutOf(problem)
    return times * step
  },
  bytes(problem) {
    const { length, pieces, pieceLength, step, times, kept } = layoutOf(problem)
    const { classes, patterns } = problem
    const { blocks, lanes } = roots16().forward
    const spectra = kept ? classes * pieces * patterns : 1
    const symbols = times * step + (pieces - 1) * pieceLength + length
    return 2 * (blocks.byteLength + lanes.byteLength) + 2 * length * (spectra + 2) + 2 * length + 64 + indicatorBytes(problem, symbols)
  },
  open(arena, problem, { text, patterns }) {
    const layout = layoutOf(problem)
    const { length, pieces, pieceLength, step, times } = layout
    const { longest } = lengths(patterns)
    const width = text.symbols.BYTES_PER_ELEMENT
    const symbols = times * step + (pieces - 1) * pieceLength + length
    const classes = openIndicator(arena, text, distinct(joined(patterns)).keys, symbols)
    const transforms = openTransforms(arena, text, layout, classes)
    const spectra = layout.kept ? arena.alloc(2 * length * classes.keys.length * pieces * patterns.length) : 0
    const cut = patterns.map((pattern, p) =>
      Array.from({ length: pieces }, (_, i) =>
        transforms.piece(pattern, i * pieceLength, spectra + 2 * length * classes.keys.length * (p * pieces + i)),
      ),
    )
    const { work } = transforms
    return {
      step: times * step,
      work,
      load(first, shifts) {
        const end = Math.min(text.symbols.length, first + shifts + longest - 1)
        classes.take(first, end)
        addWork(work, { byte: (end - first) * width })
      },
      distances(pattern, shifts, out) {
        arena.words().fill(patterns[pattern].keys.length, out / 4, out / 4 + step * Math.ceil(shifts / step))
        for (let first = 0; first < shifts; first += step) {
          cut[pattern].forEach((meet, i) => meet(first + i * pieceLength, out + 4 * first))
        }
      },
    }
  },
}

interface Transforms {
  readonly work: Work
  /**
   * The piece of a pattern that begins at `from`, with room for its spectra where they are kept: subtracts its matches with the text taken in,
   * from a symbol on, from `step` distances.
   */
  piece(pattern: SearchedPattern, from: number, spectra: number): (first: number, out: number) => void
}

function openTransforms(arena: Arena, text: PreparedText, layout: Layout, classes: Indicator): Transforms {
  const { length, pieceLength, step, kept } = layout
  const { kernels } = arena
  const width = text.symbols.BYTES_PER_ELEMENT
  const count = classes.keys.length
  const { forward, inverse } = roots16()
  const [roots, lanes, inverseRoots, inverseLanes] = [forward.blocks, forward.lanes, inverse.blocks, inverse.lanes].map((table) => {
    const at = arena.alloc(table.byteLength)
    arena.bytes().set(new Uint8Array(table.buffer), at)
    return at
  })
  const bits = arena.alloc(length + 64)
  const x = arena.alloc(2 * length)
  const z = arena.alloc(2 * length)
  const remade = kept ? 0 : arena.alloc(2 * length)
  const work: Work = {}
  const transform = (number: number, to: number): void => {
    kernels.spread16(bits, length / 2, number, to)
    kernels.forward16(to, length, roots, lanes)
  }
  const met = meetWork(layout, count, width)
  const made = forwardWork(layout, count, false)
  return {
    work,
    piece(pattern, from, spectra) {
      const places = placesByClass(pattern, from, Math.min(pattern.m, from + pieceLength), classes.keys)
      /** The piece backwards, so that a product is a correlation, times 1 / length. */
      const spectrum = (c: number, to: number): void => {
        const bytes = arena.bytes()
        bytes.fill(0, bits, bits + length)
        for (const place of places[c]) bytes[bits + ((length - place) % length)] = 1
        transform(inverseOf(length), to)
      }
      if (count === 0) return () => undefined
      if (kept) {
        for (let c = 0; c < count; c++) spectrum(c, spectra + 2 * length * c)
        addWork(work, made)
      }
      return (first, out) => {
        for (let c = 0; c < count; c++) {
          if (!kept) spectrum(c, remade)
          classes.write(c, first, length, bits)
          transform(1, x)
          kernels.product16(x, kept ? spectra + 2 * length * c : remade, length, z, c === 0)
        }
        addWork(work, met)
        if (!kept) addWork(work, made)
        kernels.inverse16(z, length, inverseRoots, inverseLanes)
        kernels.gather16(z, length / 2, step, out)
      }
    },
  }
}
