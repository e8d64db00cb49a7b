// A search that may degrade, with a limit on its regret. An early exit saves nothing where every shift stays close to the pattern (repeats of
// the pattern, tandem repeats), and no plan can see that in a handful of numbers. So each block is paid from a credit: a sixteenth of what the
// best exact algorithm would cost for the whole text to begin with, and for each block that algorithm's price and a sixteenth of it. A block is
// only as long as the credit pays for if nothing exits early; where the credit pays for none, the exact algorithm takes the block.
// In priced work: never more than 17/16 + 1/16 = 9/8 of the exact algorithm, whatever the text; and where repeats end, the search is soon tried
// again. Derived here; that one may rent first and buy once the rents add up to the price is Karlin, Manasse, Rudolph and Sleator (1988).
import { addWork, price, type Work } from '../../plan/machine.js'
import { shiftsOf, type Problem } from '../../plan/problem.js'
import { lengths, type Algorithm } from '../algorithm.js'
import { cheapestRow, type Priced } from '../cheapest.js'
import { openHits, RECORD, type HitsRun } from '../hits.js'

/** Share of the exact price that is at hand from the start, and is earned again with every block. */
const SHARE = 1 / 16
/** Most of the exact price that savings add up to: a long quiet stretch must not pay for a long bad one. */
const MOST_SAVED = 1 / 4
/** Blocks are cut to columns of 128 shifts. */
const COLUMN = 128
/** Nanoseconds: a scan that takes less when it reads every row usually takes a tenth of it, and pricing the exact rows would be a third of that. */
const CHEAP = 500_000
const FEW_COLUMNS = 16

/** `search` guarded by the cheapest of the exact rows. */
export function guarded(search: Algorithm & Required<Pick<Algorithm, 'most'>>, exact: readonly Algorithm[]): Algorithm {
  const heirs = new WeakMap<Problem, { heir?: Priced }>()
  const heirOf = (problem: Problem): Priced | undefined => {
    let known = heirs.get(problem)
    if (!known) {
      const most = price(search.most(problem))
      const test = price({ test: shiftsOf(problem) * problem.patterns })
      heirs.set(problem, (known = { heir: most < CHEAP ? undefined : cheapestRow(exact, problem, most / (1 + 2 * SHARE), test) }))
    }
    return known.heir
  }
  return {
    name: 'guarded',
    tasks: search.tasks,
    guarantee: 'exact',
    complexity: 'O(n min(m, k) / 128) vector operations on random-like text, at most 9/8 of the best exact algorithm always, by price',
    source: `${search.name}, which hands blocks over where they do not exit early: derived here`,
    answers: 'hits',
    kernels: search.kernels,
    refuses: (problem) => search.refuses(problem),
    work: (problem) => search.work(problem),
    step: (problem) => Math.max(search.step(problem), heirOf(problem)?.row.step(problem) ?? 0),
    bytes(problem) {
      const heir = heirOf(problem)?.row
      if (!heir) return search.bytes(problem)
      const step = heir.step(problem)
      // its distances, of whole patterns and of their required positions
      const distances = 8 * (step + 128) + 512
      // blocks of any lengths: room for records at least doubles whenever it grows, so all of it is below four times the most of a block
      const records = 3 * RECORD * (Math.max(step, search.step(problem)) + 128)
      return search.bytes(problem) + heir.bytes(problem) + distances + records
    },
    open(arena, problem, input) {
      const own = search.open(arena, problem, input) as HitsRun
      const heir = heirOf(problem)
      if (!heir) return own
      const shifts = shiftsOf(problem)
      const exactPrice = heir.nanoseconds / shifts
      const mostPrice = price(search.most(problem)) / shifts
      const most = SHARE * heir.nanoseconds
      const starts = input.text.symbols.length - lengths(input.patterns).shortest + 1
      const work: Work = {}
      let other: HitsRun | undefined
      let credit = most
      let paid = price(own.work)
      // the row at work, and the shifts it took since accounts were settled: more than one block of them only where it is the search
      let run = own
      let taken = 0
      const settle = (): void => {
        if (taken === 0) return
        const now = price(own.work)
        credit = Math.min(
          MOST_SAVED * heir.nanoseconds,
          credit + SHARE * exactPrice * taken + (run === own ? exactPrice * taken - (now - paid) : 0),
        )
        paid = now
        taken = 0
      }
      // loading a column costs what loading a wide tile's margin does: less than a few columns are not worth it
      const enough = Math.min(most, FEW_COLUMNS * price(search.most({ ...problem, n: problem.m + COLUMN - 1 })))
      const paysFor = (): number => (credit < enough ? 0 : COLUMN * Math.floor(credit / mostPrice / COLUMN))
      return {
        get step() {
          // as long as the credit pays for all that was taken since, and a whole block more, no account is needed
          if (run === own && credit >= Math.max(enough, mostPrice * (taken + own.step))) return own.step
          settle()
          const affordable = paysFor()
          if (affordable > 0) return Math.min(own.step, affordable)
          return (other ??= openHits(arena, heir.row, problem, input, work)).step
        },
        get work() {
          const total: Work = { ...own.work }
          addWork(total, work)
          if (other) addWork(total, other.work)
          return total
        },
        load(first, count) {
          run = other && paysFor() === 0 ? other : own
          taken += count
          run.load(first, count)
          if (run !== own || count < Math.min(own.step, starts - first)) addWork(work, { detour: 1 })
        },
        hits: (pattern, count, records) => run.hits(pattern, count, records),
      }
    },
  }
}
