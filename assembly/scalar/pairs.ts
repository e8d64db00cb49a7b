export function distinct(values: usize, count: usize, weights: usize): usize {
  let left: usize = 0;
  for (let i: usize = 0; i < count; i++) {
    const v = load<f64>(values + 8 * i);
    if (left > 0 && load<f64>(values + 8 * (left - 1)) == v) {
      store<f64>(weights + 8 * (left - 1), load<f64>(weights + 8 * (left - 1)) + 1);
      continue;
    }
    store<f64>(values + 8 * left, v);
    store<f64>(weights + 8 * left++, 1);
  }
  return left;
}

export function narrow(values: usize, count: usize): void {
  for (let i: usize = 0; i < count; i++) store<u32>(values + 4 * i, <u32>load<f64>(values + 8 * i));
  store<u32>(values + 4 * count, 0xffffffff);
}

export function widen(values: usize, count: usize): void {
  for (let i: usize = 0; i < count; i++) store<u64>(values + 8 * i, <u64>load<f64>(values + 8 * i));
  store<u64>(values + 8 * count, 0xffffffffffffffff);
}

export function countPairs(a: usize, count: usize, at: usize, low: usize, high: u32, counters: usize): void {
  for (let i: usize = 0; i < count; i++) {
    for (;;) {
      const p = load<usize>(at + 4 * i), sum = <u64>load<u32>(a + 4 * i) + <u64>load<u32>(p);
      if (sum >= <u64>high) break;
      const counter = counters + 4 * (<usize>sum - low);
      store<u32>(counter, load<u32>(counter) + 1);
      store<usize>(at + 4 * i, p + 4);
    }
  }
}

export function weighPairs(a: usize, count: usize, at: usize, low: usize, high: u32, counters: usize, weights: usize, b: usize, weightsB: usize): void {
  for (let i: usize = 0; i < count; i++) {
    for (;;) {
      const p = load<usize>(at + 4 * i), sum = <u64>load<u32>(a + 4 * i) + <u64>load<u32>(p);
      if (sum >= <u64>high) break;
      const counter = counters + 8 * (<usize>sum - low);
      store<f64>(counter, load<f64>(counter) + load<f64>(weights + 8 * i) * load<f64>(weightsB + 8 * ((p - b) / 4)));
      store<usize>(at + 4 * i, p + 4);
    }
  }
}

function take<T>(counters: usize, count: usize, base: f64, step: f64, sums: usize, counts: usize): u32 {
  let found: u32 = 0;
  for (let i: usize = 0; i < count; i++) {
    const counter = counters + sizeof<T>() * i, c = <f64>load<T>(counter);
    store<T>(counter, 0);
    if (c == 0) continue;
    store<f64>(sums + 8 * found, <f64>(<i64>base + <i64>step * <i64>i));
    if (counts) store<f64>(counts + 8 * found, c);
    found++;
  }
  return found;
}
export function takeCounts(counters: usize, count: usize, base: f64, step: f64, sums: usize, counts: usize): u32 { return take<u32>(counters, count, base, step, sums, counts); }
export function takeWeights(counters: usize, count: usize, base: f64, step: f64, sums: usize, counts: usize): u32 { return take<f64>(counters, count, base, step, sums, counts); }

export function pairKeys(a: usize, count: usize, at: usize, next: usize, low: u64, high: u64, weights: usize, b: usize, weightsB: usize, keys: usize, room: u32): u32 {
  let found: u32 = 0;
  for (let i: usize = 0; i < count; i++) {
    let p = load<usize>(at + 4 * i);
    const first = load<u64>(a + 8 * i);
    for (; load<u64>(p) < 0xffffffffffffffff && first + load<u64>(p) < high; p += 8, found++) {
      if (found == room) return room + 1;
      store<u64>(keys + 16 * <usize>found, first + load<u64>(p) - low);
      store<f64>(keys + 16 * <usize>found + 8, load<f64>(weights + 8 * i) * load<f64>(weightsB + (p - b)));
    }
    store<usize>(next + 4 * i, p);
  }
  return found;
}

/** Insertion sort, which is stable; after an odd number of passes the kernel ends in spare. */
export function sortKeys(keys: usize, count: usize, spare: usize, bits: u32): usize {
  const mask: u64 = bits == 0 ? 0 : ~(<u64>0) >> (64 - <u64>min<u32>(64, (bits + 7) & ~7));
  for (let i: usize = 1; i < count; i++) {
    const key = load<u64>(keys + 16 * i), weight = load<u64>(keys + 16 * i + 8);
    let to = i;
    for (; to > 0 && (load<u64>(keys + 16 * (to - 1)) & mask) > (key & mask); to--) memory.copy(keys + 16 * to, keys + 16 * (to - 1), 16);
    store<u64>(keys + 16 * to, key);
    store<u64>(keys + 16 * to + 8, weight);
  }
  if (((bits + 7) / 8) % 2 == 0) return keys;
  memory.copy(spare, keys, 16 * count);
  return spare;
}

export function joinKeys(keys: usize, count: usize, base: f64, step: f64, sums: usize, counts: usize): u32 {
  let found: u32 = 0;
  for (let i: usize = 0; i < count; ) {
    const key = load<u64>(keys + 16 * i);
    let weight: f64 = 0;
    for (; i < count && load<u64>(keys + 16 * i) == key; i++) weight += load<f64>(keys + 16 * i + 8);
    store<f64>(sums + 8 * <usize>found, <f64>(<i64>base + <i64>step * <i64>key));
    if (counts) store<f64>(counts + 8 * <usize>found, weight);
    found++;
  }
  return found;
}
