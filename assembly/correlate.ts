// Between symbols and transforms: class bits to the numbers that are transformed, and what comes back to distances. Both ends make one step
// of the transform, the one without twiddles: forward in exact bytes, so it costs a quarter of what it would in f32.
//
// A pair of text blocks is one complex sequence, the first its real and the second its imaginary part. A component is a table of 16 small
// integers, one for each set of four classes: the low (shift 0) or the high (shift 4) half of a symbol's class bits.

/** The component's numbers of 16 symbols. Bytes are shifted in pairs: a shift of bytes by a variable takes many instructions. */
export function numbers(bits: usize, shift: i32, table: v128): v128 {
  return i8x16.swizzle(table, v128.and(i16x8.shr_u(v128.load(bits), shift), i8x16.splat(15)));
}

/**
 * Four blocks of a component of L = 4 * quarter points, spectra order 0, 2, 1, 3, times 2^24: a byte moved to the top of a word is one shuffle.
 * a, b: class bits of the two text blocks. |table| <= 15: four of them fit in a byte.
 */
export function spread32(a: usize, b: usize, quarter: usize, shift: i32, table: usize, x: usize): void {
  const numberOf = v128.load(table), size = quarter << 3;
  for (const end = a + quarter; a < end; a += 16, b += 16, x += 128) {
    const r0 = numbers(a, shift, numberOf), r1 = numbers(a + quarter, shift, numberOf), r2 = numbers(a + 2 * quarter, shift, numberOf), r3 = numbers(a + 3 * quarter, shift, numberOf);
    const i0 = numbers(b, shift, numberOf), i1 = numbers(b + quarter, shift, numberOf), i2 = numbers(b + 2 * quarter, shift, numberOf), i3 = numbers(b + 3 * quarter, shift, numberOf);
    const s0r = i8x16.add(r0, r2), s0i = i8x16.add(i0, i2), s1r = i8x16.sub(r0, r2), s1i = i8x16.sub(i0, i2);
    const s2r = i8x16.add(r1, r3), s2i = i8x16.add(i1, i3), s3r = i8x16.sub(r1, r3), s3i = i8x16.sub(i1, i3);
    widen32(x, i8x16.add(s0r, s2r)); widen32(x + 16, i8x16.add(s0i, s2i));
    const x1 = x + size, x2 = x1 + size, x3 = x2 + size;
    widen32(x1, i8x16.sub(s0r, s2r)); widen32(x1 + 16, i8x16.sub(s0i, s2i));
    widen32(x2, i8x16.add(s1r, s3i)); widen32(x2 + 16, i8x16.sub(s1i, s3r));
    widen32(x3, i8x16.sub(s1r, s3i)); widen32(x3 + 16, i8x16.add(s1i, s3r));
  }
}

function widen32(x: usize, v: v128): void {
  v128.store(x, f32x4.convert_i32x4_s(i8x16.swizzle(v, i8x16(-1, -1, -1, 0, -1, -1, -1, 1, -1, -1, -1, 2, -1, -1, -1, 3))));
  v128.store(x, f32x4.convert_i32x4_s(i8x16.swizzle(v, i8x16(-1, -1, -1, 4, -1, -1, -1, 5, -1, -1, -1, 6, -1, -1, -1, 7))), 32);
  v128.store(x, f32x4.convert_i32x4_s(i8x16.swizzle(v, i8x16(-1, -1, -1, 8, -1, -1, -1, 9, -1, -1, -1, 10, -1, -1, -1, 11))), 64);
  v128.store(x, f32x4.convert_i32x4_s(i8x16.swizzle(v, i8x16(-1, -1, -1, 12, -1, -1, -1, 13, -1, -1, -1, 14, -1, -1, -1, 15))), 96);
}

/**
 * The last step of the inverse and the distances: out[i] = rest[i] * unit - real part, for i < step, and out[step + i] from the imaginary part.
 * step: a multiple of 4. rest: words below 2^24, one for each shift (move = 1) or four equal ones (move = 0); it may be out.
 */
export function gather32(z: usize, quarter: usize, rest: usize, move: usize, unit: f32, step: usize, out: usize): void {
  const size = quarter << 3, u = f32x4.splat(unit), far = step << 2;
  for (let i: usize = 0; i < quarter; i += 4, z += 32) {
    const z1 = z + size, z2 = z1 + size, z3 = z2 + size;
    const ar = v128.load(z), ai = v128.load(z, 16), cr = v128.load(z1), ci = v128.load(z1, 16);
    const br = v128.load(z2), bi = v128.load(z2, 16), dr = v128.load(z3), di = v128.load(z3, 16);
    const s0r = f32x4.add(ar, cr), s0i = f32x4.add(ai, ci), s1r = f32x4.sub(ar, cr), s1i = f32x4.sub(ai, ci);
    const s2r = f32x4.add(br, dr), s2i = f32x4.add(bi, di), s3r = f32x4.sub(br, dr), s3i = f32x4.sub(bi, di);
    let at = i;
    if (at < step) {
      const to = at << 2;
      put32(out + to, rest + move * to, u, f32x4.add(s0r, s2r)); put32(out + far + to, rest + move * (far + to), u, f32x4.add(s0i, s2i));
    }
    at += quarter;
    if (at < step) {
      const to = at << 2;
      put32(out + to, rest + move * to, u, f32x4.sub(s1r, s3i)); put32(out + far + to, rest + move * (far + to), u, f32x4.add(s1i, s3r));
    }
    at += quarter;
    if (at < step) {
      const to = at << 2;
      put32(out + to, rest + move * to, u, f32x4.sub(s0r, s2r)); put32(out + far + to, rest + move * (far + to), u, f32x4.sub(s0i, s2i));
    }
    at += quarter;
    if (at < step) {
      const to = at << 2;
      put32(out + to, rest + move * to, u, f32x4.add(s1r, s3i)); put32(out + far + to, rest + move * (far + to), u, f32x4.sub(s1i, s3r));
    }
  }
}

/** Rounded by adding 1.5 * 2^23: the sum's low mantissa bits are the integer, which is below 2^22. */
function put32(out: usize, rest: usize, unit: v128, value: v128): void {
  const magic = f32x4.splat(12582912);
  const distance = f32x4.sub(f32x4.mul(f32x4.convert_i32x4_s(v128.load(rest)), unit), value);
  v128.store(out, i32x4.sub(f32x4.add(distance, magic), magic));
}

/** out[i] = total - sum of the weights of symbols i to i + m - 1, for i < count rounded up to 16. Weights are 0 to 7: 16 differences fit in a byte. */
export function windowRest(bits: usize, m: usize, count: usize, table: usize, total: i32, out: usize): void {
  const weightOf = v128.load(table), zero = i64x2.splat(0);
  let rest = total;
  const tail = bits + (m & ~15);
  let sum = zero;
  for (let p = bits; p < tail; p += 16) sum = i32x4.add(sum, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(numbers(p, 0, weightOf))));
  rest -= i32x4.extract_lane(sum, 0) + i32x4.extract_lane(sum, 1) + i32x4.extract_lane(sum, 2) + i32x4.extract_lane(sum, 3);
  for (let p = tail; p < bits + m; p++) rest -= i32(load<u8>(table + <usize>(load<u8>(p) & 15)));
  let before = i32x4.splat(rest);
  for (const end = bits + count; bits < end; bits += 16, out += 64) {
    // what leaves the window minus what enters it, summed up to each symbol
    const change = i8x16.sub(numbers(bits, 0, weightOf), numbers(bits + m, 0, weightOf));
    let s = i8x16.add(change, i8x16.shuffle(zero, change, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30));
    s = i8x16.add(s, i8x16.shuffle(zero, s, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29));
    s = i8x16.add(s, i8x16.shuffle(zero, s, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27));
    s = i8x16.add(s, i8x16.shuffle(zero, s, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23));
    const exclusive = i8x16.sub(s, change);
    const l = i16x8.extend_low_i8x16_s(exclusive), h = i16x8.extend_high_i8x16_s(exclusive);
    v128.store(out, i32x4.add(before, i32x4.extend_low_i16x8_s(l))); v128.store(out, i32x4.add(before, i32x4.extend_high_i16x8_s(l)), 16);
    v128.store(out, i32x4.add(before, i32x4.extend_low_i16x8_s(h)), 32); v128.store(out, i32x4.add(before, i32x4.extend_high_i16x8_s(h)), 48);
    before = i32x4.add(before, i32x4.splat(i8x16.extract_lane_s(s, 15)));
  }
}

/** Have all symbols the same weight? */
export function sameWeight(bits: usize, count: usize, table: usize): bool {
  const weightOf = v128.load(table), first = i8x16.splat(load<i8>(table + <usize>(load<u8>(bits) & 15)));
  const whole = bits + (count & ~15), end = bits + count;
  let differ = i64x2.splat(0);
  for (; bits < whole; bits += 16) differ = v128.or(differ, v128.xor(numbers(bits, 0, weightOf), first));
  if (v128.any_true(differ)) return false;
  for (; bits < end; bits++) if (load<i8>(table + <usize>(load<u8>(bits) & 15)) != i8x16.extract_lane_s(first, 0)) return false;
  return true;
}

/** Sum of a component's squares; count is rounded up to 16. */
export function energy(bits: usize, count: usize, shift: i32, table: usize): f64 {
  const numberOf = v128.load(table);
  let total: u64 = 0;
  for (const end = bits + count; bits < end; ) {
    // a word lane takes 4 squares of at most 225 a vector
    const stop = min(end, bits + (16 << 16));
    let sum = i64x2.splat(0);
    for (; bits < stop; bits += 16) {
      const x = numbers(bits, shift, numberOf), l = i16x8.extend_low_i8x16_s(x), h = i16x8.extend_high_i8x16_s(x);
      sum = i32x4.add(sum, i32x4.add(i32x4.dot_i16x8_s(l, l), i32x4.dot_i16x8_s(h, h)));
    }
    total += <u64>i32x4.extract_lane(sum, 0) + <u64>i32x4.extract_lane(sum, 1) + <u64>i32x4.extract_lane(sum, 2) + <u64>i32x4.extract_lane(sum, 3);
  }
  return <f64>total;
}

/** As spread32, in f64. */
export function spread64(a: usize, b: usize, quarter: usize, shift: i32, table: usize, x: usize): void {
  const numberOf = v128.load(table), size = quarter << 4;
  for (const end = a + quarter; a < end; a += 16, b += 16, x += 256) {
    const r0 = numbers(a, shift, numberOf), r1 = numbers(a + quarter, shift, numberOf), r2 = numbers(a + 2 * quarter, shift, numberOf), r3 = numbers(a + 3 * quarter, shift, numberOf);
    const i0 = numbers(b, shift, numberOf), i1 = numbers(b + quarter, shift, numberOf), i2 = numbers(b + 2 * quarter, shift, numberOf), i3 = numbers(b + 3 * quarter, shift, numberOf);
    const s0r = i8x16.add(r0, r2), s0i = i8x16.add(i0, i2), s1r = i8x16.sub(r0, r2), s1i = i8x16.sub(i0, i2);
    const s2r = i8x16.add(r1, r3), s2i = i8x16.add(i1, i3), s3r = i8x16.sub(r1, r3), s3i = i8x16.sub(i1, i3);
    widen64(x, i8x16.add(s0r, s2r)); widen64(x + 16, i8x16.add(s0i, s2i));
    const x1 = x + size, x2 = x1 + size, x3 = x2 + size;
    widen64(x1, i8x16.sub(s0r, s2r)); widen64(x1 + 16, i8x16.sub(s0i, s2i));
    widen64(x2, i8x16.add(s1r, s3i)); widen64(x2 + 16, i8x16.sub(s1i, s3r));
    widen64(x3, i8x16.sub(s1r, s3i)); widen64(x3 + 16, i8x16.add(s1i, s3r));
  }
}

function widen64(x: usize, v: v128): void {
  convert64(x, i8x16.swizzle(v, i8x16(-1, -1, -1, 0, -1, -1, -1, 1, -1, -1, -1, 2, -1, -1, -1, 3)));
  convert64(x + 64, i8x16.swizzle(v, i8x16(-1, -1, -1, 4, -1, -1, -1, 5, -1, -1, -1, 6, -1, -1, -1, 7)));
  convert64(x + 128, i8x16.swizzle(v, i8x16(-1, -1, -1, 8, -1, -1, -1, 9, -1, -1, -1, 10, -1, -1, -1, 11)));
  convert64(x + 192, i8x16.swizzle(v, i8x16(-1, -1, -1, 12, -1, -1, -1, 13, -1, -1, -1, 14, -1, -1, -1, 15)));
}

export function convert64(x: usize, words: v128): void {
  v128.store(x, f64x2.convert_low_i32x4_s(words));
  v128.store(x, f64x2.convert_low_i32x4_s(v128.shuffle<i64>(words, words, 1, 1)), 32);
}

/** As gather32, in f64: rest is any unsigned word. */
export function gather64(z: usize, quarter: usize, rest: usize, move: usize, unit: f64, step: usize, out: usize): void {
  const size = quarter << 4, u = f64x2.splat(unit), far = step << 2;
  for (let i: usize = 0; i < quarter; i += 2, z += 32) {
    const z1 = z + size, z2 = z1 + size, z3 = z2 + size;
    const ar = v128.load(z), ai = v128.load(z, 16), cr = v128.load(z1), ci = v128.load(z1, 16);
    const br = v128.load(z2), bi = v128.load(z2, 16), dr = v128.load(z3), di = v128.load(z3, 16);
    const s0r = f64x2.add(ar, cr), s0i = f64x2.add(ai, ci), s1r = f64x2.sub(ar, cr), s1i = f64x2.sub(ai, ci);
    const s2r = f64x2.add(br, dr), s2i = f64x2.add(bi, di), s3r = f64x2.sub(br, dr), s3i = f64x2.sub(bi, di);
    let at = i;
    if (at < step) {
      const to = at << 2;
      put64(out + to, rest + move * to, u, f64x2.add(s0r, s2r)); put64(out + far + to, rest + move * (far + to), u, f64x2.add(s0i, s2i));
    }
    at += quarter;
    if (at < step) {
      const to = at << 2;
      put64(out + to, rest + move * to, u, f64x2.sub(s1r, s3i)); put64(out + far + to, rest + move * (far + to), u, f64x2.add(s1i, s3r));
    }
    at += quarter;
    if (at < step) {
      const to = at << 2;
      put64(out + to, rest + move * to, u, f64x2.sub(s0r, s2r)); put64(out + far + to, rest + move * (far + to), u, f64x2.sub(s0i, s2i));
    }
    at += quarter;
    if (at < step) {
      const to = at << 2;
      put64(out + to, rest + move * to, u, f64x2.add(s1r, s3i)); put64(out + far + to, rest + move * (far + to), u, f64x2.sub(s1i, s3r));
    }
  }
}

/** Rounded by adding 1.5 * 2^52: the sum's low word is the integer, which is below 2^32. */
function put64(out: usize, rest: usize, unit: v128, value: v128): void {
  const distance = f64x2.sub(f64x2.mul(f64x2.convert_low_i32x4_u(v128.load64_zero(rest)), unit), value);
  const sum = f64x2.add(distance, f64x2.splat(6755399441055744));
  v128.store64_lane(out, v128.shuffle<i32>(sum, sum, 0, 2, 0, 2), 0);
}
