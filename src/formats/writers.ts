import { escapeControls, escapeGff3Column, escapeGff3Value } from './escape.js'
import type { Format, Hit, Writer, WriterOptions } from './hit.js'
import { sam } from './sam.js'

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
