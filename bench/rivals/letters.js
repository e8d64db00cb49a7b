// What the rivals share: letters as numbers.

/** @typedef {{ start: number, strand: 1 | -1, mismatches: number }} Site */

/** Letter of each set over A = 1, C = 2, G = 4, T = 8; sets are indices. */
const SETS = '-ACMGRSVTWYHKDBN'

/** Set of a symbol, 0 for what is no nucleotide code. */
export const setOf = new Uint8Array(256)
for (let set = 1; set < 16; set++) {
  setOf[SETS.charCodeAt(set)] = set
  setOf[SETS.toLowerCase().charCodeAt(set)] = set
}
setOf[85] = setOf[117] = 8 // U

/** The set of the complements: A with T and C with G are four bits read backwards. */
const complementOf = Uint8Array.from({ length: 16 }, (_, set) => ((set & 1) << 3) | ((set & 2) << 1) | ((set & 4) >> 1) | (set >> 3))

/** Two-bit code of A, C, G, T; complements add up to 3. */
export const codeOf = new Uint8Array(256)
for (const [code, letter] of [...'ACGT'].entries()) codeOf[letter.charCodeAt(0)] = code

/**
 * Sets of a pattern and of its reverse complement.
 * @param {Uint8Array} pattern
 * @returns {{ strand: 1 | -1, sets: Uint8Array }[]}
 */
export function strandSets(pattern) {
  const forward = pattern.map((symbol) => setOf[symbol])
  return [
    { strand: 1, sets: forward },
    { strand: -1, sets: forward.map((set) => complementOf[set]).reverse() },
  ]
}

/**
 * Two-bit codes of a pattern and of its reverse complement.
 * @param {Uint8Array} pattern
 * @returns {{ strand: 1 | -1, codes: Uint8Array }[]}
 */
export function strandCodes(pattern) {
  const forward = pattern.map((symbol) => codeOf[symbol])
  return [
    { strand: 1, codes: forward },
    { strand: -1, codes: forward.map((code) => 3 - code).reverse() },
  ]
}
