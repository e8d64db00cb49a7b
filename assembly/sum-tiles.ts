// Sums a + b that equal c where a place says which a meets which b: along a sequence, or in matrices. Numbers are integers modulo 2^16, 2^32 or 2^64: those of a
// and b begin at 0, their sums stay below the modulus less one, and a c that is no sum of theirs is -1. Counters are lanes, from which -1 is
// subtracted for each sum that is equal.

/** (value - base) / step as T; -1 where that is no integer in [0, most]. */
function reduce<T>(values: usize, count: usize, base: f64, step: f64, most: f64, to: usize): void {
  const by = <i64>step, limit = <i64>most;
  for (const end = values + (count << 3); values < end; values += 8, to += sizeof<T>()) {
    const distance = <i64>load<f64>(values) - <i64>base, quotient = distance / by;
    store<T>(to, distance < 0 || quotient > limit || quotient * by != distance ? <T>-1 : <T>quotient);
  }
}
export function reduce16(values: usize, count: usize, base: f64, step: f64, most: f64, to: usize): void { reduce<i16>(values, count, base, step, most, to); }
export function reduce32(values: usize, count: usize, base: f64, step: f64, most: f64, to: usize): void { reduce<i32>(values, count, base, step, most, to); }
export function reduce64(values: usize, count: usize, base: f64, step: f64, most: f64, to: usize): void { reduce<i64>(values, count, base, step, most, to); }
export function reduceDouble(values: usize, count: usize, base: f64, step: f64, most: f64, to: usize): void { reduce<f64>(values, count, base, step, most, to); }

/** out += the counters of a vector, as u32. */
function addCounts<T>(counters: v128, out: usize): void {
  if (sizeof<T>() == 2) {
    v128.store(out, i32x4.add(v128.load(out), i32x4.extend_low_i16x8_u(counters)));
    v128.store(out, i32x4.add(v128.load(out, 16), i32x4.extend_high_i16x8_u(counters)), 16);
  } else if (sizeof<T>() == 4) {
    v128.store(out, i32x4.add(v128.load(out), counters));
  } else {
    store<u64>(out, load<u64>(out) + <u64>i64x2.extract_lane(v128.shuffle<i32>(counters, counters, 0, 2, 0, 2), 0));
  }
}

/**
 * Convolution: out[k] += #{from <= i < to: a[i] + b[k - i] = c[k]} for first <= k < last, a multiple of four vectors. Four vectors of numbers that
 * equal no c - a stand before b[0] and behind b[m - 1]. to - from is at most 65535 where T has 16 bits.
 */
function slideSums<T>(a: usize, from: isize, to: isize, b: usize, m: isize, c: usize, first: isize, last: isize, out: usize): void {
  const size = sizeof<T>(), width: isize = 64 / size;
  for (let k = first; k < last; k += width) {
    const at = <usize>k * size, start = max(from, k - m + 1), stop = min(to, k + width);
    const c0 = v128.load(c + at), c1 = v128.load(c + at, 16), c2 = v128.load(c + at, 32), c3 = v128.load(c + at, 48);
    let n0 = i32x4.splat(0), n1 = n0, n2 = n0, n3 = n0;
    let p = a + <usize>start * size, q = b + <usize>(k - start) * size;
    for (let i = start; i < stop; i++, p += size, q -= size) {
      const s = v128.load_splat<T>(p);
      n0 = v128.sub<T>(n0, v128.eq<T>(v128.add<T>(s, v128.load(q)), c0));
      n1 = v128.sub<T>(n1, v128.eq<T>(v128.add<T>(s, v128.load(q, 16)), c1));
      n2 = v128.sub<T>(n2, v128.eq<T>(v128.add<T>(s, v128.load(q, 32)), c2));
      n3 = v128.sub<T>(n3, v128.eq<T>(v128.add<T>(s, v128.load(q, 48)), c3));
    }
    const r = out + (<usize>k << 2), step: usize = 64 / size;
    addCounts<T>(n0, r); addCounts<T>(n1, r + step); addCounts<T>(n2, r + 2 * step); addCounts<T>(n3, r + 3 * step);
  }
}
export function slideSums16(a: usize, from: isize, to: isize, b: usize, m: isize, c: usize, first: isize, last: isize, out: usize): void { slideSums<i16>(a, from, to, b, m, c, first, last, out); }
export function slideSums32(a: usize, from: isize, to: isize, b: usize, m: isize, c: usize, first: isize, last: isize, out: usize): void { slideSums<i32>(a, from, to, b, m, c, first, last, out); }
export function slideSums64(a: usize, from: isize, to: isize, b: usize, m: isize, c: usize, first: isize, last: isize, out: usize): void { slideSums<i64>(a, from, to, b, m, c, first, last, out); }

/**
 * As slideSums, of `count` picked numbers of a: places (u32) ascending, values as T. Those that reach a tile are between two of them, which go up with k.
 * Returns how many numbers met how many tiles.
 */
function slidePicked<T>(values: usize, places: usize, count: usize, b: usize, m: isize, c: usize, first: isize, last: isize, out: usize): u64 {
  const size = sizeof<T>(), width: isize = 64 / size;
  let low: usize = 0, high: usize = 0, met: u64 = 0;
  for (let k = first; k < last; k += width) {
    while (low < count && <isize>load<u32>(places + (low << 2)) <= k - m) low++;
    while (high < count && <isize>load<u32>(places + (high << 2)) < k + width) high++;
    const at = <usize>k * size;
    const c0 = v128.load(c + at), c1 = v128.load(c + at, 16), c2 = v128.load(c + at, 32), c3 = v128.load(c + at, 48);
    let n0 = i32x4.splat(0), n1 = n0, n2 = n0, n3 = n0;
    for (let i = low; i < high; i++) {
      const s = v128.load_splat<T>(values + i * size), q = b + (<usize>k - load<u32>(places + (i << 2))) * size;
      n0 = v128.sub<T>(n0, v128.eq<T>(v128.add<T>(s, v128.load(q)), c0));
      n1 = v128.sub<T>(n1, v128.eq<T>(v128.add<T>(s, v128.load(q, 16)), c1));
      n2 = v128.sub<T>(n2, v128.eq<T>(v128.add<T>(s, v128.load(q, 32)), c2));
      n3 = v128.sub<T>(n3, v128.eq<T>(v128.add<T>(s, v128.load(q, 48)), c3));
    }
    if (high > low) met += high - low;
    const r = out + (<usize>k << 2), step: usize = 64 / size;
    addCounts<T>(n0, r); addCounts<T>(n1, r + step); addCounts<T>(n2, r + 2 * step); addCounts<T>(n3, r + 3 * step);
  }
  return met;
}
export function slidePicked16(values: usize, places: usize, count: usize, b: usize, m: isize, c: usize, first: isize, last: isize, out: usize): u64 { return slidePicked<i16>(values, places, count, b, m, c, first, last, out); }
export function slidePicked32(values: usize, places: usize, count: usize, b: usize, m: isize, c: usize, first: isize, last: isize, out: usize): u64 { return slidePicked<i32>(values, places, count, b, m, c, first, last, out); }
export function slidePicked64(values: usize, places: usize, count: usize, b: usize, m: isize, c: usize, first: isize, last: isize, out: usize): u64 { return slidePicked<i64>(values, places, count, b, m, c, first, last, out); }

/** The columns of a matrix (f64, rows of n) in another order (u32): to[i][j] = values[i][order[j]]. */
export function orderColumns(values: usize, rows: usize, n: usize, order: usize, to: usize): void {
  for (const end = values + ((rows * n) << 3); values < end; values += n << 3) {
    for (let o = order, last = order + (n << 2); o < last; o += 4, to += 8) store<f64>(to, load<f64>(values + (<usize>load<u32>(o) << 3)));
  }
}

/**
 * Matrices: out[i][l] += #{j < depth: a[i][j] + panel[j][l] = c[i][l]} for the columns of a panel of 32 bytes (equality-product.ts). Rows come in
 * twos, those of a, c and out are so many bytes apart; depth is at most 65535 where T has 16 bits.
 */
function sumTiles<T>(a: usize, rows: usize, aStride: usize, panel: usize, depth: usize, c: usize, cStride: usize, out: usize, outStride: usize): void {
  const last = panel + (depth << 5), half: usize = 64 / sizeof<T>();
  for (let i: usize = 0; i < rows; i += 2, a += aStride << 1, c += cStride << 1, out += outStride << 1) {
    const c0 = v128.load(c), d0 = v128.load(c, 16), c1 = v128.load(c + cStride), d1 = v128.load(c + cStride, 16);
    let n0 = i32x4.splat(0), m0 = n0, n1 = n0, m1 = n0;
    let x0 = a, x1 = a + aStride;
    for (let p = panel; p < last; p += 32) {
      const y = v128.load(p), z = v128.load(p, 16);
      let s = v128.load_splat<T>(x0);
      n0 = v128.sub<T>(n0, v128.eq<T>(v128.add<T>(s, y), c0)); m0 = v128.sub<T>(m0, v128.eq<T>(v128.add<T>(s, z), d0));
      s = v128.load_splat<T>(x1);
      n1 = v128.sub<T>(n1, v128.eq<T>(v128.add<T>(s, y), c1)); m1 = v128.sub<T>(m1, v128.eq<T>(v128.add<T>(s, z), d1));
      x0 += sizeof<T>(); x1 += sizeof<T>();
    }
    addCounts<T>(n0, out); addCounts<T>(m0, out + half);
    addCounts<T>(n1, out + outStride); addCounts<T>(m1, out + outStride + half);
  }
}
export function sumTiles16(a: usize, rows: usize, aStride: usize, panel: usize, depth: usize, c: usize, cStride: usize, out: usize, outStride: usize): void { sumTiles<i16>(a, rows, aStride, panel, depth, c, cStride, out, outStride); }
export function sumTiles32(a: usize, rows: usize, aStride: usize, panel: usize, depth: usize, c: usize, cStride: usize, out: usize, outStride: usize): void { sumTiles<i32>(a, rows, aStride, panel, depth, c, cStride, out, outStride); }
export function sumTiles64(a: usize, rows: usize, aStride: usize, panel: usize, depth: usize, c: usize, cStride: usize, out: usize, outStride: usize): void { sumTiles<i64>(a, rows, aStride, panel, depth, c, cStride, out, outStride); }
