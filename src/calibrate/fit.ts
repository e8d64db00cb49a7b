// Prices from measured times: least squares of relative errors, held near the prices that are known already.
import type { Prices, Unit, Work } from '../plan/machine.js'

export interface Sample {
  readonly work: Work
  readonly nanoseconds: number
}

/** How strongly a price is held to where it was, against a sample that it makes up entirely. */
const HELD = 1
/** No price falls below this share of what it was. */
const LEAST = 0.25
/** A sample this far off counts for less (Huber, 1964): a turn of another process must not move prices. */
const FAR = 0.3
const ROUNDS = 10
const SWEEPS = 200

/**
 * Prices p that minimise the sum over samples of huber(work . p / nanoseconds - 1), plus what holds every price to its start times the factor by
 * which this machine differs from it as a whole. Coordinate descent, as prices are positive.
 */
export function fitPrices(samples: readonly Sample[], start: Prices): Prices {
  const units = Object.keys(start) as Unit[]
  // in units of the start: x = 1 is the price it was
  const rows = samples.map(({ work, nanoseconds }) => units.map((unit) => ((work[unit] ?? 0) * start[unit]) / nanoseconds))
  const sums = rows.map((row) => row.reduce((sum, share) => sum + share, 0)).sort((a, b) => a - b)
  const whole = sums.length === 0 ? 1 : 1 / sums[sums.length >> 1]
  const x = units.map(() => whole)
  for (let round = 0; round < ROUNDS; round++) {
    const gram = units.map((_, u) => units.map((_, v): number => (u === v ? HELD : 0)))
    const target = units.map((): number => HELD * whole)
    for (const row of rows) {
      // the first round asks nobody to agree with the start
      const error = Math.abs(row.reduce((sum, share, u) => sum + share * x[u], -1))
      const weight = round === 0 ? 1 : Math.min(1, FAR / error)
      row.forEach((share, u) => {
        if (share === 0) return
        target[u] += weight * share
        row.forEach((other, v) => (gram[u][v] += weight * share * other))
      })
    }
    for (let sweep = 0; sweep < SWEEPS; sweep++) {
      for (let u = 0; u < units.length; u++) {
        const rest = gram[u].reduce((sum, entry, v) => (v === u ? sum : sum + entry * x[v]), 0)
        x[u] = Math.max(LEAST * whole, (target[u] - rest) / gram[u][u])
      }
    }
  }
  return Object.fromEntries(units.map((unit, u) => [unit, start[unit] * x[u]])) as Prices
}
