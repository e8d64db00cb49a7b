// Distances by correlation in the spectrum: transforms for each class of symbols, whatever the pattern's length. Blocks of text overlap (overlap
// and save), two of them or the two halves of one make a complex sequence, products are summed over the components, and there is one inverse.
// Fischer and Paterson, String matching and other products, 1974; embeddings and sums in the spectrum: embedding.ts, rounding: transform/rounding.ts.
import { addWork, price } from '../../plan/machine.js'
import { shiftsOf } from '../../plan/problem.js'
import type { Arena } from '../../wasm/arena.js'
import { lengths, type Algorithm, type Input, type Run, type SearchedPattern } from '../algorithm.js'
import { openClasses } from '../classes.js'
import { openCorrelation, openShared, type Correlate, type Shared } from '../correlation.js'
import { openHalves, type Correlations } from '../halves.js'
import { bytesOf, componentsOf, reachOf, roomOf, shiftsOfTransform, type Layout } from '../layout.js'
import { blocksWork, layoutOf } from '../layout-search.js'
import { loadWork, workOf } from '../layout-work.js'
import { pieceOf } from '../pieces.js'

/** Wide symbols have one-byte codes, and 0 is "in no pattern". */
const MOST_CLASSES = 255

export const convolve: Algorithm = {
  name: 'convolve',
  tasks: ['hammingDistances', 'findMatches', 'countMatches'],
  guarantee: 'exact',
  complexity: 'O(sigma n log m)',
  source: 'correlation by transforms (Fischer and Paterson 1974), rounding certified by the bound of Percival (2003)',
  answers: 'distances',
  // prettier-ignore
  kernels: [
    'encodeLetters', 'encodeBytes', 'rank16', 'rank32', 'energy', 'sameWeight', 'windowRest', 'addDistances', 'setRoots',
    'spread32', 'spectrum32', 'convolve32', 'gather32', 'spread64', 'spectrum64', 'convolve64', 'gather64',
    'halves32', 'splitHalves32', 'multiplyHalves32', 'settleHalves32', 'halves64', 'splitHalves64', 'toSingle',
  ],
  refuses(problem) {
    if (problem.classes > MOST_CLASSES)
      return `the pattern has ${problem.classes} distinct symbols; at most ${MOST_CLASSES} get a transform`
    return layoutOf(problem) ? undefined : 'its transforms would not fit in 64 MiB, or 48 bytes a pattern symbol'
  },
  work(problem) {
    const layout = layoutOf(problem)
    return layout ? workOf(problem, layout) : { call: 1 }
  },
  // every component spread and multiplied, one inverse, in transforms of at least 64 points, each of which is two shifts
  least(problem) {
    const { m, patterns } = problem
    const points = (shiftsOf(problem) * patterns) / 2
    const components = componentsOf(problem)
    return price({
      call: 1,
      layout: m * patterns,
      spread32: components * points,
      butterfly32: 4 * (components + 1) * points,
      product32: components * points,
      gather32: points,
    })
  },
  perLetter: {
    base: (problem) => blocksWork(problem).base,
    // an inverse of at least 64 points, each of which is two shifts
    least: (problem) => price({ call: 1 }) + shiftsOf(problem) * problem.patterns * price({ gather32: 1 / 2, butterfly32: 4 / 2 }),
    letter: (problem) => blocksWork(problem).letter,
  },
  step(problem) {
    const layout = layoutOf(problem)
    return layout ? shiftsOfTransform(layout) : 0
  },
  bytes(problem) {
    const layout = layoutOf(problem)
    return layout ? bytesOf(problem, layout) : 0
  },
  open: (arena, problem, input) => openConvolve(arena, layoutOf(problem)!, input),
}

/** At work with one of the layouts of its problem. */
export function openConvolve(arena: Arena, layout: Layout, { text, patterns }: Input): Run {
  const step = shiftsOfTransform(layout)
  const { longest } = lengths(patterns)
  const n = text.symbols.length
  const reach = reachOf(layout, longest)
  const classes = openClasses(arena, text, patterns, step + reach)
  const room = roomOf(layout)
  const bits = arena.alloc(classes.groups * room)
  const { work, met, distances } =
    layout.packing === 'halves'
      ? openHalves(arena, { text, layout, classes, bits, room }, patterns)
      : openPairs(arena, openShared(arena, text, layout, classes, bits, room), patterns)
  return {
    step,
    work,
    load(first, shifts) {
      const end = Math.min(n, first + shifts + reach - 1)
      const taken = end - first
      classes.take(first, end)
      for (let group = 0; group < classes.groups; group++) {
        classes.encode(group, bits + group * room)
        arena.bytes().fill(0, bits + group * room + taken, bits + (group + 1) * room)
      }
      addWork(work, loadWork(taken, text.symbols.BYTES_PER_ELEMENT, classes.groups))
      met(first, taken)
    },
    distances: (pattern, _shifts, out) => distances(pattern, out),
  }
}

/** Two blocks in a transform. */
function openPairs(arena: Arena, shared: Shared, patterns: readonly SearchedPattern[]): Correlations {
  const correlations = patterns.map((pattern) => openPieces(arena, shared, pattern))
  let taken = 0
  return {
    work: shared.work,
    met: (_first, count) => (taken = count),
    distances: (pattern, out) => correlations[pattern](taken, out),
  }
}

/** The pattern's pieces, whose distances add up. */
function openPieces(arena: Arena, shared: Shared, pattern: SearchedPattern): Correlate {
  const { pieces, pieceLength, step } = shared.layout
  if (pieces === 1) return openCorrelation(arena, shared, pattern, 0)
  const spare = arena.alloc(8 * step + 512)
  const correlations: Correlate[] = []
  for (let from = 0; from < pattern.m; from += pieceLength) {
    correlations.push(openCorrelation(arena, shared, pieceOf(pattern, from, Math.min(pattern.m, from + pieceLength)), from))
  }
  return (taken, out) => {
    correlations.forEach((correlate, i) => {
      const first = i * pieceLength
      const last = Math.min(pattern.m, first + pieceLength)
      correlate(taken - first - (pattern.m - last), i === 0 ? out : spare)
      if (i > 0) arena.kernels.addDistances(spare, 2 * step, out)
    })
  }
}
