// Pairs of numbers that both stand in dense stretches, counted at targets: a product modulo X^(2 width) + 1 for each two stretches whose sums may be targets,
// as src/sumset/dense.ts makes one for whole lists.
import { addWork, type Work } from '../plan/machine.js'
import type { Stretches, ThreeSumProblem } from '../plan/problem.js'
import { entriesOf, entryBytes, passes, type Entries } from '../sumset/entries.js'
import { engines, openRoots, rootBytes } from '../transform/engine.js'
import { f64, relativeError } from '../transform/rounding.js'
import type { Arena } from '../wasm/arena.js'
import { scaledTargets } from './cells.js'
import { columnOf, type Lists } from './row.js'
import { divide, divideBytes, sortingKeys, type Divided, type Stretch, type StretchShape } from './stretches.js'

const [, double] = engines
/** Of the four blocks of a transform four times as long the one modulo X^width + i. */
const BLOCK = 2

/** Are counts of products of this width proved to round right, whatever the multiplicities are? */
export function roundsRight(n: number, m: number, width: number): boolean {
  return n * m * relativeError(f64, Math.log2(width), 0, { twisted: true }) < 0.5
}

/** One stretch as a spectrum. */
function spectrumWork(width: number): Work {
  return { ...double.work(0, width * Math.log2(width), 0, 0), slot: width }
}

/** One product with such a spectrum, and back. */
export function productWork(width: number): Work {
  return { ...double.work(0, 2 * width * Math.log2(width), width, 0), slot: width }
}

/** Work of countStretches: a target has a part in at most two products with each stretch of the list that has fewer. */
export function stretchWork(
  { width, stretches: [first, second], inside: [a, b] }: Stretches,
  { n, m, targets, universe }: ThreeSumProblem,
): Work {
  const products = Math.min(first * second, 2 * targets * Math.min(first, second))
  const share = products / (first * second)
  const work: Work = {
    key: sortingKeys(n + m, universe) + targets * (1 + passes(64)),
    bisect: first * second + targets,
    fold: b + share * second * a + Math.min(products, 2) * targets,
  }
  addWork(work, spectrumWork(width), second)
  addWork(work, productWork(width), products)
  return work
}

/** Adds to the number of each target (entries by value, of the scale of a and b) how many pairs of numbers in stretches sum up to it. */
function addStretchPairs(arena: Arena, a: Divided, b: Divided, { width }: StretchShape, targets: Entries, work: Work): void {
  arena.within(() => {
    const { cellsOf, spectrumAt64, productAt64, addCoefficients } = arena.kernels
    const bytes = double.point * width
    const [x, y] = [arena.alloc(bytes), arena.alloc(bytes)]
    const some = arena.alloc(8 * Math.max(a.inside, b.inside))
    const put = ({ at }: Divided, { from, to }: Stretch, first: number, scale: number, into: number): void => {
      arena.bytes().fill(0, into, into + bytes)
      arena.bytes().copyWithin(some, at + 8 * from, at + 8 * to)
      arena.kernels.normalise(some, to - from, first, 1)
      arena.kernels.fold64(some, to - from, Math.log2(width), scale, into)
      addWork(work, { fold: to - from })
    }
    openRoots(arena, double, 4 * width)()
    const valuesAt = arena.alloc(8 * targets.count)
    cellsOf(targets.at, targets.count, 64, 2n ** 64n - 1n, valuesAt)
    const values = arena.doubles(valuesAt, targets.count)
    const firsts = ({ at, count, stretches }: Divided): number[] => {
      const list = arena.doubles(at, count)
      return stretches.map(({ from }) => list[from])
    }
    const [firstA, firstB] = [firsts(a), firsts(b)]
    for (const [j, second] of b.stretches.entries()) {
      let ready = false
      for (const [i, first] of a.stretches.entries()) {
        const start = firstA[i] + firstB[j]
        const from = placeOf(values, start)
        const to = placeOf(values, start + 2 * width)
        if (from === to) continue
        if (!ready) {
          put(b, second, firstB[j], 1 / width, y)
          spectrumAt64(y, bytes, BLOCK)
          addWork(work, spectrumWork(width))
          ready = true
        }
        put(a, first, firstA[i], 1, x)
        productAt64(x, y, bytes, BLOCK)
        addCoefficients(x, Math.log2(width), targets.at + 16 * from, to - from, BigInt(start))
        addWork(work, productWork(width))
        addWork(work, { fold: to - from })
      }
    }
    addWork(work, { bisect: a.stretches.length * b.stretches.length })
  })
}

/** Lists divided into stretches and what is outside, and for each target the pairs of two numbers in stretches. */
export interface CountedStretches {
  readonly a: Divided
  readonly b: Divided
  /** targets in the scale of a and b */
  readonly scaled: number
  readonly counts: Float64Array
}

export function countStretches(arena: Arena, lists: Lists, shape: StretchShape, work: Work): CountedStretches {
  const { targets } = lists
  const a = divide(arena, lists.a, lists.n, lists.rangeA, shape, work)
  const b = divide(arena, lists.b, lists.m, lists.rangeB, shape, work)
  const scaled = scaledTargets(arena, lists)
  const counts = arena.within(() => {
    const byValue = entriesOf(arena, scaled, targets, { number: 0 })
    addStretchPairs(arena, a, b, shape, byValue, work)
    const out = arena.alloc(8 * targets)
    arena.kernels.numbersAt(scaled, targets, 0, 1n, byValue.at, byValue.count, out)
    return columnOf(arena, out, targets)
  })
  addWork(work, { key: targets * (1 + passes(64)), bisect: targets })
  return { a, b, scaled, counts }
}

/** Bytes that stay in use, and that are free again. */
export function stretchBytes({ width }: StretchShape, n: number, m: number, targets: number): { kept: number; free: number } {
  return {
    kept: divideBytes(n) + divideBytes(m) + 8 * targets,
    free: entryBytes(targets) + 16 * targets + 2 * (double.point * width + 512) + rootBytes(double, 4 * width) + 8 * Math.max(n, m) + 2048,
  }
}

/** The first place of a sorted list whose value is not below this one. */
export function placeOf(sorted: Float64Array | readonly number[], value: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle] < value) low = middle + 1
    else high = middle
  }
  return low
}
