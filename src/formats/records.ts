import type { Feed } from './feed.js'
import { headerAcross, headerInChunk, type Header } from './header.js'
import type { ByteRules } from './squeeze.js'
import { symbolReader, type RecordBody } from './symbols.js'

/** A record of a sequence file. */
export interface SequenceRecord {
  /** The header up to the first white space; for plain input the `name` option. */
  name: string
  /** The header behind that white space. */
  description: string
  /** What the file is. */
  kind: 'fasta' | 'fastq' | 'plain' | '2bit'
  /**
   * The symbols, in order, in chunks of any size but 0. They can be read once, and only until the next record is asked for. The chunks are
   * yours to keep and to change; several of them may share one ArrayBuffer.
   */
  chunks: AsyncIterable<Uint8Array>
}

/** Records on demand, at once where that is possible, `undefined` at the end. What is unread of the one before is passed over. */
export type NextRecord = () => SequenceRecord | undefined | Promise<SequenceRecord | undefined>

/** A format whose records begin with a header line. */
export interface HeaderFormat {
  kind: 'fasta' | 'fastq'
  /** The byte a header line begins with. */
  sign: number
  /** Rules for lines that hold no symbols. */
  line: ByteRules
  /** Goes to the next header. False if there is none. Throws FormatError. */
  seek(feed: Feed): Promise<boolean>
  body(feed: Feed): RecordBody
}

/** The records of `feed`. Calls throw FormatError, or reject with it. */
export function headedRecords(feed: Feed, { kind, sign, line, seek, body }: HeaderFormat): NextRecord {
  const symbols = symbolReader(feed, body(feed))
  // A byte order mark in the middle of a file is data, so the decoder leaves it.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

  function open(header: Header): SequenceRecord {
    feed.record = header.name
    return { name: header.name, description: header.description, kind, chunks: symbols.open() }
  }

  async function nextAcross(drained: Promise<void> | undefined): Promise<SequenceRecord | undefined> {
    await drained
    feed.record = undefined
    if (!(await seek(feed))) return undefined
    feed.at++
    return open(headerInChunk(feed, line, decoder) ?? (await headerAcross(feed, line, decoder)))
  }

  return () => {
    const drained = symbols.drain()
    if (drained || !feed.lineStart || feed.bytes[feed.at] !== sign) return nextAcross(drained)
    feed.record = undefined
    feed.at++
    const header = headerInChunk(feed, line, decoder)
    return header ? open(header) : headerAcross(feed, line, decoder).then(open)
  }
}
