import { expect, test } from 'vitest'
import { sumCounts } from './sums.js'

test('by hand', () => {
  expect(sumCounts([1, 2, 4], [10, 20])).toEqual({ sums: [11, 12, 14, 21, 22, 24], counts: [1, 1, 1, 1, 1, 1] })
  expect(sumCounts([0, 1, 2], [0, 1, 2])).toEqual({ sums: [0, 1, 2, 3, 4], counts: [1, 2, 3, 2, 1] })
  expect(sumCounts([5, 5], [-5, -5, 0])).toEqual({ sums: [0, 5], counts: [4, 2] })
  expect(sumCounts([], [1])).toEqual({ sums: [], counts: [] })
  expect(sumCounts([2 ** 52], [2 ** 52, -(2 ** 52)])).toEqual({ sums: [0, 2 ** 53], counts: [1, 1] })
})
