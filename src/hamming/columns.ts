// The result of a search: parallel columns, and a record for each match when iterated.
import type { Block } from './hits.js'
import type { SearchList } from './patterns.js'

/** One site of a pattern; start and end are 0-based, half-open indices of the text, also on the reverse strand. */
export interface Match {
  /** leftmost text index, on both strands */
  readonly start: number
  /** behind the last index */
  readonly end: number
  /** `-`: the reverse complement of the pattern matches */
  readonly strand: '+' | '-'
  /** index of the pattern in the call */
  readonly pattern: number
  /** positions that differ */
  readonly mismatches: number
}

/** Matches as parallel columns, sorted by start, then pattern, then + before -. Iterating gives one record for each. */
export interface Matches extends Iterable<Match> {
  /** length of every column */
  readonly count: number
  /** leftmost text indices */
  readonly starts: Uint32Array
  /** positions that differ */
  readonly mismatches: Uint32Array
  /** indices of the patterns in the call */
  readonly patterns: Uint32Array
  /** +1 or -1 */
  readonly strands: Int8Array
  /** true when `limit` cut matches off */
  readonly truncated: boolean
}

export interface Columns {
  count(): number
  /** Appends a block's records, sorted, which start at the byte `records` of memory. */
  append(memory: Uint32Array, records: number, block: Block): void
  /** The result, cut to `limit` matches. */
  finish(limit: number): Matches
}

/** Columns that grow by doubling. */
export function openColumns(list: SearchList): Columns {
  let count = 0
  let starts = new Uint32Array(16)
  let mismatches = new Uint32Array(16)
  let sources = new Uint32Array(16) // index into list.searched
  return {
    count: () => count,
    append(memory, records, { first, count: more }) {
      const total = count + more
      if (total > starts.length) {
        starts = grown(starts, total)
        mismatches = grown(mismatches, total)
        sources = grown(sources, total)
      }
      for (let r = records / 4; count < total; r += 3, count++) {
        starts[count] = first + memory[r]
        sources[count] = memory[r + 1]
        mismatches[count] = memory[r + 2]
      }
    },
    finish(limit) {
      const kept = Math.min(count, limit)
      return matchesOf(list, starts.slice(0, kept), mismatches.slice(0, kept), sources, count > limit)
    },
  }
}

function grown(old: Uint32Array<ArrayBuffer>, least: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.max(least, 2 * old.length))
  larger.set(old)
  return larger
}

function matchesOf(list: SearchList, starts: Uint32Array, mismatches: Uint32Array, sources: Uint32Array, truncated: boolean): Matches {
  const count = starts.length
  const patterns = new Uint32Array(count)
  const strands = new Int8Array(count)
  for (let i = 0; i < count; i++) {
    patterns[i] = list.pattern[sources[i]]
    strands[i] = list.strand[sources[i]]
  }
  return matchesFrom({ starts, mismatches, patterns, strands }, list.lengths, truncated)
}

export type MatchColumns = Pick<Matches, 'starts' | 'mismatches' | 'patterns' | 'strands'>

/** Sorted columns as a result; `lengths` are those of the user's patterns. */
export function matchesFrom(columns: MatchColumns, lengths: Uint32Array, truncated: boolean): Matches {
  const { starts, mismatches, patterns, strands } = columns
  const count = starts.length
  return {
    count,
    ...columns,
    truncated,
    *[Symbol.iterator]() {
      for (let i = 0; i < count; i++) {
        const start = starts[i]
        yield {
          start,
          end: start + lengths[patterns[i]],
          strand: strands[i] > 0 ? '+' : '-',
          pattern: patterns[i],
          mismatches: mismatches[i],
        }
      }
    },
  }
}
