/** Where in a file something is wrong. */
export interface FormatErrorPlace {
  /** Line of the (unpacked) text, the first being 1. */
  line?: number
  /** Name of the record. */
  record?: string
  /** The error underneath, if any. */
  cause?: unknown
}

/**
 * Bad data in a file: not the caller's mistake, but the file's.
 * `line` and `record` say where, when that is known, and the message starts with them: `line 3, record "chr1": …`.
 */
export class FormatError extends Error {
  /** Tells it from other errors, across realms too. */
  override readonly name = 'FormatError'
  /** Line of the (unpacked) text, the first being 1. */
  readonly line?: number
  /** Name of the record. */
  readonly record?: string

  constructor(message: string, { line, record, cause }: FormatErrorPlace = {}) {
    const place = []
    if (line !== undefined) place.push(`line ${line}`)
    if (record !== undefined) place.push(`record ${JSON.stringify(record)}`)
    super(place.length > 0 ? `${place.join(', ')}: ${message}` : message, cause === undefined ? undefined : { cause })
    this.line = line
    this.record = record
  }
}
