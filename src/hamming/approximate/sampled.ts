// Distances within a factor 1 ± epsilon from a sample of the pattern's positions, the same for all shifts: the baseline of all approximate rows. A
// sampled count tells an interval of the distance (src/approximate); where one integer lies within the factor of all of it the shift is settled.
// Shifts that stay open meet another sample, of as many positions, then twice as many, or are answered exactly: whichever is cheaper for their block.
// Near matches never settle and so come out exact.
//
// Each level is given half of the failure probability of the one before it, and each of its intervals two ends at all shifts: all hold at once.
import { fewestHits, totalsTable, within, type Sample } from '../../approximate/sample.js'
import { addWork, price, type Work } from '../../plan/machine.js'
import { shiftsOf, type Problem } from '../../plan/problem.js'
import { drawsOf } from '../../random.js'
import type { Arena } from '../../wasm/arena.js'
import type { Algorithm, Input, Run } from '../algorithm.js'
import { atShiftsWork } from '../at-shifts.js'
import { atMost } from '../binomial.js'
import { exactPrices, openBytes, openShifts, openWork, type ExactPrices } from '../open-shifts.js'
import { countingBytes, countingWork, drawPositions, openCounting, strata, type Counting } from '../sampling.js'
import { fillBytes } from '../fill.js'
import { answersOpenShifts, logsOf, plansOf, refusesExactness } from '../tolerance.js'

const MOST_LEVELS = 4
/** A sample of more than this share of the positions is no sample. */
const MOST_SHARE = 1 / 2
/** Another level must cost less than this share of exact answers: it does not settle everything. */
const WORTH = 1 / 2
/** Sizes of the first sample that are priced, this factor apart. */
const FINENESS = Math.SQRT2

interface Level {
  readonly kappa: number
  /** all draws up to this level */
  readonly sample: Sample
  /** the fewest mismatches that settle a shift */
  readonly fewest: number
  readonly counting: { readonly nanoseconds: number; readonly work: Work }
}

interface Plan {
  readonly levels: readonly Level[]
  readonly work: Work
}

export function sampled(counters: readonly Algorithm[], exact: readonly Algorithm[]): Algorithm {
  const pricesOf = exactPrices(exact)
  const planOf = plansOf((problem) => cheapestPlan(counters, problem, pricesOf(problem)))
  return {
    name: 'sampled',
    tasks: ['hammingDistances'],
    guarantee: 'monte-carlo',
    complexity: 'O(n log(n / delta) (m / H) / epsilon^2) symbol comparisons at shifts of distance H',
    source:
      'sampled positions with intervals by the bound of Hoeffding (1963), all within the factor with probability 1 - delta; derived here',
    answers: 'distances',
    kernels: [...new Set([...exact.flatMap(({ kernels }) => kernels), ...OWN])],
    refuses(problem) {
      const reason = refusesExactness(problem)
      if (reason !== undefined) return reason
      const draws = fewestDraws(problem)
      if (draws > MOST_SHARE * problem.m) return `${draws} sampled positions are the fewest that can settle a shift, of ${problem.m}`
      return planOf(problem) ? undefined : 'no sample of half of the pattern settles a shift'
    },
    // a sample that may settle shifts at which letters meet at random, in planes or by lists, or the fewest draws and every shift by itself: what
    // leaves all to an exact row costs more than that row
    least(problem) {
      if (problem.epsilon === undefined) return 0
      const shifts = shiftsOf(problem)
      const position = Math.min(price({ row: shifts / 128 }), price({ pair: shifts * problem.match }))
      const sample = (draws: number): number => (position > 0 ? position * draws : 0)
      const fewest = fewestDraws(problem)
      const apart = Math.min(sample(Math.max(fewest, usualDraws(problem))), sample(fewest) + price(atShiftsWork(problem, shifts, 0)))
      return price({ call: 1, decide: shifts, encode: problem.n }) + apart
    },
    work: (problem) => planOf(problem)?.work ?? { call: 1 },
    step: (problem) => (planOf(problem) ? pricesOf(problem).heir.row.step(problem) : 0),
    bytes(problem) {
      const plan = planOf(problem)
      if (!plan) return 0
      const prices = pricesOf(problem)
      const step = prices.heir.row.step(problem)
      const levels = plan.levels.reduce(
        (sum, { kappa, sample }) => sum + countingBytes(counters, problem, strata(problem.m, kappa)) + 4 * (sample.draws + 2) + 256,
        0,
      )
      return openBytes(problem, prices, step) + levels + 2 * fillBytes(step)
    },
    open: (arena, problem, input) => openSampled(arena, counters, problem, input, planOf(problem)!, pricesOf(problem)),
  }
}

const OWN = ['settleCounts', 'addDistances', ...answersOpenShifts] as const

/** Log of what each end of an interval may fail with at a level. */
function logsAt(problem: Problem, level: number): number {
  return logsOf(problem, 2 * 2 ** (level + 1))
}

/** When all draws mismatch, a distance of m is told apart from m (1 - epsilon) / (1 + epsilon): fewer draws cannot. */
function fewestDraws(problem: Problem): number {
  const epsilon = problem.epsilon!
  return Math.ceil(logsAt(problem, 0) / Math.log((1 + epsilon) / (1 - epsilon)))
}

/** Half of the draws whose standard deviation, at a shift of unrelated letters, is within the band as often as must be. */
function usualDraws(problem: Problem): number {
  const { epsilon, match } = problem
  return match >= 1 ? Infinity : (logsAt(problem, 0) * match) / ((1 - match) * epsilon! ** 2)
}

function cheapestPlan(counters: readonly Algorithm[], problem: Problem, prices: ExactPrices): Plan | undefined {
  const { m } = problem
  let best: Plan | undefined
  let least = Infinity
  for (let draws = fewestDraws(problem); draws <= MOST_SHARE * m; draws *= FINENESS) {
    const plan = planFor(counters, problem, prices, Math.max(2, Math.floor(m / draws)))
    if (!plan) continue
    const nanoseconds = price(plan.work)
    if (nanoseconds < least) {
      best = plan
      least = nanoseconds
    }
    // larger samples cost more and have less to save
    if (price(plan.levels[0].counting.work) > least) break
  }
  return best
}

/** Levels that begin with one draw in kappa, and what they are expected to cost where all pairs of symbols match with the same chance. */
function planFor(counters: readonly Algorithm[], problem: Problem, prices: ExactPrices, kappa: number): Plan | undefined {
  const { m, epsilon, match } = problem
  const shifts = shiftsOf(problem)
  const levels: Level[] = []
  const work: Work = { call: 1 }
  let open = 1
  let draws = 0
  let weight = 0
  let settled = false
  for (let i = 0; i < MOST_LEVELS; i++) {
    const own = i === 0 ? kappa : Math.ceil(kappa / 2 ** (i - 1))
    const more = strata(m, own)
    if (draws + more > MOST_SHARE * m + 1) break
    draws += more
    weight += 1 / own
    const sample = { draws, weight, most: m, logs: logsAt(problem, i) }
    const fewest = fewestHits(sample, epsilon!)
    const counting = countingWork(counters, problem, more)
    levels.push({ kappa: own, sample, fewest, counting })
    if (fewest <= draws) settled = true
    // reached by the same rule as in a run
    const reached = i === 0 || (open > 0 && counting.nanoseconds < WORTH * Math.min(open * shifts * prices.one, shifts * prices.all))
    if (!reached) break
    addWork(work, { ...counting.work, decide: shifts, layout: more })
    // too few mismatches are too many matches, whose chance is the small one
    open = Math.min(open, 1 - atMost(draws - fewest, draws, match))
  }
  if (!settled) return undefined
  addWork(work, openWork(problem, prices, open * shifts))
  return { levels, work }
}

function openSampled(
  arena: Arena,
  counters: readonly Algorithm[],
  problem: Problem,
  input: Input,
  { levels }: Plan,
  prices: ExactPrices,
): Run {
  const [pattern] = input.patterns
  const epsilon = problem.epsilon!
  const step = prices.heir.row.step(problem)
  const draw = drawsOf(input.seed ?? 1)
  // drawn at once, so that what is drawn does not depend on which levels are reached
  const samples = levels.map(({ kappa }) => drawPositions(pattern, kappa, draw))
  const opened: { counting: Counting; table: number }[] = []
  const levelAt = (i: number): { counting: Counting; table: number } => {
    opened[i] ??= { counting: openCounting(arena, counters, problem, input, samples[i]), table: tableOf(arena, levels[i], epsilon) }
    return opened[i]
  }
  const counts = arena.alloc(4 * (step + 128))
  const more = arena.alloc(4 * (step + 128))
  const rest = openShifts(arena, problem, input, prices, step)
  const { settleCounts, addDistances } = arena.kernels
  const own: Work = {}
  const shiftsInAll = shiftsOf(problem)
  let from = 0
  return {
    step,
    get work() {
      const total = { ...own }
      addWork(total, rest.work)
      for (const { counting } of opened) addWork(total, counting.work)
      return total
    },
    load: (first) => (from = first),
    distances(_pattern, shifts, out) {
      let open = shifts
      for (let i = 0; i < levels.length; i++) {
        const exact = rest.price(open, shifts)
        if (i > 0 && (levels[i].counting.nanoseconds / shiftsInAll) * shifts >= WORTH * exact) break
        const { counting, table } = levelAt(i)
        counting.fill(from, shifts, i === 0 ? counts : more)
        if (i > 0) addDistances(more, shifts, counts)
        open = settleCounts(counts, shifts, table, out, rest.list)
        addWork(own, { decide: shifts })
        if (open === 0) return
      }
      rest.finish(from, shifts, open, out)
    },
  }
}

const OPEN = 2 ** 32 - 1

/** The distance for each count, where it settles one. */
function tableOf(arena: Arena, { sample, fewest }: Level, epsilon: number): number {
  const { draws, weight } = sample
  const table = arena.alloc(4 * (draws + 2))
  const ends = totalsTable(sample, fewest)
  const words = arena.words().subarray(table / 4, table / 4 + draws + 1)
  words.fill(OPEN)
  for (let hits = fewest; hits <= draws; hits++) {
    words[hits] = within(epsilon, { least: ends[2 * hits], most: ends[2 * hits + 1] }, hits / weight) ?? OPEN
  }
  return table
}
