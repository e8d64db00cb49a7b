// Counts of convolution 3SUM from a sample of the numbers of a, the same for all targets: as many drawn i have a[i] + b[k - i] = c[k] as the bounds of
// src/threesum/sampling.ts ask for. A stretch of targets goes on, in vectors, until all of it is settled; in the end all numbers are drawn.
import { addWork } from '../../plan/machine.js'
import type { ThreeSumProblem } from '../../plan/problem.js'
import { drawsOf } from '../../random.js'
import type { Arena } from '../../wasm/arena.js'
import { permuted } from '../../sumset/entries.js'
import { laneBytes, layOut, STRIDE, tileWork, within } from '../lanes.js'
import type { Lists, ThreeSumRow } from '../row.js'
import { expectedDraws, levelsFor, randomOrder, type Question } from '../sampling.js'
import { countsOf, DELTA, meanOver, refusesExact, toleranceOf } from '../tolerance.js'

function questionOf(problem: ThreeSumProblem): Question {
  const { n, delta = DELTA } = problem
  return { values: n, tolerance: toleranceOf(problem) / n, entries: within(problem), delta }
}

export const sampledSlide: ThreeSumRow = {
  name: 'sampled-slide',
  tasks: ['convolutionThreeSumCounts'],
  guarantee: 'monte-carlo',
  complexity: 'O(|c| log(|c| / delta) / epsilon) in vectors where counts are small, up to O(|c| |a|)',
  source: 'draws without replacement until a stretch of targets is settled (Chernoff 1952; Hoeffding 1963)',
  // prettier-ignore
  kernels: ['reduce16', 'reduce32', 'reduce64', 'orderColumns', 'slidePicked16', 'slidePicked32', 'slidePicked64', 'countBetween'],
  refuses: refusesExact,
  work(problem) {
    const question = questionOf(problem)
    const levels = levelsFor(question)
    const draws = meanOver(countsOf(problem), (count) => expectedDraws(question, levels, count / problem.n))
    const { tile = 0, byte = 0 } = tileWork(problem)
    return { call: 1, tile: (tile * draws) / problem.n, byte: byte + 4 * draws, sorted: draws }
  },
  bytes: (problem) => laneBytes(problem) + 24 * problem.n + 4 * within(problem) + 4096,
  run(arena, problem, lists, work) {
    const result = new Float64Array(problem.targets)
    const question = questionOf(problem)
    const { sizes, thresholds } = levelsFor(question)
    const lanes = layOut(arena, problem, lists)
    const order = randomOrder(problem.n, drawsOf(lists.seed))
    let open = Array.from({ length: Math.ceil(lanes.used / STRIDE) }, (_, i) => i * STRIDE)
    let from = 0
    for (const [level, size] of sizes.entries()) {
      arena.within(() => {
        for (let first = from; first < size; first += lanes.most) {
          const picked = order.slice(first, Math.min(size, first + lanes.most)).sort()
          addWork(work, { tile: meet(arena, lanes, lists, picked, open), sorted: picked.length, byte: 4 * picked.length })
        }
      })
      const { low, high } = thresholds[level]
      const settled = (k: number): boolean =>
        arena.kernels.countBetween(lanes.out + 4 * k, 1, 4, Math.min(lanes.used - k, STRIDE), low, high) === 0
      const [done, left] = [open.filter(settled), open.filter((k) => !settled(k))]
      const words = arena.words()
      for (const start of done) {
        const end = Math.min(lanes.used, start + STRIDE)
        for (let k = start; k < end; k++) result[k] = Math.round((words[lanes.out / 4 + k] * question.values) / size)
      }
      open = left
      if (open.length === 0) break
      from = size
    }
    addWork(work, { byte: 4 * lanes.used })
    return result
  },
}

/** Adds what picked numbers count to the open stretches; returns the vectors that were compared. */
function meet(
  arena: Arena,
  { bytes, b, c, out, last, reduce, slidePicked }: ReturnType<typeof layOut>,
  { a, m, rangeA }: Lists,
  picked: Uint32Array<ArrayBuffer>,
  open: readonly number[],
): number {
  const { at, places } = permuted(arena, a, picked)
  const values = arena.alloc(bytes * picked.length)
  reduce(at, picked.length, 0, 1, rangeA, values)
  let met = 0
  for (const k of open) met += Number(slidePicked(values, places, picked.length, b, m, c, k, Math.min(last, k + STRIDE), out))
  return 4 * met
}
