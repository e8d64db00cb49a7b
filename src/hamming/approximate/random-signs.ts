// Distances within a factor 1 ± epsilon from random signs of letters: positions of different letters have different signs with probability 1/2, so
// twice the number of those that do, averaged over many drawings, is the distance (Karloff, Fast algorithms for approximately counting mismatches,
// 1993). A number of different signs lies between 0 and H with mean H / 2, whatever the letters, so by Hoeffding's bound (1963)
//
//   P(|average - H / 2| > e H / 2) <= 2 exp(-drawings KL((1 + e) / 2 || 1 / 2)),   about 2 exp(-drawings e^2 / 2)
//
// for all letters alike: O(log(n / delta) / epsilon^2) transforms. A predecessor of the paper's algorithm, to be compared with. Small distances, where
// rounding to an integer would take more of epsilon than is left for it, are answered exactly.
import { addWork, type Work } from '../../plan/machine.js'
import { shiftsOf, type Problem } from '../../plan/problem.js'
import { drawsOf } from '../../random.js'
import type { Algorithm } from '../algorithm.js'
import { refusesOverlaps } from '../coded.js'
import { shiftsOfTransform } from '../layout.js'
import { exactPrices, openBytes, openShifts } from '../open-shifts.js'
import { openRepetitions, repeatedPlan, type Repetition } from '../repeated.js'
import { answersOpenShifts, logsOf, plansOf, refusesExactness } from '../tolerance.js'

/** Share of epsilon that signs may use; the rest is for rounding. */
const SHARE = 0.9
/** Drawings take a transform of the text each. */
const MOST_DRAWINGS = 4096

function repetitionOf(problem: Problem): Repetition {
  const up = (1 + SHARE * problem.epsilon!) / 2
  const divergence = up * Math.log(2 * up) + (1 - up) * Math.log(2 * (1 - up))
  return { classes: 2, times: Math.ceil(logsOf(problem, 2) / divergence) }
}

/** An estimate e with |e - H| <= SHARE epsilon H is within epsilon after rounding when H >= 1 / (2 (1 - SHARE) epsilon), which e tells from here on. */
function leastEstimate(epsilon: number): number {
  return (1 + SHARE * epsilon) / (2 * (1 - SHARE) * epsilon)
}

/** Drawings are sums of 32 bits of distances up to m each. */
function refusesMany(problem: Problem): string | undefined {
  const { times } = repetitionOf(problem)
  if (times > MOST_DRAWINGS) return `it would draw signs ${times} times; at most ${MOST_DRAWINGS} times it does`
  return times * problem.m < 2 ** 32 ? undefined : 'sums of so many distances would not fit in 32 bits'
}

const planOf = plansOf((problem) => (refusesMany(problem) === undefined ? repeatedPlan(problem, repetitionOf(problem)) : undefined))

function stepOf(problem: Problem): number {
  const plan = planOf(problem)
  return plan ? shiftsOfTransform(plan.layout) : 0
}

export function randomSigns(exact: readonly Algorithm[]): Algorithm {
  const pricesOf = exactPrices(exact)
  return {
    name: 'random-signs',
    tasks: ['hammingDistances'],
    guarantee: 'monte-carlo',
    reference: true,
    complexity: 'O(n log m log(n / delta) / epsilon^2)',
    source:
      'averages over random signs of letters (Karloff, 1993), all within the factor with probability 1 - delta by the bound of Hoeffding (1963)',
    answers: 'distances',
    kernels: [...new Set([...exact.flatMap(({ kernels }) => kernels), ...OWN])],
    refuses(problem) {
      const reason = refusesExactness(problem) ?? refusesMany(problem) ?? refusesOverlaps(problem)
      return reason ?? (planOf(problem) ? undefined : 'its transforms would not fit in 64 MiB, or 48 bytes a pattern symbol')
    },
    work(problem) {
      const plan = planOf(problem)
      return plan ? { ...plan.work, decide: shiftsOf(problem) } : { call: 1 }
    },
    step: stepOf,
    bytes(problem) {
      const plan = planOf(problem)
      return plan ? plan.bytes + openBytes(problem, pricesOf(problem), stepOf(problem)) : 0
    },
    open(arena, problem, input) {
      const plan = planOf(problem)!
      const repetition = repetitionOf(problem)
      const step = stepOf(problem)
      const draw = drawsOf(input.seed ?? 1)
      // letters that the pattern has not are one more, and a pattern's letter that the text cannot have is another
      const signs = (letters: number): { hash: Uint8Array; never: number } => ({
        hash: new Uint8Array(letters + 1).map(() => 1 + draw(2)),
        never: 1 + draw(2),
      })
      const all = openRepetitions(arena, plan, repetition, input, signs, arena.kernels.addDistances)
      const rest = openShifts(arena, problem, input, pricesOf(problem), step)
      const least = leastEstimate(problem.epsilon!)
      const decided: Work = {}
      let from = 0
      return {
        step,
        get work() {
          const total = { ...decided }
          for (const { work } of [all, rest]) addWork(total, work)
          return total
        },
        load: (first) => (from = first),
        distances(_pattern, shifts, out) {
          all.fill(from, shifts, out)
          const open = arena.kernels.settleSums(out, shifts, 2 / repetition.times, least, out, rest.list)
          addWork(decided, { decide: shifts })
          rest.finish(from, shifts, open, out)
        },
      }
    },
  }
}

const OWN = ['recode', 'settleSums', 'addDistances', ...answersOpenShifts] as const
