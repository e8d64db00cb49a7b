// Correlation modulo the prime p = 12289 in sixteen-bit lanes: exact whatever the rounding of floating point does, and so a check on it.
// p - 1 = 3 * 2^12, so there are roots of unity for cyclic lengths up to 4096 (Pollard, The fast Fourier transform in a finite field, 1971).
//
// Numbers are signed representatives, seldom the least ones, and the invariants below keep them in sixteen bits. Let round(x) be the integer
// nearest to x, halves up: q15mulr(a, b) = round(a b / 2^15), and it saturates only where both are -2^15, which no constant here is.
//
// times:   r = a w - q p, q = round(a v / 2^15), v = round(w 2^15 / p), |w| < p / 2, so |v| <= 2^14. As |v - w 2^15 / p| <= 1/2, a v / 2^15
//          is within |a| / 2^16 of a w / p, and so |r| <= p (1/2 + |a| / 2^16) < p: the low sixteen bits of both products give r.
// reduced: r = a - round(3 a / 2^15) p. |r| <= 8194 for |a| <= 27306, and |r| <= 9560 for every a of sixteen bits (all are tested).
// product: of |a|, |b| <= 8194. t = round(a b / 2^15), q = 2 t + round(21838 t / 2^15): 2 + 21838 / 2^15 is 2^15 / p within 1e-5, |t| <= 2049,
//          and so q is within 2.67 / 2 + 0.03 + 1/2 < 1.87 of a b / p, and |r| = |a b - q p| <= 22980.
//
// forward: |x| <= 8194 at the start of two levels. times: <= 7680; sum: <= 15874; times: <= 9121; sum: <= 24995; reduced: <= 8194 again. A single
//          level, <= 15874 before it is reduced, ends there too.
// products: |z| <= 9560, and with a product <= 32540 < 2^15; reduced: <= 9560 again.
// inverse: |x| <= 9831 at the start of a level. Sums and differences: <= 19662; a sum reduced: <= 8194; a difference after times: <= 9831.
//
// A transform splits blocks: block b of a level is a polynomial modulo X^N - z^2, and becomes one modulo X^(N/2) - z and one modulo X^(N/2) + z,
// its blocks 2 b and 2 b + 1. With w of order 4096, z = w^(b's eleven bits mirrored), whatever the level and the length. Blocks of eight points
// are turned, eight at a time, so that each has a lane, and split on. Lengths: 64, 256, 1024, 4096.

const P: i16 = 12289;

function times(a: v128, w: v128, v: v128): v128 {
  return i16x8.sub(i16x8.mul(a, w), i16x8.mul(i16x8.q15mulr_sat_s(a, v), i16x8.splat(P)));
}

function reduced(a: v128): v128 {
  return i16x8.sub(a, i16x8.mul(i16x8.q15mulr_sat_s(a, i16x8.splat(3)), i16x8.splat(P)));
}

function product(a: v128, b: v128): v128 {
  const t = i16x8.q15mulr_sat_s(a, b);
  const q = i16x8.add(i16x8.add(t, t), i16x8.q15mulr_sat_s(t, i16x8.splat(21838)));
  return i16x8.sub(i16x8.mul(a, b), i16x8.mul(q, i16x8.splat(P)));
}

/** Bytes of 0 and 1, times a number, with the first level, which has no root: x[i] = a + b, x[half + i] = a - b. |number| <= 4097. */
export function spread16(bits: usize, half: usize, number: i32, x: usize): void {
  const s = i16x8.splat(<i16>number), far = half << 1;
  for (const end = bits + half; bits < end; bits += 16, x += 32) {
    const a = v128.load(bits), b = v128.load(bits + half), sum = i8x16.add(a, b), difference = i8x16.sub(a, b);
    v128.store(x, i16x8.mul(i16x8.extend_low_i8x16_s(sum), s));
    v128.store(x, i16x8.mul(i16x8.extend_high_i8x16_s(sum), s), 16);
    v128.store(x + far, i16x8.mul(i16x8.extend_low_i8x16_s(difference), s));
    v128.store(x + far, i16x8.mul(i16x8.extend_high_i8x16_s(difference), s), 16);
  }
}

/**
 * All levels but the first. roots: for each block the root and its twin v, two sixteen-bit numbers; lanes: for eight blocks of eight points the
 * roots of their three levels, seven pairs of vectors.
 */
export function forward16(x: usize, points: usize, roots: usize, lanes: usize): void {
  const end = x + (points << 1);
  for (let size = points; size > 16; size >>= 2) {
    let root = roots;
    for (let block = x; block < end; block += size, root += 4) split(block, size >> 2, root, roots + ((root - roots) << 1));
  }
  for (; x < end; x += 128, lanes += 224) {
    turn(x);
    splitLanes(x, lanes);
  }
}

/** Two levels of one block of four times `quarter` bytes. */
function split(x: usize, quarter: usize, one: usize, two: usize): void {
  const w = v128.load16_splat(one), v = v128.load16_splat(one, 2);
  const w0 = v128.load16_splat(two), v0 = v128.load16_splat(two, 2), w1 = v128.load16_splat(two, 4), v1 = v128.load16_splat(two, 6);
  for (const end = x + quarter; x < end; x += 16) {
    const xb = x + quarter, xc = xb + quarter, xd = xc + quarter;
    const a = v128.load(x), b = v128.load(xb), c = times(v128.load(xc), w, v), d = times(v128.load(xd), w, v);
    const even = i16x8.add(a, c), odd = i16x8.sub(a, c), f = times(i16x8.add(b, d), w0, v0), g = times(i16x8.sub(b, d), w1, v1);
    v128.store(x, reduced(i16x8.add(even, f))); v128.store(xb, reduced(i16x8.sub(even, f)));
    v128.store(xc, reduced(i16x8.add(odd, g))); v128.store(xd, reduced(i16x8.sub(odd, g)));
  }
}

/** Three levels of eight blocks of eight points, a block in each lane. */
function splitLanes(x: usize, r: usize): void {
  const w = v128.load(r), v = v128.load(r, 16);
  const a0 = v128.load(x), a1 = v128.load(x, 16), a2 = v128.load(x, 32), a3 = v128.load(x, 48);
  const b0 = times(v128.load(x, 64), w, v), b1 = times(v128.load(x, 80), w, v), b2 = times(v128.load(x, 96), w, v), b3 = times(v128.load(x, 112), w, v);
  splitPairs(x, i16x8.add(a0, b0), i16x8.add(a1, b1), i16x8.add(a2, b2), i16x8.add(a3, b3), r + 32, r + 96);
  splitPairs(x + 64, i16x8.sub(a0, b0), i16x8.sub(a1, b1), i16x8.sub(a2, b2), i16x8.sub(a3, b3), r + 64, r + 160);
}

function splitPairs(x: usize, a: v128, b: v128, c: v128, d: v128, one: usize, two: usize): void {
  const w = v128.load(one), v = v128.load(one, 16), f = times(c, w, v), g = times(d, w, v);
  const s = reduced(i16x8.add(a, f)), t = times(reduced(i16x8.add(b, g)), v128.load(two), v128.load(two, 16));
  const p = reduced(i16x8.sub(a, f)), q = times(reduced(i16x8.sub(b, g)), v128.load(two, 32), v128.load(two, 48));
  v128.store(x, reduced(i16x8.add(s, t))); v128.store(x, reduced(i16x8.sub(s, t)), 16);
  v128.store(x, reduced(i16x8.add(p, q)), 32); v128.store(x, reduced(i16x8.sub(p, q)), 48);
}

/** z[i] += x[i] y[i], or = where z is fresh. */
export function product16(x: usize, y: usize, points: usize, z: usize, fresh: bool): void {
  for (const end = x + (points << 1); x < end; x += 16, y += 16, z += 16) {
    const old = fresh ? i64x2.splat(0) : v128.load(z);
    v128.store(z, reduced(i16x8.add(old, product(v128.load(x), v128.load(y)))));
  }
}

/** Undoes all levels but the first; numbers come out half as many times too large as there are points. Roots are the inverse ones. */
export function inverse16(x: usize, points: usize, roots: usize, lanes: usize): void {
  const end = x + (points << 1);
  for (let p = x; p < end; p += 128, lanes += 224) {
    joinLanes(p, lanes);
    turn(p);
  }
  for (let size: usize = 64; size <= points; size <<= 2) {
    let root = roots;
    for (let block = x; block < end; block += size, root += 4) join(block, size >> 2, root, roots + ((root - roots) << 1));
  }
}

function joinLanes(x: usize, r: usize): void {
  joinPairs(x, r + 32, r + 96);
  joinPairs(x + 64, r + 64, r + 160);
  const w = v128.load(r), v = v128.load(r, 16);
  for (const end = x + 64; x < end; x += 16) {
    const a = v128.load(x), b = v128.load(x, 64);
    v128.store(x, reduced(i16x8.add(a, b)));
    v128.store(x, times(i16x8.sub(a, b), w, v), 64);
  }
}

function joinPairs(x: usize, one: usize, two: usize): void {
  const a = v128.load(x), b = v128.load(x, 16), c = v128.load(x, 32), d = v128.load(x, 48);
  const s = reduced(i16x8.add(a, b)), t = times(i16x8.sub(a, b), v128.load(two), v128.load(two, 16));
  const p = reduced(i16x8.add(c, d)), q = times(i16x8.sub(c, d), v128.load(two, 32), v128.load(two, 48));
  const w = v128.load(one), v = v128.load(one, 16);
  v128.store(x, reduced(i16x8.add(s, p))); v128.store(x, reduced(i16x8.add(t, q)), 16);
  v128.store(x, times(i16x8.sub(s, p), w, v), 32); v128.store(x, times(i16x8.sub(t, q), w, v), 48);
}

/** Undoes split. */
function join(x: usize, quarter: usize, one: usize, two: usize): void {
  const w = v128.load16_splat(one), v = v128.load16_splat(one, 2);
  const w0 = v128.load16_splat(two), v0 = v128.load16_splat(two, 2), w1 = v128.load16_splat(two, 4), v1 = v128.load16_splat(two, 6);
  for (const end = x + quarter; x < end; x += 16) {
    const xb = x + quarter, xc = xb + quarter, xd = xc + quarter;
    const a = v128.load(x), b = v128.load(xb), c = v128.load(xc), d = v128.load(xd);
    const s = reduced(i16x8.add(a, b)), t = times(i16x8.sub(a, b), w0, v0), p = reduced(i16x8.add(c, d)), q = times(i16x8.sub(c, d), w1, v1);
    v128.store(x, reduced(i16x8.add(s, p))); v128.store(xb, reduced(i16x8.add(t, q)));
    v128.store(xc, times(i16x8.sub(s, p), w, v)); v128.store(xd, times(i16x8.sub(t, q), w, v));
  }
}

/**
 * The last level of the inverse, and what is in [0, p) by then is a count: out[i] -= count i, i < step, a multiple of 8. A count is below p
 * because no piece of a pattern is as long as a transform.
 */
export function gather16(x: usize, half: usize, step: usize, out: usize): void {
  const far = half << 1;
  for (let i: usize = 0; i < half; i += 8, x += 16) {
    const a = v128.load(x), b = v128.load(x + far);
    if (i < step) subtract(out + (i << 2), i16x8.add(a, b));
    if (half + i < step) subtract(out + ((half + i) << 2), i16x8.sub(a, b));
  }
}

function subtract(out: usize, sum: v128): void {
  const r = reduced(sum), count = i16x8.add(r, v128.and(i16x8.shr_s(r, 15), i16x8.splat(P)));
  v128.store(out, i32x4.sub(v128.load(out), i32x4.extend_low_i16x8_u(count)));
  v128.store(out, i32x4.sub(v128.load(out, 16), i32x4.extend_high_i16x8_u(count)), 16);
}

/** Eight vectors of eight points turned: rows become columns. */
function turn(x: usize): void {
  const a = v128.load(x), b = v128.load(x, 16), c = v128.load(x, 32), d = v128.load(x, 48);
  const e = v128.load(x, 64), f = v128.load(x, 80), g = v128.load(x, 96), h = v128.load(x, 112);
  const ab = low<i16>(a, b), cd = low<i16>(c, d), ef = low<i16>(e, f), gh = low<i16>(g, h);
  const AB = high<i16>(a, b), CD = high<i16>(c, d), EF = high<i16>(e, f), GH = high<i16>(g, h);
  const p = low<i32>(ab, cd), q = high<i32>(ab, cd), r = low<i32>(ef, gh), s = high<i32>(ef, gh);
  v128.store(x, low<i64>(p, r)); v128.store(x, high<i64>(p, r), 16); v128.store(x, low<i64>(q, s), 32); v128.store(x, high<i64>(q, s), 48);
  const P = low<i32>(AB, CD), Q = high<i32>(AB, CD), R = low<i32>(EF, GH), S = high<i32>(EF, GH);
  v128.store(x, low<i64>(P, R), 64); v128.store(x, high<i64>(P, R), 80); v128.store(x, low<i64>(Q, S), 96); v128.store(x, high<i64>(Q, S), 112);
}

/** The low halves of two vectors, interleaved. */
function low<T>(a: v128, b: v128): v128 {
  if (sizeof<T>() == 2) return v128.shuffle<i16>(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
  return sizeof<T>() == 4 ? v128.shuffle<i32>(a, b, 0, 4, 1, 5) : v128.shuffle<i64>(a, b, 0, 2);
}
function high<T>(a: v128, b: v128): v128 {
  if (sizeof<T>() == 2) return v128.shuffle<i16>(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
  return sizeof<T>() == 4 ? v128.shuffle<i32>(a, b, 2, 6, 3, 7) : v128.shuffle<i64>(a, b, 1, 3);
}
