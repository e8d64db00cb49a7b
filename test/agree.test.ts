// A slice of `npm run agree`: every row on the same problems.
import { expect, test } from 'vitest'
import { agree } from './agree.js'

test('all rows agree with the oracle', () => {
  const { rows, differences } = agree(1, 300)
  expect(differences).toEqual([])
  for (const { name, answered, refused } of rows) {
    expect(answered, name).toBeGreaterThan(200)
    expect(answered + [...refused.values()].reduce((sum, count) => sum + count, 0), name).toBe(300)
  }
})
