/** Letters: the table has an entry for '@' to '_', case does not matter, all other bytes are in no class. */
export function encodeLetters(text: usize, count: usize, table: usize, bits: usize): void {
  for (let i: usize = 0; i < count; i++) store<u8>(bits + i, letterBits(load<u8>(text + i), table));
}

export function letterBits(letter: u8, table: usize): u8 {
  const upper: u32 = letter & ~32;
  return upper >= 64 && upper < 96 ? load<u8>(table + upper - 64) : 0;
}

/** Bytes: a class is met when both the low and the high nibble meet it. */
export function encodeBytes(text: usize, count: usize, tables: usize, bits: usize): void {
  for (let i: usize = 0; i < count; i++) {
    const byte: usize = load<u8>(text + i);
    store<u8>(bits + i, load<u8>(tables + (byte & 15)) & load<u8>(tables + 16 + (byte >> 4)));
  }
}

/** 16-bit symbols: a look-up. */
export function rank16(text: usize, count: usize, table: usize, codes: usize): void {
  for (let i: usize = 0; i < count; i++) {
    const symbol: usize = load<u16>(text + 2 * i);
    store<u8>(codes + i, load<u8>(table + symbol));
  }
}

/** 32-bit symbols: every slot is looked at, so this knows nothing of the hash. A slot is (symbol, code); code 0 is empty. */
export function rank32(text: usize, count: usize, slots: usize, mask: u32, codes: usize): void {
  for (let i: usize = 0; i < count; i++) {
    const symbol = load<u32>(text + 4 * i);
    let found: u32 = 0;
    for (let s: usize = 0; s <= mask; s++) {
      const code = load<u32>(slots + 8 * s + 4);
      if (code != 0 && load<u32>(slots + 8 * s) == symbol) found = code;
    }
    store<u8>(codes + i, <u8>found);
  }
}
