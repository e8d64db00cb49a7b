// Distances within a factor 1 ± epsilon from letters hashed to few classes, with what the hash hides estimated from a sample.
//
// Letters of more than m / r positions have classes of their own, the others share r. With N(z) the positions at which different letters collide,
// H(z) = D(z) + N(z), where D is the distance of the hashed strings: exact, by transforms. At a stratified sample of the light positions collisions
// are counted exactly too, as true mismatches less hashed ones, and tell an interval of N by the bound of Hoeffding (src/approximate). E N <= H / r, so
// a sample sees few of them and its error is small beside H. A shift is settled where an integer lies within the factor of all of its interval; a
// block with many open shifts, as after an unlucky hash, is done again with a new hash and sample, and what is left is answered exactly.
//
// Derived here and not peer reviewed: O(n epsilon^(-2/3) log(n / delta)) up to lower logarithms (docs/theorems/approximate-hamming.md); the bound of
// Chan, Jin, Vassilevska Williams and Xu (2023) is O(n epsilon^-0.93), by other means.
import { totalsTable, type Sample } from '../../approximate/sample.js'
import { addWork, price, type Work } from '../../plan/machine.js'
import { shiftsOf, symbolsRead, type Problem } from '../../plan/problem.js'
import { drawsOf } from '../../random.js'
import type { Arena } from '../../wasm/arena.js'
import type { Algorithm, Input, Run, SearchedPattern } from '../algorithm.js'
import { refusesOverlaps } from '../coded.js'
import { distinct } from '../distinct.js'
import { fillBytes } from '../fill.js'
import { hashedProblem, hashingBytes, hashingWork, MOST_HASHED, openHashing, type Hash, type Hashing } from '../hashing.js'
import { bytesOf, reachOf, shiftsOfTransform, type Layout } from '../layout.js'
import { blocksWork, layoutOf } from '../layout-search.js'
import { workOf } from '../layout-work.js'
import { exactPrices, openBytes, openShifts, type ExactPrices } from '../open-shifts.js'
import { answersOpenShifts, logsOf, plansOf, refusesExactness } from '../tolerance.js'
import { countingBytes, countingWork, drawPositions, openCounting, strata } from '../sampling.js'

/** Hashes of a block at most; each has an equal share of delta. */
const ROUNDS = 3
/** A hash is drawn again only where that costs less than this share of exact answers. */
const WORTH = 1 / 2
/** Share of the band that the intervals are planned to take: counts of collisions differ from their mean. */
const PLANNED = 0.8
const CLASSES = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192]

interface Plan {
  /** classes that light letters share */
  readonly shared: number
  readonly kappa: number
  /** the problem without frequent letters, from which samples are drawn */
  readonly light: Problem
  /** all classes, those of frequent letters too */
  readonly classes: number
  readonly own: Problem
  readonly layout: Layout
  readonly work: Work
  readonly nanoseconds: number
}

export function hashed(counters: readonly Algorithm[], exact: readonly Algorithm[]): Algorithm {
  const pricesOf = exactPrices(exact)
  const planOf = plansOf((problem) => cheapestPlan(counters, problem))
  return {
    name: 'hashed',
    tasks: ['hammingDistances'],
    guarantee: 'monte-carlo',
    complexity: 'O(n log m / epsilon^(2/3)), up to powers of log n',
    source:
      'classes of hashed letters with a sampled correction, all within the factor with probability 1 - delta; derived here, not peer reviewed',
    answers: 'distances',
    kernels: [...new Set([...exact.flatMap(({ kernels }) => kernels), ...OWN])],
    refuses(problem) {
      const reason = refusesExactness(problem) ?? refusesOverlaps(problem)
      return reason ?? (planOf(problem) ? undefined : 'with as few classes as save anything, its sample would be the pattern')
    },
    // two classes and two patterns, halves of blocks of at least 64 points, each of which is two shifts
    least(problem) {
      if (problem.epsilon === undefined) return 0
      const { n, m, symbolBytes } = problem
      const shifts = shiftsOf(problem)
      const transforms = { halves32: shifts, butterfly32: 12 * shifts, multiply32: 2 * shifts, settle32: shifts }
      return price({ call: 2, layout: m, decide: shifts, ...hashingWork(n, symbolBytes), ...transforms })
    },
    work: (problem) => planOf(problem)?.work ?? { call: 1 },
    step(problem) {
      const plan = planOf(problem)
      return plan ? shiftsOfTransform(plan.layout) : 0
    },
    bytes(problem) {
      const plan = planOf(problem)
      if (!plan) return 0
      const { layout, kappa, own } = plan
      const step = shiftsOfTransform(layout)
      const draws = strata(problem.m, kappa)
      // a second hash is at work beside the first
      const group = bytesOf(own, layout) + countingBytes(counters, problem, draws)
      const arrays = 4 * fillBytes(step) + 8 * (draws + 2) + 512
      return 2 * group + arrays + hashingBytes(problem, step + reachOf(layout, problem.m)) + openBytes(problem, pricesOf(problem), step)
    },
    open: (arena, problem, input) => openHashed(arena, counters, problem, input, planOf(problem)!, pricesOf(problem)),
  }
}

const OWN = ['recode', 'settleHashed', ...answersOpenShifts] as const

/** Log of what each of the two ends of an interval may fail with, for every hash that may be drawn. */
function logsOfEnds(problem: Problem): number {
  return logsOf(problem, 2 * ROUNDS)
}

/** Letters of more than this share of the pattern have classes of their own. */
function heavyShare(shared: number): number {
  return 1 / shared
}

interface Shape {
  readonly shared: number
  readonly classes: number
  readonly kappa: number
  /** positions that are expected in the sample, and the problem without frequent letters that they are drawn from */
  readonly positions: number
  readonly light: Problem
}

/** Ways to share classes out, each with the sparsest sample that is expected to settle a shift at which letters meet at random. */
function* shapesOf(problem: Problem): Generator<Shape> {
  const { groups, m, match, epsilon } = problem
  const logs = logsOfEnds(problem)
  const band = PLANNED * epsilon! * (1 - match) * m
  for (const shared of CLASSES) {
    let own = 0
    let [light, inPattern, inText, equal] = [0, 0, 0, 0]
    for (const { classes, pattern, text } of groups) {
      if (pattern > heavyShare(shared)) own += classes
      else {
        light += classes
        inPattern += classes * pattern
        inText += classes * text
        equal += classes * pattern * text
      }
    }
    if (light <= shared || own + shared > MOST_HASHED) continue
    const collisions = (Math.max(0, inPattern * inText - equal) / shared) * m
    // sqrt(2 kappa logs collisions) + kappa logs / 3 = band, in sqrt(kappa)
    const [a, b] = [logs / 3, Math.sqrt(2 * logs * collisions)]
    const kappa = Math.floor(((Math.sqrt(b * b + 4 * a * band) - b) / (2 * a)) ** 2)
    if (kappa < 2) continue
    const rare = { ...problem, groups: groups.filter(({ pattern }) => pattern <= heavyShare(shared)) }
    yield {
      shared,
      classes: own + shared,
      kappa: Math.min(kappa, m),
      positions: Math.max(1, Math.round((inPattern * m) / kappa)),
      light: rare,
    }
  }
}

function cheapestPlan(counters: readonly Algorithm[], problem: Problem): Plan | undefined {
  const shifts = shiftsOf(problem)
  const shapes = [...shapesOf(problem)].map((shape) => ({ shape, counting: countingWork(counters, shape.light, shape.positions) }))
  if (shapes.length === 0) return undefined
  // the price of transforms is known by the class; one layout for a handful of them tells it
  const { base, letter } = blocksWork(hashedProblem(problem, 8, 1))
  const priceOf = ({ shape, counting }: (typeof shapes)[number]): number =>
    price(base) + shape.classes * price(letter) + counting.nanoseconds
  shapes.sort((one, other) => priceOf(one) - priceOf(other))
  for (const { shape, counting } of shapes) {
    const own = hashedProblem(problem, shape.classes, shape.positions)
    const layout = layoutOf(own)
    if (!layout) continue
    const work: Work = { decide: shifts, layout: problem.m }
    addWork(work, workOf(own, layout))
    addWork(work, counting.work)
    addWork(work, hashingWork(symbolsRead(own, shiftsOfTransform(layout)), problem.symbolBytes))
    return { ...shape, own, layout, work, nanoseconds: price(work) }
  }
  return undefined
}

/** A hash at work, with its sample. */
interface Group {
  readonly work: Work
  /** Distances of hashed strings to `whole`, mismatches of the sample to `far`, and those that the hash shows to `near`. */
  distances(first: number, shifts: number, arrays: Arrays): void
  /** Which totals go with a count of collisions. */
  readonly table: number
}

interface Arrays {
  readonly whole: number
  readonly far: number
  readonly near: number
}

function openHashed(arena: Arena, counters: readonly Algorithm[], problem: Problem, input: Input, plan: Plan, prices: ExactPrices): Run {
  const { layout, kappa, classes, shared, light } = plan
  const [pattern] = input.patterns
  const epsilon = problem.epsilon!
  const step = shiftsOfTransform(layout)
  const draw = drawsOf(input.seed ?? 1)
  const hashing = openHashing(arena, input.text, pattern, classes, step + reachOf(layout, pattern.m))
  const heavy = heavyLetters(pattern, hashing, shared, classes)
  const own: Work = {}

  const openGroup = (inner: Arena): Group => {
    const hash = drawHash(hashing, heavy, shared, draw)
    const sample = drawPositions(pattern, kappa, draw, (key) => !heavy.has(hashing.letterOf(key)))
    // a short pattern may have no light position drawn
    const drawn = sample.keys.length > 0 ? [sample] : []
    const patterns = [pattern, ...drawn].map((some) => hashing.hashed(some, hash))
    hashing.use(hash)
    const run = hashing.correlate(inner, layout, patterns)
    const [counting] = drawn.map((some) => openCounting(inner, counters, light, input, some))
    const draws = {
      draws: strata(pattern.m, kappa),
      weight: 1 / kappa,
      most: lightPositions(pattern, hashing, heavy),
      logs: logsOfEnds(problem),
    }
    return {
      table: tableOf(inner, draws),
      get work() {
        const total = { ...run.work }
        if (counting) addWork(total, counting.work)
        return total
      },
      distances(first, shifts, { whole, far, near }) {
        hashing.use(hash)
        run.load(first, shifts)
        run.distances!(0, shifts, whole)
        if (!counting) return [far, near].forEach((at) => inner.words().fill(0, at / 4, at / 4 + shifts))
        run.distances!(1, shifts, near)
        counting.fill(first, shifts, far)
      },
    }
  }

  const first = openGroup(arena)
  const [whole, far, near, again] = Array.from({ length: 4 }, () => arena.alloc(4 * (step + 128)))
  const rest = openShifts(arena, problem, input, prices, step)
  const { settleHashed } = arena.kernels
  const settle = (group: Group, from: number, shifts: number, out: number): number => {
    group.distances(from, shifts, { whole, far, near })
    addWork(own, { decide: shifts })
    return settleHashed(whole, far, near, shifts, group.table, kappa, epsilon, out, rest.list)
  }
  let from = 0
  return {
    step,
    get work() {
      const total = { ...own }
      for (const { work } of [first, hashing, rest]) addWork(total, work)
      return total
    },
    load: (shift) => (from = shift),
    distances(_pattern, shifts, out) {
      let open = settle(first, from, shifts, out)
      const another = (plan.nanoseconds / shiftsOf(problem)) * shifts
      for (let round = 1; round < ROUNDS && another < WORTH * rest.price(open, shifts); round++) {
        const before = arena.words().slice(rest.list / 4, rest.list / 4 + open)
        arena.within(() => {
          const group = openGroup(arena)
          settle(group, from, shifts, again)
          addWork(own, group.work)
        })
        open = takeSettled(arena, before, again, out, rest.list)
      }
      rest.finish(from, shifts, open, out)
    },
  }
}

const OPEN = 2 ** 32 - 1

/** Fills what was open with what another hash has settled; lists what neither has. */
function takeSettled(arena: Arena, before: Uint32Array, from: number, out: number, list: number): number {
  const words = arena.words()
  let open = 0
  for (const shift of before) {
    const value = words[from / 4 + shift]
    words[out / 4 + shift] = value
    if (value === OPEN) words[list / 4 + open++] = shift
  }
  return open
}

/** Letters with classes of their own: the most frequent of those above the share, and the class of each. */
function heavyLetters({ keys, m }: SearchedPattern, hashing: Hashing, shared: number, classes: number): Map<number, number> {
  const found = distinct(keys)
  const frequent = [...found.keys.keys()].filter((c) => found.counts[c] > heavyShare(shared) * m)
  frequent.sort((a, b) => found.counts[b] - found.counts[a])
  const letters = frequent.map((c) => hashing.letterOf(found.keys[c])).filter((letter) => letter > 0)
  return new Map(letters.slice(0, classes - shared).map((letter, c) => [letter, shared + 1 + c]))
}

function lightPositions({ keys }: SearchedPattern, hashing: Hashing, heavy: Map<number, number>): number {
  const { keys: letters, counts } = distinct(keys)
  return letters.reduce((sum, key, c) => sum + (heavy.has(hashing.letterOf(key)) ? 0 : counts[c]), 0)
}

function drawHash({ letters }: Hashing, heavy: Map<number, number>, shared: number, draw: (bound: number) => number): Hash {
  const hash = new Uint8Array(letters + 1)
  for (let letter = 1; letter <= letters; letter++) hash[letter] = heavy.get(letter) ?? 1 + draw(shared)
  return hash
}

function tableOf(arena: Arena, sample: Sample): number {
  const ends = totalsTable(sample)
  const table = arena.alloc(4 * ends.length)
  arena.words().set(ends, table / 4)
  return table
}
