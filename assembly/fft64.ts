// Complex f64 transforms in place, L a power of two from 64 on, two points to a vector: see butterfly.ts and depth-first.ts. setRoots comes first.
import { conjugate, convolve, join, split } from "./depth-first";

/** Natural to mirrored order; `bytes` = 16 L. */
export function forward64(x: usize, bytes: usize): void {
  split<f64>(x, bytes, 0);
}

/** Mirrored to natural order, times L. */
export function inverse64(x: usize, bytes: usize): void {
  join<f64>(x, bytes, 0);
}

/** The spectrum of a pattern in four blocks of `quarter` bytes (spread64 has made the first step), conjugated and scaled. */
export function spectrum64(x: usize, quarter: usize, scale: f64): void {
  for (let k: usize = 0; k < 4; k++) split<f64>(x + k * quarter, quarter, k);
  conjugate<f64>(x, 4 * quarter, scale);
}

/**
 * `count` components, `stride` bytes apart, each in four blocks of `quarter` bytes (spread64), times their spectra at p, summed to z; x is used
 * up. fresh: z is overwritten, otherwise added to. finish: z is transformed back to four blocks (for gather64). z may be x.
 */
export function convolve64(x: usize, p: usize, stride: usize, count: usize, z: usize, quarter: usize, fresh: bool, finish: bool): void {
  for (let k: usize = 0, at: usize = 0; k < 4; k++, at += quarter) convolve<f64>(x + at, p + at, stride, count, z + at, quarter, k, fresh, finish);
}
