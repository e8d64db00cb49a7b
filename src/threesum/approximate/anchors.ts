// Exact triangles by Fredman's trick: if t witnesses the pair (i, l), A[i][t] + B[t][l] = C[i][l], then j makes a triangle exactly when A[i][j] - A[i][t] =
// B[t][l] - B[j][l], and all pairs of one witness are counted by one equality product (the use of both for counting triangles: Chan, Jin,
// Vassilevska Williams and Xu 2023, after Fredman 1976; the steps and constants here are derived).
//
// Counts are over a sample of the middle vertices, half of the tolerance. Some of them are anchors, tried in turn on all pairs that no other has witnessed: a
// pair with more than half of the tolerance in the sample has a witness among them. What is open in the end is counted if it is little, and 0 else.
// An anchor costs an equality product, and any count by vectors is faster at every size we could measure: it is here to be looked at.
import { addWork, type Work } from '../../plan/machine.js'
import type { TriangleProblem } from '../../plan/problem.js'
import { drawsOf } from '../../random.js'
import type { Arena } from '../../wasm/arena.js'
import { equalityProduct } from '../equality-product.js'
import type { Lists, TriangleRow } from '../row.js'
import { drawsForAny, drawsToHit, randomOrder } from '../sampling.js'
import { DELTA, refusesExact } from '../tolerance.js'

interface Sizes {
  /** middle vertices of the sample */
  readonly sample: number
  readonly anchors: number
}

/** Half of the tolerance and of delta for each; an exact count has all vertices in both. */
function sizesOf({ n, epsilon = 0, delta = DELTA }: TriangleProblem): Sizes {
  const half = Math.floor(epsilon * n) / (2 * n)
  if (half === 0) return { sample: n, anchors: n }
  const sample = Math.min(n, drawsForAny({ values: n, tolerance: half, entries: n * n, delta: delta / 2 }))
  return { sample, anchors: Math.min(sample, drawsToHit(half, n * n, delta / 2)) }
}

export const anchors: TriangleRow = {
  name: 'anchors',
  tasks: ['triangleCounts'],
  guarantee: 'monte-carlo',
  reference: true,
  complexity: 'O(log(n / delta) / epsilon) equality products of n, log(n / delta) / epsilon^2 and n',
  source: "sampled middle vertices, Fredman's trick and equality products (as Chan, Jin, Vassilevska Williams and Xu 2023 use them)",
  // prettier-ignore
  kernels: ['reduceDouble', 'findWitnessed', 'rowDifferences', 'columnDifferences', 'rankShared', 'lowHalves', 'panelsOf', 'equalTiles8', 'equalTiles16'],
  // differences must be integers that equalityProduct takes
  refuses: (problem) => refusesExact(problem) ?? (problem.universe <= 2 ** 52 ? undefined : 'differences are beyond 2^52'),
  work(problem) {
    const { n } = problem
    const { sample, anchors: count } = sizesOf(problem)
    // as if every anchor met all rows and columns, in 16 bits
    const product = { probe: 3 * n * sample, tile: (n / 16) * sample * n * 2, byte: 2 * 2 * n * sample + 4 * n * n }
    const work: Work = { call: 1, single: n * n * count }
    addWork(work, product, count)
    return work
  },
  bytes(problem) {
    const { n } = problem
    const { sample } = sizesOf(problem)
    return 12 * n * n + 16 * n * sample + 10 * n + 60 * n * sample + 64 * n * 4 + 8192
  },
  run(arena, problem, lists, work) {
    const { n } = problem
    const { sample, anchors: count } = sizesOf(problem)
    const vertices = randomOrder(n, drawsOf(lists.seed)).slice(0, sample)
    const c = arena.alloc(8 * n * n)
    arena.kernels.reduceDouble(lists.c, n * n, lists.base, lists.step, problem.universe, c)
    const marks = arena.alloc(4 * n * n)
    arena.words().fill(0, marks / 4, marks / 4 + n * n)
    const [rows, columns] = [0, 0].map(() => arena.alloc(n))
    const result = new Float64Array(n * n)
    let open = n * n
    for (const t of vertices.subarray(0, count)) {
      if (open === 0) break
      arena.bytes().fill(0, rows, rows + n)
      arena.bytes().fill(0, columns, columns + n)
      addWork(work, { single: n * n })
      const found = arena.kernels.findWitnessed(lists.a + 8 * t, lists.b + 8 * n * t, c, n, t, marks, rows, columns)
      if (found === 0) continue
      open -= found
      const [is, ls] = [rows, columns].map((flags) => placesOf(arena.bytes().subarray(flags, flags + n)))
      const product = arena.within(() => fredman(arena, n, lists, t, vertices, is, ls, work))
      const words = arena.words()
      for (const [x, i] of is.entries()) {
        for (const [y, l] of ls.entries()) {
          if (words[marks / 4 + i * n + l] === t + 1) result[i * n + l] = Math.round((product[x * ls.length + y] * n) / sample)
        }
      }
    }
    // no more steps than there are pairs
    if (open <= n) recount(arena, n, lists, c, marks, result)
    return result
  },
}

function placesOf(flags: Uint8Array): Uint32Array<ArrayBuffer> {
  const places = []
  for (const [i, flag] of flags.entries()) if (flag === 1) places.push(i)
  return Uint32Array.from(places)
}

/** Middle vertices of the sample that make a triangle as t does, for these rows and columns. */
function fredman(
  arena: Arena,
  n: number,
  { a, b }: Lists,
  t: number,
  vertices: Uint32Array<ArrayBuffer>,
  rows: Uint32Array<ArrayBuffer>,
  columns: Uint32Array<ArrayBuffer>,
  work: Work,
): Uint32Array {
  const put = (list: Uint32Array<ArrayBuffer>): number => {
    const at = arena.alloc(4 * list.length)
    arena.words().set(list, at / 4)
    return at
  }
  const [inner, is, ls] = [vertices, rows, columns].map(put)
  const x = arena.alloc(8 * rows.length * vertices.length)
  const y = arena.alloc(8 * vertices.length * columns.length)
  arena.kernels.rowDifferences(a, n, is, rows.length, inner, vertices.length, t, x)
  arena.kernels.columnDifferences(b, n, inner, vertices.length, ls, columns.length, t, y)
  // copies: memory may grow
  const [X, Y] = [arena.doubles(x, rows.length * vertices.length).slice(), arena.doubles(y, vertices.length * columns.length).slice()]
  return equalityProduct(X, Y, rows.length, vertices.length, columns.length, { onCounts: (counts) => addWork(work, counts) })
}

/** All middle vertices of the pairs that are open. */
function recount(arena: Arena, n: number, { a, b }: Lists, c: number, marks: number, result: Float64Array): void {
  const [A, B, C] = [a, b, c].map((at) => arena.doubles(at, n * n))
  const open = arena.words().subarray(marks / 4, marks / 4 + n * n)
  for (let pair = 0; pair < n * n; pair++) {
    if (open[pair] !== 0) continue
    const [i, l] = [Math.floor(pair / n), pair % n]
    for (let j = 0; j < n; j++) if (A[i * n + j] + B[j * n + l] === C[pair]) result[pair]++
  }
}
