// Exact triangles by their definition: every middle vertex of every pair, in tiles of registers as in a matrix product.
import { addWork, type Work } from '../../plan/machine.js'
import type { TriangleProblem } from '../../plan/problem.js'
import type { TriangleRow } from '../row.js'
import { openVertices, panelsOf, refusesLong, ROWS, vectorsOf, vertexBytes } from '../vertices.js'

function tileWork(problem: TriangleProblem): Work {
  const { n } = problem
  return { tile: panelsOf(problem) * vectorsOf(n, n), byte: 4 * n * n }
}

export const allVertices: TriangleRow = {
  name: 'all-vertices',
  tasks: ['triangleCounts'],
  guarantee: 'exact',
  complexity: 'O(n^3 / 8) vector operations for sums below 2^16, twice that below 2^32, else four times',
  source: 'the definition, in vectors, blocked like a matrix product',
  kernels: ['reduce16', 'reduce32', 'reduce64', 'panelsOf', 'sumTiles16', 'sumTiles32', 'sumTiles64'],
  refuses: refusesLong,
  work: (problem) => ({ call: 1, ...tileWork(problem) }),
  bytes: vertexBytes,
  run(arena, problem, lists, work) {
    const { n } = problem
    const { out, stride, clear, add } = openVertices(arena, problem, lists)
    const result = new Float64Array(n * n)
    for (let first = 0; first < n; first += ROWS) {
      const rows = Math.min(ROWS, n - first)
      clear()
      for (let panel = 0; panel < panelsOf(problem); panel++) add(first, rows, panel, 0, n)
      const words = arena.words()
      for (let i = 0; i < rows; i++) {
        const from = (out + i * stride) / 4
        result.set(words.subarray(from, from + n), (first + i) * n)
      }
    }
    addWork(work, tileWork(problem))
    return result
  },
}
