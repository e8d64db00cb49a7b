import { expect, test } from 'vitest'
import { complements, reverseComplement, symbolMatches, tables } from './letters.js'

const code = (letter: string): number => letter.charCodeAt(0)
const dna = (text: string, pattern: string, ambiguity: 'certain' | 'possible' = 'certain'): boolean =>
  symbolMatches({ alphabet: 'dna', ambiguity }, code(text), code(pattern))
const protein = (text: string, pattern: string, ambiguity: 'certain' | 'possible' = 'certain'): boolean =>
  symbolMatches({ alphabet: 'protein', ambiguity }, code(text), code(pattern))

test('sentences of the contract', () => {
  // text N matches pattern N only
  expect([...'ACGTURYSWKMBDHVN'].filter((pattern) => dna('N', pattern))).toEqual(['N'])
  expect(dna('T', 'U')).toBe(true)
  expect(dna('u', 't')).toBe(true)
  expect(dna('R', 'A')).toBe(false)
  expect(dna('R', 'A', 'possible')).toBe(true)
  expect(dna('R', 'Y', 'possible')).toBe(false)
  expect(dna('a', 'N')).toBe(true)
  expect(dna('X', 'N')).toBe(false)
  expect(dna('-', 'N', 'possible')).toBe(false)
  expect(protein('D', 'B')).toBe(true)
  expect(protein('B', 'D')).toBe(false)
  expect(protein('B', 'D', 'possible')).toBe(true)
  expect(protein('U', 'C')).toBe(false)
  expect(protein('X', 'X')).toBe(true)
  expect([...'*-.'].some((symbol) => protein(symbol, 'X', 'possible'))).toBe(false)
  expect(symbolMatches({ alphabet: 'exact', ambiguity: 'certain' }, 97, 65)).toBe(false)
  expect(symbolMatches({ alphabet: 'dna', ambiguity: 'certain' }, 0x141, code('A'))).toBe(false)
})

// the sets once more, as the contract names them, to hold the tables against
const sets = {
  dna: 'A=A C=C G=G T=T U=T R=AG Y=CT S=CG W=AT K=GT M=AC B=CGT D=AGT H=ACT V=ACG N=ACGT',
  protein:
    'A=A C=C D=D E=E F=F G=G H=H I=I K=K L=L M=M N=N P=P Q=Q R=R S=S T=T V=V W=W Y=Y U=U O=O B=DN Z=EQ J=IL X=ACDEFGHIKLMNPQRSTVWYUO',
}

test.each(['dna', 'protein'] as const)('the tables of %s are the subset and intersection relations', (alphabet) => {
  const members = Object.fromEntries(sets[alphabet].split(' ').map((entry) => entry.split('=')))
  const letters = Object.keys(members)
  for (const pattern of letters) {
    const certain = letters.filter((text) => [...members[text]].every((member) => members[pattern].includes(member)))
    const possible = letters.filter((text) => [...members[text]].some((member) => members[pattern].includes(member)))
    expect([...tables[alphabet].certain[pattern]].sort(), pattern).toEqual(certain.sort())
    expect([...tables[alphabet].possible[pattern]].sort(), pattern).toEqual(possible.sort())
  }
  expect(Object.keys(tables[alphabet].certain).sort()).toEqual(letters.sort())
})

test('reverse complement by hand', () => {
  const text = (codes: Uint32Array): string => String.fromCharCode(...codes)
  expect(text(reverseComplement([...'AACGN'].map(code)))).toBe('NCGTT')
  expect(text(reverseComplement([...'uRb'].map(code)))).toBe('VYA')
  for (const [letter, other] of Object.entries(complements)) if (letter !== 'U') expect(complements[other]).toBe(letter)
})
