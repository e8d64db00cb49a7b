// hammingway distances: the distance at every shift of one pattern, record by record.
import { scanDistances, type Alphabet, type Ambiguity } from 'hammingway'
import { escapeControls } from 'hammingway/formats'
import { watchAlphabet } from './alphabet-warning.js'
import { bestShifts } from './best-shifts.js'
import { TSV_HEADER, type DistanceReport } from './distance-report.js'
import { UsageError } from './exit.js'
import { checkReadable, eachRecord, readOptions } from './input.js'
import { openNpy } from './npy.js'
import type { Output } from './output.js'
import { patternsOf } from './patterns.js'

export interface DistancesOptions {
  pattern: string[]
  patternFile: string[]
  maxMismatches?: number
  epsilon?: number
  delta?: number
  seed?: number
  best?: number
  alphabet: Alphabet
  ambiguity: Ambiguity
  input?: 'fasta' | 'fastq' | 'plain' | '2bit'
  format: 'tsv' | 'bedgraph' | 'npy'
  header: boolean
  algorithm?: string
  quiet?: boolean
}

export async function distances(
  files: readonly string[],
  options: DistancesOptions,
  output: () => Promise<Output>,
  signal: AbortSignal,
  say: (words: string) => void,
): Promise<void> {
  const patterns = await patternsOf({ ...options, pamSide: '3' }, files)
  if (patterns.length !== 1) throw new UsageError(`one pattern is expected, got ${patterns.length}`)
  if (options.best !== undefined && options.format !== 'tsv') throw new UsageError('--best prints rows: it goes with --format tsv')
  const [{ sequence }] = patterns
  const { maxMismatches, epsilon, delta, seed, alphabet, ambiguity, algorithm, format } = options
  const settings = { maxMismatches, epsilon, delta, seed, alphabet, ambiguity, algorithm, signal }
  scanDistances(new Blob(), sequence, settings) // the library's own check of every option
  await checkReadable(files)
  const out = await output()
  const report = openReport(options, out)
  const watch = watchAlphabet(alphabet)
  let warned = options.quiet
  let records = 0
  try {
    await eachRecord(files, { ...readOptions(alphabet, options.input), quiet: options.quiet }, async (record) => {
      if (++records > 1 && format === 'npy') throw new UsageError(`--format npy takes one record, and "${record.name}" is another`)
      const name = format === 'npy' ? record.name : escapeControls(record.name)
      for await (const batch of scanDistances(watch.seen(record.chunks), sequence, settings)) await report.take(name, batch)
      const warning = watch.end(record.name)
      if (warning !== undefined && !warned) say(warning)
      warned ||= warning !== undefined
      return true
    })
    await report.end()
  } finally {
    report.discard?.()
  }
}

function openReport({ best, format, header }: DistancesOptions, out: Output): DistanceReport {
  if (best !== undefined) return bestShifts(best, header, out)
  return { tsv: () => tsv(header, out), bedgraph: () => bedgraph(out), npy: () => openNpy(out) }[format]()
}

/** Rows joined before they are written. */
const ROWS = 4096

function tsv(header: boolean, out: Output): DistanceReport {
  if (header) void out.write(TSV_HEADER)
  return {
    async take(record, { start, distances: values }) {
      for (let i = 0; i < values.length;) {
        let rows = ''
        for (const stop = Math.min(values.length, i + ROWS); i < stop; i++) rows += `${record}\t${start + i}\t${values[i]}\n`
        await out.write(rows)
      }
    },
    end: () => undefined,
  }
}

/** Runs of equal distances, also across batches. */
function bedgraph(out: Output): DistanceReport {
  let run: { record: string; start: number; end: number; distance: number } | undefined
  const row = (): string => (run ? `${run.record}\t${run.start}\t${run.end}\t${run.distance}\n` : '')
  return {
    async take(record, { start, distances: values }) {
      let rows = ''
      for (let i = 0; i < values.length; i++) {
        if (run !== undefined && run.record === record && run.end === start + i && run.distance === values[i]) {
          run.end++
          continue
        }
        rows += row()
        run = { record, start: start + i, end: start + i + 1, distance: values[i] }
        if (rows.length < 1 << 16) continue
        await out.write(rows)
        rows = ''
      }
      await out.write(rows)
    },
    end: () => out.write(row()),
  }
}
