// How many distinct sums there are, from a sample of pairs.
import { drawsOf } from '../random.js'
import type { Arena } from '../wasm/arena.js'
import { isTabled, openCounting } from './counting.js'
import type { TakenIn } from './lists.js'

/** Sums looked at. */
const LOOKS = 4096
/** Sums whose pairs are all looked for: of a grid of 100 x 100 numbers, 32 of them tell the number of sums up to 42 %, 256 up to 15 % (one deviation). */
const PROBES = 32
const MOST_PROBES = 256
/** Lookups of a table that estimates take in a few milliseconds. */
const LOOKUPS = 2 ** 21
const SHORT = 2 ** 15
/** Universes beyond are not transformed at once, or for long, and then much depends on the number of sums. */
const WIDE = 2 ** 24

/** Nanoseconds that `estimateSums` takes, about: mostly for sorting what it draws, and the lists where it counts in them. */
export function estimateCost({ n, m, universe }: TakenIn): number {
  return 100 * Math.min(LOOKS, n * m) + (countsPairs(n, m, universe) ? 180 * (n + m) : 0)
}

/** Are pairs counted, for which lists are looked at whole? */
export function countsPairs(n: number, m: number, universe: number): boolean {
  return n * m > LOOKS && (n + m <= SHORT || universe > WIDE)
}

function probesFor(taken: TakenIn): number {
  if (!isTabled(taken)) return PROBES
  return Math.max(PROBES, Math.min(MOST_PROBES, Math.floor(LOOKUPS / Math.min(taken.n, taken.m))))
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
  const few = drawn.slice(0, probesFor(taken))
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
