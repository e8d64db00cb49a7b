// Every rival behind one signature. All are plain JavaScript, one thread, and are asserted to give the library's answer before a race.
import { naive, naiveArithmetic, patternMajor, refusesWordMajor, wordMajor } from './all-shifts.js'
import { bestBlock, fftOverlapSave } from './fft.js'
import { maskFours, maskLoop, OUTSIDE, prepareMasks } from './mask-loop.js'
import { packedLoop, refusesPackedLoop } from './packed-loop.js'
import { streamLoop } from './stream-loop.js'

/** @typedef {import('../answers.js').Hits} Hits */
/** @typedef {import('../answers.js').Result} Result */
/** @typedef {import('../problems.js').Instance} Instance */
/** @typedef {import('./letters.js').Site} Site */
/**
 * @typedef {object} Rival
 * @property {string} name
 * @property {'findMatches' | 'hammingDistances'} task searches are on both strands
 * @property {string} about
 * @property {(instance: Instance) => string | undefined} refuses why it cannot solve a problem
 * @property {(instance: Instance) => () => Result} open does what is left out of the time; what it returns is timed
 */

/** @type {readonly Rival[]} */
export const rivals = [
  {
    name: 'maskLoop',
    task: 'findMatches',
    about: 'letter by letter on 4-bit masks, leaving at k + 1 mismatches; masks of the text are made outside the time',
    refuses: () => undefined,
    open({ text, patterns, k }) {
      const masks = prepareMasks(text)
      return () => hitsOf(patterns.map((pattern) => maskLoop(masks, pattern, k)))
    },
  },
  {
    name: 'maskFours',
    task: 'findMatches',
    about: 'maskLoop without branches on letters, leaving every four letters',
    refuses: () => undefined,
    open({ text, patterns, k }) {
      const masks = prepareMasks(text, OUTSIDE)
      return () => hitsOf(patterns.map((pattern) => maskFours(masks, pattern, k)))
    },
  },
  {
    name: 'packedLoop',
    task: 'findMatches',
    about: 'rolling 2-bit window, XOR, table of 4^10 counts, leaving after ten letters',
    refuses: ({ patterns }) => patterns.map(refusesPackedLoop).find(Boolean),
    open:
      ({ text, patterns, k }) =>
      () =>
        hitsOf(patterns.map((pattern) => packedLoop(text, pattern, k))),
  },
  {
    name: 'streamLoop',
    task: 'findMatches',
    about: 'the idea of the library in plain JavaScript: 32 shifts a word, saturating bit-sliced counters',
    refuses: () => undefined,
    open:
      ({ text, patterns, k }) =>
      () =>
        hitsOf(streamLoop(text, patterns, k)),
  },
  distanceRival('naive', 'double loop on typed arrays', naive),
  distanceRival('naiveArithmetic', 'naive without branches on letters', naiveArithmetic),
  distanceRival('patternMajor', 'positions outside, blocks of 4,096 shifts inside, two positions a pass', patternMajor),
  distanceRival('wordMajor', 'four shifts to a 32-bit word, four positions a pass', wordMajor, refusesWordMajor),
  {
    name: 'fftOverlapSave',
    task: 'hammingDistances',
    about: 'overlap-save with fft.js 4.0.4, f64, letters in pairs, the best of four block lengths, out reused',
    refuses: () => undefined,
    open({ text, patterns }) {
      const size = bestBlock(text, patterns[0])
      const out = new Uint32Array(text.length - patterns[0].length + 1)
      return () => fftOverlapSave(text, patterns[0], size, out)
    },
  },
]

/**
 * @param {string} name
 * @param {string} about
 * @param {(text: Uint8Array, pattern: Uint8Array) => Uint32Array} distances
 * @param {(pattern: Uint8Array) => string | undefined} [refuses]
 * @returns {Rival}
 */
function distanceRival(name, about, distances, refuses = () => undefined) {
  return {
    name,
    task: 'hammingDistances',
    about,
    refuses: ({ patterns }) => refuses(patterns[0]),
    open:
      ({ text, patterns }) =>
      () =>
        distances(text, patterns[0]),
  }
}

/**
 * Columns in the library's order: by start, then pattern, then + before -.
 * @param {Site[][]} sites of each pattern
 * @returns {Hits}
 */
function hitsOf(sites) {
  const all = sites.flatMap((list, pattern) => list.map((site) => ({ ...site, pattern })))
  all.sort((a, b) => a.start - b.start || a.pattern - b.pattern || b.strand - a.strand)
  return {
    starts: all.map(({ start }) => start),
    patterns: all.map(({ pattern }) => pattern),
    strands: all.map(({ strand }) => strand),
    mismatches: all.map(({ mismatches }) => mismatches),
  }
}
