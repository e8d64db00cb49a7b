import { decompress, decompressWhole } from './decompress.js'
import { FormatError } from './format-error.js'
import type { Input } from './source.js'

// A gzip member that holds these eight bytes. It goes behind the input and must come out last: zlib under Node takes a zero byte after a
// member for padding and drops whatever follows, without a word. If the mark is missing, so may be data.
const MARK = [0, 7, 1, 6, 2, 5, 3, 4]
const MARK_MEMBER = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 1, 8, 0, 247, 255, ...MARK, 0x58, 0x5a, 0x1b, 0x64, 8, 0, 0, 0]

/** Unpacks gzip as one stream: many members where the platform can (Node), one elsewhere. Throws FormatError on anything but whole members. */
export async function* gunzip(input: Input): AsyncGenerator<Uint8Array, void> {
  if (!(await readsManyMembers())) {
    yield* decompress(input, (error) =>
      damaged(error, '; or it has several members, which browsers read in BGZF files only: pack it again with bgzip'),
    )
    return
  }
  let held: Uint8Array = new Uint8Array(0)
  for await (const piece of decompress(withMark(input), damaged)) {
    if (piece.length < MARK.length) {
      const both = Uint8Array.of(...held, ...piece)
      held = both.subarray(Math.max(0, both.length - MARK.length))
      if (both.length > held.length) yield both.subarray(0, both.length - held.length)
    } else {
      if (held.length > 0) yield held
      held = piece.subarray(-MARK.length)
      if (piece.length > MARK.length) yield piece.subarray(0, -MARK.length)
    }
  }
  if (!MARK.every((byte, i) => held[i] === byte)) throw new FormatError('the gzip data is followed by bytes that are not gzip')
}

/** Unpacks whole gzip data of a known size, one member or several; rejects where it is damaged. */
export type Gunzip = (packed: Uint8Array, size: number) => Promise<Uint8Array>

/** Unpacks gzip data of a known size. Throws FormatError unless `packed` is exactly that. */
export async function gunzipWhole(packed: Uint8Array, size: number, unpacked: Gunzip = decompressWhole): Promise<Uint8Array> {
  try {
    const bytes = await unpacked(packed, size)
    if (bytes.length !== size) throw new RangeError('another number of bytes than it announces')
    return bytes
  } catch (error) {
    throw damaged(error)
  }
}

// Node goes on after the first member, browsers fail there, as the standard wants. Found by trying, about a millisecond for a file.
async function readsManyMembers(): Promise<boolean> {
  try {
    await decompressWhole(Uint8Array.of(...MARK_MEMBER, ...MARK_MEMBER), 2 * MARK.length)
    return true
  } catch {
    return false
  }
}

function withMark(input: Input): Pick<Input, 'next'> {
  let mark: Uint8Array | undefined = Uint8Array.from(MARK_MEMBER)
  return {
    async next() {
      const chunk = (await input.next()) ?? mark
      if (chunk === mark) mark = undefined
      return chunk
    },
  }
}

function damaged(cause: unknown, advice = ''): FormatError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new FormatError(`the gzip data is damaged or cut short${advice} (${reason})`, { cause })
}
