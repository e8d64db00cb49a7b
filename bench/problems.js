// What is raced: seeded problems on a real genome, with the answer of each written down. Answers were computed by the naive rivals and agree
// with every algorithm of the library.
import { piece } from './genome.js'
import { random } from './random.js'

/** @typedef {import('./answers.js').Answer} Answer */
/**
 * @typedef {object} Instance
 * @property {Uint8Array} text
 * @property {readonly Uint8Array[]} patterns
 * @property {number} k bound of a search; distances are not bounded, and there it is m
 */
/**
 * @typedef {object} Problem
 * @property {string} name what `npm run bench -- name` takes
 * @property {string} title
 * @property {'findMatches' | 'hammingDistances'} task searches are on both strands, distances forward
 * @property {number} k as in an instance
 * @property {(text: Uint8Array) => Uint8Array[]} patterns
 * @property {Readonly<Record<string, number>>} floors least ratio to a rival
 * @property {readonly string[]} tooSlow rivals left out of the race, seconds a run
 * @property {number} [sample] slow rivals are timed on this many of the patterns
 * @property {Answer} answer on the whole genome
 * @property {Answer} sliceAnswer on SLICE, with patterns of the slice
 */

/** A tenth of a million bases with two sites of the guide: what tests compute. */
export const SLICE = Object.freeze({ from: 920_000, to: 1_020_000 })

const GUIDE = 'AGGCAGCAAGTGCAGCTCGC'

/** @type {readonly Problem[]} */
export const problems = [
  {
    name: 'guide',
    title: 'findMatches, one 20-base guide, k = 4, both strands',
    task: 'findMatches',
    k: 4,
    patterns: () => [new TextEncoder().encode(GUIDE)],
    floors: { maskLoop: 70, packedLoop: 7 },
    tooSlow: [],
    answer: { count: 12, sum: 42, hash: '72d7ea94' },
    sliceAnswer: { count: 2, sum: 4, hash: 'ab3724f8' },
  },
  {
    name: 'guides',
    title: 'findMatches, 100 guides of 20 bases in one call, k = 4, both strands',
    task: 'findMatches',
    k: 4,
    patterns: (text) => pieces(text, 100, 20, 3, 2),
    floors: { maskLoop: 180 },
    tooSlow: [],
    sample: 10,
    answer: { count: 688, sum: 2553, hash: 'b754a52b' },
    sliceAnswer: { count: 111, sum: 330, hash: 'a340d30f' },
  },
  {
    name: 'long',
    title: 'findMatches, one 1000-base pattern, k = 100, both strands',
    task: 'findMatches',
    k: 100,
    patterns: (text) => pieces(text, 1, 1000, 60, 3),
    floors: { maskLoop: 250 },
    tooSlow: [],
    answer: { count: 1, sum: 54, hash: '9c817e87' },
    sliceAnswer: { count: 1, sum: 54, hash: '966f0207' },
  },
  {
    name: 'distances20',
    title: 'hammingDistances, m = 20, forward',
    task: 'hammingDistances',
    k: 20,
    patterns: (text) => pieces(text, 1, 20, 2, 4),
    floors: {},
    tooSlow: [],
    answer: { count: 4_938_901, sum: 73_990_954, hash: '6bbe044d' },
    sliceAnswer: { count: 99_981, sum: 1_504_547, hash: 'af69f0cc' },
  },
  {
    name: 'distances100',
    title: 'hammingDistances, m = 100, forward',
    task: 'hammingDistances',
    k: 100,
    patterns: (text) => pieces(text, 1, 100, 10, 5),
    floors: { naive: 400 },
    tooSlow: [],
    answer: { count: 4_938_821, sum: 370_094_434, hash: 'b9c43143' },
    sliceAnswer: { count: 99_901, sum: 7_493_325, hash: '0fa6c81a' },
  },
  {
    name: 'distances1000',
    title: 'hammingDistances, m = 1000, forward',
    task: 'hammingDistances',
    k: 1000,
    patterns: (text) => pieces(text, 1, 1000, 100, 6),
    floors: {},
    tooSlow: ['naive', 'naiveArithmetic', 'patternMajor'],
    answer: { count: 4_937_921, sum: 3_703_075_348, hash: '88bd3c31' },
    sliceAnswer: { count: 99_001, sum: 74_271_651, hash: '3787d66a' },
  },
]

/**
 * @param {Problem} problem
 * @param {Uint8Array} text
 * @returns {Instance}
 */
export function instanceOf(problem, text) {
  return { text, patterns: problem.patterns(text), k: problem.k }
}

/**
 * @param {Uint8Array} text
 * @param {number} count
 * @param {number} length
 * @param {number} edits
 * @param {number} seed
 */
function pieces(text, count, length, edits, seed) {
  const next = random(seed)
  return Array.from({ length: count }, () => piece(text, length, edits, next))
}
