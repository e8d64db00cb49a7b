// The library behind the signature of its rivals, by its public entry only.
import { explain, findMatches, hammingDistances, profileOf } from 'hammingway'
import { rivals } from './rivals/index.js'
import { natives } from './rivals/native.js'

/** @typedef {import('./answers.js').Result} Result */
/** @typedef {import('./problems.js').Instance} Instance */
/** @typedef {import('./problems.js').Problem} Problem */
/** @typedef {import('hammingway').Plan} Plan */
/** @typedef {{ name: string, about: string, open(instance: Instance): () => Result }} Subject */

/**
 * The call as users make it.
 * @param {Problem} problem
 * @returns {Subject}
 */
export function planned(problem) {
  const about = problem.task === 'hammingDistances' ? 'out reused' : 'text bytes to columns of hits'
  return { name: problem.task, about, open: (instance) => calling(problem, instance) }
}

/**
 * The call with another array each time; distances only.
 * @param {Problem} problem
 * @returns {Subject[]}
 */
export function variants({ task }) {
  if (task !== 'hammingDistances') return []
  return [
    {
      name: 'hammingDistances, fresh',
      about: 'a new array for each result',
      open:
        ({ text, patterns }) =>
        () =>
          hammingDistances(text, patterns[0]),
    },
  ]
}

/**
 * Each registry row that takes the problem, forced.
 * @param {Problem} problem
 * @param {Instance} instance
 * @returns {Subject[]}
 */
export function registryRows(problem, instance) {
  return planOf(problem, instance)
    .considered.filter(({ refused }) => refused === undefined)
    .map(({ name, source }) => ({ name, about: source, open: (other) => calling(problem, other, name) }))
}

/**
 * The rivals in JavaScript that take the problem.
 * @param {Problem} problem
 * @param {Instance} instance
 */
export function rivalsOf({ task }, instance) {
  return rivals.filter((rival) => rival.task === task && rival.refuses(instance) === undefined)
}

/**
 * The native rivals that are here and take the problem, and why the others do not.
 * @param {Problem} problem
 * @param {Instance} instance
 */
export function nativesOf({ task, tooSlow }, instance) {
  const asked = task === 'hammingDistances' ? natives.filter(({ name }) => !tooSlow.includes(name)) : []
  const absent = asked.flatMap(({ name, refuses }) => {
    const reason = refuses(instance)
    return reason === undefined ? [] : [`${name}: ${reason}`]
  })
  return { natives: asked.filter(({ refuses }) => refuses(instance) === undefined), absent }
}

/**
 * @param {Problem} problem
 * @param {Instance} instance
 * @param {string} [algorithm]
 * @returns {() => Result}
 */
function calling({ task }, { text, patterns, k }, algorithm) {
  if (task === 'hammingDistances') {
    const out = new Uint32Array(text.length - patterns[0].length + 1)
    return () => hammingDistances(text, patterns[0], { out, algorithm })
  }
  return () => findMatches(text, patterns, { maxMismatches: k, ...BOTH_STRANDS, algorithm })
}

/** @type {{ alphabet: 'dna', strands: 'both' }} */
const BOTH_STRANDS = { alphabet: 'dna', strands: 'both' }

/**
 * What the planner says about a problem.
 * @param {Problem} problem
 * @param {Instance} instance
 * @returns {Plan}
 */
export function planOf({ task }, { text, patterns, k }) {
  const common = { task, n: text.length, m: patterns[0].length }
  if (task === 'hammingDistances') return explain({ ...common, profile: profileOf(text, patterns[0]) })
  const profile = profileOf(text, patterns, BOTH_STRANDS)
  return explain({ ...common, ...BOTH_STRANDS, maxMismatches: k, patterns: patterns.length, profile })
}
