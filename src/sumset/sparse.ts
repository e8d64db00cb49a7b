// Sums far apart, in time about linear in their number: numbers are hashed modulo a random prime, products of polynomials give the count of each
// bucket of sums, and a bucket that holds one sum alone is recognised, with a proof, and taken out. What is left goes to the next prime.
//
// Output-sensitive sumsets by hashing modulo primes are known (Cole and Hariharan, STOC 2002; Bringmann, Fischer and Nakos, SODA 2022). The proof
// that a bucket is pure is derived here: docs/theorems/sumset.md.
import { addWork, type Work } from '../plan/machine.js'
import type { SumsetProblem } from '../plan/problem.js'
import { drawPrime, drawsOf } from '../random.js'
import { engines, openRoots, rootBytes } from '../transform/engine.js'
import { f64, relativeError } from '../transform/rounding.js'
import type { Arena } from '../wasm/arena.js'
import { CHUNK, chunkBytes, openOutput } from './output.js'
import type { Lists, SumsetRow } from './row.js'

const [, double] = engines
const SHORTEST = 512
const LONGEST = 2 ** 24
/** Bytes of working memory a point: two transforms, and three numbers a bucket of half as many. */
const POINT = 2 * 16 + 3 * 4
/** Bytes of a sum that was found. */
const ENTRY = 16
/** Points for each sum at least, before they are rounded down to a power of two. */
const POINTS_A_SUM = 1.1
/** Bytes of roots of seven bytes of a quotient. */
const TABLES = 7 * 4096
/** Primes are above this share of the points: the nearer to half of them, the fewer sums in a bucket. */
const LEAST_PRIME = 0.4375
/** The same of a prime drawn there, on the average. */
const MEAN_PRIME = (LEAST_PRIME + 0.5) / 2
/** Where a round finds less than this share of what is left, and transforms are no longer, it takes too many rounds to predict each of them. */
const SLOW = 0.01
const MOST_ROUNDS = 1e6

/** Points of the transforms that count buckets: residues below half of them, two to four sums a bucket at first. */
function lengthFor(sums: number): number {
  return Math.min(LONGEST, Math.max(SHORTEST, 2 ** Math.floor(Math.log2(POINTS_A_SUM * sums))))
}

/** Error of a weight: up to seven roots of 3 u each, multiplied. */
const WEIGHT = 40 * 2 ** -53

/** Error of a value of norm 1: the transform's, and that of both weights. Two values are added where residues carry. */
function errorOf(length: number): number {
  return 2 * (relativeError(f64, Math.log2(length), 0) + 2.1 * WEIGHT)
}

/** log2 of the largest order of a character whose test is safe from an error: a margin of a quarter of 1 - cos(2 pi / R) is four times it. */
function bitsOf(error: number): number {
  let bits = 16
  while (bits > 1 && (1 - Math.cos(2 * Math.PI * 2 ** -bits)) / 4 < 4 * error) bits--
  return bits
}

/** Twiddles of both products. */
function rootsFor(length: number): number {
  return rootBytes(double, length) + rootBytes(double, 2 * length)
}

function charactersFor(quotients: number, error: number): number {
  return Math.ceil(Math.log2(quotients) / bitsOf(error))
}

export const sparse: SumsetRow = {
  name: 'sparse',
  tasks: ['sumset', 'sumsetCounts'],
  guarantee: 'las-vegas',
  complexity: 'O(t log t) a round for t distinct sums, about log t rounds',
  source: 'hashing modulo random primes (Cole and Hariharan 2002), buckets certified by characters: derived here',
  // prettier-ignore
  kernels: ['setRoots', 'squares64', 'spectrumAt64', 'productAt64', 'foldResidues', 'addRoots', 'bucketCounts', 'foldPoints', 'takeKnownCounts', 'takeKnownRoots', 'judge', 'occupied', 'harvest', 'sortKeys', 'joinKeys'],
  refuses: ({ n, m }) => (n * m <= 2 ** 40 ? undefined : 'counts of so many pairs are not proved to round right'),
  work(problem) {
    const { n, m, universe, sums } = problem
    const work: Work = { call: 1, sum: sums, key: sums * Math.ceil(Math.log2(universe) / 8) }
    let left = sums
    let length = lengthFor(sums)
    // rounds as those of numbers that fall into buckets independently
    while (left >= 0.5) {
      const buckets = MEAN_PRIME * length
      const alone = left * Math.exp(-left / buckets)
      const others = buckets * -Math.expm1(-left / buckets) - alone
      const slow = length === LONGEST && alone < SLOW * left
      addWork(
        work,
        roundWork(n + m, sums - left, length, (2 * universe) / length, Math.sqrt(n * m)),
        slow ? Math.min(MOST_ROUNDS, left / alone) : 1,
      )
      if (slow) break
      length = nextLength(length, lengthFor(sums), alone, others)
      left -= alone
    }
    return work
  },
  bytes({ sums }) {
    // transforms are doubled where a prime spreads a grid so evenly that no bucket has one sum alone
    const length = Math.min(LONGEST, 2 * lengthFor(sums))
    return Math.max(POINT * length + rootsFor(length), ENTRY * sums + chunkBytes(CHUNK)) + ENTRY * sums + TABLES + 4096
  },
  run(arena, problem, lists, work) {
    const solver = open(arena, problem, lists, work)
    const total = lists.n * lists.m
    const draw = drawsOf(lists.seed)
    let length = lengthFor(problem.sums)
    const longest = length
    for (let pairs = 0; pairs < total;) {
      const { found, left } = solver.round(length, draw)
      pairs += found.pairs
      length = nextLength(length, longest, found.sums, left)
    }
    return solver.result()
  },
}

/**
 * Points of the next round, when so many buckets were found pure and so many others were not empty. Buckets too full, as there are more sums than were expected:
 * longer transforms. Nearly done: shorter ones, where what is left still has room.
 */
function nextLength(length: number, longest: number, found: number, left: number): number {
  if (found * 32 < left) return Math.min(LONGEST, 2 * length)
  return left * 8 < length ? Math.max(SHORTEST, longest / 8, length / 2) : length
}

/** A round for so many numbers when so many sums are known. */
function roundWork(numbers: number, known: number, length: number, quotients: number, norm: number): Work {
  const characters = Math.max(0, charactersFor(Math.max(1, quotients), norm * errorOf(length)))
  return {
    root: numbers + characters * (numbers + known),
    butterfly64: 1.5 * length * (Math.log2(length) - 1) + 3 * characters * length * Math.log2(length),
    product64: (0.5 + characters) * length,
    slot: (0.5 + characters) * length,
  }
}

interface Solver {
  /** One prime: buckets found pure, their pairs, and buckets that are left. */
  round(length: number, draw: (bound: number) => number): { found: { sums: number; pairs: number }; left: number }
  result(): { sums: Float64Array; counts: Float64Array }
}

function open(arena: Arena, { universe }: SumsetProblem, { a, b, n, m, base, step, counted }: Lists, work: Work): Solver {
  const { kernels } = arena
  const tables = arena.alloc(TABLES)
  // what is found comes last, so that it can grow where it is
  const known = arena.alloc(0)
  let count = 0
  // ranges of 2^53 + 1 are rounded
  const most = universe + 4

  return {
    round(length, draw) {
      const { entries, found, left } = arena.within(() => round(length, draw))
      // what is known grows where it is, over memory of the round; what was found is higher up there, and still stands
      const next = known + ENTRY * count
      arena.alloc(ENTRY * found)
      arena.bytes().copyWithin(next, entries, entries + ENTRY * found)
      count += found
      const words = arena.doubles(next, 2 * found)
      let pairs = 0
      for (let i = 1; i < words.length; i += 2) pairs += words[i]
      return { found: { sums: found, pairs }, left: left - found }
    },
    result() {
      const output = openOutput(arena, count, counted)
      const spare = arena.alloc(16 * count)
      const bits = Math.ceil(Math.log2(universe + 1))
      const sorted = kernels.sortKeys(known, count, spare, bits)
      for (let from = 0; from < count; from += CHUNK) {
        const some = Math.min(CHUNK, count - from)
        output.append(kernels.joinKeys(sorted + 16 * from, some, base, step, output.at.sums, output.at.counts))
      }
      addWork(work, { key: count * Math.ceil(bits / 8), sum: count })
      return output.finish()
    },
  }

  /** Where entries of the buckets found pure stand, and how many buckets are not empty. */
  function round(length: number, draw: (bound: number) => number): { entries: number; found: number; left: number } {
    const space = openSpace(arena, length)
    const { x, y, counts, doubt, own } = space
    const p = drawPrime(draw, Math.ceil(LEAST_PRIME * length), length / 2)
    addWork(work, { root: n + m })
    const clear = (at: number, bytes: number): void => void arena.bytes().fill(0, at, at + bytes)

    // counts: residues are below a quarter of the coefficients, and sums below half of them
    const points = length / 2
    clear(x, 16 * points)
    clear(y, 16 * points)
    kernels.foldResidues(a, n, p, Math.log2(points), 1, x)
    kernels.foldResidues(b, m, p, Math.log2(points), 1 / points, y)
    const norm = Math.sqrt(kernels.squares64(x, 16 * points) * kernels.squares64(y, 16 * points)) * points
    space.useRoots(2 * length)
    kernels.spectrumAt64(y, 16 * points, 2)
    kernels.productAt64(x, y, 16 * points, 2)
    kernels.bucketCounts(x, points, p, counts)
    clear(doubt, 8 * p)
    kernels.takeKnownCounts(known, count, p, counts, doubt)
    addWork(work, roundWork(0, 0, length, 1, 1))

    const error = norm * errorOf(length)
    const last = Math.floor(most / p) + 1
    const characters = charactersFor(last, error)
    const bits = characters === 0 ? 0 : Math.ceil(Math.log2(last) / characters)
    clear(own, 8 * p)
    for (let c = 1; c <= characters; c++) {
      const order = 2 ** (bits * c)
      const parts = Math.ceil((bits * c) / 8)
      arena.doubles(tables, 512 * parts).set(rootTables(order, parts))
      clear(x, 16 * length)
      clear(y, 16 * length)
      kernels.addRoots(a, n, p, tables, parts, 1, x)
      kernels.addRoots(b, m, p, tables, parts, 1 / length, y)
      space.useRoots(length)
      kernels.spectrumAt64(y, 16 * length, 0)
      kernels.productAt64(x, y, 16 * length, 0)
      kernels.foldPoints(x, p, Math.cos((2 * Math.PI) / order), Math.sin((2 * Math.PI) / order))
      kernels.takeKnownRoots(known, count, p, tables, parts, x)
      const margin = (1 - Math.cos(2 * Math.PI * 2 ** -bits)) / 4
      kernels.judge(x, p, counts, doubt, error, margin, 2 ** (bits * (c - 1)), order, own)
      addWork(work, { root: n + m + count, butterfly64: 3 * length * Math.log2(length), product64: length, slot: length })
    }
    // y is free, and has room for all buckets
    const found = kernels.harvest(counts, own, p, y)
    return { entries: y, found, left: kernels.occupied(counts, p) }
  }
}

interface Space {
  readonly x: number
  readonly y: number
  /** of each bucket: pairs, doubt of its value, quotient */
  readonly counts: number
  readonly doubt: number
  readonly own: number
  useRoots(length: number): void
}

function openSpace(arena: Arena, length: number): Space {
  const [x, y] = [0, 0].map(() => arena.alloc(16 * length + 512))
  const [counts, doubt, own] = [0, 0, 0].map(() => arena.alloc(4 * length))
  const kept = new Map<number, () => void>()
  return {
    x,
    y,
    counts,
    doubt,
    own,
    useRoots(own) {
      let use = kept.get(own)
      if (!use) kept.set(own, (use = openRoots(arena, double, own)))
      use()
    },
  }
}

/** e(i / order) by bytes of i: angles are exact, and reduced to an eighth of a turn before they are multiplied with 2 pi. */
function rootTables(order: number, parts: number): Float64Array {
  const tables = new Float64Array(512 * parts)
  for (let part = 0; part < parts; part++) {
    for (let i = 0; i < 256; i++) {
      const turn = ((i * 256 ** part) % order) / order
      const eighths = Math.round(4 * turn)
      const angle = 2 * Math.PI * (turn - eighths / 4)
      const [c, s] = [Math.cos(angle), Math.sin(angle)]
      const [re, im] = [
        [c, s],
        [-s, c],
        [-c, -s],
        [s, -c],
      ][eighths % 4]
      tables[512 * part + 2 * i] = re
      tables[512 * part + 2 * i + 1] = im
    }
  }
  return tables
}
