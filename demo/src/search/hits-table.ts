// The table of hits: only the rows in sight are in the document, whatever their number.
import { byId, element, oncePerFrame } from '../dom.js'
import { count as shown } from '../numbers.js'
import { siteOf, type HitStore } from './hits.js'
import { orderOf, type SortColumn, type Sorting } from './order.js'

/** Height of a row in pixels, as in the style sheet. */
const ROW = 28
/** Rows above and below what is in sight. */
const MARGIN = 10

export interface Names {
  readonly records: readonly string[]
  readonly patterns: readonly string[]
}

export interface HitsTable {
  /** Another search: its hits and its names. */
  open(hits: HitStore, names: Names): void
  /** There are more hits. */
  grown(): void
  /** Indices of the hits in the order of the table. */
  order(): Uint32Array
}

/** `located` is called with the index of a hit to look at. */
export function openHitsTable(located: (hit: number) => void): HitsTable {
  const scroller = byId('hits-scroll', HTMLElement)
  const table = byId('hits', HTMLTableElement)
  const body = table.tBodies[0]
  const above = element('tr', { class: 'gap', 'aria-hidden': 'true' })
  const below = element('tr', { class: 'gap', 'aria-hidden': 'true' })
  const heads = [...table.tHead!.querySelectorAll<HTMLElement>('th[data-column]')]
  let hits: HitStore | undefined
  let names: Names = { records: [], patterns: [] }
  let sorting: Sorting | undefined
  let order = new Uint32Array()
  /** rows in the document by their place in the order */
  const rows = new Map<number, HTMLTableRowElement>()

  const sort = (): void => {
    order = hits ? (orderOf(hits.arrays, hits.count, sorting) as typeof order) : new Uint32Array()
    rows.clear()
  }

  const draw = oncePerFrame(() => {
    if (hits && hits.count !== order.length) sort()
    const head = table.tHead!.offsetHeight
    const from = Math.max(0, Math.floor((scroller.scrollTop - head) / ROW) - MARGIN)
    const to = Math.min(order.length, Math.ceil((scroller.scrollTop + scroller.clientHeight) / ROW) + MARGIN)
    for (const at of rows.keys()) if (at < from || at >= to) rows.delete(at)
    for (let at = from; at < to; at++) if (!rows.has(at)) rows.set(at, row(at))
    table.setAttribute('aria-rowcount', String(order.length + 1))
    above.style.height = `${from * ROW}px`
    below.style.height = `${Math.max(0, order.length - to) * ROW}px`
    const wanted = [above, ...[...rows.keys()].sort((a, b) => a - b).map((at) => rows.get(at)!), below]
    if (wanted.some((child, i) => body.children[i] !== child) || body.children.length !== wanted.length) replaceKeepingFocus(body, wanted)
  })

  const row = (at: number): HTMLTableRowElement => {
    const i = order[at]
    const { records, starts, patterns, strands, mismatches } = hits!.arrays
    const { from, to } = siteOf(hits!.arrays, i)
    const start = element('button', { type: 'button', class: 'link', title: 'Show in the profile' }, shown(starts[i]))
    start.addEventListener('click', () => located(i))
    return element(
      'tr',
      { 'aria-rowindex': at + 2 },
      element('td', { class: 'name' }, names.records[records[i]]),
      element('td', { class: 'number' }, start),
      element('td', { class: 'number' }, shown(starts[i] + to - from)),
      element('td', {}, strands[i] > 0 ? '+' : '−'),
      element('td', { class: 'name' }, names.patterns[patterns[i]]),
      element('td', { class: 'number' }, shown(mismatches[i])),
      element('td', { class: 'site' }, ...markedSite(hits!.arrays.letters.subarray(from, to), hits!.arrays.marks.subarray(from, to))),
    )
  }

  for (const head of heads) {
    head.querySelector('button')!.addEventListener('click', () => {
      const column = head.dataset.column as SortColumn
      const before = sorting?.column === column ? sorting.descending : undefined
      // up, down, and back to the order of the text
      sorting = before === undefined ? { column, descending: false } : before ? undefined : { column, descending: true }
      for (const other of heads) other.removeAttribute('aria-sort')
      if (sorting) head.setAttribute('aria-sort', sorting.descending ? 'descending' : 'ascending')
      sort()
      draw()
    })
  }
  scroller.addEventListener('scroll', draw, { passive: true })
  new ResizeObserver(draw).observe(scroller)

  return {
    open(found, called) {
      hits = found
      names = called
      scroller.scrollTop = 0
      sort()
      draw()
    },
    grown: draw,
    order() {
      if (hits && hits.count !== order.length) sort()
      return order
    },
  }
}

/** Letters, those that mismatch marked. Long sites end with how many letters follow. */
function markedSite(letters: Uint8Array, marks: Uint8Array): (Node | string)[] {
  const LONGEST = 120
  const decoder = new TextDecoder('latin1')
  const parts: (Node | string)[] = []
  const end = Math.min(LONGEST, letters.length)
  for (let from = 0; from < end;) {
    let to = from + 1
    while (to < end && marks[to] === marks[from]) to++
    const piece = decoder.decode(letters.subarray(from, to)).replace(/[\0-\x1f\x7f]/g, '·') // oxlint-disable-line no-control-regex
    parts.push(marks[from] === 1 ? element('mark', {}, piece) : piece)
    from = to
  }
  if (end < letters.length) parts.push(` … ${shown(letters.length - end)} more`)
  return parts
}

/** A button in a row that stays keeps its focus. */
function replaceKeepingFocus(body: HTMLElement, children: readonly Node[]): void {
  const focused = document.activeElement
  body.replaceChildren(...children)
  if (focused instanceof HTMLElement && body.contains(focused)) focused.focus({ preventScroll: true })
}
