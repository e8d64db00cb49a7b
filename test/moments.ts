// Mean and variance of a sample.

/** `error`: one standard error of the mean. */
export function momentsOf(values: readonly number[]): { mean: number; variance: number; error: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
  return { mean, variance, error: Math.sqrt(variance / values.length) }
}
