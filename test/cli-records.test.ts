// Short records are searched side by side: rows must be those of each record by itself. Node only.
import { expect, test } from 'vitest'
import { lines, quietly, rows, search, temporaryFolder } from './cli.js'
import { randomOf, type Random } from './random.js'
import { findMatches } from './reference/matches.js'

const folder = temporaryFolder()

interface Given {
  name: string
  text: string
}

const bases = (count: number, random: Random): string => Array.from({ length: count }, () => 'ACGT'[random.below(4)]).join('')

/** Records of any lengths around those of the patterns, a few that are too long to be joined, and patterns across borders. */
function recordsOf(seed: number, pieces: readonly string[]): Given[] {
  const random = randomOf(seed)
  return Array.from({ length: 5000 }, (_, r) => {
    const length = random.below(1500) === 0 ? 66_000 + random.below(3) : random.below(90)
    let text = bases(length, random)
    const piece = random.pick(pieces)
    const cut = 1 + random.below(piece.length)
    // the end of one record and the beginning of another make a pattern
    if (r % 3 === 1) text += piece.slice(0, cut)
    if (r % 3 === 2) text = piece.slice(cut) + text
    return { name: `r${r}`, text }
  })
}

const fastq = (records: readonly Given[]): string => records.map(({ name, text }) => `@${name}\n${text}\n+\n${'@'.repeat(text.length)}\n`).join('') // prettier-ignore
const fasta = (records: readonly Given[]): string => records.map(({ name, text }) => `>${name}\n${text}\n`).join('')

/** Rows of a search, but for their sites; of those that differ the first is shown, since to show all takes minutes. */
function expectRows(found: readonly string[], expected: readonly string[]): void {
  const short = found.map((row) => row.slice(0, row.lastIndexOf(' ')))
  const at = expected.findIndex((row, i) => row !== short[i])
  expect({ at, row: short[at], rows: short.length }).toEqual({ at: -1, row: expected[at], rows: expected.length })
}

const patterns = ['ACGTTGCA', 'GATTACAGG', 'TTTAAACC', 'CAN']
const given = patterns.flatMap((pattern) => ['-p', pattern])

test('rows of thousands of records, short and long, in FASTA and FASTQ', async () => {
  const records = recordsOf(1, patterns)
  const wanted = { alphabet: 'dna', ambiguity: 'certain', strands: 'both', maxMismatches: 1 } as const
  const expected = records.flatMap(({ name, text }) =>
    findMatches(text, patterns.map((sequence) => ({ sequence })), wanted).hits.map(({ start, end, strand, pattern, mismatches }) => [name, start, end, strand, patterns[pattern], mismatches].join(' ')),
  ) // prettier-ignore
  expect(expected.length).toBeGreaterThan(20_000)
  for (const input of [fasta(records), fastq(records)]) {
    expectRows(await rows([...given, '-k1'], { input }), expected)
  }
  const input = fastq(records)
  expect(await quietly([...given, '-k1', '--count'], { input })).toBe(`${expected.length}\n`)
  const summary = lines(await quietly([...given, '-k1', '--summary', '--no-header'], { input })).map((line) => line.split('\t'))
  for (const [p, [name, exact, one]] of summary.entries()) {
    expect(name).toBe(patterns[p])
    const own = expected.filter((row) => row.split(' ')[4] === name)
    expect([exact, one].map(Number)).toEqual([0, 1].map((d) => own.filter((row) => row.endsWith(` ${d}`)).length))
  }
  for (const limit of [1, 777, expected.length - 1]) {
    expectRows(await rows([...given, '-k1', '--limit', String(limit)], { input }), expected.slice(0, limit))
  }
})

test('files are not joined either, and every symbol counts under exact', async () => {
  const files = ['ab', 'ab', '', 'cab', 'a', 'b'].map((text, i) => folder.write(`exact${i}.txt`, text))
  const found = await rows(['-p', 'ab', '-k', '0', '--alphabet', 'exact', ...files])
  expect(found.map((row) => row.split(' ').slice(0, 3))).toEqual([
    [files[0], '0', '2'],
    [files[1], '0', '2'],
    [files[3], '1', '3'],
  ])
})

test('a record that is cut short: rows of those before it in the file, and its line and name', async () => {
  const records = recordsOf(2, patterns).filter(({ text }) => text.length < 1000)
  const file = folder.write('short.fq', `${fastq(records.slice(0, 3000))}@broken\nACGT\n+\n@@\n`)
  const { code, stdout, stderr } = await search([...given, '--no-header', file])
  expect(code).toBe(1)
  expect(stderr).toMatch(/broken/)
  expect(stderr).toMatch(/12004|12005/)
  // standard output is written in blocks, and the last of them is not
  const whole = await quietly([...given, '--no-header', '-'], { input: fastq(records.slice(0, 3000)) })
  expect(whole.startsWith(stdout)).toBe(true)
})
