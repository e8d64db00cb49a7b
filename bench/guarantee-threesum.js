// Does each approximate row keep its promise? Every row by its name, over seeds and families: runs with any entry off by more than its bound.
import { listAlgorithms, threeSumCounts } from 'hammingway'
import { atLeast } from './binomial.js'
import { families, listsOf } from './threesum-lists.js'

/** @typedef {import('./whole-process.js').Check} Check */

const N = 2000
const SEEDS = 25
const EPSILONS = [0.2, 0.1, 0.05, 0.02]
const DELTA = 0.01
/** A row is rejected where so many failures, or more, are less likely than this. */
const RARE = 1e-4

/**
 * @returns {Check}
 */
export function guaranteeThreeSum() {
  const names = listAlgorithms('threeSumCounts').filter(({ guarantee }) => guarantee === 'monte-carlo').map(({ name }) => name) // prettier-ignore
  console.log(
    `Guarantees of threeSumCounts: ${SEEDS} seeds, ${families.length} families, ${N} numbers, delta ${DELTA}; errors as a share of the bound`,
  )
  console.log('  row               epsilon   runs  refused  failed  largest  median  constant estimate')
  let held = true
  let failures = 0
  for (const epsilon of EPSILONS) {
    const bound = epsilon * N
    const known = families.map((family, f) => {
      const lists = listsOf(family, N, f + 1)
      return { ...lists, right: threeSumCounts(lists.a, lists.b, lists.c) }
    })
    // the best constant for each family, which knows the answers
    const constant = known.map(({ right }) => (Math.max(...right) - Math.min(...right)) / 2 / bound)
    for (const algorithm of names) {
      let [runs, refused, failed] = [0, 0, 0]
      const errors = []
      for (const { a, b, c, right } of known) {
        for (let seed = 1; seed <= SEEDS; seed++) {
          try {
            const counts = threeSumCounts(a, b, c, { algorithm, epsilon, delta: DELTA, seed })
            const error = counts.reduce((most, count, i) => Math.max(most, Math.abs(count - right[i])), 0) / bound
            runs++
            errors.push(error)
            if (error > 1) failed++
          } catch (error) {
            if (/** @type {{ code?: string }} */ (error).code !== 'NO_ALGORITHM') throw error
            refused += SEEDS - seed + 1
            break
          }
        }
      }
      errors.sort((x, y) => x - y)
      const rejected = runs > 0 && atLeast(failed, runs, DELTA) < RARE
      if (rejected) held = false
      failures += failed
      const numbers = [errors.at(-1) ?? NaN, errors[errors.length >> 1] ?? NaN].map((error) => error.toFixed(3).padStart(7)).join(' ')
      console.log(
        `  ${algorithm.padEnd(18)} ${String(epsilon).padStart(5)} ${String(runs).padStart(7)} ${String(refused).padStart(8)} ${String(failed).padStart(7)}  ${numbers}  ${constant.map((error) => error.toFixed(2)).join(' ')}${rejected ? '  REJECTED' : ''}`,
      )
    }
  }
  return {
    name: 'guarantee-threesum',
    title: 'Runs of approximate rows with an entry beyond its bound',
    measured: `${failures} in all`,
    required: `no row with a binomial tail below ${RARE}`,
    held,
  }
}
