// hammingway search --format sam: hits as reads, with all records in the header.
import { describe, expect, test } from 'vitest'
import { expectComplaint, lines, quietly, rows, search, temporaryFolder } from './cli.js'

const folder = temporaryFolder()
const text = '>c1 x\nACGTACGATTTNACG\nTTAGCC\n>c2\nGGGG\n'
const plain = folder.write('plain.fa', text)
const indexed = folder.write('indexed.fa', text)
folder.write('indexed.fa.fai', 'c1\t21\t6\t15\t16\nc2\t4\t33\t4\t5\n')
const given = ['-p', 'TACGA', '-p', 'NACG', '-k', '1', '--format', 'sam']
const header = ['@HD VN:1.6 SO:coordinate', '@SQ SN:c1 LN:21', '@SQ SN:c2 LN:4', '@PG ID:hammingway PN:hammingway']
const hits = [
  'TACGA 16 c1 1 255 5M * 0 0 TCGTA * NM:i:1 MD:Z:0A4 hm:i:1',
  'NACG 16 c1 2 255 4M * 0 0 CGTN * NM:i:1 MD:Z:3A0 hm:i:0',
  'TACGA 256 c1 4 255 5M * 0 0 TACGA * NM:i:0 MD:Z:5 hm:i:0',
  'NACG 256 c1 4 255 4M * 0 0 NACG * NM:i:1 MD:Z:0T3 hm:i:0',
  'NACG 272 c1 6 255 4M * 0 0 CGTN * NM:i:2 MD:Z:2A0T0 hm:i:1',
  'NACG 256 c1 12 255 4M * 0 0 NACG * NM:i:1 MD:Z:0N3 hm:i:0',
  'NACG 272 c1 14 255 4M * 0 0 CGTN * NM:i:1 MD:Z:3T0 hm:i:0',
]
const tabs = (row: string): string => row.replaceAll('\t', ' ')

describe.concurrent('rows', () => {
  test('of a file, and of one with an index', async () => {
    for (const file of [plain, indexed]) expect(lines(await quietly([...given, file])).map(tabs)).toEqual([...header, ...hits])
    expect(await rows([...given, indexed])).toEqual(hits)
  })

  test('of a circular record and of a region', async () => {
    const args = ['-p', 'GCCACG', '--format', 'sam', '--circular', '--strands', 'forward']
    const wrapped = 'GCCACG 0 c1 19 255 6M * 0 0 GCCACG * NM:i:0 MD:Z:6 hm:i:0'
    expect(lines(await quietly([...args, plain])).map(tabs)).toEqual([
      header[0],
      '@SQ SN:c1 LN:21 TP:circular',
      '@SQ SN:c2 LN:4 TP:circular',
      header[3],
      wrapped,
    ])
    expect(await rows([...given, '--region', 'c1:12-13', indexed])).toEqual([hits[5].replace(' 256 ', ' 0 ')])
  })
})

test('what has no header', async () => {
  expectComplaint(await search(given, { input: text }), 2, 'sam')
  expectComplaint(await search(['-p', 'MK', '--alphabet', 'protein', '--format', 'sam', plain]), 2, 'sam')
  expectComplaint(await search([...given, plain, indexed]), 1, 'two records "c1"')
  expect(await rows(given, { input: text })).toEqual(hits)
  expect(await quietly([...given, '--count'], { input: text })).toBe('7\n')
})
