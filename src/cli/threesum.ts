// hammingway threesum and triangles: counts of pairs that sum up to numbers of a file, and of middle vertices of exact triangles.
import { threeSumCounts, triangleCounts, type ApproximateOptions } from 'hammingway'
import { FormatError } from 'hammingway/formats'
import { UsageError } from './exit.js'
import { checkReadable } from './input.js'
import { readIntegers } from './integers.js'
import type { Output } from './output.js'

export interface ThreeSumOptions {
  algorithm?: string
  epsilon?: number
  delta?: number
  seed?: number
}

/** Characters joined before they are written. */
const BATCH = 1 << 16

type Three<T> = readonly [T, T, T]

/** One count a line, in the order of c. */
export async function threesum(files: Three<string>, options: ThreeSumOptions, output: () => Promise<Output>): Promise<void> {
  const settings = settingsOf(options)
  threeSumCounts([], [], [], settings) // the library's own check of every option
  const [a, b, c] = await readAll(files)
  const out = await output()
  await write(out, threeSumCounts(a, b, c, settings), 1)
}

/** n lines of n counts, separated by tabs. */
export async function triangles(files: Three<string>, options: ThreeSumOptions, output: () => Promise<Output>): Promise<void> {
  const settings = settingsOf(options)
  triangleCounts([], [], [], 0, settings)
  const matrices = await readAll(files)
  const n = Math.round(Math.sqrt(matrices[0].length))
  for (const [i, { length }] of matrices.entries()) {
    if (length === n * n) continue
    const expected = i === 0 ? 'no square' : `not as many as in ${nameOf(files[0])}, ${n * n}`
    throw new FormatError(`${nameOf(files[i])}: ${length} integers are no matrix: ${expected}`)
  }
  const [A, B, C] = matrices
  const out = await output()
  await write(out, triangleCounts(A, B, C, n, settings), n)
}

function settingsOf({ algorithm, epsilon, delta, seed }: ThreeSumOptions): ApproximateOptions {
  return { algorithm, epsilon, delta, seed }
}

function nameOf(path: string): string {
  return path === '-' ? 'standard input' : path
}

async function readAll(files: Three<string>): Promise<Three<Float64Array>> {
  if (files.filter((path) => path === '-').length > 1) throw new UsageError('only one of the three lists can be standard input')
  await checkReadable(files)
  const lists = new Map<string, Float64Array>()
  for (const path of files) if (!lists.has(path)) lists.set(path, await readIntegers(path))
  const [a, b, c] = files.map((path) => lists.get(path)!)
  return [a, b, c]
}

async function write(out: Output, counts: Float64Array, columns: number): Promise<void> {
  let rows = ''
  for (let i = 0; i < counts.length; i++) {
    rows += `${counts[i]}${(i + 1) % columns === 0 ? '\n' : '\t'}`
    if (rows.length < BATCH) continue
    await out.write(rows)
    rows = ''
  }
  await out.write(rows)
}
