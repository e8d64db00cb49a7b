// Texts of 10^8 symbols: positions, sums and lengths beyond what other tests reach. Node only, for the 400 MB of distances.
import { expect, test } from 'vitest'
import { hammingDistances } from '../src/index.js'
import { uniform } from './random.js'
import { distances } from './reference/distances.js'

test.each([20, 1000])('10^8 symbols, m = %i: a periodic text has periodic distances, and what is changed shows where it is', (m) => {
  const n = 1e8
  const period = 5000
  const text = new Uint8Array(n)
  text.set(Uint8Array.from(uniform(1, period, 4)))
  for (let filled = period; filled < n; filled *= 2) text.copyWithin(filled, 0, Math.min(filled, n - filled))
  const pattern = text.slice(700, 700 + m)
  const expected = distances(text.subarray(0, period + m - 1), pattern)
  // one symbol less equal, far behind 2^26, and one at the very end
  const changed = [99_990_007, n - 1]
  for (const at of changed) text[at] = 9
  const found = hammingDistances(text, pattern)
  expect(found.length).toBe(n - m + 1)
  let wrong = 0
  for (let i = 0, phase = 0; i < found.length; i++, phase = phase + 1 === period ? 0 : phase + 1) {
    if (found[i] === expected[phase]) continue
    let more = 0
    for (const at of changed) if (i <= at && at < i + m && text[at % period] === pattern[at - i]) more++
    if (found[i] !== expected[phase] + more) wrong++
  }
  expect(wrong).toBe(0)
  expect(found[99_990_700]).toBe(0)
  expect(found[99_990_007 - 3]).toBe(expected[4] + Number(text[7] === pattern[3]))
})
