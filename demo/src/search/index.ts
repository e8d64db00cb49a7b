// The search tab: source and form in, hits, profile and plan out.
import { writeAddress, type Address } from '../address.js'
import { byId } from '../dom.js'
import { counted, duration, rate } from '../numbers.js'
import { openLane, type Listeners } from '../worker/client.js'
import type { EventOf, MeasureJob, RecordInfo, SearchJob, SourceFile } from '../worker/protocol.js'
import { fileOf, save, type PageFormat } from './download.js'
import { openForm, type SearchChoice } from './form.js'
import { openHitsTable, type Names } from './hits-table.js'
import { openHits } from './hits.js'
import { showPlan } from './plan-view.js'
import { openProfileView } from './profile-view.js'
import { openSource } from './source.js'
import { openStatus, wordsOf } from './status.js'

export function openSearch(address: Address): void {
  const lane = openLane()
  const measuring = openLane()
  const status = openStatus()
  const measure = byId('measure', HTMLButtonElement)
  let hits = openHits()
  let names: Names = { records: [], patterns: [] }
  let choice: SearchChoice | undefined
  let turn = 0
  let running = 0

  const busy = (on: boolean): void => {
    running = Math.max(0, running + (on ? 1 : -1))
    status.busy(running > 0)
  }
  const profile = openProfileView((event) => status.fail(wordsOf(event)), trackOnce(busy))
  const table = openHitsTable((i) => {
    const { records, patterns, strands, starts } = hits.arrays
    profile.locate(records[i], patterns[i], strands[i] > 0 ? '+' : '-', starts[i])
  })
  const searching = trackOnce(busy)

  const begin = (nextNames: Names): void => {
    hits = openHits()
    names = nextNames
    table.open(hits, names)
  }
  /** Nothing of an earlier search stays beside what went wrong. */
  const fail = (words: string): void => {
    begin({ records: [], patterns: [] })
    profile.clear()
    byId('plan', HTMLElement).replaceChildren()
    status.fail(words)
  }

  const run = async (): Promise<void> => {
    const own = ++turn
    stop()
    writeAddress({ ...form.fields, ...source.choice })
    try {
      const asked = form.read()
      const file = await source.current()
      if (own !== turn) return
      if (!file) return status.say('Choose a sample, drop a file, or type a text.')
      start(file, asked)
    } catch (error) {
      fail((error as Error).message)
    }
  }

  const start = (file: SourceFile, asked: SearchChoice): void => {
    choice = asked
    const { patterns, maxMismatches, alphabet, ambiguity, strands } = asked
    const job: SearchJob = { kind: 'search', source: file, patterns, maxMismatches, alphabet, ambiguity, strands }
    let records: readonly RecordInfo[] = []
    let first: EventOf<'searched'> | undefined
    begin({ records: [], patterns: [] })
    searching(true)
    status.say('')
    const listeners: Listeners = {
      progress: status.progress,
      records(event) {
        records = event.records
        begin({ records: records.map(({ name }) => name), patterns: patterns.map(({ name }) => name) })
      },
      hits(event) {
        hits.append(event.hits)
        table.grown()
        status.say(`${counted(hits.count, 'hit')} so far …`)
      },
      searched(event) {
        first = event
        status.say(summary(event, hits.count, asked, records.length))
      },
      planned(event) {
        const again = event.milliseconds
        if (again !== undefined) status.say(`${summary(first!, hits.count, asked, records.length)} ${timeAgain(event, slidesOf(asked))}`)
        offerMeasuring(event, job, records[event.record].name)
      },
      end() {
        searching(false)
        profile.open(file, records, asked)
      },
      failed(event) {
        searching(false)
        fail(wordsOf(event))
      },
    }
    lane.start(job, listeners)
  }

  let others: MeasureJob | undefined
  let addMeasured: (event: EventOf<'measured'>) => void = () => undefined
  const offerMeasuring = ({ plan, record, milliseconds }: EventOf<'planned'>, job: SearchJob, name: string): void => {
    const measured = new Map(milliseconds === undefined ? [] : [[plan.algorithm, milliseconds]])
    const show = (): void => showPlan(byId('plan', HTMLElement), `Algorithms considered for the search of ${name}`, plan, measured)
    show()
    others = { ...job, kind: 'measure', record }
    addMeasured = (event) => {
      measured.set(event.algorithm, event.milliseconds)
      show()
    }
    measure.disabled = false
  }
  measure.addEventListener('click', () => {
    if (!others) return
    measure.disabled = true
    busyMeasuring(true)
    measuring.start(others, {
      measured: addMeasured,
      end: () => busyMeasuring(false),
      failed(event) {
        busyMeasuring(false)
        status.fail(wordsOf(event))
      },
    })
  })
  const busyMeasuring = trackOnce(busy)

  const stop = (): void => {
    lane.cancel()
    measuring.cancel()
    profile.cancel()
    searching(false)
    busyMeasuring(false)
    measure.disabled = true
  }

  byId('cancel', HTMLButtonElement).addEventListener('click', () => {
    turn++
    stop()
    status.say(`Cancelled. ${counted(hits.count, 'hit')} until then.`)
  })

  const take = async (): Promise<Blob> =>
    fileOf(hits.arrays, table.order(), names, choice?.alphabet ?? 'exact', byId('format', HTMLSelectElement).value as PageFormat)
  byId('download', HTMLButtonElement).addEventListener('click', () => {
    const format = byId('format', HTMLSelectElement).value
    void take().then((file) => save(file, `hits.${format}`))
  })
  byId('copy', HTMLButtonElement).addEventListener('click', () => {
    void take()
      .then((file) => file.text())
      .then((text) => navigator.clipboard.writeText(text))
      .then(
        () => status.say(`Copied ${counted(hits.count, 'hit')}.`),
        () => status.fail('The browser did not let the page copy; download the hits instead.'),
      )
  })

  const form = openForm(
    () => void run(),
    () => void run(),
  )
  const source = openSource((sample) => {
    if (sample) form.write(sample.form)
    void run()
  })
  form.write({
    patterns: address.patterns,
    k: address.k,
    alphabet: address.alphabet,
    ambiguity: address.ambiguity,
    strands: address.strands,
    epsilon: address.epsilon,
  })
  source.choose(address)
}

/** How often each letter is compared with a pattern's first: once for each pattern and strand. */
function slidesOf({ patterns, strands }: SearchChoice): number {
  return patterns.length * (strands === 'both' ? 2 : 1)
}

function summary({ truncated, symbols, milliseconds }: EventOf<'searched'>, found: number, asked: SearchChoice, records: number): string {
  const hits = truncated ? `The first ${counted(found, 'hit')}` : counted(found, 'hit')
  const { patterns, strands } = asked
  const what = `${counted(patterns.length, 'pattern')}${strands === 'both' ? ', both strands' : ''}`
  return `${hits} in ${counted(symbols, 'letter')} of ${counted(records, 'record')} (${what}): ${duration(milliseconds)}.`
}

/** The first search compiles the kernels; a second one tells what they can do. */
function timeAgain({ milliseconds, symbols }: EventOf<'planned'>, slides: number): string {
  return `Once compiled: ${duration(milliseconds!)}, ${rate(symbols * slides, milliseconds!)}.`
}

/** Tells of a change only: on twice is on once. */
function trackOnce(tell: (on: boolean) => void): (on: boolean) => void {
  let now = false
  return (on) => {
    if (on === now) return
    now = on
    tell(on)
  }
}
