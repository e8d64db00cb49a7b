// hammingway regions: work units for a cluster, one NAME:START-END a line.
import { FormatError } from 'hammingway/formats'
import { parseFai } from './fai.js'
import { namedErrors } from './input.js'
import type { Output } from './output.js'
import { readWhole } from './random-access.js'

export interface RegionsOptions {
  size: number
}

/** Cuts each record of an index into regions of `size` symbols; the last one of a record is what is left. */
export async function regions(path: string, { size }: RegionsOptions, output: () => Promise<Output>): Promise<void> {
  const text = await readWhole(path)
  if (text === undefined) throw new FormatError(`${path}: no such file or directory`)
  const entries = await namedErrors(path, async () => parseFai(text))
  const out = await output()
  for (const { name, length } of entries) {
    for (let start = 0; start < length; start += size) await out.write(`${name}:${start + 1}-${Math.min(length, start + size)}\n`)
  }
}
