// Exact triangles in tiles of registers, as in a matrix product: what is added for middle vertices of one range after another (assembly/sum-tiles.ts).
import type { TriangleProblem } from '../plan/problem.js'
import type { Arena } from '../wasm/arena.js'
import type { Lists } from './row.js'

/** Bytes of a row of a panel, and rows of a panel: 16 KiB, half of a first-level cache. */
const WIDTH = 32
const DEPTH = 512
/** Rows of the result computed at a time. */
export const ROWS = 64

/** Bytes of a number: sums stay below the modulus less one, which stands for no sum. */
function bytesOf(universe: number): 2 | 4 | 8 {
  if (universe < 2 ** 16) return 2
  return universe < 2 ** 32 ? 4 : 8
}

export function panelsOf({ n, universe }: TriangleProblem): number {
  return Math.ceil((n * bytesOf(universe)) / WIDTH)
}

/** Counters are of 16 bits, and n^2 counts fit in no memory. */
export function refusesLong({ n }: TriangleProblem): string | undefined {
  return n < 65536 ? undefined : 'n is at most 65535'
}

export function vertexBytes(problem: TriangleProblem): number {
  const { n, universe } = problem
  const bytes = bytesOf(universe)
  return 3 * bytes * (n + 1) * n + panelsOf(problem) * WIDTH * n + (4 * ROWS * panelsOf(problem) * WIDTH) / bytes + 2048
}

/** Vectors compared for so many rows of a panel and so many middle vertices. */
export function vectorsOf(rows: number, depth: number): number {
  return 4 * depth * Math.ceil(rows / 2)
}

export interface Vertices {
  /** columns of a panel */
  readonly width: number
  /** counts of a block of rows, `stride` bytes apart */
  readonly out: number
  readonly stride: number
  clear(): void
  /** Adds the middle vertices [from, to), in their order, to the counts of a panel for rows from `first` on. */
  add(first: number, rows: number, panel: number, from: number, to: number): void
}

/** Matrices in lanes, middle vertices in this order if one is given. */
export function openVertices(arena: Arena, problem: TriangleProblem, lists: Lists, order?: Uint32Array<ArrayBuffer>): Vertices {
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
  arena.within(() => {
    reduce(order ? inOrder(arena, lists.a, n, order) : lists.a, count, 0, 1, lists.rangeA, a)
  })
  if (order) for (const [j, vertex] of order.entries()) reduce(lists.b + 8 * n * vertex, n, 0, 1, lists.rangeB, b + bytes * n * j)
  else reduce(lists.b, count, 0, 1, lists.rangeB, b)
  // universes beyond 2^53 are rounded, and need no limit
  reduce(lists.c, count, lists.base, lists.step, bytes === 8 ? 2 ** 60 : universe, c)
  const panels = panelsOf(problem)
  const panelBytes = WIDTH * n
  const packed = arena.alloc(panels * panelBytes)
  kernels.panelsOf(b, bytes * n, n, panels, panelBytes, packed)
  const width = WIDTH / bytes
  const stride = 4 * width * panels
  const out = arena.alloc(ROWS * stride)
  return {
    width,
    out,
    stride,
    clear: () => void arena.words().fill(0, out / 4, (out + ROWS * stride) / 4),
    add(first, rows, panel, from, to) {
      const row = bytes * n * first
      for (let j = from; j < to; j += DEPTH) {
        const depth = Math.min(DEPTH, to - j)
        const columns = packed + panel * panelBytes + WIDTH * j
        // prettier-ignore
        sumTiles(a + row + bytes * j, rows, bytes * n, columns, depth, c + row + WIDTH * panel, bytes * n, out + 4 * width * panel, stride)
      }
    },
  }
}

/** Columns of a matrix in an order. */
function inOrder(arena: Arena, matrix: number, n: number, order: Uint32Array<ArrayBuffer>): number {
  const places = arena.alloc(4 * n)
  const to = arena.alloc(8 * n * n)
  arena.words().set(order, places / 4)
  arena.kernels.orderColumns(matrix, n, n, places, to)
  return to
}
