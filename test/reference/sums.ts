// Sums of all pairs, counted in a map: the oracle of sumsets.

export function sumCounts(a: ArrayLike<number>, b: ArrayLike<number>): { sums: number[]; counts: number[] } {
  const found = new Map<number, number>()
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < b.length; j++) found.set(a[i] + b[j], (found.get(a[i] + b[j]) ?? 0) + 1)
  }
  const sums = [...found.keys()].sort((x, y) => x - y)
  return { sums: sums.map((sum) => sum + 0), counts: sums.map((sum) => found.get(sum)!) }
}
