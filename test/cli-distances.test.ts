// hammingway distances: rows of every format against the oracle, where input comes from, where output goes, and what is said when it cannot.
import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { letterString } from './arbitraries.js'
import { ended, expectComplaint, hammingway, lambda, lines, program, start, temporaryFolder, type Ran, type RunOptions } from './cli.js'
import { bgzf } from './formats-files.js'
import { randomOf } from './random.js'
import { bounded } from './reference/distances.js'
import type { Rules } from './reference/letters.js'
import { letterDistances } from './reference/matches.js'

const folder = temporaryFolder()
const HEADER = 'sequence\tposition\tdistance'

function distances(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return hammingway(['distances', ...args], options)
}

/** Output of a run that must go well and say nothing. */
async function quietly(args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { code, stdout, stderr } = await distances(args, options)
  expect([stderr, code], args.join(' ')).toEqual(['', 0])
  return stdout
}

const rows = async (args: readonly string[], options: RunOptions = {}): Promise<string[]> =>
  lines(await quietly(['--no-header', ...args], options))

/** The numbers of an .npy file, which must be well-formed. */
function numbersOf(npy: Uint8Array): number[] {
  expect([...npy.subarray(0, 8)]).toEqual([0x93, ...Buffer.from('NUMPY'), 1, 0])
  const view = new DataView(npy.buffer, npy.byteOffset, npy.byteLength)
  const begin = 10 + view.getUint16(8, true)
  expect(begin % 64, 'a header ends on a multiple of 64').toBe(0)
  const header = Buffer.from(npy.subarray(10, begin)).toString('latin1')
  const [, count] = /^\{'descr': '<u4', 'fortran_order': False, 'shape': \((\d+),\), \} *\n$/.exec(header)!
  expect(npy.length).toBe(begin + 4 * Number(count))
  return Array.from({ length: Number(count) }, (_, i) => view.getUint32(begin + 4 * i, true))
}

/** The numbers of a run with --format npy. */
async function npyOf(args: readonly string[], options: RunOptions = {}): Promise<number[]> {
  const target = join(folder.path, `out-${npyCount++}.npy`)
  await quietly([...args, '--format', 'npy', '-o', target], options)
  return numbersOf(readFileSync(target))
}
let npyCount = 0

test('every format and bound against the oracle', async () => {
  const recipe = fc.record({
    alphabet: fc.constantFrom<('dna' | 'protein')[]>('dna', 'protein'),
    ambiguity: fc.constantFrom<Rules['ambiguity'][]>('certain', 'possible'),
    records: fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 4 }),
    m: fc.integer({ min: 1, max: 20 }),
    k: fc.option(fc.integer({ min: 0, max: 12 }), { nil: undefined }),
    best: fc.integer({ min: 0, max: 50 }),
    width: fc.integer({ min: 1, max: 70 }),
    seed: fc.nat(),
  })
  const property = fc.asyncProperty(recipe, async ({ alphabet, ambiguity, records, m, k, best, width, seed }) => {
    const random = randomOf(seed)
    const pattern = letterString(alphabet, m, 0.2, 0.2, false, random)
    const texts = records.map((n) => letterString(alphabet, n, 0.1, 0.2, false, random))
    const input = texts.map((text, r) => `>r${r} some words\n${text.replaceAll(new RegExp(`.{${width}}`, 'g'), '$&\n')}\n`).join('')
    const found = texts.map((text) => {
      const exact = letterDistances(text, pattern, { alphabet, ambiguity })
      return k === undefined ? exact : bounded(exact, k)
    })
    const all = found.flatMap((values, r) =>
      Array.from(values, (distance, position) => ({ row: `r${r}\t${position}\t${distance}`, distance })),
    )
    const args = ['-p', pattern, '--alphabet', alphabet, '--ambiguity', ambiguity, ...(k === undefined ? [] : ['-k', String(k)])]
    expect(lines(await quietly(args, { input }))).toEqual([HEADER, ...all.map(({ row }) => row)])
    const smallest = all.toSorted((a, b) => a.distance - b.distance).slice(0, best)
    expect(await rows([...args, '--best', String(best)], { input })).toEqual(smallest.map(({ row }) => row))
    const spans = await rows([...args, '--format', 'bedgraph'], { input })
    const spread = spans.flatMap((line) => {
      const [name, from, to, distance] = line.split('\t')
      return Array.from({ length: Number(to) - Number(from) }, (_, i) => `${name}\t${Number(from) + i}\t${distance}`)
    })
    expect(spread).toEqual(all.map(({ row }) => row))
    const touching = spans.slice(1).some((line, i) => {
      const [[name, , to, distance], [next, from, , other]] = [spans[i].split('\t'), line.split('\t')]
      return name === next && to === from && distance === other
    })
    expect(touching, 'equal neighbours are merged').toBe(false)
    if (texts.length <= 1) expect(await npyOf(args, { input })).toEqual(Array.from(found[0] ?? []))
  })
  await fc.assert(property, { numRuns: 12 })
})

describe.concurrent('formats', () => {
  const two = '>chr1 first\nACGTACGT\n>chr2\nTTAC\n'

  test('tsv, with and without a header', async () => {
    const expected = ['chr1\t0\t0', 'chr1\t1\t4', 'chr1\t2\t4', 'chr1\t3\t4', 'chr1\t4\t0', 'chr2\t0\t4']
    expect(lines(await quietly(['-p', 'acgu'], { input: two }))).toEqual([HEADER, ...expected])
    expect(await rows(['-p', 'acgu', '--format', 'tsv'], { input: two })).toEqual(expected)
  })

  test('bedgraph: half-open runs, never across records, and no header', async () => {
    const expected = ['chr1\t0\t1\t0', 'chr1\t1\t4\t4', 'chr1\t4\t5\t0', 'chr2\t0\t1\t4']
    expect(lines(await quietly(['-p', 'acgt', '--format', 'bedgraph'], { input: two }))).toEqual(expected)
    expect(await rows(['-p', 'A', '--format', 'bedgraph'], { input: '>x\nAA\n>y\nAA\n' })).toEqual(['x\t0\t2\t0', 'y\t0\t2\t0'])
  })

  test('bedgraph: runs go on from one window to the next', async () => {
    const n = 3 * 2 ** 20 + 77
    expect(await rows(['-p', 'AAC', '--format', 'bedgraph'], { input: 'A'.repeat(n) })).toEqual([`-\t0\t${n - 2}\t1`])
  })

  test('npy: the same numbers on a pipe and in a file, however many windows', async () => {
    const text = letterString('dna', 2 ** 20 + 5000, 0, 0, false, randomOf(1))
    const found = await npyOf(['-p', 'ACGTNACG'], { input: text })
    expect(found).toEqual(Array.from(letterDistances(text, 'ACGTNACG', { alphabet: 'dna', ambiguity: 'certain' })))
    const child = spawnSync(process.execPath, [program, 'distances', '-p', 'ACGTNACG', '--format', 'npy'], {
      input: text,
      maxBuffer: 2 ** 26,
    })
    expect(child.status).toBe(0)
    expect(numbersOf(child.stdout)).toEqual(found)
  })

  test('npy: no record, and one that is too short, are no numbers', async () => {
    expect(await npyOf(['-p', 'ACGT'], { input: '' })).toEqual([])
    expect(await npyOf(['-p', 'ACGT'], { input: '>x\nACG\n' })).toEqual([])
  })

  test('npy: a second record is wrong usage, and nothing is written', async () => {
    const target = join(folder.path, 'two.npy')
    expectComplaint(await distances(['-p', 'A', '--format', 'npy'], { input: two }), 2, /npy.*one record.*"chr2"/)
    expectComplaint(await distances(['-p', 'A', '--format', 'npy', '-o', target], { input: two }), 2, 'chr2')
    expect(existsSync(target)).toBe(false)
  })

  test('control characters in names are escaped in rows', async () => {
    expect(await rows(['-p', 'A'], { input: '>a\u0007b\nA\n' })).toEqual([expect.not.stringContaining('\u0007')])
  })
})

describe.concurrent('--best', () => {
  const input = '>x\nACGTACGA\n>y\nACGT\n'

  test('ties in file order, then by position', async () => {
    const expected = ['x\t0\t0', 'y\t0\t0', 'x\t4\t1', 'x\t1\t4', 'x\t2\t4']
    for (const most of [0, 1, 2, 3, 4, 5]) {
      expect(await rows(['-p', 'ACGT', '--best', String(most)], { input })).toEqual(expected.slice(0, most))
    }
    expect(await rows(['-p', 'ACGT', '--best', '1000'], { input })).toHaveLength(6)
    expect(lines(await quietly(['-p', 'ACGT', '--best', '1'], { input }))).toEqual([HEADER, 'x\t0\t0'])
    expect(lines(await quietly(['-p', 'ACGT', '--best', '1'], { input: '' }))).toEqual([HEADER])
  })

  test('over several files, named in order', async () => {
    const files = ['one', 'two'].map((name, i) => folder.write(`${name}.fa`, `>${name}\n${i ? 'ACGT' : 'ACGG'}\n`))
    expect(await rows(['-p', 'ACGT', '--best', '2', ...files])).toEqual(['two\t0\t0', 'one\t0\t1'])
  })
})

describe.concurrent('bounds', () => {
  const input = 'ACGTTTTT'

  test('-k: what is larger is k + 1', async () => {
    const values = async (k: string): Promise<string[]> => (await rows(['-p', 'ACGT', '-k', k], { input })).map((row) => row.split('\t')[2])
    expect(await values('0')).toEqual(['0', '1', '1', '1', '1'])
    expect(await values('2')).toEqual(['0', '3', '3', '3', '3'])
    expect(await values('9007199254740991')).toEqual(['0', '3', '3', '3', '3'])
  })

  test('--epsilon: within the factor, and the seed and delta are taken', async () => {
    const text = letterString('dna', 3000, 0, 0, false, randomOf(4))
    const exact = letterDistances(text, text.slice(100, 600), { alphabet: 'dna', ambiguity: 'certain' })
    const found = await rows(['-p', text.slice(100, 600), '--epsilon', '0.2', '--delta', '0.001', '--seed', '5'], { input: text })
    expect(found).toHaveLength(exact.length)
    for (const [i, row] of found.entries()) expect(Math.abs(Number(row.split('\t')[2]) - exact[i])).toBeLessThanOrEqual(0.2 * exact[i])
  })
})

describe.concurrent('input', () => {
  const fasta = '>x\nACGTACGA\n'
  const expected = ['x\t0\t0', 'x\t1\t4', 'x\t2\t4', 'x\t3\t4', 'x\t4\t1']

  test('files, compressed files, standard input, by content', async () => {
    const names = Object.entries({
      'plain.fa': fasta,
      'zipped.fa': gzipSync(fasta),
      'blocks.fa': await bgzf(Buffer.from(fasta), 7),
      'reads.fq': '@x\nACGTACGA\n+\n!!!!!!!!\n',
    }).map(([name, content]) => folder.write(name, content))
    for (const name of names) expect(await rows(['-p', 'ACGT', name]), name).toEqual(expected)
    for (const content of [fasta, gzipSync(fasta)]) {
      expect(await rows(['-p', 'ACGT'], { input: content })).toEqual(expected)
      expect(await rows(['-p', 'ACGT', '-'], { input: content })).toEqual(expected)
    }
    expect(await rows(['-p', 'ACGT', names[0], '-', names[1]], { input: fasta })).toEqual([...expected, ...expected, ...expected])
  })

  test('plain text: line ends are removed, except under exact', async () => {
    expect(await rows(['-p', 'GT'], { input: 'ACG\nT\n' })).toEqual(['-\t0\t2', '-\t1\t2', '-\t2\t0'])
    expect(await rows(['-p', 'GT', '--alphabet', 'exact'], { input: 'AG\nT\n' })).toEqual(['-\t0\t2', '-\t1\t1', '-\t2\t1', '-\t3\t2'])
    expect(await rows(['-p', 'a', '--alphabet', 'exact'], { input: Buffer.from([0, 97, 255]) })).toEqual(['-\t0\t1', '-\t1\t0', '-\t2\t1'])
  })

  test('nothing to read, and patterns longer than a record: a header and no rows', async () => {
    expect(lines(await quietly(['-p', 'ACGT'], { input: '' }))).toEqual([HEADER])
    expect(await quietly(['-p', 'ACGT', '--no-header'], { input: '' })).toBe('')
    expect(await quietly(['-p', 'ACGT', '--format', 'bedgraph'], { input: '>x\nACG\n>y\n>z\nA\n' })).toBe('')
    expect(await rows(['-p', 'ACGT'], { input: '>x\nACG\n>y\nACGT\n>z\n' })).toEqual(['y\t0\t0'])
  })

  test('a pattern from a file, and one with a name', async () => {
    const file = folder.write('pattern.txt', '# the only one\nACGT\tguide\n')
    expect(await rows(['-f', file], { input: fasta })).toEqual(expected)
  })

  test('a forced algorithm gives the same', async () => {
    for (const algorithm of ['naive', 'bit-sliced', 'modular', 'abrahamson']) {
      expect(await rows(['-p', 'ACGT', '--algorithm', algorithm], { input: fasta }), algorithm).toEqual(expected)
    }
  })

  test('strange symbols are reported once, or not with -q', async () => {
    const input = '>x\n!!!!\n>y\n????\n'
    const { code, stdout, stderr } = await distances(['-p', 'ACGT'], { input })
    expect([code, lines(stdout)]).toEqual([0, [HEADER, 'x\t0\t4', 'y\t0\t4']])
    expect(stderr).toMatch(/^hammingway: [^\n]*"!"[^\n]*\n$/)
    expect(await rows(['-p', 'ACGT', '-q'], { input })).toEqual(['x\t0\t4', 'y\t0\t4'])
  })
})

describe.concurrent('wrong usage: exit 2', () => {
  const cases: [string[], RegExp][] = [
    [[], /no pattern.*--pattern/],
    [['-p', 'A', '-p', 'C'], /one pattern.*2/],
    [['-p', ''], /at least one symbol/],
    [['-p', 'ACXT'], /dna.*"X" at index 2/],
    [['-p', 'A', '-k', '-1'], /--max-mismatches.*integer/],
    [['-p', 'A', '-k', '1.5'], /--max-mismatches.*integer/],
    [['-p', 'A', '--best', '-1'], /--best.*integer/],
    [['-p', 'A', '--best', '1', '--format', 'npy'], /--best.*tsv/],
    [['-p', 'A', '--best', '1', '--format', 'bedgraph'], /--best.*tsv/],
    [['-p', 'A', '--epsilon', '0'], /--epsilon.*between 0 and 1/],
    [['-p', 'A', '--epsilon', '1'], /--epsilon.*between 0 and 1/],
    [['-p', 'A', '--epsilon', 'x'], /--epsilon.*between 0 and 1/],
    [['-p', 'A', '--epsilon', '0.1', '--delta', '2'], /--delta.*between 0 and 1/],
    [['-p', 'A', '--epsilon', '0.1', '-k', '3'], /maxMismatches or epsilon|--max-mismatches.*--epsilon/],
    [['-p', 'A', '--seed', '4294967296'], /seed.*4294967296/],
    [['-p', 'A', '--format', 'csv'], /--format.*tsv, bedgraph, npy/],
    [['-p', 'A', '--alphabet', 'rna'], /--alphabet.*dna, protein, exact/],
    [['-p', 'A', '--ambiguity', 'maybe'], /--ambiguity.*certain, possible/],
    [['-p', 'A', '--input', 'genbank'], /--input.*fasta/],
    [['-p', 'A', '--algorithm', 'magic'], /algorithm.*'compare'.*"magic"/],
    [['-p', 'A', '--strands', 'both'], /unknown option.*--strands/],
  ]
  test.each(cases)('%j', async (args, words) => {
    expectComplaint(await distances(args, { input: 'ACGT' }), 2, words)
  })
})

describe.concurrent('bad data: exit 1', () => {
  const good = folder.write('good.fa', '>x\nACGT\n')
  const damaged = folder.write('damaged.fa.gz', gzipSync('>x\nACGTACGT\n').subarray(0, 20))
  const cases: [string[], RegExp][] = [
    [['-p', 'A', join(folder.path, 'absent.fa')], /absent\.fa: no such file/],
    [['-p', 'A', good, join(folder.path, 'absent.fa')], /absent\.fa: no such file/],
    [['-p', 'A', folder.path], /is a directory/],
    [['-p', 'A', '-o', join(folder.path, 'no', 'such', 'folder.tsv'), good], /folder\.tsv: no such file/],
    [['-p', 'A', '-f', join(folder.path, 'absent.txt'), good], /absent\.txt: no such file/],
    [['-p', 'A', '--format', 'npy', damaged], /damaged/],
    [['-p', 'A', '--format', 'bedgraph', damaged], /damaged/],
  ]
  test.each(cases)('%j', async (args, words) => {
    expectComplaint(await distances(args), 1, words)
  })

  test('a row may come before the data go bad, and the message says where', async () => {
    const { code, stderr } = await distances(['-p', 'A'], { input: '>x\nACGT\n>y\nAC\0GT\n' })
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^hammingway: standard input: .*NUL.*\n$/)])
  })
})

describe.concurrent('output', () => {
  test('-o: complete or not at all', async () => {
    const target = folder.write('kept.tsv', 'old')
    await quietly(['-p', 'ACGT', '-o', target], { input: 'ACGT' })
    expect(readFileSync(target, 'utf8')).toBe(`${HEADER}\n-\t0\t0\n`)
    const bad = `>x\n${'ACGT'.repeat(50_000)}\n>y\n\0`
    for (const format of ['tsv', 'bedgraph']) {
      expectComplaint(await distances(['-p', 'A', '--format', format, '-o', target], { input: bad }), 1, 'NUL')
      expect(readFileSync(target, 'utf8')).toBe(`${HEADER}\n-\t0\t0\n`)
    }
    expect(readdirSync(folder.path).filter((name) => name.includes('.part'))).toEqual([])
  })

  test.each(['tsv', 'bedgraph', 'npy'])('%s: a full device', async (format) => {
    expectComplaint(await distances(['-p', 'A', '--format', format, '-o', '/dev/full', lambda]), 1, /\/dev\/full: no space left/)
    expect(fullDevice(['distances', '-p', 'A', '--format', format, lambda])).toEqual([1, 'hammingway: no space left on the device\n'])
  })

  test.each(['tsv', 'bedgraph', 'npy'])('%s: a reader that goes away ends it quietly', async (format) => {
    const child = start(['distances', '-p', 'ACGTTGCA', '--format', format])
    child.stdout.once('data', () => child.stdout.destroy())
    child.stdin.end('ACGGT'.repeat(400_000))
    expect(await ended(child)).toMatchObject({ code: 0, stderr: '' })
  })

  test('a reader that was never there', async () => {
    const child = start(['distances', '-p', 'ACGT', '--best', '3'])
    child.stdout.destroy()
    child.stdin.end('ACGTACGT')
    expect(await ended(child)).toEqual({ code: 0, stdout: '', stderr: '' })
  })

  test.each(['tsv', 'npy'])('%s: an interruption leaves nothing behind, here or among temporary files', async (format) => {
    const own = join(folder.path, `interrupted-${format}`)
    const temporary = join(folder.path, `temporary-${format}`)
    for (const path of [own, temporary]) mkdirSync(path)
    const child = start(['distances', '-p', 'A', '--format', format, '-o', join(own, 'd')], { env: { TMPDIR: temporary } })
    const result = ended(child)
    child.stdin.write('A'.repeat(3 << 20))
    const begun = (): boolean => readdirSync(own).length > 0 && (format !== 'npy' || readdirSync(temporary).length > 0)
    while (!begun() && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 10))
    child.kill('SIGINT')
    expect(await result).toEqual({ code: 130, stdout: '', stderr: '' })
    expect([readdirSync(own), readdirSync(temporary)]).toEqual([[], []])
  })

  test('npy leaves no temporary file when all goes well, or badly', async () => {
    const temporary = join(folder.path, 'temporary-good')
    mkdirSync(temporary)
    const env = { TMPDIR: temporary }
    spawnSync(process.execPath, [program, 'distances', '-p', 'A', '--format', 'npy'], { input: 'ACGT', env: { ...process.env, ...env } })
    expectComplaint(await distances(['-p', 'A', '--format', 'npy'], { input: '>x\nA\0\n', env }), 1, 'NUL')
    expect(readdirSync(temporary)).toEqual([])
  })
})

describe.concurrent('explain', () => {
  const explain = (args: readonly string[]): Promise<Ran> => hammingway(['explain', ...args])
  const problem = ['--task', 'hammingDistances', '--n', '5e6', '--m', '1000', '--sigma', '4']

  test('a table: what would run, what else, what refuses and why', async () => {
    const { code, stdout, stderr } = await explain(problem)
    expect([code, stderr]).toEqual([0, ''])
    const [first, ...others] = lines(stdout)
    const [, chosen] = /^hammingDistances by ([a-z-]+); predicted:$/.exec(first)!
    expect(others[0]).toMatch(new RegExp(`^  ${chosen} +[\\d.]+ ms +\\d+ KiB$`))
    expect(stdout).toMatch(/saturating +refused: .*maxMismatches/)
    expect(others.at(-1)).toBe('  assumed 4 letters, all equally frequent')
    for (const name of ['naive', 'fischer-paterson', 'abrahamson', 'modular', 'convolve']) expect(stdout).toContain(`  ${name} `)
  })

  test('--json: the plan of the library', async () => {
    const { explain: library } = await import('../src/index.js')
    const { code, stdout } = await explain([...problem, '-k', '7', '--alphabet', 'dna', '--json'])
    expect(code).toBe(0)
    const options = { task: 'hammingDistances', n: 5e6, m: 1000, sigma: 4, maxMismatches: 7, alphabet: 'dna' } as const
    expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(library(options))))
  })

  test('every option reaches the plan', async () => {
    const plan = async (...more: string[]): Promise<unknown> => JSON.parse((await explain([...problem, '--json', ...more])).stdout)
    const search = ['--task', 'findMatches', '-k', '3']
    expect(await plan(...search, '--patterns', '9')).not.toEqual(await plan(...search))
    expect(await plan(...search, '--alphabet', 'dna', '--strands', 'both')).not.toEqual(await plan(...search, '--alphabet', 'dna'))
    expect(await plan('--epsilon', '0.1')).toMatchObject({ task: 'hammingDistances' })
    expect(await plan('--epsilon', '0.1', '--delta', '0.5')).not.toEqual(await plan('--epsilon', '0.1', '--delta', '1e-9'))
  })

  test.each<[string[], RegExp]>([
    [['--n', '5', '--m', '2'], /--task/],
    [['--task', 'hammingDistances', '--m', '2'], /--n/],
    [['--task', 'hammingDistances', '--n', '5'], /--m/],
    [['--task', 'align', '--n', '5', '--m', '2'], /task.*hammingDistances.*"align"/],
    [['--task', 'hammingDistances', '--n', 'many', '--m', '2'], /--n.*'many'.*integer/],
    [['--task', 'hammingDistances', '--n', '-5', '--m', '2'], /--n.*integer/],
    [['--task', 'hammingDistances', '--n', '1.5', '--m', '2'], /--n.*integer/],
    [['--task', 'hammingDistances', '--n', '', '--m', '2'], /--n.*integer/],
    [['--task', 'hammingDistances', '--n', '1e300', '--m', '2'], /--n.*integer/],
    [['--task', 'hammingDistances', '--n', '5', '--m', '0'], /"m".*>= 1.*0/],
    [[...problem, '--sigma', '0'], /"sigma".*0/],
    [[...problem, '-k', 'x'], /--max-mismatches.*integer/],
    [[...problem, '--epsilon', '1'], /--epsilon.*between 0 and 1/],
    [[...problem, '--epsilon', '0.1', '-k', '1'], /maxMismatches or epsilon/],
    [[...problem, '--epsilon', '0.1', '--delta', '1'], /--delta.*between 0 and 1/],
    [[...problem, '--alphabet', 'rna'], /alphabet.*"rna"/],
    [[...problem, '--strands', 'two'], /strands.*"two"/],
    [[...problem, '--alphabet', 'protein', '--strands', 'both'], /strands.*protein/],
    [[...problem, '--patterns', '-1'], /--patterns.*integer/],
  ])('wrong usage: %j', async (args, words) => {
    expectComplaint(await explain(args), 2, words)
  })

  test('a full device is an error, a reader that went away is none', async () => {
    expect(fullDevice(['explain', ...problem])).toEqual([1, 'hammingway: no space left on the device\n'])
    const child = start(['explain', ...problem])
    child.stdout.destroy()
    expect(await ended(child)).toEqual({ code: 0, stdout: '', stderr: '' })
  })
})

/** Exit code and words of a program whose standard output is full. */
function fullDevice(args: readonly string[]): [number | null, string] {
  const full = openSync('/dev/full', 'w')
  const { status, stderr } = spawnSync(process.execPath, [program, ...args], { stdio: ['ignore', full, 'pipe'], encoding: 'utf8' })
  closeSync(full)
  return [status, stderr]
}
