// Sums far apart: numbers by their residues modulo a prime p, and buckets of sums with equal residues. A number is q p + r.
//
// A bucket holds one sum alone when all quotients in it are equal, and that is seen by characters: with weights e(q / R) in place of ones, the
// bucket's value has a modulus equal to its count if all quotients in it are equal modulo R, and is shorter by half of 1 - cos(2 pi / R) at
// least if they are not (src/sumset/sparse.ts). e(q / R) is a product of entries of tables, one for each byte of q.

/** Address of the real part of a point of f64; its imaginary part stands 16 bytes on. */
function at(x: usize, i: usize): usize {
  return x + ((i >> 1) << 5) + ((i & 1) << 3);
}

/** Residues of f64 numbers, folded as in sums.ts: adds scale x^r modulo x^K + i, K = 2^bits. */
export function foldResidues(values: usize, count: usize, p: u32, bits: usize, scale: f64, x: usize): void {
  const low = (<usize>1 << bits) - 1;
  for (const end = values + (count << 3); values < end; values += 8) {
    const r = <usize>(<u64>load<f64>(values) % p), k = r >> bits, to = at(x, r & low) + ((k & 1) << 4);
    store<f64>(to, load<f64>(to) + ((k + 1) & 2 ? -scale : scale));
  }
}

// A root, by its parts.
let re: f64 = 1, im: f64 = 0;

/** e(q / R): for each byte a table of 256 complex numbers. */
function root(q: u64, tables: usize, parts: usize): void {
  if (parts == 0) { re = 1; im = 0; return; }
  let t = tables + (<usize>(q & 255) << 4);
  re = load<f64>(t); im = load<f64>(t, 8);
  for (let part: usize = 1; part < parts; part++) {
    q >>= 8; tables += 4096;
    t = tables + (<usize>(q & 255) << 4);
    const c = load<f64>(t), s = load<f64>(t, 8), next = re * c - im * s;
    im = re * s + im * c; re = next;
  }
}

/** Adds scale e(q / R) to point r for each f64 number. */
export function addRoots(values: usize, count: usize, p: u32, tables: usize, parts: usize, scale: f64, x: usize): void {
  for (const end = values + (count << 3); values < end; values += 8) {
    const v = <u64>load<f64>(values), q = v / p, to = at(x, <usize>(v - q * p));
    root(q, tables, parts);
    store<f64>(to, load<f64>(to) + scale * re);
    store<f64>(to, load<f64>(to, 16) + scale * im, 16);
  }
}

/** counts[r] = coefficients r and r + p of a product modulo x^(2K) + 1 (sums.ts), rounded. */
export function bucketCounts(x: usize, points: usize, p: usize, counts: usize): void {
  for (let r: usize = 0; r < p; r++) {
    const s = r + p;
    const far = s < points ? load<f64>(at(x, s)) : -load<f64>(at(x, s - points), 16);
    store<f64>(counts + (r << 3), nearest(load<f64>(at(x, r))) + nearest(far));
  }
}

/** Point r += e(1 / R), given by its parts, times point r + p, where a sum of residues has carried; r < p. */
export function foldPoints(x: usize, p: usize, c: f64, s: f64): void {
  for (let r: usize = 0; r < p; r++) {
    const a = at(x, r), b = at(x, r + p), br = load<f64>(b), bi = load<f64>(b, 16);
    store<f64>(a, load<f64>(a) + (br * c - bi * s));
    store<f64>(a, load<f64>(a, 16) + (br * s + bi * c), 16);
  }
}

/** Takes the sums that are known, entries of (u64 sum, f64 count), out of the counts. doubt[r] += their part of rounding: u (32 count + 2 all). */
export function takeKnownCounts(known: usize, count: usize, p: u32, counts: usize, doubt: usize): void {
  const u: f64 = 1.1102230246251565e-16, end = known + (count << 4);
  for (let k = known; k < end; k += 16) {
    const o = <usize>(load<u64>(k) % p) << 3;
    store<f64>(doubt + o, load<f64>(doubt + o) + u * (32 * load<f64>(k, 8) + 2 * load<f64>(counts + o)));
  }
  for (let k = known; k < end; k += 16) {
    const o = counts + (<usize>(load<u64>(k) % p) << 3);
    store<f64>(o, load<f64>(o) - load<f64>(k, 8));
  }
}

/** Takes them out of the points. */
export function takeKnownRoots(known: usize, count: usize, p: u32, tables: usize, parts: usize, x: usize): void {
  for (const end = known + (count << 4); known < end; known += 16) {
    const sum = load<u64>(known), q = sum / p, weight = load<f64>(known, 8);
    root(q, tables, parts);
    const o = at(x, <usize>(sum - q * p));
    store<f64>(o, load<f64>(o) - weight * re);
    store<f64>(o, load<f64>(o, 16) - weight * im, 16);
  }
}

/**
 * For each bucket that is not empty or given up (quotient -1): are its quotients equal modulo R? If its value is off by less than `margin`, and not
 * shorter than its count by more, they are, and the quotient modulo R joins what is known of it modulo `before`, a divisor of R. Otherwise it is
 * given up. Returns how many are left.
 */
export function judge(x: usize, p: usize, counts: usize, doubt: usize, error: f64, margin: f64, before: f64, order: f64, quotients: usize): u32 {
  let left: u32 = 0;
  const fine = order / 6.283185307179586;
  for (let r: usize = 0; r < p; r++) {
    const o = r << 3, n = load<f64>(counts + o), q = load<f64>(quotients + o);
    if (n == 0 || q < 0) continue;
    const c = load<f64>(at(x, r)), s = load<f64>(at(x, r), 16);
    if (!(error + load<f64>(doubt + o) < margin) || Math.sqrt(c * c + s * s) < n - margin) {
      store<f64>(quotients + o, -1);
      continue;
    }
    // the angle tells the quotient modulo R up to a small part of `before`, and its rest modulo `before` is known
    let angle = NativeMath.atan2(s, c) * fine;
    if (angle < 0) angle += order;
    let next = q + before * nearest((angle - q) / before);
    if (next < 0) next += order;
    if (next >= order) next -= order;
    store<f64>(quotients + o, next);
    left++;
  }
  return left;
}

/** Writes entries (q p + r, count) of the buckets that were not given up. Returns how many. */
export function harvest(counts: usize, quotients: usize, p: usize, entries: usize): u32 {
  let found: u32 = 0;
  for (let r: usize = 0; r < p; r++) {
    const o = r << 3, n = load<f64>(counts + o), q = load<f64>(quotients + o);
    if (n == 0 || q < 0) continue;
    store<u64>(entries, <u64>q * <u64>p + <u64>r);
    store<f64>(entries, n, 8);
    entries += 16; found++;
  }
  return found;
}

/** How many counts are not 0. */
export function occupied(counts: usize, p: usize): u32 {
  let some: u32 = 0;
  for (const end = counts + (p << 3); counts < end; counts += 8) some += u32(load<f64>(counts) != 0);
  return some;
}
