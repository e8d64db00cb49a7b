import { escapeControls, escapeGff3Column, escapeGff3Value } from './escape.js'
import { sam } from './sam.js'

/** One occurrence, as the writers print it. */
export interface Hit {
  /** Name of the record. */
  sequence: string
  /** First symbol, counted from 0. */
  start: number
  /** Behind the last symbol. */
  end: number
  strand: '+' | '-'
  /** Name of the pattern, or its sequence if it has none. */
  pattern: string
  /** How many symbols differ. */
  mismatches: number
  /** The matched text in the pattern's orientation, mismatches in lower case. */
  site: string
  /** What SAM rows need besides. */
  alignment?: Alignment
}

/** A hit as a read at its place. */
export interface Alignment {
  /** The pattern in the text's orientation. */
  query: string
  /** The matched text as it stands. */
  reference: string
  /** The pattern had a hit before. */
  secondary: boolean
}

/** A record of the searched files. */
export interface Reference {
  name: string
  length: number
  circular?: boolean
}

/** The formats there are writers for. */
export type Format = 'tsv' | 'bed' | 'gff3' | 'jsonl' | 'sam'

/** What rows depend on besides the hit. */
export interface WriterOptions {
  /** The alphabet of the search: only `dna` has strands, and GFF3 names the kind of feature after it. */
  alphabet: 'exact' | 'dna' | 'protein'
  /** For the header of SAM: all records. */
  references?: readonly Reference[]
}

/** Prints hits in one format. Everything returned ends with a line feed or is empty. */
export interface Writer {
  /** What comes before the first row. */
  header(options: WriterOptions): string
  row(hit: Hit, options: WriterOptions): string
}

const COLUMNS = ['sequence', 'start', 'end', 'strand', 'pattern', 'mismatches', 'site'] as const

const FEATURE = { exact: 'sequence_feature', dna: 'nucleotide_motif', protein: 'polypeptide_motif' } as const

const tsv: Writer = {
  header: () => `${COLUMNS.join('\t')}\n`,
  row: ({ sequence, start, end, strand, pattern, mismatches, site }) =>
    `${escapeControls(sequence)}\t${start}\t${end}\t${strand}\t${escapeControls(pattern)}\t${mismatches}\t${escapeControls(site)}\n`,
}

const bed: Writer = {
  header: () => '',
  row: ({ sequence, start, end, strand, pattern, mismatches }, { alphabet }) =>
    `${escapeControls(sequence)}\t${start}\t${end}\t${escapeControls(pattern)}\t${Math.min(mismatches, 1000)}\t${strandIn(alphabet, strand)}\n`,
}

const gff3: Writer = {
  header: () => '##gff-version 3\n',
  row: ({ sequence, start, end, strand, pattern, mismatches, site }, { alphabet }) => {
    const attributes = `Name=${escapeGff3Value(pattern)};mismatches=${mismatches};site=${escapeGff3Value(site)}`
    const feature = `hammingway\t${FEATURE[alphabet]}\t${start + 1}\t${end}\t${mismatches}\t${strandIn(alphabet, strand)}`
    return `${escapeGff3Column(sequence)}\t${feature}\t.\t${attributes}\n`
  },
}

const jsonl: Writer = {
  header: () => '',
  // Property by property: the order is that of the columns, and what else a hit may carry stays out.
  row: ({ sequence, start, end, strand, pattern, mismatches, site }) =>
    `${JSON.stringify({ sequence, start, end, strand, pattern, mismatches, site })}\n`,
}

/**
 * The writers, by format.
 * - `tsv`: a header row, then sequence, start, end, strand, pattern, mismatches, site; 0-based, half-open.
 * - `bed`: BED6. Name = pattern, score = mismatches up to 1000, strand `.` unless the alphabet is dna.
 * - `gff3`: 1-based, closed. Score = mismatches, strand `.` unless the alphabet is dna, attributes Name, mismatches, site. Escaped with `%XX`
 *   as its specification says: in column 1 all but `a-zA-Z0-9.:^*$@!+_?-|`, in values control characters and `% ; = & ,`. An empty record
 *   name is written `.`.
 * - `jsonl`: one object a line with the names of the tsv columns, numbers as numbers.
 * - `sam`: hits as reads, their mismatches in `hm:i`; rows need `alignment`, the header `references`.
 *
 * In tsv and bed a backslash is written `\\\\`, tab `\\t`, line feed `\\n`, carriage return `\\r`, and any other control character (U+0000 to
 * U+001F, U+007F to U+009F) `\\xHH`: no name or site breaks a row, and everything can be turned back.
 */
export const writers: Record<Format, Writer> = { tsv, bed, gff3, jsonl, sam }

function strandIn(alphabet: WriterOptions['alphabet'], strand: Hit['strand']): string {
  return alphabet === 'dna' ? strand : '.'
}
