// The distance profile of one pattern in one record, and what belongs to it: histogram and plan.
import { openProfileChart } from '../chart/profile-chart.js'
import { tableOnDemand } from '../data-table.js'
import { byId } from '../dom.js'
import { count, counted, duration, rate } from '../numbers.js'
import { openLane } from '../worker/client.js'
import type { EventOf, RecordInfo, SourceFile } from '../worker/protocol.js'
import type { SearchChoice } from './form.js'
import { openHistogram } from './histogram.js'
import { showPlan } from './plan-view.js'

/** Rows of the table that doubles the chart. */
const TABLE_ROWS = 64
/** Shifts on either side of a hit that is looked at. */
const AROUND = 200
/** Records that the list offers; others come to it with a hit that is looked at. */
const MOST_OPTIONS = 1000

export interface ProfileView {
  open(source: SourceFile, records: readonly RecordInfo[], choice: SearchChoice): void
  /** Shows the surroundings of a hit, of this pattern in this record and strand. */
  locate(record: number, pattern: number, strand: '+' | '-', start: number): void
  /** Shows nothing: there is no text, or it could not be read. */
  clear(): void
  cancel(): void
}

interface Subject {
  readonly source: SourceFile
  readonly records: readonly RecordInfo[]
  readonly choice: SearchChoice
}

export function openProfileView(failed: (event: EventOf<'failed'>) => void, busy: (on: boolean) => void): ProfileView {
  const lane = openLane()
  const recordList = byId('profile-record', HTMLSelectElement)
  const patternList = byId('profile-pattern', HTMLSelectElement)
  const strandList = byId('profile-strand', HTMLSelectElement)
  const range = byId('profile-range', HTMLElement)
  const facts = byId('profile-facts', HTMLElement)
  const place = byId('profile', HTMLElement)
  const planPlace = byId('profile-plan', HTMLElement)
  const histogram = openHistogram()
  let subject: Subject | undefined
  let wanted: number | undefined

  const chart = openProfileChart(place, [...document.querySelectorAll<HTMLButtonElement>('[data-move]')], ({ from, to }) => {
    range.textContent = `shifts ${count(Math.floor(from))} to ${count(Math.max(0, Math.ceil(to) - 1))}`
    table.refresh()
  })
  const table = tableOnDemand(byId('profile-details', HTMLDetailsElement), 'Least and greatest distance of the shifts in sight', () => {
    const seen = chart.columns(TABLE_ROWS)
    if (!seen) return undefined
    return {
      columns: ['first shift', 'shifts', 'least distance', 'greatest distance'],
      rows: seen.shifts.map((middle, i) => [
        count(Math.floor(middle / seen.step) * seen.step),
        count(seen.step),
        count(seen.least[i]),
        count(seen.most[i]),
      ]),
    }
  })

  const lookAround = (start: number): void => chart.look(start - AROUND, start + AROUND)

  const run = (): void => {
    if (!subject) return
    const { source, records, choice } = subject
    const record = Number(recordList.value)
    const { sequence } = choice.patterns[Number(patternList.value)]
    const strand = strandList.value === '-' ? '-' : '+'
    const { alphabet, ambiguity, epsilon } = choice
    busy(true)
    facts.textContent = 'Computing the distances …'
    lane.start(
      { kind: 'profile', source, record, pattern: sequence, strand, alphabet, ambiguity, epsilon },
      {
        profile({ pyramid, histogram: counts, plan, milliseconds, symbols }) {
          chart.show(pyramid, choice.maxMismatches <= sequence.length ? choice.maxMismatches : undefined)
          if (wanted !== undefined) lookAround(wanted)
          wanted = undefined
          histogram.show(counts)
          table.refresh()
          const ran = plan?.considered.find(({ name }) => name === plan.algorithm)
          facts.textContent = ran
            ? `${counted(pyramid.distances.length, 'distance')} by ${ran.name} (${ran.guarantee}) in ${duration(milliseconds)}, ${rate(symbols, milliseconds)}.`
            : `The pattern is longer than ${records[record].name}: there are no shifts.`
          if (plan) showPlan(planPlace, 'Algorithms considered for the distances at every shift', plan, new Map([[plan.algorithm, milliseconds]])) // prettier-ignore
        },
        end: () => busy(false),
        failed(event) {
          busy(false)
          facts.textContent = ''
          failed(event)
        },
      },
    )
  }
  const clear = (): void => {
    chart.clear()
    histogram.clear()
    table.refresh()
    for (const place of [facts, range, planPlace]) place.replaceChildren()
  }
  for (const list of [recordList, patternList, strandList]) list.addEventListener('change', run)

  return {
    open(source, records, choice) {
      // another text or other patterns begin at the first of them; otherwise what is shown stays chosen
      fill(recordList, records.slice(0, MOST_OPTIONS).map(optionOf))
      fill(patternList, choice.patterns.map(({ name }) => name)) // prettier-ignore
      strandList.disabled = choice.alphabet !== 'dna'
      if (strandList.disabled) strandList.value = '+'
      subject = { source, records, choice }
      wanted = undefined
      if (records.length > 0) run()
      else clear()
    },
    clear() {
      fill(recordList, [])
      fill(patternList, [])
      subject = undefined
      clear()
    },
    locate(record, pattern, strand, start) {
      const same = Number(recordList.value) === record && Number(patternList.value) === pattern && strandList.value === strand
      if (subject && record >= recordList.options.length) recordList.add(new Option(optionOf(subject.records[record]), String(record)))
      recordList.value = String(record)
      patternList.value = String(pattern)
      strandList.value = strand
      if (same && chart.view) lookAround(start)
      else {
        wanted = start
        run()
      }
      place.scrollIntoView({ block: 'nearest' })
    },
    cancel() {
      lane.cancel()
      busy(false)
      facts.textContent = ''
    },
  }
}

function optionOf({ name, length }: RecordInfo): string {
  return `${name} (${count(length)})`
}

/** Options 0, 1, ... with these names; the choice stays where the names are the same. */
function fill(list: HTMLSelectElement, names: readonly string[]): void {
  if (list.options.length === names.length && names.every((name, i) => list.options[i].text === name)) return
  list.replaceChildren(...names.map((name, i) => new Option(name, String(i))))
}
