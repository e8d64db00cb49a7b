// Two bits a letter, A/C/G/T only: the window rolls along the text, one XOR compares all of it, and mismatches are pairs of bits not both 0.
import { codeOf, strandCodes } from './letters.js'

/** @typedef {import('./letters.js').Site} Site */

const HALF = 10
/** Pairs of bits that are not both 0, for ten letters. */
const pairs = new Uint8Array(4 ** HALF)
for (let word = 1; word < pairs.length; word++) pairs[word] = pairs[word >> 2] + Number((word & 3) !== 0)

/** @param {Uint8Array} pattern */
export function refusesPackedLoop(pattern) {
  return pattern.length > 2 * HALF ? `at most ${2 * HALF} letters` : undefined
}

/**
 * Counts by table, ten letters at a time; the older ones are looked up only where the newer ones leave hope.
 * @param {Uint8Array} text
 * @param {Uint8Array} pattern
 * @param {number} k
 * @returns {Site[]}
 */
export function packedLoop(text, pattern, k) {
  const m = pattern.length
  const newer = Math.min(m, HALF)
  const [plusOld, plusNew, minusOld, minusNew] = halves(pattern, newer)
  const newMask = 4 ** newer - 1
  const oldMask = 4 ** (m - newer) - 1
  const top = 2 * newer - 2
  const codes = codeOf
  const differing = pairs
  /** @type {Site[]} */
  const sites = []
  let recent = 0
  let old = 0
  for (let end = 0; end < text.length; end++) {
    old = ((old << 2) | (recent >> top)) & oldMask
    recent = ((recent << 2) | codes[text[end]]) & newMask
    if (end < m - 1) continue
    const plus = differing[recent ^ plusNew]
    if (plus <= k) report(sites, end - m + 1, 1, plus + differing[old ^ plusOld], k)
    const minus = differing[recent ^ minusNew]
    if (minus <= k) report(sites, end - m + 1, -1, minus + differing[old ^ minusOld], k)
  }
  return sites
}

/**
 * @param {Site[]} sites
 * @param {number} start
 * @param {1 | -1} strand
 * @param {number} mismatches
 * @param {number} k
 */
function report(sites, start, strand, mismatches, k) {
  if (mismatches <= k) sites.push({ start, strand, mismatches })
}

/**
 * The pattern, then its reverse complement: all but the last `newer` letters as one word, and those as another.
 * @param {Uint8Array} pattern
 * @param {number} newer
 */
function halves(pattern, newer) {
  return strandCodes(pattern).flatMap(({ codes }) => [pack(codes.subarray(0, -newer)), pack(codes.subarray(-newer))])
}

/**
 * Two bits a code, the last code lowest.
 * @param {Uint8Array} codes
 */
function pack(codes) {
  return codes.reduce((word, code) => (word << 2) | code, 0)
}
