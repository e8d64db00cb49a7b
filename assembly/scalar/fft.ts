// Transforms one point at a time, by their definition in butterfly.ts: a block modulo X^N - e(-theta) is reduced to its parts, in four except for
// blocks of eight points, which go in two. The same operations in the same order as the vectors', so results are equal to the last bit.

let roots: usize = 0, factors: usize = 0, bits: usize = 0;

/** The table by lanes holds the same numbers as that by blocks and is not read. */
export function setRoots(byBlock: usize, byLane: usize, beyond: usize, tableBits: usize): void {
  roots = byBlock; factors = beyond; bits = tableBits;
}

// One complex number, by its parts.
let zr: f64 = 0, zi: f64 = 0;

function round<T>(x: f64): f64 { return sizeof<T>() == 4 ? <f64><f32>x : x; }

/** The complex number at a times that at b, in place. */
export function multiply<T>(a: usize, b: usize): void {
  times<T>(<f64>load<T>(a), <f64>load<T>(a + 16), <f64>load<T>(b), <f64>load<T>(b + 16));
  put<T>(a, zr, zi);
}

/** Operations of the precision T on numbers held in f64: products of f32 are exact in f64 and rounded once, sums and differences likewise. */
function times<T>(ar: f64, ai: f64, br: f64, bi: f64): void {
  const r = round<T>(round<T>(ar * br) - round<T>(ai * bi));
  zi = round<T>(round<T>(ar * bi) + round<T>(ai * br));
  zr = r;
}

/** A point times its twiddle, to zr, zi; sign: -1 conjugates. The first block has no twiddles, except where lanes share a step. */
function twiddled<T>(r: f64, i: f64, block: usize, power: usize, sign: f64, last: bool): void {
  if (block == 0 && !last) { zr = r; zi = i; return; }
  twiddle<T>(block, power);
  times<T>(r, i, zr, sign * zi);
}

/** Twiddle e(-r theta(block) / 4) to zr, zi. */
function twiddle<T>(block: usize, r: usize): void {
  const low = roots + ((block & ((1 << bits) - 1)) * 6 + 2 * (r - 1)) * sizeof<T>();
  zr = <f64>load<T>(low); zi = <f64>load<T>(low + sizeof<T>());
  if (block >> bits) {
    const high = factors + ((block >> bits) * 6 + 2 * (r - 1)) * sizeof<T>();
    times<T>(zr, zi, <f64>load<T>(high), <f64>load<T>(high + sizeof<T>()));
  }
}

function lanesOf<T>(): usize { return 16 / sizeof<T>(); }
/** Address of a point's real part; its imaginary part stands 16 bytes on. */
export function at<T>(x: usize, i: usize): usize { return x + 32 * (i / lanesOf<T>()) + sizeof<T>() * (i % lanesOf<T>()); }
/** Points of a finished block of four stand in one lane of four vectors. */
function finished<T>(x: usize, i: usize): usize {
  const block = i / 4, lanes = lanesOf<T>();
  return x + 128 * (block / lanes) + 32 * (i % 4) + sizeof<T>() * (block % lanes);
}
function put<T>(p: usize, r: f64, i: f64): void { store<T>(p, <T>round<T>(r)); store<T>(p + 16, <T>round<T>(i)); }

/** Points [from, from + n) of the transform at x, which are the given block of their level. Blocks of four points are moved where they end. */
export function split<T>(x: usize, from: usize, n: usize, block: usize): void {
  if (n == 8) { split2<T>(x, from, 4, block); split<T>(x, from, 4, 2 * block); split<T>(x, from + 4, 4, 2 * block + 1); return; }
  const q = n / 4;
  for (let i = from; i < from + q; i++) butterfly<T>(at<T>(x, i), at<T>(x, i + q), at<T>(x, i + 2 * q), at<T>(x, i + 3 * q), block, q == 1);
  if (q > 1) for (let k: usize = 0; k < 4; k++) split<T>(x, from + k * q, q, 4 * block + k);
}

function butterfly<T>(pa: usize, pb: usize, pc: usize, pd: usize, block: usize, last: bool): void {
  const ar = <f64>load<T>(pa), ai = <f64>load<T>(pa + 16);
  twiddled<T>(<f64>load<T>(pb), <f64>load<T>(pb + 16), block, 1, 1, last); const br = zr, bi = zi;
  twiddled<T>(<f64>load<T>(pc), <f64>load<T>(pc + 16), block, 2, 1, last); const cr = zr, ci = zi;
  twiddled<T>(<f64>load<T>(pd), <f64>load<T>(pd + 16), block, 3, 1, last); const dr = zr, di = zi;
  const s0r = round<T>(ar + cr), s0i = round<T>(ai + ci), s1r = round<T>(ar - cr), s1i = round<T>(ai - ci);
  const s2r = round<T>(br + dr), s2i = round<T>(bi + di), s3r = round<T>(br - dr), s3i = round<T>(bi - di);
  put<T>(pa, s0r + s2r, s0i + s2i); put<T>(pb, s0r - s2r, s0i - s2i);
  put<T>(pc, s1r + s3i, s1i - s3r); put<T>(pd, s1r - s3i, s1i + s3r);
}

function split2<T>(x: usize, from: usize, q: usize, block: usize): void {
  for (let i = from; i < from + q; i++) {
    const a = at<T>(x, i), b = at<T>(x, i + q), ar = <f64>load<T>(a), ai = <f64>load<T>(a + 16);
    twiddle<T>(block, 2); times<T>(<f64>load<T>(b), <f64>load<T>(b + 16), zr, zi);
    put<T>(a, ar + zr, ai + zi); put<T>(b, ar - zr, ai - zi);
  }
}

/** Undoes split. */
export function join<T>(x: usize, from: usize, n: usize, block: usize): void {
  if (n == 8) { join<T>(x, from, 4, 2 * block); join<T>(x, from + 4, 4, 2 * block + 1); join2<T>(x, from, 4, block); return; }
  const q = n / 4;
  if (q > 1) for (let k: usize = 0; k < 4; k++) join<T>(x, from + k * q, q, 4 * block + k);
  for (let i = from; i < from + q; i++) unbutterfly<T>(at<T>(x, i), at<T>(x, i + q), at<T>(x, i + 2 * q), at<T>(x, i + 3 * q), block, q == 1);
}

/** Parts stand in the order k = 0, 2, 1, 3. */
function unbutterfly<T>(p0: usize, p1: usize, p2: usize, p3: usize, block: usize, last: bool): void {
  const ar = <f64>load<T>(p0), ai = <f64>load<T>(p0 + 16), cr = <f64>load<T>(p1), ci = <f64>load<T>(p1 + 16);
  const br = <f64>load<T>(p2), bi = <f64>load<T>(p2 + 16), dr = <f64>load<T>(p3), di = <f64>load<T>(p3 + 16);
  const s0r = round<T>(ar + cr), s0i = round<T>(ai + ci), s1r = round<T>(ar - cr), s1i = round<T>(ai - ci);
  const s2r = round<T>(br + dr), s2i = round<T>(bi + di), s3r = round<T>(br - dr), s3i = round<T>(bi - di);
  put<T>(p0, s0r + s2r, s0i + s2i);
  twiddled<T>(round<T>(s1r - s3i), round<T>(s1i + s3r), block, 1, -1, last); put<T>(p1, zr, zi);
  twiddled<T>(round<T>(s0r - s2r), round<T>(s0i - s2i), block, 2, -1, last); put<T>(p2, zr, zi);
  twiddled<T>(round<T>(s1r + s3i), round<T>(s1i - s3r), block, 3, -1, last); put<T>(p3, zr, zi);
}

function join2<T>(x: usize, from: usize, q: usize, block: usize): void {
  for (let i = from; i < from + q; i++) {
    const a = at<T>(x, i), b = at<T>(x, i + q);
    const ar = <f64>load<T>(a), ai = <f64>load<T>(a + 16), br = <f64>load<T>(b), bi = <f64>load<T>(b + 16);
    put<T>(a, ar + br, ai + bi);
    twiddle<T>(block, 2); times<T>(round<T>(ar - br), round<T>(ai - bi), zr, -zi); put<T>(b, zr, zi);
  }
}

const copy: usize = memory.data(128, 16);

/** Four vectors of points in order turned to blocks in lanes, or back. */
export function turn<T>(x: usize, points: usize, back: bool): void {
  const lanes = lanesOf<T>();
  for (let g: usize = 0; g < points; g += 4 * lanes) {
    const p = copy;
    for (let i = g; i < g + 4 * lanes; i++) {
      const from = back ? finished<T>(x, i) : at<T>(x, i);
      store<T>(p + 2 * (i - g) * sizeof<T>(), load<T>(from)); store<T>(p + (2 * (i - g) + 1) * sizeof<T>(), load<T>(from + 16));
    }
    for (let i = g; i < g + 4 * lanes; i++) {
      const to = back ? at<T>(x, i) : finished<T>(x, i);
      store<T>(to, load<T>(p + 2 * (i - g) * sizeof<T>())); store<T>(to + 16, load<T>(p + (2 * (i - g) + 1) * sizeof<T>()));
    }
  }
}

function forward<T>(x: usize, bytes: usize): void { const n = bytes / (2 * sizeof<T>()); split<T>(x, 0, n, 0); turn<T>(x, n, false); }
function inverse<T>(x: usize, bytes: usize): void { const n = bytes / (2 * sizeof<T>()); turn<T>(x, n, true); join<T>(x, 0, n, 0); }
export function forward32(x: usize, bytes: usize): void { forward<f32>(x, bytes); }
export function inverse32(x: usize, bytes: usize): void { inverse<f32>(x, bytes); }
export function forward64(x: usize, bytes: usize): void { forward<f64>(x, bytes); }
export function inverse64(x: usize, bytes: usize): void { inverse<f64>(x, bytes); }

function quarters<T>(x: usize, quarter: usize): void {
  const q = quarter / (2 * sizeof<T>());
  for (let k: usize = 0; k < 4; k++) split<T>(x, k * q, q, k);
  turn<T>(x, 4 * q, false);
}

function spectrum<T>(x: usize, quarter: usize, scale: T): void {
  quarters<T>(x, quarter);
  for (let p = x; p < x + 4 * quarter; p += 32) {
    for (let o: usize = 0; o < 16; o += sizeof<T>()) { store<T>(p + o, load<T>(p + o) * scale); store<T>(p + 16 + o, -(load<T>(p + 16 + o) * scale)); }
  }
}
export function spectrum32(x: usize, quarter: usize, scale: f32): void { spectrum<f32>(x, quarter, scale); }
export function spectrum64(x: usize, quarter: usize, scale: f64): void { spectrum<f64>(x, quarter, scale); }

/** Leaves in x what is not promised: only z counts. */
function convolve<T>(x: usize, p: usize, stride: usize, count: usize, z: usize, quarter: usize, fresh: bool, finish: bool): void {
  for (let c: usize = 0; c < count; c++) quarters<T>(x + c * stride, quarter);
  for (let o: usize = 0; o < 4 * quarter; o += o % 32 == 16 - sizeof<T>() ? 16 + sizeof<T>() : sizeof<T>()) {
    let sr: f64 = 0, si: f64 = 0;
    for (let c: usize = 0; c < count; c++) {
      const a = x + c * stride + o, b = p + c * stride + o;
      times<T>(<f64>load<T>(a), <f64>load<T>(a + 16), <f64>load<T>(b), <f64>load<T>(b + 16));
      sr = round<T>(sr + zr); si = round<T>(si + zi);
    }
    if (fresh) put<T>(z + o, sr, si);
    else put<T>(z + o, sr + <f64>load<T>(z + o), si + <f64>load<T>(z + o + 16));
  }
  if (!finish) return;
  const q = quarter / (2 * sizeof<T>());
  turn<T>(z, 4 * q, true);
  for (let k: usize = 0; k < 4; k++) join<T>(z, k * q, q, k);
}
export function convolve32(x: usize, p: usize, stride: usize, count: usize, z: usize, quarter: usize, fresh: bool, finish: bool): void { convolve<f32>(x, p, stride, count, z, quarter, fresh, finish); }
export function convolve64(x: usize, p: usize, stride: usize, count: usize, z: usize, quarter: usize, fresh: bool, finish: bool): void { convolve<f64>(x, p, stride, count, z, quarter, fresh, finish); }

/** Block 3 of its level: X^N = i. */
function splitHalves<T>(x: usize, bytes: usize): void { const n = bytes / (2 * sizeof<T>()); split<T>(x, 0, n, 3); turn<T>(x, n, false); }
export function splitHalves32(x: usize, bytes: usize): void { splitHalves<f32>(x, bytes); }
export function splitHalves64(x: usize, bytes: usize): void { splitHalves<f64>(x, bytes); }

export function toSingle(x: usize, bytes: usize, scale: f64, to: usize): void {
  for (let i: usize = 0; i < bytes / 16; i++) {
    const from = finished<f64>(x, i), into = finished<f32>(to, i);
    store<f32>(into, <f32>(load<f64>(from) * scale)); store<f32>(into + 16, <f32>-(load<f64>(from + 16) * scale));
  }
}

export function multiplyHalves32(x: usize, p: usize, stride: usize, count: usize, z: usize, bytes: usize): void {
  const n = bytes / 8;
  for (let i: usize = 0; i < n; i++) {
    let sr: f64 = 0, si: f64 = 0;
    for (let c: usize = 0; c < count; c++) {
      const a = finished<f32>(x + c * stride, i), b = finished<f32>(p + c * stride, i);
      times<f32>(<f64>load<f32>(a), <f64>load<f32>(a + 16), <f64>load<f32>(b), <f64>load<f32>(b + 16));
      sr = round<f32>(sr + zr); si = round<f32>(si + zi);
    }
    put<f32>(finished<f32>(z, i), sr, si);
  }
  turn<f32>(z, n, true);
  join<f32>(z, 0, n, 3);
}
