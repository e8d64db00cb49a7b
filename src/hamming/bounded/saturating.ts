// Distances up to k by saturating vertical counters with early exit: a column of 128 shifts is left when every one of them has more than k
// mismatches. On random-like text that is after about (k + 1) / (1 - match) positions, whatever m is. Positions are visited in a fixed
// pseudo-random order, required ones first, so that no prefix of a pattern can be made to keep columns alive. Derived here.
import { addWork } from '../../plan/machine.js'
import { inStep, shiftsOf, type Problem } from '../../plan/problem.js'
import type { Arena } from '../../wasm/arena.js'
import type { Algorithm, SearchedPattern } from '../algorithm.js'
import { atMost } from '../binomial.js'
import { refusesManyClasses } from '../classes.js'
import { columnsOf, openTile, tileBytes, tileWidth, tileWork, type Tile } from '../tile.js'

/** Up to here three counter planes hold k, and exits are tested every 4 rows instead of every 16. */
const FEW = 7
/** Planes of the largest counter. */
const MOST_PLANES = 16

export const saturating: Algorithm & Required<Pick<Algorithm, 'most'>> = {
  name: 'saturating',
  tasks: ['hammingDistances', 'findMatches', 'countMatches'],
  guarantee: 'exact',
  complexity: 'O(n min(m, k) / 128) vector operations on random-like text, O(n m / 128) always',
  source: 'saturating vertical counters with early exit: derived here',
  answers: 'hits',
  kernels: ['encodeLetters', 'encodeBytes', 'rank16', 'rank32', 'planes4', 'planes8', 'letterPlanes', 'scanFew', 'scanMany'],
  refuses(problem) {
    if (problem.k === undefined) return 'it needs a bound on the distance (maxMismatches)'
    if (Math.min(problem.k, problem.m) >= 2 ** MOST_PLANES) return `it counts to ${2 ** MOST_PLANES - 1} mismatches`
    return refusesManyClasses(problem)
  },
  work(problem) {
    const columns = columnsOf(shiftsOf(problem), problem.m) * problem.patterns
    return {
      call: 1,
      layout: problem.m * problem.patterns,
      ...tileWork(problem),
      column: columns,
      scanRow: columns * (problem.required + Math.max(firstTest(problem), repeatedRows(problem))),
      emit: expectedHits(problem),
    }
  },
  most(problem) {
    const shifts = shiftsOf(problem)
    const columns = columnsOf(shifts, problem.m) * problem.patterns
    return { ...tileWork(problem), column: columns, scanRow: columns * (problem.m + 3), emit: shifts * problem.patterns }
  },
  step: (problem) => 8 * tileWidth(shiftsOf(problem), problem.m),
  bytes: (problem) => tileBytes(problem) + 4 * (problem.m + 8) * problem.patterns,
  open(arena, problem, { text, patterns, k }) {
    const tile = openTile(arena, text, patterns)
    const laidOut = patterns.map((pattern) => layOut(arena, tile, pattern))
    const head = firstTest(problem)
    const planes = Math.max(4, 32 - Math.clz32(k))
    const { scanFew, scanMany, readRows } = arena.kernels
    return {
      step: tile.step,
      work: tile.work,
      load: (first, shifts) => tile.load(first, shifts),
      hits(pattern, shifts, records) {
        const { rows, required, count } = laidOut[pattern]
        const before = readRows()
        const found =
          k <= FEW
            ? scanFew(rows, required, count, head, tile.width, shifts, k, pattern, records)
            : scanMany(rows, required, count, head, tile.width, shifts, k, pattern, records, planes)
        addWork(tile.work, { column: tile.width / 16, scanRow: Number(readRows() - before), emit: found })
        return found
      },
    }
  },
}

/**
 * Counted rows after which it pays to ask whether a column is dead: the first multiple of the step at which all its lanes have more than k
 * mismatches with probability at least 0.9, for positions that match independently. A wrong guess costs time, never an answer.
 */
function firstTest({ m, k = 0, match, required }: Problem): number {
  const step = k <= FEW ? 4 : 16
  const steps = Math.ceil(Math.max(1, m - required) / step)
  const lanes = 128 * match ** required
  let low = 1
  let high = steps
  while (low < high) {
    const middle = (low + high) >> 1
    if (lanes * atMost(k, middle * step, 1 - match) <= 0.1) high = middle
    else low = middle + 1
  }
  return Math.min(low * step, 4 * Math.ceil(Math.max(1, m - required) / 4))
}

/** Rows that a column takes where some of its 128 shifts find text and pattern repeating one period in step. */
function repeatedRows(problem: Problem): number {
  const apart = inStep(problem)
  if (apart === undefined || problem.period!.length > 128) return 0
  return Math.min(problem.m, ((problem.k ?? problem.m) + 1) / Math.max(1e-9, apart))
}

/** Hits of a text whose positions match independently: few in a search worth its name, nearly all shifts when k is near m. */
function expectedHits(problem: Problem): number {
  const { m, k = m, match, required, patterns } = problem
  return shiftsOf(problem) * patterns * match ** required * atMost(k, m - required, 1 - match)
}

interface Rows {
  readonly rows: number
  readonly required: number
  /** counted rows, padded */
  readonly count: number
}

function layOut(arena: Arena, tile: Tile, pattern: SearchedPattern): Rows {
  const { required } = pattern
  const counted = pattern.keys.length - required
  const count = 4 * Math.max(1, Math.ceil(counted / 4))
  const rows = arena.alloc(4 * (required + count))
  const words = arena.words()
  const inOrder = tile.rows(pattern)
  words.set(inOrder.subarray(0, required), rows / 4)
  shuffled(counted).forEach((position, j) => (words[rows / 4 + required + j] = inOrder[required + position]))
  words.fill(tile.zeros, rows / 4 + required + counted, rows / 4 + required + count)
  return { rows, required, count }
}

/** A fixed permutation of 0 .. count - 1: Fisher and Yates over a linear congruential sequence (Numerical Recipes' constants). */
function shuffled(count: number): Uint32Array {
  const order = new Uint32Array(count)
  for (let j = 0; j < count; j++) order[j] = j
  let state = count
  for (let j = count - 1; j > 0; j--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    const other = Math.floor((state / 2 ** 32) * (j + 1))
    const held = order[j]
    order[j] = order[other]
    order[other] = held
  }
  return order
}
