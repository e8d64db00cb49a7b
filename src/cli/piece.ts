// A stretch of a record to search, and where its hits lie.
import type { Match, ScanMatches } from 'hammingway'
import { FormatError } from 'hammingway/formats'

/** Symbols to search. Numbers that follow from the record's length are known when its last symbol was read, and Infinity before. */
export interface Piece {
  readonly name: string
  readonly chunks: AsyncIterable<Uint8Array>
  /** where in the record the first symbol is */
  readonly origin: number
  /** hits that start at the first so many symbols are asked for: what follows is there for them to reach into */
  starts(): number
  /** longest hit */
  longest(): number
}

type Named = Pick<Piece, 'name' | 'chunks'>

export function whole({ name, chunks }: Named): Piece {
  return { name, chunks, origin: 0, starts: () => Infinity, longest: () => Infinity }
}

/** A record that goes on with its beginning: `overlap` symbols of it are read again behind its end. */
export function wrapped({ name, chunks }: Named, overlap: number): Piece {
  let length = Infinity
  async function* turned(): AsyncGenerator<Uint8Array> {
    const head: Uint8Array[] = []
    let held = 0
    let seen = 0
    for await (const chunk of chunks) {
      if (held < overlap) {
        head.push(chunk.slice(0, overlap - held))
        held += head.at(-1)!.length
      }
      seen += chunk.length
      yield chunk
    }
    length = seen
    yield* head
  }
  return { name, chunks: turned(), origin: 0, starts: () => length, longest: () => length }
}

/** The symbols of a piece from `start` up to `end`, and `overlap` more for hits to reach into. */
export function between(piece: Piece, start: number, end: number, overlap: number): Piece {
  async function* cut(): AsyncGenerator<Uint8Array> {
    let at = 0
    for await (const chunk of piece.chunks) {
      const from = Math.max(0, start - at)
      const to = Math.min(chunk.length, end + overlap - at)
      if (from < to) yield chunk.subarray(from, to)
      at += chunk.length
      if (at >= end + overlap) return
    }
    checkStart(piece.name, start, Math.min(at, piece.starts()))
  }
  return { ...piece, chunks: cut(), origin: piece.origin + start, starts: () => Math.min(end, piece.starts()) - start }
}

/** Throws a FormatError unless a region begins within its record. */
export function checkStart(name: string, start: number, length: number): void {
  if (start > 0 && start >= length)
    throw new FormatError(`the region begins at ${start + 1}, behind the last of ${length} symbols`, { record: name })
}

/** A batch of hits in a piece as those of the record. */
export function placed(batch: ScanMatches, { origin, starts, longest }: Piece): ScanMatches {
  const [bound, most] = [starts(), longest()]
  if (origin === 0 && bound === Infinity && most === Infinity) return batch
  const matches = [...batch].filter(({ start, end }) => start < bound && end - start <= most)
  const placedMatches = matches.map((match): Match => ({ ...match, start: match.start + origin, end: match.end + origin }))
  return {
    count: matches.length,
    starts: Float64Array.from(placedMatches, ({ start }) => start),
    mismatches: Uint32Array.from(matches, ({ mismatches }) => mismatches),
    patterns: Uint32Array.from(matches, ({ pattern }) => pattern),
    strands: Int8Array.from(matches, ({ strand }) => (strand === '+' ? 1 : -1)),
    truncated: batch.truncated,
    window: { start: batch.window.start + origin, symbols: batch.window.symbols },
    [Symbol.iterator]: () => placedMatches.values(),
  }
}
