// What is raced: seeded problems, all but one on a real genome, with the answer of each written down. Answers were computed by the naive rivals
// or by brute.c, and agree with every algorithm of the library.
import { piece } from './genome.js'
import { proteinText } from './protein.js'
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
 * @property {() => Uint8Array} [text] other than the genome
 * @property {(text: Uint8Array) => Uint8Array[]} patterns
 * @property {Readonly<Record<string, number>>} floors least ratio to a rival
 * @property {readonly string[]} tooSlow rivals left out of the race, seconds a run
 * @property {number} [sample] slow rivals are timed on this many of the patterns
 * @property {Answer} answer on the whole text
 * @property {number} [slice] length of the slice that tests compute
 * @property {Answer} sliceAnswer on it, with patterns of the slice
 */

/** What tests compute: a tenth of a million bases with two sites of the guide. */
const SLICE = Object.freeze({ from: 920_000, length: 100_000 })

/** Rivals that take seconds for long patterns. */
const QUADRATIC = ['naive', 'naiveArithmetic', 'patternMajor', 'wordMajor', 'brute.c']

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
    name: 'guides100',
    title: 'findMatches, 100 guides of 20 bases in one call, k = 4, both strands',
    task: 'findMatches',
    k: 4,
    patterns: (text) => pieces(text, 100, 20, 3, 2),
    floors: { maskLoop: 600 },
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
    floors: { naive: 150, 'brute.c': 0.9 },
    tooSlow: ['fftw-f32', 'fftw-f64'],
    answer: { count: 4_938_901, sum: 73_990_954, hash: '6bbe044d' },
    sliceAnswer: { count: 99_981, sum: 1_504_547, hash: 'af69f0cc' },
  },
  {
    name: 'distances100',
    title: 'hammingDistances, m = 100, forward',
    task: 'hammingDistances',
    k: 100,
    patterns: (text) => pieces(text, 1, 100, 10, 5),
    floors: { naive: 450, 'brute.c': 1.4 },
    tooSlow: ['fftw-f32', 'fftw-f64'],
    answer: { count: 4_938_821, sum: 370_094_434, hash: 'b9c43143' },
    sliceAnswer: { count: 99_901, sum: 7_493_325, hash: '0fa6c81a' },
  },
  {
    name: 'distances1000',
    title: 'hammingDistances, m = 1000, forward',
    task: 'hammingDistances',
    k: 1000,
    patterns: (text) => pieces(text, 1, 1000, 100, 6),
    floors: { fftOverlapSave: 14, 'fftw-f32': 1.05 },
    tooSlow: ['naive', 'naiveArithmetic', 'patternMajor', 'fftw-f64'],
    answer: { count: 4_937_921, sum: 3_703_075_348, hash: '88bd3c31' },
    sliceAnswer: { count: 99_001, sum: 74_271_651, hash: '3787d66a' },
  },
  {
    name: 'distances10000',
    title: 'hammingDistances, m = 10,000, forward',
    task: 'hammingDistances',
    k: 10_000,
    patterns: (text) => pieces(text, 1, 10_000, 1000, 7),
    floors: { fftOverlapSave: 14, 'fftw-f32': 1.1 },
    tooSlow: [...QUADRATIC, 'fftw-f64'],
    answer: { count: 4_928_921, sum: 36_961_728_390, hash: '110c0dad' },
    slice: 20_000,
    sliceAnswer: { count: 10_001, sum: 74_927_074, hash: '75f3252f' },
  },
  {
    name: 'distances100000',
    title: 'hammingDistances, m = 100,000, forward',
    task: 'hammingDistances',
    k: 100_000,
    patterns: (text) => pieces(text, 1, 100_000, 10_000, 8),
    floors: { fftOverlapSave: 12, 'fftw-f64': 1 },
    tooSlow: QUADRATIC,
    answer: { count: 4_838_921, sum: 362_908_844_979, hash: '2830face' },
    slice: 101_000,
    sliceAnswer: { count: 1001, sum: 74_871_145, hash: 'a36b2800' },
  },
  {
    name: 'protein',
    title: 'hammingDistances, m = 1000 in 9,500,000 letters as frequent as in UniProt',
    task: 'hammingDistances',
    k: 1000,
    text: proteinText,
    patterns: (text) => [new Uint8Array(text.subarray(12_345, 13_345))],
    floors: { fftOverlapSave: 30, 'brute.c': 1.2 },
    tooSlow: QUADRATIC.slice(0, 4),
    answer: { count: 9_499_001, sum: 8_935_646_373, hash: '3d241196' },
    sliceAnswer: { count: 99_001, sum: 93_076_398, hash: '56da0e99' },
  },
]

/**
 * @param {Problem} problem
 * @param {Uint8Array} genome
 * @returns {Instance}
 */
export function instanceOf({ text, patterns, k }, genome) {
  const whole = text?.() ?? genome
  return { text: whole, patterns: patterns(whole), k }
}

/**
 * The small problem that tests compute.
 * @param {Problem} problem
 * @param {Uint8Array} genome
 * @returns {Instance}
 */
export function sliceOf({ text, patterns, k, slice = SLICE.length }, genome) {
  const part = (text?.() ?? genome).subarray(SLICE.from, SLICE.from + slice)
  return { text: part, patterns: patterns(part), k }
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
