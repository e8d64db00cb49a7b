// The transforms of one precision behind one set of names.
import type { Arena } from '../wasm/arena.js'
import type { Kernels } from '../wasm/kernels.js'
import { roots32, type Roots } from './roots.js'
import { f32, type Precision } from './rounding.js'

export interface Engine {
  readonly precision: Precision
  /** bytes of a complex point */
  readonly point: number
  /** longest transform, and the longest that plans consider */
  readonly longest: number
  /** what a point's number is multiplied with on its way in */
  readonly scale: number
  roots(length: number): Roots<Float32Array | Float64Array>
  kernels(all: Kernels): {
    spread: Kernels['spread32']
    spectrum: Kernels['spectrum32']
    convolve: Kernels['convolve32']
    gather: Kernels['gather32']
  }
  /** unit operations are named by precision */
  readonly suffix: '32'
}

export const single: Engine = {
  precision: f32,
  point: 8,
  longest: 2 ** 17,
  scale: 2 ** 24,
  roots: roots32,
  kernels: ({ spread32, spectrum32, convolve32, gather32 }) => ({
    spread: spread32,
    spectrum: spectrum32,
    convolve: convolve32,
    gather: gather32,
  }),
  suffix: '32',
}

export const engines: readonly Engine[] = [single]

/** Bytes of the twiddles for a length: six numbers for length / 8 blocks, and for length / 4. */
export function rootBytes({ point }: Engine, length: number): number {
  return (6 * length * (1 / 8 + 1 / 4) * point) / 2
}

/** Copies the twiddles into memory. */
export function openRoots(arena: Arena, engine: Engine, length: number): { roots: number; lanes: number } {
  const table = engine.roots(length)
  const blocks = table.blocks.subarray(0, (6 * length) / 8)
  const turned = table.lanes.subarray(0, (6 * length) / 4)
  const roots = arena.alloc(blocks.byteLength)
  const lanes = arena.alloc(turned.byteLength)
  const bytes = arena.bytes()
  bytes.set(new Uint8Array(blocks.buffer, blocks.byteOffset, blocks.byteLength), roots)
  bytes.set(new Uint8Array(turned.buffer, turned.byteOffset, turned.byteLength), lanes)
  return { roots, lanes }
}
