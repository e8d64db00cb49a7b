// Distances that are never too large, and at most a factor 1 - epsilon too small: the largest of the distances of hashed strings. Letters that are
// equal stay equal, so none of them exceeds the true distance; with ceil(2 / epsilon) classes a mismatch is hidden with probability at most
// epsilon / 2, so by Markov one hash hides more than epsilon H of them with at most 1/2, and all of log2(shifts / delta) hashes do with delta / shifts.
// A predecessor of the paper's algorithm (Kopelowitz and Porat, A simple algorithm for approximating the text-to-pattern Hamming distance, 2018).
import type { Problem } from '../../plan/problem.js'
import { drawsOf } from '../../random.js'
import type { Algorithm } from '../algorithm.js'
import { refusesOverlaps } from '../coded.js'
import { MOST_HASHED } from '../hashing.js'
import { shiftsOfTransform } from '../layout.js'
import { openRepetitions, repeatedPlan, type Repetition } from '../repeated.js'
import { logsOf, plansOf, refusesExactness } from '../tolerance.js'

function repetitionOf(problem: Problem): Repetition {
  const classes = Math.ceil(2 / problem.epsilon!)
  return { classes, times: Math.ceil(logsOf(problem, 1) / Math.log(classes * problem.epsilon!)) }
}

/** Why letters cannot be hashed, or need not. */
function refusesClasses(problem: Problem): string | undefined {
  const { classes } = repetitionOf(problem)
  if (classes > MOST_HASHED) return `it would hash letters to ${classes} classes; at most ${MOST_HASHED} get a transform`
  return problem.classes <= classes ? `it hashes letters to ${classes} classes, and the pattern has no more of them` : undefined
}

const planOf = plansOf((problem) => (refusesClasses(problem) === undefined ? repeatedPlan(problem, repetitionOf(problem)) : undefined))

export const oneSided = (exact: Pick<Algorithm, 'kernels'>): Algorithm => ({
  name: 'one-sided',
  tasks: ['hammingDistances'],
  guarantee: 'monte-carlo',
  reference: true,
  complexity: 'O(n log m log(n / delta) / epsilon)',
  source:
    'the largest of log2(n / delta) distances of strings hashed to 2 / epsilon letters (Kopelowitz and Porat, 2018); never above the distance',
  answers: 'distances',
  kernels: [...exact.kernels, 'recode', 'largest'],
  refuses(problem) {
    const reason = refusesExactness(problem) ?? refusesClasses(problem) ?? refusesOverlaps(problem)
    return reason ?? (planOf(problem) ? undefined : 'its transforms would not fit in 64 MiB, or 48 bytes a pattern symbol')
  },
  work: (problem) => planOf(problem)?.work ?? { call: 1 },
  step: stepOf,
  bytes: (problem) => planOf(problem)?.bytes ?? 0,
  open(arena, problem, input) {
    const plan = planOf(problem)!
    const repetition = repetitionOf(problem)
    const draw = drawsOf(input.seed ?? 1)
    const hash = (letters: number): { hash: Uint8Array; never: number } => {
      const drawn = new Uint8Array(letters + 1).map(() => 1 + draw(repetition.classes))
      drawn[0] = 0
      return { hash: drawn, never: 0 }
    }
    const all = openRepetitions(arena, plan, repetition, input, hash, arena.kernels.largest)
    let from = 0
    return {
      step: stepOf(problem),
      get work() {
        return all.work
      },
      load: (first) => (from = first),
      distances: (_pattern, shifts, out) => all.fill(from, shifts, out),
    }
  },
})

function stepOf(problem: Problem): number {
  const plan = planOf(problem)
  return plan ? shiftsOfTransform(plan.layout) : 0
}
