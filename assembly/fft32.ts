// Complex f32 transforms in place, L a power of two from 64 on, four points to a vector: see butterfly.ts and depth-first.ts. setRoots comes first.
import { conjugate, convolve, join, split } from "./depth-first";

/** Natural to mirrored order; `bytes` = 8 L. */
export function forward32(x: usize, bytes: usize): void {
  split<f32>(x, bytes, 0);
}

/** Mirrored to natural order, times L. */
export function inverse32(x: usize, bytes: usize): void {
  join<f32>(x, bytes, 0);
}

/** The spectrum of a pattern in four blocks of `quarter` bytes (spread32 has made the first step), conjugated and scaled. */
export function spectrum32(x: usize, quarter: usize, scale: f32): void {
  for (let k: usize = 0; k < 4; k++) split<f32>(x + k * quarter, quarter, k);
  conjugate<f32>(x, 4 * quarter, scale);
}

/**
 * `count` components, `stride` bytes apart, each in four blocks of `quarter` bytes (spread32), times their spectra at p, summed to z; x is used
 * up. fresh: z is overwritten, otherwise added to. finish: z is transformed back to four blocks (for gather32). z may be x.
 */
export function convolve32(x: usize, p: usize, stride: usize, count: usize, z: usize, quarter: usize, fresh: bool, finish: bool): void {
  for (let k: usize = 0, at: usize = 0; k < 4; k++, at += quarter) convolve<f32>(x + at, p + at, stride, count, z + at, quarter, k, fresh, finish);
}
