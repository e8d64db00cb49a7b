import { join } from './byte-queue.js'
import { badData, type Feed } from './feed.js'
import { skipLine, type ByteRules } from './squeeze.js'

/** A header line without its first byte. */
export interface Header {
  /** Up to the first white space. */
  name: string
  /** What follows that white space. */
  description: string
}

const LF = 10
const CR = 13

// Headers are held in memory, so there must be an end. The longest real ones, merged protein records, stay below one megabyte.
const LONGEST_HEADER = 1 << 24

/**
 * Reads the header line whose first byte was passed, if the chunk holds all of it. Otherwise returns undefined, and `headerAcross` reads it:
 * two functions, because nearly all headers are whole and a promise for each would cost more than the reading.
 */
export function headerInChunk(feed: Feed, line: ByteRules, decoder: TextDecoder): Header | undefined {
  const { bytes, at } = feed
  const end = lineEnd(bytes, at)
  if (end === bytes.length) return undefined
  const header = split(bytes, at, end, decoder)
  skipLine(feed, line)
  return header
}

/** Reads a header line that goes on in the next chunk, or ends with the file. */
export async function headerAcross(feed: Feed, line: ByteRules, decoder: TextDecoder): Promise<Header> {
  const parts: Uint8Array[] = []
  let length = 0
  for (let whole = false; !whole;) {
    const { bytes, at } = feed
    const end = lineEnd(bytes, at)
    whole = end < bytes.length
    // a copy: passing over the line may write over it
    parts.push(bytes.slice(at, end))
    length += end - at
    if (length > LONGEST_HEADER) throw badData(feed, 'a header line of more than 16 MiB')
    skipLine(feed, line)
    if (!whole && !(await feed.pull())) break
  }
  return split(join(parts, length), 0, length, decoder)
}

function lineEnd(bytes: Uint8Array, at: number): number {
  while (at < bytes.length && bytes[at] !== LF && bytes[at] !== CR) at++
  return at
}

function split(bytes: Uint8Array, from: number, to: number, decoder: TextDecoder): Header {
  let end = from
  while (end < to && !isSpace(bytes[end])) end++
  let rest = end
  while (rest < to && isSpace(bytes[rest])) rest++
  const name = decoder.decode(bytes.subarray(from, end))
  return { name, description: rest < to ? decoder.decode(bytes.subarray(rest, to)) : '' }
}

// Space, tab, vertical tab, form feed: line ends are not in a line.
function isSpace(byte: number): boolean {
  return byte === 32 || byte === 9 || byte === 11 || byte === 12
}
