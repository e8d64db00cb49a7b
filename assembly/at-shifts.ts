// Distances at single shifts: the whole pattern against the text that stands there, a vector of symbols at a time.

function sum32(v: v128): u32 {
  return i32x4.extract_lane(v, 0) + i32x4.extract_lane(v, 1) + i32x4.extract_lane(v, 2) + i32x4.extract_lane(v, 3);
}

/** Vectors whose matches a lane of a byte, or of 16 bits, can count. */
const BYTE_ROOM: usize = 255;
const HALF_ROOM: usize = 65535;

function matches8(text: usize, pattern: usize, m: usize): u32 {
  const zero = i64x2.splat(0), last = pattern + (m & ~15), end = pattern + m;
  let total = zero, found: u32 = 0;
  while (pattern < last) {
    let lanes_u8x16 = zero;
    for (const stop = min(last, pattern + (BYTE_ROOM << 4)); pattern < stop; pattern += 16, text += 16) {
      lanes_u8x16 = i8x16.sub(lanes_u8x16, i8x16.eq(v128.load(text), v128.load(pattern)));
    }
    total = i32x4.add(total, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(lanes_u8x16)));
  }
  for (; pattern < end; pattern++, text++) found += <u32>(load<u8>(text) == load<u8>(pattern));
  return found + sum32(total);
}

function matches16(text: usize, pattern: usize, m: usize): u32 {
  const zero = i64x2.splat(0), last = pattern + ((m & ~7) << 1), end = pattern + (m << 1);
  let total = zero, found: u32 = 0;
  while (pattern < last) {
    let lanes_u16x8 = zero;
    for (const stop = min(last, pattern + (HALF_ROOM << 4)); pattern < stop; pattern += 16, text += 16) {
      lanes_u16x8 = i16x8.sub(lanes_u16x8, i16x8.eq(v128.load(text), v128.load(pattern)));
    }
    total = i32x4.add(total, i32x4.extadd_pairwise_i16x8_u(lanes_u16x8));
  }
  for (; pattern < end; pattern += 2, text += 2) found += <u32>(load<u16>(text) == load<u16>(pattern));
  return found + sum32(total);
}

function matches32(text: usize, pattern: usize, m: usize): u32 {
  const last = pattern + ((m & ~3) << 2), end = pattern + (m << 2);
  let lanes_u32x4 = i64x2.splat(0), found: u32 = 0;
  for (; pattern < last; pattern += 16, text += 16) lanes_u32x4 = i32x4.sub(lanes_u32x4, i32x4.eq(v128.load(text), v128.load(pattern)));
  for (; pattern < end; pattern += 4, text += 4) found += <u32>(load<u32>(text) == load<u32>(pattern));
  return found + sum32(lanes_u32x4);
}

/** Sets of classes: a text symbol matches where it shares one with the pattern's. */
function matchesSets(text: usize, pattern: usize, m: usize): u32 {
  const one = i32x4.splat(1), last = pattern + ((m & ~3) << 2), end = pattern + (m << 2);
  let lanes_u32x4 = i64x2.splat(0), found: u32 = 0;
  for (; pattern < last; pattern += 16, text += 16) {
    lanes_u32x4 = i32x4.add(lanes_u32x4, i32x4.min_u(v128.and(v128.load(text), v128.load(pattern)), one));
  }
  for (; pattern < end; pattern += 4, text += 4) found += <u32>((load<u32>(text) & load<u32>(pattern)) != 0);
  return found + sum32(lanes_u32x4);
}

/** out[s] = distance at shift s, for each of the `count` shifts that are listed. Symbols of 8, 16 and 32 bits, and sets in 32 bits. */
export function distancesAt8(text: usize, pattern: usize, m: usize, shifts: usize, count: usize, out: usize): void {
  for (const end = shifts + (count << 2); shifts < end; shifts += 4) {
    const s = <usize>load<u32>(shifts);
    store<u32>(out + (s << 2), <u32>m - matches8(text + s, pattern, m));
  }
}

export function distancesAt16(text: usize, pattern: usize, m: usize, shifts: usize, count: usize, out: usize): void {
  for (const end = shifts + (count << 2); shifts < end; shifts += 4) {
    const s = <usize>load<u32>(shifts);
    store<u32>(out + (s << 2), <u32>m - matches16(text + (s << 1), pattern, m));
  }
}

export function distancesAt32(text: usize, pattern: usize, m: usize, shifts: usize, count: usize, out: usize): void {
  for (const end = shifts + (count << 2); shifts < end; shifts += 4) {
    const s = <usize>load<u32>(shifts);
    store<u32>(out + (s << 2), <u32>m - matches32(text + (s << 2), pattern, m));
  }
}

export function distancesAtSets(text: usize, pattern: usize, m: usize, shifts: usize, count: usize, out: usize): void {
  for (const end = shifts + (count << 2); shifts < end; shifts += 4) {
    const s = <usize>load<u32>(shifts);
    store<u32>(out + (s << 2), <u32>m - matchesSets(text + (s << 2), pattern, m));
  }
}
