// Counts to distances, one shift at a time, open ones kept aside.

function keep(i: usize, settled: bool, value: f64, out: usize, open: usize, count: u32): u32 {
  if (settled) {
    store<u32>(out + 4 * i, <u32>value);
    return count;
  }
  store<u32>(out + 4 * i, 0xffffffff);
  store<u32>(open + 4 * <usize>count, <u32>i);
  return count + 1;
}

export function settleCounts(counts: usize, shifts: usize, table: usize, out: usize, open: usize): u32 {
  let count: u32 = 0;
  for (let i: usize = 0; i < shifts; i++) {
    const value = load<u32>(table + 4 * <usize>load<u32>(counts + 4 * i));
    count = keep(i, value != 0xffffffff, <f64>value, out, open, count);
  }
  return count;
}

export function settleHashed(whole: usize, far: usize, near: usize, shifts: usize, table: usize, scale: f64, epsilon: f64, out: usize, open: usize): u32 {
  let count: u32 = 0;
  for (let i: usize = 0; i < shifts; i++) {
    const base = <f64>load<u32>(whole + 4 * i), seen = load<u32>(far + 4 * i) - load<u32>(near + 4 * i);
    const low = base + <f64>load<u32>(table + 8 * <usize>seen), high = base + <f64>load<u32>(table + 8 * <usize>seen + 4);
    const least = Math.ceil((1 - epsilon) * high), most = Math.floor((1 + epsilon) * low);
    let value = nearest<f64>(base + scale * <f64>seen);
    if (value > most) value = most;
    if (value < least) value = least;
    count = keep(i, least <= most, value, out, open, count);
  }
  return count;
}

export function settleSums(sums: usize, shifts: usize, factor: f64, least: f64, out: usize, open: usize): u32 {
  let count: u32 = 0;
  for (let i: usize = 0; i < shifts; i++) {
    const value = factor * <f64>load<u32>(sums + 4 * i);
    count = keep(i, value >= least, nearest<f64>(value), out, open, count);
  }
  return count;
}

export function largest(from: usize, count: usize, out: usize): void {
  for (let i: usize = 0; i < ((count + 3) & ~3); i++) {
    const value = load<u32>(from + 4 * i);
    if (value > load<u32>(out + 4 * i)) store<u32>(out + 4 * i, value);
  }
}

export function recode(words: usize, count: usize, table: usize, codes: usize): void {
  for (let i: usize = 0; i < count; i++) store<u8>(codes + i, load<u8>(table + <usize>load<u32>(words + 4 * i)));
}
