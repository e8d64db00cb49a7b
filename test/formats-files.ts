// Sequence files for the tests of `hammingway/formats`: made from known records, packed, and cut into chunks. Runs in browsers too.
import fc from 'fast-check'
import { readSequences, type ReadOptions, type Source } from '../src/formats/index.js'

/** A record with its symbols as one string of byte codes. */
interface Known {
  name: string
  description: string
  kind: 'fasta' | 'fastq' | 'plain' | '2bit'
  symbols: string
}

export interface Outcome {
  /** The records that came whole. */
  records: Known[]
  error?: unknown
}

export const bytesOf = (text: string) => new TextEncoder().encode(text)
export const latin1 = (text: string) => Uint8Array.from(text, (symbol) => symbol.charCodeAt(0))

export function textOf(chunks: Uint8Array[]): string {
  return chunks.map((chunk) => Array.from(chunk, (byte) => String.fromCharCode(byte)).join('')).join('')
}

export function concat(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Reads everything, up to the first error. Chunks are joined only at the end, to see whether one was written over. */
export async function readAll(source: Source, options?: ReadOptions): Promise<Outcome> {
  const read: { name: string; description: string; kind: Known['kind']; chunks: Uint8Array[] }[] = []
  let error: unknown
  try {
    for await (const { name, description, kind, chunks } of readSequences(source, options)) {
      const kept: Uint8Array[] = []
      for await (const chunk of chunks) kept.push(chunk)
      read.push({ name, description, kind, chunks: kept })
    }
  } catch (caught) {
    error = caught
  }
  const records = read.map(({ chunks, ...rest }) => ({ ...rest, symbols: textOf(chunks) }))
  return error === undefined ? { records } : { records, error }
}

/** The bytes as chunks that end at `cuts` (any numbers, taken modulo the length), in fresh memory. */
export function cutAt(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b)
  return ends.map((end, i) => bytes.slice(i === 0 ? 0 : ends[i - 1], end))
}

export const oneByOne = (bytes: Uint8Array) => Array.from(bytes, (byte) => Uint8Array.of(byte))

export async function* later<T>(items: Iterable<T>): AsyncGenerator<T> {
  for (const item of items) {
    await Promise.resolve()
    yield item
  }
}

/** A ReadableStream of chunks; iterating a stream is not possible in every browser, so this does not use `from`. */
export function streamOf(chunks: Uint8Array[]): ReadableStream<Uint8Array> {
  const left = [...chunks]
  return new ReadableStream({
    pull(controller) {
      const chunk = left.shift()
      if (chunk) controller.enqueue(chunk)
      else controller.close()
    },
  })
}

/** One gzip member. */
export async function gzip(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(packed).arrayBuffer())
}

export const BGZF_END = Uint8Array.from([31, 139, 8, 4, 0, 0, 0, 0, 0, 255, 6, 0, 66, 67, 2, 0, 27, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0])

/** One BGZF block: a gzip member whose header states the size. */
export async function bgzfBlock(bytes: Uint8Array, extra: number[] = []): Promise<Uint8Array<ArrayBuffer>> {
  const body = (await gzip(bytes)).subarray(10)
  const fields = [...extra, 66, 67, 2, 0]
  const size = 12 + fields.length + 2 + body.length - 1
  return concat(Uint8Array.of(31, 139, 8, 4, 0, 0, 0, 0, 0, 255, fields.length + 2, 0, ...fields, size & 255, size >> 8), body)
}

/** A BGZF file of blocks of `size` bytes. */
export async function bgzf(bytes: Uint8Array, size: number): Promise<Uint8Array<ArrayBuffer>> {
  const blocks: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += size) blocks.push(await bgzfBlock(bytes.subarray(at, at + size)))
  return concat(...blocks, BGZF_END)
}

/** Whether this platform unpacks a gzip file of several members: Node does, browsers do not. */
export async function readsManyMembers(): Promise<boolean> {
  const two = concat(await gzip(latin1('a')), await gzip(latin1('b')))
  try {
    await new Response(new Blob([two]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer()
    return true
  } catch {
    return false
  }
}

const LINE_ENDS = ['\n', '\r\n', '\r']
const NAME_PARTS = ['a', 'chr1', '>', '@', ';', '+', '|', '%', 'é', '漢', '🧬', '\u00a0', '\ufeff', '"', '\\', '\u0001']
const name = fc.array(fc.constantFrom(...NAME_PARTS), { maxLength: 4 }).map((parts) => parts.join(''))
const description = fc
  .array(fc.constantFrom(...NAME_PARTS, ' ', '\t', ' x'), { maxLength: 4 })
  .map((parts) => parts.join('').replace(/^[ \t]+/, ''))
const symbolsOf = (alphabet: string[], maxLength = 90) => fc.array(fc.constantFrom(...alphabet), { maxLength }).map((all) => all.join(''))
const symbols = symbolsOf([...'ACGTacgtN*-.', '\u0001', '\u007f', '\u0080', '\u00ff'])
const layout = fc.record({
  width: fc.integer({ min: 1, max: 100 }),
  // Chosen for each line in turn.
  ends: fc.array(fc.constantFrom(...LINE_ENDS), { minLength: 1, maxLength: 3 }),
  finalEnd: fc.boolean(),
  byteOrderMark: fc.boolean(),
  blankLines: fc.nat({ max: 2 }),
  space: fc.constantFrom('', ' ', '\t', '\v\f'),
})
type Layout = typeof layout extends fc.Arbitrary<infer T> ? T : never

export interface File {
  bytes: Uint8Array
  records: Known[]
}

const utf8 = (text: string) => textOf([bytesOf(text)])
const folded = (text: string, width: number) => text.match(new RegExp(`[^]{1,${width}}`, 'g')) ?? []
const headerOf = ({ name, description }: { name: string; description: string }) => utf8(description ? `${name} \t${description}` : name)

/** Lines of byte codes as a file. */
function fileOf(lines: string[], { ends, finalEnd, byteOrderMark, blankLines }: Layout): Uint8Array {
  const all = [...Array<string>(blankLines).fill(''), ...lines]
  const text = all.map((line, i) => (i === all.length - 1 && !finalEnd ? line : line + ends[i % ends.length])).join('')
  return latin1((byteOrderMark ? '\u00ef\u00bb\u00bf' : '') + text)
}

/** FASTA files with what they hold. */
export const fastaFile: fc.Arbitrary<File> = fc
  .tuple(fc.array(fc.record({ name, description, symbols, comment: fc.boolean() }), { minLength: 1, maxLength: 8 }), layout)
  .map(([records, layout]) => {
    const lines = records.flatMap((record) => [
      `>${headerOf(record)}`,
      ...(record.comment ? [';>comment'] : []),
      ...folded(record.symbols, layout.width).map((line) => line + layout.space),
      ...Array<string>(layout.blankLines).fill(layout.space),
    ])
    const known = records.map(({ name, description, symbols }) => ({ name, description, kind: 'fasta' as const, symbols }))
    return { bytes: fileOf(lines, layout), records: known }
  })

/** FASTQ files, with qualities over as many lines as the sequence or over others. */
export const fastqFile: fc.Arbitrary<File> = fc
  .tuple(
    fc.array(fc.record({ name, description, symbols, qualities: symbolsOf([...'!@+>IJ~'], 90) }), { minLength: 1, maxLength: 8 }),
    layout,
    fc.integer({ min: 1, max: 100 }),
    fc.boolean(),
  )
  .map(([records, layout, qualityWidth, repeat]) => {
    const lines = records.flatMap(({ qualities, ...record }) => [
      `@${headerOf(record)}`,
      ...(record.symbols === '' ? [''] : folded(record.symbols, layout.width).map((line) => line + layout.space)),
      repeat ? `+${headerOf(record)}` : '+',
      ...(record.symbols === '' ? [''] : folded(qualities.padEnd(90, '@').slice(0, record.symbols.length), qualityWidth)),
    ])
    const known = records.map(({ name, description, symbols }) => ({ name, description, kind: 'fastq' as const, symbols }))
    return { bytes: fileOf(lines, layout), records: known }
  })

/** Plain files: any bytes but NUL, with a first symbol that is no sign of another kind. */
export const plainFile: fc.Arbitrary<File> = fc
  .array(symbolsOf([...'ACGT>@; \t', '\u0001', '\u001f', '\u0080', '\u00ff'], 40), { maxLength: 8 })
  .chain((lines) => layout.map((layout) => ({ bytes: fileOf([`x${lines[0] ?? ''}`, ...lines.slice(1)], layout), lines })))
  .map(({ bytes, lines }) => ({ bytes, records: [{ name: '-', description: '', kind: 'plain', symbols: `x${lines.join('')}` }] }))
