// rows: pairs (pointer to the text of the first shift plus the position's offset, symbol or class bit), eight bytes each.

function add(out: usize, shift: usize, mismatch: bool): void {
  if (mismatch) store<u32>(out + 4 * shift, load<u32>(out + 4 * shift) + 1);
}

export function compare8(rows: usize, count: usize, shifts: usize, out: usize): void {
  for (let r: usize = 0; r < count; r++) {
    const text: usize = load<u32>(rows + 8 * r), symbol = load<u8>(rows + 8 * r + 4);
    for (let s: usize = 0; s < shifts; s++) add(out, s, load<u8>(text + s) != symbol);
  }
}

export function compareBits(rows: usize, count: usize, shifts: usize, out: usize): void {
  for (let r: usize = 0; r < count; r++) {
    const bits: usize = load<u32>(rows + 8 * r), bit = load<u8>(rows + 8 * r + 4);
    for (let s: usize = 0; s < shifts; s++) add(out, s, (load<u8>(bits + s) & bit) == 0);
  }
}

export function compare16(rows: usize, count: usize, shifts: usize, out: usize): void {
  for (let r: usize = 0; r < count; r++) {
    const text: usize = load<u32>(rows + 8 * r), symbol = load<u16>(rows + 8 * r + 4);
    for (let s: usize = 0; s < shifts; s++) add(out, s, load<u16>(text + 2 * s) != symbol);
  }
}

export function compare32(rows: usize, count: usize, shifts: usize, out: usize): void {
  for (let r: usize = 0; r < count; r++) {
    const text: usize = load<u32>(rows + 8 * r), symbol = load<u32>(rows + 8 * r + 4);
    for (let s: usize = 0; s < shifts; s++) add(out, s, load<u32>(text + 4 * s) != symbol);
  }
}
