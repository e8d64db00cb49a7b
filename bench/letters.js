// Letters of very different frequencies: the row that chooses for each letter against the best row that treats all alike.
import { explain, hammingDistances, profileOf } from 'hammingway'
import { answerOf, sameAnswer, showAnswer } from './answers.js'
import { random, shuffled } from './random.js'

/** @typedef {import('./whole-process.js').Check} Check */
/** @typedef {{ title: string, text: Uint8Array | Uint32Array, m: number, least: number }} Letters least: how many times as fast mixed must be */

const N = 1_000_000
const ROUNDS = 7
/** Rows predicted to take more than so many times the cheapest are left out. */
const HOPELESS = 12
const MIXED = 'mixed'

/** @returns {Letters[]} */
function problems() {
  const next = random(11)
  return [
    { title: 'uniform bytes, m = 50,000', text: Uint8Array.from({ length: N }, () => 256 * next()), m: 50_000, least: 1 / 1.15 },
    { title: 'tokens, the r-th of 50,000 as frequent as 1 / r, m = 20,000', text: zipf(next, 50_000), m: 20_000, least: 4 },
  ]
}

/**
 * @param {() => number} next
 * @param {number} sigma
 */
function zipf(next, sigma) {
  const below = new Float64Array(sigma) // sums of 1 / r
  for (let r = 1, sum = 0; r <= sigma; r++) below[r - 1] = sum += 1 / r
  return Uint32Array.from({ length: N }, () => {
    const wanted = next() * below[sigma - 1]
    let low = 0
    let high = sigma - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (below[middle] < wanted) low = middle + 1
      else high = middle
    }
    return low
  })
}

/** @returns {Check} */
export function letters() {
  const measured = []
  let held = true
  for (const { title, text, m, least } of problems()) {
    const times = raceRows(text, m)
    const mixed = times.get(MIXED) ?? Infinity
    const [[best, single]] = [...times].filter(([name]) => name !== MIXED).sort((a, b) => a[1] - b[1])
    const ratio = single / mixed
    held &&= ratio >= least
    console.log(`${title}: ${[...times].map(([name, time]) => `${name} ${time.toFixed(1)} ms`).join(', ')}`)
    measured.push(`${title}: mixed ${ratio.toFixed(2)} times as fast as ${best}, of ${least.toFixed(2)}`)
  }
  return { name: 'letters', title: 'mixed against the best single row', measured: measured.join('; '), required: '4 and 0.87', held }
}

/**
 * Least processor time of each row, in milliseconds.
 * @param {Uint8Array | Uint32Array} text
 * @param {number} m
 * @returns {Map<string, number>}
 */
function raceRows(text, m) {
  const next = random(m)
  const pattern = text.slice(5000, 5000 + m).map((symbol) => (next() < 0.1 ? text[Math.floor(next() * text.length)] : symbol))
  const out = new Uint32Array(text.length - m + 1)
  const { considered } = explain({ task: 'hammingDistances', n: text.length, m, profile: profileOf(text, pattern) })
  const close = considered.filter(({ refused, nanoseconds }) => refused === undefined && nanoseconds < HOPELESS * considered[0].nanoseconds)
  const names = [...new Set([MIXED, ...close.filter(({ reference }) => !reference).map(({ name }) => name)])]
  const times = new Map(names.map((name) => [name, Infinity]))
  const answers = names.map((algorithm) => answerOf(hammingDistances(text, pattern, { out, algorithm })))
  const wrong = answers.findIndex((answer) => !sameAnswer(answer, answers[0]))
  if (wrong >= 0) throw new Error(`${names[wrong]} answered ${showAnswer(answers[wrong])}, ${names[0]} ${showAnswer(answers[0])}`)
  for (let round = 0; round < ROUNDS; round++) {
    for (const algorithm of shuffled(names, next)) {
      const before = process.cpuUsage()
      hammingDistances(text, pattern, { out, algorithm })
      const { user, system } = process.cpuUsage(before)
      times.set(algorithm, Math.min(times.get(algorithm) ?? Infinity, (user + system) / 1000))
    }
  }
  return times
}
