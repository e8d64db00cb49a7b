// 2bit files written here by the specification (UCSC, twoBit.h), read back.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FormatError, readSequences } from '../src/formats/index.js'
import { bytesOf, concat, cutAt, later, readAll, textOf } from './formats-files.js'
import { randomOf } from './random.js'

interface Layout {
  little: boolean
  version: 0 | 1
  /** unused bytes in front of each record */
  gap: number
}

/** Runs of positions that a test holds for, as starts and sizes. */
function runsOf(text: string, test: RegExp): [number[], number[]] {
  const runs = [...text.matchAll(test)]
  return [runs.map(({ index }) => index), runs.map(([run]) => run.length)]
}

function twoBit(records: readonly { name: string; symbols: string }[], { little, version, gap }: Layout): Uint8Array {
  const words = (...values: number[]): Uint8Array => {
    const view = new DataView(new ArrayBuffer(4 * values.length))
    values.forEach((value, i) => view.setUint32(4 * i, value, little))
    return new Uint8Array(view.buffer)
  }
  const bodies = records.map(({ symbols }) => {
    const [unknown, masked] = [runsOf(symbols, /N+/gi), runsOf(symbols, /[a-z]+/g)]
    const packed = new Uint8Array(Math.ceil(symbols.length / 4))
    ;[...symbols.toUpperCase()].forEach((base, i) => (packed[i >> 2] |= Math.max(0, 'TCAG'.indexOf(base)) << (6 - 2 * (i & 3))))
    const tables = [unknown, masked].map(([starts, sizes]) => words(starts.length, ...starts, ...sizes))
    return concat(new Uint8Array(gap).fill(7), words(symbols.length), ...tables, words(0), packed)
  })
  const names = records.map(({ name }) => bytesOf(name))
  let offset = 16 + names.reduce((sum, { length }) => sum + 1 + length + 4 + 4 * version, 0)
  const index = names.map((name, i) => {
    const at = offset + gap
    offset += bodies[i].length
    return concat(Uint8Array.of(name.length), name, words(at, ...(version === 1 ? [0] : [])))
  })
  return concat(words(0x1a412743, version, records.length, 0), ...index, ...bodies)
}

const layout = fc.record({ little: fc.boolean(), version: fc.constantFrom(0 as const, 1 as const), gap: fc.nat({ max: 5 }) })
const symbols = fc
  .array(fc.tuple(fc.constantFrom(...'ACGTNacgtn'), fc.integer({ min: 1, max: 9 })), { maxLength: 12 })
  .map((runs) => runs.map(([base, length]) => base.repeat(length)).join(''))
const name = fc.constantFrom('chr1', '1', '2', 'x y', '__proto__', 'é', '', 'n'.repeat(255))
const records = fc.array(fc.record({ name, symbols }), { maxLength: 6 })
const known = (given: readonly { name: string; symbols: string }[]) =>
  given.map((record) => ({ ...record, description: '', kind: '2bit' as const }))

test('what was written, whatever the chunks', async () => {
  await fc.assert(
    fc.asyncProperty(records, layout, fc.array(fc.nat(), { maxLength: 9 }), async (given, how, cuts) => {
      const bytes = twoBit(given, how)
      expect(await readAll(later(cutAt(bytes, cuts)))).toEqual({ records: known(given) })
      expect(await readAll(bytes, { input: '2bit' })).toEqual({ records: known(given) })
    }),
    { numRuns: 300 },
  )
})

test('records of many chunks, with blocks over their borders', async () => {
  const random = randomOf(2)
  const bases = Array.from({ length: 400_000 }, () => random.pick('ACGT')).join('')
  const long = [bases, 'N'.repeat(300_000), bases.toLowerCase(), 'n'.repeat(700_001), bases.repeat(3), 'acg'].join('')
  const given = [long, 'ACGTN', long.slice(1)].map((symbols, i) => ({ name: `r${i}`, symbols }))
  const outcome = await readAll(twoBit(given, { little: true, version: 0, gap: 0 }))
  expect(outcome.error).toBeUndefined()
  expect(outcome.records.map(({ symbols }, i) => symbols === given[i].symbols)).toEqual([true, true, true])
})

describe('records that nobody reads', () => {
  const random = randomOf(3)
  // each of several steps of unpacking
  const given = [0, 1, 2].map((i) => ({
    name: `r${i}`,
    symbols: Array.from({ length: 2_500_001 + i }, () => random.pick('ACGT')).join(''),
  }))
  const bytes = twoBit(given, { little: true, version: 0, gap: 3 })

  test.each([0, 1, 2])('%i chunks of each of the others are read, and the last record is right', async (chunks) => {
    for await (const { name, chunks: source } of readSequences([bytes])) {
      const iterator = source[Symbol.asyncIterator]()
      if (name !== 'r2') {
        for (let i = 0; i < chunks; i++) await iterator.next()
        continue
      }
      const read: Uint8Array[] = []
      for await (const chunk of source) read.push(chunk.slice())
      expect(textOf(read) === given[2].symbols).toBe(true)
    }
  })

  test('chunks asked for when the next record came are an error, not that record', async () => {
    const kept: AsyncIterator<Uint8Array>[] = []
    for await (const { chunks } of readSequences([bytes])) {
      for (const before of kept.splice(0)) await expect(before.next()).rejects.toThrow('must be read before the next record is asked for')
      kept.push(chunks[Symbol.asyncIterator]())
    }
  })
})

describe('bad data', () => {
  const given = [{ name: 'a', symbols: 'ACGTNNNNacgtnnACG' }, { name: 'b', symbols: 'NNACGTacg' }] // prettier-ignore
  const bytes = twoBit(given, { little: true, version: 0, gap: 0 })

  test('every cut is noticed', async () => {
    for (let length = 4; length < bytes.length; length++) {
      const { records: read, error } = await readAll(bytes.slice(0, length))
      expect(error, String(length)).toBeInstanceOf(FormatError)
      expect(String(error)).toContain(`cut short: it ends after ${length} bytes`)
      expect(read.length).toBeLessThan(2)
    }
  })

  test('any damaged byte makes other bases, other names or an error, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: bytes.length - 5 }), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const damaged = bytes.slice()
        damaged[4 + at] ^= change
        const { records: read, error } = await readAll(damaged, { input: '2bit' })
        if (error !== undefined) expect(error).toBeInstanceOf(FormatError)
        for (const { symbols } of read) expect(symbols).toMatch(/^[ACGTN]*$/i)
      }),
      { numRuns: 400 },
    )
  })

  test('a version that is not known', async () => {
    const other = bytes.slice()
    new DataView(other.buffer).setUint32(4, 2, true)
    expect(String((await readAll(other)).error)).toBe('FormatError: 2bit files of version 2 are not known')
  })

  test('a record 4 GiB on in a file that is shorter', async () => {
    const far = twoBit([given[0]], { little: true, version: 1, gap: 0 })
    // the high half of its offset, behind a name of one letter
    new DataView(far.buffer).setUint32(16 + 2 + 4, 1, true)
    expect(String((await readAll(far)).error)).toContain(`cut short: it ends after ${far.length} bytes`)
  })

  test.each([
    ['blocks that overlap', 'the 2bit data is damaged: blocks that overlap or go on behind its end', 8, 10],
    ['a block behind the end', 'the 2bit data is damaged: blocks that overlap or go on behind its end', 16, 200],
    ['more blocks than bases', 'the 2bit data is damaged: more blocks than bases', 4, 18],
  ])('%s', async (_, message, at, value) => {
    const damaged = bytes.slice()
    new DataView(damaged.buffer).setUint32(16 + 12 + at, value, true)
    expect(String((await readAll(damaged)).error)).toBe(`FormatError: record "a": ${message}`)
  })
})
