// A call cut into pieces by what the planner says they cost.

/** Most nanoseconds of a piece: less than a call may go on after its signal, long enough to make the way to a worker and back cheap. */
const PIECE = 40e6
/** Of a short call: below this a piece is not worth the way. */
const SHORT_PIECE = 1e6
/** Pieces for each thread, so that no thread waits long for the last ones. */
const PIECES_A_THREAD = 4
/** By how much pieces may cost more than the whole: while threads lack pieces, and when they are only to be shorter. */
const WASTE = 1.25
const FINE_WASTE = 1.1
/** Most symbols of a piece: two for each thread are copied at a time. */
const MOST_SYMBOLS = 2 ** 24

/** How many pieces the text and the patterns are cut into. */
export interface Cut {
  readonly texts: number
  readonly groups: number
}

export interface Whole {
  readonly n: number
  /** length of the longest pattern */
  readonly m: number
  readonly patterns: number
  /** nanoseconds of a call with so many symbols and patterns */
  price(n: number, patterns: number): number
}

/**
 * Halves the text or the patterns, whichever makes the sum of all prices less, until a piece is short. A text piece repeats m - 1 symbols, a
 * group of patterns repeats what is done to the text: both are in the prices.
 */
export function cut({ n, m, patterns, price }: Whole, threads: number): Cut {
  const starts = Math.max(1, n - m + 1)
  let texts = Math.ceil(n / MOST_SYMBOLS)
  let groups = 1
  const total = (t: number, g: number): number => t * g * price(Math.min(n, Math.ceil(starts / t) + m - 1), Math.ceil(patterns / g))
  const whole = price(n, patterns)
  const wanted = Math.min(PIECE, Math.max(SHORT_PIECE, whole / (threads * PIECES_A_THREAD)))
  for (let now = total(texts, groups); now > wanted * texts * groups;) {
    const more = 2 * texts <= starts ? total(2 * texts, groups) : Infinity
    const fewer = 2 * groups <= patterns ? total(texts, 2 * groups) : Infinity
    now = Math.min(more, fewer)
    if (now > (texts * groups < threads * PIECES_A_THREAD ? WASTE : FINE_WASTE) * whole) break
    if (more <= fewer) texts *= 2
    else groups *= 2
  }
  return { texts, groups }
}

/** Of a piece: no shorter ones at the end. */
const LEAST_SHARE = 8

/**
 * Where the pieces of `starts` places begin, and where the last one ends: `step` places each. Towards the end of a text that threads share they are
 * shorter, half of what is left for each of them, so that all threads end at nearly the same time.
 */
export function startsOf(starts: number, step: number, threads: number): number[] {
  const pieces = [0]
  for (let at = 0; at < starts; pieces.push(at)) {
    const fair = threads === 0 ? step : Math.max(Math.ceil(step / LEAST_SHARE), Math.ceil((starts - at) / (2 * threads)))
    at = Math.min(starts, at + Math.min(step, fair))
  }
  return pieces
}
