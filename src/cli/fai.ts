// Indices of FASTA files as samtools faidx writes them.
import { FormatError } from 'hammingway/formats'

/** A line of a .fai file. */
export interface FaiEntry {
  readonly name: string
  readonly length: number
  /** byte of the (unpacked) file at which the first symbol is */
  readonly offset: number
  /** symbols of a line */
  readonly lineBases: number
  /** bytes of a line, its end included */
  readonly lineWidth: number
}

/** The entries of an index, in file order. Throws FormatError for lines that cannot be. */
export function parseFai(text: string): FaiEntry[] {
  const entries: FaiEntry[] = []
  for (const [l, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const [name, ...columns] = line.replace(/\r$/, '').split('\t')
    const [length, offset, lineBases, lineWidth] = columns.map((column) => (/^\d+$/.test(column) ? Number(column) : NaN))
    const isGood =
      name !== '' &&
      [length, offset, lineBases, lineWidth].every(Number.isSafeInteger) &&
      (length === 0 || (lineBases > 0 && lineWidth >= lineBases))
    if (!isGood) throw new FormatError('this is no line of a .fai index: name, length, offset, bases and bytes of a line', { line: l + 1 })
    entries.push({ name, length, offset, lineBases, lineWidth })
  }
  return entries
}
