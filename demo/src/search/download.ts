// Hits as files, by the writers of hammingway/formats; rows in the order of the table.
import { writers, type Format, type Hit } from 'hammingway/formats'
import type { Alphabet } from 'hammingway'
import { element } from '../dom.js'
import type { Names } from './hits-table.js'
import { siteOf, type HitArrays } from './hits.js'

/** Formats of the page. SAM begins with the lengths of all records, which hits do not tell. */
export type PageFormat = Exclude<Format, 'sam'>

const types: Readonly<Record<PageFormat, string>> = {
  tsv: 'text/tab-separated-values',
  bed: 'text/plain',
  gff3: 'text/plain',
  jsonl: 'application/x-ndjson',
}

/** Rows between two turns of the page. */
const SLICE = 20_000

const [A, Z, CASE, DOT] = [65, 90, 32, 46]

/** A site as files have it: mismatches in lower case or as dots, matches in upper case. */
export function printedSite(letters: Uint8Array, marks: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(
    letters.map((code, j) => {
      const upper = code & ~CASE
      const isLetter = upper >= A && upper <= Z
      if (marks[j] === 0) return isLetter ? upper : code
      return isLetter ? upper | CASE : DOT
    }),
  )
}

function hitOf(hits: HitArrays, i: number, { records, patterns }: Names): Hit {
  const { from, to } = siteOf(hits, i)
  return {
    sequence: records[hits.records[i]],
    start: hits.starts[i],
    end: hits.starts[i] + to - from,
    strand: hits.strands[i] > 0 ? '+' : '-',
    pattern: patterns[hits.patterns[i]],
    mismatches: hits.mismatches[i],
    site: printedSite(hits.letters.subarray(from, to), hits.marks.subarray(from, to)),
  }
}

/** The file, written slice by slice so that the page stays alive. */
export async function fileOf(hits: HitArrays, order: Uint32Array, names: Names, alphabet: Alphabet, format: PageFormat): Promise<Blob> {
  const writer = writers[format]
  const parts = [writer.header({ alphabet })]
  for (let from = 0; from < order.length; from += SLICE) {
    let part = ''
    for (const i of order.subarray(from, from + SLICE)) part += writer.row(hitOf(hits, i, names), { alphabet })
    parts.push(part)
    await new Promise((resolve) => setTimeout(resolve))
  }
  return new Blob(parts, { type: types[format] })
}

export function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = element('a', { href: url, download: name })
  link.click()
  // the browser has taken the blob by the next task, but not every browser says so
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
