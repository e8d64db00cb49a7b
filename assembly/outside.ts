// Symbols of no class, counted.

/** A lane of a byte is emptied before it could pass 255. */
const MOST = 255 * 16;

/** How many of `count` bytes have no class, by a table as encodeLetters has it: 32 bytes for the symbols '@' to '_', case folded. */
export function countOutside(text: usize, count: usize, table: usize): u32 {
  const low = v128.load(table), high = v128.load(table, 16), none = i64x2.splat(0);
  const fold = i8x16.splat(-33), first = i8x16.splat(64), half = i8x16.splat(16);
  const whole = text + (count & ~15), end = text + count;
  let sums_u32x4 = i64x2.splat(0);
  while (text < whole) {
    let lanes_u8x16 = i64x2.splat(0);
    for (const to = text + min<usize>(MOST, whole - text); text < to; text += 16) {
      const x = i8x16.sub(v128.and(v128.load(text), fold), first);
      const known = v128.or(i8x16.swizzle(low, x), i8x16.swizzle(high, i8x16.sub(x, half)));
      lanes_u8x16 = i8x16.sub(lanes_u8x16, i8x16.eq(known, none));
    }
    sums_u32x4 = i32x4.add(sums_u32x4, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(lanes_u8x16)));
  }
  let sum: u32 = i32x4.extract_lane(sums_u32x4, 0) + i32x4.extract_lane(sums_u32x4, 1) + i32x4.extract_lane(sums_u32x4, 2) + i32x4.extract_lane(sums_u32x4, 3);
  for (; text < end; text++) {
    const at = <u32>(load<u8>(text) & 0xdf) - 64;
    sum += u32(at >= 32 || load<u8>(table + <usize>at) == 0);
  }
  return sum;
}
