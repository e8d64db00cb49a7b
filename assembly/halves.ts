// One long block of text as one complex sequence: the first half its real, the second half its imaginary part.
//
// A real polynomial of 2 N coefficients modulo X^(2N) + 1 is its residues modulo X^N - i and X^N + i, which are conjugates. The first is the
// first half plus i times the second, with nothing to compute: a block of N points with theta = 3/4 (butterfly.ts), number 3 of its level.
// Products there are products modulo X^(2N) + 1: what wraps around is subtracted instead of added, and nobody looks at it. At a root w the
// conjugate of a real p(w) is p(1 / w), so correlations come about as in cyclic transforms. (Crandall and Fagin, Discrete weighted transforms
// and large-integer arithmetic, 1994, call it the right-angle convolution; the twists are in the twiddles here.)
//
// Against two blocks of N in one transform, text meets text once less often for the same pattern, and the energy is the same.
import { VECTOR } from "./butterfly";
import { convert64, numbers } from "./correlate";
import { multiply, split } from "./depth-first";

/** Number of the block of X^N - i in its level. */
const TWISTED: usize = 3;

/** A component of 2 * half symbols. Widened by extensions: masks of shuffles are constants, which engines make anew each time. */
export function halves32(bits: usize, half: usize, shift: i32, table: usize, x: usize): void {
  const numberOf = v128.load(table);
  for (const end = bits + half; bits < end; bits += 16, x += 128) {
    const r = numbers(bits, shift, numberOf), i = numbers(bits + half, shift, numberOf);
    let a = i16x8.extend_low_i8x16_s(r), b = i16x8.extend_low_i8x16_s(i);
    v128.store(x, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(a))); v128.store(x, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(b)), 16);
    v128.store(x, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(a)), 32); v128.store(x, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(b)), 48);
    a = i16x8.extend_high_i8x16_s(r); b = i16x8.extend_high_i8x16_s(i);
    v128.store(x, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(a)), 64); v128.store(x, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(b)), 80);
    v128.store(x, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(a)), 96); v128.store(x, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(b)), 112);
  }
}

/** As halves32, in f64. */
export function halves64(bits: usize, half: usize, shift: i32, table: usize, x: usize): void {
  const numberOf = v128.load(table);
  for (const end = bits + half; bits < end; bits += 16, x += 256) {
    widen64(x, numbers(bits, shift, numberOf)); widen64(x + 16, numbers(bits + half, shift, numberOf));
  }
}

function widen64(x: usize, v: v128): void {
  const l = i16x8.extend_low_i8x16_s(v), h = i16x8.extend_high_i8x16_s(v);
  convert64(x, i32x4.extend_low_i16x8_s(l)); convert64(x + 64, i32x4.extend_high_i16x8_s(l));
  convert64(x + 128, i32x4.extend_low_i16x8_s(h)); convert64(x + 192, i32x4.extend_high_i16x8_s(h));
}

/** To spectra in mirrored order. */
export function splitHalves32(x: usize, bytes: usize): void {
  split<f32>(x, bytes, TWISTED);
}
export function splitHalves64(x: usize, bytes: usize): void {
  split<f64>(x, bytes, TWISTED);
}

/** A pattern's spectrum from f64, of `bytes` bytes, to f32 at `to`, conjugated and scaled. Two groups of blocks in two lanes become one in four. */
export function toSingle(x: usize, bytes: usize, scale: f64, to: usize): void {
  const plus = f64x2.splat(scale), minus = f64x2.neg(plus);
  for (const end = x + bytes; x < end; x += 128) {
    for (const stop = x + 128; x < stop; x += VECTOR, to += VECTOR) {
      v128.store(to, narrowed(v128.load(x), v128.load(x, 128), plus));
      v128.store(to, narrowed(v128.load(x, 16), v128.load(x, 144), minus), 16);
    }
  }
}

function narrowed(a: v128, b: v128, scale: v128): v128 {
  return v128.shuffle<i64>(f32x4.demote_f64x2_zero(f64x2.mul(a, scale)), f32x4.demote_f64x2_zero(f64x2.mul(b, scale)), 0, 2);
}

/**
 * Spectra of `count` components, `stride` bytes apart, times those at p, summed and transformed back to z. x stays, for other patterns; z is
 * apart from it.
 */
export function multiplyHalves32(x: usize, p: usize, stride: usize, count: usize, z: usize, bytes: usize): void {
  multiply<f32>(x, p, stride, count, z, bytes, TWISTED);
}

/**
 * Distances of the numbers [from, to) of 2 * half, multiples of 4, are added to out: out[i] += rest[i] * unit - number, rounded. rest: words
 * below 2^24, one for each number (move = 1) or four equal ones (move = 0).
 */
export function settleHalves32(z: usize, half: usize, rest: usize, move: usize, unit: f32, from: usize, to: usize, out: usize): void {
  const middle = min(to, half), u = f32x4.splat(unit), more = move << 4;
  rest += move * from << 2;
  let i = from;
  for (; i < middle; i += 4, out += 16, rest += more) settle(out, rest, u, v128.load(z + (i << 3)));
  for (; i < to; i += 4, out += 16, rest += more) settle(out, rest, u, v128.load(z + (i - half << 3), 16));
}

/** Rounded as in gather32. */
function settle(out: usize, rest: usize, unit: v128, value: v128): void {
  const magic = f32x4.splat(12582912);
  const distance = f32x4.sub(f32x4.mul(f32x4.convert_i32x4_s(v128.load(rest)), unit), value);
  v128.store(out, i32x4.add(v128.load(out), i32x4.sub(f32x4.add(distance, magic), magic)));
}
