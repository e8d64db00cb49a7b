// Lists of integers in f64: checked, measured, and moved to begin at 0 with steps of 1.

/** Are all of them integers of at most 2^52? Writes the least and the greatest. count >= 1. */
export function survey(values: usize, count: usize, out: usize): bool {
  const last = values + ((count - 1) << 3), most = f64x2.splat(4503599627370496);
  let low = v128.load64_splat(values), high = low, whole = i64x2.splat(-1);
  for (let p = values; p <= last; p += 16) {
    const v = p < last ? v128.load(p) : v128.load64_splat(p);
    whole = v128.and(whole, v128.and(f64x2.eq(f64x2.nearest(v), v), f64x2.le(f64x2.abs(v), most)));
    low = f64x2.min(low, v); high = f64x2.max(high, v);
  }
  store<f64>(out, min(f64x2.extract_lane(low, 0), f64x2.extract_lane(low, 1)));
  store<f64>(out, max(f64x2.extract_lane(high, 0), f64x2.extract_lane(high, 1)), 8);
  return i64x2.all_true(whole);
}

/** Greatest common divisor of `start` and all distances from `base`; stops at 1. */
export function divisorOf(values: usize, count: usize, base: f64, start: f64): f64 {
  let g = <u64>start;
  for (const end = values + (count << 3); values < end && g != 1; values += 8) {
    let r = <u64>(load<f64>(values) - base);
    while (r != 0) { const rest = g % r; g = r; r = rest; }
  }
  return <f64>g;
}

/** (value - base) / step for all, which is exact: distances of integers up to 2^52, and quotients without rest. */
export function normalise(values: usize, count: usize, base: f64, step: f64): void {
  const from = f64x2.splat(base), by = f64x2.splat(step);
  for (const end = values + (count << 3); values < end; values += 16) v128.store(values, f64x2.div(f64x2.sub(v128.load(values), from), by));
}
