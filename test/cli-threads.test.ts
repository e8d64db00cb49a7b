// hammingway search --threads: the same bytes as with one thread, and an end that is an end.
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { ended, expectComplaint, lambda, quietly, search, start, temporaryFolder } from './cli.js'
import { randomOf } from './random.js'

const folder = temporaryFolder()
const random = randomOf(5)
const bases = (length: number): string => Array.from({ length }, () => random.pick('ACGT')).join('')
const genome = [3_000_000, 10, 0, 70_000, 200_000].map((length, i) => `>chr${i}\n${bases(length)}${'A'.repeat(i * 40)}\n`).join('')
const file = folder.write('genome.fa', genome)
const packed = join(folder.path, 'genome.fa.gz')
writeFileSync(packed, gzipSync(genome))
const files = readdirSync(folder.path)

describe.concurrent('the output of one thread', () => {
  const cases: [string, string[]][] = [
    ['rows', ['-p', 'ACGTTGCAGACC', '-k', '2', '-p', 'AAAAAAAAAAAA', file, lambda]],
    ['gff3', ['-p', 'ACGTTGCAGACC', '-k', '2', '--format', 'gff3', file]],
    ['--limit', ['-p', 'ACGTTG', '-k', '1', '--limit', '1234', file]],
    ['--count', ['-p', 'ACGTTGCA', '-k', '1', '--count', file]],
    ['--summary', ['-p', 'ACGTTGCA', '-p', 'ACGTTTTTTTTTGCA', '-k', '2', '--summary', file]],
    ['nearly every place', ['-p', 'ACG', '-k', '2', '--strands', 'forward', '--min-mismatches', '1', '--limit', '200000', file]],
    ['--pam', ['-p', 'ACGTTGCA', '--pam', 'NGG', '-k', '2', file]],
    ['packed', ['-p', 'ACGTTGCAGACC', '-k', '2', packed, packed]],
    ['packed and not', ['-p', 'ACGTTGCAGACC', '-k', '2', packed, file]],
    ['exact', ['-p', 'ACGTTGCA', '--alphabet', 'exact', '-k', '1', file]],
  ]
  test.each(cases)('%s', async (_, args) => {
    const one = await quietly(args)
    expect(one.length).toBeGreaterThan(3)
    for (const threads of ['2', '3']) expect((await quietly([...args, '-t', threads])) === one, threads).toBe(true)
  })

  test('standard input, and words on standard error', async () => {
    const args = ['-p', 'ACGTTGCAGACC', '-k', '2']
    const input = `>a\n${bases(300_000)}\n>b\n${'!'.repeat(100_000)}${bases(100_000)}\n`
    expect(await search([...args, '--threads', '2'], { input })).toEqual(await search(args, { input }))
  })
})

test('bad data and wrong numbers of threads', async () => {
  const input = `${genome}>x\n\0`
  expectComplaint(await search(['-p', 'ACGTTGCAGACC', '-t', '2', '-o', join(folder.path, 'none.tsv')], { input }), 1, 'NUL')
  expectComplaint(await search(['-p', 'ACGT', '-t', '0'], { input }), 2, 'threads')
  expectComplaint(await search(['-p', 'ACGT', '-t', 'two'], { input }), 2, 'threads')
  expect(readdirSync(folder.path)).toEqual(files)
})

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s ends all threads and leaves no file', async (signal, code) => {
  const child = start(['search', '-p', 'ACG', '-k', '1', '-t', '2', '-o', join(folder.path, 'hits.tsv')])
  const result = ended(child)
  child.stdin.write(genome)
  await expect.poll(() => readdirSync(folder.path).length).toBe(files.length + 1)
  child.kill(signal)
  expect(await result).toEqual({ code, stdout: '', stderr: '' })
  expect(readdirSync(folder.path)).toEqual(files)
})

test('a reader that goes away', async () => {
  const child = start(['search', '-p', 'ACG', '-k', '1', '-t', '2', file])
  child.stdin.end()
  child.stdout.once('data', () => child.stdout.destroy())
  expect(await ended(child)).toMatchObject({ code: 0, stderr: '' })
})
