import { at } from "./fft";

let re: f64 = 1, im: f64 = 0;

/** From the lowest byte up, in f64. */
function root(q: u64, tables: usize, parts: usize): void {
  re = 1; im = 0;
  for (let part: usize = 0; part < parts; part++) {
    const entry = tables + 4096 * part + 16 * <usize>((q >> (8 * <u64>part)) % 256), c = load<f64>(entry), s = load<f64>(entry + 8);
    const next = part == 0 ? c : re * c - im * s;
    im = part == 0 ? s : re * s + im * c;
    re = next;
  }
}

export function addRoots(values: usize, weights: usize, count: usize, p: u32, bits: usize, turns: usize, tables: usize, parts: usize, scale: f64, x: usize): void {
  const length = <usize>1 << bits;
  for (let i: usize = 0; i < count; i++) {
    const v = <u64>load<f64>(values + 8 * i), r = <usize>(v % p), turn = turns + 16 * (r / length), to = at<f64>(x, r % length);
    const weight = weights == 0 ? scale : scale * load<f64>(weights + 8 * i), c = load<f64>(turn), s = load<f64>(turn + 8);
    root(v / p, tables, parts);
    store<f64>(to, load<f64>(to) + weight * (re * c - im * s));
    store<f64>(to + 16, load<f64>(to + 16) + weight * (re * s + im * c));
  }
}

/** Place by place. */
export function addToCounts(x: usize, bits: usize, p: usize, turns: usize, counts: usize): void {
  const length = <usize>1 << bits;
  for (let place: usize = 0; place < 2 * p; place++) {
    const point = at<f64>(x, place % length), turn = turns + 16 * (place / length), to = counts + 8 * (place % p);
    store<f64>(to, load<f64>(to) + (load<f64>(point) * load<f64>(turn) - load<f64>(point + 16) * -load<f64>(turn + 8)));
  }
}

export function addToValues(x: usize, bits: usize, p: usize, turns: usize, c: f64, s: f64, values: usize): void {
  const length = <usize>1 << bits;
  for (let place: usize = 0; place < 2 * p; place++) {
    const point = at<f64>(x, place % length), turn = turns + 16 * (place / length), to = values + 16 * (place % p);
    const tc = load<f64>(turn), ts = -load<f64>(turn + 8), a = load<f64>(point), b = load<f64>(point + 16);
    const fc = place < p ? tc : tc * c - ts * s, fs = place < p ? ts : tc * s + ts * c;
    store<f64>(to, load<f64>(to) + (a * fc - b * fs));
    store<f64>(to + 8, load<f64>(to + 8) + (a * fs + b * fc));
  }
}

export function takeKnownCounts(known: usize, count: usize, p: u32, counts: usize, doubt: usize): void {
  const u: f64 = 1 / 9007199254740992.0;
  for (let i: usize = 0; i < count; i++) {
    const r = <usize>(load<u64>(known + 16 * i) % p);
    store<f64>(doubt + 8 * r, load<f64>(doubt + 8 * r) + u * (32 * load<f64>(known + 16 * i + 8) + 2 * load<f64>(counts + 8 * r)));
  }
  for (let i: usize = 0; i < count; i++) {
    const r = <usize>(load<u64>(known + 16 * i) % p);
    store<f64>(counts + 8 * r, load<f64>(counts + 8 * r) - load<f64>(known + 16 * i + 8));
  }
}

export function takeKnownRoots(known: usize, count: usize, p: u32, tables: usize, parts: usize, values: usize): void {
  for (let i: usize = 0; i < count; i++) {
    const sum = load<u64>(known + 16 * i), weight = load<f64>(known + 16 * i + 8), value = values + 16 * <usize>(sum % p);
    root(sum / p, tables, parts);
    store<f64>(value, load<f64>(value) - weight * re);
    store<f64>(value + 8, load<f64>(value + 8) - weight * im);
  }
}

export function trust(doubt: usize, p: usize, most: f64): void {
  for (let r: usize = 0; r < p; r++) {
    const sure = load<f64>(doubt + 8 * r) < most;
    store<f64>(doubt + 8 * r, sure ? 0 : -1);
  }
}

export function judge(values: usize, p: usize, counts: usize, margin: f64, before: f64, order: f64, quotients: usize): void {
  for (let r: usize = 0; r < p; r++) {
    const n = load<f64>(counts + 8 * r), q = load<f64>(quotients + 8 * r);
    if (n == 0 || q < 0) continue;
    const c = load<f64>(values + 16 * r), s = load<f64>(values + 16 * r + 8);
    const long = Math.sqrt(c * c + s * s) >= n - margin;
    if (!long) { store<f64>(quotients + 8 * r, -1); continue; }
    const turns = NativeMath.atan2(s, c) * (order / 6.283185307179586), angle = turns < 0 ? turns + order : turns;
    const next = q + before * nearest((angle - q) / before);
    store<f64>(quotients + 8 * r, next < 0 ? next + order : next >= order ? next - order : next);
  }
}

export function harvest(counts: usize, quotients: usize, p: usize, entries: usize): u32 {
  let found: u32 = 0;
  for (let r: usize = 0; r < p; r++) {
    const n = load<f64>(counts + 8 * r), q = load<f64>(quotients + 8 * r);
    if (n == 0 || q < 0) continue;
    store<u64>(entries + 16 * <usize>found, <u64>q * <u64>p + <u64>r);
    store<f64>(entries + 16 * <usize>found + 8, n);
    found++;
  }
  return found;
}

export function occupied(counts: usize, p: usize): u32 {
  let empty: u32 = 0;
  for (let r: usize = 0; r < p; r++) if (load<f64>(counts + 8 * r) == 0) empty++;
  return <u32>p - empty;
}
