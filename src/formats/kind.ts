import type { ByteQueue } from './byte-queue.js'

/** What a file can be, once unpacked. */
export type Kind = 'fasta' | 'fastq' | 'plain' | '2bit'

// Blank lines in front of the first header are passed over, but not without end: someone waits and memory fills.
const MOST_BLANKS = 1 << 16

const LF = 10
const CR = 13
// Space, tab, vertical tab, form feed.
const SPACES = [32, 9, 11, 12]
const KIND_OF_SIGN: Record<number, Kind> = { 62: 'fasta', 64: 'fastq' }
// 0x1A412743 in either byte order.
const SIGNATURES_2BIT = [
  [0x1a, 0x41, 0x27, 0x43],
  [0x43, 0x27, 0x41, 0x1a],
]
const MARK = [0xef, 0xbb, 0xbf]
export const MARK_LENGTH = MARK.length

/** Looks at the first bytes, without taking them. */
export async function kindOf(queue: ByteQueue): Promise<Kind> {
  if (await is2bit(queue)) return '2bit'
  let at = (await hasByteOrderMark(queue)) ? MARK.length : 0
  let lineStart = at
  while (at < MOST_BLANKS && (at < queue.ahead.length || at < (await queue.fill(2 * at + 1)))) {
    const byte = queue.ahead[at]
    if (byte === LF || byte === CR) lineStart = at + 1
    else if (!SPACES.includes(byte)) return (at === lineStart && KIND_OF_SIGN[byte]) || 'plain'
    at++
  }
  return 'plain'
}

/** Whether the UTF-8 byte order mark is ahead. */
export async function hasByteOrderMark(queue: ByteQueue): Promise<boolean> {
  await queue.fill(MARK.length)
  return MARK.every((byte, i) => queue.ahead[i] === byte)
}

/** Whether the signature of a 2bit file is ahead. */
async function is2bit(queue: ByteQueue): Promise<boolean> {
  await queue.fill(4)
  return SIGNATURES_2BIT.some((signature) => signature.every((byte, i) => queue.ahead[i] === byte))
}
