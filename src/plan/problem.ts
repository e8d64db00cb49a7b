/** The public functions that plan. */
export type Task = 'hammingDistances' | 'findMatches' | 'countMatches' | SumsetTask | ThreeSumTask | 'triangleCounts'
/** The tasks of sumsets. */
export type SumsetTask = 'sumset' | 'sumsetCounts'
export const sumsetTasks: readonly SumsetTask[] = ['sumset', 'sumsetCounts']
/** The tasks of counting 3SUM. */
export type ThreeSumTask = 'threeSumCounts' | 'convolutionThreeSumCounts'
export const threeSumTasks: readonly ThreeSumTask[] = ['threeSumCounts', 'convolutionThreeSumCounts']
export const tasks: readonly Task[] = [
  'hammingDistances',
  'findMatches',
  'countMatches',
  ...sumsetTasks,
  ...threeSumTasks,
  'triangleCounts',
]

/** A sumset is chosen by the sizes, the universe, and how many sums there are. */
export interface SumsetProblem {
  readonly task: SumsetTask
  /** numbers in the first list, duplicates counted */
  readonly n: number
  /** numbers in the second list */
  readonly m: number
  /** possible sums, from the least to the greatest in steps of their common divisor */
  readonly universe: number
  /** distinct sums, estimated */
  readonly sums: number
  /** distinct numbers of both lists, where they were counted */
  readonly numbers?: readonly [number, number]
}

/** Dense stretches of two lists, of which transforms may count the pairs. Pairs of numbers are of a and of b. */
export interface Stretches {
  /** values of a stretch */
  readonly width: number
  /** numbers of a stretch at least */
  readonly least: number
  /** how many stretches */
  readonly stretches: readonly [number, number]
  /** numbers that stand in them */
  readonly inside: readonly [number, number]
  /** distinct numbers outside that stand there more than once */
  readonly repeated: readonly [number, number]
  /** pairs of each of a few targets that are not of two stretches, where they were counted; in the order of their counts */
  readonly rest?: readonly number[]
}

/** Counting 3SUM: chosen by the sizes, the universe of the sums a + b, and how many of them there are. */
export interface ThreeSumProblem {
  readonly task: ThreeSumTask
  /** numbers in a, duplicates counted */
  readonly n: number
  /** numbers in b */
  readonly m: number
  /** numbers in c */
  readonly targets: number
  /** possible sums a + b, from the least to the greatest in steps of their common divisor */
  readonly universe: number
  /** distinct sums, estimated */
  readonly sums: number
  /** counts may be off by this share of the longest list */
  readonly epsilon?: number
  /** by more than that with this probability at most, default 0.01 */
  readonly delta?: number
  /** pairs of each of a few targets, ascending, where they were counted */
  readonly counts?: readonly number[]
  /** those of them whose number from the longer list stands there once */
  readonly alone?: readonly number[]
  /** how many distinct numbers the longer list holds more than once, more than twice, .., where they were counted */
  readonly repeats?: readonly number[]
  /** dense stretches, where there are any and counting would take long without them */
  readonly stretches?: Stretches
}

/** Counting exact triangles, of three n x n matrices. */
export interface TriangleProblem {
  readonly task: 'triangleCounts'
  readonly n: number
  /** possible sums of numbers in A and B, as above */
  readonly universe: number
  /** counts may be off by this share of n, more than that with probability delta (default 0.01) at most */
  readonly epsilon?: number
  readonly delta?: number
  /** the largest r (n - r) / n that a count r of a few pairs had, where it was measured: how hard counts are to tell from a sample */
  readonly spread?: number
}

/** Classes of pattern symbols that are about equally frequent. */
export interface LetterGroup {
  /** how many classes */
  readonly classes: number
  /** the class, where the group is one */
  readonly key?: number
  /** share of the pattern positions that each class takes */
  readonly pattern: number
  /** share of the text symbols that match each class */
  readonly text: number
}

/** DNA patterns of one length, with letters at the same positions. */
export interface Alike {
  /** a character for each position: `.` one of A, C, G, T; `N` any of them; `x` one that is required, and the same in all these patterns */
  readonly shape: string
  /** how many, each strand counted */
  readonly patterns: number
}

/** How nearly text and pattern repeat themselves every `length` symbols. */
export interface Period {
  /** in symbols */
  readonly length: number
  /** share of the pattern's symbols that differ from the one a period earlier */
  readonly pattern: number
  /** the same of the text */
  readonly text: number
}

/** What is known of the letters of a text and its patterns. */
export interface LetterStatistics {
  /** bytes of a text symbol: 1, 2 or 4 */
  readonly symbolBytes: number
  /** distinct classes of pattern symbols, over all patterns */
  readonly classes: number
  /** the largest pattern symbol, as a number */
  readonly largest: number
  /** share of (text symbol, pattern symbol) pairs that match */
  readonly match: number
  /** may a text symbol match two of the classes, as sets of letters may? */
  readonly overlap?: boolean
  /** a distance at which the pattern, where it is one and long, nearly repeats itself */
  readonly period?: Period
  /** DNA patterns that one index can serve, most patterns first; undefined where letters are not DNA's */
  readonly alike?: readonly Alike[]
  /** the classes, the most frequent ones by themselves, the others in one group */
  readonly groups: readonly LetterGroup[]
}

/** What an algorithm is chosen by: a handful of numbers, no data. */
export interface Problem extends LetterStatistics {
  readonly task: Task
  /** text length */
  readonly n: number
  /** length of the longest pattern */
  readonly m: number
  /** positions of it that are compared: all m, or some where algorithms share a pattern */
  readonly positions: number
  /** patterns slid along the text, each strand counted */
  readonly patterns: number
  /** positions that must match, in the pattern that has most */
  readonly required: number
  /** distances above k are not wanted; undefined: all are */
  readonly k?: number
  readonly epsilon?: number
  /** chance that approximate algorithms may fail with, default 0.01 */
  readonly delta?: number
  /** are symbols sets of letters (dna, protein), or numbers that are equal or not? */
  readonly letters: boolean
}

/** Shifts of the longest pattern; at least 0. */
export function shiftsOf(problem: Problem): number {
  return Math.max(0, problem.n - problem.m + 1)
}

/** Text symbols that blocks of `step` shifts read: neighbours share m - 1, which both read. */
export function symbolsRead(problem: Problem, step: number): number {
  const shifts = shiftsOf(problem)
  return shifts === 0 ? 0 : problem.n + (Math.ceil(shifts / step) - 1) * (problem.m - 1)
}

/**
 * Share of positions that mismatch at shifts where text and pattern repeat one period in step, or undefined where they do not. A place that breaks
 * the period is seen twice among the differences a period apart. At one in `length` of all shifts the two then match nearly everywhere: where fewer
 * pairs match than that, their periods are of different letters.
 */
export function inStep({ match, period }: Problem): number | undefined {
  if (!period) return undefined
  const apart = (period.pattern + period.text) / 2
  return match * period.length < 0.9 * (1 - apart) ? undefined : apart
}
