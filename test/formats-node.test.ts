// What only Node can show: its zlib, its streams, its memory, and errors that nobody catches.
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { gunzip } from '../src/cli/gunzip.js'
import { FormatError, readSequences } from '../src/formats/index.js'
import { bgzf, bgzfBlock, concat, cutAt, latin1, oneByOne, readAll } from './formats-files.js'
import { randomOf } from './random.js'

const text = `>a some text\n${'ACGTTGCA'.repeat(20)}\n>b\n${'TTGACCA'.repeat(15)}\n`
const records = [
  { name: 'a', description: 'some text', kind: 'fasta', symbols: 'ACGTTGCA'.repeat(20) },
  { name: 'b', description: '', kind: 'fasta', symbols: 'TTGACCA'.repeat(15) },
]

describe('gzip in Node', () => {
  test('of many members is read whole, cut anywhere, at every level', async () => {
    for (const level of [0, 1, 9]) {
      const members = Array.from({ length: 9 }, (_, i) => gzipSync(latin1(text.slice(i * 40, (i + 1) * 40)), { level }))
      const packed = concat(...members)
      expect(await readAll(packed)).toEqual({ records })
      expect(await readAll(oneByOne(packed))).toEqual({ records })
      expect(await readAll(members)).toEqual({ records })
      for (let at = 1; at < packed.length; at += 7) expect(await readAll(cutAt(packed, [at, at + 1]))).toEqual({ records })
    }
  })

  test('of many members cut short is an error, except where a member ends: there it is a whole file', async () => {
    const members = [gzipSync(latin1(text.slice(0, 60))), gzipSync(latin1(text.slice(60)))]
    const packed = concat(...members)
    for (let length = 1; length < packed.length; length++) {
      const { error } = await readAll(packed.subarray(0, length))
      if (length === members[0].length) expect(error).toBeUndefined()
      else expect(error, `${length}`).toBeInstanceOf(FormatError)
    }
  })

  test('that a platform drops behind zero bytes is missed', async () => {
    // Like zlib's own functions: zero bytes are padding, and what follows is nobody's business.
    class Dropping extends TransformStream<Uint8Array, Uint8Array> {
      constructor() {
        const parts: Uint8Array[] = []
        super({
          transform: (chunk) => void parts.push(chunk),
          flush: (controller) => controller.enqueue(gunzipSync(Buffer.concat(parts))),
        })
      }
    }
    vi.stubGlobal('DecompressionStream', Dropping)
    try {
      const packed = gzipSync(latin1(text))
      expect(await readAll(concat(packed, packed))).toMatchObject({ records: [...records, ...records] })
      const { error } = await readAll(concat(packed, new Uint8Array(9), packed))
      expect(error).toMatchObject({ message: 'the gzip data is followed by bytes that are not gzip' })
    } finally {
      vi.unstubAllGlobals()
    }
  })
})

describe('Node', () => {
  let folder: string
  const stray: unknown[] = []
  const note = (error: unknown) => stray.push(error)
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hammingway-'))
    process.on('unhandledRejection', note)
  })
  afterEach(() => {
    rmSync(folder, { recursive: true })
    process.off('unhandledRejection', note)
  })

  test('streams of files are sources, and a missing file is its own error', async () => {
    const path = join(folder, 'x.fa.gz')
    writeFileSync(path, gzipSync(text))
    expect(await readAll(createReadStream(path, { highWaterMark: 50 }))).toEqual({ records })
    expect(await readAll(Readable.from([Buffer.from(text)]))).toEqual({ records })
    const { error } = await readAll(createReadStream(join(folder, 'none')))
    expect(error).toMatchObject({ code: 'ENOENT' })
  })

  test('BGZF blocks unpacked together come out as one by one, also in front of a damaged one', async () => {
    const long = latin1(`>a\n${'ACGTTGCAGA\n'.repeat(3000)}>b\n${'CC\nGATTACA'.repeat(2000)}\n`)
    const whole = await bgzf(long, 60)
    const sizes: number[] = []
    const counted: typeof gunzip = (packed, size) => (sizes.push(size), gunzip(packed, size))
    expect(await readAll(cutAt(whole, [3, 70_000]), { gunzip: counted })).toEqual(await readAll(whole))
    expect([sizes.slice(0, 17), Math.max(...sizes)]).toEqual([[...Array.from({ length: 16 }, () => 60), 120], 16 * 60])

    const random = randomOf(3)
    for (let i = 0; i < 40; i++) {
      const bad = whole.slice(0, i % 4 === 0 ? random.below(whole.length) : whole.length)
      if (i % 4 !== 0) bad[random.below(bad.length)] ^= 1 + random.below(255)
      const [together, single] = [await readAll(cutAt(bad, [50_000]), { gunzip }), await readAll(bad)]
      expect(together.records).toEqual(single.records)
      expect(together.error === undefined).toBe(single.error === undefined)
      if (single.error !== undefined) expect(together.error).toBeInstanceOf(FormatError)
    }
    // the last of three that are unpacked together is damaged: those before it come out
    const blocks = await Promise.all(Array.from({ length: 40 }, () => bgzfBlock(new Uint8Array(65_280).fill(65))))
    const damaged = concat(
      ...blocks.slice(0, 37),
      blocks[37].map((byte, i) => (i === blocks[37].length - 6 ? byte ^ 85 : byte)),
      ...blocks.slice(38),
    )
    for (const options of [{}, { gunzip }]) {
      let length = 0
      const read = async (): Promise<void> => {
        for await (const { chunks } of readSequences(damaged, options)) for await (const chunk of chunks) length += chunk.length
      }
      await expect(read()).rejects.toBeInstanceOf(FormatError)
      expect(length).toBe(9 * 2 ** 18)
    }
  })

  test('hears of no error twice', async () => {
    const blocks = await bgzf(latin1(text), 50)
    const bad = [
      gzipSync(text).subarray(0, 40),
      concat(gzipSync(text), latin1('x')),
      blocks.subarray(0, -5),
      blocks.slice().fill(7, 60, 70),
    ]
    for (const packed of bad) {
      expect((await readAll(packed)).error).toBeInstanceOf(FormatError)
      // Left at once, with the bad part perhaps under way.
      const reading = readSequences(cutAt(packed, [45]))
      await reading.next().catch((error: unknown) => expect(error).toBeInstanceOf(FormatError))
      await reading.return!()
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(stray).toEqual([])
  })
})

describe('memory', () => {
  const MB = 1 << 20
  const block = new Uint8Array(MB).fill(65)
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void

  async function* huge(head: string, megabytes: number) {
    yield latin1(head)
    for (let i = 0; i < megabytes; i++) yield block
  }

  /** The largest growth of what is in use, garbage not counted, while `source` is read; in megabytes. */
  async function growth(source: AsyncIterable<Uint8Array>, read = true): Promise<{ symbols: number; megabytes: number }> {
    const inUse = () => {
      collect()
      const { heapUsed, external } = process.memoryUsage()
      return heapUsed + external
    }
    inUse()
    const before = inUse()
    let most = before
    let symbols = 0
    let steps = 0
    const look = () => {
      if (++steps % 40 === 0) most = Math.max(most, inUse())
    }
    async function* watched() {
      for await (const chunk of source) {
        look()
        yield chunk
      }
    }
    for await (const record of readSequences(watched())) {
      if (!read) continue
      for await (const chunk of record.chunks) {
        look()
        symbols += chunk.length
      }
    }
    return { symbols, megabytes: (most - before) / MB }
  }

  test.each([
    ['a record of one line', '>a b\n', true],
    ['a record of one line that nobody reads', '>a b\n', false],
    ['a plain text', 'A\n', true],
    ['a comment', '>a\n;', true],
  ])('does not grow with %s', async (_, head, read) => {
    const { symbols, megabytes } = await growth(huge(head, 200), read)
    if (read && !head.endsWith(';')) expect(symbols).toBeGreaterThanOrEqual(200 * MB)
    expect(megabytes).toBeLessThan(60)
  })

  test('does not grow with what gzip unpacks to', async () => {
    // A thousandfold: what is read at once becomes 200 MB.
    const one = gzipSync(block)
    const packed = concat(gzipSync(latin1('>a\n')), ...Array<Uint8Array>(200).fill(one))
    const { symbols, megabytes } = await growth(Readable.from([packed]))
    expect(symbols).toBe(200 * MB)
    expect(megabytes).toBeLessThan(60)
  })

  test('does not grow with a long gzip file', async () => {
    const stored = gzipSync(block, { level: 0 })
    async function* members() {
      yield gzipSync(latin1('>a\n'))
      for (let i = 0; i < 100; i++) yield new Uint8Array(stored)
    }
    const { symbols, megabytes } = await growth(members())
    expect(symbols).toBe(100 * MB)
    expect(megabytes).toBeLessThan(60)
  })
})
