// The histogram of distances that a random sequence would have.

/** Patterns longer than this: the normal approximation in place of the exact distribution, which takes m^2 / 2 steps. */
const EXACT_LENGTH = 4096

/** How often each character code occurs. */
function letterCounts(text: Uint8Array): Float64Array {
  const counts = new Float64Array(256)
  for (let i = 0; i < text.length; i++) counts[text[i]]++
  return counts
}

/**
 * Expected shifts at each distance 0..m where every letter of the text is drawn independently with the text's own frequencies: positions
 * mismatch independently, each with its own probability, so the distance is Poisson binomial.
 * @param tables of a pattern, as openTables gives them
 */
export function expectedHistogram(text: Uint8Array, tables: readonly Uint8Array[], shifts: number): Float64Array {
  const counts = letterCounts(text)
  const shares = new Map<Uint8Array, number>()
  const mismatch = tables.map((table) => {
    let share = shares.get(table)
    if (share === undefined) shares.set(table, (share = table.reduce((sum, wrong, code) => sum + wrong * counts[code], 0) / text.length))
    return share
  })
  const distribution = mismatch.length <= EXACT_LENGTH ? poissonBinomial(mismatch) : normal(mismatch)
  return distribution.map((probability) => probability * shifts)
}

/** Distribution of the number of successes; position after position. */
export function poissonBinomial(probabilities: readonly number[]): Float64Array {
  const distribution = new Float64Array(probabilities.length + 1)
  distribution[0] = 1
  probabilities.forEach((p, j) => {
    for (let d = j + 1; d > 0; d--) distribution[d] = distribution[d] * (1 - p) + distribution[d - 1] * p
    distribution[0] *= 1 - p
  })
  return distribution
}

/** The normal density with the same mean and variance. */
function normal(probabilities: readonly number[]): Float64Array {
  const mean = probabilities.reduce((sum, p) => sum + p, 0)
  const variance = Math.max(
    1e-9,
    probabilities.reduce((sum, p) => sum + p * (1 - p), 0),
  )
  return Float64Array.from(
    { length: probabilities.length + 1 },
    (_, d) => Math.exp(-((d - mean) ** 2) / (2 * variance)) / Math.sqrt(2 * Math.PI * variance),
  )
}
