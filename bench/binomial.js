/**
 * P(Binomial(trials, p) >= count), by the terms from count on in logarithms.
 * @param {number} count
 * @param {number} trials
 * @param {number} p
 */
export function atLeast(count, trials, p) {
  if (count <= 0) return 1
  let log = 0 // of the term at 0, without powers of p
  let sum = 0
  for (let k = 0; k <= trials; k++) {
    if (k >= count) sum += Math.exp(log + k * Math.log(p) + (trials - k) * Math.log1p(-p))
    log += Math.log((trials - k) / (k + 1))
  }
  return Math.min(1, sum)
}
