// The distance profile: a curve between least and most distance of each column of shifts, moved and zoomed by wheel, drag, keys and buttons.
import uPlot from 'uplot'
import { count } from '../numbers.js'
import { oncePerFrame } from '../dom.js'
import { columnsOf, type Columns, type Pyramid } from './pyramid.js'
import { axis, colour, onThemeChange, onWidth } from './theme.js'
import { panned, within, zoomed, type View } from './view.js'

const HEIGHT = 260
/** A press of a key moves by a quarter of what is seen, or zooms by two. */
const [PAN, ZOOM] = [0.25, 2]
/** A wheel's notch is 100 pixels in most browsers: about a quarter of the length. */
const WHEEL = 0.0025

export interface ProfileChart {
  /** A new profile, seen as a whole; `threshold` is drawn as a line. */
  show(pyramid: Pyramid, threshold: number | undefined): void
  clear(): void
  /** Moves to a stretch. */
  look(from: number, to: number): void
  /** What is seen, in at most so many columns. */
  columns(most: number): Columns | undefined
  readonly view: View | undefined
}

type Move = 'left' | 'right' | 'in' | 'out' | 'whole' | 'start' | 'end'

const KEYS: Readonly<Record<string, Move>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  '+': 'in',
  '=': 'in',
  '-': 'out',
  '0': 'whole',
  Home: 'start',
  End: 'end',
}

/** A chart in `place`; `buttons` carry a data-move. `moved` is told of every change of what is seen. */
export function openProfileChart(place: HTMLElement, buttons: readonly HTMLButtonElement[], moved: (view: View) => void): ProfileChart {
  let shown: { pyramid: Pyramid; most: number; threshold: number | undefined } | undefined
  let view: View = { from: 0, to: 0 }
  const plot = new uPlot(
    {
      width: 320,
      height: HEIGHT,
      legend: { show: false },
      cursor: { drag: { x: false, y: false }, points: { show: false } },
      scales: { x: { time: false, auto: false }, y: { auto: false } },
      axes: [axis('shift', { size: 34, values: (_, marks) => marks.map(count), space: 80 }), axis('distance', { size: 56 })],
      series: [
        {},
        { stroke: () => colour('accent'), width: 1, points: { show: false } },
        { stroke: () => colour('accent'), width: 1, points: { show: false } },
        { stroke: () => colour('second'), width: 1, dash: [6, 4], points: { show: false } },
      ],
      bands: [{ series: [2, 1], fill: () => colour('area') }],
    },
    [[], [], [], []],
    place,
  )

  const length = (): number => shown?.pyramid.distances.length ?? 0

  const draw = oncePerFrame(() => {
    place.classList.toggle('nothing', !shown)
    if (!shown) {
      plot.setData([[], [], [], []])
      return
    }
    const { pyramid, most, threshold } = shown
    const { shifts, least, most: upper } = columnsOf(pyramid, view.from, view.to, plot.bbox.width / devicePixelRatio)
    plot.batch(() => {
      plot.setData([shifts, least, upper, shifts.map(() => threshold ?? null)], false)
      plot.setScale('x', { min: view.from, max: Math.max(view.from + 1, view.to - 1) })
      plot.setScale('y', { min: 0, max: Math.max(1, most) })
    })
  })

  const go = (to: View): void => {
    if (to.from === view.from && to.to === view.to) return
    view = to
    draw()
    moved(view)
  }

  const moves: Readonly<Record<Move, () => View>> = {
    left: () => panned(view, length(), -PAN),
    right: () => panned(view, length(), PAN),
    in: () => zoomed(view, length(), 1 / ZOOM),
    out: () => zoomed(view, length(), ZOOM),
    whole: () => within(length(), 0, length()),
    start: () => within(length(), 0, view.to - view.from),
    end: () => within(length(), length(), view.to - view.from),
  }

  for (const button of buttons) button.addEventListener('click', () => shown && go(moves[button.dataset.move as Move]()))
  place.addEventListener('keydown', (event) => {
    const move = KEYS[event.key]
    if (move === undefined || !shown || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    go(moves[move]())
  })
  followPointer(plot.over, () => (shown ? view : undefined), length, go)
  onThemeChange(() => plot.redraw())
  onWidth(place, (width) => {
    plot.setSize({ width, height: HEIGHT })
    draw()
  })

  return {
    show(pyramid, threshold) {
      const top = pyramid.levels.at(-1)
      const most = (top?.most ?? pyramid.distances).reduce((a, b) => Math.max(a, b), 0)
      shown = { pyramid, most, threshold }
      view = within(length(), 0, length())
      draw()
      moved(view)
    },
    clear() {
      shown = undefined
      draw()
    },
    look: (from, to) => shown && go(within(length(), from, to - from)),
    columns: (most) => shown && columnsOf(shown.pyramid, view.from, view.to, most / 2),
    get view() {
      return shown && view
    },
  }
}

/** Drag to move, wheel to zoom at the pointer, wheel with shift or sideways to move. */
function followPointer(over: HTMLElement, viewOf: () => View | undefined, length: () => number, go: (view: View) => void): void {
  let held: { x: number; view: View } | undefined
  over.addEventListener('pointerdown', (event) => {
    const view = viewOf()
    if (!view || event.button !== 0) return
    held = { x: event.clientX, view }
    over.setPointerCapture(event.pointerId)
  })
  over.addEventListener('pointermove', (event) => {
    if (held) go(panned(held.view, length(), (held.x - event.clientX) / over.clientWidth))
  })
  for (const end of ['pointerup', 'pointercancel'] as const) over.addEventListener(end, () => (held = undefined))
  over.addEventListener(
    'wheel',
    (event) => {
      const view = viewOf()
      if (!view) return
      event.preventDefault()
      const sideways = event.shiftKey ? event.deltaY : event.deltaX
      if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)) go(panned(view, length(), sideways / over.clientWidth))
      else {
        const { left, width } = over.getBoundingClientRect()
        go(zoomed(view, length(), Math.exp(WHEEL * event.deltaY), (event.clientX - left) / width))
      }
    },
    { passive: false },
  )
}
