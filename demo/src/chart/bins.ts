// Fewer bars than there are values: neighbours summed, or the greatest of them.

/** Bars that a chart can tell apart. */
export const MOST_BARS = 400

/** Sums of neighbours, `size` at a time, by the first of them. */
export function summed(values: ArrayLike<number>, size: number): number[] {
  const bins: number[] = Array.from({ length: Math.ceil(values.length / size) }, () => 0)
  for (let i = 0; i < values.length; i++) bins[Math.floor(i / size)] += values[i]
  return bins
}

/** The greatest y of all points whose x falls into a bin; empty bins are left out. `size` is the width of a bin. */
export function greatest(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
): { readonly x: number[]; readonly y: number[]; readonly size: number } {
  if (x.length <= MOST_BARS) return { x: Array.from(x), y: Array.from(y), size: 1 }
  const size = Math.ceil((x[x.length - 1] - x[0] + 1) / MOST_BARS)
  const bins = new Map<number, number>()
  for (let i = 0; i < x.length; i++) {
    const bin = x[0] + Math.floor((x[i] - x[0]) / size) * size
    bins.set(bin, Math.max(bins.get(bin) ?? 0, y[i]))
  }
  return { x: [...bins.keys()], y: [...bins.values()], size }
}
