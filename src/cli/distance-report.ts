import type { DistanceBatch } from 'hammingway'

export const TSV_HEADER = 'sequence\tposition\tdistance\n'

/** What is done with the distances: they come record by record, batch by batch. */
export interface DistanceReport {
  take(record: string, batch: DistanceBatch): Promise<void> | undefined
  end(): Promise<void> | undefined
  /** removes what an interrupted report would leave behind */
  discard?(): void
}
