// Whole transforms, and sums of products in the spectrum with one inverse, for f32 and f64.
//
// Everything goes depth first: a block small enough for the first-level cache is finished, through product and inverse, before the next one is
// touched, so a level beyond a cache costs one pass over what is beyond it and no more. Spectra are in mirrored order (butterfly.ts).
import { VECTOR, join2, join4, joinFirst4, split2, split4, splitFirst4 } from "./butterfly";
import { addProducts, joinPoints, products, splitPoints, sums } from "./turn";

/** Blocks from here down are finished level by level: 8 KiB, so that three components, their spectra and twiddles share 48 KiB. */
const LEAF: usize = 256 * VECTOR;

/** Tables of twiddles: by block, by lane (turn.ts), and factors for the blocks beyond 2^bits (butterfly.ts). Set before a transform. */
let roots: usize = 0, lanes: usize = 0, factors: usize = 0, mask: usize = 0, bits: usize = 0;

/** A leaf has at most 256 blocks, so bits >= 8. */
export function setRoots(byBlock: usize, byLane: usize, beyond: usize, tableBits: usize): void {
  roots = byBlock; lanes = byLane; factors = beyond; bits = tableBits; mask = (1 << tableBits) - 1;
}

function rootOf<T>(table: usize, block: usize): usize {
  return table + (block & mask) * (6 * sizeof<T>());
}
function factorOf<T>(block: usize): usize {
  return sizeof<T>() == 8 && block > mask ? factors + (block >> bits) * (6 * sizeof<T>()) : 0;
}
/** Bytes of four points. */
function four<T>(): usize {
  return 8 * sizeof<T>();
}

/** Steps on consecutive blocks of 4 s bytes, of which `block` is the first. */
function splitBlocks<T>(x: usize, end: usize, s: usize, block: usize): void {
  let t = rootOf<T>(roots, block);
  if (block == 0) { splitFirst4<T>(x, s); x += 4 * s; t += 6 * sizeof<T>(); }
  split4<T>(x, end, s, t, factorOf<T>(block));
}
function joinBlocks<T>(x: usize, end: usize, s: usize, block: usize): void {
  let t = rootOf<T>(roots, block);
  if (block == 0) { joinFirst4<T>(x, s); x += 4 * s; t += 6 * sizeof<T>(); }
  join4<T>(x, end, s, t, factorOf<T>(block));
}

export function split<T>(x: usize, bytes: usize, block: usize): void {
  if (bytes > LEAF) {
    const s = bytes >> 2;
    splitBlocks<T>(x, x + bytes, s, block);
    for (let k: usize = 0; k < 4; k++) split<T>(x + k * s, s, 4 * block + k);
    return;
  }
  splitToFours<T>(x, bytes, block);
  const first = block * (bytes / four<T>());
  splitPoints<T>(x, x + bytes, rootOf<T>(lanes, first), factorOf<T>(first));
}

export function join<T>(x: usize, bytes: usize, block: usize): void {
  if (bytes > LEAF) {
    const s = bytes >> 2;
    for (let k: usize = 0; k < 4; k++) join<T>(x + k * s, s, 4 * block + k);
    joinBlocks<T>(x, x + bytes, s, block);
    return;
  }
  const first = block * (bytes / four<T>());
  let t = rootOf<T>(lanes, first);
  for (let p = x, end = x + bytes; p < end; p += 128, t += 96) joinPoints<T>(p, p, t, factorOf<T>(first));
  joinFromFours<T>(x, bytes, block);
}

/** A block down to blocks of four points. */
function splitToFours<T>(x: usize, bytes: usize, block: usize): void {
  const end = x + bytes;
  let s = bytes >> 2;
  for (; s >= four<T>(); s >>= 2, block <<= 2) splitBlocks<T>(x, end, s, block);
  if (s == four<T>() >> 1) split2<T>(x, end, four<T>(), rootOf<T>(roots, block), factorOf<T>(block));
}

function joinFromFours<T>(x: usize, bytes: usize, block: usize): void {
  const end = x + bytes;
  let s = four<T>();
  if ((ctz(bytes / s) & 1) != 0) {
    const b = block * (bytes / (2 * s));
    join2<T>(x, end, s, rootOf<T>(roots, b), factorOf<T>(b));
    s <<= 1;
  }
  for (; s < bytes; s <<= 2) joinBlocks<T>(x, end, s, block * (bytes / (4 * s)));
}

/**
 * A block of `count` components, `stride` bytes apart, times their spectra at p, summed to z; x is used up. fresh: z is overwritten, otherwise
 * added to. finish: z is transformed back. z may be x.
 */
export function convolve<T>(x: usize, p: usize, stride: usize, count: usize, z: usize, bytes: usize, block: usize, fresh: bool, finish: bool): void {
  const far = x + count * stride;
  if (bytes > LEAF) {
    const s = bytes >> 2;
    for (let c = x; c < far; c += stride) splitBlocks<T>(c, c + bytes, s, block);
    for (let k: usize = 0, at: usize = 0; k < 4; k++, at += s) convolve<T>(x + at, p + at, stride, count, z + at, s, 4 * block + k, fresh, finish);
    if (finish) joinBlocks<T>(z, z + bytes, s, block);
    return;
  }
  for (let c = x; c < far; c += stride) splitToFours<T>(c, bytes, block);
  const zero = i64x2.splat(0), first = block * (bytes / four<T>()), h = factorOf<T>(first);
  let t = rootOf<T>(lanes, first);
  for (let at: usize = 0; at < bytes; at += 128, t += 96) {
    v128.store(sums, zero); v128.store(sums, zero, 16); v128.store(sums, zero, 32); v128.store(sums, zero, 48);
    v128.store(sums, zero, 64); v128.store(sums, zero, 80); v128.store(sums, zero, 96); v128.store(sums, zero, 112);
    for (let c = x + at, q = p + at, stop = far + at; c < stop; c += stride, q += stride) addProducts<T>(c, q, t, h);
    if (!fresh) for (let o: usize = 0; o < 128; o += 16) v128.store(sums + o, v128.add<T>(v128.load(sums + o), v128.load(z + at + o)));
    if (finish) joinPoints<T>(sums, z + at, t, h);
    else memory.copy(z + at, sums, 128);
  }
  if (finish) joinFromFours<T>(z, bytes, block);
}

/** Spectra at x times those at p, summed and transformed back to z, which is apart from x. */
export function multiply<T>(x: usize, p: usize, stride: usize, count: usize, z: usize, bytes: usize, block: usize): void {
  if (bytes > LEAF) {
    const s = bytes >> 2;
    for (let k: usize = 0, at: usize = 0; k < 4; k++, at += s) multiply<T>(x + at, p + at, stride, count, z + at, s, 4 * block + k);
    joinBlocks<T>(z, z + bytes, s, block);
    return;
  }
  const first = block * (bytes / four<T>()), h = factorOf<T>(first);
  let t = rootOf<T>(lanes, first);
  for (let at: usize = 0; at < bytes; at += 128, t += 96) {
    products<T>(x + at, p + at, stride, count);
    joinPoints<T>(sums, z + at, t, h);
  }
  joinFromFours<T>(z, bytes, block);
}

/** Conjugated and scaled: a pattern's spectrum as products want it. */
export function conjugate<T>(x: usize, bytes: usize, scale: T): void {
  const plus = v128.splat<T>(scale), minus = v128.neg<T>(plus);
  for (const end = x + bytes; x < end; x += VECTOR) {
    v128.store(x, v128.mul<T>(v128.load(x), plus));
    v128.store(x, v128.mul<T>(v128.load(x, 16), minus), 16);
  }
}
