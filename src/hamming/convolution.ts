// A text correlated with patterns block by block, under a layout.
import { addWork } from '../plan/machine.js'
import type { Arena } from '../wasm/arena.js'
import { lengths, type Input, type Run, type SearchedPattern } from './algorithm.js'
import { openClasses } from './classes.js'
import { openCorrelation, openShared, type Correlate, type Shared } from './correlation.js'
import { openHalves, type Correlations } from './halves.js'
import { reachOf, roomOf, shiftsOfTransform, type Layout } from './layout.js'
import { loadWork } from './layout-work.js'
import { piecesOf } from './pieces.js'

/** At work with one of the layouts of its problem. `open` is for symbols that are not compared as they are, see hashing.ts. */
export function openConvolution(
  arena: Arena,
  layout: Layout,
  { text, patterns }: Pick<Input, 'text' | 'patterns'>,
  open: typeof openClasses = openClasses,
): Run {
  const step = shiftsOfTransform(layout)
  const { longest } = lengths(patterns)
  const n = text.symbols.length
  const reach = reachOf(layout, longest)
  const classes = open(arena, text, patterns, step + reach)
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
      addWork(work, loadWork(taken, classes.symbolBytes, classes.groups))
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
  const owner = pattern.lasting ? pattern.keys : undefined
  const cut = piecesOf(pattern, shared.classes, pieceLength)
  const correlations = cut.map((piece) => openCorrelation(arena, shared, piece, owner))
  if (pieces === 1) return correlations[0]
  const spare = arena.alloc(8 * step + 512)
  return (taken, out) => {
    correlations.forEach((correlate, i) => {
      // the symbols ahead of its first position and behind its last are for other pieces
      correlate(taken - (pattern.m - cut[i].m), i === 0 ? out : spare)
      if (i > 0) arena.kernels.addDistances(spare, 2 * step, out)
    })
  }
}
