// Text symbols to class bits. A class is what one pattern symbol matches; eight classes share a byte, and bit c of the
// byte written for a text symbol says that the symbol belongs to class c. Sets, ambiguity and letter case are all in the tables.

/** Class bits of 16 letters, as below; low and high are the halves of the table. */
export function letterBits(text: usize, low: v128, high: v128): v128 {
  const x = i8x16.sub(v128.and(v128.load(text), i8x16.splat(-33)), i8x16.splat(64));
  return v128.or(i8x16.swizzle(low, x), i8x16.swizzle(high, i8x16.sub(x, i8x16.splat(16))));
}

/**
 * Letters. Case is folded (bit 5 cleared); table has 32 bytes for the symbols '@' to '_', every other byte value belongs to no class.
 * swizzle gives 0 for indices above 15, so the two halves of the table never overlap.
 */
export function encodeLetters(text: usize, count: usize, table: usize, bits: usize): void {
  const low = v128.load(table), high = v128.load(table, 16);
  for (const end = text + count; text < end; text += 16, bits += 16) v128.store(bits, letterBits(text, low, high));
}

/**
 * Single bytes, at most eight of them: class c is one byte value. tables has 16 bytes by low nibble and 16 by high nibble, with
 * bit c set at the nibbles of value c; a byte has bit c in both exactly when both of its nibbles agree.
 */
export function encodeBytes(text: usize, count: usize, tables: usize, bits: usize): void {
  const byLow = v128.load(tables), byHigh = v128.load(tables, 16), nibble = i8x16.splat(15);
  for (const end = text + count; text < end; text += 16, bits += 16) {
    const x = v128.load(text);
    v128.store(bits, v128.and(i8x16.swizzle(byLow, v128.and(x, nibble)), i8x16.swizzle(byHigh, i8x16.shr_u(x, 4))));
  }
}

/** 16-bit symbols to one-byte codes by a table of 65,536 bytes. */
export function rank16(text: usize, count: usize, table: usize, codes: usize): void {
  for (const end = codes + count; codes < end; codes++, text += 2) store<u8>(codes, load<u8>(table + <usize>load<u16>(text)));
}

/**
 * 32-bit symbols to one-byte codes by open addressing: slots of (symbol, code), code 0 is empty, `mask` slots minus one.
 * The caller fills at most half of the slots with the same multiplicative hash, so every probe ends.
 */
export function rank32(text: usize, count: usize, slots: usize, mask: u32, codes: usize): void {
  for (const end = codes + count; codes < end; codes++, text += 4) {
    const symbol = load<u32>(text);
    let at = (symbol * 0x9e3779b1) >> 16;
    let code: u32;
    for (;;) {
      const slot = slots + (<usize>(at & mask) << 3);
      code = load<u32>(slot, 4);
      if (code == 0 || load<u32>(slot) == symbol) break;
      at++;
    }
    store<u8>(codes, <u8>code);
  }
}
