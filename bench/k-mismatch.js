// Distances up to k where an early exit has nothing to exit from: text and pattern repeat a period with errors. The plan against the rows that it
// could have taken, the exact one and the scan, both forced.
import { explain, hammingDistances, profileOf } from 'hammingway'
import { answerOf, sameAnswer, showAnswer } from './answers.js'
import { entered, raceOf } from './race.js'
import { random } from './random.js'

/** @typedef {import('./race.js').Race} Race */

const N = 5e6
const M = 20_000
const K = 200
const PERIOD = 7
const BASES = new TextEncoder().encode('ACGT')
/** Shares of letters drawn again: with the first two the pattern occurs, with the last it does not. */
const RATES = [0.001, 0.01, 0.05]
/** The plan takes at most 1.5 times as long as either. */
const FLOOR = 0.67

/**
 * @param {number} rate
 * @returns {Race}
 */
function raceRate(rate) {
  const next = random(Math.round(1e4 * rate))
  const base = () => BASES[Math.floor(4 * next())]
  const period = Array.from({ length: PERIOD }, base)
  const repeats = (/** @type {number} */ length) => Uint8Array.from({ length }, (_, i) => (next() < rate ? base() : period[i % PERIOD]))
  const text = repeats(N)
  const pattern = repeats(M)
  const question = { task: /** @type {const} */ ('hammingDistances'), n: N, m: M, profile: profileOf(text, pattern) }
  const exact = explain(question).algorithm
  const out = new Uint32Array(N - M + 1)
  const run = (/** @type {string | undefined} */ algorithm) => () => hammingDistances(text, pattern, { maxMismatches: K, out, algorithm })
  const contestants = [
    { name: 'planned', about: 'hammingDistances with maxMismatches', algorithm: undefined },
    { name: 'exact', about: 'the exact row that a plan without k takes, forced', algorithm: exact },
    { name: 'saturating', about: 'the scan without a guard, forced', algorithm: 'saturating' },
    { name: 'guarded', about: 'the scan with its guard, forced', algorithm: 'guarded' },
    { name: 'periodic', about: 'approximate periods, forced', algorithm: 'periodic' },
  ]
  const answer = answerOf(run(undefined)())
  const entries = contestants.map(({ name, about, algorithm }) =>
    entered({ name, about, run: run(algorithm) }, (distances, who) => {
      const got = answerOf(distances)
      if (!sameAnswer(answer, got)) throw new Error(`${who} answered ${showAnswer(got)}, the plan ${showAnswer(answer)}`)
    }),
  )
  const heading = {
    name: `k-mismatch-${rate}`,
    title: `distances up to k = ${K}, DNA of period ${PERIOD} with ${100 * rate} % of the letters drawn again, m = ${M}, n = ${N}; exact: ${exact}`,
    algorithm: explain({ ...question, maxMismatches: K }).algorithm,
  }
  return raceOf(heading, entries, { exact: FLOOR, saturating: FLOOR })
}

/** @returns {Race[]} */
export function raceMismatches() {
  return RATES.map(raceRate)
}
