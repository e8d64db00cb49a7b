// Exact distances, those of a call with epsilon, and the band that the promise leaves them.
import uPlot from 'uplot'
import { axis, colour, onThemeChange, onWidth } from '../chart/theme.js'
import { tableOnDemand } from '../data-table.js'
import { byId } from '../dom.js'
import { count, duration } from '../numbers.js'
import { integerOf, openJobForm } from './job-form.js'

const HEIGHT = 260
/** Rows of the table: the shifts with the greatest error, or the first where all are exact. */
const ROWS = 50

interface Shown {
  readonly epsilon: number
  readonly exact: Uint32Array
  readonly approximate: Uint32Array
}

export function openApproximation(): { run(): void } {
  const place = byId('band-chart', HTMLElement)
  const facts = byId('band-facts', HTMLElement)
  const algorithms = byId('band-algorithm', HTMLSelectElement)
  const epsilonField = byId('band-epsilon', HTMLInputElement)
  let shown: Shown | undefined
  let epsilon = 0
  const plot = new uPlot(
    {
      width: 320,
      height: HEIGHT,
      legend: { show: false },
      cursor: { show: false },
      scales: { x: { time: false } },
      axes: [axis('shift', { size: 34, values: (_, marks) => marks.map(count) }), axis('distance', { size: 56 })],
      series: [
        {},
        { width: 0, points: { show: false } },
        { width: 0, points: { show: false } },
        { stroke: () => colour('accent'), width: 1, points: { show: false } },
        { stroke: () => colour('second'), width: 0, paths: () => null, points: { show: true, size: 3, fill: () => colour('second') } },
      ],
      bands: [{ series: [2, 1], fill: () => colour('area') }],
    },
    [[], [], [], [], []],
    place,
  )
  onThemeChange(() => plot.redraw())
  onWidth(place, (width) => plot.setSize({ width, height: HEIGHT }))

  const table = tableOnDemand(byId('band-details', HTMLDetailsElement), `Shifts with the greatest errors, ${ROWS} of them`, () => {
    if (!shown) return undefined
    const { exact, approximate, epsilon } = shown
    const shifts = Array.from(exact.keys()).sort((a, b) => errorAt(shown!, b) - errorAt(shown!, a) || a - b).slice(0, ROWS) // prettier-ignore
    return {
      columns: ['shift', 'exact', 'with epsilon', 'band'],
      rows: shifts.map((i) => [
        count(i),
        count(exact[i]),
        count(approximate[i]),
        `${count(Math.ceil((1 - epsilon) * exact[i]))} to ${count(Math.floor((1 + epsilon) * exact[i]))}`,
      ]),
    }
  })

  const read = (): { kind: 'band'; n: number; m: number; sigma: number; epsilon: number; seed: number; algorithm?: string } => {
    const n = integerOf('band-n', 100, 100_000)
    const m = integerOf('band-m', 1, n)
    const sigma = integerOf('band-sigma', 2, 200)
    epsilon = Number(epsilonField.value)
    if (!(epsilon > 0 && epsilon < 1)) throw new RangeError('epsilon lies between 0 and 1.')
    const algorithm = algorithms.value || undefined
    return { kind: 'band', n, m, sigma, epsilon, seed: integerOf('band-seed', 0, 2 ** 32 - 1), algorithm }
  }

  return openJobForm('band', read, {
    band({ exact, approximate, plan, ran }) {
      shown = { epsilon, exact, approximate }
      const shifts = Array.from(exact.keys())
      const scaled = (factor: number): number[] => Array.from(exact, (distance) => factor * distance)
      plot.setData([shifts, scaled(1 - epsilon), scaled(1 + epsilon), Array.from(exact), Array.from(approximate)])
      const takers = plan.considered.filter(({ refused }) => refused === undefined)
      const chosen = algorithms.value
      const option = ({ name, guarantee, nanoseconds }: (typeof takers)[number]): Option =>
        new Option(`${name} (${guarantee}, predicted ${duration(nanoseconds / 1e6)})`, name)
      algorithms.replaceChildren(new Option('the planner’s choice', ''), ...takers.map(option))
      algorithms.value = takers.some(({ name }) => name === chosen) ? chosen : ''
      facts.textContent = verdict(shown, ran, takers.find(({ name }) => name === ran)?.guarantee ?? 'exact')
      table.refresh()
    },
  })
}

type Option = HTMLOptionElement

/** Relative error; that of a distance of 0 is any difference at all. */
function errorAt({ exact, approximate }: Shown, i: number): number {
  const difference = Math.abs(approximate[i] - exact[i])
  return difference === 0 ? 0 : difference / exact[i]
}

function verdict(shown: Shown, ran: string, guarantee: string): string {
  let worst = 0
  let outside = 0
  let wrong = 0
  for (let i = 0; i < shown.exact.length; i++) {
    const error = errorAt(shown, i)
    if (error > 0) wrong++
    if (error > shown.epsilon) outside++
    if (error > worst) worst = error
  }
  const kind = guarantee === 'exact' ? 'an exact algorithm, which keeps every promise' : guarantee
  if (wrong === 0) return `Computed by ${ran} (${kind}): all ${count(shown.exact.length)} distances are exact.`
  return `Computed by ${ran} (${kind}): ${count(wrong)} of ${count(shown.exact.length)} distances differ, at most by ${(100 * worst).toFixed(1)} %; ${count(outside)} lie outside the band.`
}
