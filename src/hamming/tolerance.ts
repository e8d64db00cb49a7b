// What rows of approximate distances share: the factor they are asked for, and the chance they may fail with.
import { shiftsOf, type Problem } from '../plan/problem.js'

const DEFAULT_DELTA = 0.01

/** The reason to give where nothing but exact distances is asked for. */
export function refusesExactness({ epsilon, patterns }: Problem): string | undefined {
  if (epsilon === undefined) return 'it needs a relative error (epsilon)'
  return patterns === 1 ? undefined : 'it takes one pattern'
}

/** log(1 / p) for events that happen with chance p each, so many at every shift: none of them happens with probability 1 - delta. */
export function logsOf(problem: Problem, events: number): number {
  return Math.log((events * Math.max(1, shiftsOf(problem))) / (problem.delta ?? DEFAULT_DELTA))
}

/** A plan for each problem that has one, made once: every question of a planner needs it. */
export function plansOf<T>(make: (problem: Problem) => T | undefined): (problem: Problem) => T | undefined {
  const known = new WeakMap<Problem, { plan?: T }>()
  return (problem) => {
    if (refusesExactness(problem) !== undefined || shiftsOf(problem) === 0) return undefined
    let found = known.get(problem)
    if (!found) known.set(problem, (found = { plan: make(problem) }))
    return found.plan
  }
}

/** The kernels that approximate rows call themselves. */
export const answersOpenShifts = ['distancesAt8', 'distancesAt16', 'distancesAt32', 'distancesAtSets'] as const
