// Tails of the binomial distribution, for plans: they choose when to test and what to expect, never an answer.

/** P(Binomial(trials, p) <= k): summed while that is short, by the normal approximation beyond. */
export function atMost(k: number, trials: number, p: number): number {
  if (k < 0) return 0
  if (k >= trials) return 1
  if (p <= 0) return 1
  if (p >= 1) return 0
  const variance = trials * p * (1 - p)
  if (variance > 25) return normalBelow((k + 0.5 - trials * p) / Math.sqrt(variance))
  let term = (1 - p) ** trials
  let sum = term
  for (let i = 1; i <= k; i++) {
    term *= ((trials - i + 1) / i) * (p / (1 - p))
    sum += term
  }
  return Math.min(1, sum)
}

/** Standard normal distribution function, to a few per cent of its tails (Lin, 1989). */
function normalBelow(z: number): number {
  const tail = 0.5 * Math.exp(-0.717 * Math.abs(z) - 0.416 * z * z)
  return z < 0 ? tail : 1 - tail
}
