/** Each row is a pointer to a plane: stream b, byte i of it is the bit of shift b * width + i. `planes` only bounds what must fit. */
export function distances(rows: usize, count: usize, width: usize, out: usize, planes: i32): void {
  for (let b: usize = 0; b < 8; b++) {
    for (let i: usize = 0; i < width; i++) {
      let distance: u32 = 0;
      for (let r: usize = 0; r < count; r++) {
        const plane: usize = load<u32>(rows + 4 * r);
        distance += (<u32>load<u8>(plane + i) >> <u32>b) & 1;
      }
      store<u32>(out + 4 * (b * width + i), distance);
    }
  }
}

export function addDistances(from: usize, count: usize, out: usize): void {
  for (let i: usize = 0; i < count; i++) store<u32>(out + 4 * i, load<u32>(out + 4 * i) + load<u32>(from + 4 * i));
}
