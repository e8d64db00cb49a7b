// How many distinct sums there are, from a sample of pairs.
import { drawsOf } from '../random.js'
import type { Arena } from '../wasm/arena.js'
import { openCounting } from './counting.js'
import type { TakenIn } from './lists.js'

/** Sums looked at. */
const LOOKS = 4096
/** Sums whose pairs are all looked for, where the lists are short enough for that. */
const PROBES = 32
const SHORT = 2 ** 15
/** Universes beyond are not transformed at once, or for long, and then much depends on the number of sums. */
const WIDE = 2 ** 24

/** Nanoseconds that `estimateSums` takes, about: mostly for sorting what it draws, and the lists where it counts in them. */
export function estimateCost({ n, m, universe }: TakenIn): number {
  return 100 * Math.min(LOOKS, n * m) + (countsPairs(n, m, universe) ? 180 * (n + m) : 0)
}

function countsPairs(n: number, m: number, universe: number): boolean {
  return n * m > LOOKS && (n + m <= SHORT || universe > WIDE)
}

/**
 * How many distinct sums there are, about. Few pairs are counted outright. A pair drawn at random has a sum that 1 / c of all pairs' share have
 * in common with it, so the mean of 1 / c times n m is the number of sums, without bias: c is counted for some where lists are short or the
 * universe is wide. Else equal sums among those drawn tell of their number.
 */
export function estimateSums(arena: Arena, taken: TakenIn, counting = openCounting(arena, taken)): number {
  const { a, b, n, m, universe } = taken
  const first = arena.doubles(a, n)
  const second = arena.doubles(b, m)
  const pairs = n * m
  const most = Math.min(pairs, universe)
  if (most === 1) return 1
  const looks = Math.min(LOOKS, pairs)
  const drawn = new Float64Array(looks)
  const draw = drawsOf(1)
  for (let i = 0; i < looks; i++) {
    // not evenly spread: sums of such draws avoid one another
    const [x, y] = pairs <= LOOKS ? [i % n, Math.floor(i / n)] : [draw(n), draw(m)]
    drawn[i] = first[x] + second[y]
  }
  const few = drawn.slice(0, PROBES)
  drawn.sort()
  let distinct = 1
  let equal = 0
  for (let i = 1, run = 0; i < looks; i++) {
    run = drawn[i] === drawn[i - 1] ? run + 1 : 0
    equal += run
    if (run === 0) distinct++
  }
  if (pairs <= LOOKS) return distinct
  if (countsPairs(n, m, universe)) {
    let mean = 0
    for (const count of counting.pairs(few).all) mean += 1 / count / few.length // which is at least 1
    return Math.max(1, Math.min(most, Math.round(mean * pairs)))
  }
  const share = equal / ((looks * (looks - 1)) / 2)
  return share === 0 ? most : Math.min(most, Math.round(1 / share))
}
