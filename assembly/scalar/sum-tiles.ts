function reduce<T>(values: usize, count: usize, base: f64, step: f64, most: f64, to: usize): void {
  for (let i: usize = 0; i < count; i++) {
    const distance = <i64>load<f64>(values + 8 * i) - <i64>base;
    const whole = distance >= 0 && distance % <i64>step == 0 && distance / <i64>step <= <i64>most;
    store<T>(to + i * sizeof<T>(), whole ? <T>(distance / <i64>step) : <T>-1);
  }
}
export function reduce16(values: usize, count: usize, base: f64, step: f64, most: f64, to: usize): void { reduce<i16>(values, count, base, step, most, to); }
export function reduce32(values: usize, count: usize, base: f64, step: f64, most: f64, to: usize): void { reduce<i32>(values, count, base, step, most, to); }
export function reduce64(values: usize, count: usize, base: f64, step: f64, most: f64, to: usize): void { reduce<i64>(values, count, base, step, most, to); }
export function reduceDouble(values: usize, count: usize, base: f64, step: f64, most: f64, to: usize): void { reduce<f64>(values, count, base, step, most, to); }

function at<T>(list: usize, i: isize): T {
  return load<T>(list + <usize>i * sizeof<T>());
}

function slideSums<T>(a: usize, from: isize, to: isize, b: usize, m: isize, c: usize, first: isize, last: isize, out: usize): void {
  for (let k = first; k < last; k++) {
    let count: u32 = 0;
    for (let i = from; i < to; i++) if (k - i >= 0 && k - i < m && <T>(at<T>(a, i) + at<T>(b, k - i)) == at<T>(c, k)) count++;
    const r = out + 4 * <usize>k;
    store<u32>(r, load<u32>(r) + count);
  }
}
export function slideSums16(a: usize, from: isize, to: isize, b: usize, m: isize, c: usize, first: isize, last: isize, out: usize): void { slideSums<i16>(a, from, to, b, m, c, first, last, out); }
export function slideSums32(a: usize, from: isize, to: isize, b: usize, m: isize, c: usize, first: isize, last: isize, out: usize): void { slideSums<i32>(a, from, to, b, m, c, first, last, out); }
export function slideSums64(a: usize, from: isize, to: isize, b: usize, m: isize, c: usize, first: isize, last: isize, out: usize): void { slideSums<i64>(a, from, to, b, m, c, first, last, out); }

/** A tile of 64 bytes is met by the numbers whose b reaches one of its targets. */
function slidePicked<T>(values: usize, places: usize, count: usize, b: usize, m: isize, c: usize, first: isize, last: isize, out: usize): u64 {
  const width: isize = 64 / sizeof<T>();
  let met: u64 = 0;
  for (let k = first; k < last; k += width) {
    for (let i: usize = 0; i < count; i++) {
      const place = <isize>load<u32>(places + 4 * i);
      if (place < k + width && place + m > k) met++;
    }
  }
  for (let k = first; k < last; k++) {
    let found: u32 = 0;
    for (let i: usize = 0; i < count; i++) {
      const j = k - <isize>load<u32>(places + 4 * i);
      if (j >= 0 && j < m && <T>(at<T>(values, <isize>i) + at<T>(b, j)) == at<T>(c, k)) found++;
    }
    const r = out + 4 * <usize>k;
    store<u32>(r, load<u32>(r) + found);
  }
  return met;
}
export function slidePicked16(values: usize, places: usize, count: usize, b: usize, m: isize, c: usize, first: isize, last: isize, out: usize): u64 { return slidePicked<i16>(values, places, count, b, m, c, first, last, out); }
export function slidePicked32(values: usize, places: usize, count: usize, b: usize, m: isize, c: usize, first: isize, last: isize, out: usize): u64 { return slidePicked<i32>(values, places, count, b, m, c, first, last, out); }
export function slidePicked64(values: usize, places: usize, count: usize, b: usize, m: isize, c: usize, first: isize, last: isize, out: usize): u64 { return slidePicked<i64>(values, places, count, b, m, c, first, last, out); }

export function orderColumns(values: usize, rows: usize, n: usize, order: usize, to: usize): void {
  for (let i: usize = 0; i < rows; i++) {
    for (let j: usize = 0; j < n; j++) store<f64>(to + 8 * (i * n + j), load<f64>(values + 8 * (i * n + load<u32>(order + 4 * j))));
  }
}

function sumTiles<T>(a: usize, rows: usize, aStride: usize, panel: usize, depth: usize, c: usize, cStride: usize, out: usize, outStride: usize): void {
  for (let i: usize = 0; i < ((rows + 1) & ~1); i++) {
    for (let l: usize = 0; l < 32 / sizeof<T>(); l++) {
      let count: u32 = 0;
      for (let j: usize = 0; j < depth; j++) if (<T>(at<T>(a + i * aStride, j) + at<T>(panel + 32 * j, l)) == at<T>(c + i * cStride, l)) count++;
      const r = out + i * outStride + 4 * l;
      store<u32>(r, load<u32>(r) + count);
    }
  }
}
export function sumTiles16(a: usize, rows: usize, aStride: usize, panel: usize, depth: usize, c: usize, cStride: usize, out: usize, outStride: usize): void { sumTiles<i16>(a, rows, aStride, panel, depth, c, cStride, out, outStride); }
export function sumTiles32(a: usize, rows: usize, aStride: usize, panel: usize, depth: usize, c: usize, cStride: usize, out: usize, outStride: usize): void { sumTiles<i32>(a, rows, aStride, panel, depth, c, cStride, out, outStride); }
export function sumTiles64(a: usize, rows: usize, aStride: usize, panel: usize, depth: usize, c: usize, cStride: usize, out: usize, outStride: usize): void { sumTiles<i64>(a, rows, aStride, panel, depth, c, cStride, out, outStride); }
