// Samples of a pattern's positions, counted exactly: one position, drawn uniformly, out of every kappa consecutive ones. A sum over strata is never
// more variable than as many draws from all positions.
import { addWork, type Work } from '../plan/machine.js'
import { shiftsOf, type Problem } from '../plan/problem.js'
import type { Arena } from '../wasm/arena.js'
import type { Algorithm, Input, SearchedPattern } from './algorithm.js'
import { cheapestRow } from './cheapest.js'
import { distinct } from './distinct.js'
import { fillBytes, openFill, type Fill } from './fill.js'

/** The drawn positions, and those of them only that `keep` holds for. A short last stratum gives one with its share of the chances. */
export function drawPositions(
  pattern: SearchedPattern,
  kappa: number,
  draw: (bound: number) => number,
  keep: (key: number) => boolean = () => true,
): SearchedPattern {
  const { m, keys } = pattern
  const offsets: number[] = []
  for (let from = 0; from < m; from += kappa) {
    const j = from + draw(kappa)
    if (j < m && keep(keys[j])) offsets.push(j)
  }
  return { m, offsets: Uint32Array.from(offsets), keys: Uint32Array.from(offsets, (j) => keys[j]), required: 0 }
}

/** How many strata there are: as many draws. */
export function strata(m: number, kappa: number): number {
  return Math.ceil(m / kappa)
}

/**
 * The problem of counting so many positions that are drawn from those of the problem's groups, which need not be all. Letters that are rare are rarely
 * drawn.
 */
function sampledProblem(problem: Problem, positions: number, classes?: number): Problem {
  const inPattern = problem.groups.reduce((sum, { classes, pattern }) => sum + classes * pattern, 0)
  const pairs = problem.groups.reduce((sum, { classes, pattern, text }) => sum + classes * pattern * text, 0)
  const groups = problem.groups.map((group) => ({
    ...group,
    classes: group.classes * (1 - (1 - Math.min(1, group.pattern / inPattern)) ** positions),
  }))
  return {
    ...problem,
    epsilon: undefined,
    positions,
    groups,
    match: pairs / inPattern,
    classes: classes ?? Math.max(1, Math.round(groups.reduce((sum, group) => sum + group.classes, 0))),
  }
}

/** Memory of a count: as much as transforms may take. */
const ENOUGH = 2 ** 26
const BYTES_A_SYMBOL = 48

function mostBytes({ m }: Problem): number {
  return Math.max(ENOUGH, BYTES_A_SYMBOL * m)
}

/** Planes of many classes of a long pattern would take gigabytes. */
function affordable(rows: readonly Algorithm[], problem: Problem): readonly Algorithm[] {
  const limit = mostBytes(problem)
  return rows.filter((row) => row.refuses(problem) === undefined && row.bytes(problem) <= limit)
}

/** Work of counting so many positions by the cheapest row. */
export function countingWork(rows: readonly Algorithm[], problem: Problem, positions: number): { nanoseconds: number; work: Work } {
  const own = sampledProblem(problem, positions)
  const { row, nanoseconds } = cheapestRow(affordable(rows, own), own)!
  const work = row.work(own)
  addWork(work, { byte: 4 * shiftsOf(problem) })
  return { nanoseconds, work }
}

/** Planes are for so many classes at most: a sample may have few enough of them where the pattern has not. */
const MOST_CLASSES = 255

/** Memory of counting so many positions, whichever row counts them. */
export function countingBytes(rows: readonly Algorithm[], problem: Problem, positions: number): number {
  const limit = mostBytes(problem)
  let most = 0
  for (const classes of [MOST_CLASSES, Infinity]) {
    const own = sampledProblem(problem, positions, Math.min(problem.classes, positions, classes))
    for (const row of rows) {
      if (row.refuses(own) === undefined) most = Math.max(most, Math.min(row.bytes(own), limit) + fillBytes(row.step(own)))
    }
  }
  return most
}

export interface Counting {
  readonly work: Work
  /** Writes how many of the positions mismatch, for each shift of a block. */
  readonly fill: Fill
}

/** Counts a pattern's drawn positions by the row that is cheapest for the letters they have. */
export function openCounting(arena: Arena, rows: readonly Algorithm[], problem: Problem, input: Input, sample: SearchedPattern): Counting {
  const positions = sample.keys.length
  const own = sampledProblem(problem, Math.max(1, positions), Math.max(1, distinct(sample.keys).keys.length))
  const run = cheapestRow(affordable(rows, own), own)!.row.open(arena, own, { ...input, patterns: [sample], k: positions })
  const work: Work = {}
  const fill = openFill(arena, run, 0, shiftsOf(problem))
  return {
    get work() {
      const total = { ...run.work }
      addWork(total, work)
      return total
    },
    fill(first, count, out) {
      fill(first, count, out)
      addWork(work, { byte: 4 * count })
    },
  }
}
