import type { KernelName } from '../wasm/kernels.js'
import type { Work } from './machine.js'
import type { Task } from './problem.js'

/** What the planner knows of a registry row, whatever its task. P: the numbers its problems are. */
export interface Row<P> {
  readonly name: string
  readonly tasks: readonly Task[]
  readonly guarantee: 'exact' | 'las-vegas' | 'monte-carlo'
  /** kept to compare others with: taken when it is named, or when no other row takes the problem */
  readonly reference?: true
  readonly complexity: string
  readonly source: string
  /** the kernels its inner loops are */
  readonly kernels: readonly KernelName[]
  /** why it cannot solve this problem, or undefined */
  refuses(problem: P): string | undefined
  /** unit operations it will execute */
  work(problem: P): Work
  /** where its runs take one text after the other: the part of the work that is done once for all of them */
  setup?(problem: P): Work | undefined
  /** a lower bound on its price in nanoseconds, where that is much cheaper to tell than the price; one above `best` need be no tighter */
  least?(problem: P, best: number): number
  /** nanoseconds that telling its price takes, where that is many: a row that could not save them is passed over */
  pricing?(problem: P): number
  /** working memory in WASM, beyond the result and what the join takes */
  bytes(problem: P): number
}

/** Tasks that share their problems and their rows. */
export interface Family<P extends { readonly task: Task }, R extends Row<P>> {
  readonly rows: readonly R[]
  /** what turns a row's answers into the task's result */
  join(row: R, problem: P): { readonly work: Work; readonly bytes: number }
}
