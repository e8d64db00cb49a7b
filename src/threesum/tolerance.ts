import { fraction } from '../check.js'
import type { ThreeSumProblem, TriangleProblem } from '../plan/problem.js'

/** What approximate algorithms are held to. */
export function promiseOf({ epsilon, delta }: Record<string, unknown>): { epsilon?: number; delta?: number } {
  return {
    ...(epsilon !== undefined && { epsilon: fraction('epsilon', epsilon) }),
    ...(delta !== undefined && { delta: fraction('delta', delta) }),
  }
}

/** Why an approximate row cannot serve a call without epsilon. */
export function refusesExact({ epsilon }: ThreeSumProblem | TriangleProblem): string | undefined {
  return epsilon === undefined ? 'it approximates, and no epsilon is given' : undefined
}

/** Failure probability where none is given. */
export const DELTA = 0.01

/** Most that a count may be off by. Counts are integers, and so is this: an estimate that is rounded stays within it. */
export function toleranceOf({ epsilon = 0, n, m, targets }: Pick<ThreeSumProblem, 'epsilon' | 'n' | 'm' | 'targets'>): number {
  return Math.floor(epsilon * Math.max(n, m, targets))
}

/** Pairs of a target on the average: as measured, or as if all targets were sums. */
export function meanOf({ n, m, sums, mean }: ThreeSumProblem): number {
  return mean ?? Math.min(n, m, (n * m) / sums)
}

/** Estimates as the integers they are estimates of: a count is never negative. */
export function roundCounts(estimates: Float64Array): Float64Array {
  return estimates.map((estimate) => Math.max(0, Math.round(estimate)))
}
