// Where one wide symbol stands: a byte for each text symbol, 1 where it is the given one and 0 elsewhere. Bytes are marked by encodeBytes.
// Sixteen symbols at once: bits[0 .. count rounded up to 16) is written.

/** 16-bit symbols. */
export function mark16(text: usize, count: usize, symbol: u32, bits: usize): void {
  const one = i8x16.splat(1), s = i16x8.splat(<i16>symbol);
  for (const end = bits + count; bits < end; bits += 16, text += 32) {
    v128.store(bits, v128.and(i8x16.narrow_i16x8_s(i16x8.eq(v128.load(text), s), i16x8.eq(v128.load(text, 16), s)), one));
  }
}

/** 32-bit symbols. */
export function mark32(text: usize, count: usize, symbol: u32, bits: usize): void {
  const one = i8x16.splat(1), s = i32x4.splat(symbol);
  for (const end = bits + count; bits < end; bits += 16, text += 64) {
    const low = i16x8.narrow_i32x4_s(i32x4.eq(v128.load(text), s), i32x4.eq(v128.load(text, 16), s));
    const high = i16x8.narrow_i32x4_s(i32x4.eq(v128.load(text, 32), s), i32x4.eq(v128.load(text, 48), s));
    v128.store(bits, v128.and(i8x16.narrow_i16x8_s(low, high), one));
  }
}
