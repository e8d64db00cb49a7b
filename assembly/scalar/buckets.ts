import { at } from "./fft";

/** x^K = -i, by steps of K. */
export function foldResidues(values: usize, count: usize, p: u32, bits: usize, scale: f64, x: usize): void {
  const length = <usize>1 << bits;
  for (let i: usize = 0; i < count; i++) {
    const r = <usize>(<u64>load<f64>(values + 8 * i) % p), point = at<f64>(x, r % length);
    const turns = (r / length) % 4, part = turns == 0 || turns == 2 ? point : point + 16;
    store<f64>(part, load<f64>(part) + (turns == 0 || turns == 3 ? scale : -scale));
  }
}

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

export function addRoots(values: usize, count: usize, p: u32, tables: usize, parts: usize, scale: f64, x: usize): void {
  for (let i: usize = 0; i < count; i++) {
    const v = <u64>load<f64>(values + 8 * i), to = at<f64>(x, <usize>(v % p));
    root(v / p, tables, parts);
    store<f64>(to, load<f64>(to) + scale * re);
    store<f64>(to + 16, load<f64>(to + 16) + scale * im);
  }
}

export function bucketCounts(x: usize, points: usize, p: usize, counts: usize): void {
  for (let r: usize = 0; r < p; r++) store<f64>(counts + 8 * r, 0);
  for (let s: usize = 0; s < 2 * p; s++) {
    const c = s < points ? load<f64>(at<f64>(x, s)) : -load<f64>(at<f64>(x, s - points) + 16), bucket = counts + 8 * (s % p);
    store<f64>(bucket, load<f64>(bucket) + nearest(c));
  }
}

export function foldPoints(x: usize, p: usize, c: f64, s: f64): void {
  for (let r: usize = 0; r < p; r++) {
    const to = at<f64>(x, r), from = at<f64>(x, r + p);
    store<f64>(to, load<f64>(to) + (load<f64>(from) * c - load<f64>(from + 16) * s));
    store<f64>(to + 16, load<f64>(to + 16) + (load<f64>(from) * s + load<f64>(from + 16) * c));
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

export function takeKnownRoots(known: usize, count: usize, p: u32, tables: usize, parts: usize, x: usize): void {
  for (let i: usize = 0; i < count; i++) {
    const sum = load<u64>(known + 16 * i), weight = load<f64>(known + 16 * i + 8), point = at<f64>(x, <usize>(sum % p));
    root(sum / p, tables, parts);
    store<f64>(point, load<f64>(point) - weight * re);
    store<f64>(point + 16, load<f64>(point + 16) - weight * im);
  }
}

export function judge(x: usize, p: usize, counts: usize, doubt: usize, error: f64, margin: f64, before: f64, order: f64, quotients: usize): u32 {
  let left: u32 = 0;
  for (let r: usize = 0; r < p; r++) {
    const n = load<f64>(counts + 8 * r), q = load<f64>(quotients + 8 * r), point = at<f64>(x, r);
    if (n == 0 || q < 0) continue;
    const c = load<f64>(point), s = load<f64>(point + 16), sure = error + load<f64>(doubt + 8 * r) < margin;
    const long = Math.sqrt(c * c + s * s) >= n - margin;
    if (!sure || !long) { store<f64>(quotients + 8 * r, -1); continue; }
    left++;
    const turns = NativeMath.atan2(s, c) * (order / 6.283185307179586), angle = turns < 0 ? turns + order : turns;
    const next = q + before * nearest((angle - q) / before);
    store<f64>(quotients + 8 * r, next < 0 ? next + order : next >= order ? next - order : next);
  }
  return left;
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
