// Pairs counted by cells: 3SUM modulo a random hash, by transforms (assembly/hash-cells.ts).
//
// Keys are (value + shift) times an odd number modulo 2^64, their highest bits are cells. With the odd number and the shift of b drawn at random, a pair whose
// sum is not c is met in the two cells of c with probability 2 / cells at most: derived in docs/theorems/approximate-three-sum.md. Cyclic
// products are put together from those modulo X^M + 1, M = cells / 2, cells / 4, ..: X^cells - 1 is the product of them all.
import type { ThreeSumProblem } from '../plan/problem.js'
import { addWork, type Work } from '../plan/machine.js'
import { engines, openRoots, rootBytes } from '../transform/engine.js'
import { f64, relativeError } from '../transform/rounding.js'
import { drawFactor } from '../random.js'
import type { Arena } from '../wasm/arena.js'
import { entriesOf, passes, sortedEntries, type Entries } from '../sumset/entries.js'
import type { Lists } from './row.js'

const [, double] = engines

/** Below 2^11 cells shifts would not reach every lower bit; 2^25 take transforms of 2^23 points, and 256 MiB. */
export const FEWEST_BITS = 12
export const MOST_BITS = 25
/** Coefficients of the last product, which is modulo X^128 - 1. */
const LAST = 128
/** Masks of quarter turns. */
const NEGACYCLIC = 3
const CYCLIC = 0

/** Why lists cannot be counted by cells: every count must round right, those of the two cells of a key, each off by less than an eighth. */
export function refusesCells({ n, m, universe }: ThreeSumProblem): string | undefined {
  // a universe of 2^53 may be a larger one, rounded
  if (universe >= 2 ** 53) return 'sums are beyond 2^53'
  return n * m * relativeError(f64, MOST_BITS, 0, { twisted: true }) < 0.125 ? undefined : 'so many numbers are not proved to round right'
}

export interface Hash {
  /** log2 of the cells */
  readonly bits: number
  readonly factor: bigint
  /** added to numbers of b and c */
  readonly shift: number
}

export function drawHash(draw: (bound: number) => number, bits: number): Hash {
  const factor = drawFactor(draw)
  return { bits, factor, shift: draw(2 ** 21) * 2 ** 32 + draw(2 ** 32) }
}

/** Targets in the scale of a and b; one that is no sum of such numbers is -1. */
export function scaledTargets(arena: Arena, { c, targets, base, step, universe }: Lists): number {
  const scaled = arena.alloc(8 * targets)
  arena.kernels.reduceDouble(c, targets, base, step, universe, scaled)
  return scaled
}

export interface Hashed {
  /** sorted, an entry for every number of a */
  readonly a: Entries
  /** sorted, an entry for every number of b */
  readonly b: Entries
  /** sorted, distinct, with 0 */
  readonly c: Entries
}

/** All three lists under a hash. */
export function hashLists(arena: Arena, { a, b, n, m, targets }: Lists, scaled: number, { factor, shift }: Hash, work: Work): Hashed {
  addWork(work, { key: (n + m + targets) * (1 + passes(64)) })
  return {
    a: sortedEntries(arena, a, n, { factor, number: 1 }),
    b: sortedEntries(arena, b, m, { base: -shift, factor, number: 1 }),
    c: entriesOf(arena, scaled, targets, { base: -shift, factor, number: 0 }),
  }
}

/** Complex points of the products, longest first. */
function lengths(bits: number): number[] {
  const all = []
  for (let points = 2 ** bits / 4; 2 * points >= LAST; points /= 2) all.push(points)
  return all
}

function transformWork(points: number, numbers: number, targets: number): Work {
  // a target's two cells are a number's two places
  const work: Work = { fold: numbers + 2 * targets, slot: 2 * points }
  addWork(work, double.work(0, 3 * points * Math.log2(points), points, 0))
  return work
}

/** Work of a product for so many numbers of a and b together. */
export function productWork(bits: number, numbers: number, targets: number): Work {
  const work: Work = {}
  for (const points of [...lengths(bits), LAST]) addWork(work, transformWork(points, numbers, targets))
  return work
}

export function signedWork(bits: number, numbers: number, targets: number): Work {
  return transformWork(2 ** bits / 4, numbers, targets)
}

/** Bytes of a product beyond the entries, the numbers of a and b given. */
export function productBytes(bits: number, numbers: number): number {
  const [points] = lengths(bits)
  return 2 * (double.point * points + 512) + 8 * numbers + rootBytes(double, 4 * points) + 2048
}

/** Adds to the number of each of c how many pairs of a and b fall into its two cells: those that sum up to it, and others. */
export function addPairs(arena: Arena, { a, b, c }: Hashed, bits: number, work: Work): void {
  let scale = 0.5
  for (const points of lengths(bits)) {
    arena.within(() => {
      const product = multiply(arena, a, b, bits, points, NEGACYCLIC)
      arena.kernels.addCells(product, Math.log2(points), NEGACYCLIC, c.at, c.count, bits, scale)
    })
    if (2 * points > LAST) scale /= 2
  }
  arena.within(() => {
    const product = multiply(arena, a, b, bits, LAST, CYCLIC)
    arena.kernels.addCells(product, Math.log2(LAST), CYCLIC, c.at, c.count, bits, scale)
  })
  addWork(work, productWork(bits, a.count + b.count, c.count))
}

/**
 * As addPairs, less the pairs that fall into the two cells on the other side, modulo X^M + 1 alone. A false pair is as likely there as here. Returns the
 * sum of squares of all cells.
 */
export function addSigned(arena: Arena, { a, b, c }: Hashed, bits: number, work: Work): number {
  const points = 2 ** bits / 4
  addWork(work, signedWork(bits, a.count + b.count, c.count))
  return arena.within(() => {
    const product = multiply(arena, a, b, bits, points, NEGACYCLIC)
    arena.kernels.addCells(product, Math.log2(points), NEGACYCLIC, c.at, c.count, bits, 1)
    return arena.kernels.squares64(product, double.point * points)
  })
}

/** The product of both as polynomials in X^cell: modulo X^(2 points) + 1, or X^points - 1. */
function multiply(arena: Arena, a: Entries, b: Entries, bits: number, points: number, turns: number): number {
  const { cellsOf, fold64, spectrumAt64, productAt64 } = arena.kernels
  const bytes = double.point * points
  const cyclic = turns === CYCLIC
  const block = cyclic ? 0 : 2
  const cells = arena.alloc(8 * Math.max(a.count, b.count))
  const [x, y] = [a, b].map(({ at, count }, i) => {
    const to = arena.alloc(bytes)
    arena.bytes().fill(0, to, to + bytes)
    cellsOf(at, count, bits, BigInt(cyclic ? points - 1 : 2 ** bits - 1), cells)
    fold64(cells, count, Math.log2(points), i === 0 ? 1 : 1 / points, to)
    return to
  })
  openRoots(arena, double, cyclic ? points : 4 * points)()
  spectrumAt64(y, bytes, block)
  productAt64(x, y, bytes, block)
  return x
}
