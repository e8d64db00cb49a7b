/**
 * An alphabet is a row of data. Each letter stands for a set of members; case is ignored. `complement` maps members where strands exist.
 * The row 'exact' has no letters: there a symbol is a number, and two symbols match when they are equal.
 */
export interface AlphabetRow {
  /** letter -> the members it stands for */
  readonly letters: Readonly<Record<string, string>>
  /** member -> its complement */
  readonly complement?: Readonly<Record<string, string>>
}

const AMINO_ACIDS = 'ACDEFGHIKLMNPQRSTVWYUO'

export const alphabets = {
  exact: { letters: {} },
  // IUPAC nucleotide codes (Cornish-Bowden, 1985)
  dna: {
    // prettier-ignore
    letters: {
      A: 'A', C: 'C', G: 'G', T: 'T', U: 'T',
      R: 'AG', Y: 'CT', S: 'CG', W: 'AT', K: 'GT', M: 'AC',
      B: 'CGT', D: 'AGT', H: 'ACT', V: 'ACG', N: 'ACGT',
    },
    complement: { A: 'T', C: 'G', G: 'C', T: 'A' },
  },
  // IUPAC amino acid codes; U (selenocysteine) and O (pyrrolysine) are letters of their own
  protein: {
    letters: { ...Object.fromEntries([...AMINO_ACIDS].map((letter) => [letter, letter])), B: 'DN', Z: 'EQ', J: 'IL', X: AMINO_ACIDS },
  },
} satisfies Record<string, AlphabetRow>

/** What symbols are: 'exact', 'dna' or 'protein'. */
export type Alphabet = keyof typeof alphabets
export const alphabetNames = Object.keys(alphabets) as Alphabet[]

/** When sets meet: 'certain' asks that the text's set lies in the pattern's, 'possible' that they share a member. */
export const ambiguities = {
  certain: (text: number, pattern: number): boolean => (text & ~pattern) === 0,
  possible: (text: number, pattern: number): boolean => (text & pattern) !== 0,
} as const

/** When sets of letters match: 'certain' or 'possible'. */
export type Ambiguity = keyof typeof ambiguities
export const ambiguityNames = Object.keys(ambiguities) as Ambiguity[]
