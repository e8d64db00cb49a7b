// Letters as sets. A set is a bit mask over the members of its alphabet; 0 is "outside". A pattern symbol's key is its set (letters) or its
// number (exact): the class of text symbols it matches depends on nothing else.
import { alphabets, ambiguities, type Alphabet, type AlphabetRow, type Ambiguity } from './rows.js'

export { alphabetNames, ambiguityNames, type Alphabet, type Ambiguity } from './rows.js'

/** How symbols are compared in one call. */
export interface Matching {
  /** what symbols are */
  readonly alphabet: Alphabet
  /** when sets of letters match */
  readonly ambiguity: Ambiguity
}

/** Letters occupy '@' (64) to '_' (95) once the case bit is cleared. */
export const FIRST_LETTER = 64
export const LETTERS = 32

interface Sets {
  /** set of each character code below 128, 0 outside */
  readonly ofCode: Uint32Array
  readonly members: string
  readonly complement?: Readonly<Record<string, string>>
}

const cache = new Map<Alphabet, Sets>()

function setsOf(alphabet: Alphabet): Sets {
  let sets = cache.get(alphabet)
  if (!sets) {
    const row: AlphabetRow = alphabets[alphabet]
    const members = [...new Set(Object.values(row.letters).join(''))].sort().join('')
    const ofCode = new Uint32Array(128)
    for (const [letter, stands] of Object.entries(row.letters)) {
      let set = 0
      for (const member of stands) set |= 1 << members.indexOf(member)
      ofCode[letter.charCodeAt(0)] = ofCode[letter.toLowerCase().charCodeAt(0)] = set
    }
    cache.set(alphabet, (sets = { ofCode, members, complement: row.complement }))
  }
  return sets
}

/** The set a character code stands for; 0 when it is outside the alphabet. */
export function setOfCode(alphabet: Alphabet, code: number): number {
  return code < 128 ? setsOf(alphabet).ofCode[code] : 0
}

/** The set of every character code below 128, 0 for those outside. */
export function setsOfCodes(alphabet: Alphabet): Uint32Array {
  return setsOf(alphabet).ofCode
}

const complements = new Map<Alphabet, Uint32Array>()

/** By set, the set of the complements of its members. */
export function complementsOfSets(alphabet: Alphabet): Uint32Array {
  let table = complements.get(alphabet)
  if (!table) {
    table = Uint32Array.from({ length: 2 ** setsOf(alphabet).members.length }, (_, set) => complementOfSet(alphabet, set))
    complements.set(alphabet, table)
  }
  return table
}

export function hasStrands(alphabet: Alphabet): boolean {
  return setsOf(alphabet).complement !== undefined
}

/** The set of the complements of a set's members. */
export function complementOfSet(alphabet: Alphabet, set: number): number {
  const { members, complement } = setsOf(alphabet)
  let result = 0
  for (let i = 0; i < members.length; i++) if ((set >> i) & 1) result |= 1 << members.indexOf(complement![members[i]])
  return result
}

/** Does a text symbol with this set match a pattern symbol with that one? */
export function setsMatch(matching: Matching, text: number, pattern: number): boolean {
  return text !== 0 && ambiguities[matching.ambiguity](text, pattern)
}

/**
 * Table for the kernel encodeLetters: bit c of entry i says that the letter with code 64 + i belongs to the class of keys[c].
 * At most eight keys.
 */
export function letterTable(matching: Matching, keys: ArrayLike<number>): Uint8Array {
  const table = new Uint8Array(LETTERS)
  for (let i = 0; i < LETTERS; i++) {
    const set = setOfCode(matching.alphabet, FIRST_LETTER + i)
    for (let c = 0; c < keys.length; c++) if (setsMatch(matching, set, keys[c])) table[i] |= 1 << c
  }
  return table
}

/** Tables for the kernel encodeBytes: bit c at the low nibble and at the high nibble of values[c]. At most eight values below 256. */
export function byteTables(values: ArrayLike<number>): Uint8Array {
  const tables = new Uint8Array(32)
  for (let c = 0; c < values.length; c++) {
    tables[values[c] & 15] |= 1 << c
    tables[16 + (values[c] >> 4)] |= 1 << c
  }
  return tables
}
