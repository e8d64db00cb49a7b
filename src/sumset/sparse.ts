// Sums far apart, in time about linear in their number: numbers are hashed modulo a random prime, products of polynomials give the count of each
// bucket of sums, and a bucket that holds one sum alone is recognised, with a proof, and taken out. What is left goes to the next prime.
//
// Output-sensitive sumsets by hashing modulo primes are known (Cole and Hariharan, STOC 2002; Bringmann, Fischer and Nakos, SODA 2022). The proof
// that a bucket is pure is derived here: docs/theorems/sumset.md. So is the rule for memory: it is in proportion to sums that there certainly are.
import { addWork, type Work } from '../plan/machine.js'
import type { SumsetProblem } from '../plan/problem.js'
import { drawPrime, drawsOf } from '../random.js'
import type { Arena } from '../wasm/arena.js'
import { bucketsOf, type Round } from './buckets.js'
import { distinctOrWeighted } from './distinct.js'
import { CHUNK, chunkBytes, openOutput } from './output.js'
import type { Lists, SumsetRow, Sums } from './row.js'
import { allRounds, chooseShape, ENTRY, LEAST_PRIME, roomFor, shapeBytes, type Shape, type Stage } from './shape.js'

/** A bucket of several sums has 2.4 to 2.9 of them where buckets have 1 to 2 on the average. */
const SUMS_OF_MANY = 2.5
/** Where nearly all buckets are full, there may be any number of sums: buckets are too few by this factor at least. */
const CROWDED = 0.97
const GROWTH = 1.5
/** Times that a round may break off for another number of buckets before it goes on with what it has. */
const LOOKS = 6

/** What all lists of these lengths are planned by. */
function stageOf({ n, m, universe, sums, numbers = [n, m] }: SumsetProblem): Stage {
  return { numbers: numbers[0] + numbers[1], universe, norm: Math.sqrt(n * m), held: 0, known: 0, left: sums }
}

export const sparse: SumsetRow = {
  name: 'sparse',
  tasks: ['sumset', 'sumsetCounts'],
  guarantee: 'las-vegas',
  complexity: 'O(t log t) a round for t distinct sums, about log t rounds',
  source: 'hashing modulo random primes (Cole and Hariharan 2002), buckets certified by characters: derived here',
  // prettier-ignore
  kernels: ['distinct', 'setRoots', 'squares64', 'greatest64', 'spectrumAt64', 'productAt64', 'settle64', 'addRoots', 'addToCounts', 'addToValues', 'takeKnownCounts', 'takeKnownRoots', 'trust', 'judge', 'occupied', 'harvest', 'sortKeys', 'joinKeys'],
  refuses: ({ n, m }) => (n * m <= 2 ** 40 ? undefined : 'counts of so many pairs are not proved to round right'),
  work(problem) {
    const { n, m, universe, sums } = problem
    const work: Work = { call: 1, sum: sums, sorted: n + m }
    addWork(work, allRounds(stageOf(problem)))
    addWork(work, { key: sums * Math.ceil(Math.log2(universe + 1) / 8) })
    return work
  },
  bytes(problem) {
    const { n, m, sums } = problem
    // weights, where there are duplicates
    return Math.max(roomFor(sums), 2 * ENTRY * sums + chunkBytes(CHUNK)) + 8 * (n + m) + 4096
  },
  run(arena, problem, lists, work) {
    const { n, m, universe } = lists
    const draw = drawsOf(lists.seed)
    const solver = open(arena, universe, lists, work)
    let stage: Stage = { ...stageOf(problem), ...solver.measured }
    // sums that there certainly are, and what is thought to be left where sums are thrown at random; how often another number of buckets or another
    // prime was looked for, and rounds that found nothing
    let [certain, thrown, looks, vain] = [0, 0, 0, 0]
    for (let pairs = 0; pairs < n * m;) {
      const { known, left, held } = stage
      const shape = chooseShape(stage)
      const bytes = shapeBytes(shape) + ENTRY * known + held
      const p = drawPrime(draw, Math.ceil(LEAST_PRIME * shape.buckets), shape.buckets)
      let other: number | undefined
      const { occupied, found, foundPairs } = solver.round(p, shape, (occupied) => {
        certain = Math.max(certain, known + occupied)
        thrown = Math.max(thrown, -p * Math.log1p(-Math.min(occupied, p - 1) / p))
        if (looks >= LOOKS) return true
        if (occupied > CROWDED * p) other = GROWTH * Math.max(left, p)
        // few buckets may be the prime's doing: of a grid, say
        else if (bytes > (1 + vain / 4) * roomFor(certain)) other = looks === 0 ? left : Math.min(0.8 * left, thrown)
        return other === undefined
      })
      if (other !== undefined) {
        looks++
        stage = { ...stage, left: other }
        continue
      }
      ;[looks, thrown, vain] = [0, 0, found === 0 ? vain + 1 : 0]
      pairs += foundPairs
      const many = occupied - found
      // each of the others has two sums at least
      certain = Math.max(certain, known + found + 2 * many)
      stage = { ...stage, known: known + found, left: found === 0 ? GROWTH * left : Math.max(1, SUMS_OF_MANY * many) }
    }
    return solver.result()
  },
}

interface Solver {
  /** distinct numbers, and bytes of their multiplicities */
  readonly measured: Pick<Stage, 'numbers' | 'held'>
  /** One prime: buckets found pure, and their pairs. */
  round(p: number, shape: Shape, goOn: (occupied: number) => boolean): Round & { foundPairs: number }
  result(): Sums
}

function open(arena: Arena, universe: number, { a, b, n, m, base, step, counted }: Lists, work: Work): Solver {
  const { kernels } = arena
  addWork(work, { sorted: n + m })
  const lists = [distinctOrWeighted(arena, a, n), distinctOrWeighted(arena, b, m)] as const
  const round = bucketsOf(arena, lists, universe, work)
  // what is found comes last, so that it can grow where it is
  const at = arena.alloc(0)
  let count = 0

  return {
    measured: {
      numbers: lists[0].count + lists[1].count,
      held: lists.reduce((sum, { count, weighted }) => sum + (weighted ? 8 * count : 0), 0),
    },
    round(p, shape, goOn) {
      const result = round(p, shape, { at, count }, goOn)
      const { entries, found } = result
      // what is known grows over memory of the round; what was found is higher up there, and still stands
      const next = at + ENTRY * count
      arena.alloc(ENTRY * found)
      arena.bytes().copyWithin(next, entries, entries + ENTRY * found)
      count += found
      const words = arena.doubles(next, 2 * found)
      let foundPairs = 0
      for (let i = 1; i < words.length; i += 2) foundPairs += words[i]
      return { ...result, foundPairs }
    },
    result() {
      const output = openOutput(arena, count, counted)
      const spare = arena.alloc(ENTRY * count)
      const bits = Math.ceil(Math.log2(universe + 1))
      const sorted = kernels.sortKeys(at, count, spare, bits)
      for (let from = 0; from < count; from += CHUNK) {
        const some = Math.min(CHUNK, count - from)
        output.append(kernels.joinKeys(sorted + ENTRY * from, some, base, step, output.at.sums, output.at.counts))
      }
      addWork(work, { key: count * Math.ceil(bits / 8), sum: count })
      return output.finish()
    },
  }
}
