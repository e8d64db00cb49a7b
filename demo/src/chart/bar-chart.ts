// Bars at integers, with a curve to compare them with where there is one.
import uPlot from 'uplot'
import { compact, count } from '../numbers.js'
import { axis, colour, onThemeChange, onWidth } from './theme.js'

const HEIGHT = 240

export interface Bars {
  readonly x: readonly number[]
  readonly bars: readonly (number | null)[]
  readonly curve?: readonly (number | null)[]
  /** distance of neighbouring bars */
  readonly step: number
  /** least value of a logarithmic axis; undefined: linear from 0 */
  readonly logarithmicFrom?: number
}

export function openBarChart(place: HTMLElement, labels: { readonly x: string; readonly y: string }): { show(bars: Bars): void } {
  let shown: Bars = { x: [], bars: [], step: 1 }
  let plot: uPlot | undefined
  let width = 0

  const draw = (): void => {
    plot?.destroy()
    if (width === 0 || shown.x.length === 0) return
    const { x, bars, curve, step, logarithmicFrom } = shown
    const least = logarithmicFrom ?? 0
    const most = [...bars, ...(curve ?? [])].reduce<number>((a, b) => Math.max(a, b ?? 0), 0)
    plot = new uPlot(
      {
        width,
        height: HEIGHT,
        legend: { show: false },
        cursor: { show: false },
        scales: {
          x: { time: false, range: [x[0] - 0.6 * step, x.at(-1)! + 0.6 * step] },
          y: { distr: logarithmicFrom === undefined ? 1 : 3, range: [least, Math.max(most * 1.1, least * 10, 1)] },
        },
        axes: [
          axis(labels.x, { size: 34, values: (_, marks) => marks.map(count) }),
          axis(labels.y, {
            size: 70,
            values: (_, marks) => marks.map((mark) => (mark === null ? '' : mark >= 1e6 ? compact(mark) : count(mark))),
          }),
        ],
        series: [
          {},
          {
            stroke: () => colour('accent'),
            fill: () => colour('area'),
            width: 1,
            paths: uPlot.paths.bars!({ size: [0.8, 40] }),
            points: { show: false },
          },
          { show: curve !== undefined, stroke: () => colour('second'), width: 2, points: { show: x.length < 80, size: 5 } },
        ],
      },
      [[...x], [...bars], curve ? [...curve] : x.map(() => null)],
      place,
    )
  }

  onThemeChange(draw)
  onWidth(place, (now) => {
    width = now
    draw()
  })
  return {
    show(bars) {
      shown = bars
      draw()
    },
  }
}
