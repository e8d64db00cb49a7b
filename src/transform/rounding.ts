// When a correlation by floating-point transforms is certainly rounded to the right integers.
//
// The bound is Percival's (Rapid multiplication modulo the sum and difference of highly composite numbers, Math. Comp. 72, 2003, theorem 5.1),
// with the error of a complex product by Brent, Percival and Zimmermann (Error bounds on complex floating-point multiplication, Math. Comp. 76,
// 2007). Derived for sums over components and for radix-4 steps in docs/decisions/rounding-bound.md:
//
//   |computed - exact| <= S ((1 + u)^(3 l + sums) ((1 + sqrt(5) u) (1 + beta))^(3 t) (1 + sqrt(5) u) - 1),   S = sum over c of ||x_c|| ||y_c||
//
// u: unit roundoff, beta: error of a twiddle, l: radix-2 levels, each one addition, t: steps with twiddles, sums: additions in the spectrum.

export interface Precision {
  /** unit roundoff */
  readonly u: number
  /** error of a twiddle, absolute: their modulus is 1 */
  readonly beta: number
}

/**
 * A root in f64: cos and sin within one unit in the last place at angles up to pi / 4 make sqrt(2) u, and the angle, 2 pi and the product
 * rounded, less than 1.1 u. A twiddle of f64 may be the product of two roots: (1 + 3 u)^2 (1 + sqrt(5) u). One of f32 is a root rounded
 * again, each part by at most u / 2.
 */
const ROOT = 3 * 2 ** -53
export const f64: Precision = { u: 2 ** -53, beta: 8.5 * 2 ** -53 }
export const f32: Precision = { u: 2 ** -24, beta: 2 ** -24 * Math.SQRT1_2 + ROOT }

/** Steps with twiddles in a transform of 2^levels points: all but the first, each of two levels; with odd levels one is of one. */
export function twiddledSteps(levels: number): number {
  return Math.ceil(levels / 2) - 1
}

/** The bracket of the bound: error of a correlation for S = 1. Inside a longer transform every step has twiddles. */
export function relativeError({ u, beta }: Precision, levels: number, sums: number, twiddled = twiddledSteps(levels)): number {
  const product = Math.log1p(Math.sqrt(5) * u)
  const twiddles = 3 * twiddled * (product + Math.log1p(beta))
  return Math.expm1((3 * levels + sums) * Math.log1p(u) + twiddles + product)
}

export interface Correlation {
  readonly precision: Precision
  /** log2 of the transform's length */
  readonly levels: number
  /** additions between products and the inverse */
  readonly sums: number
  /** what the correlation is multiplied with before it is rounded to an integer */
  readonly unit: number
  /** most that is added to it before that */
  readonly rest: number
}

/** Largest S for which the rounding is proved; at most 0 when there is none. The last term is the rounding of that addition. */
export function largestNorm({ precision, levels, sums, unit, rest }: Correlation): number {
  return (0.5 - 2 * precision.u * (rest + 1)) / (unit * relativeError(precision, levels, sums))
}
