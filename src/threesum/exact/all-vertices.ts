// Exact triangles by their definition: every middle vertex of every pair, in tiles of registers as in a matrix product.
import { addWork, type Work } from '../../plan/machine.js'
import type { TriangleProblem } from '../../plan/problem.js'
import type { TriangleRow } from '../row.js'

/** Bytes of a row of a panel, and rows of a panel: 16 KiB, half of a first-level cache. */
const WIDTH = 32
const DEPTH = 512
/** Rows of the result computed at a time. */
const ROWS = 64

/** Bytes of a number: sums stay below the modulus less one, which stands for no sum. */
function bytesOf(universe: number): 2 | 4 | 8 {
  if (universe < 2 ** 16) return 2
  return universe < 2 ** 32 ? 4 : 8
}

function panelsOf({ n, universe }: TriangleProblem): number {
  return Math.ceil((n * bytesOf(universe)) / WIDTH)
}

function tileWork(problem: TriangleProblem): Work {
  const { n } = problem
  return { tile: 4 * panelsOf(problem) * n * Math.ceil(n / 2), byte: 4 * n * n }
}

export const allVertices: TriangleRow = {
  name: 'all-vertices',
  tasks: ['triangleCounts'],
  guarantee: 'exact',
  complexity: 'O(n^3 / 8) vector operations for sums below 2^16, twice that below 2^32, else four times',
  source: 'the definition, in vectors, blocked like a matrix product',
  kernels: ['reduce16', 'reduce32', 'reduce64', 'panelsOf', 'sumTiles16', 'sumTiles32', 'sumTiles64'],
  // counters of 16 bits, and n^2 counts fit in no memory
  refuses: ({ n }) => (n < 65536 ? undefined : 'n is at most 65535'),
  work: (problem) => ({ call: 1, ...tileWork(problem) }),
  bytes(problem) {
    const { n, universe } = problem
    const bytes = bytesOf(universe)
    return 3 * bytes * (n + 1) * n + panelsOf(problem) * WIDTH * n + (4 * ROWS * panelsOf(problem) * WIDTH) / bytes + 2048
  },
  run(arena, problem, lists, work) {
    const { n, universe } = problem
    const { kernels } = arena
    const bytes = bytesOf(universe)
    const [reduce, sumTiles] = {
      2: [kernels.reduce16, kernels.sumTiles16] as const,
      4: [kernels.reduce32, kernels.sumTiles32] as const,
      8: [kernels.reduce64, kernels.sumTiles64] as const,
    }[bytes]
    const count = n * n
    // rows come in twos
    const [a, b, c] = [0, 1, 2].map(() => arena.alloc(bytes * (count + n)))
    reduce(lists.a, count, 0, 1, lists.rangeA, a)
    reduce(lists.b, count, 0, 1, lists.rangeB, b)
    // universes beyond 2^53 are rounded, and need no limit
    reduce(lists.c, count, lists.base, lists.step, bytes === 8 ? 2 ** 60 : universe, c)
    const panels = panelsOf(problem)
    const panelBytes = WIDTH * n
    const packed = arena.alloc(panels * panelBytes)
    kernels.panelsOf(b, bytes * n, n, panels, panelBytes, packed)
    const width = WIDTH / bytes
    const stride = 4 * width * panels
    const out = arena.alloc(ROWS * stride)
    const result = new Float64Array(count)
    for (let first = 0; first < n; first += ROWS) {
      const rows = Math.min(ROWS, n - first)
      arena.words().fill(0, out / 4, (out + ROWS * stride) / 4)
      const row = bytes * n * first
      for (let panel = 0; panel < panels; panel++) {
        for (let j = 0; j < n; j += DEPTH) {
          const depth = Math.min(DEPTH, n - j)
          const from = packed + panel * panelBytes + WIDTH * j
          // prettier-ignore
          sumTiles(a + row + bytes * j, rows, bytes * n, from, depth, c + row + WIDTH * panel, bytes * n, out + 4 * width * panel, stride)
        }
      }
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
