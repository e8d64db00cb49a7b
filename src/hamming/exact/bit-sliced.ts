// Every distance by vertical counters over mismatch planes: 128 shifts a vector, five logic operations a pattern position.
// Derived here from carry-save counting (Harley and Seal; Warren, Hacker's Delight, 2nd ed. 2012, section 5-1).
import { shiftsOf } from '../../plan/problem.js'
import { addWork } from '../../plan/machine.js'
import type { Algorithm, SearchedPattern } from '../algorithm.js'
import { refusesManyClasses } from '../classes.js'
import { columnsOf, openTile, tileBytes, tileWidth, tileWork, type Tile } from '../tile.js'
import type { Arena } from '../../wasm/arena.js'

/** Rows counted before the counters are read out: a multiple of 16 below 2^10, so ten planes hold them. */
const SEGMENT = 1008

export const bitSliced: Algorithm = {
  name: 'bit-sliced',
  tasks: ['hammingDistances', 'findMatches', 'countMatches'],
  guarantee: 'exact',
  complexity: 'O(n m / 128) vector operations',
  source: 'vertical carry-save counters (Harley and Seal; Warren 2012), eight text streams a byte: derived here',
  answers: 'distances',
  kernels: ['encodeLetters', 'encodeBytes', 'rank16', 'rank32', 'planes4', 'planes8', 'letterPlanes', 'distances', 'addDistances'],
  refuses: refusesManyClasses,
  work(problem) {
    const columns = columnsOf(shiftsOf(problem), problem.m)
    return {
      call: 1,
      layout: problem.positions * problem.patterns,
      ...tileWork(problem),
      row: columns * paddedRows(problem.positions) * problem.patterns,
      readOut: columns * Math.ceil(problem.positions / SEGMENT) * problem.patterns,
    }
  },
  perLetter: {
    base(problem) {
      const shifts = shiftsOf(problem)
      return { byte: problem.n * problem.symbolBytes, readOut: (shifts / 128) * Math.ceil(problem.positions / SEGMENT) * problem.patterns }
    },
    letter(problem, { pattern }) {
      // a class is an eighth of a group that is encoded and transposed at once
      const rows = pattern * problem.positions * problem.patterns
      return { class: 1, encode: problem.n / 8, plane: problem.n / 4, row: (shiftsOf(problem) / 128) * rows }
    },
  },
  step: (problem) => 8 * tileWidth(shiftsOf(problem), problem.m),
  bytes(problem) {
    const spare = problem.m > SEGMENT ? 32 * tileWidth(shiftsOf(problem), problem.m) : 0
    return tileBytes(problem) + 4 * (problem.m + 4) * problem.patterns + spare
  },
  open(arena, _problem, { text, patterns }) {
    const tile = openTile(arena, text, patterns)
    const segments = patterns.map((pattern) => layOut(arena, tile, pattern))
    const spare = segments.some((list) => list.length > 1) ? arena.alloc(32 * tile.width) : 0
    const { distances, addDistances } = arena.kernels
    const { work } = tile
    return {
      step: tile.step,
      work,
      load: (first, shifts) => tile.load(first, shifts),
      distances(pattern, _shifts, out) {
        const columns = tile.width / 16
        for (const [s, { rows, count }] of segments[pattern].entries()) {
          const planes = Math.max(5, 32 - Math.clz32(count))
          distances(rows, count, tile.width, s === 0 ? out : spare, planes)
          if (s > 0) addDistances(spare, 8 * tile.width, out)
          addWork(work, { row: columns * count, readOut: columns })
        }
      },
    }
  },
}

function paddedRows(m: number): number {
  const full = Math.floor(m / SEGMENT)
  return full * SEGMENT + 4 * Math.ceil((m - full * SEGMENT) / 4)
}

interface Segment {
  readonly rows: number
  readonly count: number
}

/** Row pointers, padded to a multiple of four with rows that never mismatch. */
function layOut(arena: Arena, tile: Tile, pattern: SearchedPattern): Segment[] {
  const positions = pattern.keys.length
  const padded = paddedRows(positions)
  const rows = arena.alloc(4 * padded)
  arena.words().set(tile.rows(pattern), rows / 4)
  arena.words().fill(tile.zeros, rows / 4 + positions, rows / 4 + padded)
  const segments: Segment[] = []
  for (let j = 0; j < padded; j += SEGMENT) segments.push({ rows: rows + 4 * j, count: Math.min(SEGMENT, padded - j) })
  return segments
}
