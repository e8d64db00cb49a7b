// Distances by comparing lanes: 64 shifts at a time, one pattern position after the other. Nothing to set up, so short patterns and short
// texts are served best. rows: pairs (pointer to the text of the first shift plus the position's offset, symbol or class bit), `count` of them.
// Lanes start at the number of rows and lose one for each match: on x86 equality is one instruction, inequality two.
// Each kernel adds to out[0 .. shifts rounded up to 64 bytes of symbols), which the caller has set. A byte lane counts to 255 before it is widened.

/** Most rows that a byte lane can count. */
const BYTE_ROWS: usize = 255;
/** Most rows that a 16-bit lane can count. */
const WORD_ROWS: usize = 65535;

/** Text bytes against pattern bytes. */
export function compare8(rows: usize, count: usize, shifts: usize, out: usize): void {
  const end = rows + (count << 3);
  for (let at: usize = 0; at < shifts; at += 64, out += 256) {
    for (let r = rows; r < end; ) {
      const stop = min(end, r + (BYTE_ROWS << 3));
      let a = i8x16.splat(<i8>((stop - r) >> 3)), b = a, c = a, d = a;
      for (; r < stop; r += 8) {
        const p = <usize>load<u32>(r) + at, symbol = v128.load8_splat(r + 4);
        a = i8x16.add(a, i8x16.eq(v128.load(p), symbol)); b = i8x16.add(b, i8x16.eq(v128.load(p, 16), symbol));
        c = i8x16.add(c, i8x16.eq(v128.load(p, 32), symbol)); d = i8x16.add(d, i8x16.eq(v128.load(p, 48), symbol));
      }
      addBytes(out, a); addBytes(out + 64, b); addBytes(out + 128, c); addBytes(out + 192, d);
    }
  }
}

/** Class bits of the text (encodeLetters) against the class bit of each position: the position mismatches where the bit is clear. */
export function compareBits(rows: usize, count: usize, shifts: usize, out: usize): void {
  const end = rows + (count << 3), zero = i64x2.splat(0);
  for (let at: usize = 0; at < shifts; at += 64, out += 256) {
    for (let r = rows; r < end; ) {
      const stop = min(end, r + (BYTE_ROWS << 3));
      let a = zero, b = zero, c = zero, d = zero;
      for (; r < stop; r += 8) {
        const p = <usize>load<u32>(r) + at, bit = v128.load8_splat(r + 4);
        a = i8x16.sub(a, i8x16.eq(v128.and(v128.load(p), bit), zero)); b = i8x16.sub(b, i8x16.eq(v128.and(v128.load(p, 16), bit), zero));
        c = i8x16.sub(c, i8x16.eq(v128.and(v128.load(p, 32), bit), zero)); d = i8x16.sub(d, i8x16.eq(v128.and(v128.load(p, 48), bit), zero));
      }
      addBytes(out, a); addBytes(out + 64, b); addBytes(out + 128, c); addBytes(out + 192, d);
    }
  }
}

/** 16-bit symbols. */
export function compare16(rows: usize, count: usize, shifts: usize, out: usize): void {
  const end = rows + (count << 3);
  for (let at: usize = 0; at < shifts; at += 32, out += 128) {
    const byte = at << 1;
    for (let r = rows; r < end; ) {
      const stop = min(end, r + (WORD_ROWS << 3));
      let a = i16x8.splat(<i16>((stop - r) >> 3)), b = a, c = a, d = a;
      for (; r < stop; r += 8) {
        const p = <usize>load<u32>(r) + byte, symbol = v128.load16_splat(r + 4);
        a = i16x8.add(a, i16x8.eq(v128.load(p), symbol)); b = i16x8.add(b, i16x8.eq(v128.load(p, 16), symbol));
        c = i16x8.add(c, i16x8.eq(v128.load(p, 32), symbol)); d = i16x8.add(d, i16x8.eq(v128.load(p, 48), symbol));
      }
      addWords(out, a); addWords(out + 32, b); addWords(out + 64, c); addWords(out + 96, d);
    }
  }
}

/** 32-bit symbols. A pattern has fewer than 2^32 positions, so lanes never overflow. */
export function compare32(rows: usize, count: usize, shifts: usize, out: usize): void {
  const end = rows + (count << 3);
  for (let at: usize = 0; at < shifts; at += 16, out += 64) {
    const byte = at << 2;
    const all = i32x4.splat(<i32>count);
    let a = i32x4.add(v128.load(out), all), b = i32x4.add(v128.load(out, 16), all);
    let c = i32x4.add(v128.load(out, 32), all), d = i32x4.add(v128.load(out, 48), all);
    for (let r = rows; r < end; r += 8) {
      const p = <usize>load<u32>(r) + byte, symbol = v128.load32_splat(r + 4);
      a = i32x4.add(a, i32x4.eq(v128.load(p), symbol)); b = i32x4.add(b, i32x4.eq(v128.load(p, 16), symbol));
      c = i32x4.add(c, i32x4.eq(v128.load(p, 32), symbol)); d = i32x4.add(d, i32x4.eq(v128.load(p, 48), symbol));
    }
    v128.store(out, a); v128.store(out, b, 16); v128.store(out, c, 32); v128.store(out, d, 48);
  }
}

function addBytes(out: usize, bytes: v128): void {
  addWords(out, i16x8.extend_low_i8x16_u(bytes));
  addWords(out + 32, i16x8.extend_high_i8x16_u(bytes));
}

function addWords(out: usize, words: v128): void {
  v128.store(out, i32x4.add(v128.load(out), i32x4.extend_low_i16x8_u(words)));
  v128.store(out, i32x4.add(v128.load(out, 16), i32x4.extend_high_i16x8_u(words)), 16);
}
