// Bit i of a plane is bit i & 7 of byte i >> 3.

export function bitAt(plane: usize, i: usize): u32 {
  return (load<u8>(plane + i / 8) >> <u8>(i % 8)) & 1;
}

export function putBit(plane: usize, i: usize, bit: u32): void {
  const byte = plane + i / 8, mask = <u8>1 << <u8>(i % 8);
  store<u8>(byte, bit ? load<u8>(byte) | mask : load<u8>(byte) & ~mask);
}
