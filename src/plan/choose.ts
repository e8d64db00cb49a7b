// The planner: prices every row of a task and takes the cheapest that does not refuse.
import { HammingwayError } from '../errors.js'
import { show } from '../check.js'
import type { Resolved } from '../options.js'
import { addWork, price, type Work } from './machine.js'
import type { Task } from './problem.js'
import type { Family, Row } from './row.js'

/** One algorithm as the planner saw it. */
export interface Considered {
  /** the algorithm's name */
  readonly name: string
  /** exact, las-vegas or monte-carlo */
  readonly guarantee: Row<never>['guarantee']
  /** where it is from */
  readonly source: string
  /** a row kept to compare others with: taken when it is named, or when no other row takes the problem */
  readonly reference?: true
  /** predicted time */
  readonly nanoseconds: number
  /** working memory beyond the result */
  readonly bytes: number
  /** predicted counts of unit operations */
  readonly work: Work
  /** nanoseconds of it that are spent once however many pieces of a text follow: each worker of a pool spends them once */
  readonly setup?: number
  /** why it cannot be taken */
  readonly refused?: string
}

/** What will run, and what else was considered, cheapest first, refusals last. */
export interface Plan {
  /** the function that was asked about */
  readonly task: Task
  /** what will run */
  readonly algorithm: string
  /** cheapest first, refusals last */
  readonly considered: readonly Considered[]
  /** what the planner had to assume */
  readonly note?: string
}

/** Found once: calls of a few microseconds ask for them, too. */
const known = new WeakMap<readonly Row<never>[], Map<Task, readonly Row<never>[]>>()

function ofTask<R extends Row<never>>(all: readonly R[], task: Task): readonly R[] {
  let byTask = known.get(all)
  if (!byTask) known.set(all, (byTask = new Map<Task, readonly R[]>()))
  let rows = byTask.get(task)
  if (!rows) byTask.set(task, (rows = all.filter((row) => row.tasks.includes(task))))
  return rows as readonly R[]
}

/** The rows of a task, or the one that is forced; an unknown name is a RangeError. */
export function rowsFor<R extends Row<never>>(
  { rows: all }: { readonly rows: readonly R[] },
  task: Task,
  algorithm: string | undefined,
): readonly R[] {
  const rows = ofTask(all, task)
  if (algorithm === undefined) return rows
  const forced = rows.filter(({ name }) => name === algorithm)
  if (forced.length > 0) return forced
  throw new RangeError(`"algorithm" expected one of ${rows.map(({ name }) => `'${name}'`).join(', ')} for ${task}, got ${show(algorithm)}`)
}

type Numbers = { readonly task: Task }
type Limits = Pick<Resolved, 'algorithm' | 'memoryLimit'>

/** The whole plan: every row is priced. */
export function planOf<P extends Numbers, R extends Row<P>>(family: Family<P, R>, problem: P, { algorithm, memoryLimit }: Limits): Plan {
  const considered = rowsFor(family, problem.task, algorithm).map((row) => consider(family, row, problem, memoryLimit))
  const best = cheapest(problem.task, considered, memoryLimit)
  considered.sort((a, b) => Number(a.refused !== undefined) - Number(b.refused !== undefined) || a.nanoseconds - b.nanoseconds)
  return { task: problem.task, algorithm: best.name, considered }
}

/** The plan's row, without pricing those that cannot be the cheapest: a call on a short text must not wait for the pricing of transforms. */
export function choose<P extends Numbers, R extends Row<P>>(family: Family<P, R>, problem: P, limits: Limits): R {
  const { algorithm, memoryLimit } = limits
  const rows = rowsFor(family, problem.task, algorithm)
  let best: R | undefined
  let least = Infinity
  for (const row of rows) {
    if (row.reference && best && !best.reference) continue
    const worth = least - (row.pricing?.(problem) ?? 0)
    if ((best && row.least && row.least(problem, worth) > worth) || row.refuses(problem) !== undefined) continue
    const join = family.join(row, problem)
    const nanoseconds = price(row.work(problem)) + price(join.work)
    if (nanoseconds >= least || row.bytes(problem) + join.bytes > memoryLimit) continue
    best = row
    least = nanoseconds
  }
  return best ?? rows.find(({ name }) => name === planOf(family, problem, limits).algorithm)! // which throws, with reasons
}

/** The first of the cheapest rows that do not refuse. */
function cheapest(task: Task, considered: readonly Considered[], memoryLimit: number): Considered {
  const all = considered.filter(({ refused }) => refused === undefined)
  const own = all.filter(({ reference }) => !reference)
  const takers = own.length > 0 ? own : all
  if (takers.length > 0) return takers.reduce((best, row) => (row.nanoseconds < best.nanoseconds ? row : best))
  const reasons = considered.map(({ name, refused }) => `${name}: ${refused}`).join('; ')
  const forMemory = considered.some(({ bytes, refused }) => refused === overLimit(bytes, memoryLimit))
  throw new HammingwayError(forMemory ? 'MEMORY_LIMIT' : 'NO_ALGORITHM', `no algorithm for ${task} takes this problem (${reasons})`)
}

function consider<P extends Numbers, R extends Row<P>>(family: Family<P, R>, row: R, problem: P, memoryLimit: number): Considered {
  const join = family.join(row, problem)
  const work = row.work(problem)
  addWork(work, join.work)
  const bytes = row.bytes(problem) + join.bytes
  const refused = row.refuses(problem) ?? (bytes > memoryLimit ? overLimit(bytes, memoryLimit) : undefined)
  const { name, guarantee, source, reference } = row
  const setup = refused === undefined ? row.setup?.(problem) : undefined
  const said = { ...(reference && { reference }), ...(setup && { setup: price(setup) }), ...(refused !== undefined && { refused }) }
  return { name, guarantee, source, nanoseconds: price(work), bytes, work, ...said }
}

function overLimit(bytes: number, memoryLimit: number): string {
  return `it needs ${Math.ceil(bytes)} bytes of memory and the limit is ${memoryLimit}`
}
