// The transforms of one precision behind one set of names.
import type { Arena } from '../wasm/arena.js'
import type { Work } from '../plan/machine.js'
import type { Kernels } from '../wasm/kernels.js'
import { factorsFor, tableBits, tableFor } from './roots.js'
import { f32, f64, type Precision } from './rounding.js'

export interface Engine {
  readonly precision: Precision
  /** bytes of a complex point */
  readonly point: 8 | 16
  readonly longest: number
  /** what numbers are multiplied with on their way in (spread) */
  readonly scale: number
  kernels(all: Kernels): {
    forward: Kernels['forward32']
    inverse: Kernels['inverse32']
    spread: Kernels['spread32']
    spectrum: Kernels['spectrum32']
    convolve: Kernels['convolve32']
    gather: Kernels['gather32']
  }
  /** points spread, passed through a level of butterflies, multiplied and gathered, as unit operations of this precision */
  work(spread: number, butterfly: number, product: number, gather: number): Work
}

const single: Engine = {
  precision: f32,
  point: 8,
  longest: 2 ** 17,
  scale: 2 ** 24,
  kernels: (all) => ({
    forward: all.forward32,
    inverse: all.inverse32,
    spread: all.spread32,
    spectrum: all.spectrum32,
    convolve: all.convolve32,
    gather: all.gather32,
  }),
  work: (spread32, butterfly32, product32, gather32) => ({ spread32, butterfly32, product32, gather32 }),
}

const double: Engine = {
  precision: f64,
  point: 16,
  longest: 2 ** 24,
  scale: 2 ** 24,
  kernels: (all) => ({
    forward: all.forward64,
    inverse: all.inverse64,
    spread: all.spread64,
    spectrum: all.spectrum64,
    convolve: all.convolve64,
    gather: all.gather64,
  }),
  work: (spread64, butterfly64, product64, gather64) => ({ spread64, butterfly64, product64, gather64 }),
}

export const engines: readonly Engine[] = [single, double]

/** Bytes of the twiddles for a length, `bits` as in openRoots. */
export function rootBytes(engine: Engine, length: number, twisted = false, bits?: number): number {
  return partsOf(engine, length, twisted, bits).reduce((sum, { from, to }) => sum + engine.point * 3 * (to - from), 0)
}

/** Parts of the tables that are read, in blocks. */
function partsOf({ point }: Engine, length: number, twisted: boolean, bits?: number): { from: number; to: number }[] {
  // a twisted transform is the fourth block of one four times as long
  const whole = twisted ? 4 * length : length
  const blocks = 2 ** (bits ?? tableBits(whole, point))
  const beyond = whole / 4 / blocks
  if (beyond > 1) return [blocks, blocks, beyond].map((to) => ({ from: 0, to }))
  // the last step reads the table by lanes, the steps before it half of the other
  return [
    { from: 0, to: blocks / 2 },
    { from: twisted ? 0.75 * blocks : 0, to: blocks },
    { from: 0, to: 1 },
  ]
}

/**
 * Copies the twiddles into memory and hands them to the kernels; to be called before each run of transforms, as another may come between. They serve all
 * shorter transforms, too. In f64 a table of fewer blocks, 2^bits, at least 2^8 (assembly/depth-first.ts), takes less memory and more factors.
 */
export function openRoots(arena: Arena, engine: Engine, length: number, twisted = false, bits?: number): () => void {
  const { setRoots } = arena.kernels
  const { point } = engine
  const whole = twisted ? 4 * length : length
  const bitsUsed = bits ?? tableBits(whole, point)
  const table = tableFor(whole, point)
  const tables = [table.blocks, table.lanes, factorsFor(whole, bitsUsed)]
  const [blocks, lanes, factors] = partsOf(engine, length, twisted, bits).map(({ from, to }, i) => {
    const part = tables[i].subarray(6 * from, 6 * to)
    const at = arena.alloc(part.byteLength)
    arena.bytes().set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at)
    return at - 3 * point * from // where the table would begin; below 0 it wraps around, and what is read does so again
  })
  return () => setRoots(blocks, lanes, factors, bitsUsed)
}
