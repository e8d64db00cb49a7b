export function survey(values: usize, count: usize, out: usize): bool {
  let low: f64 = Infinity, high: f64 = -Infinity, whole = true;
  for (let i: usize = 0; i < count; i++) {
    const v = load<f64>(values + 8 * i);
    if (!(Math.floor(v) == v && v >= -4503599627370496 && v <= 4503599627370496)) whole = false;
    low = min(low, v);
    high = max(high, v);
  }
  store<f64>(out, low);
  store<f64>(out + 8, high);
  return whole;
}

/** By subtraction where it is short, otherwise by remainders; the order of numbers does not matter. */
export function divisorOf(values: usize, count: usize, base: f64, start: f64): f64 {
  let g = <i64>start;
  for (let i: usize = 0; i < count; i++) {
    if (g == 1) break;
    let a = <i64>load<f64>(values + 8 * i) - <i64>base;
    while (a != 0) { const rest = g % a; g = a; a = rest; }
  }
  return <f64>g;
}

export function normalise(values: usize, count: usize, base: f64, step: f64): void {
  for (let i: usize = 0; i < count; i++) store<f64>(values + 8 * i, <f64>((<i64>load<f64>(values + 8 * i) - <i64>base) / <i64>step));
}
