/**
 * Reading sequence files and writing hits: FASTA, FASTQ, plain text and 2bit, gzip and BGZF; tsv, bed, gff3, jsonl and sam.
 * For Node and browsers; needs nothing but the web's streams.
 * @module hammingway/formats
 */
export { escapeControls } from './escape.js'
export { FormatError, type FormatErrorPlace } from './format-error.js'
export type { Kind } from './kind.js'
export { readSequences, type ReadOptions } from './read-sequences.js'
export type { SequenceRecord } from './records.js'
export type { Source } from './source.js'
export type { Alignment, Format, Hit, Reference, Writer, WriterOptions } from './hit.js'
export { writers } from './writers.js'
