// hammingway search: what is found, and how its options change that.
import { describe, expect, test } from 'vitest'
import { listAlgorithms } from '../src/index.js'
import { lambda, lines, quietly, rows, search, temporaryFolder } from './cli.js'
import { findMatches } from './reference/matches.js'

const folder = temporaryFolder()
const two = '>chr1 first\nTTACGTACGATT\n>chr2\nGGACGANN\nacgaTCGT\n'

describe.concurrent('mismatches and strands', () => {
  test('the default: no mismatch, DNA, both strands, tsv with a header', async () => {
    expect(await quietly(['-p', 'ACGA'], { input: two })).toBe(
      [
        'sequence\tstart\tend\tstrand\tpattern\tmismatches\tsite',
        'chr1\t6\t10\t+\tACGA\t0\tACGA',
        'chr2\t2\t6\t+\tACGA\t0\tACGA',
        'chr2\t8\t12\t+\tACGA\t0\tACGA',
        'chr2\t12\t16\t-\tACGA\t0\tACGA',
        '',
      ].join('\n'),
    )
  })

  test('-k, and + before - where a site is both', async () => {
    expect(await rows(['-p', 'ACGA', '-k', '1'], { input: two })).toEqual([
      'chr1 2 6 + ACGA 1 ACGt',
      'chr1 2 6 - ACGA 1 ACGt',
      'chr1 6 10 + ACGA 0 ACGA',
      'chr2 2 6 + ACGA 0 ACGA',
      'chr2 8 12 + ACGA 0 ACGA',
      'chr2 12 16 - ACGA 0 ACGA',
    ])
  })

  test('--min-mismatches leaves out the closer ones', async () => {
    expect(await rows(['-p', 'ACGA', '-k', '1', '--min-mismatches', '1'], { input: two })).toEqual([
      'chr1 2 6 + ACGA 1 ACGt',
      'chr1 2 6 - ACGA 1 ACGt',
    ])
    expect(await rows(['-p', 'ACGA', '-k', '1', '--min-mismatches', '2'], { input: two })).toEqual([])
  })

  test('--strands', async () => {
    const of = (strands: string) => rows(['-p', 'TCGT', '--strands', strands], { input: two })
    const forward = ['chr2 12 16 + TCGT 0 TCGT']
    const reverse = ['chr1 6 10 - TCGT 0 TCGT', 'chr2 2 6 - TCGT 0 TCGT', 'chr2 8 12 - TCGT 0 TCGT']
    expect(await of('forward')).toEqual(forward)
    expect(await of('reverse')).toEqual(reverse)
    expect(await of('both')).toEqual([...reverse, ...forward])
  })

  test('overlapping hits, palindromes on both strands, the same pattern twice', async () => {
    expect(await rows(['-p', 'AA', '-p', 'AA', '--strands', 'forward'], { input: 'AAA' })).toEqual([
      '- 0 2 + AA 0 AA',
      '- 0 2 + AA 0 AA',
      '- 1 3 + AA 0 AA',
      '- 1 3 + AA 0 AA',
    ])
    expect(await rows(['-p', 'ACGT'], { input: 'ACGT' })).toEqual(['- 0 4 + ACGT 0 ACGT', '- 0 4 - ACGT 0 ACGT'])
  })

  test('rows come by start, then in the order of the patterns', async () => {
    const given = ['-p', 'ACGTACGT', '-p', 'AC', '-p', 'C', '--strands', 'forward']
    expect(await rows(given, { input: 'ACGTACGT' })).toEqual([
      '- 0 8 + ACGTACGT 0 ACGTACGT',
      '- 0 2 + AC 0 AC',
      '- 1 2 + C 0 C',
      '- 4 6 + AC 0 AC',
      '- 5 6 + C 0 C',
    ])
  })

  test('any k is fine: up to the pattern and far beyond', async () => {
    for (const k of ['2', '3', '9007199254740991']) {
      expect(await rows(['-p', 'AG', '-k', k, '--strands', 'forward'], { input: 'AGC' })).toEqual(['- 0 2 + AG 0 AG', '- 1 3 + AG 2 gc'])
    }
  })

  test('a pattern longer than the text has no hits', async () => {
    expect(await rows(['-p', 'ACGTACGT', '-k', '99'], { input: 'ACG' })).toEqual([])
  })
})

describe.concurrent('alphabets', () => {
  test('--ambiguity: a text N is a hit of N only, unless everything possible is asked for', async () => {
    const given = ['-p', 'ACNR', '--strands', 'forward']
    const input = 'ACGA ACNA ACGN ACTR'.replaceAll(' ', '')
    expect(await rows(given, { input })).toEqual(['- 0 4 + ACNR 0 ACGA', '- 4 8 + ACNR 0 ACNA', '- 12 16 + ACNR 0 ACTR'])
    expect(await rows([...given, '--ambiguity', 'possible'], { input })).toEqual([
      '- 0 4 + ACNR 0 ACGA',
      '- 4 8 + ACNR 0 ACNA',
      '- 8 12 + ACNR 0 ACGN',
      '- 12 16 + ACNR 0 ACTR',
    ])
  })

  test('case is ignored on both sides, and U is T', async () => {
    expect(await rows(['-p', 'acGu', '--strands', 'forward'], { input: 'aCGTnnacgu' })).toEqual([
      '- 0 4 + acGu 0 ACGT',
      '- 6 10 + acGu 0 ACGU',
    ])
  })

  test('protein has one strand and its own ambiguous letters', async () => {
    expect(await rows(['--alphabet', 'protein', '-p', 'MBX', '-k', '1'], { input: '>p\nMDA*mqW' })).toEqual([
      'p 0 3 + MBX 0 MDA',
      'p 4 7 + MBX 1 MqW',
    ])
  })

  test('exact: case matters, and every byte of a plain file is a symbol, line ends and NUL too', async () => {
    const file = folder.write('bytes', Buffer.from('ab\nAB\r\n\0\n'))
    const at = async (pattern: string) => (await rows(['--alphabet', 'exact', '-p', pattern, file])).map((row) => row.split(' ')[1])
    expect(await at('b')).toEqual(['1'])
    expect(await at('B')).toEqual(['4'])
    expect(await at('\n')).toEqual(['2', '6', '8'])
    expect(
      await quietly(['--alphabet', 'exact', '-p', 'b\nA', '-k', '1', '--format', 'jsonl', '--no-header'], { input: 'ab\nAxb-A' }),
    ).toBe(
      '{"sequence":"-","start":1,"end":4,"strand":"+","pattern":"b\\nA","mismatches":0,"site":"B\\nA"}\n' +
        '{"sequence":"-","start":5,"end":8,"strand":"+","pattern":"b\\nA","mismatches":1,"site":"B.A"}\n',
    )
  })

  test('exact: letters outside ASCII are the bytes of the file', async () => {
    expect(await rows(['--alphabet', 'exact', '-p', 'é'], { input: 'aéé' })).toEqual(['- 1 3 + é 0 é', '- 3 5 + é 0 é'])
  })
})

describe.concurrent('the column site', () => {
  test('mismatches in lower case and matches in upper case, whatever the text has', async () => {
    expect(await rows(['-p', 'ACGT', '-k', '3', '--strands', 'forward'], { input: 'aCcg' })).toEqual(['- 0 4 + ACGT 2 ACcg'])
  })

  test('in the orientation of the pattern', async () => {
    // the reverse complement of TTNGA, with the pattern TCGAA: T against T, C against C, N against G ...
    expect(await rows(['-p', 'TCGAA', '-k', '1', '--strands', 'reverse'], { input: 'ttnga' })).toEqual(['- 0 5 - TCGAA 1 TCnAA'])
    expect(await rows(['-p', 'AACC', '-k', '1', '--strands', 'reverse'], { input: 'GYTT' })).toEqual(['- 0 4 - AACC 1 AArC'])
  })

  test('a mismatching symbol without case is a full stop, on both strands', async () => {
    const given = ['-p', 'ACGT', '-k', '2', '-q', '--no-header']
    const { stdout } = await search(given, { input: 'AC-*' })
    expect(stdout.replaceAll('\t', ' ')).toBe('- 0 4 + ACGT 2 AC..\n- 0 4 - ACGT 2 ..GT\n')
  })
})

describe.concurrent('positions that must match', () => {
  const input = 'ACGTAGG ACGTACG ACGAAGG CCTACGT'.replaceAll(' ', 'NN')

  test('--required', async () => {
    expect(await rows(['-p', 'ACGT', '-k', '1', '--required', '...x', '--strands', 'forward'], { input: 'ACGTACGAACTT' })).toEqual([
      '- 0 4 + ACGT 0 ACGT',
      '- 8 12 + ACGT 1 ACtT',
    ])
    // the mask goes with the pattern
    expect(await rows(['-p', 'AACC', '-k', '1', '--required', 'x...', '--strands', 'reverse'], { input: 'GGTTNGGTANAGTT' })).toEqual([
      '- 0 4 - AACC 0 AACC',
      '- 10 14 - AACC 1 AACt',
    ])
  })

  test('--pam is joined to the 3 end and must match', async () => {
    expect(await rows(['-p', 'ACGT', '-k', '1', '--pam', 'NGG'], { input })).toEqual([
      '- 0 7 + ACGTNGG 0 ACGTAGG',
      '- 18 25 + ACGTNGG 1 ACGaAGG',
      '- 27 34 - ACGTNGG 0 ACGTAGG',
    ])
  })

  test('--pam-side 5 puts it in front', async () => {
    expect(await rows(['-p', 'ACG', '-k', '1', '--pam', 'TTTV', '--pam-side', '5'], { input: 'TTTAACGTTTTACGTTTCAAG' })).toEqual([
      '- 0 7 + TTTVACG 0 TTTAACG',
      '- 14 21 + TTTVACG 1 TTTCAaG',
    ])
  })

  test('--required is about the pattern without its PAM', async () => {
    expect(await rows(['-p', 'ACGT', '-k', '1', '--pam', 'NGG', '--required', '...x'], { input })).toEqual([
      '- 0 7 + ACGTNGG 0 ACGTAGG',
      '- 27 34 - ACGTNGG 0 ACGTAGG',
    ])
  })
})

describe.concurrent('patterns', () => {
  test('lines with names, comments, blank lines and CRLF; -p comes first', async () => {
    const file = folder.write('patterns.tsv', '# guides\r\nACGA\tfirst guide\textra\r\n\r\nTCGT\r\n#last\r\nNNAC\tx')
    expect(await rows(['-f', file, '-p', 'GG', '--strands', 'forward'], { input: two })).toEqual([
      'chr1 0 4 + x 0 TTAC',
      'chr1 4 8 + x 0 GTAC',
      'chr1 6 10 + first guide 0 ACGA',
      'chr2 0 2 + GG 0 GG',
      'chr2 0 4 + x 0 GGAC',
      'chr2 2 6 + first guide 0 ACGA',
      'chr2 6 10 + x 0 NNAC',
      'chr2 8 12 + first guide 0 ACGA',
      'chr2 12 16 + TCGT 0 TCGT',
    ])
  })

  test('FASTA, several files, and standard input', async () => {
    const fasta = folder.write('patterns.fa', '\n>one with words\nAC\nGA\n>two\nTCGT')
    const text = folder.write('two.fa', two)
    const expected = ['chr2 12 16 + two 0 TCGT', 'chr2 12 16 + TCGT 0 TCGT']
    const got = await rows(['-f', fasta, '-f', '-', '--strands', 'forward', text], { input: 'TCGT\n' })
    expect(got.filter((row) => row.includes('TCGT'))).toEqual(expected)
    expect(got).toContain('chr1 6 10 + one 0 ACGA')
  })

  test('a FASTA pattern without a name is named by its sequence', async () => {
    expect(await rows(['-f', folder.write('noname.fa', '>\nACGA\n')], { input: 'ACGA' })).toEqual(['- 0 4 + ACGA 0 ACGA'])
  })

  test('a pattern of a file is the bytes of the file, whatever they spell', async () => {
    const input = Buffer.from('un café')
    const file = folder.write('accents.fa', '>accents\ncafé\n')
    expect(await rows(['--alphabet', 'exact', '-f', file], { input })).toEqual(['- 3 8 + accents 0 CAFé'])
    const latin1 = folder.write('latin1.tsv', Buffer.from('caf\u00e9\tlatin\n', 'latin1'))
    const found = await rows(['--alphabet', 'exact', '-f', latin1], { input: Buffer.from('un caf\u00e9', 'latin1') })
    expect(found.map((row) => row.split(' ').slice(0, 6).join(' '))).toEqual(['- 3 7 + latin 0'])
  })
})

describe.concurrent('instead of rows', () => {
  test('--count: one number over all files and patterns', async () => {
    const file = folder.write('count.fa', two)
    expect(await quietly(['-p', 'ACGA', '-k', '1', '--count', file, '-', file], { input: two })).toBe('18\n')
    expect(await quietly(['-p', 'ACGA', '-p', 'GG', '--count'], { input: two })).toBe('5\n')
    expect(await quietly(['-p', 'ACGA', '-k', '1', '--min-mismatches', '1', '--count'], { input: two })).toBe('2\n')
    expect(await quietly(['-p', 'ACGA', '-k', '1', '--limit', '4', '--count', file, file])).toBe('4\n')
    expect(await quietly(['-p', 'TTTTTTTT', '--count'], { input: two })).toBe('0\n')
  })

  test('--summary: hits of each pattern by mismatches', async () => {
    const given = ['-p', 'ACGA', '-p', 'GGG', '-p', 'TTA', '-k', '1', '--summary']
    const table = lines(await quietly(given, { input: two }))
    const counts = tableOf(['ACGA', 'GGG', 'TTA'])
    expect(table).toEqual(['pattern\t0\t1', ...counts])
    expect(lines(await quietly([...given, '--no-header'], { input: two }))).toEqual(counts)
    expect(lines(await quietly([...given, '--min-mismatches', '1'], { input: two }))).toEqual([
      'pattern\t1',
      ...counts.map((row) => row.replace(/\t\d+/, '')),
    ])
  })

  test('--summary: a name cannot break the table', async () => {
    expect(await quietly(['--alphabet', 'exact', '-p', 'a\tb', '--summary', '--no-header'], { input: 'a\tb' })).toBe('a\\tb\t1\n')
  })

  /** The table of `two`, from the oracle. */
  function tableOf(patterns: string[]): string[] {
    const records = ['TTACGTACGATT', 'GGACGANNacgaTCGT']
    return patterns.map((sequence) => {
      const hits = records.flatMap(
        (text) => findMatches(text, [{ sequence }], { alphabet: 'dna', ambiguity: 'certain', maxMismatches: 1, strands: 'both' }).hits,
      )
      return [sequence, ...[0, 1].map((d) => hits.filter(({ mismatches }) => mismatches === d).length)].join('\t')
    })
  }
})

test('--limit: the first so many over the whole run', async () => {
  const file = folder.write('limit.fa', two)
  const all = await rows(['-p', 'ACGA', '-k', '2', file, file])
  for (const limit of [0, 1, 2, 7, all.length, all.length + 1]) {
    expect(await rows(['-p', 'ACGA', '-k', '2', '--limit', `${limit}`, file, file]), `limit ${limit}`).toEqual(all.slice(0, limit))
  }
  const some = await rows(['-p', 'ACGA', '-k', '2', '--min-mismatches', '1', file])
  expect(await rows(['-p', 'ACGA', '-k', '2', '--min-mismatches', '1', '--limit', '3', file])).toEqual(some.slice(0, 3))
})

describe.concurrent('algorithms', () => {
  test('each gives the same rows', async () => {
    const given = ['-p', 'GCACCGGCACCGCTGGCTGC', '-k', '4', lambda]
    const expected = await rows(given)
    expect(expected[0]).toBe('gi|9626243|ref|NC_001416.1| 5665 5685 + GCACCGGCACCGCTGGCTGC 0 GCACCGGCACCGCTGGCTGC')
    expect(expected.length).toBeGreaterThan(3)
    for (const { name } of listAlgorithms('findMatches')) expect(await rows([...given, '--algorithm', name]), name).toEqual(expected)
  })

  test('--explain prints the plan to standard error and leaves the rows as they are', async () => {
    const given = ['-p', 'GCACCGGCACCGCTGGCTGC', '-k', '4', lambda]
    const { code, stdout, stderr } = await search([...given, '--explain'])
    expect(code).toBe(0)
    expect(stdout).toBe(await quietly(given))
    for (const { name } of listAlgorithms('findMatches')) expect(stderr).toContain(name)
    expect(stderr).toMatch(/^hammingway: findMatches by \S+;/)
    const forced = await search([...given, '--explain', '--algorithm', 'compare'])
    expect(forced.stderr).toMatch(/^hammingway: findMatches by compare;/)
  })
})
