// The N smallest distances over all records; ties in file order, then by position.
import { TSV_HEADER, type DistanceReport } from './distance-report.js'
import type { Output } from './output.js'

interface Shift {
  readonly record: string
  readonly position: number
  readonly distance: number
}

function largest(numbers: Iterable<number>): number {
  let most = 0
  for (const number of numbers) most = Math.max(most, number)
  return most
}

export function bestShifts(most: number, header: boolean, out: Output): DistanceReport {
  // kept[d] lists the shifts at distance d in the order they came; `bound` is the largest distance that can still enter
  const kept = new Map<number, Shift[]>()
  let count = 0
  let bound = most > 0 ? Infinity : -1
  const dropLast = (): void => {
    const list = kept.get(bound)!
    list.pop()
    count--
    if (list.length === 0) kept.delete(bound)
  }
  return {
    async take(record, { start, distances }) {
      for (let i = 0; i < distances.length; i++) {
        const distance = distances[i]
        // a later shift at the largest distance kept loses against those already there
        if (count === most && distance >= bound) continue
        const list = kept.get(distance)
        if (list) list.push({ record, position: start + i, distance })
        else kept.set(distance, [{ record, position: start + i, distance }])
        if (++count > most) dropLast()
        if (count === most) bound = largest(kept.keys())
      }
    },
    async end() {
      if (header) await out.write(TSV_HEADER)
      for (const distance of [...kept.keys()].sort((a, b) => a - b)) {
        for (const { record, position } of kept.get(distance)!) await out.write(`${record}\t${position}\t${distance}\n`)
      }
    },
  }
}
