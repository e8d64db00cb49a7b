// How a correlation is cut up: precision, length of the transforms, pieces of the pattern; and what follows from that for memory.
import type { Problem } from '../plan/problem.js'
import { engines, rootBytes, type Engine } from '../transform/engine.js'
import { f64, largestNorm } from '../transform/rounding.js'
import { savingComponents } from './embedding.js'
import { pieceBitsBytes } from './pieces.js'

/** Arrays stand five cache lines off a multiple of 4 KiB, so that their streams do not share sets of the first-level cache. */
const APART = 320

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
function sumsOf(components: number, batch: number): number {
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

/** Positions of a pattern and what its pieces are rounded up to: so far ahead of a shift text is looked at. */
export function reachOf({ packing, pieces, pieceLength }: Layout, m: number): number {
  return packing === 'halves' && pieces > 1 ? pieces * pieceLength : m
}

/** The largest S (transform/rounding.ts) that is proved to round right, for so many components of a piece of so many positions. */
export function mostNorm({ engine, packing, length, batch }: Layout, components: number, unit: number, positions: number): number {
  const sums = sumsOf(components, batch)
  const manner = packing === 'halves' ? { twisted: true, pattern: f64 } : {}
  return largestNorm({ precision: engine.precision, levels: Math.log2(length), sums, unit, rest: positions, ...manner })
}

/** Do all positions of a pattern count, as the embeddings with fewer components need? */
export function isWhole({ m, positions, required }: Problem): boolean {
  return positions === m && required === 0
}

/** Sequences to transform. */
export function componentsOf(problem: Problem): number {
  return isWhole(problem) ? savingComponents(problem.classes) : problem.classes
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
    pieceBitsBytes(classes, pieceLength) +
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
