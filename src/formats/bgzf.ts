import type { ByteQueue } from './byte-queue.js'
import { FormatError } from './format-error.js'
import { gunzipWhole, type Gunzip } from './gunzip.js'

// Unpacking runs outside the JavaScript thread: this many calls at a time keep two to four cores busy.
const CALLS_AT_A_TIME = 8
// A call takes as long to be set up as it takes to unpack half a block: 390 MB/s one by one, 570 with 16 at a time (zlib of Node 20, one core).
const MOST_TOGETHER = 16
// But whoever wants the first record only need not wait for megabytes: one at a time at first, one more for each of so many blocks.
const BLOCKS_FOR_ONE_MORE = 16
const LARGEST_BLOCK = 1 << 16
const FIXED_HEADER = 12
const EXTRA_FIELDS = 4

/**
 * Unpacks the BGZF blocks at the head of `queue` and stops before the first gzip member that is none. A BGZF block is a gzip member that
 * states its own size, so each is unpacked by itself: that works where a stream may not go on after its first member (browsers), and is
 * faster in Node too, because blocks are unpacked side by side. Throws FormatError.
 */
export async function* unpackBlocks(queue: ByteQueue, gunzip?: Gunzip): AsyncGenerator<Uint8Array, void> {
  const underWay: Promise<AsyncIterable<Uint8Array> | Iterable<Uint8Array>>[] = []
  let lastSize = -1
  let seen = 0
  let failure: { error: unknown } | undefined
  while (!failure) {
    const most = gunzip ? Math.min(MOST_TOGETHER, 1 + Math.floor(seen / BLOCKS_FOR_ONE_MORE)) : 1
    const blocks: Block[] = []
    let length = 0
    try {
      for (let block; blocks.length < most && (block = await blockAt(queue, length)); length += block.packed) blocks.push(block)
    } catch (error) {
      // what is whole is handed out before
      failure = { error }
    }
    if (blocks.length === 0) break
    seen += blocks.length
    lastSize = blocks[blocks.length - 1].size
    const unpacked = unpackTogether(queue.take(length), blocks, gunzip)
    // Whoever awaits it gets the error; until then it is not an unhandled one.
    unpacked.catch(() => {})
    underWay.push(unpacked)
    if (underWay.length === CALLS_AT_A_TIME) yield* await underWay.shift()!
  }
  while (underWay.length > 0) yield* await underWay.shift()!
  if (failure) throw failure.error
  // The standard ends a file with an empty block for exactly this reason. Without it, whole blocks may be missing.
  if (lastSize !== 0 && queue.ahead.length === 0) {
    throw new FormatError(
      'the BGZF data is cut short: the empty block at its end is missing (if the file is whole, pack it again with bgzip)',
    )
  }
}

/** Numbers of bytes of a block. */
interface Block {
  readonly packed: number
  /** what it announces to hold */
  readonly size: number
}

/** The whole block that begins `from` bytes ahead, or undefined if what is there is none. */
async function blockAt(queue: ByteQueue, from: number): Promise<Block | undefined> {
  const packed = await blockSize(queue, from)
  if (packed === undefined) return undefined
  const end = from + packed
  if ((await queue.fill(end)) < end) throw new FormatError('the BGZF data is cut short: its last block is not whole')
  const size = uint16(queue.ahead, end - 4) + uint16(queue.ahead, end - 2) * 2 ** 16
  if (size > LARGEST_BLOCK) throw new FormatError('the BGZF data is damaged: a block announces more than 64 KiB')
  return { packed, size }
}

/** Blocks that lie one behind the other, in one call; where that fails one by one, so that those before the damaged one come out. */
async function unpackTogether(
  packed: Uint8Array,
  blocks: readonly Block[],
  gunzip?: Gunzip,
): Promise<AsyncIterable<Uint8Array> | Iterable<Uint8Array>> {
  const size = blocks.reduce((sum, block) => sum + block.size, 0)
  try {
    return [await gunzipWhole(packed, size, gunzip)]
  } catch (error) {
    if (blocks.length === 1) throw error
    return oneByOne(packed, blocks, gunzip)
  }
}

async function* oneByOne(packed: Uint8Array, blocks: readonly Block[], gunzip?: Gunzip): AsyncGenerator<Uint8Array, void> {
  let at = 0
  for (const block of blocks) {
    yield await gunzipWhole(packed.subarray(at, at + block.packed), block.size, gunzip)
    at += block.packed
  }
}

/** The size in bytes of the BGZF block that begins `from` bytes ahead, or undefined if what is there is none. */
export async function blockSize(queue: ByteQueue, from = 0): Promise<number | undefined> {
  if ((await queue.fill(from + FIXED_HEADER)) < from + FIXED_HEADER) return undefined
  const [magic1, magic2, method, flags] = queue.ahead.subarray(from, from + FIXED_HEADER)
  if (magic1 !== 0x1f || magic2 !== 0x8b || method !== 8 || (flags & EXTRA_FIELDS) === 0) return undefined
  const end = from + FIXED_HEADER + uint16(queue.ahead, from + 10)
  if ((await queue.fill(end)) < end) return undefined
  for (let at = from + FIXED_HEADER; at + 4 <= end; at += 4 + uint16(queue.ahead, at + 2)) {
    const isSize = queue.ahead[at] === 0x42 && queue.ahead[at + 1] === 0x43 && uint16(queue.ahead, at + 2) === 2 && at + 6 <= end
    // Header, one byte and trailer is the least there can be. A damaged size below that must not end inside the header: unpacking refuses it.
    if (isSize) return Math.max(uint16(queue.ahead, at + 4) + 1, end - from + 9)
  }
  return undefined
}

function uint16(bytes: Uint8Array, at: number): number {
  return bytes[at] | (bytes[at + 1] << 8)
}
