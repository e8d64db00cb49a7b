// Products of integer polynomials: transforms that start inside a longer one, and what stands before and behind them.
//
// Counts of sums are the coefficients of A(x) B(x), A(x) = sum of x^a over the first set. A real polynomial modulo x^(2K) + 1 is a complex one
// modulo x^K + i (the other factor, x^K - i, has the conjugates), and that is block 2 of the four of a transform of 4 K points (butterfly.ts):
// its twiddles stand in the same table, so a product of 2 K real coefficients takes K complex points and no pass for twists.
import { convolve, split } from "./depth-first";

/** A block of a longer transform, natural to mirrored order: X^N = e(-theta(block)), N points. */
export function spectrumAt32(x: usize, bytes: usize, block: usize): void { split<f32>(x, bytes, block); }
export function spectrumAt64(x: usize, bytes: usize, block: usize): void { split<f64>(x, bytes, block); }

/** x times p, whose spectrum is given, in that block, times N. */
export function productAt32(x: usize, p: usize, bytes: usize, block: usize): void { convolve<f32>(x, p, bytes, 1, x, bytes, block, true, true); }
export function productAt64(x: usize, p: usize, bytes: usize, block: usize): void { convolve<f64>(x, p, bytes, 1, x, bytes, block, true, true); }

/** Address of the real part of a point; its imaginary part stands 16 bytes on. */
function at<T>(x: usize, i: usize): usize {
  return sizeof<T>() == 4 ? x + ((i >> 2) << 5) + ((i & 3) << 2) : x + ((i >> 1) << 5) + ((i & 1) << 3);
}

/** Adds scale x^v modulo x^K + i for each of the numbers v, K = 2^bits: x^K is -i, x^(2K) is -1, x^(3K) is i. */
function fold<T>(values: usize, count: usize, bits: usize, scale: T, x: usize): void {
  const low = (<usize>1 << bits) - 1;
  for (const end = values + (count << 3); values < end; values += 8) {
    const v = <usize>load<f64>(values), k = v >> bits;
    const p = at<T>(x, v & low) + ((k & 1) << 4);
    store<T>(p, load<T>(p) + ((k + 1) & 2 ? -scale : scale));
  }
}
export function fold32(values: usize, count: usize, bits: usize, scale: f32, x: usize): void { fold<f32>(values, count, bits, scale, x); }
export function fold64(values: usize, count: usize, bits: usize, scale: f64, x: usize): void { fold<f64>(values, count, bits, scale, x); }

/** Adds one to the u32 at each of the numbers. */
export function markAll(values: usize, count: usize, table: usize): void {
  for (const end = values + (count << 3); values < end; values += 8) {
    const p = table + (<usize>load<f64>(values) << 2);
    store<u32>(p, load<u32>(p) + 1);
  }
}

/** As fold, of the numbers 0, 1, .. below `length`, each so often as the table says. */
function unfold<T>(table: usize, length: usize, bits: usize, scale: T, x: usize): void {
  const low = (<usize>1 << bits) - 1;
  for (let v: usize = 0; v < length; v++, table += 4) {
    const k = v >> bits, p = at<T>(x, v & low) + ((k & 1) << 4);
    store<T>(p, load<T>(p) + <T>load<u32>(table) * ((k + 1) & 2 ? -scale : scale));
  }
}
export function unfold32(table: usize, length: usize, bits: usize, scale: f32, x: usize): void { unfold<f32>(table, length, bits, scale, x); }
export function unfold64(table: usize, length: usize, bits: usize, scale: f64, x: usize): void { unfold<f64>(table, length, bits, scale, x); }

/** Sum of squares of all parts: exact while it is below 2^53. */
function squares<T>(x: usize, bytes: usize): f64 {
  let sum = f64x2.splat(0);
  for (const end = x + bytes; x < end; x += 16) {
    const v = v128.load(x), l = sizeof<T>() == 4 ? f64x2.promote_low_f32x4(v) : v;
    sum = f64x2.add(sum, f64x2.mul(l, l));
    if (sizeof<T>() == 4) { const h = f64x2.promote_low_f32x4(v128.shuffle<i64>(v, v, 1, 1)); sum = f64x2.add(sum, f64x2.mul(h, h)); }
  }
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}
export function squares32(x: usize, bytes: usize): f64 { return squares<f32>(x, bytes); }
export function squares64(x: usize, bytes: usize): f64 { return squares<f64>(x, bytes); }

/** The greatest part, or 0. */
export function greatest64(x: usize, bytes: usize): f64 {
  let most = f64x2.splat(0);
  for (const end = x + bytes; x < end; x += 16) most = f64x2.max(most, v128.load(x));
  return max(f64x2.extract_lane(most, 0), f64x2.extract_lane(most, 1));
}

/** Rounds every part; returns how many are 0 then. */
function settle<T>(x: usize, bytes: usize): u32 {
  let zeros = i64x2.splat(0);
  const zero = zeros;
  for (const end = x + bytes; x < end; x += 16) {
    const v = v128.nearest<T>(v128.load(x));
    v128.store(x, v);
    const none = v128.eq<T>(v, zero);
    zeros = sizeof<T>() == 4 ? i32x4.sub(zeros, none) : i64x2.sub(zeros, none);
  }
  return sizeof<T>() == 4
    ? i32x4.extract_lane(zeros, 0) + i32x4.extract_lane(zeros, 1) + i32x4.extract_lane(zeros, 2) + i32x4.extract_lane(zeros, 3)
    : <u32>(i64x2.extract_lane(zeros, 0) + i64x2.extract_lane(zeros, 1));
}
export function settle32(x: usize, bytes: usize): u32 { return settle<f32>(x, bytes); }
export function settle64(x: usize, bytes: usize): u32 { return settle<f64>(x, bytes); }

/**
 * Coefficients from two remainders, both settled: x of the product modulo x^(2K) + 1, y modulo x^(2E) + 1, E a half or a quarter of K, degree below
 * 2 K + 2 E. Returns by how many more coefficients are 0 than were in x alone. As x = low - h and y = (low + h) modulo x^E + i, because (-i)^(2K/E) = 1, half of y minus x folded
 * is h, whose parts stand as those of y do, and x + h is low.
 */
export function mend64(x: usize, points: usize, y: usize, extra: usize): u32 {
  const half = f64x2.splat(0.5), zero = f64x2.splat(0);
  const bytes = extra << 4, blocks = points / extra;
  let zeros = i64x2.splat(0);
  for (let o: usize = 0; o < bytes; o += 32) {
    let r = v128.load(y + o), i = v128.load(y + o, 16);
    for (let b: usize = 0; b < blocks; b++) {
      // the coefficients of this block are re, and -im, which stand `blocks` blocks on: (-i)^blocks = -1 for 2 and 1 for 4
      const p = x + b * bytes + o, low = v128.load(p), high = v128.load(p, 16);
      const c = blocks == 2 ? f64x2.add(low, high) : f64x2.sub(low, high);
      if (b == 0) r = f64x2.sub(r, c);
      else if (b == 1) i = f64x2.add(i, c);
      else if (b == 2) r = f64x2.add(r, c);
      else i = f64x2.sub(i, c);
    }
    r = f64x2.mul(r, half); i = f64x2.mul(i, half);
    v128.store(y + o, r); v128.store(y + o, i, 16);
    zeros = i64x2.sub(zeros, i64x2.add(f64x2.eq(r, zero), f64x2.eq(i, zero)));
    const p = x + o, q = p + bytes, a = v128.load(p), b = v128.load(q), c = f64x2.add(a, r), d = f64x2.sub(b, i);
    zeros = i64x2.sub(zeros, i64x2.sub(i64x2.add(f64x2.eq(c, zero), f64x2.eq(d, zero)), i64x2.add(f64x2.eq(a, zero), f64x2.eq(b, zero))));
    v128.store(p, c);
    v128.store(q, d);
  }
  return <u32>(i64x2.extract_lane(zeros, 0) + i64x2.extract_lane(zeros, 1));
}

/**
 * The sums base, base + step, .. and their counts: the real parts of points [from, to), or the imaginary ones, negated (part 1). Those with a count
 * that is not 0 are written, without counts where `counts` is 0. Returns how many.
 */
function emit<T>(x: usize, part: usize, from: usize, to: usize, base: f64, step: f64, sums: usize, counts: usize): u32 {
  let sum = <i64>base, found: usize = 0;
  const by = <i64>step, sign: f64 = part ? -1 : 1;
  for (let i = from; i < to; i++, sum += by) {
    const c = <f64>load<T>(at<T>(x, i) + (part << 4));
    store<f64>(sums + found, <f64>sum);
    if (counts) store<f64>(counts + found, sign * c);
    found += <usize>(c != 0) << 3;
  }
  return <u32>(found >> 3);
}
export function emit32(x: usize, part: usize, from: usize, to: usize, base: f64, step: f64, sums: usize, counts: usize): u32 { return emit<f32>(x, part, from, to, base, step, sums, counts); }
export function emit64(x: usize, part: usize, from: usize, to: usize, base: f64, step: f64, sums: usize, counts: usize): u32 { return emit<f64>(x, part, from, to, base, step, sums, counts); }
