// The search: every record in turn, hits as they are found.
import { explain, preparePattern, profileOf, scan, type Plan } from 'hammingway'
import { openHits } from '../search/hits.js'
import type { JobContext } from './job.js'
import { inPieces, startWatch } from './pause.js'
import type { SearchJob } from './protocol.js'
import { recordsOf, type TextRecord } from './records.js'
import { marksOf, openTables, oriented } from './sites.js'

/** A table of 28 pixels a row is as high as browsers allow with 600,000 rows. */
const MOST_HITS = 500_000
/** Letters of all sites together: the page keeps two bytes for each. */
const MOST_LETTERS = 2 ** 27
/** Milliseconds between two messages with hits, but the first hits go at once. */
const BETWEEN = 50

export interface Searched {
  readonly patterns: readonly Uint8Array[]
  readonly options: Pick<SearchJob, 'alphabet' | 'ambiguity' | 'strands' | 'maxMismatches'>
}

export function searchedOf({ patterns, alphabet, ambiguity, strands, maxMismatches }: Omit<SearchJob, 'kind'>): Searched {
  const options = { alphabet, ambiguity, strands, maxMismatches }
  const bytes = patterns.map(({ name, sequence }, p) => {
    try {
      preparePattern(sequence, options)
    } catch (error) {
      throw new RangeError(`pattern ${p + 1} (${name}): ${(error as Error).message.replace('"sequence" expected', 'expected')}`, {
        cause: error,
      })
    }
    return new TextEncoder().encode(sequence)
  })
  return { patterns: bytes, options }
}

/** What the planner says of one record. */
export function planOf(text: Uint8Array, { patterns, options }: Searched): Plan | undefined {
  const { strands } = options
  const m = patterns.reduce((most, { length }) => Math.max(most, length), 0)
  if (text.length < m) return undefined
  const profile = profileOf(text, patterns, options)
  const { alphabet, maxMismatches } = options
  return explain({ task: 'findMatches', n: text.length, m, alphabet, maxMismatches, strands, patterns: patterns.length, profile })
}

export async function search(job: SearchJob, context: JobContext): Promise<void> {
  const { signal, tell } = context
  const searched = searchedOf(job)
  const records = await recordsOf(job.source, job.alphabet, context)
  tell({ kind: 'records', records: records.map(({ name, text }) => ({ name, length: text.length })) })
  const total = records.reduce((sum, { text }) => sum + text.length, 0)
  const tables = searched.patterns.map(openTables(job))
  const longest = searched.patterns.reduce((most, { length }) => Math.max(most, length), 1)
  let limit = Math.min(MOST_HITS, Math.max(1, Math.floor(MOST_LETTERS / longest)))
  let truncated = false
  let symbols = 0
  let milliseconds = 0
  let searchedRecords = 0
  const outbox = openOutbox(context)
  for (const [r, { text }] of records.entries()) {
    const watch = startWatch()
    for await (const { window, ...batch } of scan(inPieces(text, watch), searched.patterns, { ...searched.options, limit, signal })) {
      truncated ||= batch.truncated
      limit -= batch.count
      for (let i = 0; i < batch.count; i++) {
        const p = batch.patterns[i]
        const from = batch.starts[i] - window.start
        const site = oriented(window.symbols.subarray(from, from + tables[p].length), batch.strands[i])
        outbox.hits.push(r, batch.starts[i], p, batch.strands[i], batch.mismatches[i], site, marksOf(site, tables[p]))
      }
      outbox.send()
      tell({ kind: 'progress', stage: 'searching', done: symbols + window.start, total })
    }
    milliseconds += watch.elapsed()
    symbols += text.length
    searchedRecords++
    tell({ kind: 'progress', stage: 'searching', done: symbols, total })
    if (truncated) break
  }
  outbox.flush()
  tell({ kind: 'searched', milliseconds, symbols, truncated })
  await tellPlan(searched, records, searchedRecords, milliseconds, context)
}

/** Milliseconds beyond which a search is not run again for its time alone. */
const QUICK = 200

/** The plan of the longest record, and its time once the code is compiled. */
async function tellPlan(
  searched: Searched,
  records: readonly TextRecord[],
  count: number,
  milliseconds: number,
  { signal, tell }: JobContext,
): Promise<void> {
  const record = longestOf(records.slice(0, count))
  if (record < 0) return
  const { text } = records[record]
  const plan = planOf(text, searched)
  if (!plan) return
  const again = milliseconds < QUICK ? await timeOf(text, searched, undefined, signal) : undefined
  tell({ kind: 'planned', record, plan, ...(again !== undefined && { milliseconds: again }), symbols: text.length })
}

/** The index of the longest record, -1 of none. */
function longestOf(records: readonly TextRecord[]): number {
  return records.reduce((best, { text }, r) => (best < 0 || text.length > records[best].text.length ? r : best), -1)
}

function openOutbox({ tell }: JobContext): { readonly hits: ReturnType<typeof openHits>; send(): void; flush(): void } {
  const hits = openHits()
  let last = -Infinity
  const flush = (): void => {
    if (hits.count === 0) return
    const taken = hits.take()
    last = performance.now()
    tell({ kind: 'hits', hits: taken }, Object.values(taken).map(({ buffer }) => buffer)) // prettier-ignore
  }
  return {
    hits,
    flush,
    send() {
      if (performance.now() - last > BETWEEN) flush()
    },
  }
}

/** Clocks of browsers tick every 0.1 to 1 ms: a time is the mean of runs that take at least so many milliseconds together. */
const LEAST_TIMED = 40

/** Milliseconds of a search of one record, once its code is compiled. */
export async function timeOf(text: Uint8Array, searched: Searched, algorithm: string | undefined, signal: AbortSignal): Promise<number> {
  await searchOnce(text, searched, algorithm, signal)
  let spent = 0
  let runs = 0
  while (spent < LEAST_TIMED) {
    spent += await searchOnce(text, searched, algorithm, signal)
    runs++
  }
  return spent / runs
}

async function searchOnce(
  text: Uint8Array,
  { patterns, options }: Searched,
  algorithm: string | undefined,
  signal: AbortSignal,
): Promise<number> {
  const watch = startWatch()
  const batches = scan(inPieces(text, watch), patterns, { ...options, algorithm, signal })[Symbol.asyncIterator]()
  while (!(await batches.next()).done) signal.throwIfAborted()
  return watch.elapsed()
}
