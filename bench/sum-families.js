// Lists whose sums are far apart, of every structure that matters to hashing: what the memory of `sparse` is measured on.
import { random } from './random.js'

/** @typedef {readonly [Float64Array, Float64Array]} Lists */

/**
 * @param {number} count
 * @param {(i: number) => number} number
 */
const list = (count, number) => Float64Array.from({ length: count }, (_, i) => number(i))

/** @param {number} seed */
function wholes(seed) {
  const next = random(seed)
  return (/** @type {number} */ below) => Math.floor(next() * below)
}

/**
 * @param {number} side
 * @returns {Lists}
 */
function grid(side) {
  const one = list(side * side, (i) => Math.floor(i / side) * 10_000_000_012 + (i % side) * 9_999_991)
  return [one, one]
}

/** @type {Record<string, () => Lists>} */
export const sumFamilies = {
  random() {
    const draw = wholes(1)
    return [list(200, () => draw(1e12)), list(200, () => draw(1e12))]
  },
  'random, 10^4 sums'() {
    const draw = wholes(2)
    return [list(101, () => draw(1e12)), list(100, () => draw(1e12))]
  },
  'random, 10^6 sums'() {
    const draw = wholes(3)
    return [list(1000, () => draw(1e12)), list(1000, () => draw(1e12))]
  },
  'grid of two dimensions': () => grid(100),
  'grid, 3.6 x 10^5 sums': () => grid(300),
  'grid of three dimensions'() {
    const one = list(14 ** 3, (i) => (i % 14) * 1009 + (Math.floor(i / 14) % 14) * 1e6 + Math.floor(i / 196) * 1e9)
    return [one, one]
  },
  /** Erdos and Turan: 2 p k + (k^2 mod p), spread */
  'Sidon set'() {
    const one = list(280, (k) => 9999 * (200_006 * k + ((k * k) % 100_003)))
    return [one, one]
  },
  clusters() {
    const draw = wholes(4)
    const one = () => list(10_000, (i) => 1e11 * (i % 4) + draw(3000))
    return [one(), one()]
  },
  'progression, and one number beside it'() {
    return [list(20_000, (i) => i * 1_234_577 + Number(i === 19_999)), list(20_000, (i) => i * 1_234_577)]
  },
  'fifty copies of each number'() {
    const draw = wholes(5)
    const some = [0, 1].map(() => list(200, () => draw(1e12)))
    return [list(10_000, (i) => some[0][i % 200]), list(10_000, (i) => some[1][i % 200])]
  },
}
