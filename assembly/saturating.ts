// k-bounded scan: vertical counters that start at 2^planes - (k + 1), so that the carry out of the top plane says "more than k". A
// column of 128 shifts is left as soon as every lane has overflowed; the lanes that survive hold their exact distance.
import { carry, ripple, rowBits } from "./lanes";

/** Counter planes of the column, stored only when it has hits (planes 0 to 3) or always in memory (4 to 15). */
const counter: usize = memory.data(256, 64);
const fours: usize = memory.data(64, 64);
/** Rows of 128 mismatch bits read since the instance was made; data-dependent, so counted here and read by the caller. */
let rowsRead: u64 = 0;

export function readRows(): u64 {
  return rowsRead;
}

/**
 * k <= 7, three counter planes. rows: `required` pointers to positions that must match, then `count` counted ones (a multiple of 4, at least
 * 4, padded with pointers to zeros). The first `head` counted rows are read without asking whether a lane is still alive: a test that
 * nearly always says yes costs little, one that says so every other time costs a mispredicted branch a column, more than four rows do.
 * Appends (start, pattern, distance) to records for each hit with start < shifts; returns how many.
 */
export function scanFew(rows: usize, required: usize, count: usize, head: usize, width: usize, shifts: u32, k: u32, pattern: u32, records: usize): u32 {
  const first = rows + (required << 2), end = first + (count << 2), test = first + (head << 2), bias = 7 - k;
  const b0 = i64x2.splat(-<i64>(bias & 1)), b1 = i64x2.splat(-<i64>((bias >> 1) & 1)), b2 = i64x2.splat(-<i64>(bias >> 2));
  let to = records, read: u64 = 0;
  for (let at: usize = 0; at < width; at += 16) {
    let alive = i64x2.splat(-1), r = rows, c0 = b0, c1 = b1, c2 = b2;
    for (; r < first; r += 4) alive = v128.andnot(alive, rowBits(r, at));
    do {
      let a = rowBits(r, at), b = rowBits(r + 4, at), x = v128.xor(a, b);
      const k0 = carry(a, b, c0, x); c0 = v128.xor(c0, x);
      a = rowBits(r + 8, at); b = rowBits(r + 12, at); x = v128.xor(a, b);
      const k1 = carry(a, b, c0, x); c0 = v128.xor(c0, x);
      x = v128.xor(k0, k1); const w = carry(k0, k1, c1, x); c1 = v128.xor(c1, x);
      alive = v128.andnot(alive, v128.and(c2, w)); c2 = v128.xor(c2, w);
      r += 16;
      if (r >= test && !v128.any_true(alive)) break;
    } while (r < end);
    read += <u64>(r - rows);
    if (v128.any_true(alive)) {
      v128.store(counter, c0); v128.store(counter, c1, 16); v128.store(counter, c2, 32);
      to = emit(alive, at, width, shifts, bias, pattern, 3, to);
    }
  }
  rowsRead += read >> 2;
  return <u32>((to - records) / 12);
}

/** As scanFew for any k < 2^planes <= 65536, planes >= 4: sixteen rows between tests. */
export function scanMany(rows: usize, required: usize, count: usize, head: usize, width: usize, shifts: u32, k: u32, pattern: u32, records: usize, planes: i32): u32 {
  const first = rows + (required << 2), end = first + (count << 2), end16 = first + ((count & ~15) << 2);
  const test = first + (head << 2), bias = ((1 << planes) - 1) - k;
  const b0 = i64x2.splat(-<i64>(bias & 1)), b1 = i64x2.splat(-<i64>((bias >> 1) & 1));
  const b2 = i64x2.splat(-<i64>((bias >> 2) & 1)), b3 = i64x2.splat(-<i64>((bias >> 3) & 1));
  const upper = counter + 64, last = counter + (<usize>planes << 4);
  let to = records, read: u64 = 0;
  for (let at: usize = 0; at < width; at += 16) {
    let alive = i64x2.splat(-1), r = rows;
    for (; r < first; r += 4) alive = v128.andnot(alive, rowBits(r, at));
    let c0 = b0, c1 = b1, c2 = b2, c3 = b3;
    for (let p = upper, bit = bias >> 4; p < last; p += 16, bit >>= 1) v128.store(p, i64x2.splat(-<i64>(bit & 1)));
    if (v128.any_true(alive)) {
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
        for (let p = upper; p < last; p += 16) w = ripple(p, w);
        alive = v128.andnot(alive, w);
        r += 64;
        if (r >= test && !v128.any_true(alive)) break;
      }
      if (v128.any_true(alive)) {
        while (r < end) {
          let a = rowBits(r, at), b = rowBits(r + 4, at), x = v128.xor(a, b);
          const k0 = carry(a, b, c0, x); c0 = v128.xor(c0, x);
          a = rowBits(r + 8, at); b = rowBits(r + 12, at); x = v128.xor(a, b);
          const k1 = carry(a, b, c0, x); c0 = v128.xor(c0, x);
          x = v128.xor(k0, k1); let w = carry(k0, k1, c1, x); c1 = v128.xor(c1, x);
          x = v128.and(c2, w); c2 = v128.xor(c2, w); w = x;
          x = v128.and(c3, w); c3 = v128.xor(c3, w); w = x;
          for (let p = upper; p < last; p += 16) w = ripple(p, w);
          alive = v128.andnot(alive, w);
          r += 16;
          if (!v128.any_true(alive)) break;
        }
      }
    }
    read += <u64>(r - rows);
    if (v128.any_true(alive)) {
      v128.store(counter, c0); v128.store(counter, c1, 16); v128.store(counter, c2, 32); v128.store(counter, c3, 48);
      to = emit(alive, at, width, shifts, bias, pattern, planes, to);
    }
  }
  rowsRead += read >> 2;
  return <u32>((to - records) / 12);
}

/** One record for each surviving lane: byte i, bit b is shift b * width + at + i, and its distance stands across the planes. */
function emit(alive: v128, at: usize, width: usize, shifts: u32, bias: u32, pattern: u32, planes: i32, to: usize): usize {
  let word = i64x2.extract_lane(alive, 0);
  for (let half: usize = 0; half < 16; half += 8) {
    while (word != 0) {
      const lane = <usize>ctz(word), byte = half + (lane >> 3), bit = lane & 7;
      word &= word - 1;
      const start = <u32>(bit * width + at + byte);
      if (start >= shifts) continue;
      let value: u32 = 0;
      for (let p = planes - 1; p >= 0; p--) value = (value << 1) | ((<u32>load<u8>(counter + (<usize>p << 4) + byte) >> <u32>bit) & 1);
      store<u32>(to, start); store<u32>(to, pattern, 4); store<u32>(to, value - bias, 8);
      to += 12;
    }
    word = i64x2.extract_lane(alive, 1);
  }
  return to;
}
