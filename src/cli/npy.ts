// NumPy's .npy, version 1.0: a header that says how many, then little-endian uint32. The number is known last, so the distances wait in a
// file of their own: memory does not grow with the text, and pipes work as well as files.
import { closeSync, createReadStream, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DistanceReport } from './distance-report.js'
import type { Output } from './output.js'

/** A header's length is a multiple of this. */
const ALIGN = 64
const MAGIC = [0x93, ...new TextEncoder().encode('NUMPY'), 1, 0]

function header(count: number): Uint8Array {
  const dictionary = `{'descr': '<u4', 'fortran_order': False, 'shape': (${count},), }`
  const length = ALIGN * Math.ceil((MAGIC.length + 2 + dictionary.length + 1) / ALIGN)
  const text = dictionary.padEnd(length - MAGIC.length - 3) + '\n'
  return Uint8Array.from([...MAGIC, text.length & 255, text.length >> 8, ...new TextEncoder().encode(text)])
}

export function openNpy(out: Output): DistanceReport {
  const folder = mkdtempSync(join(tmpdir(), 'hammingway-'))
  const path = join(folder, 'distances')
  const file = openSync(path, 'w')
  let count = 0
  const discard = (): void => {
    process.off('exit', discard)
    closeSync(file)
    rmSync(folder, { recursive: true, force: true })
  }
  // an interrupted program gets no further than its exit
  process.on('exit', discard)
  return {
    async take(_record, { distances }) {
      // every engine that Node runs on is little-endian
      const bytes = new Uint8Array(distances.buffer, distances.byteOffset, distances.byteLength)
      for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at)
      count += distances.length
    },
    async end() {
      await out.write(header(count))
      for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) await out.write(chunk as Uint8Array)
    },
    discard,
  }
}
