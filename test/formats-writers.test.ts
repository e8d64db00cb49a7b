import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { writers, type Format, type Hit, type WriterOptions } from '../src/formats/index.js'

const dna = { alphabet: 'dna' } as const
const protein = { alphabet: 'protein' } as const
const exact = { alphabet: 'exact' } as const

const plus: Hit = { sequence: 'chr1', start: 0, end: 4, strand: '+', pattern: 'guide', mismatches: 1, site: 'ACgT' }
const minus: Hit = { ...plus, start: 1_000_000_000_000, end: 1_000_000_000_004, strand: '-', mismatches: 2000 }
const odd: Hit = { ...plus, sequence: 'a\tb\\c', pattern: 'p;q=r,s&t%u', site: '\n\r\0\u001f\u007f\u0085é' }

const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'\t\n\r\\%;=&,x 0\u0001\u0085>.') }))
const hit: fc.Arbitrary<Hit> = fc.record({
  sequence: text,
  start: fc.nat(),
  end: fc.nat(),
  strand: fc.constantFrom('+', '-'),
  pattern: text,
  mismatches: fc.nat({ max: 3000 }),
  site: text,
})

describe('rows', () => {
  const cases: [Format, WriterOptions, Hit, string][] = [
    ['tsv', dna, plus, 'chr1\t0\t4\t+\tguide\t1\tACgT\n'],
    ['tsv', dna, minus, 'chr1\t1000000000000\t1000000000004\t-\tguide\t2000\tACgT\n'],
    ['tsv', protein, plus, 'chr1\t0\t4\t+\tguide\t1\tACgT\n'],
    ['tsv', exact, odd, 'a\\tb\\\\c\t0\t4\t+\tp;q=r,s&t%u\t1\t\\n\\r\\x00\\x1F\\x7F\\x85é\n'],
    ['bed', dna, plus, 'chr1\t0\t4\tguide\t1\t+\n'],
    ['bed', dna, minus, 'chr1\t1000000000000\t1000000000004\tguide\t1000\t-\n'],
    ['bed', protein, plus, 'chr1\t0\t4\tguide\t1\t.\n'],
    ['bed', exact, odd, 'a\\tb\\\\c\t0\t4\tp;q=r,s&t%u\t1\t.\n'],
    ['gff3', dna, plus, 'chr1\thammingway\tnucleotide_motif\t1\t4\t1\t+\t.\tName=guide;mismatches=1;site=ACgT\n'],
    [
      'gff3',
      dna,
      minus,
      'chr1\thammingway\tnucleotide_motif\t1000000000001\t1000000000004\t2000\t-\t.\tName=guide;mismatches=2000;site=ACgT\n',
    ],
    ['gff3', protein, plus, 'chr1\thammingway\tpolypeptide_motif\t1\t4\t1\t.\t.\tName=guide;mismatches=1;site=ACgT\n'],
    [
      'gff3',
      exact,
      odd,
      'a%09b%5Cc\thammingway\tsequence_feature\t1\t4\t1\t.\t.\tName=p%3Bq%3Dr%2Cs%26t%25u;mismatches=1;site=%0A%0D%00%1F%7F\u0085é\n',
    ],
    [
      'gff3',
      dna,
      { ...plus, sequence: '>az09.:^*$@!+_?-| é🧬' },
      '%3Eaz09.:^*$@!+_?-|%20%C3%A9%F0%9F%A7%AC\thammingway\tnucleotide_motif\t1\t4\t1\t+\t.\tName=guide;mismatches=1;site=ACgT\n',
    ],
    ['gff3', dna, { ...plus, sequence: '' }, '.\thammingway\tnucleotide_motif\t1\t4\t1\t+\t.\tName=guide;mismatches=1;site=ACgT\n'],
    [
      'jsonl',
      protein,
      minus,
      '{"sequence":"chr1","start":1000000000000,"end":1000000000004,"strand":"-","pattern":"guide","mismatches":2000,"site":"ACgT"}\n',
    ],
    [
      'jsonl',
      exact,
      { ...odd, more: 1 } as Hit,
      '{"sequence":"a\\tb\\\\c","start":0,"end":4,"strand":"+","pattern":"p;q=r,s&t%u","mismatches":1,"site":"\\n\\r\\u0000\\u001f\u007f\u0085é"}\n',
    ],
  ]
  test.each(cases)('%s, %j, %j', (format, options, hit, row) => {
    expect(writers[format].row(hit, options)).toBe(row)
  })

  test('headers', () => {
    const headers = Object.fromEntries(Object.entries(writers).map(([format, writer]) => [format, writer.header(dna)]))
    expect(headers).toEqual({
      tsv: 'sequence\tstart\tend\tstrand\tpattern\tmismatches\tsite\n',
      bed: '',
      gff3: '##gff-version 3\n',
      jsonl: '',
      sam: '@HD\tVN:1.6\tSO:coordinate\n@PG\tID:hammingway\tPN:hammingway\n',
    })
  })
})

describe('rows of anything', () => {
  const options = fc.constantFrom<WriterOptions>(dna, protein, exact)

  /** The fields of a row that must be one line. */
  function fields(row: string): string[] {
    expect(row.endsWith('\n')).toBe(true)
    const line = row.slice(0, -1)
    expect(line).not.toMatch(/[\n\r]/)
    return line.split('\t')
  }
  function unescape(field: string): string {
    return field.replace(/\\(x(..)|.)/g, (_, what: string, hex?: string) => {
      if (hex) return String.fromCharCode(parseInt(hex, 16))
      return ({ t: '\t', n: '\n', r: '\r' } as Record<string, string>)[what] ?? what
    })
  }

  test('tsv and bed turn back', () => {
    fc.assert(
      fc.property(hit, options, (hit, options) => {
        const { sequence, start, end, strand, pattern, mismatches, site } = hit
        const tsv = fields(writers.tsv.row(hit, options)).map(unescape)
        expect(tsv).toEqual([sequence, `${start}`, `${end}`, strand, pattern, `${mismatches}`, site])
        const bed = fields(writers.bed.row(hit, options)).map(unescape)
        const drawn = options.alphabet === 'dna' ? strand : '.'
        expect(bed).toEqual([sequence, `${start}`, `${end}`, pattern, `${Math.min(1000, mismatches)}`, drawn])
      }),
    )
  })

  test('gff3 turns back', () => {
    fc.assert(
      fc.property(hit, options, (hit, options) => {
        const [sequence, source, , start, end, score, , phase, attributes, ...rest] = fields(writers.gff3.row(hit, options))
        expect(rest).toEqual([])
        expect(sequence).toMatch(/^([a-zA-Z0-9.:^*$@!+_?|-]|%[0-9A-F]{2})+$/)
        expect(decodeURIComponent(sequence)).toBe(hit.sequence === '' ? '.' : hit.sequence)
        expect([source, phase]).toEqual(['hammingway', '.'])
        expect([start, end, score].map(Number)).toEqual([hit.start + 1, hit.end, hit.mismatches])
        const pairs = attributes.split(';').map((pair) => pair.split('='))
        const values = pairs.map(([key, value]) => [key, value.replace(/%(..)/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)))])
        expect(values).toEqual([
          ['Name', hit.pattern],
          ['mismatches', `${hit.mismatches}`],
          ['site', hit.site],
        ])
        expect(attributes).not.toMatch(/[\t&,]/)
      }),
    )
  })

  test('jsonl turns back', () => {
    fc.assert(
      fc.property(hit, options, (hit, options) => {
        const [line] = fields(writers.jsonl.row(hit, options))
        expect(JSON.parse(line)).toEqual(hit)
      }),
    )
  })
})

describe('sam', () => {
  const of = (query: string, reference: string, more: Partial<Hit> = {}, secondary = false) =>
    writers.sam.row({ ...plus, start: 9, end: 9 + query.length, ...more, alignment: { query, reference, secondary } }, dna)

  test.each([
    ['ACGT', 'ACGT', '4', 0],
    ['ACGT', 'acgt', '4', 0],
    ['ACGT', 'TCGA', '0T2A0', 2],
    ['NCGT', 'NCGT', '0N3', 1],
    ['ACRT', 'ACAT', '2A1', 1],
    ['AAAA', 'CCNN', '0C0C0N0N0', 4],
    ['ACGT', 'AC*T', '2N1', 1],
  ])('NM and MD of %s at %s', (query, reference, description, differences) => {
    expect(of(query, reference)).toBe(
      `guide\t0\tchr1\t10\t255\t${query.length}M\t*\t0\t0\t${query}\t*\tNM:i:${differences}\tMD:Z:${description}\thm:i:1\n`,
    )
  })

  test('flags, names and sequences as the specification has them', () => {
    fc.assert(
      fc.property(hit, fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }), fc.boolean(), (hit, query, secondary) => {
        const row = writers.sam.row({ ...hit, alignment: { query, reference: query, secondary } }, dna)
        const [name, flag, reference, position, quality, , mate, , , letters] = row.slice(0, -1).split('\t')
        expect(row.endsWith('\n') && !row.slice(0, -1).includes('\n')).toBe(true)
        expect(name).toMatch(/^[!-?A-~]{1,254}$/)
        expect(reference).toMatch(/^([0-9A-Za-z!#$%&+./:;?@^_|~-][0-9A-Za-z!#$%&*+./:;=?@^_|~-]*|\*)$/)
        expect(flag).toBe(`${(hit.strand === '-' ? 16 : 0) + (secondary ? 256 : 0)}`)
        expect([position, quality, mate]).toEqual([`${hit.start + 1}`, '255', '*'])
        expect(letters).toMatch(/^(\*|[A-Za-z=.]+)$/)
        expect(row).toMatch(/\tMD:Z:\d+([A-Z]\d+)*\thm:i:/)
      }),
    )
    expect(() => writers.sam.row(plus, dna)).toThrow(TypeError)
  })

  test('the header names all records', () => {
    const references = [{ name: 'a b', length: 5 }, { name: '*c', length: 7, circular: true }] // prettier-ignore
    expect(writers.sam.header({ alphabet: 'dna', references })).toBe(
      '@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:a%20b\tLN:5\n@SQ\tSN:%2Ac\tLN:7\tTP:circular\n@PG\tID:hammingway\tPN:hammingway\n',
    )
  })
})
