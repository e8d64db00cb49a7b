// How many draws tell a mean well enough, for very many means at once.
//
// Values in [0, 1], drawn without replacement from a list whose mean is p. With q the mean of s draws,
//
//   P(q >= p and s D(q, p) >= x) <= e^-x, and the same below p,   D(q, p) = q ln(q / p) + (1 - q) ln((1 - q) / (1 - p))
//
// (Chernoff 1952; without replacement by Hoeffding, Probability inequalities for sums of bounded random variables, 1963, theorems 1 and 4). It is much better
// than the bound of the variance 1 / 4 where p is near 0 or 1, and most means are.

function divergence(q: number, p: number): number {
  const part = (x: number, y: number): number => (x === 0 ? 0 : x * Math.log(x / y))
  return part(q, p) + part(1 - q, 1 - p)
}

/** Is a mean of q, of so many draws, within the tolerance of the true one, but for a probability of 2 e^-log? */
function isSettled(q: number, draws: number, tolerance: number, log: number): boolean {
  const above = q + tolerance >= 1 || draws * divergence(q, q + tolerance) >= log
  const below = q - tolerance <= 0 || draws * divergence(q, q - tolerance) >= log
  return above && below
}

/** Draws that settle a mean of a half, which takes most of them. */
function drawsForHalf(tolerance: number, log: number): number {
  return tolerance >= 0.5 ? 1 : Math.ceil(log / (0.5 * Math.log(0.25 / (0.25 - tolerance ** 2))))
}

/** Sums of draws up to low, or from high on, are settled. */
interface Thresholds {
  readonly low: number
  readonly high: number
}

const ALL: Thresholds = { low: Infinity, high: -Infinity }

/** What draws are good for, taken level after level. */
export interface Levels {
  /** draws in all at the end of each level; the last are all there are, and exact */
  readonly sizes: readonly number[]
  /** of each level */
  readonly thresholds: readonly Thresholds[]
}

export interface Question {
  /** values to draw from, each in [0, 1] */
  readonly values: number
  /** of a mean */
  readonly tolerance: number
  /** means to tell at once */
  readonly entries: number
  /** failure probability of all of them */
  readonly delta: number
}

/** Draws of the first level: those that settle a mean of which nothing was seen, or those `enough` for a mean that is expected. */
function firstSize({ values, tolerance }: Question, expected: number, log: number): number {
  if (tolerance <= 0) return values
  const settles = (draws: number): boolean => {
    // three standard deviations more than are expected
    const sum = expected === 0 ? 0 : draws * expected + 3 * Math.sqrt(draws * expected)
    return sum <= draws / 2 && isSettled(sum / draws, draws, tolerance, log)
  }
  let most = 1
  while (most < values && !settles(most)) most *= 2
  let least = most / 2
  if (most >= values && !settles(values)) return values
  while (most - least > 1) {
    const middle = Math.floor((least + most) / 2)
    if (settles(middle)) most = middle
    else least = middle
  }
  return Math.min(values, Math.ceil(most))
}

/** Draws of a level by those of the one before. Smaller steps waste fewer draws, but a level takes a share of delta and a pass. */
const STEP = 1.5

/**
 * Every level but the last, which is exact, may fail each entry on either side: the first, where most entries leave, with half of delta, the others with equal
 * parts of the other half.
 */
export function levelsFor(question: Question, expected = 0): Levels {
  const { values, tolerance, entries, delta } = question
  const log = Math.log((4 * entries) / delta)
  const first = firstSize(question, expected, log)
  for (let guesses = 1; ; guesses++) {
    const later = log + Math.log(guesses)
    // where a later level settles anything
    const second = firstSize(question, expected, later)
    const enough = Math.max(first, drawsForHalf(tolerance, later))
    const sizes = []
    for (let size = first; size < values; size = Math.max(second, Math.ceil(STEP * size))) {
      sizes.push(Math.min(size, enough))
      if (size >= enough) break
    }
    if (sizes.length - 1 > guesses) continue
    const thresholds = [...sizes.map((draws, level) => thresholdsOf(draws, tolerance, level === 0 ? log : later)), ALL]
    return { sizes: [...sizes, values], thresholds }
  }
}

function thresholdsOf(draws: number, tolerance: number, log: number): Thresholds {
  // settled means are those up to some mean below a half, and as far from 1
  if (isSettled(0.5, draws, tolerance, log)) return ALL
  let low = -1
  for (let high = Math.ceil(draws / 2); high - low > 1;) {
    const middle = Math.floor((low + high) / 2)
    if (isSettled(middle / draws, draws, tolerance, log)) low = middle
    else high = middle
  }
  return { low, high: draws - low }
}

/** Draws that settle any mean at all, of so many entries. */
export function drawsForAny({ values, tolerance, entries, delta }: Question): number {
  return Math.min(values, drawsForHalf(tolerance, Math.log((2 * entries) / delta)))
}

/** Draws that hit a share of all values at least once. */
export function drawsToHit(share: number, entries: number, delta: number): number {
  return Math.ceil(Math.log(entries / delta) / -Math.log1p(-share))
}

/** Draws that are expected to settle an entry of this mean: those of the first level, and what Bernstein's bound wants. */
export function expectedDraws({ values, tolerance, entries, delta }: Question, { sizes }: Levels, mean: number): number {
  if (tolerance <= 0) return values
  const log = Math.log((4 * entries * sizes.length) / delta)
  // what is wanted, 2 p log / t^2, is overshot by a quarter on the average
  return Math.min(values, sizes[0] + (2.5 * Math.min(1, mean) * log) / tolerance ** 2)
}

/** A random order of the numbers below `count` (Fisher and Yates). */
export function randomOrder(count: number, draw: (bound: number) => number): Uint32Array<ArrayBuffer> {
  const order = new Uint32Array(count)
  for (let i = 0; i < count; i++) {
    const j = draw(i + 1)
    order[i] = order[j]
    order[j] = i
  }
  return order
}
