// Counts modulo a small number: the product of two polynomials by transforms whose vectors hold sixteen coefficients (assembly/packed.ts).
import { addWork, type Work } from '../plan/machine.js'
import type { Arena } from '../wasm/arena.js'

/** The product of the lengths may have so many coefficients. */
export const LONGEST = 2 ** 21
/** Bytes of the kernels' own room. */
const SCRATCH = 16384

/** Coefficients of the transform, elements, and their bytes: D / 2 coefficients and as many zeros. */
export interface Packing {
  readonly length: number
  readonly elements: number
  readonly bytes: number
}

/** For so many coefficients: the two factors of the length are alike, D at least 64. */
export function packingFor(coefficients: number): Packing {
  const log = Math.max(11, Math.ceil(Math.log2(coefficients)))
  const block = 2 ** Math.ceil((log - 1) / 2)
  return { length: 2 ** log, elements: 2 ** log / block, bytes: 2 * block }
}

/** Executed for one modulus: vectors through butterflies, and multiplications of vectors in products of 64 coefficients. */
export function packedWork({ elements, bytes }: Packing): Work {
  const inner = bytes / 32
  const outerSteps = 3 * (elements / 2) * Math.log2(elements) * (bytes / 16)
  const innerSteps = bytes > 64 ? elements * 3 * (inner / 2) * Math.log2(inner) * 4 : 0
  return { packedStep: outerSteps + innerSteps, packedDot: elements * (bytes > 64 ? inner : 1) * 512 }
}

/** Rooms for products of one packing. */
export interface Packed {
  readonly packing: Packing
  /**
   * Joins counts modulo `known` at c (words) with those modulo `modulus`, an odd number from 3 to 127 prime to it, to those modulo known * modulus.
   * Returns their sum.
   */
  multiply(a: number, n: number, b: number, m: number, known: number, modulus: number, c: number): number
}

export function openPacked(arena: Arena, coefficients: number, work: Work): Packed {
  const packing = packingFor(coefficients)
  const { elements, bytes } = packing
  const size = elements * bytes
  const [x, y] = [arena.alloc(size), arena.alloc(size)]
  const out = arena.alloc(packing.length)
  const scratch = arena.alloc(SCRATCH)
  const factor = elements * (bytes > 64 ? bytes / 32 : 1)
  const { pack, packedProduct, joinResidues } = arena.kernels
  return {
    packing,
    multiply(a, n, b, m, known, modulus, c) {
      pack(a, n, modulus, inverse(factor, modulus), bytes, x, size)
      pack(b, m, modulus, 1, bytes, y, size)
      packedProduct(x, y, elements, bytes, modulus, scratch, out)
      addWork(work, packedWork(packing))
      return joinResidues(out, coefficients, known, modulus, inverse(known, modulus), c)
    },
  }
}

/** Of a number prime to a small modulus, by trying. */
function inverse(number: number, modulus: number): number {
  for (let i = 1; i < modulus; i++) if ((number * i) % modulus === 1) return i
  return 0
}

/** What openPacked allocates. */
export function packedBytes(coefficients: number): number {
  const { length, elements, bytes } = packingFor(coefficients)
  return 2 * elements * bytes + length + SCRATCH + 1024
}
