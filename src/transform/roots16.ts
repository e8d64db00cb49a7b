// Roots of the transforms modulo 12289 in assembly/ntt16.ts: tables for 4096 points, which begin with those of shorter transforms.

export const PRIME = 12289
/** 11 generates the group modulo 12289: its powers to (p - 1) / 2 and (p - 1) / 3, p - 1 = 3 * 2^12, are not 1. */
const GENERATOR = 11
/** Points of the longest transform: the highest power of two in p - 1. */
const LONGEST16 = 4096
export const lengths16: readonly number[] = [64, 256, 1024, LONGEST16]

/** The least number whose product with the length is 1: -3 * 4096 = 1 - 12289. */
export function inverseOf(length: number): number {
  return (-3 * LONGEST16) / length
}

function power(base: number, exponent: number): number {
  let result = 1
  for (; exponent > 0; exponent >>= 1, base = (base * base) % PRIME) if (exponent & 1) result = (result * base) % PRIME
  return result
}

/** The representative in (-p / 2, p / 2). */
function centred(residue: number): number {
  return residue > PRIME / 2 ? residue - PRIME : residue
}

/** round(w 2^15 / p), the factor that finds a product's multiple of p. There are no halves: p is odd and does not divide w. */
export function twinOf(w: number): number {
  return Math.round((w * 2 ** 15) / PRIME)
}

export interface Roots16 {
  /** for each block its root and the root's twin */
  readonly blocks: Int16Array<ArrayBuffer>
  /** for eight blocks of eight points the roots of their last three levels: seven times eight roots and eight twins */
  readonly lanes: Int16Array<ArrayBuffer>
}

function tableOf(sign: 1 | -1): Roots16 {
  const bits = Math.log2(LONGEST16) - 1
  const w = power(GENERATOR, (PRIME - 1) / LONGEST16)
  const root = (block: number): number => {
    let mirrored = 0
    for (let i = 0; i < bits; i++) if ((block >> i) & 1) mirrored |= 1 << (bits - 1 - i)
    return centred(power(w, sign === 1 ? mirrored : (LONGEST16 - mirrored) % LONGEST16))
  }
  const blocks = new Int16Array(LONGEST16)
  for (let b = 0; b < LONGEST16 / 2; b++) blocks.set([root(b), twinOf(root(b))], 2 * b)
  const lanes = new Int16Array((LONGEST16 / 64) * 112)
  for (let eighth = 0; eighth < LONGEST16 / 8; eighth++) {
    const group = 112 * (eighth >> 3)
    for (let nth = 0; nth < 7; nth++) {
      // one block of eight, two of four, four of two
      const inEight = nth === 0 ? 1 : nth < 3 ? 2 : 4
      const block = inEight * eighth + nth - (inEight - 1)
      lanes[group + 16 * nth + (eighth & 7)] = blocks[2 * block]
      lanes[group + 16 * nth + 8 + (eighth & 7)] = blocks[2 * block + 1]
    }
  }
  return { blocks, lanes }
}

let kept: { readonly forward: Roots16; readonly inverse: Roots16 } | undefined

/** Tables of 45 KB, made at the first call. */
export function roots16(): { readonly forward: Roots16; readonly inverse: Roots16 } {
  return (kept ??= { forward: tableOf(1), inverse: tableOf(-1) })
}
