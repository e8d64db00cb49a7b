// The library's own idea in plain JavaScript: 32 shifts to a word, a bit each, and counters whose planes are words. Bit b of word i belongs to
// text[b * width + i], so moving the pattern by a letter moves an index by one. A/C/G/T only.
import { codeOf, strandCodes } from './letters.js'

/** @typedef {import('./letters.js').Site} Site */

const STREAMS = 32
const LOW_PLANES = 3

/**
 * @param {Uint8Array} text
 * @param {readonly Uint8Array[]} patterns
 * @param {number} k
 * @returns {Site[][]}
 */
export function streamLoop(text, patterns, k) {
  const longest = patterns.reduce((most, { length }) => Math.max(most, length), 0)
  const width = Math.ceil(text.length / STREAMS)
  const planes = mismatchPlanes(text, width, width + longest)
  const zeros = new Int32Array(width + longest + 3)
  return patterns.map((pattern) => {
    /** @type {Site[]} */
    const sites = []
    for (const { strand, codes } of strandCodes(pattern)) {
      const rows = Array.from(codes, (code) => planes[code])
      while (rows.length % 4 !== 0) rows.push(zeros)
      const shifts = text.length - pattern.length + 1
      scan(rows, width, k, (start, mismatches) => {
        if (start < shifts) sites.push({ start, strand, mismatches })
      })
    }
    return sites
  })
}

/**
 * For each letter, set bits where the text has another one.
 * @param {Uint8Array} text
 * @param {number} width
 * @param {number} length
 */
function mismatchPlanes(text, width, length) {
  const planes = [0, 1, 2, 3].map(() => new Int32Array(length).fill(-1))
  for (let stream = 0; stream < STREAMS; stream++) {
    const from = stream * width
    const end = Math.min(length, text.length - from)
    const others = ~(1 << stream)
    for (let i = 0; i < end; i++) planes[codeOf[text[from + i]]][i] &= others
  }
  return planes
}

/**
 * Counters start at 2^planes - 1 - k, so the carry out of the last plane says "more than k".
 * @param {Int32Array[]} rows
 * @param {number} width
 * @param {number} k
 * @param {(start: number, mismatches: number) => void} report
 */
function scan(rows, width, k, report) {
  const planes = Math.max(LOW_PLANES, 32 - Math.clz32(k))
  const bias = 2 ** planes - 1 - k
  const initial = Int32Array.from({ length: planes }, (_, p) => -((bias >> p) & 1))
  const upper = new Int32Array(planes - LOW_PLANES)
  const [first, second, third] = initial
  for (let i = 0; i < width; i++) {
    let c0 = first
    let c1 = second
    let c2 = third
    for (let p = 0; p < upper.length; p++) upper[p] = initial[p + LOW_PLANES]
    let alive = -1
    for (let j = 0; j < rows.length && alive !== 0; j += 4) {
      const a = rows[j][i + j]
      const b = rows[j + 1][i + j + 1]
      const d = rows[j + 2][i + j + 2]
      const e = rows[j + 3][i + j + 3]
      let x = a ^ b
      const low = (a & b) | (c0 & x)
      c0 ^= x
      x = d ^ e
      const high = (d & e) | (c0 & x)
      c0 ^= x
      x = low ^ high
      let carry = (low & high) | (c1 & x)
      c1 ^= x
      x = c2 & carry
      c2 ^= carry
      carry = x
      for (let p = 0; p < upper.length && carry !== 0; p++) {
        x = upper[p] & carry
        upper[p] ^= carry
        carry = x
      }
      alive &= ~carry
    }
    for (; alive !== 0; alive &= alive - 1) {
      const stream = 31 - Math.clz32(alive & -alive)
      let count = ((c0 >>> stream) & 1) | (((c1 >>> stream) & 1) << 1) | (((c2 >>> stream) & 1) << 2)
      for (let p = 0; p < upper.length; p++) count |= ((upper[p] >>> stream) & 1) << (p + LOW_PLANES)
      report(stream * width + i, count - bias)
    }
  }
}
