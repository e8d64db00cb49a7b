// Small tables of results, and those that double a chart.
import { element } from './dom.js'

export interface DataTable {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | Node)[])[]
}

/** Replaces the table inside `parent`. The first column names its row. */
export function showTable(parent: Element, caption: string, { columns, rows }: DataTable): void {
  parent.replaceChildren(
    element(
      'table',
      {},
      element('caption', {}, caption),
      element('thead', {}, element('tr', {}, ...columns.map((name) => element('th', { scope: 'col' }, name)))),
      element(
        'tbody',
        {},
        ...rows.map(([first, ...others]) =>
          element('tr', {}, element('th', { scope: 'row' }, first), ...others.map((cell) => element('td', {}, cell))),
        ),
      ),
    ),
  )
}

/** A table that is made when its <details> is open, and made again when `refresh` is called meanwhile. */
export function tableOnDemand(details: HTMLDetailsElement, caption: string, make: () => DataTable | undefined): { refresh(): void } {
  const place = element('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption })
  details.append(place)
  const refresh = (): void => {
    if (!details.open) return
    const table = make()
    if (table) showTable(place, caption, table)
    else place.replaceChildren()
  }
  details.addEventListener('toggle', refresh)
  return { refresh }
}
