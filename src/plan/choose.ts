// The planner: prices every row of a task and takes the cheapest that does not refuse.
import { HammingwayError } from '../errors.js'
import { show } from '../check.js'
import type { Algorithm } from '../hamming/algorithm.js'
import { RECORD } from '../hamming/hits.js'
import type { Resolved } from '../options.js'
import { addWork, price, type Work } from './machine.js'
import { shiftsOf, type Problem, type Task } from './problem.js'
import { algorithms } from './registry.js'

/** One algorithm as the planner saw it. */
export interface Considered {
  readonly name: string
  readonly guarantee: Algorithm['guarantee']
  readonly source: string
  /** predicted time */
  readonly nanoseconds: number
  /** working memory beyond the result */
  readonly bytes: number
  /** predicted counts of unit operations */
  readonly work: Work
  /** why it cannot be taken */
  readonly refused?: string
}

/** What will run, and what else was considered, cheapest first, refusals last. */
export interface Plan {
  readonly task: Task
  readonly algorithm: string
  readonly considered: readonly Considered[]
  /** what the planner had to assume */
  readonly note?: string
}

/** The rows of a task, or the one that is forced; an unknown name is a RangeError. */
export function rowsFor(task: Task, algorithm: string | undefined): Algorithm[] {
  const rows = algorithms.filter((row) => row.tasks.includes(task))
  if (algorithm === undefined) return rows
  const forced = rows.filter(({ name }) => name === algorithm)
  if (forced.length > 0) return forced
  throw new RangeError(`"algorithm" expected one of ${rows.map(({ name }) => `'${name}'`).join(', ')} for ${task}, got ${show(algorithm)}`)
}

type Limits = Pick<Resolved, 'algorithm' | 'memoryLimit'>

/** The whole plan: every row is priced. */
export function planOf(problem: Problem, { algorithm, memoryLimit }: Limits): Plan {
  const considered = rowsFor(problem.task, algorithm).map((row) => consider(row, problem, memoryLimit))
  const best = cheapest(problem, considered, memoryLimit)
  considered.sort((a, b) => Number(a.refused !== undefined) - Number(b.refused !== undefined) || a.nanoseconds - b.nanoseconds)
  return { task: problem.task, algorithm: best.name, considered }
}

/** The plan's row, without pricing those that cannot be the cheapest: a call on a short text must not wait for the pricing of transforms. */
export function choose(problem: Problem, limits: Limits): Algorithm {
  const { algorithm, memoryLimit } = limits
  const rows = rowsFor(problem.task, algorithm)
  let best: Algorithm | undefined
  let least = Infinity
  for (const row of rows) {
    if ((row.least && row.least(problem) > least) || row.refuses(problem) !== undefined) continue
    const nanoseconds = priceOf(row, problem)
    if (nanoseconds >= least || bytesOf(row, problem) > memoryLimit) continue
    best = row
    least = nanoseconds
  }
  return best ?? rows.find(({ name }) => name === planOf(problem, limits).algorithm)! // which throws, with reasons
}

/** The first of the cheapest rows that do not refuse. */
function cheapest(problem: Problem, considered: readonly Considered[], memoryLimit: number): Considered {
  const takers = considered.filter(({ refused }) => refused === undefined)
  if (takers.length > 0) return takers.reduce((best, row) => (row.nanoseconds < best.nanoseconds ? row : best))
  const reasons = considered.map(({ name, refused }) => `${name}: ${refused}`).join('; ')
  const forMemory = considered.some(({ bytes, refused }) => refused === overLimit(bytes, memoryLimit))
  throw new HammingwayError(forMemory ? 'MEMORY_LIMIT' : 'NO_ALGORITHM', `no algorithm for ${problem.task} takes this problem (${reasons})`)
}

function consider(row: Algorithm, problem: Problem, memoryLimit: number): Considered {
  const work = row.work(problem)
  addWork(work, joinWork(row, problem))
  const bytes = bytesOf(row, problem)
  const refused = row.refuses(problem) ?? (bytes > memoryLimit ? overLimit(bytes, memoryLimit) : undefined)
  const { name, guarantee, source } = row
  return { name, guarantee, source, nanoseconds: priceOf(row, problem), bytes, work, ...(refused !== undefined && { refused }) }
}

function priceOf(row: Algorithm, problem: Problem): number {
  return price(row.work(problem)) + price(joinWork(row, problem))
}

function bytesOf(row: Algorithm, problem: Problem): number {
  return row.bytes(problem) + joinBytes(row, problem)
}

/** What turns an algorithm's answers into the task's result; hits are not predicted. */
function joinWork({ answers }: Algorithm, problem: Problem): Work {
  const distances = shiftsOf(problem) * problem.patterns
  if (problem.task === 'hammingDistances') return { byte: 4 * distances }
  return answers === 'distances' ? { test: distances } : {}
}

/** What an allocation may lose to alignment and slack. */
const ALLOCATION = 128

/** Memory in which answers of a block become the task's result, as long as no shift has more than one hit. */
function joinBytes(row: Algorithm, problem: Problem): number {
  const step = row.step(problem) + 128
  const arrays = row.answers === 'hits' ? 0 : problem.task === 'hammingDistances' ? 1 : 2
  const records = problem.task !== 'hammingDistances' ? 2 : row.answers === 'hits' ? 1 : 0
  return step * (4 * arrays + RECORD * records) + ALLOCATION * (32 + problem.patterns)
}

function overLimit(bytes: number, memoryLimit: number): string {
  return `it needs ${Math.ceil(bytes)} bytes of memory and the limit is ${memoryLimit}`
}
