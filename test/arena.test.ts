// Memory: blocks are aligned and have slack, a mark is returned to whatever happens, and nothing is held after a call.
import { expect, test } from 'vitest'
import { countMatches, findMatches, hammingDistances } from '../src/index.js'
import { withArena } from '../src/wasm/arena.js'
import { kernels } from '../src/wasm/kernels.js'
import { uniform } from './random.js'
import { thrown } from './thrown.js'

test('blocks are aligned and have slack behind them, and a release goes back to the mark', () => {
  const { mark, alloc, release } = kernels()
  const start = mark()
  for (const bytes of [0, 1, 63, 64, 65, 100_000, 10_000_000]) {
    const before = mark()
    const at = alloc(bytes)
    expect(at % 64).toBe(0)
    expect(at).toBe(before)
    expect(mark() - at).toBeGreaterThanOrEqual(bytes + 64)
  }
  release(start)
  expect(mark()).toBe(start)
})

test('a block that cannot be had is 0, and moves nothing', () => {
  const { mark, alloc } = kernels()
  const start = mark()
  for (const bytes of [2 ** 32 - 1, 2 ** 32 - 64, 2 ** 32 - 128]) {
    expect(alloc(bytes)).toBe(0)
    expect(mark()).toBe(start)
  }
})

test('an arena keeps its limit, and gives everything back when its work throws', () => {
  const before = kernels().mark()
  const error = thrown(() => withArena(10_000, (arena) => [arena.alloc(5000), arena.alloc(5000), arena.alloc(5000)]))
  expect(error).toMatchObject({ code: 'MEMORY_LIMIT' })
  expect(kernels().mark()).toBe(before)
  const own = new Error('mine')
  const throwing = (): never => {
    throw own
  }
  expect(thrown(() => withArena(10_000, throwing))).toBe(own)
  expect(kernels().mark()).toBe(before)
})

test('a block as large as the limit is given, and none that is larger', () => {
  expect(withArena(10_000, (arena) => arena.alloc(10_000))).toBeGreaterThan(0)
  expect(thrown(() => withArena(10_000, (arena) => arena.alloc(10_001)))).toMatchObject({ code: 'MEMORY_LIMIT' })
})

test('what a part of the work allocates is released when it ends, also by an error', () => {
  withArena(2 ** 20, (arena) => {
    const before = kernels().mark()
    expect(arena.within(() => arena.alloc(5000))).toBe(before)
    expect(kernels().mark()).toBe(before)
    expect(thrown(() => arena.within(() => arena.alloc(2 ** 21)))).toMatchObject({ code: 'MEMORY_LIMIT' })
    expect(kernels().mark()).toBe(before)
  })
})

test('views are fresh after memory has grown', () => {
  withArena(2 ** 30, (arena) => {
    const first = arena.alloc(4)
    arena.words()[first / 4] = 0xabcd
    const old = arena.bytes()
    arena.alloc(kernels().memory.buffer.byteLength)
    expect(old.length).toBe(0)
    expect(arena.bytes().length).toBe(kernels().memory.buffer.byteLength)
    expect(arena.words()[first / 4]).toBe(0xabcd)
  })
})

test('no call holds memory, successful or not', () => {
  const before = kernels().mark()
  const text = Uint8Array.from(uniform(1, 40_000, 4))
  const pattern = text.subarray(5, 30)
  const options = { maxMismatches: 25 }
  hammingDistances(text, pattern)
  findMatches(text, [pattern, pattern], options)
  findMatches(text, [pattern, pattern], { ...options, limit: 3 })
  countMatches(text, pattern, options)
  for (let memoryLimit = 0; memoryLimit < 2 ** 22; memoryLimit = 2 * memoryLimit + 1000) {
    // near the limit some of these fail before the run, some in its middle, and some succeed
    for (const call of [
      () => hammingDistances(text, pattern, { memoryLimit }),
      () => findMatches(text, pattern, { ...options, memoryLimit }),
      () => countMatches(text, pattern, { ...options, memoryLimit }),
    ]) {
      try {
        call()
      } catch (error) {
        expect(error).toMatchObject({ name: 'HammingwayError' })
      }
      expect(kernels().mark()).toBe(before)
    }
  }
})
