// Working memory is given back: it is as large after a thousand calls as after ten.
import { expect, test } from 'vitest'
import { countMatches, findMatches, hammingDistances, type FindOptions } from '../src/index.js'
import { kernels } from '../src/wasm/kernels.js'
import { randomOf } from './random.js'

const random = randomOf(10)
const dna = (count: number): Uint8Array => new Uint8Array(count).map(() => 'ACGT'.charCodeAt(random.below(4)))
const text = dna(300_000)

/** Calls of all kinds and sizes. The first ten are on three times the text: shorter ones may be planned in other ways, and take more than they would have. */
function call(i: number): void {
  const share = i < 10 ? 1 : random.next() / 3
  const part = text.subarray(0, 100 + Math.floor(share * (text.length - 100)))
  const patterns = Array.from({ length: 1 + Math.floor(300 * share) }, (_, p) => part.subarray(p % 70, (p % 70) + 20))
  const search: FindOptions = { alphabet: 'dna', strands: 'both', maxMismatches: i < 10 ? 4 : i % 5 }
  const calls = [
    () => hammingDistances(part, patterns[0], { alphabet: 'dna' }),
    () => hammingDistances(part, part.subarray(0, Math.floor(part.length / 3))),
    () => findMatches(part, patterns, search),
    () => findMatches(part, patterns, { ...search, algorithm: 'join' }),
    () => countMatches(part, patterns.slice(0, 5), { ...search, algorithm: 'guarded' }),
    // an error on the way
    () => expect(() => findMatches(part, patterns, { ...search, memoryLimit: 1000 })).toThrow(/memory/),
  ]
  calls[i < 10 ? i % calls.length : random.below(calls.length)]()
}

test('after 1,000 calls of mixed sizes', () => {
  for (let i = 0; i < 10; i++) call(i)
  const { memory, mark } = kernels()
  const before = [memory.buffer.byteLength, mark()]
  for (let i = 10; i < 1000; i++) call(i)
  expect([memory.buffer.byteLength, mark()]).toEqual(before)
})
