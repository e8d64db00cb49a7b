// Sums of two sets of integers, as counts: how many pairs have each.
import { openBarChart } from '../chart/bar-chart.js'
import { greatest } from '../chart/bins.js'
import { tableOnDemand } from '../data-table.js'
import { byId } from '../dom.js'
import { count, counted, duration } from '../numbers.js'
import { openJobForm } from './job-form.js'

/** Rows of the table. */
const ROWS = 200

const range = (length: number, value: (i: number) => number): string => Array.from({ length }, (_, i) => value(i)).join(' ')
/** Of a set of twelve marks every difference occurs at most once: https://oeis.org/A003022 (the ruler of length 85). */
const GOLOMB = [0, 2, 6, 24, 29, 40, 43, 55, 68, 75, 76, 85]

const presets: Readonly<Record<string, readonly [a: string, b: string]>> = {
  progressions: [range(20, (i) => 3 * i), range(30, (i) => 3 * i)],
  squares: [range(40, (i) => i * i), range(40, (i) => i * i)],
  ruler: [GOLOMB.join(' '), GOLOMB.join(' ')],
  far: [range(16, (i) => 2 ** i), range(16, (i) => 2 ** i)],
}

function integersOf(id: string): number[] {
  const words = byId(id, HTMLTextAreaElement)
    .value.split(/[\s,;]+/)
    .filter((word) => word !== '')
  return words.map((word) => {
    const value = Number(word)
    if (!Number.isSafeInteger(value)) throw new RangeError(`"${word}" is no integer.`)
    return value
  })
}

export function openSums(): { run(): void } {
  const chart = openBarChart(byId('sums-chart', HTMLElement), { x: 'sum', y: 'pairs' })
  const facts = byId('sums-facts', HTMLElement)
  const preset = byId('sums-preset', HTMLSelectElement)
  let shown: { sums: Float64Array; counts: Float64Array } | undefined
  const table = tableOnDemand(
    byId('sums-details', HTMLDetailsElement),
    `Sums and numbers of pairs, the first ${ROWS}`,
    () =>
      shown && {
        columns: ['sum', 'pairs'],
        rows: Array.from(shown.sums.subarray(0, ROWS), (sum, i) => [count(sum), count(shown!.counts[i])]),
      },
  )
  const fill = (): void => {
    const [a, b] = presets[preset.value] ?? presets.progressions
    byId('sums-a', HTMLTextAreaElement).value = a
    byId('sums-b', HTMLTextAreaElement).value = b
  }
  const form = openJobForm('sums', () => ({ kind: 'sums', a: integersOf('sums-a'), b: integersOf('sums-b') }), {
    sums({ sums, counts, milliseconds }) {
      shown = { sums, counts }
      const bins = greatest(sums, counts)
      chart.show({ x: bins.x, bars: bins.y, step: bins.size })
      const pairs = counts.reduce((total, times) => total + times, 0)
      const binned = bins.size > 1 ? ` A bar is the greatest of ${count(bins.size)} neighbouring sums.` : ''
      facts.textContent = `${counted(sums.length, 'distinct sum')} of ${counted(pairs, 'pair')}, in ${duration(milliseconds)}.${binned}`
      table.refresh()
    },
  })
  preset.addEventListener('input', (event) => {
    // the form hears of it too, and runs
    fill()
    void event
  })
  fill()
  return form
}
