// Sums with counts: seeded lists, answers pinned, raced against plain JavaScript.
import { explain, profileOfSums, sumsetCounts } from 'hammingway'
import { entered, raceOf } from './race.js'
import { random } from './random.js'
import { fftSums, hashSums } from './rivals/sumset.js'

/** @typedef {import('./race.js').Race} Race */
/** @typedef {import('./rivals/sumset.js').Sums} Sums */
/** @typedef {{ a: Float64Array, b: Float64Array }} Lists */
/**
 * @typedef {object} SumProblem
 * @property {string} name
 * @property {string} title
 * @property {() => Lists} lists
 * @property {{ name: string, about: string, open: (lists: Lists) => () => Sums }} rival
 * @property {number} floor
 * @property {{ count: number, sum: number, hash: string }} answer
 */

const fft = { name: 'fftSums', about: 'fft.js 4.0.4 on Float64Array, both lists in one complex transform, planning excluded' }
const hash = { name: 'hashSums', about: 'all pairs over a typed table of open addressing' }

/** @type {readonly SumProblem[]} */
export const sumProblems = [
  {
    name: 'sumset-wide',
    title: 'sumsetCounts, 10^5 numbers each below 10^7',
    lists: () => ({ a: draws(1e5, 1e7, 1), b: draws(1e5, 1e7, 2) }),
    rival: { ...fft, open: ({ a, b }) => fftSums(a, b) },
    floor: 10,
    answer: { count: 19_979_284, sum: 1e10, hash: 'ed3df741' },
  },
  {
    name: 'sumset-draws',
    title: 'sumsetCounts, 10^6 draws each below 10^6',
    lists: () => ({ a: draws(1e6, 1e6, 3), b: draws(1e6, 1e6, 4) }),
    rival: { ...fft, open: ({ a, b }) => fftSums(a, b) },
    floor: 5,
    answer: { count: 1_999_998, sum: 1e12, hash: 'e337056a' },
  },
  {
    name: 'sumset-sparse',
    title: 'sumsetCounts, 10^4 numbers each below 10^12 in a progression of two dimensions, 4 N sums',
    lists: () => ({ a: grid(100, 100, 9_999_991, 10_000_000_012), b: grid(100, 100, 9_999_991, 10_000_000_012) }),
    rival: { ...hash, open: ({ a, b }) => () => hashSums(a, b) }, // prettier-ignore
    floor: 5,
    answer: { count: 39_601, sum: 1e8, hash: '3e75d7fa' },
  },
]

/**
 * @param {number} count
 * @param {number} universe
 * @param {number} seed
 */
function draws(count, universe, seed) {
  const next = random(seed)
  return Float64Array.from({ length: count }, () => Math.floor(next() * universe))
}

/**
 * @param {number} rows
 * @param {number} columns
 * @param {number} down
 * @param {number} along
 */
function grid(rows, columns, down, along) {
  return Float64Array.from({ length: rows * columns }, (_, i) => Math.floor(i / columns) * along + (i % columns) * down)
}

/**
 * Number of sums, number of pairs, FNV-1a over both columns as 32-bit words.
 * @param {Sums} result
 */
export function sumAnswer({ sums, counts }) {
  let hash = 0x811c9dc5
  let pairs = 0
  for (let i = 0; i < sums.length; i++) {
    pairs += counts[i]
    for (const number of [sums[i], counts[i]]) {
      hash = Math.imul(hash ^ (number % 4294967296), 0x01000193)
      hash = Math.imul(hash ^ (number / 4294967296), 0x01000193)
    }
  }
  return { count: sums.length, sum: pairs, hash: (hash >>> 0).toString(16).padStart(8, '0') }
}

/**
 * @param {SumProblem} problem
 * @returns {Race}
 * @throws Error when an answer is wrong
 */
export function runSumRace({ name, title, lists: make, rival, floor, answer }) {
  const lists = make()
  const { a, b } = lists
  const contestants = [
    { name: 'sumsetCounts', about: 'lists in, columns out', run: () => sumsetCounts(a, b) },
    { name: rival.name, about: rival.about, run: rival.open(lists) },
  ]
  const entries = contestants.map((contestant) =>
    entered(contestant, (sums, who) => {
      const got = sumAnswer(sums)
      const wrong = Object.entries(got).some(([key, value]) => value !== answer[/** @type {keyof typeof answer} */ (key)])
      if (wrong) throw new Error(`${name}: ${who} answered ${JSON.stringify(got)}; the pinned answer is ${JSON.stringify(answer)}`)
    }),
  )
  const { algorithm } = explain({ task: 'sumsetCounts', n: a.length, m: b.length, profile: profileOfSums(a, b) })
  return raceOf({ name, title, algorithm }, entries, { [rival.name]: floor })
}
