function keyAt(entries: usize, i: usize): u64 { return load<u64>(entries + 16 * i); }
function numberAt(entries: usize, i: usize): f64 { return load<f64>(entries + 16 * i + 8); }
function addAt(entries: usize, i: usize, more: f64): void { store<f64>(entries + 16 * i + 8, numberAt(entries, i) + more); }

export function keysOf(values: usize, count: usize, base: f64, factor: u64, number: f64, entries: usize): void {
  for (let i: usize = 0; i < count; i++) {
    store<i64>(entries + 16 * i, (<i64>load<f64>(values + 8 * i) - <i64>base) * <i64>factor);
    store<f64>(entries + 16 * i + 8, number);
  }
}

export function uniteKeys(entries: usize, count: usize): u32 {
  let united: usize = 0;
  for (let i: usize = 0; i < count; i++) {
    if (united > 0 && keyAt(entries, united - 1) == keyAt(entries, i)) addAt(entries, united - 1, numberAt(entries, i));
    else memory.copy(entries + 16 * united++, entries + 16 * i, 16);
  }
  return <u32>united;
}

export function indexKeys(entries: usize, count: usize, bits: u32, starts: usize, filterBits: u32, filter: usize): void {
  for (let h: usize = 0; h <= <usize>1 << bits; h++) {
    let i: usize = 0;
    while (i < count && <usize>(keyAt(entries, i) >> (64 - bits)) < h) i++;
    store<usize>(starts + 4 * h, entries + 16 * i);
  }
  for (let i: usize = 0; i < count; i++) {
    const f = <usize>(keyAt(entries, i) >> (64 - filterBits)), at = filter + f / 8;
    store<u8>(at, load<u8>(at) | <u8>(<u32>1 << <u32>(f % 8)));
  }
}

/** The filter decides, and then every entry of the bucket is looked at. */
function matchKeys(p: usize, pCount: usize, q: usize, qCount: usize, bits: u32, starts: usize, filterBits: u32, filter: usize, atTable: bool): u64 {
  let found: u64 = 0;
  for (let i: usize = 0; i < pCount; i++) {
    for (let r: usize = 0; r < qCount; r++) {
      const key = keyAt(q, r) - keyAt(p, i), f = <usize>(key >> (64 - filterBits)), h = <usize>(key >> (64 - bits));
      if ((load<u8>(filter + f / 8) & (<u32>1 << <u32>(f % 8))) == 0) continue;
      for (let t = load<usize>(starts + 4 * h); t < load<usize>(starts + 4 * h + 4); t += 16) {
        if (load<u64>(t) != key) continue;
        if (atTable) addAt(t, 0, numberAt(p, i) * numberAt(q, r));
        else addAt(q, r, numberAt(p, i) * numberAt(t, 0));
        found++;
        break;
      }
    }
  }
  return found;
}
export function matchAtSecond(p: usize, pCount: usize, q: usize, qCount: usize, bits: u32, starts: usize, filterBits: u32, filter: usize): u64 { return matchKeys(p, pCount, q, qCount, bits, starts, filterBits, filter, false); }
export function matchAtTable(p: usize, pCount: usize, q: usize, qCount: usize, bits: u32, starts: usize, filterBits: u32, filter: usize): u64 { return matchKeys(p, pCount, q, qCount, bits, starts, filterBits, filter, true); }

/** All pairs; the steps are counted as the pointers of the other kernel go. */
export function meetKeys(a: usize, aCount: usize, b: usize, bCount: usize, c: usize, cCount: usize): u64 {
  let steps: u64 = 0;
  for (let k: usize = 0; k < cCount; k++) {
    const sum = keyAt(c, k);
    let number: f64 = 0, low: usize = 0, high = bCount - 1;
    for (let i: usize = 0; i < aCount; i++) {
      for (let j: usize = 0; j < bCount; j++) if (keyAt(a, i) + keyAt(b, j) == sum) number += numberAt(a, i) * numberAt(b, j);
    }
    while (low < aCount && keyAt(a, low) + keyAt(b, bCount - 1) < sum) low++;
    if (low == aCount) return steps;
    while (high > 0 && keyAt(a, 0) + keyAt(b, high) > sum) high--;
    for (let left = <isize>high; low < aCount && left >= 0; steps++) {
      const s = keyAt(a, low) + keyAt(b, <usize>left);
      if (s <= sum) low++;
      if (s >= sum) left--;
    }
    addAt(c, k, number);
  }
  return steps;
}

export function nearKeys(a: usize, aCount: usize, b: usize, bCount: usize, range: u64, out: usize): u64 {
  let found: u64 = 0;
  for (let i: usize = 0; i < aCount; i++) {
    for (let j: usize = 0; j < bCount; j++) {
      const d = keyAt(a, i) - keyAt(b, j);
      if (keyAt(a, i) < keyAt(b, j) || d >= range) continue;
      const to = out + 8 * <usize>d;
      store<f64>(to, load<f64>(to) + numberAt(a, i) * numberAt(b, j));
      found++;
    }
  }
  return found;
}

export function numbersAt(values: usize, count: usize, base: f64, factor: u64, entries: usize, entryCount: usize, out: usize): void {
  for (let i: usize = 0; i < count; i++) {
    let number: f64 = 0;
    const key = <u64>((<i64>load<f64>(values + 8 * i) - <i64>base) * <i64>factor);
    for (let e: usize = 0; e < entryCount; e++) if (keyAt(entries, e) == key) number = numberAt(entries, e);
    store<f64>(out + 8 * i, number);
  }
}

export function pickCounts(sums: usize, counts: usize, count: usize, base: f64, entries: usize, from: usize, entryCount: usize): u32 {
  for (; from < entryCount; from++) {
    const sum = <i64>keyAt(entries, from) + <i64>base;
    if (sum > <i64>load<f64>(sums + 8 * (count - 1))) break;
    for (let i: usize = 0; i < count; i++) if (<i64>load<f64>(sums + 8 * i) == sum) store<f64>(entries + 16 * from + 8, load<f64>(counts + 8 * i));
  }
  return <u32>from;
}

export function liftPlaces(values: usize, count: usize, factor: f64): void {
  for (let i: usize = 0; i < count; i++) store<f64>(values + 8 * i, load<f64>(values + 8 * i) * factor + <f64>i);
}
