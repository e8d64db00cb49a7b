// What a sum of independent 0/1 variables tells of its mean, with a stated chance to be wrong. The bound is Hoeffding's (Probability inequalities for
// sums of bounded random variables, 1963: theorem 1, for unequal variables too):
//
//   P(X >= n q) <= exp(-n KL(q || p)) for q > p,  the same for P(X <= n q) and q < p,   KL(q || p) = q ln(q / p) + (1 - q) ln((1 - q) / (1 - p))
//
// Means at which the count seen would be less likely than exp(-n share) are outside of its interval. So each end is wrong with at most that chance.

/** Relative entropy of two coins. */
function divergence(q: number, p: number): number {
  return (q > 0 ? q * Math.log(q / p) : 0) + (q < 1 ? (1 - q) * Math.log((1 - q) / (1 - p)) : 0)
}

/** Newton's steps at most. The function is convex, so each step ends outside: one less makes the interval wider, never wrong. */
const STEPS = 12
const CLOSE = 1e-9
/** exp of less than minus this is next to nothing, and no longer a number that can be divided by. */
const MOST_LOGS = 600

/** The least mean p at which KL(q || p) <= share; `start` is below it, where such a number is known. */
export function leastMean(q: number, share: number, start = 0): number {
  if (q <= 0) return 0
  if (q >= 1) return Math.exp(-share)
  if (share > MOST_LOGS * q) return 0
  let p = start > 0 ? start : belowLeast(q, share)
  for (let i = 0; i < STEPS; i++) {
    const step = ((divergence(q, p) - share) * p * (1 - p)) / (q - p)
    p += step
    if (step < CLOSE * p * (1 - p)) break
  }
  return p
}

/** The greatest such mean; `start` is above it. */
export function greatestMean(q: number, share: number, start = 1): number {
  return 1 - leastMean(1 - q, share, 1 - start)
}

/** Within a factor of 2 of the least mean, and below it. KL(q || p) >= q ln(q / p) - q tells where to begin. */
function belowLeast(q: number, share: number): number {
  let above = Math.log2(q)
  let below = above - (share / q + 1) / Math.LN2
  while (above - below > 1) {
    const middle = (above + below) / 2
    if (divergence(q, 2 ** middle) > share) below = middle
    else above = middle
  }
  return 2 ** below
}
