export function panelsOf(y: usize, stride: usize, depth: usize, panels: usize, panelBytes: usize, to: usize): void {
  for (let j: usize = 0; j < depth; j++) {
    for (let p: usize = 0; p < panels; p++) {
      for (let b: usize = 0; b < 32; b++) store<u8>(to + p * panelBytes + 32 * j + b, load<u8>(y + j * stride + 32 * p + b));
    }
  }
}

/** A panel is 32 bytes wide, and rows come in fours. */
function equalTiles<T>(x: usize, rows: usize, stride: usize, panel: usize, depth: usize, out: usize, outStride: usize): void {
  for (let i: usize = 0; i < ((rows + 3) & ~3); i++) {
    for (let l: usize = 0; l < 32 / sizeof<T>(); l++) {
      let equal: u32 = 0;
      for (let j: usize = 0; j < depth; j++) if (load<T>(x + i * stride + j * sizeof<T>()) == load<T>(panel + 32 * j + l * sizeof<T>())) equal++;
      const to = out + i * outStride + 4 * l;
      store<u32>(to, load<u32>(to) + equal);
    }
  }
}
export function equalTiles8(x: usize, rows: usize, stride: usize, panel: usize, depth: usize, out: usize, outStride: usize): void { equalTiles<u8>(x, rows, stride, panel, depth, out, outStride); }
export function equalTiles16(x: usize, rows: usize, stride: usize, panel: usize, depth: usize, out: usize, outStride: usize): void { equalTiles<u16>(x, rows, stride, panel, depth, out, outStride); }

/** Without a table: the first equal number of the other side says what the rank is. The table is left as it was. */
export function rankShared(x: usize, rows: usize, stride: usize, y: usize, columns: usize, table: usize, mask: usize, call: u32, xTo: usize, yTo: usize): u32 {
  let ranks: u32 = 0;
  for (let l: usize = 0; l < columns; l++) {
    let rank: u16 = 0, before: usize = 0;
    while (before < l && load<f64>(y + 8 * before) != load<f64>(y + 8 * l)) before++;
    if (before < l) rank = load<u16>(yTo + 2 * before);
    else for (let i: usize = 0; i < rows; i++) if (load<f64>(x + 8 * stride * i) == load<f64>(y + 8 * l)) { rank = <u16>++ranks; break; }
    store<u16>(yTo + 2 * l, rank);
  }
  for (let i: usize = 0; i < rows; i++) {
    let rank: u16 = 65535;
    for (let l: usize = 0; l < columns; l++) if (load<f64>(x + 8 * stride * i) == load<f64>(y + 8 * l)) rank = load<u16>(yTo + 2 * l);
    store<u16>(xTo + 2 * stride * i, rank);
  }
  return ranks;
}

export function lowHalves(values: usize, count: usize): void {
  for (let i: usize = 0; i < count; i++) store<u8>(values + i, <u8>load<u16>(values + 2 * i));
}
