// Sums of pairs, one by one. Both lists are sorted and without duplicates; sums are taken in tiles of [low, high), small enough for a cache. For each
// number of the first list the partners whose sums lie in a tile stand together, and the next tile goes on where they end.

/** Two sorted lists of f64 made distinct in place, with how often each stood there. Returns how many are left. */
export function distinct(values: usize, count: usize, weights: usize): usize {
  let to = values, weight: f64 = 0;
  for (const end = values + (count << 3); values < end; values += 8) {
    const v = load<f64>(values);
    weight += 1;
    if (values + 8 < end && load<f64>(values, 8) == v) continue;
    store<f64>(to, v);
    store<f64>(weights, weight);
    to += 8; weights += 8; weight = 0;
  }
  return count - ((values - to) >> 3);
}

/** f64 to u32 in place, with a greatest number behind the last one. */
export function narrow(values: usize, count: usize): void {
  let to = values;
  for (const end = values + (count << 3); values < end; values += 8, to += 4) store<u32>(to, <u32>load<f64>(values));
  store<u32>(to, u32.MAX_VALUE);
}

/** f64 to u64 in place, with a greatest number behind the last one. */
export function widen(values: usize, count: usize): void {
  for (const end = values + (count << 3); values < end; values += 8) store<u64>(values, <u64>load<f64>(values));
  store<u64>(values, u64.MAX_VALUE);
}

/** Adds one for each pair of u32 numbers whose sum is below `high` to counters[sum - low]. at: for each of a, where its partners in b go on. */
export function countPairs(a: usize, count: usize, at: usize, low: usize, high: u32, counters: usize): void {
  for (const end = a + (count << 2); a < end; a += 4, at += 4) {
    const first = load<u32>(a);
    if (first >= high) return;
    const limit = high - first, origin = counters + ((<usize>first - low) << 2);
    let p = load<usize>(at);
    for (let partner = load<u32>(p); partner < limit; ) {
      const counter = origin + (<usize>partner << 2);
      store<u32>(counter, load<u32>(counter) + 1);
      p += 4;
      partner = load<u32>(p);
    }
    store<usize>(at, p);
  }
}

/** As countPairs, with the product of both weights in f64; the weight of the partner at p stands at weightsB + 2 (p - b). */
export function weighPairs(a: usize, count: usize, at: usize, low: usize, high: u32, counters: usize, weights: usize, b: usize, weightsB: usize): void {
  for (const end = a + (count << 2); a < end; a += 4, at += 4, weights += 8) {
    const first = load<u32>(a);
    if (first >= high) return;
    const limit = high - first, origin = counters + ((<usize>first - low) << 3), weight = load<f64>(weights);
    let p = load<usize>(at);
    for (let partner = load<u32>(p); partner < limit; ) {
      const counter = origin + (<usize>partner << 3);
      store<f64>(counter, load<f64>(counter) + weight * load<f64>(weightsB + ((p - b) << 1)));
      p += 4;
      partner = load<u32>(p);
    }
    store<usize>(at, p);
  }
}

/** Clears counters, and writes those that were not 0: sums base, base + step, .. and, unless `counts` is 0, counts. Returns how many. */
function take<T>(counters: usize, count: usize, base: f64, step: f64, sums: usize, counts: usize): u32 {
  let sum = <i64>base, found: usize = 0;
  const by = <i64>step;
  for (const end = counters + count * sizeof<T>(); counters < end; counters += sizeof<T>(), sum += by) {
    const c = load<T>(counters);
    store<T>(counters, 0);
    store<f64>(sums + found, <f64>sum);
    if (counts) store<f64>(counts + found, <f64>c);
    found += <usize>(c != 0) << 3;
  }
  return <u32>(found >> 3);
}
export function takeCounts(counters: usize, count: usize, base: f64, step: f64, sums: usize, counts: usize): u32 { return take<u32>(counters, count, base, step, sums, counts); }
export function takeWeights(counters: usize, count: usize, base: f64, step: f64, sums: usize, counts: usize): u32 { return take<f64>(counters, count, base, step, sums, counts); }

/**
 * Lists of u64: writes (sum - low, weight) for each pair with a sum below `high`, and to `next` where partners go on. Returns how many there are, or
 * room + 1 when there are more.
 */
export function pairKeys(a: usize, count: usize, at: usize, next: usize, low: u64, high: u64, weights: usize, b: usize, weightsB: usize, keys: usize, room: u32): u32 {
  const last = keys + (<usize>room << 4);
  let to = keys;
  for (const end = a + (count << 3); a < end; a += 8, at += 4, next += 4, weights += 8) {
    const first = load<u64>(a), weight = load<f64>(weights);
    let p = load<usize>(at);
    if (first < high) {
      const limit = high - first;
      for (let partner = load<u64>(p); partner < limit; ) {
        if (to == last) return room + 1;
        store<u64>(to, first + partner - low);
        store<f64>(to, weight * load<f64>(weightsB + (p - b)), 8);
        to += 16; p += 8;
        partner = load<u64>(p);
      }
    }
    store<usize>(next, p);
  }
  return <u32>((to - keys) >> 4);
}

/** How many keys have each value of a byte, and then where they go. */
const places: usize = memory.data(1024, 16);

/** Sorts keys by their lowest `bits` bits, a byte a pass; returns where they are then: at keys or at spare. */
export function sortKeys(keys: usize, count: usize, spare: usize, bits: u32): usize {
  const size = count << 4;
  for (let shift: u64 = 0; shift < <u64>bits; shift += 8) {
    memory.fill(places, 0, 1024);
    for (let p = keys; p < keys + size; p += 16) {
      const place = places + (<usize>(load<u64>(p) >> shift & 255) << 2);
      store<u32>(place, load<u32>(place) + 16);
    }
    let sum: u32 = 0;
    for (let place = places; place < places + 1024; place += 4) {
      const some = load<u32>(place);
      store<u32>(place, sum);
      sum += some;
    }
    for (let p = keys; p < keys + size; p += 16) {
      const entry = v128.load(p), place = places + (<usize>(<u64>i64x2.extract_lane(entry, 0) >> shift & 255) << 2);
      const to = load<u32>(place);
      store<u32>(place, to + 16);
      v128.store(spare + to, entry);
    }
    const other = keys; keys = spare; spare = other;
  }
  return keys;
}

/** Sorted keys with equal ones joined: sums base + step key, and unless `counts` is 0 the sums of their weights. Returns how many. */
export function joinKeys(keys: usize, count: usize, base: f64, step: f64, sums: usize, counts: usize): u32 {
  let found: u32 = 0, weight: f64 = 0;
  for (const end = keys + (count << 4); keys < end; keys += 16) {
    const key = load<u64>(keys);
    weight += load<f64>(keys, 8);
    if (keys + 16 < end && load<u64>(keys, 16) == key) continue;
    store<f64>(sums, <f64>(<i64>base + <i64>step * <i64>key));
    sums += 8;
    if (counts) { store<f64>(counts, weight); counts += 8; }
    weight = 0; found++;
  }
  return found;
}
