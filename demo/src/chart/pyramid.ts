// Least and most distance of blocks of shifts, the blocks of a level four times as long as those below: any stretch of any length is drawn from
// as many blocks as the screen has columns.

/** Blocks of 4, 16, 64, ... shifts: two thirds of the distances in all. */
const FACTOR = 4

interface Level {
  readonly least: Uint32Array<ArrayBuffer>
  readonly most: Uint32Array<ArrayBuffer>
}

export interface Pyramid {
  readonly distances: Uint32Array<ArrayBuffer>
  /** level l has blocks of 4^(l + 1) shifts */
  readonly levels: readonly Level[]
}

/** Columns of a chart: least and most of the shifts from `step * first` on, in blocks of `step`. */
export interface Columns {
  /** shifts in a column, a power of two */
  readonly step: number
  /** middle of each column */
  readonly shifts: number[]
  readonly least: number[]
  readonly most: number[]
}

/** O(n). */
export function buildPyramid(distances: Uint32Array<ArrayBuffer>): Pyramid {
  const levels: Level[] = []
  let below: Level = { least: distances, most: distances }
  while (below.least.length > FACTOR) {
    below = reduced(below)
    levels.push(below)
  }
  return { distances, levels }
}

function reduced({ least, most }: Level): Level {
  const blocks = Math.ceil(least.length / FACTOR)
  const lower = new Uint32Array(blocks)
  const upper = new Uint32Array(blocks)
  for (let b = 0; b < blocks; b++) {
    let low = least[b * FACTOR]
    let high = most[b * FACTOR]
    const end = Math.min(least.length, (b + 1) * FACTOR)
    for (let i = b * FACTOR + 1; i < end; i++) {
      if (least[i] < low) low = least[i]
      if (most[i] > high) high = most[i]
    }
    lower[b] = low
    upper[b] = high
  }
  return { least: lower, most: upper }
}

/** Arrays to hand over to another thread. */
export function buffersOf({ distances, levels }: Pyramid): ArrayBuffer[] {
  return [distances.buffer, ...levels.flatMap(({ least, most }) => [least.buffer, most.buffer])]
}

/**
 * The shifts in [from, to) in at least `columns` columns, where there are so many shifts, and at most about twice as many. Columns begin at
 * multiples of their length, so that a curve does not shimmer while it is moved. O(columns).
 */
export function columnsOf({ distances, levels }: Pyramid, from: number, to: number, columns: number): Columns {
  const step = 2 ** Math.max(0, Math.floor(Math.log2((to - from) / columns)))
  // the highest level whose blocks are no longer than a column: each column is one or two of them
  const height = Math.min(levels.length, Math.floor(Math.log2(step) / Math.log2(FACTOR)))
  const { least, most } = height === 0 ? { least: distances, most: distances } : levels[height - 1]
  const block = FACTOR ** height
  const result: Columns = { step, shifts: [], least: [], most: [] }
  const last = Math.min(distances.length, to)
  for (let start = Math.floor(Math.max(0, from) / step) * step; start < last; start += step) {
    let low = Infinity
    let high = 0
    const end = Math.min(least.length, (start + step) / block)
    for (let b = start / block; b < end; b++) {
      if (least[b] < low) low = least[b]
      if (most[b] > high) high = most[b]
    }
    result.shifts.push(Math.min(start + (step - 1) / 2, distances.length - 1))
    result.least.push(low)
    result.most.push(high)
  }
  return result
}
