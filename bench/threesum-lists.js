// Lists for counting 3SUM: with hardly two pairs of one sum, and with very many.
import { random } from './random.js'

/** Numbers stay below it. */
const UNIVERSE = 2 ** 40
/** A prime for Erdos and Turan's sets, and as many numbers at most. */
const PRIME = 100_003

/**
 * @typedef {object} Family
 * @property {string} name
 * @property {boolean} flat hardly two pairs of one sum: low additive energy
 * @property {(count: number, next: () => number) => (i: number) => number} numbers
 */

/** @param {() => number} next */
const any = (next) => Math.floor(next() * UNIVERSE)

/**
 * Half of the numbers by a rule, the others drawn at random.
 * @param {(i: number, count: number) => number} rule
 * @returns {Family['numbers']}
 */
const half = (rule) => (count, next) => (i) => (i % 2 === 0 ? rule(i / 2, count / 2) : any(next))

/** @type {readonly Family[]} */
export const families = [
  { name: 'random', flat: true, numbers: (_, next) => () => any(next) },
  { name: 'sidon', flat: true, numbers: () => (i) => 2 * PRIME * i + ((i * i) % PRIME) },
  { name: 'half progression', flat: false, numbers: half((i) => i * 5_000_011) },
  {
    name: 'half grid',
    flat: false,
    numbers: half((i, count) => (i % Math.round(Math.sqrt(count))) * 4_000_000_007 + Math.floor(i / Math.sqrt(count)) * 9_999_991),
  },
  {
    name: 'half clusters',
    flat: false,
    numbers: (count, next) => {
      const centres = Array.from({ length: 10 }, () => any(next))
      return half(() => centres[Math.floor(next() * 10)] + Math.floor((next() * count) / 20))(count, next)
    },
  },
  { name: 'half equal', flat: false, numbers: half((i) => 1e6 * (i % 100)) },
  { name: 'progression', flat: false, numbers: () => (i) => 7_000_003 * i },
  {
    name: 'clusters',
    flat: false,
    numbers: (count, next) => {
      const centres = Array.from({ length: 10 }, () => any(next))
      return () => centres[Math.floor(next() * 10)] + Math.floor((next() * count) / 5)
    },
  },
]

/**
 * Lists of a family; of the targets three in four are sums, half of these of the regular numbers.
 * @param {Family} family
 * @param {number} count
 * @param {number} seed
 */
export function listsOf({ numbers }, count, seed) {
  const next = random(seed)
  const list = () => Float64Array.from({ length: count }, (_, i) => i).map(numbers(count, next))
  const [a, b] = [list(), list()]
  const pick = (/** @type {number} */ step) => step * Math.floor((next() * count) / step)
  const c = a.map((_, i) => [any(next), a[pick(1)] + b[pick(1)], a[pick(2)] + b[pick(2)], a[pick(2)] + b[pick(2)]][i % 4])
  return { a, b, c }
}
