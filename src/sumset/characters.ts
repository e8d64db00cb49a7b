// Roots of unity for the buckets of sparse sums, and how far they can be trusted.
import { f64, relativeError } from '../transform/rounding.js'

/** Of a weight: up to six roots of 3 u each, multiplied, one more that turns it, and its multiplicity. */
const WEIGHT = 40
/** Of a part's root with that of a carry, times what it turns. */
const TURN = 11

/**
 * Error of a bucket's value, for lists whose vectors have norm 1: of the transforms, of the weights, and of adding up the parts. Two values are
 * added where residues carry. `fullest`: most numbers at one point; each addition there rounds.
 */
export function errorOf(points: number, parts: number, fullest: number): number {
  const weights = 2.1 * (WEIGHT + fullest)
  return 2 * relativeError(f64, Math.log2(points), 0, { twisted: true }) + 2 * f64.u * (weights + TURN + parts)
}

/** Half of what a value is shorter by where it is not of one sum alone, in a quarter: 1 - cos of the least angle, which is 2 pi / 2^bits. */
export function marginOf(bits: number): number {
  return (1 - Math.cos(2 * Math.PI * 2 ** -bits)) / 4
}

/** log2 of the largest order of a character whose margin is at least four times an error; at least 1. */
function bitsOf(error: number): number {
  let bits = 16
  while (bits > 1 && marginOf(bits) < 4 * error) bits--
  return bits
}

/** Characters that tell so many quotients apart. */
export function charactersFor(quotients: number, error: number): number {
  return Math.ceil(Math.log2(Math.max(1, quotients)) / bitsOf(error))
}

/** e(turn), turn in [0, 1): the angle is exact, and reduced to an eighth of a turn before it is multiplied with 2 pi. */
function rootOf(turn: number): readonly [number, number] {
  const quarters = Math.round(4 * turn)
  const angle = 2 * Math.PI * (turn - quarters / 4)
  const [c, s] = [Math.cos(angle), Math.sin(angle)]
  return (
    [
      [c, s],
      [-s, c],
      [-c, -s],
      [s, -c],
    ] as const
  )[quarters % 4]
}

/** e(i / order) by bytes of i, for a power of two. */
export function rootTables(order: number, parts: number): Float64Array {
  const tables = new Float64Array(512 * parts)
  for (let part = 0; part < parts; part++) {
    for (let i = 0; i < 256; i++) tables.set(rootOf(((i * 256 ** part) % order) / order), 512 * part + 2 * i)
  }
  return tables
}

/** Powers of x^K where the transform of K points is a block of a longer one: e(-k theta(block)), theta its bits in mirrored order behind the point. */
export function turnsOf(block: number, count: number): Float64Array {
  let theta = 0
  for (let half = 0.5; block > 0; block >>= 1, half /= 2) theta += (block & 1) * half
  const turns = new Float64Array(2 * count)
  for (let k = 0; k < count; k++) turns.set(rootOf((k * (1 - theta)) % 1), 2 * k)
  return turns
}
