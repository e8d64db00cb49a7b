// hammingway sumset, and explain of it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { expectComplaint, hammingway, temporaryFolder } from './cli.js'

const folder = temporaryFolder()
const a = folder.write('a.txt', '1 2\n\t4\r\n')
const b = folder.write('b.txt', '10\n20 20')

test('sums, one a line, and counts behind a tab', async () => {
  expect(await hammingway(['sumset', a, b])).toEqual({ code: 0, stdout: '11\n12\n14\n21\n22\n24\n', stderr: '' })
  expect((await hammingway(['sumset', '--counts', a, b])).stdout).toBe('11\t1\n12\t1\n14\t1\n21\t2\n22\t2\n24\t2\n')
  expect((await hammingway(['sumset', a, a])).stdout).toBe('2\n3\n4\n5\n6\n8\n')
})

test('standard input, negative numbers, ends of the range, algorithms and seeds', async () => {
  expect((await hammingway(['sumset', '-', b], { input: '-5 +5' })).stdout).toBe('5\n15\n25\n')
  expect((await hammingway(['sumset', b, '-'], { input: '-4503599627370496 4503599627370496\n' })).stdout).toBe(
    '-4503599627370486\n-4503599627370476\n4503599627370506\n4503599627370516\n',
  )
  for (const algorithm of ['dense', 'pairs', 'sparse', 'packed']) {
    const { stdout, stderr } = await hammingway(['sumset', a, b, '--algorithm', algorithm, '--seed', '7'])
    expect([stdout, stderr]).toEqual(['11\n12\n14\n21\n22\n24\n', ''])
  }
})

test('an empty list has no sums', async () => {
  expect(await hammingway(['sumset', '-', b], { input: ' \n' })).toEqual({ code: 0, stdout: '', stderr: '' })
})

test('lists longer than a chunk of a file', async () => {
  const long = folder.write('long.txt', Array.from({ length: 40_000 }, (_, i) => String(7 * i)).join('\n'))
  const { stdout, code } = await hammingway(['sumset', '--counts', long, long])
  expect(code).toBe(0)
  const rows = stdout.split('\n')
  expect(rows.length).toBe(79_999 + 1)
  expect(rows[0]).toBe('0\t1')
  expect(rows[39_999]).toBe(`${7 * 39_999}\t40000`)
  expect(rows[79_998]).toBe(`${14 * 39_999}\t1`)
})

test('-o appears when it is complete', async () => {
  const file = join(folder.path, 'sums.txt')
  expect((await hammingway(['sumset', a, b, '-o', file])).stdout).toBe('')
  expect(readFileSync(file, 'utf8')).toBe('11\n12\n14\n21\n22\n24\n')
})

test('bad data have a line, bad usage is 2', async () => {
  for (const [content, line, token] of [
    ['1 2\n3 x\n', 2, '"x"'],
    ['1.5', 1, '"1.5"'],
    ['\n\n\n4503599627370497', 4, '"4503599627370497"'],
    ['1e3', 1, '"1e3"'],
    ['1\n>seq\nACGT', 2, '">seq"'],
  ] as const) {
    const bad = folder.write('bad.txt', content)
    const ran = await hammingway(['sumset', a, bad])
    expectComplaint(ran, 1, new RegExp(`line ${line}: ${token.replace('.', '\\.')} is no integer`))
    expectComplaint(await hammingway(['sumset', '-', a], { input: content }), 1, `standard input: line ${line}: ${token}`)
  }
  expectComplaint(await hammingway(['sumset', a, join(folder.path, 'missing')]), 1, 'no such file')
  expectComplaint(await hammingway(['sumset', a]), 2, 'missing required argument')
  expectComplaint(await hammingway(['sumset', '-', '-']), 2, 'standard input')
  expectComplaint(await hammingway(['sumset', a, b, '--algorithm', 'quantum']), 2, /"algorithm" expected one of 'dense'/)
  expectComplaint(await hammingway(['sumset', a, b, '--seed', '-1']), 2, 'seed')
})

test('explain', async () => {
  const { stdout, code } = await hammingway([
    'explain',
    '--task',
    'sumsetCounts',
    '--n',
    '1e4',
    '--m',
    '1e4',
    '--universe',
    '1e12',
    '--json',
  ])
  expect(code).toBe(0)
  const plan = JSON.parse(stdout) as { task: string; considered: { name: string }[]; note: string }
  expect(plan.task).toBe('sumsetCounts')
  expect(plan.considered.map(({ name }) => name).sort()).toEqual(['dense', 'packed', 'pairs', 'sparse'])
  expect(plan.note).toMatch(/drawn at random/)
})
