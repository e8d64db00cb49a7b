// Exact triangles from a sample of the middle vertices, the same for all pairs: a tile of pairs goes on until all of its counts are told well enough
// (src/threesum/sampling.ts), in the end with all vertices. Where hardly any vertex of a pair, or nearly every one, makes a triangle, that is after log(n / delta) / epsilon.
import { addWork } from '../../plan/machine.js'
import type { TriangleProblem } from '../../plan/problem.js'
import { drawsOf } from '../../random.js'
import type { TriangleRow } from '../row.js'
import { expectedDraws, levelsFor, randomOrder, type Question } from '../sampling.js'
import { DELTA, refusesExact } from '../tolerance.js'
import { openVertices, panelsOf, refusesLong, ROWS, vectorsOf, vertexBytes } from '../vertices.js'

function questionOf({ n, epsilon = 0, delta = DELTA }: TriangleProblem): Question {
  return { values: n, tolerance: Math.floor(epsilon * n) / n, entries: n * n, delta }
}

export const sampledVertices: TriangleRow = {
  name: 'sampled-vertices',
  tasks: ['triangleCounts'],
  guarantee: 'monte-carlo',
  complexity: 'O(n^2 log(n / delta) / epsilon) in vectors where counts are near 0 or n, up to O(n^2 min(n, log(n / delta) / epsilon^2))',
  source: 'middle vertices drawn without replacement until a tile of pairs is settled (Chernoff 1952; Hoeffding 1963)',
  // prettier-ignore
  kernels: ['orderColumns', 'reduce16', 'reduce32', 'reduce64', 'panelsOf', 'sumTiles16', 'sumTiles32', 'sumTiles64', 'countBetween'],
  refuses: (problem) => refusesExact(problem) ?? refusesLong(problem),
  work(problem) {
    const { n, spread = n / 4 } = problem
    const question = questionOf(problem)
    const draws = expectedDraws(question, levelsFor(question), spread / n)
    return { call: 1, tile: panelsOf(problem) * vectorsOf(n, draws), byte: 4 * n * n, slot: 2 * n * n }
  },
  bytes: (problem) => vertexBytes(problem) + 8 * problem.n * (problem.n + 1),
  run(arena, problem, lists, work) {
    const { n } = problem
    const { sizes, thresholds } = levelsFor(questionOf(problem))
    const order = randomOrder(n, drawsOf(lists.seed))
    const { width, out, stride, clear, add } = openVertices(arena, problem, lists, order)
    const result = new Float64Array(n * n)
    for (let first = 0; first < n; first += ROWS) {
      const rows = Math.min(ROWS, n - first)
      clear()
      for (let panel = 0; panel < panelsOf(problem); panel++) {
        const at = out + 4 * width * panel
        const columns = Math.min(width, n - width * panel)
        let drawn = 0
        for (const [level, size] of sizes.entries()) {
          add(first, rows, panel, drawn, size)
          addWork(work, { tile: vectorsOf(rows, size - drawn) })
          drawn = size
          const { low, high } = thresholds[level]
          if (arena.kernels.countBetween(at, rows, stride, columns, low, high) === 0) break
        }
        const words = arena.words()
        for (let i = 0; i < rows; i++) {
          const from = (at + i * stride) / 4
          const to = (first + i) * n + width * panel
          for (let l = 0; l < columns; l++) result[to + l] = Math.round((words[from + l] * n) / drawn)
        }
      }
    }
    addWork(work, { byte: 4 * n * n, slot: 2 * n * n })
    return result
  },
}
