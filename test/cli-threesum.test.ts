// hammingway threesum and triangles, and explain of them.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { listAlgorithms, threeSumCounts } from '../src/index.js'
import { expectComplaint, hammingway, temporaryFolder } from './cli.js'

const folder = temporaryFolder()
const a = folder.write('a.txt', '1 2\n\t2\r\n')
const b = folder.write('b.txt', '10\n9')
const c = folder.write('c.txt', '11 12 13\n11')

test('threesum: one count a line, in the order of the third file', async () => {
  expect(await hammingway(['threesum', a, b, c])).toEqual({ code: 0, stdout: '3\n2\n0\n3\n', stderr: '' })
  expect((await hammingway(['threesum', a, a, '-'], { input: '3 +4 -1' })).stdout).toBe('4\n4\n0\n')
  expect(await hammingway(['threesum', a, b, '-'], { input: '' })).toEqual({ code: 0, stdout: '', stderr: '' })
  expect((await hammingway(['threesum', '-', b, c], { input: '\n' })).stdout).toBe('0\n0\n0\n0\n')
  // a tolerance below 1 leaves nothing to approximate: rows that cannot be exact refuse, as do those for dense stretches
  const refusing = ['one-sided', 'debiased', 'stretches', 'sampled-stretches']
  const rows = listAlgorithms('threeSumCounts').map(({ name }) => name)
  for (const name of rows.filter((name) => !refusing.includes(name))) {
    const { stdout, stderr } = await hammingway(['threesum', a, b, c, '--algorithm', name, '--seed', '5', '--epsilon', '0.1'])
    expect([stdout, stderr], name).toEqual(['3\n2\n0\n3\n', ''])
  }
})

test('threesum --epsilon: the counts of the library for the same seed', async () => {
  const list = Array.from({ length: 500 }, (_, i) => (i % 2 === 0 ? i : (7919 * i * i) % 1e6))
  const file = folder.write('list.txt', list.join(' '))
  for (const seed of [3, 4]) {
    const promise = ['--epsilon', '0.3', '--delta', '0.2', '--seed', String(seed), '--algorithm', 'sampled']
    const { stdout } = await hammingway(['threesum', file, file, file, ...promise])
    const counts = threeSumCounts(list, list, list, { epsilon: 0.3, delta: 0.2, seed, algorithm: 'sampled' })
    expect(stdout).toBe(`${counts.join('\n')}\n`)
  }
})

test('triangles: n lines of n counts', async () => {
  const A = folder.write('A.txt', '0 0\n0 0\n')
  const B = folder.write('B.txt', '0 1 2 3')
  expect(await hammingway(['triangles', A, B, '-'], { input: '0 1\n2 9' })).toEqual({ code: 0, stdout: '1\t1\n1\t0\n', stderr: '' })
  const empty = folder.write('empty.txt', '')
  expect(await hammingway(['triangles', empty, empty, empty])).toEqual({ code: 0, stdout: '', stderr: '' })
  expectComplaint(await hammingway(['triangles', a, B, B]), 1, /a\.txt: 3 integers are no matrix: no square/)
  expectComplaint(
    await hammingway(['triangles', A, B, '-'], { input: '1' }),
    1,
    /standard input: 1 integers are no matrix: not as many as in .*A\.txt, 4/,
  )
  const file = join(folder.path, 'counts.txt')
  expect((await hammingway(['triangles', A, B, B, '-o', file])).stdout).toBe('')
  expect(readFileSync(file, 'utf8')).toBe('1\t1\n1\t1\n')
})

test('bad data have a line, bad usage is 2', async () => {
  for (const command of ['threesum', 'triangles']) {
    for (const [content, line, token] of [
      ['1 2\n3 x\n', 2, '"x"'],
      ['\n1.5', 2, '"1.5"'],
      ['4503599627370497', 1, '"4503599627370497"'],
    ] as const) {
      expectComplaint(await hammingway([command, a, b, '-'], { input: content }), 1, `standard input: line ${line}: ${token} is no integer`)
    }
    expectComplaint(await hammingway([command, a, b, join(folder.path, 'missing')]), 1, 'no such file')
    expectComplaint(await hammingway([command, a, b]), 2, 'missing required argument')
    expectComplaint(await hammingway([command, '-', b, '-']), 2, 'standard input')
    expectComplaint(await hammingway([command, a, b, c, '--algorithm', 'quantum']), 2, '"algorithm" expected one of')
    expectComplaint(await hammingway([command, a, b, c, '--epsilon', '1']), 2, '--epsilon')
    expectComplaint(await hammingway([command, a, b, c, '--seed', '-1']), 2, 'seed')
  }
})

test('explain', async () => {
  const explained = async (
    ...args: string[]
  ): Promise<{ task: string; algorithm: string; considered: { name: string; nanoseconds: number }[] }> => {
    const { stdout, code, stderr } = await hammingway(['explain', '--json', ...args])
    expect([code, stderr]).toEqual([0, ''])
    return JSON.parse(stdout) as never
  }
  const wide = await explained('--task', 'threeSumCounts', '--n', '1e4', '--m', '1e4', '--universe', '1e12')
  expect(wide.algorithm).toBe('hashed')
  expect((await explained('--task', 'threeSumCounts', '--n', '1e4', '--m', '1e4', '--targets', '3', '--universe', '1e12')).algorithm).toBe(
    'hashed',
  )
  expect((await explained('--task', 'threeSumCounts', '--n', '1e5', '--m', '1e5', '--universe', '1e5')).algorithm).toBe('dense')
  // without --m
  const triangles = await explained('--task', 'triangleCounts', '--n', '500')
  expect([triangles.algorithm, triangles.considered.length]).toEqual(['all-vertices', listAlgorithms('triangleCounts').length])
  // epsilon makes the plan, and delta its prices
  const sums = ['--task', 'threeSumCounts', '--n', '1e5', '--m', '1e5', '--universe', '1e12', '--epsilon', '0.01']
  const [usual, careful] = [await explained(...sums), await explained(...sums, '--delta', '1e-9')]
  expect([usual.algorithm, careful.algorithm]).toEqual(['sampled', 'sampled'])
  expect(careful.considered[0].nanoseconds).toBeGreaterThan(1.2 * usual.considered[0].nanoseconds)
})
