// Products of polynomials modulo a small odd number: sixteen coefficients share a vector, and a transform needs no roots of the field.
//
// Schoenhage and Strassen's transform (1971), for polynomials as by Schoenhage (1977): a polynomial of N = B L coefficients, modulo x^N + 1, is
// one in z = x^B of L coefficients, each of degree below B and taken modulo y^D + 1, D = 2 B. In that ring y has order 2 D, so transforms of
// L <= D points have powers of y for roots, and multiplying by y^s moves bytes. Products of coefficients go the same way with B = 32, down to
// products of 64 coefficients, by multiplying and adding.
//
// Bytes are residues in [0, modulus], modulus odd and below 128: a sum of two stays in a byte, and min(r, r - modulus) reduces it.

/** Coefficients multiplied directly, and half of that: the blocks of the inner transform. */
const BASE: usize = 64;
const BLOCK: usize = 32;

/** Rooms: two times D bytes (2 * 2048 and slack), two inner transforms of up to 64 elements, the base's numbers. See PACKED_SCRATCH. */
let turned: usize = 0, innerX: usize = 0, innerY: usize = 0, reversed: usize = 0, small: u8 = 3;

function plus(a: v128, b: v128, m: v128): v128 {
  const s = i8x16.add(a, b);
  return i8x16.min_u(s, i8x16.sub(s, m));
}
function minus(a: v128, b: v128, m: v128): v128 {
  const d = i8x16.sub(a, b);
  return i8x16.min_u(d, i8x16.add(d, m));
}

/** n elements of d bytes modulo z^n - y^e, e < 2 d, to their values: z^(n/2) = y^(e/2) and y^(e/2 + d). */
function split(x: usize, n: usize, d: usize, e: usize): void {
  if (n == 1) return;
  const half = n >> 1, s = e >> 1, far = half * d, m = i8x16.splat(small);
  for (let a = x, end = x + far; a < end; a += d) {
    const b = a + far;
    // y^s b: what is moved beyond the end comes back negated
    for (let o: usize = 0; o < d; o += 16) {
      const v = v128.load(b + o);
      v128.store(turned + o, i8x16.sub(m, v));
      v128.store(turned + d + o, v);
    }
    const t = turned + d - s;
    for (let o: usize = 0; o < d; o += 16) {
      const v = v128.load(a + o), w = v128.load(t + o);
      v128.store(a + o, plus(v, w, m));
      v128.store(b + o, minus(v, w, m));
    }
  }
  split(x, half, d, s);
  split(x + far, half, d, s + d);
}

/** Undoes split, times n. */
function join(x: usize, n: usize, d: usize, e: usize): void {
  if (n == 1) return;
  const half = n >> 1, s = e >> 1, far = half * d, m = i8x16.splat(small);
  join(x, half, d, s);
  join(x + far, half, d, s + d);
  for (let a = x, end = x + far; a < end; a += d) {
    const b = a + far;
    for (let o: usize = 0; o < d; o += 16) {
      const v = v128.load(a + o), w = v128.load(b + o), r = minus(v, w, m);
      v128.store(a + o, plus(v, w, m));
      v128.store(turned + o, r);
      v128.store(turned + d + o, i8x16.sub(m, r));
    }
    const t = turned + s; // y^(-s) = -y^(d - s)
    for (let o: usize = 0; o < d; o += 16) v128.store(b + o, v128.load(t + o));
  }
}

/** x *= y modulo y^64 + 1. Sums of 64 products of signed numbers below 128 are exact in words, and in f32 on their way to residues. */
function multiplyBase(x: usize, y: usize): void {
  // reversed[u] = coefficient 63 - u of y, for u up to 126, where those below 0 are the negated ones from the far end
  for (let u: usize = 0; u < 64; u++) {
    const c = <i16>load<u8>(y + 63 - u);
    store<i16>(reversed + (u << 1), c);
    store<i16>(reversed + ((u + 64) << 1), -c);
  }
  const a0 = v128.load8x8_u(x), a1 = v128.load8x8_u(x, 8), a2 = v128.load8x8_u(x, 16), a3 = v128.load8x8_u(x, 24);
  const a4 = v128.load8x8_u(x, 32), a5 = v128.load8x8_u(x, 40), a6 = v128.load8x8_u(x, 48), a7 = v128.load8x8_u(x, 56);
  const m = i32x4.splat(small), by = f32x4.splat(1 / <f32>small);
  for (let k: usize = 0; k < BASE; k += 4) {
    const w = reversed + ((63 - k) << 1);
    const s0 = dots(w, a0, a1, a2, a3, a4, a5, a6, a7), s1 = dots(w - 2, a0, a1, a2, a3, a4, a5, a6, a7);
    const s2 = dots(w - 4, a0, a1, a2, a3, a4, a5, a6, a7), s3 = dots(w - 6, a0, a1, a2, a3, a4, a5, a6, a7);
    const low = i32x4.add(i32x4.shuffle(s0, s1, 0, 4, 2, 6), i32x4.shuffle(s0, s1, 1, 5, 3, 7));
    const high = i32x4.add(i32x4.shuffle(s2, s3, 0, 4, 2, 6), i32x4.shuffle(s2, s3, 1, 5, 3, 7));
    const sum = i32x4.add(v128.shuffle<i64>(low, high, 0, 2), v128.shuffle<i64>(low, high, 1, 3));
    const quotient = i32x4.trunc_sat_f32x4_s(f32x4.floor(f32x4.mul(f32x4.convert_i32x4_s(sum), by)));
    // the quotient may be off by one
    let r = i32x4.sub(sum, i32x4.mul(quotient, m));
    r = i32x4.add(r, v128.and(i32x4.shr_s(r, 31), m));
    r = i32x4.min_u(r, i32x4.sub(r, m));
    store<u32>(x + k, i32x4.extract_lane(i8x16.swizzle(r, i8x16(0, 4, 8, 12, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1)), 0));
  }
}

function dots(w: usize, a0: v128, a1: v128, a2: v128, a3: v128, a4: v128, a5: v128, a6: v128, a7: v128): v128 {
  const s = i32x4.add(i32x4.dot_i16x8_s(a0, v128.load(w)), i32x4.dot_i16x8_s(a1, v128.load(w, 16)));
  const t = i32x4.add(i32x4.dot_i16x8_s(a2, v128.load(w, 32)), i32x4.dot_i16x8_s(a3, v128.load(w, 48)));
  const u = i32x4.add(i32x4.dot_i16x8_s(a4, v128.load(w, 64)), i32x4.dot_i16x8_s(a5, v128.load(w, 80)));
  const v = i32x4.add(i32x4.dot_i16x8_s(a6, v128.load(w, 96)), i32x4.dot_i16x8_s(a7, v128.load(w, 112)));
  return i32x4.add(i32x4.add(s, t), i32x4.add(u, v));
}

/** Blocks of 32 to elements of 64, and the transform of these. */
function enter(from: usize, d: usize, to: usize): void {
  const zero = i64x2.splat(0);
  for (let o: usize = 0; o < d; o += BLOCK) {
    const p = to + 2 * o;
    v128.store(p, v128.load(from + o)); v128.store(p, v128.load(from + o, 16), 16);
    v128.store(p, zero, 32); v128.store(p, zero, 48);
  }
  split(to, d / BLOCK, BASE, BASE);
}

/** x *= y modulo y^d + 1, times d / 32 where d > 64. */
function multiply(x: usize, y: usize, d: usize): void {
  if (d == BASE) { multiplyBase(x, y); return; }
  enter(x, d, innerX);
  enter(y, d, innerY);
  for (let o: usize = 0; o < 2 * d; o += BASE) multiplyBase(innerX + o, innerY + o);
  join(innerX, d / BLOCK, BASE, BASE);
  const m = i8x16.splat(small), last = innerX + 2 * d - BLOCK;
  for (let o: usize = 0; o < BLOCK; o += 16) v128.store(x + o, minus(v128.load(innerX + o), v128.load(last + o), m));
  for (let o = BLOCK; o < d; o += 16) {
    const block = innerX + 2 * (o & ~(BLOCK - 1)) + (o & (BLOCK - 1));
    v128.store(x + o, plus(v128.load(block), v128.load(block - BLOCK), m));
  }
}

/**
 * out = x y modulo x^N + 1, N = n d / 2, times n and, for d > 64, d / 32; residues in [0, modulus). x, y: n elements of d bytes, whose upper halves are
 * 0; used up. n <= d, d from 64 to 2,048, powers of two. scratch: 16 KiB.
 */
export function packedProduct(x: usize, y: usize, n: usize, d: usize, modulus: u32, scratch: usize, out: usize): void {
  small = <u8>modulus;
  turned = scratch; innerX = scratch + 4160; innerY = innerX + 4160; reversed = innerY + 4160;
  split(x, n, d, d);
  split(y, n, d, d);
  for (let i: usize = 0; i < n; i++) multiply(x + i * d, y + i * d, d);
  join(x, n, d, d);
  const m = i8x16.splat(small), half = d >> 1;
  let before = x + (n - 1) * d + half;
  for (let i: usize = 0; i < n; i++, out += half, x += d) {
    for (let o: usize = 0; o < half; o += 16) {
      const a = v128.load(x + o), b = v128.load(before + o), r = i == 0 ? minus(a, b, m) : plus(a, b, m);
      v128.store(out + o, i8x16.min_u(r, i8x16.sub(r, m)));
    }
    before = x + half;
  }
}

/** Elements of d bytes from words: (word * factor) mod modulus, d / 2 to an element, whose upper half is cleared; `bytes` in all. */
export function pack(words: usize, count: usize, modulus: u32, factor: u32, d: usize, x: usize, bytes: usize): void {
  memory.fill(x, 0, bytes);
  const half = d >> 1;
  for (const end = words + (count << 2); words < end; x += d) {
    const stop = min(end, words + (half << 2));
    for (let to = x; words < stop; words += 4, to++) {
      const word = load<u32>(words);
      if (word != 0) store<u8>(to, <u8>((word % modulus) * factor % modulus));
    }
  }
}

/** Residues of counts modulo `known` and modulo `modulus` to those modulo their product; inverse: of `known` modulo `modulus`. Returns their sum. */
export function joinResidues(residues: usize, count: usize, known: u32, modulus: u32, inverse: u32, counts: usize): f64 {
  let sum: u64 = 0;
  for (const end = residues + count; residues < end; residues++, counts += 4) {
    let c: u32 = 0;
    const r: u32 = load<u8>(residues);
    if (known == 1) c = r;
    else {
      c = load<u32>(counts);
      c += known * (((r + modulus - c % modulus) * inverse) % modulus);
    }
    store<u32>(counts, c);
    sum += c;
  }
  return <f64>sum;
}
