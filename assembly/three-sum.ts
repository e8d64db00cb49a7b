// Counting 3SUM over lists of entries: a key of 64 bits and a number (f64), sorted by key. Keys are value times factor modulo 2^64. With an odd
// factor that is one to one and linear, key(c - a) = key(c) - key(a), and its highest bits are a universal hash (Dietzfelbinger, Hagerup,
// Katajainen and Penttonen, 1997): looking for c - a takes no multiplication, and as keys are sorted, places in the table come in order.

const ENTRY: usize = 16;

/** An entry ((value - base) * factor, number) for each value. */
export function keysOf(values: usize, count: usize, base: f64, factor: u64, number: f64, entries: usize): void {
  for (const end = values + (count << 3); values < end; values += 8, entries += ENTRY) {
    store<u64>(entries, (<i64>load<f64>(values) - <i64>base) * factor);
    store<f64>(entries, number, 8);
  }
}

/** Sorted entries with those of equal keys joined, in place: their numbers are added. Returns how many are left. */
export function uniteKeys(entries: usize, count: usize): u32 {
  const first = entries;
  let to = entries - ENTRY;
  for (const end = entries + count * ENTRY; entries < end; entries += ENTRY) {
    const key = load<u64>(entries), number = load<f64>(entries, 8);
    if (entries > first && load<u64>(to) == key) { store<f64>(to, load<f64>(to, 8) + number, 8); continue; }
    to += ENTRY;
    store<u64>(to, key); store<f64>(to, number, 8);
  }
  return <u32>((to + ENTRY - first) / ENTRY);
}

/**
 * Makes a table of sorted entries: starts[h] is the address of the first whose highest `bits` bits are h or more, for h <= 2^bits; a bit of the
 * filter, which is clear, is set for each value of the highest `filterBits` bits that there is.
 */
export function indexKeys(entries: usize, count: usize, bits: u32, starts: usize, filterBits: u32, filter: usize): void {
  let next: usize = 0;
  const end = entries + count * ENTRY;
  for (; entries < end; entries += ENTRY) {
    const key = load<u64>(entries), h = <usize>(key >> (64 - bits)), f = <usize>(key >> (64 - filterBits));
    for (; next <= h; next++) store<usize>(starts + (next << 2), entries);
    store<u8>(filter + (f >> 3), load<u8>(filter + (f >> 3)) | <u8>(<u32>1 << <u32>(f & 7)));
  }
  for (; next <= <usize>1 << bits; next++) store<usize>(starts + (next << 2), end);
}

/** Entries that passed the filter. */
const passed: usize = memory.data(1024, 16);
const STRETCH: usize = 256 * ENTRY;

/**
 * For entries p and q whose difference q - p is a key of the table, t: adds p's number times t's to q's (atTable: p's times q's to t's). Returns how
 * many there are. Those that pass the filter are written down first, without a branch, a stretch at a time: what they wait for in the table overlaps then.
 */
function matchKeys(p: usize, pCount: usize, q: usize, qCount: usize, bits: u32, starts: usize, filterBits: u32, filter: usize, atTable: bool): u64 {
  const qEnd = q + qCount * ENTRY, shift = 64 - <u64>filterBits, by = 64 - <u64>bits;
  let found: u64 = 0;
  for (const end = p + pCount * ENTRY; p < end; p += ENTRY) {
    const first = load<u64>(p);
    for (let r = q; r < qEnd; ) {
      const stop = min(qEnd, r + STRETCH);
      let to = passed;
      for (; r < stop; r += ENTRY) {
        const f = <usize>(load<u64>(r) - first >> shift);
        store<usize>(to, r);
        to += (<usize>load<u8>(filter + (f >> 3)) >> (f & 7) & 1) << 2;
      }
      for (let at = passed; at < to; at += 4) {
        const s = load<usize>(at), key = load<u64>(s) - first, start = starts + (<usize>(key >> by) << 2), last = load<usize>(start, 4);
        let t = load<usize>(start);
        while (t < last && load<u64>(t) != key) t += ENTRY;
        if (t == last) continue;
        const into = atTable ? t : s;
        store<f64>(into, load<f64>(into, 8) + load<f64>(p, 8) * load<f64>(atTable ? s : t, 8), 8);
        found++;
      }
    }
  }
  return found;
}
export function matchAtSecond(p: usize, pCount: usize, q: usize, qCount: usize, bits: u32, starts: usize, filterBits: u32, filter: usize): u64 { return matchKeys(p, pCount, q, qCount, bits, starts, filterBits, filter, false); }
export function matchAtTable(p: usize, pCount: usize, q: usize, qCount: usize, bits: u32, starts: usize, filterBits: u32, filter: usize): u64 { return matchKeys(p, pCount, q, qCount, bits, starts, filterBits, filter, true); }

/**
 * Two pointers: adds to the number of each entry of c those of all pairs of a and b whose keys sum up to its key, multiplied. Keys are not hashed,
 * those of a and b are below 2^62. Lists are not empty. Returns the steps.
 */
export function meetKeys(a: usize, aCount: usize, b: usize, bCount: usize, c: usize, cCount: usize): u64 {
  const aEnd = a + aCount * ENTRY, bLast = b + (bCount - 1) * ENTRY, least = load<u64>(a), most = load<u64>(bLast);
  // where pointers start: both go up with c
  let low = a, high = b;
  let steps: u64 = 0;
  for (const cEnd = c + cCount * ENTRY; c < cEnd; c += ENTRY) {
    const sum = load<u64>(c);
    while (low < aEnd && load<u64>(low) + most < sum) low += ENTRY;
    if (low == aEnd) return steps;
    while (high < bLast && least + load<u64>(high, ENTRY) <= sum) high += ENTRY;
    let number: f64 = 0;
    let i = low, j = high;
    while (i < aEnd && j >= b) {
      const s = load<u64>(i) + load<u64>(j);
      if (s == sum) number += load<f64>(i, 8) * load<f64>(j, 8);
      i += <usize>(s <= sum) * ENTRY;
      j -= <usize>(s >= sum) * ENTRY;
      steps++;
    }
    store<f64>(c, load<f64>(c, 8) + number, 8);
  }
  return steps;
}

/** out[d] += product of numbers for all entries of a and b whose keys differ by d = a - b, 0 <= d < range. Returns how many there are. */
export function nearKeys(a: usize, aCount: usize, b: usize, bCount: usize, range: u64, out: usize): u64 {
  const bEnd = b + bCount * ENTRY;
  let found: u64 = 0;
  for (const aEnd = a + aCount * ENTRY; a < aEnd; a += ENTRY) {
    const key = load<u64>(a), number = load<f64>(a, 8);
    while (b < bEnd && load<u64>(b) + range <= key) b += ENTRY;
    for (let p = b; p < bEnd; p += ENTRY) {
      const other = load<u64>(p);
      if (other > key) break;
      const to = out + (<usize>(key - other) << 3);
      store<f64>(to, load<f64>(to) + number * load<f64>(p, 8));
      found++;
    }
  }
  return found;
}

/** The first of sorted entries whose key is not below this one. */
function firstFrom(entries: usize, count: usize, key: u64): usize {
  while (count > 0) {
    const half = count >> 1, middle = entries + half * ENTRY;
    if (load<u64>(middle) < key) { entries = middle + ENTRY; count -= half + 1; }
    else count = half;
  }
  return entries;
}

/** The number of the entry of each value, which was made by keysOf with the same base and factor; 0 where there is none. */
export function numbersAt(values: usize, count: usize, base: f64, factor: u64, entries: usize, entryCount: usize, out: usize): void {
  const last = entries + entryCount * ENTRY;
  for (const end = values + (count << 3); values < end; values += 8, out += 8) {
    const key = (<i64>load<f64>(values) - <i64>base) * factor, entry = firstFrom(entries, entryCount, key);
    store<f64>(out, entry < last && load<u64>(entry) == key ? load<f64>(entry, 8) : 0);
  }
}

/**
 * A stretch of sums, ascending, with their counts: takes those that entries [from, entryCount) have as keys (sum - base) over as their numbers. Returns the first
 * entry that is beyond the stretch. count >= 1.
 */
export function pickCounts(sums: usize, counts: usize, count: usize, base: f64, entries: usize, from: usize, entryCount: usize): u32 {
  const last = <u64>(<i64>load<f64>(sums + ((count - 1) << 3)) - <i64>base);
  for (let low: usize = 0; from < entryCount; from++) {
    const entry = entries + from * ENTRY, key = load<u64>(entry);
    if (key > last) break;
    const sum = <f64>(<i64>key + <i64>base);
    for (let left = count - low; left > 0; ) {
      const half = left >> 1;
      if (load<f64>(sums + ((low + half) << 3)) < sum) { low += half + 1; left -= half + 1; }
      else left = half;
    }
    if (load<f64>(sums + (low << 3)) == sum) store<f64>(entry, load<f64>(counts + (low << 3)), 8);
  }
  return <u32>from;
}

/** values[i] = i + factor * values[i]: equal places are added as values are, and do not mix with them. */
export function liftPlaces(values: usize, count: usize, factor: f64): void {
  for (let i: usize = 0; i < count; i++, values += 8) store<f64>(values, <f64>i + factor * load<f64>(values));
}
