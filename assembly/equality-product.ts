// Equality products: how many positions of a row of X and a column of Y hold the same number. Blocked as matrix products are (Goto and van de
// Geijn, Anatomy of high-performance matrix multiplication, 2008): Y in panels of 32 bytes that stay in a first-level cache, and tiles of four
// rows and two vectors of counters in registers. Equal lanes are -1, and subtracting them counts.

const WIDTH: usize = 32;

/** Y, `depth` rows of `stride` bytes, as panels: WIDTH bytes of each row, one row below the other, `panelBytes` from panel to panel. Reads WIDTH - 1 bytes behind a row. */
export function panelsOf(y: usize, stride: usize, depth: usize, panels: usize, panelBytes: usize, to: usize): void {
  for (const end = y + depth * stride; y < end; y += stride, to += WIDTH) {
    for (let p: usize = 0, from = y, at = to; p < panels; p++, from += WIDTH, at += panelBytes) {
      v128.store(at, v128.load(from)); v128.store(at, v128.load(from, 16), 16);
    }
  }
}

/** out += counters, as u32. */
function flush<T>(counters: v128, out: usize): void {
  const low = sizeof<T>() == 1 ? i16x8.extend_low_i8x16_u(counters) : counters;
  v128.store(out, i32x4.add(v128.load(out), i32x4.extend_low_i16x8_u(low)));
  v128.store(out, i32x4.add(v128.load(out, 16), i32x4.extend_high_i16x8_u(low)), 16);
  if (sizeof<T>() == 1) {
    const high = i16x8.extend_high_i8x16_u(counters);
    v128.store(out, i32x4.add(v128.load(out, 32), i32x4.extend_low_i16x8_u(high)), 32);
    v128.store(out, i32x4.add(v128.load(out, 48), i32x4.extend_high_i16x8_u(high)), 48);
  }
}

/**
 * out[i][l] += #{j < depth: x[i][j] = panel[j][l]} for a panel's columns; rows of x are `stride` bytes apart, those of out `outStride`. Four rows at
 * a time: up to three behind the last are read and written. A lane counts to depth, which must be at most 255 or 65535.
 */
function equalTiles<T>(x: usize, rows: usize, stride: usize, panel: usize, depth: usize, out: usize, outStride: usize): void {
  const last = panel + depth * WIDTH, half: usize = 64 / sizeof<T>();
  for (let i: usize = 0; i < rows; i += 4, x += stride << 2) {
    let x0 = x, x1 = x + stride, x2 = x1 + stride, x3 = x2 + stride;
    let a0 = i32x4.splat(0), b0 = a0, a1 = a0, b1 = a0, a2 = a0, b2 = a0, a3 = a0, b3 = a0;
    for (let p = panel; p < last; p += WIDTH) {
      const a = v128.load(p), b = v128.load(p, 16);
      let s = v128.load_splat<T>(x0);
      a0 = v128.sub<T>(a0, v128.eq<T>(s, a)); b0 = v128.sub<T>(b0, v128.eq<T>(s, b));
      s = v128.load_splat<T>(x1);
      a1 = v128.sub<T>(a1, v128.eq<T>(s, a)); b1 = v128.sub<T>(b1, v128.eq<T>(s, b));
      s = v128.load_splat<T>(x2);
      a2 = v128.sub<T>(a2, v128.eq<T>(s, a)); b2 = v128.sub<T>(b2, v128.eq<T>(s, b));
      s = v128.load_splat<T>(x3);
      a3 = v128.sub<T>(a3, v128.eq<T>(s, a)); b3 = v128.sub<T>(b3, v128.eq<T>(s, b));
      x0 += sizeof<T>(); x1 += sizeof<T>(); x2 += sizeof<T>(); x3 += sizeof<T>();
    }
    flush<T>(a0, out); flush<T>(b0, out + half); out += outStride;
    flush<T>(a1, out); flush<T>(b1, out + half); out += outStride;
    flush<T>(a2, out); flush<T>(b2, out + half); out += outStride;
    flush<T>(a3, out); flush<T>(b3, out + half); out += outStride;
  }
}
export function equalTiles8(x: usize, rows: usize, stride: usize, panel: usize, depth: usize, out: usize, outStride: usize): void { equalTiles<u8>(x, rows, stride, panel, depth, out, outStride); }
export function equalTiles16(x: usize, rows: usize, stride: usize, panel: usize, depth: usize, out: usize, outStride: usize): void { equalTiles<u16>(x, rows, stride, panel, depth, out, outStride); }

/** A slot of the table: the number (i64), the call that wrote it, its rank. */
const SLOT: usize = 16;

/** The slot of a number, or the empty one where it belongs: those of other calls are empty. By multiplication, and then the next ones. */
function slotOf(v: i64, table: usize, mask: usize, call: u32): usize {
  let h = <usize>((<u64>v * 0x9e3779b97f4a7c15) >> 32);
  let slot = table + (h & mask) * SLOT;
  while (load<u32>(slot, 8) == call && load<i64>(slot) != v) slot = table + (++h & mask) * SLOT;
  return slot;
}

/**
 * Numbers (f64) of a column of X, `stride` numbers apart, and of a row of Y as ranks (u16) at the same places of two other matrices: equal numbers of both get equal
 * ranks from 1 on, others of X 65535 and others of Y 0. Returns how many ranks there are. The table has mask + 1 slots, a power of two above `rows`;
 * `call` is another number > 0 at every call with the same table.
 */
export function rankShared(x: usize, rows: usize, stride: usize, y: usize, columns: usize, table: usize, mask: usize, call: u32, xTo: usize, yTo: usize): u32 {
  let ranks: u32 = 0;
  for (let i: usize = 0, p = x; i < rows; i++, p += stride << 3) {
    const v = <i64>load<f64>(p), slot = slotOf(v, table, mask, call);
    store<i64>(slot, v); store<u32>(slot, call, 8); store<u32>(slot, 0, 12);
  }
  for (const end = y + (columns << 3); y < end; y += 8, yTo += 2) {
    const slot = slotOf(<i64>load<f64>(y), table, mask, call);
    let rank: u32 = 0;
    if (load<u32>(slot, 8) == call) {
      rank = load<u32>(slot, 12);
      if (rank == 0) { rank = ++ranks; store<u32>(slot, rank, 12); }
    }
    store<u16>(yTo, <u16>rank);
  }
  for (let i: usize = 0, p = x; i < rows; i++, p += stride << 3, xTo += stride << 1) {
    const rank = load<u32>(slotOf(<i64>load<f64>(p), table, mask, call), 12);
    store<u16>(xTo, <u16>(rank == 0 ? 65535 : rank));
  }
  return ranks;
}

/** u16 to u8 in place: their low halves. Up to 16 numbers more are read. */
export function lowHalves(values: usize, count: usize): void {
  const low = i16x8.splat(255);
  let to = values;
  for (const end = values + (count << 1); values < end; values += 32, to += 16) {
    v128.store(to, i8x16.narrow_i16x8_u(v128.and(v128.load(values), low), v128.and(v128.load(values, 16), low)));
  }
}
