// Counting 3SUM and its relatives by their definitions: the oracles of src/threesum and src/equivalence.

export type List = ArrayLike<number>

function columnOf(length: number, entry: (i: number) => number): number[] {
  return Array.from({ length }, (_, i) => entry(i))
}

export function threeSum(a: List, b: List, c: List): number[] {
  const found = new Map<number, number>()
  for (let x = 0; x < a.length; x++) {
    for (let y = 0; y < b.length; y++) found.set(a[x] + b[y], (found.get(a[x] + b[y]) ?? 0) + 1)
  }
  return columnOf(c.length, (i) => found.get(c[i]) ?? 0)
}

export function convolutionThreeSum(a: List, b: List, c: List): number[] {
  return columnOf(c.length, (k) => {
    let count = 0
    for (let i = 0; i < a.length; i++) if (k - i >= 0 && k - i < b.length && a[i] + b[k - i] === c[k]) count++
    return count
  })
}

export function rangeThreeSum(a: List, b: List, N: number): number[] {
  const counts = columnOf(N, () => 0)
  for (let x = 0; x < a.length; x++) {
    for (let y = 0; y < b.length; y++) if (a[x] - b[y] >= 0 && a[x] - b[y] < N) counts[a[x] - b[y]]++
  }
  return counts
}

export function triangles(A: List, B: List, C: List, n: number): number[] {
  return columnOf(n * n, (at) => {
    const i = Math.floor(at / n)
    const l = at % n
    let count = 0
    for (let j = 0; j < n; j++) if (A[i * n + j] + B[j * n + l] === C[at]) count++
    return count
  })
}

export function equalityProductOf(X: List, Y: List, rows: number, inner: number, columns: number): number[] {
  return columnOf(rows * columns, (at) => {
    const i = Math.floor(at / columns)
    const l = at % columns
    let count = 0
    for (let j = 0; j < inner; j++) if (X[i * inner + j] === Y[j * columns + l]) count++
    return count
  })
}
