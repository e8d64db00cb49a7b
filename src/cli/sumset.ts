// hammingway sumset: the distinct sums of two files of integers, one a line, with how many pairs have each.
import { sumset as sumsOf, sumsetCounts } from 'hammingway'
import { UsageError } from './exit.js'
import { checkReadable } from './input.js'
import { readIntegers } from './integers.js'
import type { Output } from './output.js'

export interface SumsetOptions {
  counts?: boolean
  algorithm?: string
  seed?: number
}

/** Rows joined before they are written. */
const ROWS = 4096

export async function sumset(a: string, b: string, options: SumsetOptions, output: () => Promise<Output>): Promise<void> {
  if (a === '-' && b === '-') throw new UsageError('only one of the two lists can be standard input')
  const { algorithm, seed, counts } = options
  sumsOf([], [], { algorithm, seed }) // the library's own check of every option
  await checkReadable([a, b])
  const first = await readIntegers(a)
  const second = a === b ? first : await readIntegers(b)
  const out = await output()
  const result = counts ? sumsetCounts(first, second, { algorithm, seed }) : { sums: sumsOf(first, second, { algorithm, seed }) }
  const { sums } = result
  const row = 'counts' in result ? (i: number) => `${sums[i]}\t${result.counts[i]}\n` : (i: number) => `${sums[i]}\n`
  for (let i = 0; i < sums.length;) {
    let rows = ''
    for (const stop = Math.min(sums.length, i + ROWS); i < stop; i++) rows += row(i)
    await out.write(rows)
  }
}
