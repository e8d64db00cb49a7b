import { alphabetNames, type Alphabet } from '../alphabet/index.js'
import { fraction, integer, oneOf, record } from '../check.js'
import { fitting, resolvePatterns, resolveStrands, type Pattern, type Strands } from '../hamming/patterns.js'
import { resolveMatching, resolveRun, type MatchingOptions, type RunOptions } from '../options.js'
import { resolveText, type PreparedText, type Sequence } from '../sequence.js'
import { planOf, type Plan } from './choose.js'
import { tasks, type Problem, type Task } from './problem.js'
import { measure, uniform, type Profile } from './profile.js'
import { hamming } from './registry.js'

export interface ExplainOptions extends Pick<RunOptions, 'algorithm' | 'memoryLimit'> {
  /** a public function's name */
  task: Task
  /** text length */
  n: number
  /** pattern length */
  m: number
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
  /** measured letters, from profileOf; without it all letters are assumed equally frequent */
  profile?: Profile
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
    match: profile.match,
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
