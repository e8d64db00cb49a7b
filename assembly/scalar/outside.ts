/** Bytes whose entry is 0; the table has entries for '@' to '_', case does not matter, all other bytes have none. */
export function countOutside(text: usize, count: usize, table: usize): u32 {
  let outside: u32 = 0;
  for (let i: usize = 0; i < count; i++) {
    const upper: u32 = load<u8>(text + i) & ~32;
    const known = upper >= 64 && upper < 96 && load<u8>(table + upper - 64) != 0;
    if (!known) outside++;
  }
  return outside;
}
