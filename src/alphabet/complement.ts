// The reverse complement of nucleotide letters, for printing sites; searching works on sets and does not need it.
import { wrongKind } from '../check.js'
import { complementOfSet, setOfCode } from './index.js'

let table: Uint8Array | undefined

/** Complement of each character code: IUPAC letters keep their case, everything else stays as it is. U becomes A, A becomes T. */
function complementTable(): Uint8Array {
  const codes = Uint8Array.from({ length: 256 }, (_, code) => code)
  const letters = [...'ACGTRYSWKMBDHVN'].map((letter) => letter.charCodeAt(0))
  for (const code of [...letters, 'U'.charCodeAt(0)]) {
    const wanted = complementOfSet('dna', setOfCode('dna', code))
    const other = letters.find((letter) => setOfCode('dna', letter) === wanted)!
    codes[code] = other
    codes[code | 32] = other | 32
  }
  return codes
}

/** The reverse complement of nucleotide character codes, IUPAC letters included; other symbols are kept. O(length). @throws TypeError for a string */
export function reverseComplement(codes: Uint8Array): Uint8Array {
  if (!(codes instanceof Uint8Array)) throw wrongKind('codes', 'a Uint8Array of character codes', codes)
  table ??= complementTable()
  const result = new Uint8Array(codes.length)
  for (let i = 0; i < codes.length; i++) result[i] = table[codes[codes.length - 1 - i]]
  return result
}
