import type { ByteQueue } from './byte-queue.js'
import { FormatError } from './format-error.js'
import { gunzipWhole, type Gunzip } from './gunzip.js'

// Unpacking runs outside the JavaScript thread: this many blocks at a time keep two to four cores busy.
const BLOCKS_AT_A_TIME = 8
const LARGEST_BLOCK = 1 << 16
const FIXED_HEADER = 12
const EXTRA_FIELDS = 4

/**
 * Unpacks the BGZF blocks at the head of `queue` and stops before the first gzip member that is none. A BGZF block is a gzip member that
 * states its own size, so each is unpacked by itself: that works where a stream may not go on after its first member (browsers), and is
 * faster in Node too, because blocks are unpacked side by side. Throws FormatError.
 */
export async function* unpackBlocks(queue: ByteQueue, gunzip?: Gunzip): AsyncGenerator<Uint8Array, void> {
  const underWay: Promise<Uint8Array>[] = []
  let lastSize = -1
  for (;;) {
    const size = await blockSize(queue)
    if (size === undefined) break
    if ((await queue.fill(size)) < size) throw new FormatError('the BGZF data is cut short: its last block is not whole')
    const block = queue.take(size)
    lastSize = new DataView(block.buffer, block.byteOffset + size - 4).getUint32(0, true)
    if (lastSize > LARGEST_BLOCK) throw new FormatError('the BGZF data is damaged: a block announces more than 64 KiB')
    const unpacked = gunzipWhole(block, lastSize, gunzip)
    // Whoever awaits it gets the error; until then it is not an unhandled one.
    unpacked.catch(() => {})
    underWay.push(unpacked)
    if (underWay.length === BLOCKS_AT_A_TIME) yield await underWay.shift()!
  }
  while (underWay.length > 0) yield await underWay.shift()!
  // The standard ends a file with an empty block for exactly this reason. Without it, whole blocks may be missing.
  if (lastSize !== 0 && queue.ahead.length === 0) {
    throw new FormatError(
      'the BGZF data is cut short: the empty block at its end is missing (if the file is whole, pack it again with bgzip)',
    )
  }
}

/** The size in bytes of the BGZF block ahead, or undefined if what is ahead is none. */
export async function blockSize(queue: ByteQueue): Promise<number | undefined> {
  if ((await queue.fill(FIXED_HEADER)) < FIXED_HEADER) return undefined
  const [magic1, magic2, method, flags] = queue.ahead
  if (magic1 !== 0x1f || magic2 !== 0x8b || method !== 8 || (flags & EXTRA_FIELDS) === 0) return undefined
  const end = FIXED_HEADER + uint16(queue.ahead, 10)
  if ((await queue.fill(end)) < end) return undefined
  for (let at = FIXED_HEADER; at + 4 <= end; at += 4 + uint16(queue.ahead, at + 2)) {
    const isSize = queue.ahead[at] === 0x42 && queue.ahead[at + 1] === 0x43 && uint16(queue.ahead, at + 2) === 2 && at + 6 <= end
    // Header, one byte and trailer is the least there can be. A damaged size below that must not end inside the header: unpacking refuses it.
    if (isSize) return Math.max(uint16(queue.ahead, at + 4) + 1, end + 9)
  }
  return undefined
}

function uint16(bytes: Uint8Array, at: number): number {
  return bytes[at] | (bytes[at + 1] << 8)
}
