// hammingway search: every kind of input, packed and not, from files and pipes; borders of records and of windows.
import { execFileSync } from 'node:child_process'
import { createReadStream, createWriteStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { findMatches } from '../src/index.js'
import { lambda, lines, quietly, rows, search, start, ended, temporaryFolder } from './cli.js'
import { bgzf, bytesOf } from './formats-files.js'
import { randomOf } from './random.js'

const folder = temporaryFolder()
const guide = ['-p', 'GATTACA', '-k', '1']
const fasta = '>one first\nCCGATTACACC\nTGTAATC\n>two\nGATT\nACA\n>three\n'
const hits = ['one 2 9 + GATTACA 0 GATTACA', 'one 11 18 - GATTACA 0 GATTACA', 'two 0 7 + GATTACA 0 GATTACA']

describe.concurrent('kinds of input, told by their first bytes', () => {
  test('FASTA: LF, CRLF and CR, lower case, blank lines, comments, no line end at the end', async () => {
    expect(await rows(guide, { input: fasta })).toEqual(hits)
    expect(await rows(guide, { input: fasta.replaceAll('\n', '\r\n') })).toEqual(hits)
    expect(await rows(guide, { input: fasta.replaceAll('\n', '\r') })).toEqual(hits)
    expect(await rows(guide, { input: fasta.replaceAll(/[ACGT]/g, (letter) => letter.toLowerCase()) })).toEqual(hits)
    expect(await rows(guide, { input: `\n\n${fasta.replace('CC\n', 'CC\n\n;comment\n').slice(0, -1)}` })).toEqual(hits)
  })

  test('FASTQ: qualities are no sequence', async () => {
    const input = '@one first\nCCGATTACACCTGTAATC\n+\nGATTACAGATTACAGATT\n@two\nGATTACA\n+two\n@GATTAC\n'
    expect(await rows(guide, { input })).toEqual(hits)
    expect(await rows(guide, { input: input.replaceAll('\n', '\r\n') })).toEqual(hits)
  })

  test('plain: one record named by the file or -, line ends removed', async () => {
    const plain = folder.write('plain.txt', 'GATT\r\nACACC\nTGTAATC\n')
    expect(await rows(guide, { input: readFileSync(plain) })).toEqual(['- 0 7 + GATTACA 0 GATTACA', '- 9 16 - GATTACA 0 GATTACA'])
    expect(await rows([...guide, '--limit', '1', plain])).toEqual([`${plain} 0 7 + GATTACA 0 GATTACA`])
    expect(await rows([...guide, '--limit', '1', 'plain.txt'], { cwd: folder.path })).toEqual(['plain.txt 0 7 + GATTACA 0 GATTACA'])
  })

  test('--input overrides', async () => {
    expect(await rows(['-p', 'NEGATT', '--alphabet', 'protein', '--input', 'plain', '-q'], { input: '>one\nGATTACA' })).toEqual([
      '- 2 8 + NEGATT 0 NEGATT',
    ])
    expect(await rows([...guide, '--input', 'fasta'], { input: fasta })).toEqual(hits)
  })

  test('empty input has no rows and is no error', async () => {
    const header = 'sequence\tstart\tend\tstrand\tpattern\tmismatches\tsite\n'
    const empty = folder.write('empty', '')
    for (const input of ['', '\n\n', '>x\n', '>x', gzipSync('')]) expect(await quietly(guide, { input }), `${input}`).toBe(header)
    for (const kind of ['fasta', 'fastq', 'plain']) expect(await quietly([...guide, '--input', kind, empty]), kind).toBe(header)
    expect(await quietly([...guide, '--format', 'jsonl', empty, empty])).toBe('')
    expect(await quietly([...guide, '--count', empty])).toBe('0\n')
  })
})

describe.concurrent('packed input', () => {
  test('gzip, many members, BGZF, and a mixture', async () => {
    const bytes = bytesOf(fasta)
    const members = [gzipSync(bytes.subarray(0, 17)), gzipSync(''), gzipSync(bytes.subarray(17))]
    const blocks = await bgzf(bytes, 10)
    expect(await rows(guide, { input: gzipSync(bytes) })).toEqual(hits)
    expect(await rows(guide, { input: Buffer.concat(members) })).toEqual(hits)
    expect(await rows(guide, { input: blocks })).toEqual(hits)
    expect(await rows(guide, { input: Buffer.concat([blocks, gzipSync('>four\nGATTACA')]) })).toEqual([
      ...hits,
      'four 0 7 + GATTACA 0 GATTACA',
    ])
  })

  test('by content: the name of a file says nothing', async () => {
    expect(await rows([...guide, folder.write('packed.txt', gzipSync(fasta)), folder.write('text.gz', fasta)])).toEqual([...hits, ...hits])
  })
})

describe.concurrent('files and pipes', () => {
  test('several files in their order, - among them, one of them twice', async () => {
    const a = folder.write('a.fa', '>a\nGATTACA')
    const b = folder.write('b.fa', '>b\nGATTACA')
    expect(await rows([...guide, b, '-', a, b], { input: '>c\nGATTACA' })).toEqual(
      ['b', 'c', 'a', 'b'].map((name) => `${name} 0 7 + GATTACA 0 GATTACA`),
    )
  })

  test('no hit crosses a border of records or of files', async () => {
    const a = folder.write('left', 'GATT')
    const b = folder.write('right', 'ACA')
    expect(await rows([...guide, a, b])).toEqual([])
    expect(await rows(guide, { input: '>a\nGATT\n>b\nACA\n' })).toEqual([])
    expect(await rows(guide, { input: '@a\nGATT\n+\nIIII\n@b\nACA\n+\nIII\n' })).toEqual([])
  })

  // opening it twice would take what the writer had to say
  test('a named pipe is read like any file', async () => {
    const pipe = join(folder.path, 'pipe')
    execFileSync('mkfifo', [pipe])
    const child = start(['search', ...guide, '--count', pipe])
    child.stdin.end()
    // more than a pipe holds
    const text = folder.write('long.fa', `>long\n${'CCGATTACACC'.repeat(30_000)}`)
    const written = pipeline(createReadStream(text), createWriteStream(pipe)).then(
      () => 'written',
      (error: Error) => error.message,
    )
    // a reader that opens it again after the writer has gone would wait for ever
    void written.then(() => setTimeout(() => child.kill('SIGKILL'), 5000).unref())
    expect(await ended(child)).toEqual({ code: 0, stdout: '30000\n', stderr: '' })
    expect(await written).toBe('written')
  })

  test('symbols that come one at a time', async () => {
    const child = start(['search', ...guide, '--no-header'])
    const result = ended(child)
    for (const symbol of '>x y\nGATTACA\n') await new Promise((resolve) => child.stdin.write(symbol, resolve))
    child.stdin.end()
    expect((await result).stdout).toBe('x\t0\t7\t+\tGATTACA\t0\tGATTACA\n')
  })

  test('ten thousand short records', async () => {
    const count = 10_000
    const input = Array.from({ length: count }, (_, r) => `>r${r}\nCCGATTACACC${'ACGT'[r % 4]}\n`).join('')
    const found = await rows(guide, { input })
    expect(found.length).toBe(count)
    expect(found.every((row, r) => row === `r${r} 2 9 + GATTACA 0 GATTACA`)).toBe(true)
  })
})

describe('seams', () => {
  // windows are 2^20 symbols and begin 2^20 - (m - 1) apart; chunks end at multiples of 2^16 and 2^20
  const windows = 3
  const poly = 'A'.repeat(100)

  /** Random letters with a run of A around every place where something may be cut. */
  function text(seed: number): string {
    const random = randomOf(seed)
    const letters = Array.from({ length: windows * 2 ** 20 + 4321 }, () => random.pick('CGT'))
    for (let w = 1; w <= windows; w++) {
      for (const at of [w * 2 ** 20, w * (2 ** 20 - 18)]) for (let i = -60; i < 60; i++) letters[at + i] = 'A'
      for (let at = 2 ** 16; at < letters.length; at += 2 ** 16) for (let i = -25; i < 25; i++) letters[at + i] = 'A'
    }
    return letters.join('')
  }

  test.each([1, 70, Infinity])('hits at the edges of windows are found once, lines of %s', async (width) => {
    // one symbol a line makes a file of windows twice as long
    const symbols = width === 1 ? text(1).slice(0, 2 ** 20 + 999) : text(2)
    const patterns = ['A'.repeat(19), `C${'A'.repeat(15)}`, 'AAAAG', poly.slice(0, 19).replace('A', 'N')]
    const file = folder.write(
      `${width}.fa`,
      `>long\n${width === Infinity ? symbols : symbols.replace(new RegExp(`.{1,${width}}`, 'g'), '$&\n')}`,
    )
    const found = lines(
      await quietly([...patterns.flatMap((pattern) => ['-p', pattern]), '-k', '2', '--no-header', '--format', 'bed', file]),
    ).map((row) => row.split('\t'))
    const expected = [...findMatches(symbols, patterns, { alphabet: 'dna', strands: 'both', maxMismatches: 2 })]
    expect(found.length).toBe(expected.length)
    expected.forEach(({ start, end, strand, pattern, mismatches }, i) => {
      const row = ['long', start, end, patterns[pattern], mismatches, strand].join('\t')
      if (found[i].join('\t') !== row) throw new Error(`row ${i} is ${found[i].join(' ')}, expected ${row}`)
    })
  })
})

describe.concurrent('the wrong alphabet', () => {
  const protein = '>prot some protein\nMKVLAAGIVGLCAKAYEFFF\n>again\nMKVLAAGIVGLCAKAYEFFF\n'
  const warned = /^hammingway: 35 % .*"prot".*dna.*"L".*\n$/

  test('is said once, with the first foreign symbol, and is no error', async () => {
    const file = folder.write('protein.fa', protein)
    const { code, stdout, stderr } = await search(['-p', 'ACGT', file, file])
    expect([code, lines(stdout).length]).toEqual([0, 1])
    expect(stderr).toMatch(warned)
    expect((await search(['-p', 'ACGT', '--count', file])).stderr).toMatch(warned)
    expect(await quietly(['-p', 'ACGT', '-q', '--count', file])).toBe('0\n')
    expect(await quietly(['-p', 'MKV', '--alphabet', 'protein', '--count', file])).toBe('2\n')
    expect(await quietly(['-p', 'MKV', '--alphabet', 'exact', '--count', file])).toBe('2\n')
  })

  test('begins above a fifth of a record', async () => {
    expect(await quietly(['-p', 'ACGT', '--count'], { input: 'ACGTNNRYL-'.repeat(1000) })).toBe('2000\n')
    expect((await search(['-p', 'ACGT', '--count'], { input: 'ACGTNNRL-*'.repeat(1000) })).stderr).toMatch(/30 %.*"L"/)
    expect((await search(['-p', 'MK', '--alphabet', 'protein'], { input: '1'.repeat(30) })).stderr).toMatch(/100 %.*protein.*"1"/)
  })

  test('names the first foreign symbol, even if there are few at first', async () => {
    // a megabyte, which is a read, with 3 %; then megabytes with nothing else
    const file = folder.write('few.txt', `!${'ACGT'.repeat(8).slice(1)}`.repeat(2 ** 15) + 'L'.repeat(2 ** 21))
    expect((await search(['-p', 'GGG', '--count', file])).stderr).toMatch(/the first is "!"/)
  })

  test('masked and unknown letters are letters', async () => {
    expect(await quietly(['-p', 'ACGT', '--count'], { input: `>n\n${'N'.repeat(5000)}acgtu\n` })).toBe('2\n')
  })
})

test('a real genome, packed and not', async () => {
  const plain = folder.write('lambda.fa', gunzipSync(readFileSync(lambda)))
  const given = ['-p', 'GCACCGGCACCGCTGGCTGC', '-k', '5']
  const found = await rows([...given, plain])
  expect(await rows([...given, lambda])).toEqual(found)
  expect(found).toContain('gi|9626243|ref|NC_001416.1| 5665 5685 + GCACCGGCACCGCTGGCTGC 0 GCACCGGCACCGCTGGCTGC')
  expect(found).toContain('gi|9626243|ref|NC_001416.1| 17354 17374 - GCACCGGCACCGCTGGCTGC 5 GgtgCtGCACCGCTGGCgGC')
})

test('the guide of the benchmark has its twelve sites in Escherichia coli 536', async () => {
  const genome = new URL('../bench/data/ecoli536.fa.gz', import.meta.url).pathname
  const found = await rows(['-p', 'AGGCAGCAAGTGCAGCTCGC', '-k', '4', genome])
  expect(found.map((row) => row.split(' ').slice(1, 4).join(' '))).toEqual([
    '49193 49213 -',
    '787615 787635 -',
    '926807 926827 -',
    '1000014 1000034 +',
    '1070799 1070819 +',
    '2753600 2753620 -',
    '2970761 2970781 -',
    '3253433 3253453 +',
    '4116869 4116889 -',
    '4612418 4612438 +',
    '4768552 4768572 -',
    '4903162 4903182 +',
  ])
})
