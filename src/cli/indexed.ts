// A piece of an indexed FASTA record. The index says where every line ends: a file that has another line end there is not the one indexed.
import { FormatError } from 'hammingway/formats'
import type { FaiEntry } from './fai.js'
import type { RandomAccess } from './random-access.js'

/** Bytes read at a time; the next ones are read while these are searched. */
const READ = 1 << 20
/** Bytes looked at for the header line in front of a record. */
const HEADER = 1 << 16
const LF = 10
const CR = 13
const SIGN = 62 // >

/** Symbols [start, end) of a record. Throws FormatError where the file is not what the index says. */
export async function* indexedSymbols(file: RandomAccess, entry: FaiEntry, start: number, end: number): AsyncGenerator<Uint8Array> {
  await checkHeader(file, entry)
  if (start >= end) return
  const { offset, lineBases, lineWidth, length } = entry
  const byteOf = (symbol: number): number => offset + Math.floor(symbol / lineBases) * lineWidth + (symbol % lineBases)
  const from = byteOf(start)
  const to = byteOf(end - 1) + 1
  let next = read(file, from, to)
  for (let at = from, column = start % lineBases; at < to;) {
    const bytes = await next
    if (bytes.length < Math.min(READ, to - at)) throw stale(entry, 'the file ends earlier')
    at += bytes.length
    next = at < to ? read(file, at, to) : next
    const symbols = new Uint8Array(bytes.length)
    let used = 0
    for (let i = 0; i < bytes.length;) {
      const line = column < lineBases ? bytes.subarray(i, i + lineBases - column) : bytes.subarray(i, i + lineWidth - column)
      if (column < lineBases) {
        if (line.includes(LF) || line.includes(CR) || line[0] === SIGN) throw stale(entry, 'a line is shorter')
        symbols.set(line, used)
        used += line.length
      } else if (line.some((byte) => byte !== LF && byte !== CR)) throw stale(entry, 'a line is longer')
      i += line.length
      column = (column + line.length) % lineWidth
    }
    yield symbols.subarray(0, used)
  }
  if (end === length) await checkEnd(file, entry, to)
}

function read(file: RandomAccess, from: number, to: number): Promise<Uint8Array> {
  const bytes = file.read(Math.min(READ, to - from), from)
  // whoever awaits it gets the error; until then it is not an unhandled one
  bytes.catch(() => undefined)
  return bytes
}

/** In front of the first symbol is a line that begins with the name. */
async function checkHeader(file: RandomAccess, entry: FaiEntry): Promise<void> {
  const from = Math.max(0, entry.offset - HEADER)
  const bytes = await file.read(entry.offset - from, from)
  const text = new TextDecoder().decode(bytes)
  const [, header, lineEnd] = /(?:^|[\r\n])>([^\r\n]*)(\r?\n)?$/.exec(text) ?? []
  // of a header that is longer only the end was seen
  const isLong = from > 0 && !/[\r\n]./.test(text)
  const isNamed = isLong || header?.split(/[ \t\v\f]/)[0] === entry.name
  // only a record without symbols may end with its header
  const isWhole = bytes.length === entry.offset - from && (isLong || lineEnd !== undefined || entry.length === 0)
  if (!isNamed || !isWhole) throw stale(entry, 'its header is not there')
}

/** Behind the last symbol is the end of the file, or of the line and then another header. */
async function checkEnd(file: RandomAccess, entry: FaiEntry, to: number): Promise<void> {
  const text = new TextDecoder('latin1').decode(await file.read(HEADER, to))
  if (!/^[ \t]*(\r?\n\s*(>|$)|$)/.test(text)) throw stale(entry, 'it is longer')
}

function stale({ name }: FaiEntry, what: string): FormatError {
  return new FormatError(`the index does not belong to this file: ${what} (make it again with samtools faidx)`, { record: name })
}
