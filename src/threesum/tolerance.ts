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

/** Pairs of a few targets: as they were counted, or as if all targets were sums. */
export function countsOf({ n, m, sums, counts }: ThreeSumProblem): readonly number[] {
  return counts ?? [Math.min(n, m, (n * m) / sums)]
}

/** The mean over a few targets. */
export function meanOver(counts: readonly number[], of: (count: number, i: number) => number): number {
  return counts.reduce((sum, count, i) => sum + of(count, i), 0) / counts.length
}

/** Estimates as the integers they are estimates of: a count is never negative. */
export function roundCounts(estimates: Float64Array): Float64Array {
  return estimates.map((estimate) => Math.max(0, Math.round(estimate)))
}
