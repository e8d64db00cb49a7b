// Distances of every shift of a tile by vertical counters: plane p of the counters holds bit p of 128 counts, and a row of mismatch
// bits is added with carry-save adders (Harley and Seal's tree; five operations a row).
import { carry, ripple, rowBits, swapDown } from "./lanes";

/** Carries of weight 4, stored and read back: engines hoist every load of a block above its arithmetic, and without this anchor
 *  sixteen rows would be live at once and spill. */
const fours: usize = memory.data(64, 64);
/** Counter planes 5 to 15, touched once in sixteen rows, and only those that can be reached. */
const upper: usize = memory.data(176, 64);

/**
 * rows: one pointer per pattern position (plane of its class + its offset), `count` of them, padded to a multiple of 4 with pointers
 * to zeros. Writes 8 * width distances to out. Exact for count < 2^planes; 5 <= planes <= 16.
 */
export function distances(rows: usize, count: usize, width: usize, out: usize, planes: i32): void {
  const zero = i64x2.splat(0), end = rows + (count << 2), end16 = rows + ((count & ~15) << 2), stream = width << 2;
  const last = upper + (<usize>(planes - 5) << 4);
  for (let p = upper; p < upper + 176; p += 16) v128.store(p, zero);
  for (let at: usize = 0; at < width; at += 16, out += 64) {
    let c0 = zero, c1 = zero, c2 = zero, c3 = zero, c4 = zero, r = rows;
    for (let p = upper; p < last; p += 16) v128.store(p, zero);
    while (r < end16) {
      let a = rowBits(r, at), b = rowBits(r + 4, at), x = v128.xor(a, b);
      const k00 = carry(a, b, c0, x); c0 = v128.xor(c0, x);
      a = rowBits(r + 8, at); b = rowBits(r + 12, at); x = v128.xor(a, b);
      const k01 = carry(a, b, c0, x); c0 = v128.xor(c0, x);
      x = v128.xor(k00, k01); v128.store(fours, carry(k00, k01, c1, x)); c1 = v128.xor(c1, x);
      a = rowBits(r + 16, at); b = rowBits(r + 20, at); x = v128.xor(a, b);
      const k10 = carry(a, b, c0, x); c0 = v128.xor(c0, x);
      a = rowBits(r + 24, at); b = rowBits(r + 28, at); x = v128.xor(a, b);
      const k11 = carry(a, b, c0, x); c0 = v128.xor(c0, x);
      x = v128.xor(k10, k11); v128.store(fours, carry(k10, k11, c1, x), 16); c1 = v128.xor(c1, x);
      a = rowBits(r + 32, at); b = rowBits(r + 36, at); x = v128.xor(a, b);
      const k20 = carry(a, b, c0, x); c0 = v128.xor(c0, x);
      a = rowBits(r + 40, at); b = rowBits(r + 44, at); x = v128.xor(a, b);
      const k21 = carry(a, b, c0, x); c0 = v128.xor(c0, x);
      x = v128.xor(k20, k21); v128.store(fours, carry(k20, k21, c1, x), 32); c1 = v128.xor(c1, x);
      a = rowBits(r + 48, at); b = rowBits(r + 52, at); x = v128.xor(a, b);
      const k30 = carry(a, b, c0, x); c0 = v128.xor(c0, x);
      a = rowBits(r + 56, at); b = rowBits(r + 60, at); x = v128.xor(a, b);
      const k31 = carry(a, b, c0, x); c0 = v128.xor(c0, x);
      x = v128.xor(k30, k31); v128.store(fours, carry(k30, k31, c1, x), 48); c1 = v128.xor(c1, x);
      a = v128.load(fours); b = v128.load(fours, 16); x = v128.xor(a, b);
      const eight = carry(a, b, c2, x); c2 = v128.xor(c2, x);
      a = v128.load(fours, 32); b = v128.load(fours, 48); x = v128.xor(a, b);
      let w = carry(a, b, c2, x); c2 = v128.xor(c2, x);
      x = v128.xor(eight, w); w = carry(eight, w, c3, x); c3 = v128.xor(c3, x);
      x = v128.and(c4, w); c4 = v128.xor(c4, w); w = x;
      for (let p = upper; p < last; p += 16) w = ripple(p, w);
      r += 64;
    }
    while (r < end) {
      let a = rowBits(r, at), b = rowBits(r + 4, at), x = v128.xor(a, b);
      const k0 = carry(a, b, c0, x); c0 = v128.xor(c0, x);
      a = rowBits(r + 8, at); b = rowBits(r + 12, at); x = v128.xor(a, b);
      const k1 = carry(a, b, c0, x); c0 = v128.xor(c0, x);
      x = v128.xor(k0, k1); let w = carry(k0, k1, c1, x); c1 = v128.xor(c1, x);
      x = v128.and(c2, w); c2 = v128.xor(c2, w); w = x;
      x = v128.and(c3, w); c3 = v128.xor(c3, w); w = x;
      x = v128.and(c4, w); c4 = v128.xor(c4, w); w = x;
      for (let p = upper; p < last; p += 16) w = ripple(p, w);
      r += 16;
    }
    if (planes == 5) transpose5(c0, c1, c2, c3, c4, out, stream);
    else transpose(c0, c1, c2, c3, c4, out, stream, planes);
  }
}

/** Five counter planes to integers: as transpose below, without the exchanges of planes that are zero. */
function transpose5(c0: v128, c1: v128, c2: v128, c3: v128, c4: v128, out: usize, stream: usize): void {
  const m1 = i8x16.splat(0x55), m2 = i8x16.splat(0x33), m4 = i8x16.splat(0x0f);
  let t = swapDown(c0, c1, 1, m1); c1 = v128.xor(c1, t); c0 = v128.xor(c0, i64x2.shl(t, 1));
  t = swapDown(c2, c3, 1, m1); c3 = v128.xor(c3, t); c2 = v128.xor(c2, i64x2.shl(t, 1));
  let c5 = v128.and(i64x2.shr_u(c4, 1), m1); c4 = v128.and(c4, m1);
  t = swapDown(c0, c2, 2, m2); c2 = v128.xor(c2, t); c0 = v128.xor(c0, i64x2.shl(t, 2));
  t = swapDown(c1, c3, 2, m2); c3 = v128.xor(c3, t); c1 = v128.xor(c1, i64x2.shl(t, 2));
  const c6 = v128.and(i64x2.shr_u(c4, 2), m2), c7 = v128.and(i64x2.shr_u(c5, 2), m2);
  c4 = v128.and(c4, m2); c5 = v128.and(c5, m2);
  t = swapDown(c0, c4, 4, m4); store8(out, v128.xor(c0, i64x2.shl(t, 4))); c4 = v128.xor(c4, t);
  t = swapDown(c1, c5, 4, m4); store8(out + stream, v128.xor(c1, i64x2.shl(t, 4))); c5 = v128.xor(c5, t);
  t = swapDown(c2, c6, 4, m4); store8(out + 2 * stream, v128.xor(c2, i64x2.shl(t, 4))); c2 = v128.xor(c6, t);
  t = swapDown(c3, c7, 4, m4); store8(out + 3 * stream, v128.xor(c3, i64x2.shl(t, 4))); c3 = v128.xor(c7, t);
  out += stream << 2;
  store8(out, c4); store8(out + stream, c5); store8(out + 2 * stream, c2); store8(out + 3 * stream, c3);
}

/** Counter planes to integers: 8 x 8 bit transpositions turn planes by stream into bytes by stream, then lanes are widened. */
function transpose(c0: v128, c1: v128, c2: v128, c3: v128, c4: v128, out: usize, stream: usize, planes: i32): void {
  let c5 = v128.load(upper), c6 = v128.load(upper, 16), c7 = v128.load(upper, 32);
  const m1 = i8x16.splat(0x55), m2 = i8x16.splat(0x33), m4 = i8x16.splat(0x0f);
  let t = swapDown(c0, c1, 1, m1); c1 = v128.xor(c1, t); c0 = v128.xor(c0, i64x2.shl(t, 1));
  t = swapDown(c2, c3, 1, m1); c3 = v128.xor(c3, t); c2 = v128.xor(c2, i64x2.shl(t, 1));
  t = swapDown(c4, c5, 1, m1); c5 = v128.xor(c5, t); c4 = v128.xor(c4, i64x2.shl(t, 1));
  t = swapDown(c6, c7, 1, m1); c7 = v128.xor(c7, t); c6 = v128.xor(c6, i64x2.shl(t, 1));
  t = swapDown(c0, c2, 2, m2); c2 = v128.xor(c2, t); c0 = v128.xor(c0, i64x2.shl(t, 2));
  t = swapDown(c1, c3, 2, m2); c3 = v128.xor(c3, t); c1 = v128.xor(c1, i64x2.shl(t, 2));
  t = swapDown(c4, c6, 2, m2); c6 = v128.xor(c6, t); c4 = v128.xor(c4, i64x2.shl(t, 2));
  t = swapDown(c5, c7, 2, m2); c7 = v128.xor(c7, t); c5 = v128.xor(c5, i64x2.shl(t, 2));
  t = swapDown(c0, c4, 4, m4); c4 = v128.xor(c4, t); c0 = v128.xor(c0, i64x2.shl(t, 4));
  t = swapDown(c1, c5, 4, m4); c5 = v128.xor(c5, t); c1 = v128.xor(c1, i64x2.shl(t, 4));
  t = swapDown(c2, c6, 4, m4); c6 = v128.xor(c6, t); c2 = v128.xor(c2, i64x2.shl(t, 4));
  t = swapDown(c3, c7, 4, m4); c7 = v128.xor(c7, t); c3 = v128.xor(c3, i64x2.shl(t, 4));
  if (planes <= 8) {
    store8(out, c0); store8(out + stream, c1); store8(out + 2 * stream, c2); store8(out + 3 * stream, c3);
    out += stream << 2;
    store8(out, c4); store8(out + stream, c5); store8(out + 2 * stream, c6); store8(out + 3 * stream, c7);
    return;
  }
  // planes 8 to 15 the same way, through memory, then low and high bytes are paired
  let e0 = v128.load(upper, 48), e1 = v128.load(upper, 64), e2 = v128.load(upper, 80), e3 = v128.load(upper, 96);
  let e4 = v128.load(upper, 112), e5 = v128.load(upper, 128), e6 = v128.load(upper, 144), e7 = v128.load(upper, 160);
  t = swapDown(e0, e1, 1, m1); e1 = v128.xor(e1, t); e0 = v128.xor(e0, i64x2.shl(t, 1));
  t = swapDown(e2, e3, 1, m1); e3 = v128.xor(e3, t); e2 = v128.xor(e2, i64x2.shl(t, 1));
  t = swapDown(e4, e5, 1, m1); e5 = v128.xor(e5, t); e4 = v128.xor(e4, i64x2.shl(t, 1));
  t = swapDown(e6, e7, 1, m1); e7 = v128.xor(e7, t); e6 = v128.xor(e6, i64x2.shl(t, 1));
  t = swapDown(e0, e2, 2, m2); e2 = v128.xor(e2, t); e0 = v128.xor(e0, i64x2.shl(t, 2));
  t = swapDown(e1, e3, 2, m2); e3 = v128.xor(e3, t); e1 = v128.xor(e1, i64x2.shl(t, 2));
  t = swapDown(e4, e6, 2, m2); e6 = v128.xor(e6, t); e4 = v128.xor(e4, i64x2.shl(t, 2));
  t = swapDown(e5, e7, 2, m2); e7 = v128.xor(e7, t); e5 = v128.xor(e5, i64x2.shl(t, 2));
  t = swapDown(e0, e4, 4, m4); e4 = v128.xor(e4, t); e0 = v128.xor(e0, i64x2.shl(t, 4));
  t = swapDown(e1, e5, 4, m4); e5 = v128.xor(e5, t); e1 = v128.xor(e1, i64x2.shl(t, 4));
  t = swapDown(e2, e6, 4, m4); e6 = v128.xor(e6, t); e2 = v128.xor(e2, i64x2.shl(t, 4));
  t = swapDown(e3, e7, 4, m4); e7 = v128.xor(e7, t); e3 = v128.xor(e3, i64x2.shl(t, 4));
  store16(out, c0, e0); store16(out + stream, c1, e1); store16(out + 2 * stream, c2, e2); store16(out + 3 * stream, c3, e3);
  out += stream << 2;
  store16(out, c4, e4); store16(out + stream, c5, e5); store16(out + 2 * stream, c6, e6); store16(out + 3 * stream, c7, e7);
}

function store8(p: usize, v: v128): void {
  widen(p, i16x8.extend_low_i8x16_u(v), i16x8.extend_high_i8x16_u(v));
}

function store16(p: usize, low: v128, high: v128): void {
  widen(p, i8x16.shuffle(low, high, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23),
    i8x16.shuffle(low, high, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31));
}

function widen(p: usize, a: v128, b: v128): void {
  v128.store(p, i32x4.extend_low_i16x8_u(a)); v128.store(p, i32x4.extend_high_i16x8_u(a), 16);
  v128.store(p, i32x4.extend_low_i16x8_u(b), 32); v128.store(p, i32x4.extend_high_i16x8_u(b), 48);
}

/** out[i] += from[i]: sums the distances of pattern segments. */
export function addDistances(from: usize, count: usize, out: usize): void {
  for (const end = from + (count << 2); from < end; from += 16, out += 16) v128.store(out, i32x4.add(v128.load(out), v128.load(from)));
}
