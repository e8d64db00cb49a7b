import { at, join, multiply, split, turn } from "./fft";

function spectrum<T>(x: usize, bytes: usize, block: usize): void {
  const n = bytes / (2 * sizeof<T>());
  split<T>(x, 0, n, block);
  turn<T>(x, n, false);
}
export function spectrumAt32(x: usize, bytes: usize, block: usize): void { spectrum<f32>(x, bytes, block); }
export function spectrumAt64(x: usize, bytes: usize, block: usize): void { spectrum<f64>(x, bytes, block); }

function product<T>(x: usize, p: usize, bytes: usize, block: usize): void {
  const n = bytes / (2 * sizeof<T>());
  spectrum<T>(x, bytes, block);
  for (let i: usize = 0; i < n; i++) multiply<T>(at<T>(x, i), at<T>(p, i));
  turn<T>(x, n, true);
  join<T>(x, 0, n, block);
}
export function productAt32(x: usize, p: usize, bytes: usize, block: usize): void { product<f32>(x, p, bytes, block); }
export function productAt64(x: usize, p: usize, bytes: usize, block: usize): void { product<f64>(x, p, bytes, block); }

function fold<T>(values: usize, count: usize, bits: usize, scale: T, x: usize): void {
  for (let i: usize = 0; i < count; i++) {
    let v = <usize>load<f64>(values + 8 * i), turns = 0;
    while (v >= <usize>1 << bits) { v -= <usize>1 << bits; turns = (turns + 1) % 4; }
    const p = at<T>(x, v);
    if (turns == 0) store<T>(p, load<T>(p) + scale);
    if (turns == 1) store<T>(p + 16, load<T>(p + 16) - scale);
    if (turns == 2) store<T>(p, load<T>(p) - scale);
    if (turns == 3) store<T>(p + 16, load<T>(p + 16) + scale);
  }
}
export function fold32(values: usize, count: usize, bits: usize, scale: f32, x: usize): void { fold<f32>(values, count, bits, scale, x); }
export function fold64(values: usize, count: usize, bits: usize, scale: f64, x: usize): void { fold<f64>(values, count, bits, scale, x); }

export function markAll(values: usize, count: usize, table: usize): void {
  for (let i: usize = 0; i < count; i++) {
    const p = table + 4 * <usize>load<f64>(values + 8 * i);
    store<u32>(p, load<u32>(p) + 1);
  }
}

function unfold<T>(table: usize, length: usize, bits: usize, scale: T, x: usize): void {
  for (let v: usize = 0; v < length; v++) {
    const times = <T>load<u32>(table + 4 * v), turns = (v >> bits) % 4, p = at<T>(x, v % (<usize>1 << bits));
    if (turns == 0) store<T>(p, load<T>(p) + times * scale);
    if (turns == 1) store<T>(p + 16, load<T>(p + 16) - times * scale);
    if (turns == 2) store<T>(p, load<T>(p) - times * scale);
    if (turns == 3) store<T>(p + 16, load<T>(p + 16) + times * scale);
  }
}
export function unfold32(table: usize, length: usize, bits: usize, scale: f32, x: usize): void { unfold<f32>(table, length, bits, scale, x); }
export function unfold64(table: usize, length: usize, bits: usize, scale: f64, x: usize): void { unfold<f64>(table, length, bits, scale, x); }

function squares<T>(x: usize, bytes: usize): f64 {
  let sum: f64 = 0;
  for (let p = x; p < x + bytes; p += sizeof<T>()) sum += <f64>load<T>(p) * <f64>load<T>(p);
  return sum;
}
export function squares32(x: usize, bytes: usize): f64 { return squares<f32>(x, bytes); }
export function squares64(x: usize, bytes: usize): f64 { return squares<f64>(x, bytes); }

export function greatest64(x: usize, bytes: usize): f64 {
  let most: f64 = 0;
  for (let o: usize = 0; o < bytes; o += 8) most = max(most, load<f64>(x + o));
  return most;
}

function settle<T>(x: usize, bytes: usize): u32 {
  let zeros: u32 = 0;
  for (let p = x; p < x + bytes; p += sizeof<T>()) {
    store<T>(p, nearest<T>(load<T>(p)));
    if (load<T>(p) == 0) zeros++;
  }
  return zeros;
}
export function settle32(x: usize, bytes: usize): u32 { return settle<f32>(x, bytes); }
export function settle64(x: usize, bytes: usize): u32 { return settle<f64>(x, bytes); }

/** Coefficient i of a remainder: real parts first, then imaginary ones, negated. */
function coefficient(x: usize, points: usize, i: usize): f64 {
  return i < points ? load<f64>(at<f64>(x, i)) : 0 - load<f64>(at<f64>(x, i - points) + 16);
}

export function mend64(x: usize, points: usize, y: usize, extra: usize): u32 {
  let zeros: u32 = 0;
  for (let i: usize = 0; i < extra; i++) {
    let r = load<f64>(at<f64>(y, i)), s = load<f64>(at<f64>(y, i) + 16);
    for (let j: usize = 0; j < 2 * points / extra; j++) {
      const c = coefficient(x, points, j * extra + i);
      if (j % 4 == 0) r -= c;
      if (j % 4 == 1) s += c;
      if (j % 4 == 2) r += c;
      if (j % 4 == 3) s -= c;
    }
    r /= 2; s /= 2;
    if (r == 0) zeros++;
    if (s == 0) zeros++;
    store<f64>(at<f64>(y, i), r); store<f64>(at<f64>(y, i) + 16, s);
    const p = at<f64>(x, i), q = at<f64>(x, extra + i);
    if (load<f64>(p) == 0) zeros--;
    if (load<f64>(q) == 0) zeros--;
    if (load<f64>(p) + r == 0) zeros++;
    if (load<f64>(q) - s == 0) zeros++;
    store<f64>(p, load<f64>(p) + r);
    store<f64>(q, load<f64>(q) - s);
  }
  return zeros;
}

function emit<T>(x: usize, part: usize, from: usize, to: usize, base: f64, step: f64, sums: usize, counts: usize): u32 {
  let found: u32 = 0;
  for (let i = from; i < to; i++) {
    const c = <f64>load<T>(at<T>(x, i) + 16 * part);
    if (c == 0) continue;
    store<f64>(sums + 8 * found, <f64>(<i64>base + <i64>step * <i64>(i - from)));
    if (counts) store<f64>(counts + 8 * found, part ? -c : c);
    found++;
  }
  return found;
}
export function emit32(x: usize, part: usize, from: usize, to: usize, base: f64, step: f64, sums: usize, counts: usize): u32 { return emit<f32>(x, part, from, to, base, step, sums, counts); }
export function emit64(x: usize, part: usize, from: usize, to: usize, base: f64, step: f64, sums: usize, counts: usize): u32 { return emit<f64>(x, part, from, to, base, step, sums, counts); }
