// Complex f32 transforms in place, spectra in mirrored order (see butterfly.ts), and sums of products in the spectrum with one inverse.
//
// Vertical steps end at blocks of four points, which are single vectors; the last step turns four of them by 4 x 4 and works with a block in
// each lane. Everything goes depth first: a block small enough for the first-level cache is finished, through product and inverse, before the
// next one is touched, so a level beyond it costs one pass over memory and no more.
import { VECTOR, im, join2, join4, re, split2, split4 } from "./butterfly";

/** Blocks from here down are finished level by level: 8 KiB, so that three components, their products and twiddles share 48 KiB. */
const LEAF: usize = 256 * VECTOR;
/** Bytes of the twiddles of a block. */
const ROOT: usize = 24;
/** Sums of products of one group of four vectors: eight accumulators and their operands do not fit in sixteen registers. */
const sums: usize = memory.data(128, 64);

/** Natural to mirrored order. `bytes` = 8 L, L a power of two from 64. */
export function forward32(x: usize, bytes: usize, roots: usize, lanes: usize): void {
  split(x, bytes, 0, roots, lanes);
}

/** Mirrored to natural order, times L. */
export function inverse32(x: usize, bytes: usize, roots: usize, lanes: usize): void {
  join(x, bytes, 0, roots, lanes);
}

function split(x: usize, bytes: usize, block: usize, roots: usize, lanes: usize): void {
  if (bytes > LEAF) {
    const s = bytes >> 2;
    split4<f32>(x, x + bytes, s, roots + block * ROOT);
    for (let k: usize = 0; k < 4; k++) split(x + k * s, s, 4 * block + k, roots, lanes);
    return;
  }
  splitVectors(x, bytes, block, roots);
  splitLanes(x, x + bytes, lanes + block * (bytes / VECTOR) * ROOT);
}

function join(x: usize, bytes: usize, block: usize, roots: usize, lanes: usize): void {
  if (bytes > LEAF) {
    const s = bytes >> 2;
    for (let k: usize = 0; k < 4; k++) join(x + k * s, s, 4 * block + k, roots, lanes);
    join4<f32>(x, x + bytes, s, roots + block * ROOT);
    return;
  }
  let t = lanes + block * (bytes / VECTOR) * ROOT;
  for (let p = x, end = x + bytes; p < end; p += 4 * VECTOR, t += 4 * ROOT) joinLanes(p, p, t);
  joinVectors(x, bytes, block, roots);
}

/** A block down to single vectors. */
function splitVectors(x: usize, bytes: usize, block: usize, roots: usize): void {
  const end = x + bytes;
  let s = bytes >> 2;
  for (; s >= VECTOR; s >>= 2, block <<= 2) split4<f32>(x, end, s, roots + block * ROOT);
  if (s == VECTOR >> 1) split2<f32>(x, end, VECTOR, roots + block * ROOT);
}

function joinVectors(x: usize, bytes: usize, block: usize, roots: usize): void {
  const end = x + bytes;
  let s = VECTOR;
  if ((ctz(bytes / VECTOR) & 1) != 0) { join2<f32>(x, end, s, roots + block * (bytes / (2 * s)) * ROOT); s <<= 1; }
  for (; s < bytes; s <<= 2) join4<f32>(x, end, s, roots + block * (bytes / (4 * s)) * ROOT);
}

/**
 * `count` components, `stride` bytes apart, each in four blocks of `quarter` bytes (spread32 has made the first step), times their spectra at
 * p, summed to z; x is used up. fresh: z is overwritten, otherwise added to. finish: z is transformed back to four blocks (gather32 makes the
 * last step). z may be x.
 */
export function convolve32(x: usize, p: usize, stride: usize, count: usize, z: usize, quarter: usize, roots: usize, lanes: usize, fresh: bool, finish: bool): void {
  for (let k: usize = 0; k < 4; k++) convolve(x + k * quarter, p + k * quarter, stride, count, z + k * quarter, quarter, k, roots, lanes, fresh, finish);
}

function convolve(x: usize, p: usize, stride: usize, count: usize, z: usize, bytes: usize, block: usize, roots: usize, lanes: usize, fresh: bool, finish: bool): void {
  const far = x + count * stride;
  if (bytes > LEAF) {
    const s = bytes >> 2;
    for (let c = x; c < far; c += stride) split4<f32>(c, c + bytes, s, roots + block * ROOT);
    for (let k: usize = 0, at: usize = 0; k < 4; k++, at += s) convolve(x + at, p + at, stride, count, z + at, s, 4 * block + k, roots, lanes, fresh, finish);
    if (finish) join4<f32>(z, z + bytes, s, roots + block * ROOT);
    return;
  }
  for (let c = x; c < far; c += stride) splitVectors(c, bytes, block, roots);
  const zero = f32x4.splat(0);
  let t = lanes + block * (bytes / VECTOR) * ROOT;
  for (let at: usize = 0; at < bytes; at += 4 * VECTOR, t += 4 * ROOT) {
    for (let o: usize = 0; o < 128; o += 32) { v128.store(sums + o, zero); v128.store(sums + o, zero, 16); }
    for (let c = x + at, q = p + at; c < far; c += stride, q += stride) addProducts(c, q, t);
    if (!fresh) for (let o: usize = 0; o < 128; o += 16) v128.store(sums + o, f32x4.add(v128.load(sums + o), v128.load(z + at + o)));
    if (finish) joinLanes(sums, z + at, t);
    else memory.copy(z + at, sums, 128);
  }
  if (finish) joinVectors(z, bytes, block, roots);
}

/** The last step of forward transforms: four vectors, each a block of four points. */
function splitLanes(x: usize, end: usize, t: usize): void {
  for (; x < end; x += 4 * VECTOR, t += 4 * ROOT) {
    let a = v128.load(x), b = v128.load(x, 32), c = v128.load(x, 64), d = v128.load(x, 96);
    let e = low(a, b), f = low(c, d), g = high(a, b), h = high(c, d);
    const xr = evens(e, f), yr = odds(e, f), zr = evens(g, h), ur = odds(g, h);
    a = v128.load(x, 16); b = v128.load(x, 48); c = v128.load(x, 80); d = v128.load(x, 112);
    e = low(a, b); f = low(c, d); g = high(a, b); h = high(c, d);
    const xi = evens(e, f), yi = odds(e, f), zi = evens(g, h), ui = odds(g, h);
    let wr = v128.load(t), wi = v128.load(t, 16);
    const br = re<f32>(yr, yi, wr, wi), bi = im<f32>(yr, yi, wr, wi);
    wr = v128.load(t, 64); wi = v128.load(t, 80);
    const dr = re<f32>(ur, ui, wr, wi), di = im<f32>(ur, ui, wr, wi);
    wr = v128.load(t, 32); wi = v128.load(t, 48);
    const cr = re<f32>(zr, zi, wr, wi), ci = im<f32>(zr, zi, wr, wi);
    const s0r = f32x4.add(xr, cr), s0i = f32x4.add(xi, ci), s1r = f32x4.sub(xr, cr), s1i = f32x4.sub(xi, ci);
    const s2r = f32x4.add(br, dr), s2i = f32x4.add(bi, di), s3r = f32x4.sub(br, dr), s3i = f32x4.sub(bi, di);
    v128.store(x, f32x4.add(s0r, s2r)); v128.store(x, f32x4.add(s0i, s2i), 16);
    v128.store(x, f32x4.sub(s0r, s2r), 32); v128.store(x, f32x4.sub(s0i, s2i), 48);
    v128.store(x, f32x4.add(s1r, s3i), 64); v128.store(x, f32x4.sub(s1i, s3r), 80);
    v128.store(x, f32x4.sub(s1r, s3i), 96); v128.store(x, f32x4.add(s1i, s3r), 112);
  }
}

/** The last step of one group of four vectors, its products with p added to the sums. */
function addProducts(x: usize, p: usize, t: usize): void {
  let a = v128.load(x), b = v128.load(x, 32), c = v128.load(x, 64), d = v128.load(x, 96);
  let e = low(a, b), f = low(c, d), g = high(a, b), h = high(c, d);
  const xr = evens(e, f), yr = odds(e, f), zr = evens(g, h), ur = odds(g, h);
  a = v128.load(x, 16); b = v128.load(x, 48); c = v128.load(x, 80); d = v128.load(x, 112);
  e = low(a, b); f = low(c, d); g = high(a, b); h = high(c, d);
  const xi = evens(e, f), yi = odds(e, f), zi = evens(g, h), ui = odds(g, h);
  let wr = v128.load(t), wi = v128.load(t, 16);
  const br = re<f32>(yr, yi, wr, wi), bi = im<f32>(yr, yi, wr, wi);
  wr = v128.load(t, 64); wi = v128.load(t, 80);
  const dr = re<f32>(ur, ui, wr, wi), di = im<f32>(ur, ui, wr, wi);
  wr = v128.load(t, 32); wi = v128.load(t, 48);
  const cr = re<f32>(zr, zi, wr, wi), ci = im<f32>(zr, zi, wr, wi);
  const s0r = f32x4.add(xr, cr), s0i = f32x4.add(xi, ci), s1r = f32x4.sub(xr, cr), s1i = f32x4.sub(xi, ci);
  const s2r = f32x4.add(br, dr), s2i = f32x4.add(bi, di), s3r = f32x4.sub(br, dr), s3i = f32x4.sub(bi, di);
  addProduct(sums, f32x4.add(s0r, s2r), f32x4.add(s0i, s2i), p);
  addProduct(sums + 32, f32x4.sub(s0r, s2r), f32x4.sub(s0i, s2i), p + 32);
  addProduct(sums + 64, f32x4.add(s1r, s3i), f32x4.sub(s1i, s3r), p + 64);
  addProduct(sums + 96, f32x4.sub(s1r, s3i), f32x4.add(s1i, s3r), p + 96);
}

function addProduct(sum: usize, r: v128, i: v128, p: usize): void {
  const pr = v128.load(p), pi = v128.load(p, 16);
  v128.store(sum, f32x4.add(v128.load(sum), re<f32>(r, i, pr, pi)));
  v128.store(sum, f32x4.add(v128.load(sum, 16), im<f32>(r, i, pr, pi)), 16);
}

/** The first step of inverse transforms: one group of four vectors at z, to x. */
function joinLanes(z: usize, x: usize, t: usize): void {
  const ar = v128.load(z), ai = v128.load(z, 16), cr = v128.load(z, 32), ci = v128.load(z, 48);
  const br = v128.load(z, 64), bi = v128.load(z, 80), dr = v128.load(z, 96), di = v128.load(z, 112);
  const s0r = f32x4.add(ar, cr), s0i = f32x4.add(ai, ci), s1r = f32x4.sub(ar, cr), s1i = f32x4.sub(ai, ci);
  const s2r = f32x4.add(br, dr), s2i = f32x4.add(bi, di), s3r = f32x4.sub(br, dr), s3i = f32x4.sub(bi, di);
  const xr = f32x4.add(s0r, s2r), xi = f32x4.add(s0i, s2i);
  let r = f32x4.sub(s1r, s3i), i = f32x4.add(s1i, s3r), wr = v128.load(t), wi = v128.load(t, 16);
  const yr = im<f32>(r, i, wi, wr), yi = re<f32>(i, r, wr, wi);
  r = f32x4.sub(s0r, s2r); i = f32x4.sub(s0i, s2i); wr = v128.load(t, 32); wi = v128.load(t, 48);
  const zr = im<f32>(r, i, wi, wr), zi = re<f32>(i, r, wr, wi);
  r = f32x4.add(s1r, s3i); i = f32x4.sub(s1i, s3r); wr = v128.load(t, 64); wi = v128.load(t, 80);
  const ur = im<f32>(r, i, wi, wr), ui = re<f32>(i, r, wr, wi);
  let e = low(xr, yr), f = low(zr, ur), g = high(xr, yr), h = high(zr, ur);
  v128.store(x, evens(e, f)); v128.store(x, odds(e, f), 32); v128.store(x, evens(g, h), 64); v128.store(x, odds(g, h), 96);
  e = low(xi, yi); f = low(zi, ui); g = high(xi, yi); h = high(zi, ui);
  v128.store(x, evens(e, f), 16); v128.store(x, odds(e, f), 48); v128.store(x, evens(g, h), 80); v128.store(x, odds(g, h), 112);
}

// A 4 x 4 transposition is low and high of both pairs of rows, then evens and odds.
function low(a: v128, b: v128): v128 { return v128.shuffle<i32>(a, b, 0, 4, 1, 5); }
function high(a: v128, b: v128): v128 { return v128.shuffle<i32>(a, b, 2, 6, 3, 7); }
function evens(a: v128, b: v128): v128 { return v128.shuffle<i64>(a, b, 0, 2); }
function odds(a: v128, b: v128): v128 { return v128.shuffle<i64>(a, b, 1, 3); }

/** A pattern's spectrum as products want it, conjugated and scaled, from four blocks of `quarter` bytes (spread32). */
export function spectrum32(x: usize, quarter: usize, roots: usize, lanes: usize, scale: f32): void {
  for (let k: usize = 0; k < 4; k++) split(x + k * quarter, quarter, k, roots, lanes);
  const plus = f32x4.splat(scale), minus = f32x4.splat(-scale);
  for (const end = x + 4 * quarter; x < end; x += VECTOR) {
    v128.store(x, f32x4.mul(v128.load(x), plus));
    v128.store(x, f32x4.mul(v128.load(x, 16), minus), 16);
  }
}
