// Distinct numbers and how often each stands there, against a Map, on both sides of every size and number where another table is taken.
import { expect, test } from 'vitest'
import { countKeys, distinct } from '../src/hamming/distinct.js'
import { randomOf } from './random.js'

/** Numbers of an alphabet whose largest is given, which stands there. */
function drawn(seed: number, length: number, largest: number): Uint32Array {
  const random = randomOf(seed)
  const numbers = Uint32Array.from({ length }, () => Math.floor(random.next() * (largest + 1)))
  numbers[length >> 1] = largest
  return numbers
}

const cases = [1, 2, 63, 64, 65, 4095, 4096, 4097, 5000].flatMap((length) =>
  [0, 1, 15, 16 * length - 1, 16 * length, 65535, 65536, 2 ** 32 - 1].map((largest) => ({ length, largest })),
)

/** In order of first appearance, as a Map keeps them. */
function counted(numbers: Uint32Array): Map<number, number> {
  const counts = new Map<number, number>()
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1)
  return counts
}

test.each(cases)('distinct: $length numbers up to $largest', ({ length, largest }) => {
  const numbers = drawn(length + largest, length, largest)
  const { keys, counts, ids } = distinct(numbers)
  expect([...keys].map((key, i) => [key, counts[i]])).toEqual([...counted(numbers)])
  expect(Uint32Array.from(ids, (id) => keys[id])).toEqual(numbers)
})

test.each(cases)('countKeys: two patterns of $length symbols up to $largest', ({ length, largest }) => {
  const patterns = [1, 2].map((seed) => ({ keys: drawn(seed + length + largest, length, seed === 1 ? Math.floor(largest / 2) : largest) }))
  const { keys, counts, total } = countKeys(patterns)
  expect(total).toBe(2 * length)
  expect([...keys].map((key, i) => [key, counts[i]])).toEqual([...counted(Uint32Array.from(patterns.flatMap(({ keys }) => [...keys])))])
})
