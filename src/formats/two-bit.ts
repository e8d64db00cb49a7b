import type { ByteQueue } from './byte-queue.js'
import { FormatError } from './format-error.js'
import type { NextRecord } from './records.js'
import { blockList, unpackBases, type Block } from './two-bit-bases.js'

const SIGNATURE = 0x1a412743
/** Bytes in front of the index: signature, version, number of records, a reserved word. */
const HEADER = 16
/** Packed bytes unpacked at a time: a mebibyte of symbols. */
const STEP = 1 << 18
const TOO_LATE = 'the chunks of a record must be read before the next record is asked for'

interface Entry {
  readonly name: string
  /** where in the file the record begins */
  readonly offset: number
}

/** Takes numbers and bytes from the head of a 2bit file, and knows where it is. */
interface Reader {
  /** bytes taken so far */
  at(): number
  bytes(count: number): Promise<Uint8Array>
  words(count: number): Promise<Uint32Array>
}

/**
 * The records of a UCSC 2bit file (Kent et al., 2002; versions 0 and 1, either byte order) in the order in which they lie in the file. Bases in
 * N blocks are N, those in mask blocks lower case. Memory: the index, and the blocks of one record. Calls reject with FormatError.
 */
export function twoBitRecords(queue: ByteQueue): NextRecord {
  let entries: Entry[] | undefined
  let reader: Reader
  let current = 0
  /** packed bytes of the present record that were not taken */
  let left = 0
  let reading: Promise<unknown> = Promise.resolve()

  async function* chunksOf(record: number, size: number, unknown: readonly Block[], masked: readonly Block[]) {
    for (let start = 0; start < size;) {
      if (record !== current) throw new Error(TOO_LATE)
      const count = Math.min(left, STEP)
      left -= count
      const taken = reader.bytes(count)
      reading = taken
      const packed = await taken
      const symbols = unpackBases(packed, Math.min(4 * count, size - start), start, unknown, masked)
      start += symbols.length
      yield symbols
    }
  }

  return async () => {
    if (!entries) {
      reader = await readerOf(queue)
      entries = await readIndex(reader)
    }
    await reading.catch(() => undefined)
    const entry = entries[current]
    if (!entry) return undefined
    const record = ++current
    if (entry.offset < reader.at()) throw damaged('records overlap', entry.name)
    // what nobody read of the record before, too
    for (let gap = entry.offset - reader.at(); gap > 0; gap = entry.offset - reader.at()) await reader.bytes(Math.min(gap, STEP))
    const [size] = await reader.words(1)
    const unknown = await blocks(reader, size, entry.name)
    const masked = await blocks(reader, size, entry.name)
    await reader.words(1)
    left = Math.ceil(size / 4)
    return { name: entry.name, description: '', kind: '2bit', chunks: chunksOf(record, size, unknown, masked) }
  }
}

async function readerOf(queue: ByteQueue): Promise<Reader> {
  let at = 0
  let little = true
  async function bytes(count: number): Promise<Uint8Array> {
    if ((await queue.fill(count)) < count)
      throw new FormatError(`the 2bit data is cut short: it ends after ${queue.ahead.length + at} bytes`)
    at += count
    return queue.take(count)
  }
  const reader: Reader = {
    at: () => at,
    bytes,
    async words(count) {
      const taken = await bytes(4 * count)
      const view = new DataView(taken.buffer, taken.byteOffset, taken.length)
      return Uint32Array.from({ length: count }, (_, i) => view.getUint32(4 * i, little))
    },
  }
  await queue.fill(4)
  little = queue.ahead[0] !== 0x1a
  const isSigned = queue.ahead.length >= 4 && new DataView(queue.ahead.buffer, queue.ahead.byteOffset).getUint32(0, little) === SIGNATURE
  if (!isSigned) throw new FormatError('this is not a 2bit file: its signature is missing', { line: 1 })
  return reader
}

async function readIndex(reader: Reader): Promise<Entry[]> {
  const [, version, count] = await reader.words(HEADER / 4)
  if (version > 1) throw new FormatError(`2bit files of version ${version} are not known`)
  const decoder = new TextDecoder()
  const entries: Entry[] = []
  for (let i = 0; i < count; i++) {
    const [length] = await reader.bytes(1)
    const name = decoder.decode(await reader.bytes(length))
    const words = await reader.words(version === 1 ? 2 : 1)
    entries.push({ name, offset: words[0] + (words[1] ?? 0) * 2 ** 32 })
  }
  return entries.sort((a, b) => a.offset - b.offset)
}

async function blocks(reader: Reader, size: number, record: string): Promise<Block[]> {
  const [count] = await reader.words(1)
  // blocks do not overlap: more of them than bases are no blocks
  if (count > size) throw damaged('more blocks than bases', record)
  const list = blockList(await reader.words(count), await reader.words(count), size)
  if (!list) throw damaged('blocks that overlap or go on behind its end', record)
  return list
}

function damaged(what: string, record: string): FormatError {
  return new FormatError(`the 2bit data is damaged: ${what}`, { record })
}
