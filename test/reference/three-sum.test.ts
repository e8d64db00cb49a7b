import { expect, test } from 'vitest'
import { convolutionThreeSum, equalityProductOf, rangeThreeSum, threeSum, triangles } from './three-sum.js'

test('by hand', () => {
  expect(threeSum([1, 2, 2], [10, 9], [11, 12, 13, 11])).toEqual([3, 2, 0, 3])
  expect(threeSum([], [1], [1])).toEqual([0])
  // k = 1: 1 + 5 and 2 + 4; k = 2: 2 + 5
  expect(convolutionThreeSum([1, 2], [4, 5], [5, 6, 7, 0])).toEqual([1, 2, 1, 0])
  expect(convolutionThreeSum([1, 2], [4, 5], [6])).toEqual([0])
  expect(rangeThreeSum([5, 5, 7], [5, 4, 9], 3)).toEqual([2, 2, 1])
  expect(rangeThreeSum([5], [1], 4)).toEqual([0, 0, 0, 0])
  // i = 0, l = 1: 1 + 6 and 2 + 5
  expect(triangles([1, 2, 3, 4], [4, 6, 3, 5], [5, 7, 7, 9], 2)).toEqual([2, 2, 2, 2])
  expect(triangles([0, 0, 0, 0], [0, 1, 2, 3], [0, 1, 2, 9], 2)).toEqual([1, 1, 1, 0])
  expect(equalityProductOf([1, 2, 3, 2], [1, 3, 2, 2], 2, 2, 2)).toEqual([2, 1, 1, 2])
  expect(equalityProductOf([7, 7, 7], [7, 8, 7], 1, 3, 1)).toEqual([2])
})
