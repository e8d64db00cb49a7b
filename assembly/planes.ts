// Mismatch planes, eight text streams to a byte.
//
// A tile is eight streams of `width` consecutive shifts. Bit b of byte i of a class's plane belongs to text[b * width + i], and is
// set where that symbol is not in the class. Moving the pattern by j symbols moves a pointer by j bytes, so there are no bit-shifted
// copies, and one vector holds 128 shifts: 16 neighbours in each of eight streams.
import { letterBits } from "./encode";
import { swapDown } from "./lanes";

/**
 * Planes of up to four classes (bits 0 to 3 of `bits`; 4 to 7 are clear up to the end of the text), `stride` bytes apart. Reads bits[0 .. 7 * width + length) and writes
 * `length` bytes a plane, both rounded up to 16.
 */
export function planes4(bits: usize, width: usize, length: usize, planes: usize, stride: usize): void {
  const w2 = width << 1, half = width << 2;
  for (const end = planes + length; planes < end; planes += 16, bits += 16) {
    const far = bits + half;
    // shifted by bytes: behind the end of the text there may be anything, and it must not reach a neighbour
    transpose4(
      v128.or(v128.load(bits), i8x16.shl(v128.load(far), 4)),
      v128.or(v128.load(bits + width), i8x16.shl(v128.load(far + width), 4)),
      v128.or(v128.load(bits + w2), i8x16.shl(v128.load(far + w2), 4)),
      v128.or(v128.load(bits + w2 + width), i8x16.shl(v128.load(far + w2 + width), 4)),
      planes, stride);
  }
}

/** planes4 of a text of letters, whose class bits need not be written: the table is that of encodeLetters, with four classes at most. */
export function letterPlanes(text: usize, table: usize, width: usize, length: usize, planes: usize, stride: usize): void {
  const w2 = width << 1, half = width << 2;
  const low = v128.load(table), high = v128.load(table, 16), low4 = i8x16.shl(low, 4), high4 = i8x16.shl(high, 4);
  for (const end = planes + length; planes < end; planes += 16, text += 16) {
    const far = text + half;
    transpose4(
      v128.or(letterBits(text, low, high), letterBits(far, low4, high4)),
      v128.or(letterBits(text + width, low, high), letterBits(far + width, low4, high4)),
      v128.or(letterBits(text + w2, low, high), letterBits(far + w2, low4, high4)),
      v128.or(letterBits(text + w2 + width, low, high), letterBits(far + w2 + width, low4, high4)),
      planes, stride);
  }
}

/** A 4 x 4 bit transposition: streams i and i + 4 share a byte. Mismatches are what is not set. */
function transpose4(a: v128, b: v128, c: v128, d: v128, planes: usize, stride: usize): void {
  const m1 = i8x16.splat(0x55), m2 = i8x16.splat(0x33);
  let t = swapDown(a, b, 1, m1); b = v128.xor(b, t); a = v128.xor(a, i64x2.shl(t, 1));
  t = swapDown(c, d, 1, m1); d = v128.xor(d, t); c = v128.xor(c, i64x2.shl(t, 1));
  t = swapDown(a, c, 2, m2); c = v128.xor(c, t); a = v128.xor(a, i64x2.shl(t, 2));
  t = swapDown(b, d, 2, m2); d = v128.xor(d, t); b = v128.xor(b, i64x2.shl(t, 2));
  v128.store(planes, v128.not(a));
  v128.store(planes + stride, v128.not(b));
  v128.store(planes + (stride << 1), v128.not(c));
  v128.store(planes + stride * 3, v128.not(d));
}

/** Planes of eight classes; otherwise as planes4. An 8 x 8 bit transposition of eight streams. */
export function planes8(bits: usize, width: usize, length: usize, planes: usize, stride: usize): void {
  const m1 = i8x16.splat(0x55), m2 = i8x16.splat(0x33), m4 = i8x16.splat(0x0f);
  const w2 = width << 1, half = width << 2, s2 = stride << 1, far = stride << 2;
  for (const end = planes + length; planes < end; planes += 16, bits += 16) {
    const later = bits + half;
    let a = v128.load(bits), b = v128.load(bits + width), c = v128.load(bits + w2), d = v128.load(bits + w2 + width);
    let e = v128.load(later), f = v128.load(later + width), g = v128.load(later + w2), h = v128.load(later + w2 + width);
    let t = swapDown(a, b, 1, m1); b = v128.xor(b, t); a = v128.xor(a, i64x2.shl(t, 1));
    t = swapDown(c, d, 1, m1); d = v128.xor(d, t); c = v128.xor(c, i64x2.shl(t, 1));
    t = swapDown(e, f, 1, m1); f = v128.xor(f, t); e = v128.xor(e, i64x2.shl(t, 1));
    t = swapDown(g, h, 1, m1); h = v128.xor(h, t); g = v128.xor(g, i64x2.shl(t, 1));
    t = swapDown(a, c, 2, m2); c = v128.xor(c, t); a = v128.xor(a, i64x2.shl(t, 2));
    t = swapDown(b, d, 2, m2); d = v128.xor(d, t); b = v128.xor(b, i64x2.shl(t, 2));
    t = swapDown(e, g, 2, m2); g = v128.xor(g, t); e = v128.xor(e, i64x2.shl(t, 2));
    t = swapDown(f, h, 2, m2); h = v128.xor(h, t); f = v128.xor(f, i64x2.shl(t, 2));
    t = swapDown(a, e, 4, m4); e = v128.xor(e, t); a = v128.xor(a, i64x2.shl(t, 4));
    t = swapDown(b, f, 4, m4); f = v128.xor(f, t); b = v128.xor(b, i64x2.shl(t, 4));
    t = swapDown(c, g, 4, m4); g = v128.xor(g, t); c = v128.xor(c, i64x2.shl(t, 4));
    t = swapDown(d, h, 4, m4); h = v128.xor(h, t); d = v128.xor(d, i64x2.shl(t, 4));
    const q = planes + far;
    v128.store(planes, v128.not(a)); v128.store(planes + stride, v128.not(b));
    v128.store(planes + s2, v128.not(c)); v128.store(planes + s2 + stride, v128.not(d));
    v128.store(q, v128.not(e)); v128.store(q + stride, v128.not(f));
    v128.store(q + s2, v128.not(g)); v128.store(q + s2 + stride, v128.not(h));
  }
}
