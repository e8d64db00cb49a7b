// Sums far apart: numbers by their residues modulo a prime p, and buckets of sums with equal residues. A number is q p + r.
//
// A bucket holds one sum alone when all quotients in it are equal, and that is seen by characters: with weights e(q / R) in place of ones, the
// bucket's value has a modulus equal to its count if all quotients in it are equal modulo R, and is shorter by half of 1 - cos(2 pi / R) at
// least if they are not (src/sumset/sparse.ts). e(q / R) is a product of entries of tables, one for each byte of q.

/** Address of the real part of a point of f64; its imaginary part stands 16 bytes on. */
function at(x: usize, i: usize): usize {
  return x + ((i >> 1) << 5) + ((i & 1) << 3);
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

/**
 * Adds scale w e(q / R) x^r for each f64 number and its weight (weights 0: all are 1), modulo x^K - z, K = 2^bits, where x^K is a root z whose
 * powers are given: turns[k] = z^k.
 */
export function addRoots(values: usize, weights: usize, count: usize, p: u32, bits: usize, turns: usize, tables: usize, parts: usize, scale: f64, x: usize): void {
  const low = (<usize>1 << bits) - 1, inverse = 1 / <f64>p;
  for (const end = values + (count << 3); values < end; values += 8) {
    // a quotient below 2^46 by multiplying is off by one at most, and takes half as long as a division
    const v = load<f64>(values);
    let q = <i64>(v * inverse), rest = <i64>v - q * <i64>p;
    if (rest < 0) { q--; rest += p; }
    else if (rest >= <i64>p) { q++; rest -= p; }
    const r = <usize>rest, to = at(x, r & low), t = turns + ((r >> bits) << 4);
    root(<u64>q, tables, parts);
    const c = load<f64>(t), s = load<f64>(t, 8);
    let weight = scale;
    if (weights) { weight *= load<f64>(weights); weights += 8; }
    store<f64>(to, load<f64>(to) + weight * (re * c - im * s));
    store<f64>(to, load<f64>(to, 16) + weight * (re * s + im * c), 16);
  }
}

/**
 * to[i] += (c + i s) times point `from` + i, i < count: whole numbers of two parts, or (T an f64) real parts alone. Two points to a vector, from an
 * even one on.
 */
function addTurned<T>(x: usize, from: usize, count: usize, c: f64, s: f64, to: usize): void {
  const size: usize = sizeof<T>(), cc = f64x2.splat(c), ss = f64x2.splat(s);
  for (const end = from + count; from < end; ) {
    const p = at(x, from);
    if ((from & 1) != 0 || from + 1 == end) {
      const a = load<f64>(p), b = load<f64>(p, 16);
      store<f64>(to, load<f64>(to) + (a * c - b * s));
      if (sizeof<T>() == 16) store<f64>(to, load<f64>(to, 8) + (a * s + b * c), 8);
      from++; to += size;
      continue;
    }
    const a = v128.load(p), b = v128.load(p, 16);
    const r = f64x2.sub(f64x2.mul(a, cc), f64x2.mul(b, ss));
    if (sizeof<T>() == 8) v128.store(to, f64x2.add(v128.load(to), r));
    else {
      const i = f64x2.add(f64x2.mul(a, ss), f64x2.mul(b, cc));
      v128.store(to, f64x2.add(v128.load(to), v128.shuffle<i64>(r, i, 0, 2)));
      v128.store(to, f64x2.add(v128.load(to, 16), v128.shuffle<i64>(r, i, 1, 3)), 16);
    }
    from += 2; to += size << 1;
  }
}

/** Adds a remainder modulo x^K - z to what it has a part in, s < 2 p: point s mod K over z^k, k = s / K, to s, or to s - p with c + i s. */
function addPart<T>(x: usize, bits: usize, p: usize, turns: usize, c: f64, s: f64, to: usize): void {
  const points = <usize>1 << bits;
  for (let place: usize = 0; place < 2 * p; ) {
    const carried = place >= p, from = place & (points - 1), stop = min(place - from + points, carried ? 2 * p : p);
    const t = turns + ((place >> bits) << 4), tc = load<f64>(t), ts = -load<f64>(t, 8);
    const fc = carried ? tc * c - ts * s : tc, fs = carried ? tc * s + ts * c : ts;
    addTurned<T>(x, from, stop - place, fc, fs, to + (carried ? place - p : place) * sizeof<T>());
    place = stop;
  }
}

/** counts[r] += the part that a remainder has in coefficients r and r + p, which are real. */
export function addToCounts(x: usize, bits: usize, p: usize, turns: usize, counts: usize): void { addPart<f64>(x, bits, p, turns, 1, 0, counts); }

/** The same of a complex product to buckets' values, (re, im); e(1 / R), given by its parts, where a sum of residues has carried. */
export function addToValues(x: usize, bits: usize, p: usize, turns: usize, c: f64, s: f64, values: usize): void { addPart<v128>(x, bits, p, turns, c, s, values); }

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

/** Takes them out of the buckets' values. */
export function takeKnownRoots(known: usize, count: usize, p: u32, tables: usize, parts: usize, values: usize): void {
  for (const end = known + (count << 4); known < end; known += 16) {
    const sum = load<u64>(known), q = sum / p, weight = load<f64>(known, 8);
    root(q, tables, parts);
    const o = values + (<usize>(sum - q * p) << 4);
    store<f64>(o, load<f64>(o) - weight * re);
    store<f64>(o, load<f64>(o, 8) - weight * im, 8);
  }
}

/** Doubts of buckets become what is known of their quotients: nothing (0), or that they are given up (-1), unless the doubt is below `most`. */
export function trust(doubt: usize, p: usize, most: f64): void {
  for (const end = doubt + (p << 3); doubt < end; doubt += 8) store<f64>(doubt, load<f64>(doubt) < most ? 0 : -1);
}

/**
 * For each bucket that is not empty or given up (quotient -1): are its quotients equal modulo R? If its value is not shorter than its count by more
 * than `margin`, they are, and the quotient modulo R joins what is known of it modulo `before`, a divisor of R. Otherwise it is given up.
 */
export function judge(values: usize, p: usize, counts: usize, margin: f64, before: f64, order: f64, quotients: usize): void {
  const fine = order / 6.283185307179586;
  for (let r: usize = 0; r < p; r++) {
    const o = r << 3, n = load<f64>(counts + o), q = load<f64>(quotients + o);
    if (n == 0 || q < 0) continue;
    const c = load<f64>(values + (r << 4)), s = load<f64>(values + (r << 4), 8);
    if (Math.sqrt(c * c + s * s) < n - margin) {
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
  }
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
