// The text of every problem: Escherichia coli 536 (NC_008253.1), 4,938,920 bases, all of them A, C, G or T.
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

const BASES = Buffer.from('ACGT')
const LINE_FEED = 10

/** @returns {Uint8Array<ArrayBuffer>} */
export function readGenome() {
  const file = gunzipSync(readFileSync(new URL('data/ecoli536.fa.gz', import.meta.url)))
  const bases = new Uint8Array(file.length)
  let length = 0
  for (let from = file.indexOf(LINE_FEED) + 1; from < file.length;) {
    const feed = file.indexOf(LINE_FEED, from)
    const to = feed < 0 ? file.length : feed
    bases.set(file.subarray(from, to), length)
    length += to - from
    from = to + 1
  }
  return bases.slice(0, length)
}

/**
 * A piece of the text with `edits` substitutions by another base; a place may be hit twice.
 * @param {Uint8Array} text
 * @param {number} length
 * @param {number} edits
 * @param {() => number} next
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function piece(text, length, edits, next) {
  const start = Math.floor(next() * (text.length - length + 1))
  const copy = new Uint8Array(text.subarray(start, start + length))
  substitute(copy, edits, next)
  return copy
}

/**
 * @param {Uint8Array} bases changed in place
 * @param {number} edits
 * @param {() => number} next
 */
export function substitute(bases, edits, next) {
  for (let e = 0; e < edits; e++) {
    const at = Math.floor(next() * bases.length)
    const other = 1 + Math.floor(next() * 3)
    bases[at] = BASES[(BASES.indexOf(bases[at]) + other) & 3]
  }
}
