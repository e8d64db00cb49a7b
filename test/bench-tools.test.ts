// What other programs write is read as hits, and hits that differ from ours end the race. No other program is needed here.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { hitsIn, searchIn, timed, tools, type Asked, type Tool } from '../bench/rivals/tools.js'
import { enter } from '../bench/tools.js'
import { temporaryFolder } from './cli.js'

const folder = temporaryFolder()

/** The same two hits, as each program wrote them: pattern 3 at 1000014 forwards and 0 at 49193 backwards. */
const written: Record<string, string> = {
  razers3: '3\t0\t20\tF\tgenome\t1000014\t1000034\t100\n0\t0\t20\tR\tgenome\t49193\t49213\t80\n',
  'vmatch -online':
    '# args=-online\n   20    0 1000014   D    20    3  0   0    2.53e-06     40   100.00\n   20    0   49193   P    20    0  0  -4    9.92e-01    -28    80.00\n',
  fuzznuc:
    'SeqName\tStart\tEnd\tScore\tStrand\tPattern\tMismatch\ngenome\t1000015\t1000034\t20\t+\t3:AGGCAGCAAG\t.\ngenome\t49194\t49213\t16\t-\t0:AGGCAGCAAG\t4\n',
  patman: 'genome\t3\t1000015\t1000034\t+\t0\ngenome\t0\t49194\t49213\t-\t4\n',
  'seqkit locate':
    'seqID\tpatternName\tpattern\tstrand\tstart\tend\tmatched\ngenome\t3\tAGG\t+\t1000015\t1000034\tAGG\ngenome\t0\tAGG\t-\t49194\t49213\tAGG\n',
  bowtie: '3\t+\tgenome\t1000014\tAGG\tIII\t0\t\n0\t-\tgenome\t49193\tGCG\tIII\t0\t8:C>T\n',
  Biostrings: 'seconds 0.058\n3\t1000014\t+\n0\t49193\t-\n',
}

describe.each(tools.map((tool) => [tool.name, tool] as const))('%s', (name, tool) => {
  test('its hits are read', () => {
    const file = join(folder.path, 'hits')
    writeFileSync(file, written[name === 'vmatch' ? 'vmatch -online' : name])
    expect(hitsIn(tool, file)).toEqual(['3 1000014 +', '0 49193 -'])
    expect(searchIn(file)).toBe(name === 'Biostrings' ? 58 : Infinity)
  })
})

/** A program that writes these lines. */
function printing(lines: readonly string[]): Tool {
  const script = `console.log(${JSON.stringify(lines.join('\n'))})`
  const bowtie = tools.find(({ name }) => name === 'bowtie')!
  return { name: 'printer', about: '', program: process.execPath, version: [], args: () => ['-e', script], hit: bowtie.hit }
}

const asked = (): Asked => ({ folder: folder.path, genome: '', names: '', patterns: ['ACGT'], k: 1 })
const two = ['0\t+\tgenome\t7', '1\t-\tgenome\t9']

test('a program with the same hits enters the race', () => {
  const { note } = enter(printing(two), asked(), new Set(['0 7 +', '1 9 -']), 'version 1')
  expect(note!(0)).toBe('2 hits, the same as ours; version 1')
})

test('one that misses a hit, has another, or has one twice does not', () => {
  expect(() => enter(printing(two), asked(), new Set(['0 7 +', '1 9 -', '1 9 +']), '')).toThrow(
    '2 hits for 3, 1 missing, 0 of its own (1 9 +)',
  )
  expect(() => enter(printing(two), asked(), new Set(['0 7 +']), '')).toThrow('1 of its own (1 9 -)')
  expect(() => enter(printing([...two, two[0]]), asked(), new Set(['0 7 +', '1 9 -']), '')).toThrow('3 hits for 2')
})

test.skipIf(process.platform === 'win32')('times of a process: its own processor time too', () => {
  const loop = 'const end = performance.now() + 200; while (performance.now() < end);'
  const { wall, processor } = timed(process.execPath, ['-e', loop], join(folder.path, 'out'))
  expect(wall).toBeGreaterThan(200)
  expect(processor).toBeGreaterThan(0)
  expect(() => timed(process.execPath, ['-e', 'process.exit(3)'], join(folder.path, 'out'))).toThrow('ended with 1')
})
