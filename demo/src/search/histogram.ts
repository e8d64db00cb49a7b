// How many shifts have each distance, beside what a random sequence would have.
import { openBarChart } from '../chart/bar-chart.js'
import { MOST_BARS, summed } from '../chart/bins.js'
import { tableOnDemand } from '../data-table.js'
import { byId } from '../dom.js'
import { count, short } from '../numbers.js'
import type { Histogram } from '../worker/protocol.js'

/** Expected counts below this are not drawn: on a logarithmic axis they have no end. */
const LEAST = 0.1

export function openHistogram(): { show(histogram: Histogram): void; clear(): void } {
  const chart = openBarChart(byId('histogram', HTMLElement), { x: 'distance', y: 'shifts, logarithmic' })
  let shown: { step: number; counts: number[]; expected: number[] } | undefined
  const table = tableOnDemand(byId('histogram-details', HTMLDetailsElement), 'Shifts at each distance', () => {
    if (!shown) return undefined
    const { step, counts, expected } = shown
    return {
      columns: [step === 1 ? 'distance' : 'distances', 'shifts', 'expected of a random sequence'],
      rows: counts.map((found, b) => [
        step === 1 ? count(b) : `${count(b * step)} to ${count((b + 1) * step - 1)}`,
        count(found),
        expected[b] >= LEAST ? short(expected[b]) : `below ${LEAST}`,
      ]),
    }
  })
  return {
    show({ counts, expected }) {
      const step = Math.ceil(counts.length / MOST_BARS)
      shown = { step, counts: summed(counts, step), expected: summed(expected, step) }
      chart.show({
        x: shown.counts.map((_, b) => b * step),
        bars: shown.counts.map((found) => (found > 0 ? found : null)),
        curve: shown.expected.map((value) => (value >= LEAST ? value : null)),
        step,
        logarithmicFrom: LEAST,
      })
      table.refresh()
    },
    clear() {
      shown = undefined
      chart.show({ x: [], bars: [], step: 1 })
      table.refresh()
    },
  }
}
