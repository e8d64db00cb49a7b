import { alphabetNames, type Alphabet } from '../alphabet/index.js'
import { fraction, integer, oneOf, record, wrongKind } from '../check.js'
import { fitting, resolvePatterns, resolveStrands, type Pattern, type Strands } from '../hamming/patterns.js'
import { resolveMatching, resolveRun, type MatchingOptions, type RunOptions } from '../options.js'
import { resolveText, type PreparedText, type Sequence } from '../sequence.js'
import { measureSpread } from '../threesum/measure.js'
import { promiseOf } from '../threesum/tolerance.js'
import { planOf, type Plan } from './choose.js'
import { copy, problemOf, randomSums, takeIn, type SumsetProfile } from '../sumset/lists.js'
import { measureThreeSums } from './measure-three-sums.js'
import { DEFAULT_MEMORY_LIMIT, withArena } from '../wasm/arena.js'
import { sumsetTasks, tasks, threeSumTasks, type Problem, type SumsetTask, type Task, type ThreeSumTask } from './problem.js'
import { measure, uniform, type Profile } from './profile.js'
import { hamming, sumsets, threeSums, triangles } from './registry.js'

/** A problem, as far as plans depend on it. */
export interface ExplainOptions extends Pick<RunOptions, 'algorithm' | 'memoryLimit'> {
  /** a public function's name */
  task: Task
  /** text length; of sums: numbers in the first list; of triangles: rows of a matrix */
  n: number
  /** pattern length; of sums: numbers in the second list; of triangles it is not needed */
  m?: number
  /** of sums: possible sums; default n m, which is where the algorithms of sumsets meet */
  universe?: number
  /** of sums: distinct sums; without it as many as of numbers drawn at random from the universe */
  sums?: number
  /** of 3SUM: numbers in the third list, default n */
  targets?: number
  /** distinct letters; default 4 for dna, 22 for protein, 256 for exact */
  sigma?: number
  /** what symbols are, default 'exact' */
  alphabet?: Alphabet
  /** a bound on the distances */
  maxMismatches?: number
  /** an approximate problem: the error that is allowed */
  epsilon?: number
  /** failure probability of approximate algorithms, default 0.01 */
  delta?: number
  /** number of patterns, default 1 */
  patterns?: number
  /** 'both' slides every pattern twice; default 'forward' */
  strands?: Strands
  /** positions that must match, default 0 */
  required?: number
  /** measured letters, from profileOf (without it all letters are assumed equally frequent), or sums, from profileOfSums */
  profile?: Profile | SumsetProfile
}

/** Letters of an alphabet when nothing else is said. */
const USUAL_SIGMA: Record<Alphabet, number> = { exact: 256, dna: 4, protein: 22 }

/**
 * What a call would run and why: every algorithm of the task with its predicted counts of unit operations, time and memory. Nothing is
 * computed. A call's own plan equals `explain` with that call's profile.
 */
export function explain(options: ExplainOptions): Plan {
  const given = record('options', options) as Partial<ExplainOptions>
  const task = oneOf('task', given.task, tasks)
  if (sumsetTasks.includes(task as SumsetTask)) return explainSums(task as SumsetTask, given)
  if (threeSumTasks.includes(task as ThreeSumTask)) return explainThreeSums(task as ThreeSumTask, given)
  if (task === 'triangleCounts') return explainTriangles(given)
  const n = integer('n', given.n, 0)
  const m = integer('m', given.m, 1)
  const alphabet = oneOf('alphabet', given.alphabet === undefined ? 'exact' : given.alphabet, alphabetNames)
  const { sigma = USUAL_SIGMA[alphabet], patterns = 1, required = 0 } = given
  const profile = given.profile !== undefined ? lettersOf(given.profile) : uniform(integer('sigma', sigma, 1, 2 ** 32))
  if (given.maxMismatches !== undefined && given.epsilon !== undefined) {
    throw new TypeError('"options" expected maxMismatches or epsilon, got both')
  }
  const strands = resolveStrands(given.strands, alphabet)
  const problem: Problem = {
    task,
    n,
    m,
    positions: m,
    patterns: integer('patterns', patterns, 0) * (strands === 'both' ? 2 : 1),
    required: integer('required', required, 0, m),
    ...(given.maxMismatches !== undefined && { k: integer('maxMismatches', given.maxMismatches, 0) }),
    ...(given.epsilon !== undefined && { epsilon: fraction('epsilon', given.epsilon) }),
    ...(given.delta !== undefined && { delta: fraction('delta', given.delta) }),
    letters: alphabet !== 'exact',
    symbolBytes: profile.symbolBytes,
    classes: profile.classes,
    largest: profile.largest,
    match: profile.match,
    ...(profile.overlap !== undefined && { overlap: profile.overlap }),
    ...(profile.period !== undefined && { period: profile.period }),
    ...alikeOf(profile, given, alphabet, m),
    groups: profile.groups,
  }
  const plan = planOf(hamming, problem, resolveRun(given as Record<string, unknown>))
  return profile.assumed === undefined ? plan : { ...plan, note: `assumed ${profile.assumed}` }
}

/** A profile of profileOf. */
function lettersOf(profile: unknown): Profile {
  if (!Array.isArray(record('profile', profile).groups)) throw wrongKind('profile', 'what profileOf returns', profile)
  return profile as Profile
}

/** A profile of profileOfSums. */
function sumsProfileOf(profile: unknown): SumsetProfile {
  if (typeof record('profile', profile).universe !== 'number') throw wrongKind('profile', 'what profileOfSums returns', profile)
  return profile as SumsetProfile
}

/** Without measured patterns those of a DNA search are single letters, the required ones behind. */
function alikeOf(profile: Profile, given: Partial<ExplainOptions>, alphabet: Alphabet, m: number): Pick<Problem, 'alike'> {
  const { required = 0, patterns = 1, strands } = given
  if (profile.assumed === undefined || alphabet !== 'dna') return profile.alike ? { alike: profile.alike } : {}
  const shape = '.'.repeat(m - required) + 'x'.repeat(required)
  if (strands !== 'both') return { alike: [{ shape, patterns }] }
  const turned = [...shape].reverse().join('')
  return { alike: required === 0 ? [{ shape, patterns: 2 * patterns }] : [shape, turned].map((shape) => ({ shape, patterns })) }
}

/**
 * The letter statistics that plans depend on, from at most 1,024 symbols of the text and of the patterns: those of a call with the same
 * arguments.
 */
export function profileOf(
  text: Sequence | PreparedText,
  patterns: Pattern | readonly Pattern[],
  options?: MatchingOptions & { strands?: Strands },
): Profile {
  const given = record('options', options)
  const matching = resolveMatching(given)
  const resolved = resolveText(text, matching)
  const list = resolvePatterns(patterns, matching, resolveStrands(given.strands, matching.alphabet))
  return measure(resolved, fitting(list, resolved.symbols.length).searched)
}

/** A plan needs lists that are not empty; of empty ones there are no sums and nothing to plan. */
function explainSums(task: SumsetTask, given: Partial<ExplainOptions>): Plan {
  const { n, m, profile } = sumsOf(given)
  return noted(planOf(sumsets, problemOf(task, { n, m }, profile), resolveRun(given as Record<string, unknown>)), profile)
}

function explainThreeSums(task: ThreeSumTask, given: Partial<ExplainOptions>): Plan {
  const { n, m, profile } = sumsOf(given)
  const { universe, sums, counts, alone, repeats, stretches } = profile
  const targets = integer('targets', given.targets === undefined ? n : given.targets, 1)
  const problem = {
    task,
    n,
    m,
    targets,
    universe,
    sums,
    ...promiseOf(given),
    ...(counts && { counts }),
    ...(alone && { alone }),
    ...(repeats && { repeats }),
    ...(stretches && { stretches }),
  }
  return noted(planOf(threeSums, problem, resolveRun(given as Record<string, unknown>)), profile)
}

function explainTriangles(given: Partial<ExplainOptions>): Plan {
  const n = integer('n', given.n, 1)
  const { universe = 2 ** 16, spread }: Partial<SumsetProfile> = given.profile === undefined ? given : sumsProfileOf(given.profile)
  integer('universe', universe, 1, 2 ** 54)
  const problem = { task: 'triangleCounts', n, universe, ...promiseOf(given), ...(spread !== undefined && { spread }) } as const
  return planOf(triangles, problem, resolveRun(given as Record<string, unknown>))
}

function sumsOf(given: Partial<ExplainOptions>): { n: number; m: number; profile: SumsetProfile } {
  const n = integer('n', given.n, 1)
  const m = integer('m', given.m, 1)
  if (given.profile !== undefined) return { n, m, profile: sumsProfileOf(given.profile) }
  const universe = integer('universe', given.universe ?? n * m, 1, 2 ** 54)
  const sums = integer('sums', given.sums ?? Math.max(1, randomSums(n, m, universe)), 1, Math.min(n * m, universe))
  const assumed = given.sums === undefined ? `${sums} distinct sums, as of numbers drawn at random` : undefined
  return { n, m, profile: { universe, sums, ...(assumed !== undefined && { assumed }) } }
}

function noted(plan: Plan, { assumed }: SumsetProfile): Plan {
  return assumed === undefined ? plan : { ...plan, note: `assumed ${assumed}` }
}

/**
 * What plans of sums depend on: the universe of a + b, an estimate of how many distinct sums there are, from a sample, and with a third list what approximate
 * algorithms are priced by: how large the counts of a few targets are. Of matrices (`task` triangleCounts) how near to half of n.
 */
export function profileOfSums(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  c?: ArrayLike<number>,
  task: ThreeSumTask | 'triangleCounts' = 'threeSumCounts',
): SumsetProfile {
  return withArena(DEFAULT_MEMORY_LIMIT, (arena) => {
    const taken = takeIn(arena, a, b)
    if (taken === undefined) return { universe: 0, sums: 0 }
    const { universe, n, m } = taken
    const third = c && copy(arena, 'c', c)
    const targets = c && third && { c: third.at, targets: c.length }
    if (task !== 'triangleCounts') return measureThreeSums(arena, task, taken, targets)
    const spread = targets && { spread: measureSpread(arena, Math.round(Math.sqrt(n)), { ...taken, ...targets }) }
    return { universe, sums: Math.min(n * m, universe), ...spread }
  })
}
