import { FormatError } from './format-error.js'
import type { Input } from './source.js'

/** The state of a parser: a chunk of input, the output squeezed from it so far, and where in the file we are. */
export interface Feed {
  /** The chunk of input. */
  bytes: Uint8Array
  view: DataView
  /** Where in `bytes` reading goes on. */
  at: number
  /**
   * As long as `bytes`, or `bytes` itself. Symbols are only ever removed, so what is written never gets ahead of `at`. Parts of it are handed out,
   * so each chunk has a fresh one.
   */
  out: Uint8Array
  outView: DataView
  /** How much of `out` is in use. */
  used: number
  /** Number of the line that `at` is in, from 1. */
  line: number
  /** Whether `at` is the first byte of a line that nobody has looked at. */
  lineStart: boolean
  /** Whether the chunk ended with a carriage return: a line feed in front of the next one belongs to it. */
  splitLineEnd: boolean
  /** The record being read. */
  record: string | undefined
  /** Gets the next chunk; the present one must be used up. False at the end of the input. */
  pull(): Promise<boolean>
}

/** A feed from `input`, before its first chunk. */
export function feedFrom(input: Input): Feed {
  let failure: { error: unknown } | undefined
  const empty = new Uint8Array(0)

  async function next(used: Uint8Array | undefined): Promise<Uint8Array | undefined> {
    // An iterator that has thrown calls itself finished. Asked again, it would make a broken file look whole.
    if (failure) throw failure.error
    try {
      return await input.next(used)
    } catch (error) {
      failure = { error }
      throw error
    }
  }

  const feed: Feed = {
    ...viewsOf(empty, input.own),
    at: 0,
    used: 0,
    line: 1,
    lineStart: true,
    splitLineEnd: false,
    record: undefined,
    async pull() {
      const chunk = await next(input.own ? feed.bytes : undefined)
      Object.assign(feed, viewsOf(chunk ?? empty, input.own))
      feed.at = feed.splitLineEnd && chunk?.[0] === 10 ? 1 : 0
      feed.used = 0
      feed.splitLineEnd = false
      return chunk !== undefined
    },
  }
  return feed
}

/** Gets the next chunk if the present one is used up, until there is a byte to look at. False at the end of the input. */
export async function pullIfUsedUp(feed: Feed): Promise<boolean> {
  while (feed.at === feed.bytes.length) if (!(await feed.pull())) return false
  return true
}

/** A FormatError for the line and record at hand, or for another line. */
export function badData(feed: Feed, message: string, line = feed.line): FormatError {
  return new FormatError(message, { line, record: feed.record })
}

function viewsOf(bytes: Uint8Array, own: boolean) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  // in place there is one stretch of memory to go through, not two, the second of them cold
  if (own) return { bytes, view, out: bytes, outView: view }
  const out = new Uint8Array(bytes.length)
  return { bytes, view, out, outView: new DataView(out.buffer) }
}
