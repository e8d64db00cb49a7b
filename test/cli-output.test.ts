// hammingway search: formats line by line, where they go, and what happens when somebody goes away.
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ended, expectComplaint, hammingway, lambda, program, quietly, search, start, temporaryFolder, type Child } from './cli.js'

const folder = temporaryFolder()
const two = '>chr1 first\nTTACGTACGATT\n>c;2=%\nGGACGANN\nacga-CGT\n'
const named = folder.write('named.tsv', 'ACGA\tg 1;x=%\n')
const given = ['-f', named, '-k', '1', '-q']

describe.concurrent('formats', () => {
  const expected = {
    tsv: [
      'sequence\tstart\tend\tstrand\tpattern\tmismatches\tsite',
      'chr1\t2\t6\t+\tg 1;x=%\t1\tACGt',
      'chr1\t2\t6\t-\tg 1;x=%\t1\tACGt',
      'chr1\t6\t10\t+\tg 1;x=%\t0\tACGA',
      'c;2=%\t2\t6\t+\tg 1;x=%\t0\tACGA',
      'c;2=%\t8\t12\t+\tg 1;x=%\t0\tACGA',
      'c;2=%\t12\t16\t-\tg 1;x=%\t1\tACG.',
    ],
    bed: [
      'chr1\t2\t6\tg 1;x=%\t1\t+',
      'chr1\t2\t6\tg 1;x=%\t1\t-',
      'chr1\t6\t10\tg 1;x=%\t0\t+',
      'c;2=%\t2\t6\tg 1;x=%\t0\t+',
      'c;2=%\t8\t12\tg 1;x=%\t0\t+',
      'c;2=%\t12\t16\tg 1;x=%\t1\t-',
    ],
    gff3: [
      '##gff-version 3',
      'chr1\thammingway\tnucleotide_motif\t3\t6\t1\t+\t.\tName=g 1%3Bx%3D%25;mismatches=1;site=ACGt',
      'chr1\thammingway\tnucleotide_motif\t3\t6\t1\t-\t.\tName=g 1%3Bx%3D%25;mismatches=1;site=ACGt',
      'chr1\thammingway\tnucleotide_motif\t7\t10\t0\t+\t.\tName=g 1%3Bx%3D%25;mismatches=0;site=ACGA',
      'c%3B2%3D%25\thammingway\tnucleotide_motif\t3\t6\t0\t+\t.\tName=g 1%3Bx%3D%25;mismatches=0;site=ACGA',
      'c%3B2%3D%25\thammingway\tnucleotide_motif\t9\t12\t0\t+\t.\tName=g 1%3Bx%3D%25;mismatches=0;site=ACGA',
      'c%3B2%3D%25\thammingway\tnucleotide_motif\t13\t16\t1\t-\t.\tName=g 1%3Bx%3D%25;mismatches=1;site=ACG.',
    ],
    jsonl: [
      '{"sequence":"chr1","start":2,"end":6,"strand":"+","pattern":"g 1;x=%","mismatches":1,"site":"ACGt"}',
      '{"sequence":"chr1","start":2,"end":6,"strand":"-","pattern":"g 1;x=%","mismatches":1,"site":"ACGt"}',
      '{"sequence":"chr1","start":6,"end":10,"strand":"+","pattern":"g 1;x=%","mismatches":0,"site":"ACGA"}',
      '{"sequence":"c;2=%","start":2,"end":6,"strand":"+","pattern":"g 1;x=%","mismatches":0,"site":"ACGA"}',
      '{"sequence":"c;2=%","start":8,"end":12,"strand":"+","pattern":"g 1;x=%","mismatches":0,"site":"ACGA"}',
      '{"sequence":"c;2=%","start":12,"end":16,"strand":"-","pattern":"g 1;x=%","mismatches":1,"site":"ACG."}',
    ],
  }

  test.each(Object.entries(expected))('%s', async (format, wanted) => {
    expect((await quietly([...given, '--format', format], { input: two })).split('\n')).toEqual([...wanted, ''])
    const hasHeader = format === 'tsv' || format === 'gff3'
    expect((await quietly([...given, '--format', format, '--no-header'], { input: two })).split('\n')).toEqual([
      ...wanted.slice(hasHeader ? 1 : 0),
      '',
    ])
  })

  test('protein and exact have no strand in bed and gff3, and kinds of their own', async () => {
    const of = (alphabet: string, format: string) =>
      quietly(['-p', 'MK', '--alphabet', alphabet, '--format', format, '--no-header'], { input: 'AMK' })
    expect(await of('protein', 'tsv')).toBe('-\t1\t3\t+\tMK\t0\tMK\n')
    expect(await of('exact', 'tsv')).toBe('-\t1\t3\t+\tMK\t0\tMK\n')
    expect(await of('protein', 'bed')).toBe('-\t1\t3\tMK\t0\t.\n')
    expect(await of('exact', 'bed')).toBe('-\t1\t3\tMK\t0\t.\n')
    expect(await of('protein', 'gff3')).toBe('-\thammingway\tpolypeptide_motif\t2\t3\t0\t.\t.\tName=MK;mismatches=0;site=MK\n')
    expect(await of('exact', 'gff3')).toBe('-\thammingway\tsequence_feature\t2\t3\t0\t.\t.\tName=MK;mismatches=0;site=MK\n')
    expect(await of('protein', 'jsonl')).toContain('"strand":"+"')
  })

  test('the score of bed stops at 1000', async () => {
    const long = folder.write('long.txt', `${'A'.repeat(1500)}\tlong\n`)
    const rows = await quietly(['-f', long, '-k', '2000', '--strands', 'forward', '--format', 'bed'], { input: 'C'.repeat(1500) })
    expect(rows).toBe('-\t0\t1500\tlong\t1000\t+\n')
  })
})

describe.concurrent('-o', () => {
  const inFolder = (name: string) => join(folder.path, name)
  const parts = () => readdirSync(folder.path).filter((name) => name.includes('.part'))

  test('makes the file, and says nothing', async () => {
    const target = inFolder('made.tsv')
    expect(await quietly([...given, '-o', target], { input: two })).toBe('')
    expect(readFileSync(target, 'utf8')).toBe(await quietly(given, { input: two }))
    expect(await quietly([...given, '--output', 'relative.tsv'], { input: two, cwd: folder.path })).toBe('')
    expect(readFileSync(inFolder('relative.tsv'), 'utf8')).toBe(readFileSync(target, 'utf8'))
  })

  test('- is standard output', async () => {
    expect(await quietly([...given, '-o', '-'], { input: two })).toBe(await quietly(given, { input: two }))
  })

  test('replaces a file as a whole: whoever has it open keeps the old one, even when it is the input', async () => {
    const target = folder.write('old.fa', two)
    const before = statSync(target).ino
    await quietly([...given, '-o', target, target])
    expect(readFileSync(target, 'utf8')).toBe(await quietly(given, { input: two }))
    expect(statSync(target).ino).not.toBe(before)
  })

  test('replaces what a link points to, and leaves the link', async () => {
    const target = folder.write('target.tsv', 'old')
    symlinkSync('target.tsv', inFolder('link.tsv'))
    await quietly([...given, '-o', inFolder('link.tsv')], { input: two })
    expect(lstatSync(inFolder('link.tsv')).isSymbolicLink()).toBe(true)
    expect(readFileSync(target, 'utf8')).toContain('chr1\t2\t6')
  })

  test('makes what a link points to', async () => {
    symlinkSync('nowhere.tsv', inFolder('dangling.tsv'))
    await quietly([...given, '-o', inFolder('dangling.tsv')], { input: two })
    expect(lstatSync(inFolder('dangling.tsv')).isSymbolicLink()).toBe(true)
    expect(readFileSync(inFolder('nowhere.tsv'), 'utf8')).toContain('chr1\t2\t6')
  })

  test('a file that was for few eyes stays so', async () => {
    const target = folder.write('secret.tsv', 'old')
    chmodSync(target, 0o600)
    await quietly([...given, '-o', target], { input: two })
    expect(statSync(target).mode & 0o777).toBe(0o600)
  })

  test('any name that the file system takes', async () => {
    const target = inFolder('n'.repeat(255))
    await quietly([...given, '-o', target], { input: two })
    expect(readFileSync(target, 'utf8')).toContain('chr1\t2\t6')
  })

  test('bad data leaves the old file and no other', async () => {
    const target = folder.write('kept.tsv', 'old')
    const input = `>x\n${'ACGA'.repeat(50_000)}\n>y\n\0`
    expectComplaint(await search([...given, '-o', target], { input }), 1, 'NUL')
    expectComplaint(await search([...given, '-o', inFolder('absent.tsv')], { input }), 1, 'NUL')
    expect(readFileSync(target, 'utf8')).toBe('old')
    expect(existsSync(inFolder('absent.tsv'))).toBe(false)
    expect(parts()).toEqual([])
  })

  test('a device is written to: /dev/null takes everything, /dev/full nothing', async () => {
    expect(await quietly([...given, '-o', '/dev/null'], { input: two })).toBe('')
    expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true)
    expectComplaint(await search(['-p', 'A', '-o', '/dev/full', lambda]), 1, /\/dev\/full: no space left/)
    // so short that it is written in the end only
    expectComplaint(await search(['-p', 'A', '--count', '-o', '/dev/full', lambda]), 1, /\/dev\/full: no space left/)
    for (const args of [['--help'], ['search', '-p', 'A', lambda]]) {
      expect(spawnSync(process.execPath, [program, ...args], { stdio: ['ignore', openSync('/dev/full', 'w'), 'ignore'] }).status).toBe(1)
    }
    expect(lstatSync('/dev/full').isCharacterDevice()).toBe(true)
  })
})

describe.concurrent('readers that go away', () => {
  test('after a line', async () => {
    const child = start(['search', '-p', 'A', lambda])
    child.stdin.end()
    child.stdout.once('data', () => child.stdout.destroy())
    expect(await ended(child)).toMatchObject({ code: 0, stderr: '' })
  })

  test('before the header', async () => {
    const child = start(['search', '-p', 'A'])
    child.stdout.destroy()
    child.stdin.end(two)
    expect(await ended(child)).toEqual({ code: 0, stdout: '', stderr: '' })
  })

  test('while the input goes on for ever', async () => {
    const child = start(['search', '-p', 'ACGT'])
    child.stdout.once('data', () => child.stdout.destroy())
    const lines = Buffer.from('ACGT\n'.repeat(20_000))
    const feed = () => child.stdin.write(lines, (error) => error ?? feed())
    feed()
    expect(await ended(child)).toMatchObject({ code: 0, stderr: '' })
  })

  test('--limit does not wait for the rest either', async () => {
    const child = start(['search', '-p', 'ACGT', '--limit', '1', '--no-header'])
    const lines = Buffer.from('ACGT\n'.repeat(20_000))
    const feed = () => child.stdin.write(lines, (error) => error ?? feed())
    feed()
    expect(await ended(child)).toEqual({ code: 0, stdout: '-\t0\t4\t+\tACGT\t0\tACGT\n', stderr: '' })
  })

  test('from standard error: the data are what counts', async () => {
    const child = start(['search', '-p', 'A', '--count', '--explain'])
    child.stderr.destroy()
    child.stdin.end('ACGT')
    expect(await ended(child)).toEqual({ code: 0, stdout: '2\n', stderr: '' })
  })
})

describe.concurrent('signals', () => {
  const cases = [
    ['SIGINT', 130],
    ['SIGTERM', 128 + constants.signals.SIGTERM],
    ['SIGHUP', 128 + constants.signals.SIGHUP],
  ] as const

  function temporaryFolderOf(name: string): string {
    mkdirSync(join(folder.path, name))
    return join(folder.path, name)
  }

  /** Waits for something that a running program does. */
  async function until(child: Child, done: () => boolean): Promise<void> {
    while (!done() && child.exitCode === null && child.signalCode === null) await new Promise((resolve) => setTimeout(resolve, 10))
  }

  test.each(cases)('%s leaves neither the file nor a part of it', async (signal, code) => {
    const own = temporaryFolderOf(signal)
    const child = start(['search', '-p', 'A', '-o', join(own, 'hits.tsv')])
    const result = ended(child)
    // enough for rows to be on the disk
    child.stdin.write('A'.repeat(3 << 20))
    await until(child, () => readdirSync(own).length > 0)
    child.kill(signal)
    expect(await result).toEqual({ code, stdout: '', stderr: '' })
    expect(readdirSync(own)).toEqual([])
  })

  test('an interrupted search keeps the old file', async () => {
    const own = temporaryFolderOf('old')
    writeFileSync(join(own, 'hits.tsv'), 'old')
    const child = start(['search', '-p', 'A', '-o', join(own, 'hits.tsv')])
    const result = ended(child)
    await until(child, () => readdirSync(own).length > 1)
    child.kill('SIGINT')
    expect((await result).code).toBe(130)
    expect(readdirSync(own)).toEqual(['hits.tsv'])
    expect(readFileSync(join(own, 'hits.tsv'), 'utf8')).toBe('old')
  })
})

test('--help names every option of this release, --version the version', async () => {
  const { code, stdout, stderr } = await hammingway(['search', '--help'])
  expect([code, stderr]).toEqual([0, ''])
  const options = '-p --pattern -f --pattern-file -k --max-mismatches --min-mismatches --required --pam --pam-side --alphabet --ambiguity'
  const more = '--strands --circular --region --threads --input --format -o --no-header --limit --count --summary --algorithm --explain -q'
  for (const option of [...options.split(' '), ...more.split(' ')]) expect(stdout).toContain(option)
  for (const format of ['tsv', 'bed', 'gff3', 'jsonl', 'sam']) expect(stdout).toContain(format)
  expect(await hammingway(['--version'])).toEqual({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\S*\n$/), stderr: '' })
})
