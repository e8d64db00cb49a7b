// How long the transforms of a round of sparse sums are, in how many parts they are made, and how many buckets there are: as memory allows.
import { addWork, price, type Work } from '../plan/machine.js'
import { engines, rootBytes } from '../transform/engine.js'
import { charactersFor, errorOf } from './characters.js'

const [, double] = engines
/** Points of a transform: the shortest that there is, and 2^23 buckets. */
const FEWEST_POINTS = 64
const SHORTEST = 512
const LONGEST = 2 ** 24
/** Parts of a transform: more take less memory, and meet every number more often. */
const PARTS = [1, 2, 4, 8, 16]
/** Bytes of a point of a part: of two transforms. */
const POINT = 2 * 16
/** Bytes of a bucket: its value, its count, its quotient. */
const BUCKET = 16 + 8 + 8
/** Bytes of a sum that was found. */
export const ENTRY = 16
/** Bytes for each sum that there certainly is: with copies of lists without duplicates, |a| + |b| <= |a + b| + 1, at most 64. */
const ROOM = 56
/** What is taken whatever the number of sums. */
const LEAST_ROOM = 2 ** 17
/** Primes are above this share of the buckets wanted. */
export const LEAST_PRIME = 0.9375

export interface Shape {
  /** points of all parts: twice as many as buckets, or more */
  readonly length: number
  readonly parts: number
  /** at most */
  readonly buckets: number
}

/** What a round is chosen by. */
export interface Stage {
  /** distinct numbers of both lists */
  readonly numbers: number
  readonly universe: number
  /** product of the norms of both lists */
  readonly norm: number
  /** bytes of their multiplicities, where they are not all 1 */
  readonly held: number
  /** sums that are known, and that are left, about */
  readonly known: number
  readonly left: number
}

/** Bytes that may be in use when there are at least so many sums. */
export function roomFor(sums: number): number {
  return Math.max(LEAST_ROOM, ROOM * sums)
}

/** log2 of the blocks of the table of twiddles, 96 bytes each: about a byte for a point, and what a leaf of the transforms needs at least. */
export function tableBitsFor(length: number): number {
  return Math.max(8, Math.min(10, Math.log2(length) - 6))
}

/** Twiddles serve a transform of twice the length, of which counts are a quarter. */
function fixedBytes(length: number): number {
  return rootBytes(double, 2 * length, false, tableBitsFor(length)) + 7 * 4096 + 2048
}

export function shapeBytes({ length, parts, buckets }: Shape): number {
  return (POINT * length) / parts + BUCKET * buckets + fixedBytes(length)
}

/** Points of a part when counts are made: their product is real, and takes half as many parts. */
export function countPoints({ length, parts }: Shape): number {
  return Math.min(length / parts, length / 2)
}

/** Counts of buckets, and their characters. */
export function roundWork({ length, parts, buckets }: Shape, numbers: number, known: number, characters: number): Work {
  const levels = Math.log2(length / parts)
  const blocks = Math.max(1, parts / 2) + characters * parts
  return {
    root: numbers * (1 + blocks) + known * (1 + characters),
    butterfly64: 3 * length * (0.5 + characters) * levels,
    product64: length * (0.5 + characters),
    slot: buckets * (3 + characters),
    turned: 2 * buckets * blocks,
  }
}

/** Sums of buckets that have one alone, as if they were thrown at random, and buckets that are not empty. */
function alone(left: number, buckets: number): number {
  return left * Math.exp(-left / buckets)
}
function occupied(left: number, buckets: number): number {
  return buckets * -Math.expm1(-left / buckets)
}

/** As many buckets as fit in memory; undefined where they are too few for the length. */
function fitted(length: number, parts: number, { known, left, held }: Stage): Shape | undefined {
  const bytes = shapeBytes({ length, parts, buckets: 0 }) + ENTRY * known + held
  for (let buckets = length / 2; buckets > 0.27 * length; buckets *= 0.95) {
    const fits = length === SHORTEST || bytes + BUCKET * buckets <= roomFor(known + occupied(left, buckets))
    if (fits) return { length, parts, buckets: Math.floor(buckets) }
  }
  return undefined
}

function charactersOf({ buckets, length, parts }: Shape, { universe, norm }: Stage): number {
  return charactersFor((2 * universe) / buckets, norm * errorOf(length / parts, parts, 8))
}

/** The shape that takes the least time for each sum that is found. */
export function chooseShape(stage: Stage): Shape {
  let best: { shape: Shape; cost: number } | undefined
  const middle = Math.max(SHORTEST, Math.min(LONGEST, 2 ** Math.round(Math.log2(2 * stage.left))))
  for (const length of [middle / 2, middle, 2 * middle, 4 * middle]) {
    if (length < SHORTEST || length > LONGEST) continue
    for (const parts of PARTS) {
      if (length / parts < FEWEST_POINTS) break
      const shape = fitted(length, parts, stage)
      if (!shape) continue
      const work = roundWork(shape, stage.numbers, stage.known, charactersOf(shape, stage))
      const cost = price(work) / Math.max(0.5, alone(stage.left, shape.buckets))
      if (best === undefined || cost < best.cost) best = { shape, cost }
      // more parts take more time, and less memory, which is no gain where all buckets fit
      if (shape.buckets === length / 2) break
    }
  }
  return best?.shape ?? { length: middle, parts: 8, buckets: middle / 2 }
}

/** Rounds after those that halve what is left: they find nearly all of it, with an eighth of the buckets. */
const LAST_ROUNDS = 4
/** As many as memory leaves room for, most often. */
const USUAL_PARTS = 8

/**
 * All rounds, as if sums were thrown into buckets at random: later ones take about as long for a sum as the first. A usual shape, as plans have a few
 * microseconds for it. More than the longest transforms have room for take as much longer.
 */
export function allRounds(stage: Stage): Work {
  const work: Work = {}
  const length = Math.max(SHORTEST, Math.min(LONGEST, 2 ** Math.round(Math.log2(1.6 * stage.left))))
  const times = Math.max(1, stage.left / length)
  const left = stage.left / times
  const shape = { length, parts: USUAL_PARTS, buckets: length / 2 }
  const characters = charactersOf(shape, stage)
  addWork(work, roundWork(shape, stage.numbers, left / 2, characters), times * Math.exp(left / shape.buckets))
  const last = Math.max(SHORTEST, length / 8)
  addWork(work, roundWork({ length: last, parts: 2, buckets: last / 2 }, stage.numbers, left, characters), times * LAST_ROUNDS)
  return work
}
