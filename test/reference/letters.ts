// Oracle: which letters match, written out as tables from section 1.2 of the contract. Imports nothing.

export interface Rules {
  alphabet: 'exact' | 'dna' | 'protein'
  ambiguity: 'certain' | 'possible'
}

/** For each pattern letter, the text letters that match it. Lower case is left out: case never matters. */
type Table = Record<string, string>

const dnaCertain: Table = {
  A: 'A',
  C: 'C',
  G: 'G',
  T: 'TU',
  U: 'TU',
  R: 'AGR',
  Y: 'CTUY',
  S: 'CGS',
  W: 'ATUW',
  K: 'GTUK',
  M: 'ACM',
  B: 'CGTUYSKB',
  D: 'AGTURWKD',
  H: 'ACTUYWMH',
  V: 'ACGRSMV',
  N: 'ACGTURYSWKMBDHVN',
}

const dnaPossible: Table = {
  A: 'ARWMDHVN',
  C: 'CYSMBHVN',
  G: 'GRSKBDVN',
  T: 'TUYWKBDHN',
  U: 'TUYWKBDHN',
  R: 'AGRSWKMBDHVN',
  Y: 'CTUYSWKMBDHVN',
  S: 'CGRYSKMBDHVN',
  W: 'ATURYWKMBDHVN',
  K: 'GTURYSWKBDHVN',
  M: 'ACRYSWMBDHVN',
  B: 'CGTURYSWKMBDHVN',
  D: 'AGTURYSWKMBDHVN',
  H: 'ACTURYSWKMBDHVN',
  V: 'ACGRYSWKMBDHVN',
  N: 'ACGTURYSWKMBDHVN',
}

const proteinCertain: Table = {
  A: 'A',
  C: 'C',
  D: 'D',
  E: 'E',
  F: 'F',
  G: 'G',
  H: 'H',
  I: 'I',
  K: 'K',
  L: 'L',
  M: 'M',
  N: 'N',
  O: 'O',
  P: 'P',
  Q: 'Q',
  R: 'R',
  S: 'S',
  T: 'T',
  U: 'U',
  V: 'V',
  W: 'W',
  Y: 'Y',
  B: 'BDN',
  Z: 'ZEQ',
  J: 'JIL',
  X: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
}

const proteinPossible: Table = {
  A: 'AX',
  C: 'CX',
  D: 'DBX',
  E: 'EZX',
  F: 'FX',
  G: 'GX',
  H: 'HX',
  I: 'IJX',
  K: 'KX',
  L: 'LJX',
  M: 'MX',
  N: 'NBX',
  O: 'OX',
  P: 'PX',
  Q: 'QZX',
  R: 'RX',
  S: 'SX',
  T: 'TX',
  U: 'UX',
  V: 'VX',
  W: 'WX',
  Y: 'YX',
  B: 'BDNX',
  Z: 'ZEQX',
  J: 'JILX',
  X: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
}

export const tables = {
  dna: { certain: dnaCertain, possible: dnaPossible },
  protein: { certain: proteinCertain, possible: proteinPossible },
}

/** The code that stands for the complements of a code's bases. */
export const complements: Record<string, string> = {
  A: 'T',
  C: 'G',
  G: 'C',
  T: 'A',
  U: 'A',
  R: 'Y',
  Y: 'R',
  S: 'S',
  W: 'W',
  K: 'M',
  M: 'K',
  B: 'V',
  V: 'B',
  D: 'H',
  H: 'D',
  N: 'N',
}

/** Does the text symbol match the pattern symbol? Both are numbers; a pattern symbol outside the alphabet is a mistake of the test. */
export function symbolMatches({ alphabet, ambiguity }: Rules, text: number, pattern: number): boolean {
  if (alphabet === 'exact') return text === pattern
  const table = (lookUps[alphabet][ambiguity] ??= lookUp(tables[alphabet][ambiguity]))
  return text < 128 && table[pattern * 128 + text] === 1
}

const lookUps: Record<'dna' | 'protein', { certain?: Uint8Array; possible?: Uint8Array }> = { dna: {}, protein: {} }

/** A table as one byte for each (pattern code, text code), both cases of each. */
function lookUp(table: Table): Uint8Array {
  const made = new Uint8Array(128 * 128)
  for (const [pattern, texts] of Object.entries(table)) {
    for (const p of [pattern, pattern.toLowerCase()]) {
      for (const t of texts + texts.toLowerCase()) made[p.charCodeAt(0) * 128 + t.charCodeAt(0)] = 1
    }
  }
  return made
}

/** Reverse complement of the codes of a DNA pattern; upper case. */
export function reverseComplement(pattern: ArrayLike<number>): Uint32Array {
  return Uint32Array.from(Array.from(pattern).reverse(), (code) => complements[String.fromCharCode(code).toUpperCase()].charCodeAt(0))
}
