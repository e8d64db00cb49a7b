// Rows that share letters out: their parts have blocks of other lengths than the whole.
import { describe, test } from 'vitest'
import { hammingDistances, listAlgorithms } from '../src/index.js'
import { distances } from './reference/distances.js'
import { randomOf } from './random.js'
import { expectSame } from './same.js'

/** One letter nearly everywhere, hundreds of rare ones: heavy and light. */
function dominated(seed: number, length: number, sigma: number): Uint16Array {
  const { next, below } = randomOf(seed)
  return new Uint16Array(length).map(() => (next() < 0.9 ? 0 : below(sigma)))
}

describe('blocks of the parts end inside blocks of the whole', () => {
  for (const [n, m] of [
    [40_000, 25],
    [33_000, 300],
    [70_000, 25],
    [16_384 + 24, 25],
    [20_000, 2000],
  ]) {
    test(`n = ${n}, m = ${m}`, () => {
      const text = dominated(n, n, 778)
      const pattern = dominated(m, m, 778)
      const wanted = distances(text, pattern)
      for (const { name } of listAlgorithms('hammingDistances').filter(({ name }) => ['mixed', 'abrahamson'].includes(name))) {
        expectSame(hammingDistances(text, pattern, { algorithm: name }), wanted, name)
      }
    })
  }
})
