// The step on blocks of four points, which ends at single points: four vectors are turned so that each lane has a block (f32: four blocks,
// 4 x 4; f64: two blocks, twice 2 x 2). Twiddles of this step are vectors: re and im for r = 1, 2, 3, 96 bytes for four vectors.
import { im, re } from "./butterfly";

/** Sums of products of one group of four vectors: eight accumulators and their operands do not fit in sixteen registers. */
export const sums: usize = memory.data(128, 64);

function low(a: v128, b: v128): v128 { return v128.shuffle<i32>(a, b, 0, 4, 1, 5); }
function high(a: v128, b: v128): v128 { return v128.shuffle<i32>(a, b, 2, 6, 3, 7); }
function evens(a: v128, b: v128): v128 { return v128.shuffle<i64>(a, b, 0, 2); }
function odds(a: v128, b: v128): v128 { return v128.shuffle<i64>(a, b, 1, 3); }

// Point r of the blocks in four vectors.
function point0<T>(a: v128, b: v128, c: v128, d: v128): v128 { return sizeof<T>() == 4 ? evens(low(a, b), low(c, d)) : evens(a, c); }
function point1<T>(a: v128, b: v128, c: v128, d: v128): v128 { return sizeof<T>() == 4 ? odds(low(a, b), low(c, d)) : odds(a, c); }
function point2<T>(a: v128, b: v128, c: v128, d: v128): v128 { return sizeof<T>() == 4 ? evens(high(a, b), high(c, d)) : evens(b, d); }
function point3<T>(a: v128, b: v128, c: v128, d: v128): v128 { return sizeof<T>() == 4 ? odds(high(a, b), high(c, d)) : odds(b, d); }
// Vector k of the blocks, from their points.
function vector0<T>(a: v128, b: v128, c: v128, d: v128): v128 { return sizeof<T>() == 4 ? evens(low(a, b), low(c, d)) : evens(a, b); }
function vector1<T>(a: v128, b: v128, c: v128, d: v128): v128 { return sizeof<T>() == 4 ? odds(low(a, b), low(c, d)) : evens(c, d); }
function vector2<T>(a: v128, b: v128, c: v128, d: v128): v128 { return sizeof<T>() == 4 ? evens(high(a, b), high(c, d)) : odds(a, b); }
function vector3<T>(a: v128, b: v128, c: v128, d: v128): v128 { return sizeof<T>() == 4 ? odds(high(a, b), high(c, d)) : odds(c, d); }

// Twiddles with the factors of the high bits of the block's number, see butterfly.ts.
function twiddleRe<T>(t: usize, h: usize): v128 {
  if (sizeof<T>() == 8 && h != 0) return re<T>(v128.load(t), v128.load(t, 16), v128.load_splat<T>(h), v128.load_splat<T>(h, sizeof<T>()));
  return v128.load(t);
}
function twiddleIm<T>(t: usize, h: usize): v128 {
  if (sizeof<T>() == 8 && h != 0) return im<T>(v128.load(t), v128.load(t, 16), v128.load_splat<T>(h), v128.load_splat<T>(h, sizeof<T>()));
  return v128.load(t, 16);
}
/** The factor for another r. */
function factor<T>(h: usize, r: usize): usize {
  return sizeof<T>() == 8 && h != 0 ? h + (r - 1) * 2 * sizeof<T>() : 0;
}

/** In place. */
export function splitPoints<T>(x: usize, end: usize, t: usize, h: usize): void {
  for (; x < end; x += 128, t += 96) {
    let a = v128.load(x), b = v128.load(x, 32), c = v128.load(x, 64), d = v128.load(x, 96);
    const ar = point0<T>(a, b, c, d), pr = point1<T>(a, b, c, d), qr = point2<T>(a, b, c, d), sr = point3<T>(a, b, c, d);
    a = v128.load(x, 16); b = v128.load(x, 48); c = v128.load(x, 80); d = v128.load(x, 112);
    const ai = point0<T>(a, b, c, d), pi = point1<T>(a, b, c, d), qi = point2<T>(a, b, c, d), si = point3<T>(a, b, c, d);
    let wr = twiddleRe<T>(t, h), wi = twiddleIm<T>(t, h);
    const br = re<T>(pr, pi, wr, wi), bi = im<T>(pr, pi, wr, wi);
    wr = twiddleRe<T>(t + 64, factor<T>(h, 3)); wi = twiddleIm<T>(t + 64, factor<T>(h, 3));
    const dr = re<T>(sr, si, wr, wi), di = im<T>(sr, si, wr, wi);
    wr = twiddleRe<T>(t + 32, factor<T>(h, 2)); wi = twiddleIm<T>(t + 32, factor<T>(h, 2));
    const cr = re<T>(qr, qi, wr, wi), ci = im<T>(qr, qi, wr, wi);
    const s0r = v128.add<T>(ar, cr), s0i = v128.add<T>(ai, ci), s1r = v128.sub<T>(ar, cr), s1i = v128.sub<T>(ai, ci);
    const s2r = v128.add<T>(br, dr), s2i = v128.add<T>(bi, di), s3r = v128.sub<T>(br, dr), s3i = v128.sub<T>(bi, di);
    v128.store(x, v128.add<T>(s0r, s2r)); v128.store(x, v128.add<T>(s0i, s2i), 16);
    v128.store(x, v128.sub<T>(s0r, s2r), 32); v128.store(x, v128.sub<T>(s0i, s2i), 48);
    v128.store(x, v128.add<T>(s1r, s3i), 64); v128.store(x, v128.sub<T>(s1i, s3r), 80);
    v128.store(x, v128.sub<T>(s1r, s3i), 96); v128.store(x, v128.add<T>(s1i, s3r), 112);
  }
}

/** One group of four vectors; their products with p are added to the sums. */
export function addProducts<T>(x: usize, p: usize, t: usize, h: usize): void {
  let a = v128.load(x), b = v128.load(x, 32), c = v128.load(x, 64), d = v128.load(x, 96);
  const ar = point0<T>(a, b, c, d), pr = point1<T>(a, b, c, d), qr = point2<T>(a, b, c, d), sr = point3<T>(a, b, c, d);
  a = v128.load(x, 16); b = v128.load(x, 48); c = v128.load(x, 80); d = v128.load(x, 112);
  const ai = point0<T>(a, b, c, d), pi = point1<T>(a, b, c, d), qi = point2<T>(a, b, c, d), si = point3<T>(a, b, c, d);
  let wr = twiddleRe<T>(t, h), wi = twiddleIm<T>(t, h);
  const br = re<T>(pr, pi, wr, wi), bi = im<T>(pr, pi, wr, wi);
  wr = twiddleRe<T>(t + 64, factor<T>(h, 3)); wi = twiddleIm<T>(t + 64, factor<T>(h, 3));
  const dr = re<T>(sr, si, wr, wi), di = im<T>(sr, si, wr, wi);
  wr = twiddleRe<T>(t + 32, factor<T>(h, 2)); wi = twiddleIm<T>(t + 32, factor<T>(h, 2));
  const cr = re<T>(qr, qi, wr, wi), ci = im<T>(qr, qi, wr, wi);
  const s0r = v128.add<T>(ar, cr), s0i = v128.add<T>(ai, ci), s1r = v128.sub<T>(ar, cr), s1i = v128.sub<T>(ai, ci);
  const s2r = v128.add<T>(br, dr), s2i = v128.add<T>(bi, di), s3r = v128.sub<T>(br, dr), s3i = v128.sub<T>(bi, di);
  addProduct<T>(sums, v128.add<T>(s0r, s2r), v128.add<T>(s0i, s2i), p);
  addProduct<T>(sums + 32, v128.sub<T>(s0r, s2r), v128.sub<T>(s0i, s2i), p + 32);
  addProduct<T>(sums + 64, v128.add<T>(s1r, s3i), v128.sub<T>(s1i, s3r), p + 64);
  addProduct<T>(sums + 96, v128.sub<T>(s1r, s3i), v128.add<T>(s1i, s3r), p + 96);
}

/** Products of one group of four vectors, already turned, summed over `count` components. */
export function products<T>(x: usize, p: usize, stride: usize, count: usize): void {
  let s0r = i64x2.splat(0), s0i = s0r, s1r = s0r, s1i = s0r, s2r = s0r, s2i = s0r, s3r = s0r, s3i = s0r;
  for (const far = x + count * stride; x < far; x += stride, p += stride) {
    let r = v128.load(x), i = v128.load(x, 16), pr = v128.load(p), pi = v128.load(p, 16);
    s0r = v128.add<T>(s0r, re<T>(r, i, pr, pi)); s0i = v128.add<T>(s0i, im<T>(r, i, pr, pi));
    r = v128.load(x, 32); i = v128.load(x, 48); pr = v128.load(p, 32); pi = v128.load(p, 48);
    s1r = v128.add<T>(s1r, re<T>(r, i, pr, pi)); s1i = v128.add<T>(s1i, im<T>(r, i, pr, pi));
    r = v128.load(x, 64); i = v128.load(x, 80); pr = v128.load(p, 64); pi = v128.load(p, 80);
    s2r = v128.add<T>(s2r, re<T>(r, i, pr, pi)); s2i = v128.add<T>(s2i, im<T>(r, i, pr, pi));
    r = v128.load(x, 96); i = v128.load(x, 112); pr = v128.load(p, 96); pi = v128.load(p, 112);
    s3r = v128.add<T>(s3r, re<T>(r, i, pr, pi)); s3i = v128.add<T>(s3i, im<T>(r, i, pr, pi));
  }
  v128.store(sums, s0r); v128.store(sums, s0i, 16); v128.store(sums, s1r, 32); v128.store(sums, s1i, 48);
  v128.store(sums, s2r, 64); v128.store(sums, s2i, 80); v128.store(sums, s3r, 96); v128.store(sums, s3i, 112);
}

/** The product is rounded before it is added, as the bound has it. */
function addProduct<T>(sum: usize, r: v128, i: v128, p: usize): void {
  const pr = v128.load(p), pi = v128.load(p, 16);
  v128.store(sum, v128.add<T>(v128.load(sum), re<T>(r, i, pr, pi)));
  v128.store(sum, v128.add<T>(v128.load(sum, 16), im<T>(r, i, pr, pi)), 16);
}

/** Undoes splitPoints, times 4: one group of four vectors, from z to x. */
export function joinPoints<T>(z: usize, x: usize, t: usize, h: usize): void {
  const ar = v128.load(z), ai = v128.load(z, 16), cr = v128.load(z, 32), ci = v128.load(z, 48);
  const br = v128.load(z, 64), bi = v128.load(z, 80), dr = v128.load(z, 96), di = v128.load(z, 112);
  const s0r = v128.add<T>(ar, cr), s0i = v128.add<T>(ai, ci), s1r = v128.sub<T>(ar, cr), s1i = v128.sub<T>(ai, ci);
  const s2r = v128.add<T>(br, dr), s2i = v128.add<T>(bi, di), s3r = v128.sub<T>(br, dr), s3i = v128.sub<T>(bi, di);
  const x0r = v128.add<T>(s0r, s2r), x0i = v128.add<T>(s0i, s2i);
  let r = v128.sub<T>(s1r, s3i), i = v128.add<T>(s1i, s3r), wr = twiddleRe<T>(t, h), wi = twiddleIm<T>(t, h);
  const x1r = im<T>(r, i, wi, wr), x1i = re<T>(i, r, wr, wi);
  r = v128.sub<T>(s0r, s2r); i = v128.sub<T>(s0i, s2i); wr = twiddleRe<T>(t + 32, factor<T>(h, 2)); wi = twiddleIm<T>(t + 32, factor<T>(h, 2));
  const x2r = im<T>(r, i, wi, wr), x2i = re<T>(i, r, wr, wi);
  r = v128.add<T>(s1r, s3i); i = v128.sub<T>(s1i, s3r); wr = twiddleRe<T>(t + 64, factor<T>(h, 3)); wi = twiddleIm<T>(t + 64, factor<T>(h, 3));
  const x3r = im<T>(r, i, wi, wr), x3i = re<T>(i, r, wr, wi);
  v128.store(x, vector0<T>(x0r, x1r, x2r, x3r)); v128.store(x, vector1<T>(x0r, x1r, x2r, x3r), 32);
  v128.store(x, vector2<T>(x0r, x1r, x2r, x3r), 64); v128.store(x, vector3<T>(x0r, x1r, x2r, x3r), 96);
  v128.store(x, vector0<T>(x0i, x1i, x2i, x3i), 16); v128.store(x, vector1<T>(x0i, x1i, x2i, x3i), 48);
  v128.store(x, vector2<T>(x0i, x1i, x2i, x3i), 80); v128.store(x, vector3<T>(x0i, x1i, x2i, x3i), 112);
}
