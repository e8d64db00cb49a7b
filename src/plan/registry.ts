// Every algorithm, one row each. Dispatch, explain, tests, benches and the command line read this list and nothing else.
// Lists are the results of pure calls, so that a bundler leaves out the families that a program does not use: a third of the code.
import { oneOf } from '../check.js'
import type { Algorithm } from '../hamming/algorithm.js'
import { hashed } from '../hamming/approximate/hashed.js'
import { oneSided } from '../hamming/approximate/one-sided.js'
import { randomSigns } from '../hamming/approximate/random-signs.js'
import { sampled } from '../hamming/approximate/sampled.js'
import { blockJoin } from '../hamming/bounded/block-join.js'
import { guarded } from '../hamming/bounded/guarded.js'
import { periodic } from '../hamming/bounded/periodic.js'
import { saturating } from '../hamming/bounded/saturating.js'
import { seeds } from '../hamming/bounded/seeds.js'
import { sieve } from '../hamming/bounded/sieve.js'
import { abrahamson } from '../hamming/exact/abrahamson.js'
import { bitSliced } from '../hamming/exact/bit-sliced.js'
import { compare } from '../hamming/exact/compare.js'
import { convolve } from '../hamming/exact/convolve.js'
import { fischerPaterson } from '../hamming/exact/fischer-paterson.js'
import { mixed } from '../hamming/exact/mixed.js'
import { modular } from '../hamming/exact/modular.js'
import { naive } from '../hamming/exact/naive.js'
import { packed } from '../hamming/exact/packed.js'
import { scatter } from '../hamming/exact/scatter.js'
import { join } from '../hamming/join.js'
import { dense } from '../sumset/dense.js'
import { packed as packedSums } from '../sumset/packed.js'
import { pairs } from '../sumset/pairs.js'
import { sparse } from '../sumset/sparse.js'
import type { SumsetRow } from '../sumset/row.js'
import { anchors } from '../threesum/approximate/anchors.js'
import { corrected } from '../threesum/approximate/corrected.js'
import { debiased } from '../threesum/approximate/debiased.js'
import { oneSided as oneSidedSums } from '../threesum/approximate/one-sided.js'
import { sampledSlide } from '../threesum/approximate/sampled-slide.js'
import { sampledVertices } from '../threesum/approximate/sampled-vertices.js'
import { sampled as sampledSums } from '../threesum/approximate/sampled.js'
import { sampledStretches } from '../threesum/approximate/sampled-stretches.js'
import { allVertices } from '../threesum/exact/all-vertices.js'
import { bySums } from '../threesum/exact/by-sums.js'
import { hashed as hashedSums } from '../threesum/exact/hashed.js'
import { slide } from '../threesum/exact/slide.js'
import { stretches } from '../threesum/exact/stretches.js'
import { twoPointers } from '../threesum/exact/two-pointers.js'
import type { ThreeSumRow, TriangleRow } from '../threesum/row.js'
import { tasks, type Problem, type SumsetProblem, type Task, type ThreeSumProblem, type TriangleProblem } from './problem.js'
import type { Family } from './row.js'

const byLetter = mixed([bitSliced, compare, scatter, convolve])
const counters = [bitSliced, compare, scatter]
const exact = [...counters, convolve, byLetter]

/** Of rows of equal price the first is taken: a guarded search before the same without a guard, and references last. */
const distanceRows = (): readonly Algorithm[] => [
  guarded(saturating, exact),
  bitSliced,
  saturating,
  compare,
  scatter,
  convolve,
  byLetter,
  seeds,
  periodic,
  sampled(counters, exact),
  hashed(counters, exact),
  sieve(saturating),
  blockJoin(saturating),
  naive,
  fischerPaterson,
  abrahamson(fischerPaterson, scatter),
  modular,
  packed('packed', scatter, false),
  packed('deterministic-packed', scatter, true),
  oneSided(convolve),
  randomSigns(exact),
]

export const algorithms = /* @__PURE__ */ distanceRows()

export const hamming: Family<Problem, Algorithm> = { rows: algorithms, join }

/** The lists are in memory before any row runs. */
export const sumsets: Family<SumsetProblem, SumsetRow> = {
  rows: [dense, pairs, sparse, packedSums],
  join: (_, { n, m }) => ({ work: { value: n + m }, bytes: 8 * (n + m) + 512 }),
}

const threeSumRows = (): readonly ThreeSumRow[] => [
  hashedSums,
  twoPointers,
  slide,
  stretches,
  ...sumsets.rows.map(bySums),
  sampledSums,
  sampledStretches,
  corrected,
  oneSidedSums,
  debiased,
  sampledSlide,
]

/** Their lists, too, are in memory before. */
export const threeSums: Family<ThreeSumProblem, ThreeSumRow> = {
  rows: /* @__PURE__ */ threeSumRows(),
  join: (_, { n, m, targets }) => ({ work: { value: n + m + targets }, bytes: 8 * (n + m + targets) + 1024 }),
}

export const triangles: Family<TriangleProblem, TriangleRow> = {
  rows: [allVertices, sampledVertices, anchors],
  join: (_, { n }) => ({ work: { value: 3 * n * n }, bytes: 24 * n * n + 1024 }),
}

const everyRow = (): readonly Pick<Algorithm, 'name' | 'tasks' | 'guarantee' | 'complexity' | 'source' | 'kernels'>[] => [
  ...hamming.rows,
  ...sumsets.rows,
  ...threeSums.rows,
  ...triangles.rows,
]

/** Every row, whatever its task. */
export const rows = /* @__PURE__ */ everyRow()

/** A row as users see it. */
export interface AlgorithmInfo {
  /** what `algorithm` takes */
  readonly name: string
  /** a function that it answers */
  readonly task: Task
  /** las-vegas: exact, in a time that depends on the seed; monte-carlo: within the promise with probability 1 - delta */
  readonly guarantee: 'exact' | 'las-vegas' | 'monte-carlo'
  /** operations */
  readonly complexity: string
  /** where it is from */
  readonly source: string
}

/** The algorithms of a task, or of all of them: what `algorithm` may name. */
export function listAlgorithms(task?: Task): AlgorithmInfo[] {
  if (task !== undefined) oneOf('task', task, tasks)
  return rows.flatMap(({ name, tasks, guarantee, complexity, source }) =>
    tasks
      .filter((served) => task === undefined || served === task)
      .map((served) => ({ name, task: served, guarantee, complexity, source })),
  )
}
