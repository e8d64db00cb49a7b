import { alphabetNames, type Alphabet } from '../alphabet/index.js'
import { fraction, integer, oneOf, record } from '../check.js'
import { fitting, resolvePatterns, resolveStrands, type Pattern, type Strands } from '../hamming/patterns.js'
import { resolveMatching, resolveRun, type MatchingOptions, type RunOptions } from '../options.js'
import { resolveText, type PreparedText, type Sequence } from '../sequence.js'
import { planOf, type Plan } from './choose.js'
import { estimateSums, problemOf, randomSums, takeIn, type SumsetProfile } from '../sumset/lists.js'
import { DEFAULT_MEMORY_LIMIT, withArena } from '../wasm/arena.js'
import { sumsetTasks, tasks, type Problem, type SumsetTask, type Task } from './problem.js'
import { measure, uniform, type Profile } from './profile.js'
import { hamming, sumsets } from './registry.js'

export interface ExplainOptions extends Pick<RunOptions, 'algorithm' | 'memoryLimit'> {
  /** a public function's name */
  task: Task
  /** text length; of a sumset: numbers in the first list */
  n: number
  /** pattern length; of a sumset: numbers in the second list */
  m: number
  /** of a sumset: possible sums; default n m, which is where its algorithms meet */
  universe?: number
  /** of a sumset: distinct sums; without it as many as of numbers drawn at random from the universe */
  sums?: number
  /** distinct letters; default 4 for dna, 22 for protein, 256 for exact */
  sigma?: number
  alphabet?: Alphabet
  maxMismatches?: number
  epsilon?: number
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
  const n = integer('n', given.n, 0)
  const m = integer('m', given.m, 1)
  const alphabet = oneOf('alphabet', given.alphabet ?? 'exact', alphabetNames)
  const profile =
    given.profile !== undefined
      ? (record('profile', given.profile) as unknown as Profile)
      : uniform(integer('sigma', given.sigma ?? USUAL_SIGMA[alphabet], 1, 2 ** 32))
  if (given.maxMismatches !== undefined && given.epsilon !== undefined) {
    throw new TypeError('"options" expected maxMismatches or epsilon, got both')
  }
  const strands = resolveStrands(given.strands, alphabet)
  const problem: Problem = {
    task,
    n,
    m,
    positions: m,
    patterns: integer('patterns', given.patterns ?? 1, 0) * (strands === 'both' ? 2 : 1),
    required: integer('required', given.required ?? 0, 0, m),
    ...(given.maxMismatches !== undefined && { k: integer('maxMismatches', given.maxMismatches, 0) }),
    ...(given.epsilon !== undefined && { epsilon: fraction('epsilon', given.epsilon) }),
    letters: alphabet !== 'exact',
    symbolBytes: profile.symbolBytes,
    classes: profile.classes,
    largest: profile.largest,
    match: profile.match,
    ...(profile.overlap !== undefined && { overlap: profile.overlap }),
    ...(profile.period !== undefined && { period: profile.period }),
    groups: profile.groups,
  }
  const plan = planOf(hamming, problem, resolveRun(given as Record<string, unknown>))
  return profile.assumed === undefined ? plan : { ...plan, note: `assumed ${profile.assumed}` }
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
  const n = integer('n', given.n, 1)
  const m = integer('m', given.m, 1)
  const universe = integer('universe', given.universe ?? n * m, 1, 2 ** 54)
  const sums = integer('sums', given.sums ?? Math.max(1, randomSums(n, m, universe)), 1, Math.min(n * m, universe))
  const profile = given.profile === undefined ? { universe, sums } : (record('profile', given.profile) as unknown as SumsetProfile)
  const plan = planOf(sumsets, problemOf(task, { n, m }, profile), resolveRun(given as Record<string, unknown>))
  if (given.profile !== undefined || given.sums !== undefined) return plan
  return { ...plan, note: `assumed ${sums} distinct sums, as of numbers drawn at random` }
}

/** What plans of a sumset depend on: the universe, and an estimate of how many distinct sums there are, from a sample. */
export function profileOfSums(a: ArrayLike<number>, b: ArrayLike<number>): SumsetProfile {
  return withArena(DEFAULT_MEMORY_LIMIT, (arena) => {
    const taken = takeIn(arena, a, b)
    return taken === undefined ? { universe: 0, sums: 0 } : { universe: taken.universe, sums: estimateSums(arena, taken) }
  })
}
