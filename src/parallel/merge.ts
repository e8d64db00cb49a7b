// Matches of pieces as those of the whole.
import type { MatchColumns } from '../hamming/columns.js'

/** Matches of one text piece and one group of patterns; starts and patterns are counted from those of the piece. */
export interface PieceColumns {
  readonly columns: MatchColumns
  readonly start: number
  readonly pattern: number
}

/** Columns one behind the other, cut to `limit` matches. */
export function concatenated(pieces: readonly PieceColumns[], limit: number): MatchColumns {
  const length = Math.min(
    limit,
    pieces.reduce((sum, { columns }) => sum + columns.starts.length, 0),
  )
  const whole = newColumns(length)
  let to = 0
  for (const { columns, start, pattern } of pieces) {
    const count = Math.min(columns.starts.length, length - to)
    for (let i = 0; i < count; i++, to++) {
      whole.starts[to] = columns.starts[i] + start
      whole.patterns[to] = columns.patterns[i] + pattern
      whole.mismatches[to] = columns.mismatches[i]
      whole.strands[to] = columns.strands[i]
    }
  }
  return whole
}

/** Sorted columns of the same text piece as one: by start, and where starts are equal those of `a` first, whose patterns come first. */
export function merged(a: PieceColumns, b: PieceColumns): PieceColumns {
  const count = a.columns.starts.length + b.columns.starts.length
  const columns = newColumns(count)
  for (let i = 0, j = 0, to = 0; to < count; to++) {
    const first = j === b.columns.starts.length || a.columns.starts[i] <= b.columns.starts[j]
    const { columns: from, pattern } = first ? a : b
    const at = first ? i++ : j++
    columns.starts[to] = from.starts[at]
    columns.patterns[to] = from.patterns[at] + pattern
    columns.mismatches[to] = from.mismatches[at]
    columns.strands[to] = from.strands[at]
  }
  return { columns, start: a.start, pattern: 0 }
}

function newColumns(length: number): MatchColumns {
  return {
    starts: new Uint32Array(length),
    mismatches: new Uint32Array(length),
    patterns: new Uint32Array(length),
    strands: new Int8Array(length),
  }
}
