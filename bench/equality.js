// Equality products of 512 x 512 x 512 numbers of 16 bits, answers pinned, raced against plain JavaScript.
import { equalityProduct } from 'hammingway'
import { answerOf, sameAnswer, showAnswer } from './answers.js'
import { entered, raceOf } from './race.js'
import { random } from './random.js'
import { blockedLoop, tripleLoop } from './rivals/equality.js'

/** @typedef {import('./race.js').Race} Race */

const N = 512

/**
 * @typedef {object} EqualityProblem
 * @property {string} name
 * @property {string} title
 * @property {number} sigma
 * @property {number} floor least ratio to either loop
 * @property {import('./answers.js').Answer} answer
 */

/** @type {readonly EqualityProblem[]} */
export const equalityProblems = [
  {
    name: 'equality',
    title: 'equalityProduct, 512 x 512 x 512 of 16-bit values, all 65,536 equally likely',
    sigma: 65536,
    floor: 15,
    answer: { count: 262144, sum: 2010, hash: 'c3522f23' },
  },
  {
    name: 'equality-few',
    title: 'equalityProduct, 512 x 512 x 512 of 16-bit values, 16 of them',
    sigma: 16,
    floor: 15,
    answer: { count: 262144, sum: 8383401, hash: 'b475b174' },
  },
]

/**
 * @param {EqualityProblem} problem
 * @returns {import('./rivals/equality.js').Matrices}
 */
export function matricesOf({ sigma }) {
  const next = random(sigma)
  const [X, Y] = [0, 1].map(() => Uint16Array.from({ length: N * N }, () => Math.floor(next() * sigma)))
  return { X, Y, rows: N, inner: N, columns: N }
}

/**
 * @param {EqualityProblem} problem
 * @returns {Race}
 * @throws Error when an answer is wrong
 */
export function runEqualityRace(problem) {
  const { name, title, floor, answer } = problem
  const matrices = matricesOf(problem)
  const { X, Y } = matrices
  const contestants = [
    { name: 'equalityProduct', about: 'arrays in, counts out', run: () => equalityProduct(X, Y, N, N, N) },
    { name: 'tripleLoop', about: 'typed arrays, by definition, no branch inside', run: () => tripleLoop(matrices) },
    { name: 'blockedLoop', about: 'typed arrays, Y turned, 2 x 2 in registers', run: () => blockedLoop(matrices) },
  ]
  const entries = contestants.map((contestant) =>
    entered(contestant, (counts, who) => {
      const got = answerOf(counts)
      if (!sameAnswer(got, answer)) throw new Error(`${name}: ${who} answered ${showAnswer(got)}; pinned is ${showAnswer(answer)}`)
    }),
  )
  return raceOf({ name, title }, entries, { tripleLoop: floor, blockedLoop: floor })
}
