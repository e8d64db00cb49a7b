// readSequences in the memory of its source: the same records and errors, also when chunks that were used up are filled again.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readSequences, type ReadOptions } from '../src/formats/index.js'

const SCRATCH = 122

/** Chunks of their own, the lengths of which go round; those that come back are overwritten and filled again. */
async function* filled(
  bytes: Uint8Array,
  lengths: readonly number[],
  given: (chunk: Uint8Array) => void,
): AsyncGenerator<Uint8Array, void, Uint8Array | undefined> {
  let used: Uint8Array | undefined
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const part = bytes.subarray(at, at + lengths[i % lengths.length])
    at += part.length
    if (used) {
      new Uint8Array(used.buffer).fill(SCRATCH)
      given(used)
    }
    const memory = used && used.buffer.byteLength >= part.length ? new Uint8Array(used.buffer, 0, part.length) : new Uint8Array(part.length)
    memory.set(part)
    used = yield memory
  }
}

async function read(source: Parameters<typeof readSequences>[0], options: ReadOptions): Promise<unknown[]> {
  const seen: unknown[] = []
  try {
    for await (const { name, description, kind, chunks } of readSequences(source, options)) {
      let symbols = ''
      // copied at once: the next chunk may be in the same memory
      for await (const chunk of chunks) symbols += String.fromCharCode(...chunk)
      seen.push({ name, description, kind, symbols })
    }
  } catch (error) {
    seen.push(String(error))
  }
  return seen
}

const line = fc.string({ unit: fc.constantFrom(...'ACGTNacgt \t;>@+!~'), maxLength: 30 })
const end = fc.constantFrom('\n', '\r\n', '\r')
const text = fc.tuple(fc.constantFrom('>', '@', '', '\n>', '\ufeff>'), fc.array(fc.tuple(line, end), { maxLength: 40 }))
const fasta = fc.array(
  fc.tuple(line, fc.integer({ min: 1, max: 70 }), fc.string({ unit: fc.constantFrom(...'ACGT'), maxLength: 300 }), end),
  { minLength: 1, maxLength: 6 },
)
const lengths = fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 10, max: 400 })), { minLength: 1, maxLength: 5 })

test('text of any shape', async () => {
  await fc.assert(
    fc.asyncProperty(text, lengths, fc.boolean(), async ([first, lines], cuts, keepLineEnds) => {
      const bytes = new TextEncoder().encode(first + lines.flat().join(''))
      const wanted = await read(bytes, { keepLineEnds })
      expect(
        await read(
          filled(bytes, cuts, () => undefined),
          { keepLineEnds, ownChunks: true },
        ),
      ).toEqual(wanted)
    }),
    { numRuns: 400 },
  )
})

test('FASTA in lines, and chunks do come back', async () => {
  let back = 0
  await fc.assert(
    fc.asyncProperty(fasta, lengths, async (records, cuts) => {
      const folded = records.map(
        ([header, width, bases, lineEnd]) =>
          `>${header}${lineEnd}${bases.replaceAll(new RegExp(`.{${width}}`, 'g'), (row) => row + lineEnd)}${lineEnd}`,
      )
      const bytes = new TextEncoder().encode(folded.join(''))
      const found = await read(
        filled(bytes, cuts, () => back++),
        { ownChunks: true },
      )
      expect(found).toEqual(await read(bytes, {}))
      expect(found.map((record) => (record as { symbols: string }).symbols)).toEqual(records.map(([, , bases]) => bases))
    }),
    { numRuns: 300 },
  )
  expect(back).toBeGreaterThan(100)
})

test('a source whose chunks are not given away is left as it is', async () => {
  const bytes = new TextEncoder().encode('>a\nAC\nGT\n>b\nTT\n')
  const copy = bytes.slice()
  await read([bytes], {})
  expect(bytes).toEqual(copy)
})
