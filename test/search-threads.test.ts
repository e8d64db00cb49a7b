// How many threads search, by what the files and the patterns are.
import { expect, test } from 'vitest'
import { explain, profileOf } from 'hammingway'
import { searchThreads } from '../src/cli/search-threads.js'
import { randomOf } from './random.js'

const random = randomOf(11)
const letters = new TextEncoder().encode('ACGT')
const guides = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ name: `g${i}`, sequence: Uint8Array.from({ length: 20 }, () => random.pick(letters)) }))

/** Up to four mismatches on both strands. */
function threadsFor(files: string[], threads: number, count: number): number {
  const patterns = guides(count)
  return searchThreads(files, threads, patterns, (text) => {
    expect(text.every((symbol) => letters.includes(symbol))).toBe(true)
    const profile = profileOf(text, patterns, { alphabet: 'dna', strands: 'both' })
    const size = { n: text.length, m: 20, maxMismatches: 4, patterns: count }
    return explain({ task: 'findMatches', alphabet: 'dna', strands: 'both', ...size, profile })
  })
}

test.each([
  ['one guide, packed', ['a.fa.gz'], 2, 1, 1],
  ['one guide, packed, more threads', ['a.fa.gz', 'B.FA.BGZ'], 4, 1, 3],
  ['one guide, one thread', ['a.fa.gz'], 1, 1, 1],
  ['one guide, not packed', ['a.fa'], 2, 1, 2],
  ['one guide, one of two packed', ['a.fa.gz', 'b.fa'], 2, 1, 2],
  ['standard input', [], 2, 1, 2],
  ['two hundred guides: searching takes longer than unpacking', ['a.fa.gz'], 2, 200, 2],
])('%s', (_, files, threads, count, wanted) => {
  expect(threadsFor(files, threads, count)).toBe(wanted)
})
