// DNA letters as planes of bits, one bit a letter: two bits of its character code tell A, C, G and T apart, the other planes say which letters are
// none of them. The code is bits 1 and 2: A = 0, C = 1, T = U = 2, G = 3; a complement differs in the high bit.

/** By the low four bits of a character code: the letter of {A, C, G, T, U} that ends so, in upper case. */
const PLAIN: v128 = i8x16(-1, 0x41, -1, 0x43, 0x54, 0x55, -1, 0x47, -1, -1, -1, -1, -1, -1, -1, -1);
/** Bit c - 64 for each code c of B, D, H, K, M, N, R, S, V, W, Y. */
const AMBIGUOUS: u32 = 0x2cc6914;

/** Bit 0 of each byte, sixteen bytes. */
function bitsOf(x: v128): u64 {
  return <u64><u32>i8x16.bitmask(x);
}

/**
 * count letters to four planes `stride` bytes apart: low bits, high bits, letters that are not one of A, C, G, T and U, and those of them that are codes
 * for several. Letters behind the end are of the third plane alone. Reads count rounded up to 64; returns how many letters are codes for several.
 */
export function packLetters(text: usize, count: usize, planes: usize, stride: usize): u32 {
  const nibble = i8x16.splat(15), upper = i8x16.splat(-33);
  let ambiguous: u32 = 0;
  for (let i: usize = 0; i < count; i += 64) {
    let low: u64 = 0, high: u64 = 0, other: u64 = 0, several: u64 = 0;
    for (let s: usize = 0; s < 64; s += 16) {
      const x = v128.load(text + i + s);
      low |= bitsOf(i16x8.shl(x, 6)) << s;
      high |= bitsOf(i16x8.shl(x, 5)) << s;
      other |= bitsOf(i8x16.ne(v128.and(x, upper), i8x16.swizzle(PLAIN, v128.and(x, nibble)))) << s;
    }
    const inside: u64 = count - i < 64 ? (<u64>1 << (count - i)) - 1 : -1;
    for (let rest = other & inside; rest; rest &= rest - 1) {
      const j = <usize>ctz(rest), letter = (<u32>load<u8>(text + i + j) & 0xdf) - 64;
      if (letter < 32) several |= <u64>((AMBIGUOUS >> letter) & 1) << j;
    }
    ambiguous += <u32>popcnt(several);
    const to = planes + (i >> 3);
    store<u64>(to, low); store<u64>(to + stride, high); store<u64>(to + 2 * stride, other | ~inside); store<u64>(to + 3 * stride, several);
  }
  return ambiguous;
}

/**
 * sites &= "the letter `at` places on is (low, high)", which are 0 or -1 each, for `bytes` bytes of sites, a multiple of 4. The planes of packLetters.
 */
export function requireLetter(planes: usize, stride: usize, bytes: usize, at: usize, low: u64, high: u64, sites: usize): void {
  const from = planes + (at >> 3), shift = <u64>(at & 7);
  for (let i: usize = 0; i < bytes; i += 4) {
    const l = load<u64>(from + i), h = load<u64>(from + stride + i), other = load<u64>(from + 2 * stride + i);
    store<u32>(sites + i, load<u32>(sites + i) & <u32>(~((l ^ low) | (h ^ high) | other) >> shift));
  }
}

/**
 * Places whose q letters are looked up: those `a` or `b` places behind a site, unless all q letters are none of A, C, G, T and U: with q > k
 * mismatches no hit has them. bytes: a multiple of 4; eight bytes of zeros stand before sites.
 */
export function placesOf(sites: usize, a: usize, b: usize, others: usize, q: u64, bytes: usize, places: usize): void {
  const backA = (a + 7) >> 3, backB = (b + 7) >> 3;
  const shiftA = <u64>((backA << 3) - a), shiftB = <u64>((backB << 3) - b);
  for (let i: usize = 0; i < bytes; i += 4) {
    let plain = ~load<u64>(others + i), w: u64 = 1;
    for (; 2 * w <= q; w *= 2) plain |= plain >> w;
    plain |= plain >> (q - w);
    const ends = (load<u64>(sites + i - backA) >> shiftA) | (load<u64>(sites + i - backB) >> shiftB);
    store<u32>(places + i, <u32>(plain & ends));
  }
}
