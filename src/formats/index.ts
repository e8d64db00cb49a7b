/**
 * Reading sequence files and writing hits: FASTA, FASTQ and plain text, gzip and BGZF; tsv, bed, gff3 and jsonl.
 * For Node and browsers; needs nothing but the web's streams.
 */
export { escapeControls } from './escape.js'
export { FormatError } from './format-error.js'
export { readSequences, type ReadOptions } from './read-sequences.js'
export type { SequenceRecord } from './records.js'
export type { Source } from './source.js'
export { writers, type Format, type Hit, type Writer, type WriterOptions } from './writers.js'
