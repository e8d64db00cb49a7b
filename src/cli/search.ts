// hammingway search: occurrences of patterns with at most k mismatches, file by file, record by record.
import { explain, profileOf, scan, type Alphabet, type Ambiguity, type Plan, type ScanMatches, type Strands } from 'hammingway'
import { escapeControls, writers, type Format, type Reference, type Writer } from 'hammingway/formats'
import { watchAlphabet } from './alphabet-warning.js'
import { UsageError } from './exit.js'
import { checkReadable, eachRecord, readOptions, type InputOptions } from './input.js'
import type { Output } from './output.js'
import { patternsOf, type PatternOptions, type SearchPattern } from './patterns.js'
import { placed, whole, wrapped, type Piece } from './piece.js'
import { planTable } from './plan-table.js'
import { openBatch, splitter, type Found, type Joined } from './record-batch.js'
import { referencesOf } from './references.js'
import { eachRegion, parseRegion } from './region.js'
import { searchThreads } from './search-threads.js'
import { alignmentPrinter, sitePrinter } from './site.js'
import { openTurns } from './turns.js'

export interface SearchOptions extends PatternOptions {
  maxMismatches: number
  minMismatches: number
  alphabet: Alphabet
  ambiguity: Ambiguity
  strands?: Strands
  input?: 'fasta' | 'fastq' | 'plain' | '2bit'
  format: Format
  header: boolean
  limit?: number
  count?: boolean
  summary?: boolean
  circular?: boolean
  region?: string
  threads: number
  algorithm?: string
  explain?: boolean
  quiet?: boolean
}

interface Search extends SearchOptions {
  readonly patterns: readonly SearchPattern[]
  readonly strands: Strands
  readonly signal: AbortSignal
  readonly scan: typeof scan
  readonly references?: readonly Reference[]
  say(words: string): void
}

/** What is done with the matches: rows, one number, or a table. */
interface Report {
  begin(): Promise<void> | undefined
  /** Takes the matches of one record; false when nothing more is wanted. */
  take(record: string, batch: Found): Promise<boolean>
  end(): Promise<void> | undefined
}

export async function search(
  files: readonly string[],
  options: SearchOptions,
  output: () => Promise<Output>,
  signal: AbortSignal,
  say: (words: string) => void,
): Promise<void> {
  const patterns = await patternsOf(options, files)
  const strands = options.strands ?? (options.alphabet === 'dna' ? 'both' : 'forward')
  const run: Search = { ...options, patterns, strands, signal, say, scan }
  await checkReadable(files)
  // the library's own check of every option, before a file is read or made
  scan(new Blob(), patterns, scanOptions(run))
  const threads = searchThreads(files, options.threads, patterns, (text) => planOf(run, text))
  const pool = threads === 1 ? undefined : (await import('hammingway/pool')).createPool({ threads })
  try {
    const references = run.format === 'sam' ? await samReferences(files, run) : []
    await searchFiles(files, { ...run, scan: pool?.scan ?? scan, references }, await output())
  } finally {
    await pool?.close()
  }
}

/** What a SAM header names. */
async function samReferences(files: readonly string[], run: Search): Promise<Reference[]> {
  if (run.alphabet !== 'dna') throw new UsageError(`--format sam is for --alphabet dna, got ${run.alphabet}`)
  const isAsked = run.header && !run.count && !run.summary
  return isAsked ? referencesOf(files, readingOf(run), run.circular ?? false) : []
}

function readingOf({ alphabet, input, quiet }: Search): InputOptions {
  return { ...readOptions(alphabet, input), quiet }
}

async function searchFiles(files: readonly string[], run: Search, out: Output): Promise<void> {
  const report = (run.count ? countReport : run.summary ? summaryReport : rowReport)(run, out)
  await report.begin()
  const watch = watchAlphabet(run.alphabet)
  let warned = run.quiet
  let explained = !run.explain
  const passed = (chunk: Uint8Array): void => {
    if (!warned) watch.see(chunk)
    if (!explained) run.say(planTable(planOf(run, chunk)))
    explained = true
  }
  const alone = run.region !== undefined || run.circular === true
  const batch = openBatch()
  const turns = openTurns((chunks) => run.scan(chunks, run.patterns, scanOptions(run)))
  const searchJoined = (joined: Joined): Promise<boolean> =>
    joined.symbols.length === 0 ? Promise.resolve(true) : turns.search(once(joined.symbols), takeJoined(joined, run, report))
  const warn = (warning: string): void => {
    if (!warned) run.say(warning)
    warned = true
  }
  let more = true
  try {
    await eachPiece(files, run, async (piece) => {
      const chunks = alone ? passing(piece.chunks, passed) : await batch.hold(piece, passed)
      if (chunks || batch.full()) more = await searchJoined(batch.take())
      if (chunks && more) more = await turns.search(chunks, (found) => report.take(piece.name, placed(found, piece)))
      const warning = warned || !more ? undefined : watch.end(piece.name)
      if (warning !== undefined) turns.after(() => warn(warning))
      return more
    })
  } finally {
    // also where reading fails: the records before are searched
    if (more) await searchJoined(batch.take())
    await turns.end()
  }
  await report.end()
}

/** Visits all records, or a region of each file, until `visit` returns false. */
function eachPiece(files: readonly string[], run: Search, visit: (piece: Piece) => Promise<boolean>): Promise<void> {
  const { circular = false } = run
  const reading = readingOf(run)
  const overlap = Math.max(...run.patterns.map(({ sequence }) => sequence.length)) - 1
  if (run.region !== undefined) return eachRegion(files, { ...reading, region: parseRegion(run.region), overlap, circular }, visit)
  return eachRecord(files, reading, (record) => visit(circular ? wrapped(record, overlap) : whole(record)))
}

/** Takes the matches in short records that lie side by side. */
function takeJoined(joined: Joined, run: Search, report: Report): (batch: ScanMatches) => Promise<boolean> {
  const split = splitter(
    joined,
    run.patterns.map(({ sequence }) => sequence.length),
  )
  return async (batch) => {
    for (const [record, found] of split(batch)) if (!(await report.take(record, found))) return false
    return true
  }
}

async function* once(symbols: Uint8Array): AsyncGenerator<Uint8Array> {
  yield symbols
}

/** The same chunks, each shown to `see`. */
async function* passing(chunks: AsyncIterable<Uint8Array>, see: (chunk: Uint8Array) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    see(chunk)
    yield chunk
  }
}

function scanOptions({ maxMismatches, alphabet, ambiguity, strands, algorithm, signal }: Search) {
  return { maxMismatches, alphabet, ambiguity, strands, signal, ...(algorithm !== undefined && { algorithm }) }
}

function planOf(run: Search, chunk: Uint8Array): Plan {
  const { patterns, alphabet, ambiguity, strands, maxMismatches, algorithm } = run
  return explain({
    task: 'findMatches',
    n: chunk.length,
    m: Math.max(...patterns.map(({ sequence }) => sequence.length)),
    alphabet,
    maxMismatches,
    patterns: patterns.length,
    strands,
    required: Math.max(...patterns.map(({ required = '' }) => [...required].filter((mark) => mark === 'x').length)),
    profile: profileOf(chunk, patterns, { alphabet, ambiguity, strands }),
    ...(algorithm !== undefined && { algorithm }),
  })
}

function rowReport(run: Search, out: Output): Report {
  const { patterns, minMismatches, alphabet, references, limit = Infinity } = run
  const writer: Writer = writers[run.format]
  const site = sitePrinter(run)
  const alignment = run.format === 'sam' ? alignmentPrinter() : () => undefined
  let written = 0
  return {
    begin: () => (run.header ? out.write(writer.header({ alphabet, references })) : undefined),
    async take(sequence, batch) {
      const { start: origin, symbols } = batch.window
      for (const { start, end, strand, pattern: p, mismatches } of batch) {
        if (written === limit) return false
        if (mismatches < minMismatches) continue
        const pattern = patterns[p]
        const text = symbols.subarray(start - origin, end - origin)
        const row = {
          sequence,
          start,
          end,
          strand,
          pattern: pattern.name,
          mismatches,
          site: site(text, pattern.sequence, strand),
          alignment: alignment(text, pattern, strand),
        }
        const wait = out.write(writer.row(row, { alphabet }))
        if (wait) await wait
        written++
      }
      return written < limit
    },
    end: () => undefined,
  }
}

function countReport({ minMismatches, limit = Infinity }: Search, out: Output): Report {
  let total = 0
  return {
    begin: () => undefined,
    async take(_record, { count, mismatches }) {
      for (let i = 0; i < count && total < limit; i++) if (mismatches[i] >= minMismatches) total++
      return total < limit
    },
    end: () => out.write(`${total}\n`),
  }
}

/** A row for each pattern: its name and its numbers of matches with 0, 1, ... k mismatches. */
function summaryReport({ patterns, minMismatches, maxMismatches, header, limit = Infinity }: Search, out: Output): Report {
  // distances never exceed the pattern's length, so a huge k does not make a huge table
  const most = Math.min(maxMismatches, Math.max(...patterns.map(({ sequence }) => sequence.length)))
  const columns = Array.from({ length: most - Math.min(minMismatches, most + 1) + 1 }, (_, c) => minMismatches + c)
  const counts = patterns.map(() => new Float64Array(most + 1))
  let total = 0
  return {
    begin: () => (header ? out.write(`${['pattern', ...columns].join('\t')}\n`) : undefined),
    async take(_record, batch) {
      for (let i = 0; i < batch.count && total < limit; i++) {
        if (batch.mismatches[i] < minMismatches) continue
        counts[batch.patterns[i]][batch.mismatches[i]]++
        total++
      }
      return total < limit
    },
    async end() {
      for (const [p, { name }] of patterns.entries())
        await out.write(`${[escapeControls(name), ...columns.map((d) => counts[p][d])].join('\t')}\n`)
    },
  }
}
