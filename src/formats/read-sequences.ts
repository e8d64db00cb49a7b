import { byteQueue, type ByteQueue } from './byte-queue.js'
import { fasta } from './fasta.js'
import { fastq } from './fastq.js'
import { feedFrom } from './feed.js'
import { hasByteOrderMark, kindOf, MARK_LENGTH, type Kind } from './kind.js'
import { plainRecord } from './plain.js'
import { headedRecords, type NextRecord, type SequenceRecord } from './records.js'
import { checkSource, openSource, type Source } from './source.js'
import { twoBitRecords } from './two-bit.js'
import { unpack } from './unpack.js'

/** How to read a source. */
export interface ReadOptions {
  /** What the source is, once unpacked. Found out from its first bytes if missing; if given and wrong, reading throws FormatError. */
  input?: Kind
  /** Name of the record of plain input, `-` if missing. */
  name?: string
  /** For plain input: every byte is a symbol, line ends, NUL and a byte order mark included. */
  keepLineEnds?: boolean
  /** NUL bytes are symbols. Otherwise they mean that the file is not text: FormatError. */
  allowNul?: boolean
  /**
   * The source's chunks, which must not share memory then, are given away: symbols are moved together where they are, and handed out as parts of
   * them, until the next part is asked for. A chunk that is used up goes to the source with the call of `next` for another one (where it is a
   * generator, as the value of `yield`), to be filled again. This saves most of the memory that a file goes through. It changes nothing for packed
   * data.
   */
  ownChunks?: boolean
  /**
   * Unpacks blocks of BGZF data, one or several gzip members one behind the other: all of `packed`, which says that it holds `size` bytes; rejects where
   * it is damaged. The memory of its result is given away. Default: the platform's DecompressionStream, block by block, which every platform has and
   * which takes some tenths of a millisecond for each beside unpacking.
   */
  gunzip?: (packed: Uint8Array, size: number) => Promise<Uint8Array>
}

const INPUTS: readonly unknown[] = ['fasta', 'fastq', 'plain', '2bit', undefined]

/**
 * Reads FASTA, FASTQ, plain text and UCSC 2bit, also packed with gzip or BGZF, record by record, in memory that depends neither on the number nor on the
 * length of records and lines (headers, and the index and blocks of 2bit files, excepted).
 *
 * The kind is told by the first bytes, after a byte order mark and blank lines: `>` is FASTA, `@` is FASTQ, all else is plain, one record of
 * everything but line ends. Lines end with LF, CR LF or CR. In FASTA and FASTQ white space is no part of a sequence, and FASTA lines that
 * begin with `;` are comments. Other bytes are passed on as they are. Empty input has no records.
 *
 * What the consumer leaves unread of a record is passed over. The source is closed at the end, after an error and on an early `break`.
 *
 * Throws TypeError and RangeError for wrong arguments, at once. Iterating throws FormatError, with line and record, for bad data: sequence
 * before the first FASTA header, a FASTQ record cut short or with another number of qualities than symbols, a NUL byte, gzip data that is
 * damaged, cut short or followed by something else, a 2bit file that is damaged or cut short. Errors of the source come as they are.
 */
export function readSequences(source: Source, options: ReadOptions = {}): AsyncIterableIterator<SequenceRecord> {
  checkSource(source)
  const { input, name = '-', keepLineEnds = false, allowNul = false, ownChunks = false, gunzip } = options
  if (!INPUTS.includes(input)) {
    throw new RangeError(
      `"input" expected 'fasta', 'fastq', 'plain' or '2bit', got ${typeof input === 'string' ? `'${input}'` : typeof input}`,
    )
  }
  if (typeof name !== 'string') throw new TypeError(`"name" expected a string, got ${typeof name}`)
  return read(source, { input, name, keepLineEnds, allowNul, ownChunks, gunzip })
}

type Settings = ReadOptions & Required<Omit<ReadOptions, 'input' | 'gunzip'>>

async function* read(source: Source, settings: Settings): AsyncGenerator<SequenceRecord, void> {
  let bytes = openSource(source, settings.ownChunks)
  try {
    bytes = await unpack(bytes, settings.gunzip)
    const next = await recordsOf(byteQueue(bytes), settings)
    for (;;) {
      const record = next()
      const present = record instanceof Promise ? await record : record
      if (!present) return
      yield present
    }
  } finally {
    await bytes.close()
  }
}

async function recordsOf(queue: ByteQueue, { input, name, keepLineEnds, allowNul }: Settings): Promise<NextRecord> {
  const kind = input ?? (await kindOf(queue))
  if (kind === '2bit' && (await queue.fill(1)) > 0) return twoBitRecords(queue)
  const everyByte = kind === 'plain' && keepLineEnds
  if (!everyByte && (await hasByteOrderMark(queue))) queue.take(MARK_LENGTH)
  if ((await queue.fill(1)) === 0) return () => undefined
  const feed = feedFrom(queue)
  if (kind === 'plain') return plainRecord(feed, { name, keepLineEnds, allowNul })
  return headedRecords(feed, kind === 'fasta' ? fasta(allowNul) : fastq(allowNul))
}
