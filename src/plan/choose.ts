// The planner: prices every row of a task and takes the cheapest that does not refuse.
import { HammingwayError } from '../errors.js'
import { show } from '../check.js'
import type { Algorithm } from '../hamming/algorithm.js'
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

export function choose(
  problem: Problem,
  { algorithm, memoryLimit }: Pick<Resolved, 'algorithm' | 'memoryLimit'>,
): { plan: Plan; row: Algorithm } {
  const rows = algorithms.filter((row) => row.tasks.includes(problem.task))
  if (algorithm !== undefined && !rows.some((row) => row.name === algorithm)) {
    throw new RangeError(
      `"algorithm" expected one of ${rows.map((row) => `'${row.name}'`).join(', ')} for ${problem.task}, got ${show(algorithm)}`,
    )
  }
  const considered = rows
    .filter((row) => algorithm === undefined || row.name === algorithm)
    .map((row) => consider(row, problem, memoryLimit))
    .sort((a, b) => Number(a.refused !== undefined) - Number(b.refused !== undefined) || a.nanoseconds - b.nanoseconds)
  const best = considered[0]
  if (best.refused !== undefined) {
    const reasons = considered.map(({ name, refused }) => `${name}: ${refused}`).join('; ')
    const tooLarge = considered.every(({ bytes, refused }) => refused === overLimit(bytes, memoryLimit))
    throw new HammingwayError(
      tooLarge ? 'MEMORY_LIMIT' : 'NO_ALGORITHM',
      `no algorithm for ${problem.task} takes this problem (${reasons})`,
    )
  }
  return {
    plan: { task: problem.task, algorithm: best.name, considered },
    row: rows.find((row) => row.name === best.name)!,
  }
}

function consider(row: Algorithm, problem: Problem, memoryLimit: number): Considered {
  const work = row.work(problem)
  addWork(work, joinWork(row, problem))
  const bytes = row.bytes(problem)
  const refused = row.refuses(problem) ?? (bytes > memoryLimit ? overLimit(bytes, memoryLimit) : undefined)
  const { name, guarantee, source } = row
  return { name, guarantee, source, nanoseconds: price(work), bytes, work, ...(refused !== undefined && { refused }) }
}

/** What turns an algorithm's answers into the task's result; hits are not predicted. */
function joinWork({ answers }: Algorithm, problem: Problem): Work {
  const distances = shiftsOf(problem) * problem.patterns
  if (problem.task === 'hammingDistances') return { byte: 4 * distances }
  return answers === 'distances' ? { test: distances } : {}
}

function overLimit(bytes: number, memoryLimit: number): string {
  return `it needs ${Math.ceil(bytes)} bytes of memory and the limit is ${memoryLimit}`
}
