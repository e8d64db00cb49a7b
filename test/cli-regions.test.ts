// hammingway search --region and --circular, hammingway regions: regions partition the work, whatever finds them.
import { createServer } from 'node:http'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { expectComplaint, hammingway, lines, quietly, rows, search, temporaryFolder } from './cli.js'
import { BGZF_END, bgzfBlock, concat } from './formats-files.js'
import { randomOf } from './random.js'

const folder = temporaryFolder()
const random = randomOf(8)
const bases = (length: number): string => Array.from({ length }, () => random.pick('ACGT')).join('')
const records = [
  { name: 'chr1', symbols: `${bases(70_000)}${'A'.repeat(200)}${bases(30_001)}` },
  { name: 'empty', symbols: '' },
  { name: 'chr1:1-50', symbols: bases(200) },
  { name: 'chr2', symbols: `${'A'.repeat(90)}${bases(5000)}${'A'.repeat(60)}` },
]
const WIDTH = 60

/** FASTA and its index, as samtools faidx has it. */
function indexed(end: string): { fasta: string; fai: string } {
  let fasta = ''
  let fai = ''
  for (const { name, symbols } of records) {
    fasta += `>${name} a description${end}`
    fai += [name, symbols.length, fasta.length, symbols === '' ? 0 : WIDTH, symbols === '' ? 0 : WIDTH + end.length].join('\t') + '\n'
    fasta += (symbols.match(/.{1,60}/g) ?? []).map((line) => line + end).join('')
  }
  return { fasta, fai }
}

async function packed(fasta: string): Promise<{ data: Uint8Array; gzi: Uint8Array }> {
  const bytes = new TextEncoder().encode(fasta)
  const blocks: Uint8Array[] = []
  const entries: number[] = []
  let at = 0
  for (let from = 0; from < bytes.length; from += 9999) {
    if (from > 0) entries.push(at, from)
    blocks.push(await bgzfBlock(bytes.subarray(from, from + 9999)))
    at += blocks.at(-1)!.length
  }
  const gzi = new DataView(new ArrayBuffer(8 + 8 * entries.length))
  gzi.setBigUint64(0, BigInt(entries.length / 2), true)
  entries.forEach((entry, i) => gzi.setBigUint64(8 + 8 * i, BigInt(entry), true))
  return { data: concat(...blocks, BGZF_END), gzi: new Uint8Array(gzi.buffer) }
}

const { fasta, fai } = indexed('\n')
const plain = folder.write('genome.fa', fasta)
folder.write('genome.fa.fai', fai)
const dos = folder.write('dos.fa', indexed('\r\n').fasta)
folder.write('dos.fa.fai', indexed('\r\n').fai)
const streamed = folder.write('streamed.fa', fasta)
const { data, gzi } = await packed(fasta)
const bgzf = folder.write('genome.fa.gz', data)
folder.write('genome.fa.gz.fai', fai)
folder.write('genome.fa.gz.gzi', gzi)

const server = createServer((request, response) => {
  let body: Buffer
  try {
    body = readFileSync(join(folder.path, request.url!))
  } catch {
    return response.writeHead(404).end()
  }
  const [, from, to] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? []
  if (from === undefined) return response.end(body)
  const part = body.subarray(Number(from), Number(to) + 1)
  return response.writeHead(206, { 'content-range': `bytes ${from}-${to}/${body.length}` }).end(part)
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
afterAll(() => server.close())
const remote = (name: string): string => `http://127.0.0.1:${(server.address() as { port: number }).port}/${name}`

const patterns = ['-p', 'A'.repeat(20), '-p', 'AAAAAAAC', '-p', 'GCA', '-k', '1']
const all = await rows([...patterns, plain])

describe.concurrent('regions', () => {
  test.each([
    ['an index', () => plain],
    ['an index of lines that end with CR LF', () => dos],
    ['no index', () => streamed],
    ['BGZF', () => bgzf],
    ['a server', () => remote('genome.fa')],
    ['BGZF on a server', () => remote('genome.fa.gz')],
  ])('of all records, one behind the other, give all hits: %s', async (_, file) => {
    const units = lines((await hammingway(['regions', join(folder.path, 'genome.fa.fai'), '--size', '40k'])).stdout)
    expect(units).toEqual(['chr1:1-40000', 'chr1:40001-80000', 'chr1:80001-100201', 'chr1:1-50:1-200', 'chr2:1-5150'])
    const parts: string[] = []
    for (const region of units) parts.push(...(await rows([...patterns, '--region', region, file()])))
    expect(parts).toEqual(all)
  })

  test('of any size, with more threads, and within the record', async () => {
    const inside = (name: string, from: number, to: number) =>
      all.filter((row) => row.startsWith(`${name} `) && Number(row.split(' ')[1]) >= from - 1 && Number(row.split(' ')[1]) < to)
    for (const [region, wanted] of [
      ['chr1:69,990-70,210', inside('chr1', 69_990, 70_210)],
      ['chr1:70061-70061', inside('chr1', 70_061, 70_061)],
      ['chr1:60-61', inside('chr1', 60, 61)],
      ['chr1:100000', inside('chr1', 100_000, Infinity)],
      ['chr1:100000-', inside('chr1', 100_000, Infinity)],
      ['chr1:1-9,999,999', inside('chr1', 1, Infinity)],
      ['chr2', inside('chr2', 1, Infinity)],
      ['chr1:1-50', inside('chr1:1-50', 1, Infinity)],
    ] as const) {
      expect(await rows([...patterns, '--region', region, plain]), region).toEqual(wanted)
    }
    const wanted = inside('chr1', 69_990, 70_210)
    for (const args of [[streamed], [bgzf], ['-t', '2', plain]])
      expect(await rows([...patterns, '--region', 'chr1:69990-70210', ...args])).toEqual(wanted)
    expect(await quietly([...patterns, '--region', 'empty', '--count', plain])).toBe('0\n')
    expect(await quietly([...patterns, '--region', 'chr2', '--count'], { input: fasta })).toBe(`${inside('chr2', 1, Infinity).length}\n`)
  })

  test('that are none', async () => {
    for (const file of [plain, streamed]) {
      expectComplaint(await search([...patterns, '--region', 'chr9', file]), 1, 'there is no record "chr9"')
      expectComplaint(await search([...patterns, '--region', 'chr2:5151-6000', file]), 1, 'behind the last of 5150 symbols')
    }
    expectComplaint(await search([...patterns, '--region', 'chr2:0-5', plain]), 2, 'START')
    expectComplaint(await search([...patterns, '--region', 'chr2:9-5', plain]), 2, 'START')
    expectComplaint(await hammingway(['regions', join(folder.path, 'none.fai')]), 1, 'none.fai: no such file')
    expectComplaint(await hammingway(['regions', plain]), 1, 'line 1: this is no line of a .fai index')
    expectComplaint(await hammingway(['regions', `${plain}.fai`, '--size', '0']), 2, 'size')
  })
})

describe('an index that does not belong to its file', () => {
  const other = join(folder.path, 'other.fa')
  const run = (region: string) => search([...patterns, '--region', region, other])
  const changes: [string, string, string][] = [
    ['another header', fasta.replace('>chr1 ', '>chr9 '), 'its header is not there'],
    ['a record in front', `>x\nACGT\n${fasta}`, 'its header is not there'],
    ['a symbol more', fasta.replace('>chr1 a description\n', '>chr1 a description\nA'), 'a line is longer'],
    ['a symbol less', fasta.replace(/(>chr1 a description\n)./, '$1'), 'a line is shorter'],
    ['lines added', fasta.replace('>empty', 'ACGT\n>empty'), 'it is longer'],
    ['cut short', fasta.slice(0, 50_000), 'the file ends earlier'],
  ]
  test.each(changes)('%s', async (_, text, words) => {
    writeFileSync(other, text)
    writeFileSync(`${other}.fai`, fai)
    expectComplaint(await run('chr1'), 1, words)
  })

  test('BGZF that was changed, damaged or whose index is', async () => {
    const packedOther = join(folder.path, 'other.fa.gz')
    writeFileSync(`${packedOther}.fai`, fai)
    const cases: [Uint8Array, Uint8Array, string][] = [
      [data, gzi.subarray(0, 20), 'other.fa.gz.gzi: the index is cut short'],
      [data, new Uint8Array(0), 'other.fa.gz.gzi: the index is cut short'],
      [data.map((byte, i) => (i === 5000 ? byte ^ 255 : byte)), gzi, 'other.fa.gz'],
      [data.subarray(0, 9000), gzi, 'other.fa.gz'],
      [(await packed(`>first\nACGT\n${fasta}`)).data, gzi, 'other.fa.gz'],
    ]
    for (const [bytes, index, words] of cases) {
      writeFileSync(packedOther, bytes)
      writeFileSync(`${packedOther}.gzi`, index)
      expectComplaint(await search([...patterns, '--region', 'chr1', packedOther]), 1, words)
    }
  })
})

describe.concurrent('--circular', () => {
  /** Hits in a text that goes on with itself. */
  async function turned(text: string, args: readonly string[]): Promise<string[]> {
    const twice = await rows([...args], { input: `>r\n${text}${text}\n` })
    return twice.filter(
      (row) => Number(row.split(' ')[1]) < text.length && Number(row.split(' ')[2]) - Number(row.split(' ')[1]) <= text.length,
    )
  }

  test('records go on with their beginning', async () => {
    for (const text of [`AAAA${bases(300)}AAAAA`, 'GCAAAAAAAAAAAAAAAAAA', 'ACGTACG', 'A', bases(3000)]) {
      const wanted = await turned(text, patterns)
      expect(await rows([...patterns, '--circular'], { input: `>r\n${text}\n` }), text).toEqual(wanted)
      expect(await rows([...patterns, '--circular', '-t', '2'], { input: `>r\n${text}\n` }), text).toEqual(wanted)
    }
    expect(await rows([...patterns, '--circular'], { input: '>r\n>s\nGC\n' })).toEqual([])
  })

  test('also in a region at the end', async () => {
    const { symbols } = records[3]
    const wanted = (await turned(symbols, patterns)).map((row) => row.replace('r ', 'chr2 '))
    expect(wanted.some((row) => Number(row.split(' ')[2]) > symbols.length)).toBe(true)
    for (const file of [plain, streamed, bgzf]) {
      const parts = [...(await rows([...patterns, '--circular', '--region', 'chr2:1-5100', file])), ...(await rows([...patterns, '--circular', '--region', 'chr2:5101-5150', file]))] // prettier-ignore
      expect(parts).toEqual(wanted)
    }
  })
})
