// The registry as tests see it: every promise is held for every algorithm, forced by name, and for the planner's own choice.
import { algorithms } from '../src/plan/registry.js'
import { explain, HammingwayError, listAlgorithms, profileOf, type ExplainOptions, type Task } from '../src/index.js'

export function rowsOf(task: Task): string[] {
  return listAlgorithms(task).map(({ name }) => name)
}

/** Those that answer without a relative error. */
export function exactRowsOf(task: Task): string[] {
  return listAlgorithms(task).flatMap(({ name, guarantee }) => (guarantee === 'monte-carlo' ? [] : [name]))
}

/** Names of the rows that do not refuse this problem. */
export function takersOf(problem: ExplainOptions): string[] {
  return explain(problem).considered.flatMap(({ name, refused }) => (refused === undefined ? [name] : []))
}

/** Rows that need a relative error: they refuse what is exact, and have tests of their own. */
const approximate = algorithms.filter(({ guarantee }) => guarantee === 'monte-carlo').map(({ name }) => name)

const references = algorithms.filter(({ reference }) => reference).map(({ name }) => name)

export interface EveryRow {
  /** Runs the check for the planner's choice (undefined) and for each row; a row may refuse the problem. */
  hold(check: (algorithm: string | undefined) => void): void
  /** None may have got by on refusals: general rows have held at least so many times, rows for special problems so many. */
  expectHeld(least: number, special?: number): void
}

/** References are slow by construction: where a test has very many checks they take one in `referencesEach`, in turn whatever the check is. */
export function everyRow(task: Task, referencesEach = 1): EveryRow {
  let checks = 0
  const held = new Map([undefined, ...rowsOf(task)].map((algorithm) => [algorithm, 0]))
  return {
    hold(check) {
      const spare = checks++ % referencesEach !== 0
      for (const [algorithm, times] of held) {
        if (spare && references.includes(algorithm!)) continue
        try {
          check(algorithm)
          held.set(algorithm, times + 1)
        } catch (cause) {
          if (algorithm !== undefined && cause instanceof HammingwayError && cause.code === 'NO_ALGORITHM') continue
          throw new Error(`algorithm ${algorithm ?? '(planned)'}: ${(cause as Error).message}`, { cause })
        }
      }
    },
    expectHeld(least, special = 0) {
      // rows for special problems say that by refusing the plainest one, or one with letters that stand for several
      const plain = { task, n: 1e5, m: 50, maxMismatches: 3 }
      const profile = profileOf('ACGT', 'ACN', { alphabet: 'dna' })
      const general = takersOf({ ...plain, sigma: 4 }).filter((name) => takersOf({ ...plain, alphabet: 'dna', profile }).includes(name))
      for (const [algorithm, times] of held) {
        if (approximate.includes(algorithm!)) continue
        const share = references.includes(algorithm!) ? referencesEach : 1
        const wanted = Math.floor((algorithm === undefined || general.includes(algorithm) ? least : special) / share)
        if (times < wanted) throw new Error(`algorithm ${algorithm ?? '(planned)'} took ${times} problems, expected at least ${wanted}`)
      }
    },
  }
}
