// The plain rival: at every shift, letter by letter, until there are more than k mismatches. All nucleotide codes; a text set must be a
// non-empty subset of the pattern's.
import { setOf, strandSets } from './letters.js'

/** @typedef {import('./letters.js').Site} Site */

/** For maskFours, a bit that every pattern symbol forbids: no nucleotide code. */
export const OUTSIDE = 16

/**
 * Text as sets, made outside the time.
 * @param {Uint8Array} text
 * @param {number} [outside] stands for symbols that are no nucleotide code
 */
export function prepareMasks(text, outside = 0) {
  return text.map((symbol) => setOf[symbol] || outside)
}

/**
 * @param {Uint8Array} masks
 * @param {Uint8Array} pattern
 * @param {number} k
 * @returns {Site[]}
 */
export function maskLoop(masks, pattern, k) {
  /** @type {Site[]} */
  const sites = []
  for (const { strand, sets } of strandSets(pattern)) {
    const forbidden = sets.map((set) => 15 & ~set)
    scan(masks, forbidden, k, strand, sites)
  }
  return sites
}

/**
 * @param {Uint8Array} masks
 * @param {Uint8Array} forbidden
 * @param {number} k
 * @param {1 | -1} strand
 * @param {Site[]} sites
 */
function scan(masks, forbidden, k, strand, sites) {
  const m = forbidden.length
  const last = masks.length - m
  for (let i = 0; i <= last; i++) {
    let mismatches = 0
    for (let j = 0; j < m; j++) {
      const set = masks[i + j]
      if ((set === 0 || (set & forbidden[j]) !== 0) && ++mismatches > k) break
    }
    if (mismatches <= k) sites.push({ start: i, strand, mismatches })
  }
}

/**
 * The same without branches on letters, four of them between exits: what the processor cannot predict it does not have to.
 * @param {Uint8Array} masks prepared with OUTSIDE
 * @param {Uint8Array} pattern
 * @param {number} k
 * @returns {Site[]}
 */
export function maskFours(masks, pattern, k) {
  /** @type {Site[]} */
  const sites = []
  for (const { strand, sets } of strandSets(pattern)) {
    const forbidden = sets.map((set) => OUTSIDE | (15 & ~set))
    scanFours(masks, forbidden, k, strand, sites)
  }
  return sites
}

/**
 * @param {Uint8Array} masks
 * @param {Uint8Array} forbidden
 * @param {number} k
 * @param {1 | -1} strand
 * @param {Site[]} sites
 */
function scanFours(masks, forbidden, k, strand, sites) {
  const m = forbidden.length
  const last = masks.length - m
  for (let i = 0; i <= last; i++) {
    let mismatches = 0
    let j = 0
    for (; mismatches <= k && j + 4 <= m; j += 4) {
      const at = i + j
      mismatches +=
        (((masks[at] & forbidden[j]) + 31) >> 5) +
        (((masks[at + 1] & forbidden[j + 1]) + 31) >> 5) +
        (((masks[at + 2] & forbidden[j + 2]) + 31) >> 5) +
        (((masks[at + 3] & forbidden[j + 3]) + 31) >> 5)
    }
    for (; mismatches <= k && j < m; j++) mismatches += ((masks[i + j] & forbidden[j]) + 31) >> 5
    if (mismatches <= k) sites.push({ start: i, strand, mismatches })
  }
}
