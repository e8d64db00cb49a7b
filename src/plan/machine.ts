/**
 * Nanoseconds per unit of work: the only place where the machine enters. Defaults fitted to the processor time of 3,500
 * random problems with every algorithm (AMD EPYC Zen 5, Node 20.20.2, November 2026); only their ratios matter to a plan.
 */
export const nanoseconds = {
  /** a call: planning, arena, layout, the first run of cold code */
  call: 30_000,
  /** a symbol copied into memory or out of it, by the byte */
  byte: 0.06,
  /** a pattern position resolved, counted and laid out as a row or a pair */
  layout: 100,
  /** a text symbol encoded for up to eight classes */
  encode: 0.06,
  /** a 16- or 32-bit symbol looked up in the table of the pattern's symbols */
  rank: 0.8,
  /** a text symbol transposed into four planes */
  plane: 0.035,
  /** a row of 128 mismatch bits added to full counters */
  row: 0.47,
  /** 128 counters turned into integers */
  readOut: 16,
  /** a row of 128 mismatch bits added to saturating counters */
  scanRow: 0.57,
  /** a column of 128 shifts entered and left by the saturating scan */
  column: 3,
  /** a hit written by the saturating scan */
  emit: 5.3,
  /** a vector of 16 bytes of text compared with one pattern position */
  compare: 0.19,
  /** a shift tested against k */
  test: 0.35,
  /** a hit recorded, sorted and returned */
  hit: 15,
} as const

export type Unit = keyof typeof nanoseconds

/** Counts of unit operations: predicted by an algorithm's `work`, or executed. */
export type Work = { [unit in Unit]?: number }

export function price(work: Work): number {
  let total = 0
  for (const unit of Object.keys(work) as Unit[]) total += work[unit]! * nanoseconds[unit]
  return total
}

/** total += times * more */
export function addWork(total: Work, more: Work, times = 1): void {
  for (const unit of Object.keys(more) as Unit[]) total[unit] = (total[unit] ?? 0) + times * more[unit]!
}
