export function mark16(text: usize, count: usize, symbol: u32, bits: usize): void {
  for (let i: usize = 0; i < count; i++) store<u8>(bits + i, load<u16>(text + 2 * i) == <u16>symbol ? 1 : 0);
}

export function mark32(text: usize, count: usize, symbol: u32, bits: usize): void {
  for (let i: usize = 0; i < count; i++) store<u8>(bits + i, load<u32>(text + 4 * i) == symbol ? 1 : 0);
}
