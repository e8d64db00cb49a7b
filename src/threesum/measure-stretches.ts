// Which dense stretches of two lists are worth a transform.
import { price } from '../plan/machine.js'
import type { Stretches } from '../plan/problem.js'
import type { TakenIn } from '../sumset/lists.js'
import type { Arena } from '../wasm/arena.js'
import { placeOf, productWork, roundsRight } from './stretch-pairs.js'
import { repeatedOutside, sortedCopy, sortingKeys, stretchesOf, type Stretch, type StretchShape } from './stretches.js'

/** Widths: below, products take as long as their calls; beyond, 16 MiB for each of two factors. */
const NARROWEST = 2 ** 9
const WIDEST = 2 ** 20

/** What is looked for, in order of widths: two stretches of so many numbers each whose product is cheaper than a lookup for each of their pairs. */
function shapes(): readonly StretchShape[] {
  const all = []
  for (let width = NARROWEST; width <= WIDEST; width *= 2) {
    all.push({ width, least: Math.ceil(Math.sqrt(price(productWork(width)) / price({ seek: 1 }))) })
  }
  return all
}

/** Nanoseconds that measureStretches takes where there are none, about: mostly for sorting. */
export function stretchesCost({ n, m, rangeA, rangeB }: TakenIn): number {
  return price({ call: 1, key: 2 * (sortingKeys(n, rangeA) + sortingKeys(m, rangeB)) })
}

/** The stretches that leave the least to do, each pair that is not of two stretches at the price of a lookup; undefined where that is none. */
export function measureStretches(arena: Arena, taken: TakenIn): Stretches | undefined {
  const { n, m, universe } = taken
  // a universe of 2^53 may be a larger one, rounded
  if (universe >= 2 ** 53) return undefined
  const [a, b] = sortedLists(arena, taken)
  const candidates = shapes()
  // dense nowhere: hardly any list is beyond this
  const wide = { width: WIDEST, least: candidates[0].least }
  if ([a, b].some((list) => stretchesOf(list, wide).length === 0)) return undefined
  let best: StretchShape | undefined
  let least = n * m * price({ seek: 1 })
  for (const { width, least: fewest } of candidates) {
    if (!roundsRight(n, m, width)) continue
    const sizes = [a, b].map((list) => sizesOf(stretchesOf(list, { width, least: fewest })))
    for (let atLeast = fewest; atLeast <= Math.min(n, m); atLeast *= 2) {
      const [first, second] = sizes.map((all) => all.filter((size) => size >= atLeast))
      const pairs = n * m - sum(first) * sum(second)
      const total = first.length * second.length * price(productWork(width)) + pairs * price({ seek: 1 })
      if (total >= least) continue
      least = total
      best = { width, least: atLeast }
    }
  }
  return best && described(a, b, best)
}

/** Copies: ascending. */
function sortedLists(arena: Arena, { a, b, n, m, rangeA, rangeB }: TakenIn): [Float64Array, Float64Array] {
  return arena.within(() => [
    arena.doubles(sortedCopy(arena, a, n, rangeA), n).slice(),
    arena.doubles(sortedCopy(arena, b, m, rangeB), m).slice(),
  ])
}

function sizesOf(stretches: readonly Stretch[]): number[] {
  return stretches.map(({ from, to }) => to - from)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

function described(a: Float64Array, b: Float64Array, shape: StretchShape): Stretches | undefined {
  const [first, second] = [a, b].map((list) => stretchesOf(list, shape))
  if (first.length === 0 || second.length === 0) return undefined
  return {
    ...shape,
    stretches: [first.length, second.length],
    inside: [sum(sizesOf(first)), sum(sizesOf(second))],
    repeated: [repeatedOutside(a, first), repeatedOutside(b, second)],
  }
}

/** Pairs of numbers in stretches that have each of a few sums. */
export function pairsInside(arena: Arena, taken: TakenIn, shape: StretchShape, sums: Float64Array): Float64Array {
  const [a, b] = sortedLists(arena, taken)
  const [first, second] = [a, b].map((list) => stretchesOf(list, shape))
  const starts = second.map(({ from }) => b[from])
  return sums.map((wanted) => {
    let pairs = 0
    for (const s of first) {
      // of those whose first number may still be reached
      for (let j = placeOf(starts, wanted - a[s.from] - 2 * shape.width); j < second.length && a[s.from] + starts[j] <= wanted; j++) {
        pairs += meeting(a, s, b, second[j], wanted)
      }
    }
    return pairs
  })
}

/** By two pointers, over runs of equal numbers. */
function meeting(a: Float64Array, s: Stretch, b: Float64Array, t: Stretch, wanted: number): number {
  let pairs = 0
  for (let i = s.from, j = t.to - 1; i < s.to && j >= t.from;) {
    const found = a[i] + b[j]
    if (found !== wanted) {
      i += Number(found < wanted)
      j -= Number(found > wanted)
      continue
    }
    const [x, y, k, l] = [a[i], b[j], i, j]
    while (i < s.to && a[i] === x) i++
    while (j >= t.from && b[j] === y) j--
    pairs += (i - k) * (l - j)
  }
  return pairs
}
