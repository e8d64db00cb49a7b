import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FormatError, readSequences, type ReadOptions } from '../src/formats/index.js'
import {
  BGZF_END,
  bgzf,
  bgzfBlock,
  bytesOf,
  concat,
  cutAt,
  fastaFile,
  fastqFile,
  gzip,
  later,
  latin1,
  oneByOne,
  plainFile,
  readAll,
  readsManyMembers,
  streamOf,
  textOf,
} from './formats-files.js'

const cuts = fc.array(fc.nat({ max: 5000 }), { maxLength: 12 })
const file = fc.oneof(fastaFile, fastqFile, plainFile)
const fasta = (name: string, symbols: string, description = '') => ({ name, description, kind: 'fasta' as const, symbols })
const plain = (symbols: string, name = '-') => ({ name, description: '', kind: 'plain' as const, symbols })

/** What went wrong, in a form that compares. */
function told(error: unknown) {
  if (!(error instanceof FormatError)) return { unexpected: String(error) }
  return { message: error.message, line: error.line, record: error.record }
}

describe('records', () => {
  test.each([
    ['FASTA', fastaFile],
    ['FASTQ', fastqFile],
    ['plain', plainFile],
  ])('%s: come out as they went in, however the file is laid out and cut', async (_, files) => {
    await fc.assert(
      fc.asyncProperty(files, cuts, async ({ bytes, records }, cuts) => {
        expect(await readAll(bytes)).toEqual({ records })
        expect(await readAll(later(cutAt(bytes, cuts)))).toEqual({ records })
        expect(await readAll(oneByOne(bytes))).toEqual({ records })
      }),
      { numRuns: 300 },
    )
  })

  test('come from every kind of source', async () => {
    await fc.assert(
      fc.asyncProperty(file, cuts, async ({ bytes, records }, cuts) => {
        const chunks = cutAt(bytes, cuts)
        expect(await readAll(chunks)).toEqual({ records })
        expect(await readAll(streamOf(chunks))).toEqual({ records })
        expect(await readAll(new Blob(chunks as BlobPart[]))).toEqual({ records })
        expect(await readAll(concat(latin1('xx'), bytes).subarray(2))).toEqual({ records })
      }),
      { numRuns: 50 },
    )
  })

  test('come out of gzip and BGZF the same, cut anywhere', async () => {
    const many = await readsManyMembers()
    await fc.assert(
      fc.asyncProperty(file, cuts, fc.integer({ min: 20, max: 300 }), async ({ bytes, records }, cuts, size) => {
        const one = await gzip(bytes)
        expect(await readAll(one)).toEqual({ records })
        expect(await readAll(cutAt(one, cuts))).toEqual({ records })
        const blocks = await bgzf(bytes, size)
        expect(await readAll(cutAt(blocks, cuts))).toEqual({ records })
        expect(await readAll(oneByOne(blocks))).toEqual({ records })
        const at = size % bytes.length
        // A file of both kinds: what follows the blocks may be one ordinary member.
        const mixed = concat(await bgzfBlock(bytes.subarray(0, at)), await gzip(bytes.subarray(at)))
        expect(await readAll(cutAt(mixed, cuts))).toEqual({ records })
        const members = concat(await gzip(bytes.subarray(0, at)), await gzip(bytes.subarray(at)))
        const outcome = await readAll(cutAt(members, cuts))
        if (many) expect(outcome).toEqual({ records })
        else expect(outcome.error).toBeInstanceOf(FormatError)
      }),
      { numRuns: 60 },
    )
  })

  test('are passed over as far as they are not read', async () => {
    await fc.assert(
      fc.asyncProperty(file, cuts, fc.array(fc.nat({ max: 2 }), { minLength: 1 }), async ({ bytes, records }, cuts, plans) => {
        let i = 0
        for await (const { name, chunks } of readSequences(cutAt(bytes, cuts))) {
          const { name: expected, symbols } = records[i]
          const plan = plans[i++ % plans.length]
          expect(name).toBe(expected)
          const kept: Uint8Array[] = []
          if (plan > 0)
            for await (const chunk of chunks) {
              kept.push(chunk)
              if (plan === 1) break
            }
          expect(plan === 2 ? textOf(kept) : symbols.slice(0, textOf(kept).length)).toBe(plan === 2 ? symbols : textOf(kept))
        }
        expect(i).toBe(records.length)
      }),
      { numRuns: 200 },
    )
  })

  test('of any length come in large chunks, longer than 1 MiB never', async () => {
    const line = latin1(`${'ACGTTGCAAT'.repeat(7)}\n`)
    const whole = concat(latin1('>a\n'), ...Array<Uint8Array>(60_000).fill(line), latin1('>b\nAC'))
    for (const source of [whole, await gzip(whole), await bgzf(whole, 65_280)]) {
      const lengths: number[][] = []
      for await (const { chunks } of readSequences(source)) {
        const seen: number[] = []
        for await (const chunk of chunks) seen.push(chunk.length)
        lengths.push(seen)
      }
      expect(lengths[0].reduce((a, b) => a + b)).toBe(4_200_000)
      expect(Math.max(...lengths[0])).toBeLessThanOrEqual(1 << 20)
      expect(lengths[0].length).toBeLessThan(20)
      expect(lengths[1]).toEqual([2])
    }
  })

  test('may be changed by whoever reads them', async () => {
    const bytes = latin1('>a\nACGT\nACGT\n>b\nTTTT\n')
    const before = textOf([bytes])
    const seen: string[] = []
    for await (const { chunks } of readSequences([bytes]))
      for await (const chunk of chunks) {
        seen.push(textOf([chunk]))
        chunk.fill(0)
      }
    expect(seen).toEqual(['ACGTACGT', 'TTTT'])
    expect(textOf([bytes])).toBe(before)
  })

  test('without ends, and names of several chunks', async () => {
    const name = 'n'.repeat(70_000)
    const source = later([latin1('>'), ...cutAt(latin1(`${name} d e \r`), [5, 60_000]), latin1('\nAC\n>')])
    expect(await readAll(source)).toEqual({ records: [fasta(name, 'AC', 'd e '), fasta('', '')] })
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((first) => first + name)
    const packed = await gzip(latin1(names.map((name) => `>${name}\nAC\n`).join('')))
    expect(await readAll(packed)).toEqual({ records: names.map((name) => fasta(name, 'AC')) })
  })
})

describe('the kind of a file', () => {
  const cases: [string, string, ReadOptions | undefined, unknown[]][] = [
    ['empty input', '', undefined, []],
    ['empty input as FASTA', '', { input: 'fasta' }, []],
    ['empty input as FASTQ', '', { input: 'fastq' }, []],
    ['empty input as plain', '', { input: 'plain', keepLineEnds: true }, []],
    ['only a byte order mark', '\u00ef\u00bb\u00bf', undefined, []],
    ['blank lines as FASTA', '\r\n \n', { input: 'fasta' }, []],
    ['blank lines as FASTQ', '\r\n \n', { input: 'fastq' }, []],
    ['a blank line', '\n', undefined, [plain('')]],
    ['a header behind blank lines', '\u00ef\u00bb\u00bf\r\n \t\r>a\nA', undefined, [fasta('a', 'A')]],
    ['a sign that does not begin its line', '\n >a\nA', undefined, [plain(' >aA')]],
    ['a comment of old FASTA', ';c\nA', undefined, [plain(';cA')]],
    ['comments of old FASTA', ';c\n;>d\n>a\nA\n;e\nC\n;f', { input: 'fasta' }, [fasta('a', 'AC')]],
    ['a sign within a line', '>a\nA>C;\n > G\n', undefined, [fasta('a', 'A>C;>G')]],
    ['FASTA as plain', '>a\nA', { input: 'plain', name: 'x.fa' }, [plain('>aA', 'x.fa')]],
    ['plain with a name', 'AC\nGT\r\nA\rC', { name: 'f' }, [plain('ACGTAC', 'f')]],
    ['every byte', '\u00ef\u00bb\u00bf\nA\r\n\0B\r', { keepLineEnds: true, name: 'f' }, [plain('\u00ef\u00bb\u00bf\nA\r\n\0B\r', 'f')]],
    ['every byte concerns plain files only', '>a\nA\nC', { keepLineEnds: true }, [fasta('a', 'AC')]],
    ['NUL where it is wanted', '>a\nA\0C\n', { allowNul: true }, [fasta('a', 'A\0C')]],
    ['NUL where it is wanted, plain', 'A\0\0\0\0\0\0\0\0C\n', { allowNul: true }, [plain('A\0\0\0\0\0\0\0\0C')]],
    ['2bit forced to be plain', "C'A\u001aA", { input: 'plain' }, [plain("C'A\u001aA")]],
    ['an unknown encoding in a header', '>\u00e9\u00ff x\nA', undefined, [fasta('\ufffd\ufffd', 'A', 'x')]],
  ]
  test.each(cases)('%s', async (_, text, options, records) => {
    for (const bytes of [latin1(text), await gzip(latin1(text)), await bgzf(latin1(text), 4)]) {
      expect(await readAll(bytes, options)).toEqual({ records })
      expect(await readAll(oneByOne(bytes), options)).toEqual({ records })
    }
  })

  test('is plain after 64 KiB of blank lines, so that looking ends', async () => {
    const blanks = '\n'.repeat(70_000)
    expect(await readAll(cutAt(latin1(`${blanks}>a\nA`), [10, 40_000]))).toEqual({ records: [plain('>aA')] })
    expect(await readAll(latin1(`${blanks}>a\nA`), { input: 'fasta' })).toEqual({ records: [fasta('a', 'A')] })
  })
})

describe('bad data', () => {
  const cases: [string, string, ReadOptions | undefined, string, number | undefined, string | undefined][] = [
    [
      'sequence first',
      '\n\r\nAC\n>a\n',
      { input: 'fasta' },
      'line 3: sequence before the first header, which begins with ">"',
      3,
      undefined,
    ],
    [
      'FASTQ as FASTA',
      '@a\nA\n+\nI\n',
      { input: 'fasta' },
      'line 1: sequence before the first header, which begins with ">"',
      1,
      undefined,
    ],
    [
      'sequence behind a comment',
      ';c\nAC',
      { input: 'fasta' },
      'line 2: sequence before the first header, which begins with ">"',
      2,
      undefined,
    ],
    ['FASTA as FASTQ', '\r>a\nA\n', { input: 'fastq' }, 'line 2: a record must begin with "@"', 2, undefined],
    ['plain as 2bit', 'AC', { input: '2bit' }, 'line 1: this is not a 2bit file: its signature is missing', 1, undefined],
    ['NUL', '>a b\nAC\r\nG\0T\n', undefined, 'line 3, record "a": a NUL byte: this is not text', 3, 'a'],
    ['NUL in a header', '>a\nAC\n>b\0\nG\n', undefined, 'line 3: a NUL byte: this is not text', 3, undefined],
    ['NUL in a comment', '>a\nAC\n;b\0\nG\n', undefined, 'line 3, record "a": a NUL byte: this is not text', 3, 'a'],
    ['NUL in plain', 'A\rC\n\nGGGGGGGGGGGGG\0', { name: 'x"y' }, 'line 4, record "x\\"y": a NUL byte: this is not text', 4, 'x"y'],
    ['NUL in qualities', '@a\nAC\n+\nI\0\n', undefined, 'line 4, record "a": a NUL byte: this is not text', 4, 'a'],
    ['only a FASTQ header', '@a', undefined, 'line 1, record "a": the record is cut short: the file ends before its "+" line', 1, 'a'],
    ['no "+" line', '@a\nAC\n', undefined, 'line 3, record "a": the record is cut short: the file ends before its "+" line', 3, 'a'],
    ['no qualities', '@a\nAC\n+\n', undefined, 'line 4, record "a": the record is cut short: 0 qualities for 2 symbols', 4, 'a'],
    ['"+" alone', '@a\nAC\n+', undefined, 'line 3, record "a": the record is cut short: 0 qualities for 2 symbols', 3, 'a'],
    ['too few at the end', '@a\nACG\n+\nI\nI', undefined, 'line 5, record "a": the record is cut short: 2 qualities for 3 symbols', 5, 'a'],
    ['too few', '@a\nACGT\n+\nIII\n@b\nACGT\n+\nIIII\n', undefined, 'line 4, record "a": 3 qualities for 4 symbols', 4, 'a'],
    ['too many', '@x\nA\n+\nI\n@a\nAC\n+\nIII\n', undefined, 'line 8, record "a": more qualities than the 2 symbols', 8, 'a'],
    [
      'too many after many lines',
      '@x\nAA\n+\nI\nI\n@a\nA\n+\nII\n',
      undefined,
      'line 9, record "a": more qualities than the 1 symbols',
      9,
      'a',
    ],
    ['text between records', '@a\nA\n+\nI\nACGT\n', undefined, 'line 5: a record must begin with "@"', 5, undefined],
    ['qualities for nothing', '@a\n\n+\nII\n', undefined, 'line 4: a record must begin with "@"', 4, undefined],
    [
      'a header in a sequence',
      '@a\nACGT\n@b\nA\n+\nI\n',
      undefined,
      'line 3, record "a": the record is cut short: expected "+" and qualities, got the next "@"',
      3,
      'a',
    ],
    ['2bit', "C'A\u001a\0\0\0\0", undefined, 'the 2bit data is cut short: it ends after 8 bytes', undefined, undefined],
    ['2bit, other order', "\u001aA'C\0", undefined, 'the 2bit data is cut short: it ends after 5 bytes', undefined, undefined],
    ['2bit, announced', "C'A\u001a", { input: '2bit' }, 'the 2bit data is cut short: it ends after 4 bytes', undefined, undefined],
  ]
  test.each(cases)('%s', async (_, text, options, message, line, record) => {
    for (const source of [latin1(text), oneByOne(latin1(text)), await gzip(latin1(text))]) {
      const { error } = await readAll(source, options)
      expect(told(error)).toEqual({ message, line, record })
      expect(error).toMatchObject({ name: 'FormatError' })
    }
  })

  test('is found in records that nobody reads', async () => {
    for (const [text, line] of [
      ['@a\nACG\n+\nII\n', 5],
      ['>a\nAC\n\0\n>b\nA', 3],
      ['AC\0', 1],
    ] as const) {
      const names: string[] = []
      const reading = (async () => {
        for await (const { name } of readSequences(latin1(text))) names.push(name)
      })()
      await expect(reading).rejects.toMatchObject({ name: 'FormatError', line })
      expect(names.length).toBe(1)
    }
  })

  test('has the line of the first NUL, wherever it is', async () => {
    await fc.assert(
      fc.asyncProperty(file, fc.nat(), cuts, async ({ bytes, records }, position, cuts) => {
        const mark = bytes[0] === 0xef && bytes[1] === 0xbb ? 3 : 0
        const at = mark + (position % (bytes.length - mark))
        const spoilt = bytes.slice()
        spoilt[at] = 0
        const line = textOf([spoilt.subarray(0, at)]).split(/\r\n|\r|\n/).length
        // The line feed of a CR LF that is split by the end of the text in front does not begin a line.
        const { error } = await readAll(cutAt(spoilt, cuts), { input: records[0].kind })
        expect(error).toMatchObject({ name: 'FormatError', line })
      }),
      { numRuns: 500 },
    )
  })

  test('is told the same however the file is cut', async () => {
    // No NUL: when a line has two faults, the chunks decide which is met first.
    const edits = fc.array(fc.tuple(fc.nat(), fc.constantFrom(...'>@;+\r\n A')), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(file, edits, cuts, async ({ bytes, records }, edits, cuts) => {
        const spoilt = bytes.slice()
        for (const [at, symbol] of edits) spoilt[at % spoilt.length] = symbol.charCodeAt(0)
        for (const input of [records[0].kind, undefined]) {
          const whole = await readAll(spoilt, { input })
          for (const chunks of [cutAt(spoilt, cuts), oneByOne(spoilt)]) {
            const cut = await readAll(chunks, { input })
            expect(cut.records).toEqual(whole.records)
            expect(told(cut.error)).toEqual(told(whole.error))
          }
        }
      }),
      { numRuns: 500 },
    )
  })

  test('stays bad when asked again', async () => {
    const records = readSequences(latin1('>a\nAC\n\0'))
    const { value } = await records.next()
    const chunks = value!.chunks[Symbol.asyncIterator]()
    await expect(chunks.next()).rejects.toBeInstanceOf(FormatError)
    await expect(chunks.next()).rejects.toBeInstanceOf(FormatError)
    await expect(records.next()).rejects.toBeInstanceOf(FormatError)
  })

  test('stays bad when asked again, although a source that failed is at its end', async () => {
    const failure = new Error('disk on fire')
    async function* failing() {
      yield latin1('>a\nACGT\n')
      throw failure
    }
    const records = readSequences(failing())
    const { value } = await records.next()
    const chunks = value!.chunks[Symbol.asyncIterator]()
    expect((await chunks.next()).done).toBe(false)
    await expect(chunks.next()).rejects.toBe(failure)
    await expect(chunks.next()).rejects.toBe(failure)
    await expect(records.next()).rejects.toBe(failure)
  })

  test('a header line without end', async () => {
    const more = new Uint8Array(1 << 20).fill(65)
    const { error } = await readAll([latin1('>a\n>'), ...Array<Uint8Array>(20).fill(more)])
    expect(told(error)).toEqual({ message: 'line 2: a header line of more than 16 MiB', line: 2, record: undefined })
  })
})

describe('packed data', () => {
  const text = `>a some text\n${'ACGTTGCA'.repeat(20)}\n>b\n${'TTGACCA'.repeat(15)}\n`
  const records = [fasta('a', 'ACGTTGCA'.repeat(20), 'some text'), fasta('b', 'TTGACCA'.repeat(15))]
  const kinds = {
    gzip: () => gzip(latin1(text)),
    BGZF: () => bgzf(latin1(text), 100),
    'BGZF in one block': () => bgzf(latin1(text), 65_280),
  }

  test.each(Object.entries(kinds))('%s, cut short after any byte, is an error', async (_, make) => {
    const packed = await make()
    expect(await readAll(packed)).toEqual({ records })
    for (let length = 1; length < packed.length; length++) {
      const short = packed.subarray(0, length)
      for (const source of [short, cutAt(short, [length >> 1])])
        expect((await readAll(source)).error, `${length}`).toBeInstanceOf(FormatError)
    }
  })

  test.each(Object.entries(kinds))('%s with any byte changed is an error or the same', async (_, make) => {
    const packed = await make()
    let same = 0
    for (let at = 0; at < packed.length; at++) {
      for (const flip of [0xff, 1 << (at % 8), 0x20]) {
        const changed = packed.slice()
        changed[at] ^= flip
        // Without the first two bytes it is no gzip file, but then it has NUL bytes.
        const { records: read, error } = await readAll(changed, { allowNul: at > 1 })
        if (error === undefined) {
          expect(read, `byte ${at}`).toEqual(records)
          same++
        } else expect(error, `byte ${at}`).toBeInstanceOf(FormatError)
      }
    }
    // Time, system and the like in headers.
    expect(same).toBeLessThan(packed.length)
  })

  test('followed by something else is an error', async () => {
    for (const packed of [await gzip(latin1(text)), await bgzf(latin1(text), 100)]) {
      for (const tail of [[0], [0, 0, 0, 0, 0, 0, 0, 0, 0], [0x1f], [0x1f, 0x8b], [0x1f, 0], [10], [...latin1('>c\nACGT\n')]]) {
        for (const source of [[concat(packed, Uint8Array.from(tail))], [packed, Uint8Array.from(tail)]]) {
          const { error } = await readAll(source)
          expect(error, `${tail}`).toBeInstanceOf(FormatError)
          if (packed.at(-28) === 31 && tail[0] === 10)
            expect(told(error).message).toBe('the gzip data is followed by bytes that are not gzip')
        }
      }
    }
  })

  test('is not lost behind zero bytes', async () => {
    const padded = concat(await gzip(latin1(text)), new Uint8Array(512), await gzip(latin1('>c\nACGT\n')))
    expect((await readAll(padded)).error).toBeInstanceOf(FormatError)
    // The unpacker is done before the source is.
    async function* slow() {
      yield padded
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    expect((await readAll(slow())).error).toBeInstanceOf(FormatError)
    // The same within a BGZF block, which then announces nine bytes and has five.
    const block = await bgzfBlock(latin1('>c\nAC'))
    const stuffed = concat(block, Uint8Array.of(0, 0, 9, 0, 0, 0))
    stuffed[16] += 6
    expect((await readAll(concat(stuffed, BGZF_END), { allowNul: true })).error).toBeInstanceOf(FormatError)
  })

  test('of several members is read whole, or refused with what to do', async () => {
    const parts = [text.slice(0, 50), '', text.slice(50, 51), text.slice(51)]
    const packed = concat(...(await Promise.all(parts.map((part) => gzip(latin1(part))))))
    const outcome = await readAll(packed)
    if (await readsManyMembers()) expect(outcome).toEqual({ records })
    else expect(told(outcome.error).message).toMatch(/several members, which browsers read in BGZF files only/)
  })

  test('may be nothing', async () => {
    for (const packed of [await gzip(latin1('')), BGZF_END, concat(BGZF_END, BGZF_END)])
      expect(await readAll(packed)).toEqual({ records: [] })
  })

  test('BGZF: joined files, empty blocks and other extra fields', async () => {
    const [front, back] = [latin1(text.slice(0, 77)), latin1(text.slice(77))]
    const other = [88, 89, 6, 0, 66, 67, 2, 0, 40, 0]
    const joined = concat(await bgzfBlock(front, other), BGZF_END, await bgzfBlock(back), BGZF_END)
    expect(await readAll(joined)).toEqual({ records })
  })

  test('BGZF: a block that cannot be as small as it says is an error', async () => {
    for (const size of [0, 1, 5, 17, 25]) {
      const packed = await bgzf(latin1(text), 100)
      packed[16] = size
      packed[17] = 0
      expect((await readAll(packed)).error).toBeInstanceOf(FormatError)
    }
  })

  test('BGZF: a block of more than 64 KiB is refused before memory is taken for it', async () => {
    const packed = await bgzfBlock(latin1(text))
    packed[packed.length - 1] = 0xff
    const { error } = await readAll(concat(packed, BGZF_END))
    expect(told(error).message).toBe('the BGZF data is damaged: a block announces more than 64 KiB')
  })

  test('BGZF without its last, empty block is an error that says so', async () => {
    const packed = await bgzf(latin1(text), 100)
    const { error } = await readAll(packed.subarray(0, -BGZF_END.length))
    expect(told(error).message).toMatch(/^the BGZF data is cut short: the empty block at its end is missing/)
  })
})

describe('the source', () => {
  /** A source that tells what became of it. */
  function watched(chunks: Uint8Array[], failure?: Error) {
    const log: string[] = []
    async function* generate() {
      try {
        for (const chunk of chunks) {
          log.push('read')
          yield chunk
        }
        if (failure) throw failure
      } finally {
        log.push('closed')
      }
    }
    return { log, source: generate() }
  }
  const text = '>a\nACGT\n>b\nACGT\n'

  test('is closed at the end, after an early break, and after bad data', async () => {
    const whole = watched([latin1(text)])
    await readAll(whole.source)
    expect(whole.log).toEqual(['read', 'closed'])

    const cut = watched(oneByOne(latin1(text)))
    for await (const { chunks } of readSequences(cut.source)) {
      for await (const chunk of chunks) {
        expect(chunk.length).toBe(1)
        break
      }
      break
    }
    expect(cut.log.at(-1)).toBe('closed')
    expect(cut.log.length).toBeLessThan(8)

    const bad = watched([latin1('>a\n\0'), latin1('more')])
    await readAll(bad.source)
    expect(bad.log).toEqual(['read', 'closed'])
  })

  test('is closed after an early break from packed data', async () => {
    const noise = new Uint8Array(1 << 21)
    for (let i = 0, x = 1; i < noise.length; i++) noise[i] = 65 + ((x = (x * 48_271) % 2_147_483_647) % 26)
    const long = concat(latin1('>a\n'), noise)
    for (const packed of [await gzip(long), await bgzf(long, 65_000)]) {
      const chunks = cutAt(
        packed,
        Array.from({ length: 500 }, (_, i) => i * 3000),
      )
      const cut = watched(chunks)
      for await (const { name } of readSequences(cut.source)) {
        expect(name).toBe('a')
        break
      }
      expect(cut.log.at(-1)).toBe('closed')
      expect(cut.log.length).toBeLessThan(chunks.length)
    }
  })

  test('a stream is cancelled by an early break', async () => {
    let cancelled = false
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(latin1('>a\nA\n')),
      cancel() {
        cancelled = true
      },
    })
    for await (const { name } of readSequences(stream)) {
      expect(name).toBe('a')
      break
    }
    expect(cancelled).toBe(true)
  })

  test('fails with its own error, packed or not', async () => {
    const failure = new Error('disk on fire')
    const packed = await gzip(latin1(text))
    const blocks = await bgzf(latin1(text), 3)
    for (const chunks of [[], [latin1('>')], [latin1(text)], [packed], [packed.subarray(0, 20)], [blocks], [blocks.subarray(0, 40)]]) {
      const { error } = await readAll(watched(chunks, failure).source)
      expect(error).toBe(failure)
    }
  })

  test('an early break does not wait for one that is silent', async () => {
    const packed = await gzip(latin1(text.repeat(40_000)))
    async function* silent() {
      yield packed.subarray(0, packed.length - 8)
      await new Promise(() => {})
    }
    for await (const { name } of readSequences(silent())) {
      expect(name).toBe('a')
      break
    }
  })

  test.each([
    [null, '"source" expected bytes, chunks of bytes, a ReadableStream or a Blob, got null'],
    ['ACGT', '"source" expected bytes, chunks of bytes, a ReadableStream or a Blob, got string'],
    [5, '"source" expected bytes, chunks of bytes, a ReadableStream or a Blob, got number'],
    [new ArrayBuffer(4), '"source" expected bytes, chunks of bytes, a ReadableStream or a Blob, got ArrayBuffer'],
    [{}, '"source" expected bytes, chunks of bytes, a ReadableStream or a Blob, got Object'],
  ])('%j is none', (source, message) => {
    expect(() => readSequences(source as never)).toThrow(new TypeError(message))
  })

  test('of anything but bytes is a TypeError', async () => {
    const message = '"source" expected chunks that are Uint8Array, got '
    expect((await readAll(['ACGT'] as never)).error).toEqual(new TypeError(`${message}string`))
    expect((await readAll(later([bytesOf('>a\n'), new Uint16Array(4)]) as never)).error).toEqual(new TypeError(`${message}Uint16Array`))
  })

  test('options are checked at once', () => {
    const read = (options: object) => () => readSequences(latin1(''), options)
    expect(read({ input: 'fa' })).toThrow(new RangeError(`"input" expected 'fasta', 'fastq', 'plain' or '2bit', got 'fa'`))
    expect(read({ input: 3 })).toThrow(new RangeError(`"input" expected 'fasta', 'fastq', 'plain' or '2bit', got number`))
    expect(read({ name: 3 })).toThrow(new TypeError('"name" expected a string, got number'))
  })
})

describe('chunks', () => {
  test('asked for without waiting come in order', async () => {
    const chunks = cutAt(latin1('>a\nACGTACGT\n>b\nTT\n'), [4, 5, 6, 7, 9])
    const records = readSequences(later(chunks))
    const { value } = await records.next()
    const symbols = value!.chunks[Symbol.asyncIterator]()
    const steps = await Promise.all(Array.from({ length: 9 }, () => symbols.next()))
    expect(textOf(steps.flatMap((step) => (step.done ? [] : [step.value])))).toBe('ACGTACGT')
    expect(steps.at(-1)).toEqual({ done: true, value: undefined })
    expect((await records.next()).value!.name).toBe('b')
  })

  test('go on where a loop was left', async () => {
    for await (const { chunks } of readSequences(cutAt(latin1('>a\nACGT\n>b\nTT\n'), [5, 6]))) {
      const seen: Uint8Array[] = []
      for await (const chunk of chunks) {
        seen.push(chunk)
        break
      }
      for await (const chunk of chunks) seen.push(chunk)
      expect(['ACGT', 'TT']).toContain(textOf(seen))
    }
  })

  test('are not silently gone: those of a record that was left are an error', async () => {
    const records = readSequences(cutAt(latin1('>a\nACGT\n>b\nTT\n'), [5]))
    const first = (await records.next()).value!.chunks[Symbol.asyncIterator]()
    await first.next()
    await records.next()
    await expect(first.next()).rejects.toThrow('before the next record is asked for')
  })

  test('a record asked for while a chunk is on its way loses nothing', async () => {
    // Chunks that come at once are those that could be mixed up.
    let stream!: ReadableStreamDefaultController<Uint8Array>
    const records = readSequences(new ReadableStream<Uint8Array>({ start: (controller) => void (stream = controller) }))
    const first = records.next()
    stream.enqueue(latin1('>a long\n'))
    const symbols = (await first).value!.chunks[Symbol.asyncIterator]()
    const both = Promise.all([symbols.next(), records.next()])
    await new Promise((resolve) => setTimeout(resolve, 5))
    for (const part of ['A', 'CC', '\n>b\nTT']) stream.enqueue(latin1(part))
    stream.close()
    const [chunk, next] = await both
    expect(textOf([chunk.value!])).toBe('A')
    expect(next.value!.name).toBe('b')
    const rest: Uint8Array[] = []
    for await (const part of next.value!.chunks) rest.push(part)
    expect(textOf(rest)).toBe('TT')
  })
})
