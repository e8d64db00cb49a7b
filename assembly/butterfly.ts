// Vertical steps of the complex transforms, for f32 (four lanes) and f64 (two).
//
// A transform is the reduction of a polynomial modulo X^N - e(-theta), with e(t) = exp(2 pi i t), to its values at the roots, from theta = 0
// (Bernstein, Multidigit multiplication for mathematicians, 2001, gives this view of the fast Fourier transform). A step splits the block
// X^N - e(-theta) in four: X^(N/4) = e(-(theta + k) / 4), k = 0 .. 3. So every point of a block meets the same three twiddles
// e(-r theta / 4), r = 1 .. 3, they are 1 in the first block, and the table of all blocks is the same at every level and for every length:
// with the parts in the order k = 0, 2, 1, 3, block b has theta(b) = its bits mirrored at the point (theta(1) = 1/2, theta(2) = 1/4, ..).
// Two radix-2 steps leave the same order, so both kinds mix. Spectra stay in this order; nothing is ever permuted.
//
// Data: 32 bytes hold a vector of real parts and one of imaginary parts. Twiddles: six numbers a block, re and im for r = 1, 2, 3. In long
// transforms a table of all blocks would be as large as the data. There the block's low bits choose from the table and all blocks of a call share
// their high bits, whose factors are at h: theta(b) is the sum of both. h = 0: the table has it all.

/** Bytes of a complex vector. */
export const VECTOR: usize = 32;

/** Real part of a product. */
export function re<T>(ar: v128, ai: v128, br: v128, bi: v128): v128 {
  return v128.sub<T>(v128.mul<T>(ar, br), v128.mul<T>(ai, bi));
}

/** Imaginary part of a product. Also: real part of a product with a conjugate is im(ar, ai, bi, br). */
export function im<T>(ar: v128, ai: v128, br: v128, bi: v128): v128 {
  return v128.add<T>(v128.mul<T>(ar, bi), v128.mul<T>(ai, br));
}

/** Splits the first block, where all twiddles are 1. */
export function splitFirst4<T>(x: usize, s: usize): void {
  for (const stop = x + s; x < stop; x += VECTOR) {
    const x1 = x + s, x2 = x1 + s, x3 = x2 + s;
    const ar = v128.load(x), ai = v128.load(x, 16), cr = v128.load(x2), ci = v128.load(x2, 16);
    const br = v128.load(x1), bi = v128.load(x1, 16), dr = v128.load(x3), di = v128.load(x3, 16);
    const s0r = v128.add<T>(ar, cr), s0i = v128.add<T>(ai, ci), s1r = v128.sub<T>(ar, cr), s1i = v128.sub<T>(ai, ci);
    const s2r = v128.add<T>(br, dr), s2i = v128.add<T>(bi, di), s3r = v128.sub<T>(br, dr), s3i = v128.sub<T>(bi, di);
    v128.store(x, v128.add<T>(s0r, s2r)); v128.store(x, v128.add<T>(s0i, s2i), 16);
    v128.store(x1, v128.sub<T>(s0r, s2r)); v128.store(x1, v128.sub<T>(s0i, s2i), 16);
    v128.store(x2, v128.add<T>(s1r, s3i)); v128.store(x2, v128.sub<T>(s1i, s3r), 16);
    v128.store(x3, v128.sub<T>(s1r, s3i)); v128.store(x3, v128.add<T>(s1i, s3r), 16);
  }
}

/** Undoes splitFirst4, times 4. */
export function joinFirst4<T>(x: usize, s: usize): void {
  for (const stop = x + s; x < stop; x += VECTOR) {
    const x1 = x + s, x2 = x1 + s, x3 = x2 + s;
    const ar = v128.load(x), ai = v128.load(x, 16), cr = v128.load(x1), ci = v128.load(x1, 16);
    const br = v128.load(x2), bi = v128.load(x2, 16), dr = v128.load(x3), di = v128.load(x3, 16);
    const s0r = v128.add<T>(ar, cr), s0i = v128.add<T>(ai, ci), s1r = v128.sub<T>(ar, cr), s1i = v128.sub<T>(ai, ci);
    const s2r = v128.add<T>(br, dr), s2i = v128.add<T>(bi, di), s3r = v128.sub<T>(br, dr), s3i = v128.sub<T>(bi, di);
    v128.store(x, v128.add<T>(s0r, s2r)); v128.store(x, v128.add<T>(s0i, s2i), 16);
    v128.store(x1, v128.sub<T>(s1r, s3i)); v128.store(x1, v128.add<T>(s1i, s3r), 16);
    v128.store(x2, v128.sub<T>(s0r, s2r)); v128.store(x2, v128.sub<T>(s0i, s2i), 16);
    v128.store(x3, v128.add<T>(s1r, s3i)); v128.store(x3, v128.sub<T>(s1i, s3r), 16);
  }
}

/** Splits each block of 4 s bytes in [x, end) in four. t: twiddles of the first block. */
export function split4<T>(x: usize, end: usize, s: usize, t: usize, h: usize): void {
  while (x < end) {
    let w1r = v128.load_splat<T>(t), w1i = v128.load_splat<T>(t, sizeof<T>());
    let w2r = v128.load_splat<T>(t, 2 * sizeof<T>()), w2i = v128.load_splat<T>(t, 3 * sizeof<T>());
    let w3r = v128.load_splat<T>(t, 4 * sizeof<T>()), w3i = v128.load_splat<T>(t, 5 * sizeof<T>());
    if (sizeof<T>() == 8 && h != 0) {
      let fr = v128.load_splat<T>(h), fi = v128.load_splat<T>(h, sizeof<T>()), r = re<T>(w1r, w1i, fr, fi);
      w1i = im<T>(w1r, w1i, fr, fi); w1r = r;
      fr = v128.load_splat<T>(h, 2 * sizeof<T>()); fi = v128.load_splat<T>(h, 3 * sizeof<T>()); r = re<T>(w2r, w2i, fr, fi);
      w2i = im<T>(w2r, w2i, fr, fi); w2r = r;
      fr = v128.load_splat<T>(h, 4 * sizeof<T>()); fi = v128.load_splat<T>(h, 5 * sizeof<T>()); r = re<T>(w3r, w3i, fr, fi);
      w3i = im<T>(w3r, w3i, fr, fi); w3r = r;
    }
    for (const stop = x + s; x < stop; x += VECTOR) {
      const x1 = x + s, x2 = x1 + s, x3 = x2 + s;
      let r = v128.load(x1), i = v128.load(x1, 16);
      const br = re<T>(r, i, w1r, w1i), bi = im<T>(r, i, w1r, w1i);
      r = v128.load(x3); i = v128.load(x3, 16);
      const dr = re<T>(r, i, w3r, w3i), di = im<T>(r, i, w3r, w3i);
      const s2r = v128.add<T>(br, dr), s2i = v128.add<T>(bi, di), s3r = v128.sub<T>(br, dr), s3i = v128.sub<T>(bi, di);
      r = v128.load(x2); i = v128.load(x2, 16);
      const cr = re<T>(r, i, w2r, w2i), ci = im<T>(r, i, w2r, w2i);
      r = v128.load(x); i = v128.load(x, 16);
      const s0r = v128.add<T>(r, cr), s0i = v128.add<T>(i, ci), s1r = v128.sub<T>(r, cr), s1i = v128.sub<T>(i, ci);
      v128.store(x, v128.add<T>(s0r, s2r)); v128.store(x, v128.add<T>(s0i, s2i), 16);
      v128.store(x1, v128.sub<T>(s0r, s2r)); v128.store(x1, v128.sub<T>(s0i, s2i), 16);
      v128.store(x2, v128.add<T>(s1r, s3i)); v128.store(x2, v128.sub<T>(s1i, s3r), 16);
      v128.store(x3, v128.sub<T>(s1r, s3i)); v128.store(x3, v128.add<T>(s1i, s3r), 16);
    }
    x += 3 * s; t += 6 * sizeof<T>();
  }
}

/** Undoes split4, times 4. */
export function join4<T>(x: usize, end: usize, s: usize, t: usize, h: usize): void {
  while (x < end) {
    let w1r = v128.load_splat<T>(t), w1i = v128.load_splat<T>(t, sizeof<T>());
    let w2r = v128.load_splat<T>(t, 2 * sizeof<T>()), w2i = v128.load_splat<T>(t, 3 * sizeof<T>());
    let w3r = v128.load_splat<T>(t, 4 * sizeof<T>()), w3i = v128.load_splat<T>(t, 5 * sizeof<T>());
    if (sizeof<T>() == 8 && h != 0) {
      let fr = v128.load_splat<T>(h), fi = v128.load_splat<T>(h, sizeof<T>()), r = re<T>(w1r, w1i, fr, fi);
      w1i = im<T>(w1r, w1i, fr, fi); w1r = r;
      fr = v128.load_splat<T>(h, 2 * sizeof<T>()); fi = v128.load_splat<T>(h, 3 * sizeof<T>()); r = re<T>(w2r, w2i, fr, fi);
      w2i = im<T>(w2r, w2i, fr, fi); w2r = r;
      fr = v128.load_splat<T>(h, 4 * sizeof<T>()); fi = v128.load_splat<T>(h, 5 * sizeof<T>()); r = re<T>(w3r, w3i, fr, fi);
      w3i = im<T>(w3r, w3i, fr, fi); w3r = r;
    }
    for (const stop = x + s; x < stop; x += VECTOR) {
      const x1 = x + s, x2 = x1 + s, x3 = x2 + s;
      const ar = v128.load(x), ai = v128.load(x, 16), cr = v128.load(x1), ci = v128.load(x1, 16);
      const br = v128.load(x2), bi = v128.load(x2, 16), dr = v128.load(x3), di = v128.load(x3, 16);
      const s0r = v128.add<T>(ar, cr), s0i = v128.add<T>(ai, ci), s1r = v128.sub<T>(ar, cr), s1i = v128.sub<T>(ai, ci);
      const s2r = v128.add<T>(br, dr), s2i = v128.add<T>(bi, di), s3r = v128.sub<T>(br, dr), s3i = v128.sub<T>(bi, di);
      v128.store(x, v128.add<T>(s0r, s2r)); v128.store(x, v128.add<T>(s0i, s2i), 16);
      let r = v128.sub<T>(s1r, s3i), i = v128.add<T>(s1i, s3r);
      v128.store(x1, im<T>(r, i, w1i, w1r)); v128.store(x1, re<T>(i, r, w1r, w1i), 16);
      r = v128.sub<T>(s0r, s2r); i = v128.sub<T>(s0i, s2i);
      v128.store(x2, im<T>(r, i, w2i, w2r)); v128.store(x2, re<T>(i, r, w2r, w2i), 16);
      r = v128.add<T>(s1r, s3i); i = v128.sub<T>(s1i, s3r);
      v128.store(x3, im<T>(r, i, w3i, w3r)); v128.store(x3, re<T>(i, r, w3r, w3i), 16);
    }
    x += 3 * s; t += 6 * sizeof<T>();
  }
}

/** Splits each block of 2 s bytes in two: X^(N/2) = e(-(theta + k) / 2), with the twiddle for r = 2. */
export function split2<T>(x: usize, end: usize, s: usize, t: usize, h: usize): void {
  while (x < end) {
    let wr = v128.load_splat<T>(t, 2 * sizeof<T>()), wi = v128.load_splat<T>(t, 3 * sizeof<T>());
    if (sizeof<T>() == 8 && h != 0) {
      const fr = v128.load_splat<T>(h, 2 * sizeof<T>()), fi = v128.load_splat<T>(h, 3 * sizeof<T>()), r = re<T>(wr, wi, fr, fi);
      wi = im<T>(wr, wi, fr, fi); wr = r;
    }
    for (const stop = x + s; x < stop; x += VECTOR) {
      const ar = v128.load(x), ai = v128.load(x, 16), r = v128.load(x + s), i = v128.load(x + s, 16);
      const br = re<T>(r, i, wr, wi), bi = im<T>(r, i, wr, wi);
      v128.store(x, v128.add<T>(ar, br)); v128.store(x, v128.add<T>(ai, bi), 16);
      v128.store(x + s, v128.sub<T>(ar, br)); v128.store(x + s, v128.sub<T>(ai, bi), 16);
    }
    x += s; t += 6 * sizeof<T>();
  }
}

/** Undoes split2, times 2. */
export function join2<T>(x: usize, end: usize, s: usize, t: usize, h: usize): void {
  while (x < end) {
    let wr = v128.load_splat<T>(t, 2 * sizeof<T>()), wi = v128.load_splat<T>(t, 3 * sizeof<T>());
    if (sizeof<T>() == 8 && h != 0) {
      const fr = v128.load_splat<T>(h, 2 * sizeof<T>()), fi = v128.load_splat<T>(h, 3 * sizeof<T>()), r = re<T>(wr, wi, fr, fi);
      wi = im<T>(wr, wi, fr, fi); wr = r;
    }
    for (const stop = x + s; x < stop; x += VECTOR) {
      const ar = v128.load(x), ai = v128.load(x, 16), br = v128.load(x + s), bi = v128.load(x + s, 16);
      const r = v128.sub<T>(ar, br), i = v128.sub<T>(ai, bi);
      v128.store(x, v128.add<T>(ar, br)); v128.store(x, v128.add<T>(ai, bi), 16);
      v128.store(x + s, im<T>(r, i, wi, wr)); v128.store(x + s, re<T>(i, r, wr, wi), 16);
    }
    x += s; t += 6 * sizeof<T>();
  }
}
