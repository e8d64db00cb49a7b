// All sums of a universe that is not much larger than the sets: counts are the coefficients of a product of two polynomials, by transforms.
// A product modulo x^(2K) + 1 takes three transforms of K complex points (assembly/sums.ts). Where the universe is a little more than 2 K, a
// second one modulo x^(2E) + 1, E a half or a quarter of K, gives what is beyond: the longer transform, truncated (van der Hoeven, The truncated
// Fourier transform and applications, ISSAC 2004, has the idea; the two remainders and their join are derived here).
import { addWork, price, type Work } from '../plan/machine.js'
import type { SumsetProblem } from '../plan/problem.js'
import { engines, openRoots, rootBytes, type Engine } from '../transform/engine.js'
import { relativeError } from '../transform/rounding.js'
import type { Arena } from '../wasm/arena.js'
import { CHUNK, chunkBytes, openOutput } from './output.js'
import type { Lists, SumsetRow, Sums } from './row.js'

/** Block of a transform of four times the length. */
const BLOCK = 2
const SHORTEST = 64
/** 512 MiB for both factors; with half as much again for what is beyond. */
const LONGEST = 2 ** 24
const [single, double] = engines

interface Shape {
  readonly engine: Engine
  /** complex points of the product */
  readonly points: number
  /** complex points of the second product, 0: there is none */
  readonly extra: number
}

/** Coefficients that a shape holds. */
function roomOf({ points, extra }: Shape): number {
  return 2 * (points + extra)
}

/** The cheapest shape that holds the universe, whatever the sets; in f32 only with leave. */
function shapeOf({ universe }: SumsetProblem, narrow: boolean): Shape | undefined {
  const fits: Shape[] = []
  for (let points = SHORTEST; points <= LONGEST; points *= 2) {
    for (const extra of [0, points / 4, points / 2]) {
      if (extra > 0 && extra < SHORTEST) continue
      const shape = { engine: double, points, extra }
      if (roomOf(shape) < universe) continue
      if (narrow && extra === 0 && 4 * points <= single.longest) fits.push({ ...shape, engine: single })
      fits.push(shape)
    }
    if (fits.length > 0) break
  }
  return fits.reduce<Shape | undefined>((best, shape) => (best && cost(best) <= cost(shape) ? best : shape), undefined)
}

function cost(shape: Shape): number {
  return price(transformWork(shape))
}

function transformWork({ engine, points, extra }: Shape): Work {
  const levels = (length: number): number => (length === 0 ? 0 : length * Math.log2(length))
  return {
    ...engine.work(0, 3 * (levels(points) + levels(extra)), points + extra, 0),
    slot: 2 * (points + extra),
  }
}

/** Largest ||a|| ||b|| for which every count is proved to round right. */
function largestNorm({ engine: { precision }, points }: Shape): number {
  const levels = Math.log2(points)
  return 0.5 / relativeError(precision, levels, 0, { twisted: true })
}

/** Lists without many duplicates have a norm near the root of their length. In f32 it is measured, and f64 takes over where it is too large. */
function likelyNarrow(problem: SumsetProblem): boolean {
  const shape = shapeOf(problem, true)
  return shape !== undefined && shape.engine === single && Math.sqrt(problem.n * problem.m) <= largestNorm(shape) / 2
}

export const dense: SumsetRow = {
  name: 'dense',
  tasks: ['sumset', 'sumsetCounts'],
  guarantee: 'exact',
  complexity: 'O(U log U) for a universe of U possible sums',
  source: 'product of polynomials by transforms modulo x^(2K) + 1; rounding certified by the bound of Percival (2003)',
  // prettier-ignore
  kernels: ['setRoots', 'markAll', 'fold32', 'unfold32', 'spectrumAt32', 'productAt32', 'squares32', 'settle32', 'emit32', 'fold64', 'unfold64', 'spectrumAt64', 'productAt64', 'settle64', 'mend64', 'emit64'],
  refuses(problem) {
    const shape = shapeOf(problem, false)
    if (!shape) return `${problem.universe} possible sums are more than the ${3 * LONGEST} that are transformed at once`
    // whatever the multiplicities are, the norms are at most the lengths
    return problem.n * problem.m <= largestNorm(shape) ? undefined : 'so many numbers are not proved to round right'
  },
  work(problem) {
    const { n, m, sums } = problem
    const shape = shapeOf(problem, likelyNarrow(problem))
    if (!shape) return { call: 1 }
    const work: Work = { call: 1, fold: (n + m) * (shape.extra > 0 ? 2 : 1), sum: sums }
    addWork(work, transformWork(shape))
    return work
  },
  bytes(problem) {
    const shapes = [shapeOf(problem, false), shapeOf(problem, likelyNarrow(problem))]
    return Math.max(...shapes.map((shape) => (shape ? bytesOf(shape) + 4 * problem.universe + chunkBytes(CHUNK) + 2048 : 0)))
  },
  run(arena, problem, lists, work) {
    const run = (shape: Shape): Sums | undefined =>
      arena.within(() => {
        const product = multiply(arena, shape, lists, work)
        return product && read(arena, shape, product, lists, work)
      })
    const shape = shapeOf(problem, likelyNarrow(problem))!
    return run(shape) ?? run(shapeOf(problem, false)!)!
  },
}

/** Two factors, and the roots of their transforms. */
function bytesOf({ engine, points, extra }: Shape): number {
  return 2 * engine.point * (points + extra) + rootBytes(engine, 4 * points) + (extra > 0 ? rootBytes(engine, 4 * extra) : 0)
}

/** Pointers to the product's remainders. */
interface Product {
  readonly x: number
  readonly y: number
  /** coefficients that are not 0 */
  readonly total: number
}

function kernelsOf(arena: Arena, engine: Engine) {
  const { fold32, unfold32, spectrumAt32, productAt32, settle32, emit32 } = arena.kernels
  const { fold64, unfold64, spectrumAt64, productAt64, settle64, emit64 } = arena.kernels
  return engine === single
    ? {
        fold: fold32,
        unfold: unfold32,
        spectrumAt: spectrumAt32,
        productAt: productAt32,
        settle: settle32,
        emit: emit32,
      }
    : {
        fold: fold64,
        unfold: unfold64,
        spectrumAt: spectrumAt64,
        productAt: productAt64,
        settle: settle64,
        emit: emit64,
      }
}

/** Undefined where the lists have too many duplicates for the bound. */
function multiply(arena: Arena, shape: Shape, lists: Lists, work: Work): Product | undefined {
  const { engine, points, extra } = shape
  const tabled = { ...lists, table: arena.alloc(4 * Math.max(lists.rangeA, lists.rangeB)) }
  const x = remainder(arena, engine, points, tabled, largestNorm(shape), work)
  if (x === undefined) return undefined
  const { settle } = kernelsOf(arena, engine)
  if (extra === 0) return { x, y: 0, total: 2 * points - settle(x, engine.point * points) }
  const y = remainder(arena, engine, extra, tabled, largestNorm(shape), work)!
  const zeros = settle(x, engine.point * points)
  settle(y, engine.point * extra)
  return { x, y, total: 2 * (points + extra) - zeros - arena.kernels.mend64(x, points, y, extra) }
}

interface Tabled extends Lists {
  /** room for a word for each number of a list's range */
  readonly table: number
}

/** Where numbers stand close together, counting them in a table of words costs fewer cache misses than adding them to the transform one by one. */
const CLOSE = 8

/** The product modulo x^points + i, not rounded yet. */
function remainder(arena: Arena, engine: Engine, points: number, lists: Tabled, most: number, work: Work): number | undefined {
  const { fold, unfold, spectrumAt, productAt } = kernelsOf(arena, engine)
  const { squares32 } = arena.kernels
  const useRoots = openRoots(arena, engine, 4 * points)
  const bytes = engine.point * points
  const levels = Math.log2(points)
  const put = (values: number, count: number, range: number, scale: number): number => {
    const at = arena.alloc(bytes)
    arena.bytes().fill(0, at, at + bytes)
    if (range > CLOSE * count) fold(values, count, levels, scale, at)
    else {
      arena.words().fill(0, lists.table / 4, lists.table / 4 + range)
      arena.kernels.markAll(values, count, lists.table)
      unfold(lists.table, range, levels, scale, at)
    }
    return at
  }
  const x = put(lists.a, lists.n, lists.rangeA, 1)
  const p = put(lists.b, lists.m, lists.rangeB, 1 / points)
  addWork(work, { fold: lists.n + lists.m })
  // in f64 whatever the multiplicities are (refuses), in f32 as measured: numbers that are equal modulo 2 K may cancel, and then their squares are
  // too few, but the bound counts what is transformed, which is right
  if (engine === single && Math.sqrt(squares32(x, bytes) * squares32(p, bytes)) * points > most) return undefined
  useRoots()
  spectrumAt(p, bytes, BLOCK)
  productAt(x, p, bytes, BLOCK)
  addWork(work, transformWork({ engine, points, extra: 0 }))
  return x
}

function read(arena: Arena, { engine, points, extra }: Shape, { x, y, total }: Product, lists: Lists, work: Work): Sums {
  const { emit } = kernelsOf(arena, engine)
  const output = openOutput(arena, total, lists.counted)
  let first = 0
  for (const [at, length] of [
    [x, points],
    [y, extra],
  ]) {
    for (const part of [0, 1]) {
      for (let from = 0; from < length; from += CHUNK) {
        const to = Math.min(length, from + CHUNK)
        // exact where it counts: the product may take 54 bits
        const base = Number(BigInt(lists.base) + BigInt(lists.step) * BigInt(first + from))
        output.append(emit(at, part, from, to, base, lists.step, output.at.sums, output.at.counts))
      }
      first += length
    }
  }
  addWork(work, { sum: total })
  return output.finish()
}
