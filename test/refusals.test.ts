// Forced algorithms, refusals and memory limits.
import { describe, expect, test } from 'vitest'
import { countMatches, explain, findMatches, hammingDistances, HammingwayError, listAlgorithms, profileOf } from '../src/index.js'
import { kernels } from '../src/wasm/kernels.js'
import { sequenceOf } from './arbitraries.js'
import { uniform } from './random.js'
import { rowsOf, takersOf } from './rows.js'
import { thrown } from './thrown.js'

const tasks = ['hammingDistances', 'findMatches', 'countMatches'] as const
const functions = { hammingDistances, findMatches, countMatches }

describe.each(tasks)('%s: forced algorithms and memory', (task) => {
  /** A small problem. */
  const call = (options: { algorithm?: string; memoryLimit?: number }): unknown =>
    functions[task]('abcabc', 'abc', { maxMismatches: 1, ...options })

  test('an unknown algorithm is a RangeError that lists the names', () => {
    const problems = [
      () => call({ algorithm: 'quantum' }),
      () => explain({ task, n: 6, m: 3, maxMismatches: 1, algorithm: 'quantum' }),
      // also where there is nothing to compute
      () => functions[task]('ab', 'abc', { maxMismatches: 1, algorithm: 'quantum' }),
    ]
    for (const problem of problems) {
      const error = thrown(problem)
      expect(error).toBeInstanceOf(RangeError)
      for (const part of ['"algorithm"', 'quantum', ...rowsOf(task)]) expect(error.message).toContain(part)
    }
  })

  test('an algorithm of another task is a RangeError', () => {
    const others = listAlgorithms().filter(({ name }) => !rowsOf(task).includes(name))
    for (const { name } of others) expect(thrown(() => call({ algorithm: name }))).toBeInstanceOf(RangeError)
  })

  test('an algorithm that refuses is NO_ALGORITHM with its reason', () => {
    const wide = uniform(3, 600, 2 ** 30)
    const problem = { n: 600, m: 600, maxMismatches: 1, profile: profileOf(wide, wide) }
    const plan = explain({ task, ...problem })
    const refusals = plan.considered.filter(({ refused }) => refused !== undefined)
    expect(refusals.length).toBeGreaterThan(0)
    for (const { name, refused } of refusals) {
      const forced = [
        () => explain({ task, ...problem, algorithm: name }),
        () => functions[task](wide, wide, { maxMismatches: 1, algorithm: name }),
      ]
      for (const run of forced) {
        const error = thrown(run)
        expect(error).toBeInstanceOf(HammingwayError)
        expect(error).toMatchObject({ name: 'HammingwayError', code: 'NO_ALGORITHM' })
        expect(error.message).toContain(refused!)
        expect(error.message).toContain(name)
      }
    }
  })

  test('a tiny memory limit is MEMORY_LIMIT, and the next call works', () => {
    const expected = call({})
    for (const algorithm of [undefined, ...takersOf({ task, n: 6, m: 3, maxMismatches: 1, profile: profileOf('abcabc', 'abc') })]) {
      for (const memoryLimit of [0, 1, 100]) {
        const error = thrown(() => call({ algorithm, memoryLimit }))
        expect(error).toBeInstanceOf(HammingwayError)
        expect(error.code).toBe('MEMORY_LIMIT')
      }
      expect(call({})).toEqual(expected)
    }
  })
})

test('hammingDistances without a bound: MEMORY_LIMIT, though k-bounded algorithms refuse for another reason', () => {
  expect(thrown(() => hammingDistances('abcabc', 'abc', { memoryLimit: 0 })).code).toBe('MEMORY_LIMIT')
})

test('a result beyond the limit is MEMORY_LIMIT with its sizes and advice, before anything is allocated', () => {
  const { memory, mark } = kernels()
  const before = [memory.buffer.byteLength, mark()]
  // pages of zeros that nobody looks at
  const text = new Uint8Array(2 ** 28 + 2)
  for (const [pattern, count] of [
    ['abc', 2 ** 28],
    ['ab', 2 ** 28 + 1],
  ] as const) {
    for (const memoryLimit of [undefined, 0, 2 ** 30]) {
      const call = (): unknown => hammingDistances(text, pattern, { memoryLimit, algorithm: 'saturating' })
      const error = thrown(call)
      expect(error).toBeInstanceOf(HammingwayError)
      // a result of exactly the limit gets as far as the plan, which refuses for another reason
      expect(error.code).toBe(count > 2 ** 28 ? 'MEMORY_LIMIT' : 'NO_ALGORITHM')
      if (count > 2 ** 28)
        for (const part of [String(count), String(4 * count), String(2 ** 30), 'scan']) expect(error.message).toContain(part)
    }
  }
  expect(thrown(() => hammingDistances(text, 'ab', { memoryLimit: 2 ** 31, algorithm: 'saturating' })).code).toBe('NO_ALGORITHM')
  expect([memory.buffer.byteLength, mark()]).toEqual(before)
  expect([...hammingDistances('abc', 'b')]).toEqual([1, 0, 1])
})

test('a bound that only k-bounded algorithms need', () => {
  const error = thrown(() => hammingDistances('abc', 'ab', { algorithm: 'saturating' }))
  expect(error).toMatchObject({ code: 'NO_ALGORITHM' })
  expect(error.message).toContain('maxMismatches')
})

test('the bytes that a plan states are enough for its run', () => {
  const tooFew: string[] = []
  for (const kind of ['Uint8Array', 'Uint16Array', 'Uint32Array'] as const) {
    for (const [n, m] of [
      [10, 3],
      [1000, 20],
      [100_000, 20],
      [100_000, 3000],
      [40_000, 40_000],
    ]) {
      for (const sigma of [4, 200]) {
        const text = sequenceOf(uniform(n, n, sigma), kind)
        const pattern = sequenceOf(uniform(m, m, sigma), kind)
        for (const task of tasks) {
          for (const { name, bytes, refused } of explain({ task, n, m, maxMismatches: 3, profile: profileOf(text, pattern) }).considered) {
            if (refused !== undefined) continue
            try {
              functions[task](text, pattern, { algorithm: name, maxMismatches: 3, memoryLimit: Math.ceil(bytes) })
            } catch (error) {
              tooFew.push(`${task}, ${name}, ${kind}, n ${n}, m ${m}, sigma ${sigma}: ${(error as Error).message}`)
            }
          }
        }
      }
    }
  }
  expect(tooFew).toEqual([])
})
