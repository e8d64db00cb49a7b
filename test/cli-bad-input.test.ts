// hammingway search: what goes wrong is said in one line, with the right exit code, and nothing that looks like a whole result.
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { gzipSync } from 'node:zlib'
import { expectComplaint, hammingway, lambda, lines, search, temporaryFolder } from './cli.js'
import { bgzf, bytesOf } from './formats-files.js'
import { letterString } from './arbitraries.js'
import { randomOf } from './random.js'

const folder = temporaryFolder()
const cwd = folder.path
const good = 'good.fa'
folder.write(good, '>x\nACGT\n')

/** Makes a file and returns the name by which a program in the folder knows it. */
function file(name: string, content: string | Uint8Array): string {
  folder.write(name, content)
  return name
}

/** What was called, and the words that must be in the message. */
type Case = [args: string[], words: string | RegExp]

describe.concurrent('wrong usage: exit 2', () => {
  const cases: Case[] = [
    // patterns
    [[good], /no pattern.*--pattern/],
    [['-p', '', good], /--pattern: .*at least one symbol/],
    [['-p', 'ACXT', good], /--pattern: .*dna.*"X" at index 2/],
    [['-p', 'ACGT', '-p', 'AC-T', good], /"-" at index 2/],
    [['-p', 'AC T', good], /at index 2/],
    [['-p', 'MB*', '--alphabet', 'protein', good], /protein.*"\*" at index 2/],
    [['-p', 'ACGÄ', good], /"Ä" at index 3/],
    [['-p', 'AC', '--pam', 'NGX', good], /--pam: .*"X" at index 2/],
    // numbers
    [['-p', 'A', '-k', '-1', good], /--max-mismatches.*'-1'.*integer/],
    [['-p', 'A', '-k', '1.5', good], /--max-mismatches.*'1.5'.*integer/],
    [['-p', 'A', '-k', 'NaN', good], /--max-mismatches.*'NaN'.*integer/],
    [['-p', 'A', '-k', '', good], /--max-mismatches.*integer/],
    [['-p', 'A', '-k', '1e3', good], /--max-mismatches.*'1e3'.*integer/],
    [['-p', 'A', '-k', '99999999999999999999', good], /--max-mismatches.*integer/],
    [['-p', 'A', '-k'], /--max-mismatches.*missing/],
    [['-p', 'A', '--min-mismatches', '-3', good], /--min-mismatches.*integer/],
    [['-p', 'A', '--limit', 'many', good], /--limit.*'many'.*integer/],
    // masks
    [['-p', 'ACGT', '--required', 'xx', good], /--required.*4 characters.*"ACGT".*"xx"/],
    [['-p', 'ACGT', '--required', 'x..y', good], /--required.*"x..y"/],
    [['-p', 'ACGT', '-p', 'ACG', '--required', 'x...', good], /--required.*3 characters.*"ACG"/],
    [['-p', 'ACGT', '--required', '', good], /--required/],
    [['-p', 'AC', '--pam', 'NGG', '--pam-side', '4', good], /--pam-side.*3, 5/],
    // words
    [['-p', 'A', '--alphabet', 'rna', good], /--alphabet.*dna, protein, exact/],
    [['-p', 'A', '--ambiguity', 'maybe', good], /--ambiguity.*certain, possible/],
    [['-p', 'A', '--strands', 'two', good], /--strands.*both, forward, reverse/],
    [['-p', 'A', '--strands', 'both', '--alphabet', 'protein', good], /strands.*protein/],
    [['-p', 'A', '--strands', 'reverse', '--alphabet', 'exact', good], /strands.*exact/],
    [['-p', 'A', '--format', 'csv', good], /--format.*tsv, bed, gff3, jsonl/],
    [['-p', 'A', '--input', 'genbank', good], /--input.*fasta, fastq, plain/],
    [['-p', 'A', '--algorithm', 'magic', good], /algorithm.*'compare'.*"magic"/],
    [['-p', 'A', '--algorithm', 'magic', file('empty', '')], /algorithm.*'compare'.*"magic"/],
    // options
    [['--patern', 'A', good], /unknown option '--patern'\n\(Did you mean --pattern\?\)/],
    [['-p', 'A', '--maxmismatches', '1', good], /unknown option.*\n\(Did you mean --max-mismatches\?\)/],
    [['-p', 'A', '-z', good], /unknown option '-z'/],
    // patterns in a file do not make these the file's fault
    [['-f', file('short.tsv', 'AC\n'), '--required', 'x', good], /--required/],
    [['-f', file('pam.tsv', 'AC\n'), '--pam', 'N!', good], /--pam: .*"!" at index 1/],
    // one standard input
    [['-f', '-'], /standard input.*not both/],
    [['-f', '-', good, '-'], /standard input.*not both/],
    [['-f', '-', '-f', '-', good], /standard input.*not both/],
  ]

  test.each(cases)('%j', async (args, words) => expectComplaint(await search(args, { cwd, input: 'ACGT' }), 2, words))

  test('commands', async () => {
    expectComplaint(await hammingway(['serch', '-p', 'A', good]), 2, /unknown command 'serch'\n\(Did you mean search\?\)/)
    const { code, stdout, stderr } = await hammingway([])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('search')
  })

  test('a wrong call makes no file', async () => {
    expectComplaint(await search(['-p', 'A', '--algorithm', 'magic', '-o', 'none.tsv', good], { cwd }), 2, 'magic')
    expectComplaint(await search(['-p', 'X', '-o', 'none.tsv', good], { cwd }), 2, '"X"')
    expect(readdirSync(cwd).filter((name) => /none|part/.test(name))).toEqual([])
  })
})

describe('bad data and files: exit 1', () => {
  mkdirSync(join(cwd, 'folder'))
  const packed = gzipSync(`>x\n${letterString('dna', 100_000, 0, 0, false, randomOf(1))}\n`)
  const damaged = Buffer.from(packed)
  damaged.fill(0x55, damaged.length >> 1, (damaged.length >> 1) + 100)
  const garbage = Uint8Array.from({ length: 50_000 }, (_, i) => randomOf(i).below(256))

  const cases: Case[] = [
    // files
    [['missing.fa'], /missing\.fa: no such file/],
    [[good, 'missing.fa'], /missing\.fa: no such file/],
    [['folder'], /folder: is a directory/],
    [['good.fa/x'], /good\.fa\/x: not a directory/],
    [['-o', 'nowhere/out.tsv', good], /nowhere\/out\.tsv: no such file/],
    [['-o', 'folder', good], /folder: is a directory/],
    [['-o', '', good], /no such file|--output/],
    [['-f', 'missing.tsv', good], /missing\.tsv: no such file/],
    [['-f', 'folder', good], /folder: is a directory/],
    // patterns
    [['-f', file('bad.tsv', 'ACGT\nACXT\tbad\n'), good], /bad\.tsv, line 2: .*"X" at index 2/],
    [['-f', file('bad.fa', '>one\nACGT\n>two\nAC\n-T\n'), good], /bad\.fa, record "two": .*"-" at index 2/],
    [['-f', file('nothing.fa', '>one\n>two\nAC\n'), good], /nothing\.fa, record "one": .*at least one symbol/],
    // records; the message says where, the file too when there are several
    [[file('headless.fa', 'ACGT\n>x\nACGT\n'), '--input', 'fasta'], /line 1: sequence before the first header/],
    [[good, file('late.fa', '\n\nACGT\n>x\nACGT\n'), '--input', 'fasta'], /late\.fa.*line 3/],
    [[file('nul.fa', '>x\nAC\n>y\nAC\0GT\n')], /line 4, record "y": .*NUL/],
    [[file('nul.txt', 'AC\nGT\0\n')], /line 2.*NUL/],
    [[file('short.fq', '@x\nACGT\n+\nII\n')], /record "x": .*cut short/],
    [[file('two.fq', '@x\nACGT\n+\nIIII\n@y\nACGT\n')], /record "y": .*cut short/],
    [[file('long.fq', '@x\nACGT\n+\nIIIII\n')], /record "x": .*qualities/],
    [[good, '--input', 'fastq'], /line 1: .*"@"/],
    [[file('reads.fq', '@x\nACGT\n+\nIIII\n'), '--input', 'fasta'], /line 1: sequence before the first header/],
    [[good, '--input', '2bit'], /2bit/],
    [[file('real.2bit', Uint8Array.of(0x43, 0x27, 0x41, 0x1a, 0, 0, 0, 0, 0, 0, 0, 0))], /2bit/],
    // packed
    [[file('cut.fa.gz', packed.subarray(0, -9))], /gzip.*(damaged|cut short)/],
    [[file('half.fa.gz', packed.subarray(0, packed.length >> 1))], /gzip.*(damaged|cut short)/],
    [[file('magic.gz', packed.subarray(0, 2))], /gzip.*(damaged|cut short)/],
    [[file('damaged.fa.gz', damaged)], /gzip.*damaged/],
    [[file('tail.fa.gz', Buffer.concat([packed, Buffer.from('ACGT\n')]))], /gzip/],
    // binary garbage
    [[file('garbage', garbage)], /NUL/],
    [[file('garbage.fa', Buffer.concat([Buffer.from('>x\n'), garbage]))], /NUL/],
    [[process.execPath], /NUL/],
  ]

  test.concurrent.each(cases)('%j', async (args, words) => {
    expectComplaint(await search(args.includes('-f') ? args : ['-p', 'ACGTACGTACGT', ...args], { cwd }), 1, words)
  })

  test('a BGZF file without its last block is not whole', async () => {
    const whole = await bgzf(bytesOf('>x\nACGTACGT\n'), 5)
    expectComplaint(await search(['-p', 'ACGT'], { input: whole.subarray(0, -28) }), 1, /BGZF.*cut short/)
    expectComplaint(await search(['-p', 'ACGT'], { input: whole.subarray(0, -40) }), 1, /BGZF.*cut short/)
  })

  test('rows that came before the mistake are whole, and the exit code says that there are more', async () => {
    const input = Buffer.concat([Buffer.from(`>x\n${'ACGA'.repeat(500_000)}\n>y\nACGT\0\n`)])
    const { code, stdout, stderr } = await search(['-p', 'ACGA', '--strands', 'forward'], { input })
    expect(stderr).toMatch(/^hammingway: .*line 4, record "y".*NUL.*\n$/)
    expect(code).toBe(1)
    for (const row of lines(stdout).slice(1)) expect(row).toMatch(/^x\t\d+\t\d+\t\+\tACGA\t0\tACGA$/)
    expect((await search(['-p', 'ACGA', '--count'], { input })).stdout).toBe('')
    expect((await search(['-p', 'ACGA', '--summary'], { input })).stdout).toBe('')
  })

  test('the output of a failed search is not there', async () => {
    expectComplaint(await search(['-p', 'A', lambda, 'garbage', '-o', 'no.tsv'], { cwd }), 1, 'NUL')
    expect(readdirSync(cwd).filter((name) => /^no\.|part/.test(name))).toEqual([])
  })
})
