/** One occurrence, as the writers print it. */
export interface Hit {
  /** Name of the record. */
  sequence: string
  /** First symbol, counted from 0. */
  start: number
  /** Behind the last symbol. */
  end: number
  /** `-`: the reverse complement of the pattern matches. */
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
  /** As in the rows. */
  name: string
  /** Symbols. */
  length: number
  /** Its end goes on at its beginning. */
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
  /** The row of a hit. */
  row(hit: Hit, options: WriterOptions): string
}
