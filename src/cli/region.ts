// A region of one record: NAME or NAME:START-END, 1-based and closed, as samtools writes them.
import { FormatError } from 'hammingway/formats'
import { UsageError } from './exit.js'
import { parseFai, type FaiEntry } from './fai.js'
import { eachRecord, namedErrors, type InputOptions } from './input.js'
import { indexedSymbols } from './indexed.js'
import { between, checkStart, whole, wrapped, type Piece } from './piece.js'
import { openRandomAccess, readWhole } from './random-access.js'

/** Where to search: 0-based, half-open. */
export interface Region {
  readonly name: string
  readonly start: number
  /** behind the last place, Infinity for the record's end */
  readonly end: number
}

/**
 * What a region may mean, what is looked for first in front: names may end like ranges. Of a file without an index it is the first record that
 * either meaning names.
 */
export function parseRegion(text: string): Region[] {
  const all = { name: text, start: 0, end: Infinity }
  const match = /^(.+):([\d,]+)(-([\d,]*))?$/.exec(text)
  if (!match) return [all]
  const [, name, first, , last = ''] = match
  const number = (digits: string): number => Number(digits.replaceAll(',', ''))
  // as samtools has it, one number goes on to the end
  const [start, end] = [number(first), last === '' ? Infinity : number(last)]
  if (!(start >= 1 && end >= start)) throw new UsageError(`--region "${text}": expected 1 <= START <= END`)
  return [all, { name, start: start - 1, end }]
}

/** How a region is searched. */
export interface RegionOptions extends InputOptions {
  readonly region: readonly Region[]
  /** symbols behind a region that a hit in it may reach */
  readonly overlap: number
  readonly circular: boolean
}

/**
 * Visits a region of each file until `visit` returns false. With an index beside the file (.fai, and .gzi where it is packed) only the region
 * is read; without one the file is read up to it.
 */
export async function eachRegion(
  files: readonly string[],
  options: RegionOptions,
  visit: (piece: Piece) => Promise<boolean>,
): Promise<void> {
  for (const path of files.length === 0 ? ['-'] : files) {
    let more: boolean | undefined
    const visited = async (piece: Piece): Promise<boolean> => (more = await visit(piece))
    const index = path === '-' ? undefined : await readWhole(`${path}.fai`)
    if (index === undefined) await streamed(path, options, visited)
    else {
      const entries = await namedErrors(`${path}.fai`, async () => parseFai(index))
      await namedErrors(path, () => indexed(path, entries, options, visited))
    }
    if (more === undefined) {
      throw new FormatError(`${path === '-' ? 'standard input' : path}: there is no record ${JSON.stringify(options.region.at(-1)!.name)}`)
    }
    if (!more) return
  }
}

async function streamed(path: string, options: RegionOptions, visit: (piece: Piece) => Promise<boolean>): Promise<void> {
  const { region, overlap, circular, ...reading } = options
  await eachRecord([path], reading, async (record) => {
    const found = region.find(({ name }) => name === record.name)
    if (found) await visit(between(circular ? wrapped(record, overlap) : whole(record), found.start, found.end, overlap))
    return !found
  })
}

async function indexed(
  path: string,
  entries: readonly FaiEntry[],
  { region, overlap, circular }: RegionOptions,
  visit: (piece: Piece) => Promise<boolean>,
): Promise<void> {
  const found = region.flatMap((one) => entries.filter(({ name }) => name === one.name).map((entry) => ({ ...one, entry }))).at(0)
  if (!found) return
  const { name, start, entry } = found
  checkStart(name, start, entry.length)
  const end = Math.min(found.end, entry.length)
  const file = await openRandomAccess(path)
  async function* chunks(): AsyncGenerator<Uint8Array> {
    const behind = end + overlap - entry.length
    yield* indexedSymbols(file, entry, start, Math.min(entry.length, end + overlap))
    if (circular && behind > 0) yield* indexedSymbols(file, entry, 0, Math.min(entry.length, behind))
  }
  const longest = circular ? entry.length : Infinity
  await visit({ name, chunks: chunks(), origin: start, starts: () => end - start, longest: () => longest })
}
