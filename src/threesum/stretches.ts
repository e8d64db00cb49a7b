// Dense stretches of lists: places where numbers stand so close together that transforms count their pairs sooner than lookups do.
import { addWork, type Work } from '../plan/machine.js'
import { entryBytes, passes, sortedEntries } from '../sumset/entries.js'
import type { Arena } from '../wasm/arena.js'

/** Which stretches are taken: of so many values each, with so many numbers at least. */
export interface StretchShape {
  /** a power of two */
  readonly width: number
  readonly least: number
}

/** Numbers [from, to) of a sorted list: those within `width` values from the first of them. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** From the least number on; stretches have no value in common. */
export function stretchesOf(sorted: Float64Array, { width, least }: StretchShape): Stretch[] {
  const found: Stretch[] = []
  for (let from = 0; from + least <= sorted.length;) {
    if (sorted[from + least - 1] - sorted[from] >= width) {
      from++
      continue
    }
    const end = sorted[from] + width
    let to = from + least
    while (to < sorted.length && sorted[to] < end) to++
    found.push({ from, to })
    from = to
  }
  return found
}

/** A list in memory. */
export interface List {
  readonly at: number
  readonly count: number
}

/** A list whose stretches stand first, one behind the other, and then what is outside of them. */
export interface Divided extends List {
  /** numbers in stretches */
  readonly inside: number
  /** as ranges of places; their first numbers ascend */
  readonly stretches: readonly Stretch[]
}

export function outsideOf({ at, count, inside }: Divided): List {
  return { at: at + 8 * inside, count: count - inside }
}

export function insideOf({ at, inside }: Divided): List {
  return { at, count: inside }
}

function bitsOf(range: number): number {
  // a range of 2^53 + 1 is rounded
  return Math.ceil(Math.log2(range + 1))
}

/** Ascending, in memory of its own. */
export function sortedCopy(arena: Arena, values: number, count: number, range: number): number {
  const at = arena.alloc(8 * count)
  arena.within(() => {
    const entries = sortedEntries(arena, values, count, { number: 1, bits: bitsOf(range) })
    arena.kernels.cellsOf(entries.at, count, 64, 2n ** 64n - 1n, at)
  })
  return at
}

/** Key operations that sort so many numbers. */
export function sortingKeys(count: number, range: number): number {
  return count * (1 + passes(bitsOf(range)))
}

export function divideBytes(count: number): number {
  return 8 * count + entryBytes(count) + 256
}

export function divide(arena: Arena, values: number, count: number, range: number, shape: StretchShape, work: Work): Divided {
  const at = sortedCopy(arena, values, count, range)
  addWork(work, { key: sortingKeys(count, range) })
  const list = arena.doubles(at, count)
  const sorted = list.slice()
  const found = stretchesOf(sorted, shape)
  let inside = 0
  const stretches = found.map(({ from, to }) => {
    list.set(sorted.subarray(from, to), inside)
    inside += to - from
    return { from: inside - (to - from), to: inside }
  })
  let next = inside
  eachGap(found, count, (from, to) => {
    list.set(sorted.subarray(from, to), next)
    next += to - from
  })
  return { at, count, inside, stretches }
}

/** Ranges of places outside of all stretches. */
function eachGap(stretches: readonly Stretch[], count: number, visit: (from: number, to: number) => void): void {
  let last = 0
  for (const { from, to } of stretches) {
    visit(last, from)
    last = to
  }
  visit(last, count)
}

/** Distinct numbers outside of stretches that stand there more than once. */
export function repeatedOutside(sorted: Float64Array, stretches: readonly Stretch[]): number {
  let repeated = 0
  eachGap(stretches, sorted.length, (from, to) => {
    for (let i = from + 1; i < to; i++) {
      if (sorted[i] === sorted[i - 1] && (i - 1 === from || sorted[i - 2] !== sorted[i])) repeated++
    }
  })
  return repeated
}
