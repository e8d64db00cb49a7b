// The benchmark in this browser, as a table that fills while it runs.
import { showTable } from '../data-table.js'
import { byId } from '../dom.js'
import { count, duration, short } from '../numbers.js'
import { openLane } from '../worker/client.js'
import type { RaceRow } from '../worker/protocol.js'

export function openBenchmark(): void {
  const lane = openLane()
  const start = byId('race', HTMLButtonElement)
  const stop = byId('race-cancel', HTMLButtonElement)
  const bar = byId('race-progress', HTMLProgressElement)
  const facts = byId('race-facts', HTMLElement)
  const place = byId('race-table', HTMLElement)
  // by what they are of: a worker that was replaced begins again
  const results = new Map<string, RaceRow>()

  const running = (on: boolean): void => {
    start.disabled = on
    stop.disabled = !on
    bar.classList.toggle('idle', !on)
  }
  const show = (): void => {
    const rows = [...results.values()]
    const own = new Map(rows.filter(({ name }) => name === 'hammingway').map(({ m, milliseconds }) => [m, milliseconds]))
    showTable(place, 'Distances at every shift of a random DNA sequence of 1,000,000 letters', {
      columns: ['pattern length and program', 'least time', 'ratio', 'runs'],
      rows: rows.map(({ m, name, milliseconds, runs }) => [`m = ${count(m)}: ${name}`, duration(milliseconds), short(milliseconds / own.get(m)!), count(runs)]), // prettier-ignore
    })
  }
  start.addEventListener('click', () => {
    results.clear()
    place.replaceChildren()
    running(true)
    facts.textContent = 'Running; answers are compared first.'
    lane.start(
      { kind: 'race' },
      {
        progress({ done, total }) {
          bar.max = total
          bar.value = done
        },
        raced({ row }) {
          results.set(`${row.m} ${row.name}`, row)
          show()
        },
        end() {
          running(false)
          facts.textContent = 'Done. All programs gave the same answers.'
        },
        failed({ message }) {
          running(false)
          facts.textContent = message
        },
      },
    )
  })
  stop.addEventListener('click', () => {
    lane.cancel()
    running(false)
    facts.textContent = 'Cancelled.'
  })
}
