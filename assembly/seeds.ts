// Seeds of a pattern in a text, and candidates verified. Text and pattern are u32 words that match where they are equal.

const BASE: u32 = 0x6c078965;
const GOLDEN: u32 = 0x9e3779b1;

/** Seeds met at a shift, and words of candidates read: data-dependent, so counted here and read by the caller. */
let seeds: u64 = 0;
let letters: u64 = 0;

export function readSeeds(): u64 { return seeds; }
export function readLetters(): u64 { return letters; }

/**
 * Counts for each shift below `shifts` the seeds of `length` words that stand where the pattern has them. A seed's hash is the sum of
 * word[i] BASE^(length - 1 - i) modulo 2^32 (Karp and Rabin, 1987), top = BASE^(length - 1). slots: pairs (hash, byte offset of its list) by open
 * addressing from hash * GOLDEN >> shift, offset 0 is empty; a list is a u32 count and that many positions in the pattern. marks: zeros, a u32 a
 * shift. Appends each shift whose seeds reach `needed` to candidates, all shifts where that is 0; returns how many.
 */
export function findSeeds(text: usize, count: usize, length: usize, top: u32, slots: usize, shift: u32, lists: usize, marks: usize, shifts: u32, needed: u32, candidates: usize): u32 {
  let to = candidates;
  if (needed == 0) {
    for (let z: u32 = 0; z < shifts; z++, to += 4) store<u32>(to, z);
    return shifts;
  }
  if (count < length) return 0;
  const mask = (<u32>1 << (32 - shift)) - 1, reach = (length - 1) << 2, start = text;
  let hash: u32 = 0, met: u64 = 0;
  for (let p = text; p < text + reach; p += 4) hash = hash * BASE + load<u32>(p);
  for (const end = text + ((count - length + 1) << 2); text < end; text += 4) {
    hash = hash * BASE + load<u32>(text + reach);
    let at = (hash * GOLDEN) >> shift, list: u32;
    for (;;) {
      const slot = slots + (<usize>at << 3);
      list = load<u32>(slot, 4);
      if (list == 0 || load<u32>(slot) == hash) break;
      at = (at + 1) & mask;
    }
    hash -= load<u32>(text) * top;
    if (list == 0) continue;
    const x = <u32>((text - start) >> 2);
    let p = lists + list;
    for (const last = p + (<usize>load<u32>(p) << 2); p < last; ) {
      p += 4;
      const z = x - load<u32>(p);
      if (z >= shifts) continue;
      met++;
      const mark = marks + (<usize>z << 2), some = load<u32>(mark) + 1;
      store<u32>(mark, some);
      if (some == needed) { store<u32>(to, z); to += 4; }
    }
  }
  seeds += met;
  return <u32>((to - candidates) >> 2);
}

/** Do text and pattern agree at all these positions, given as byte offsets? */
function agrees(text: usize, pattern: usize, must: usize, count: usize): bool {
  for (const end = must + (count << 2); must < end; must += 4) {
    const at = <usize>load<u32>(must);
    if (load<u32>(text + at) != load<u32>(pattern + at)) return false;
  }
  return true;
}

/** How many of sixteen words differ. */
function differing(a: usize, b: usize): u32 {
  const e0 = i32x4.eq(v128.load(a), v128.load(b)), e1 = i32x4.eq(v128.load(a, 16), v128.load(b, 16));
  const e2 = i32x4.eq(v128.load(a, 32), v128.load(b, 32)), e3 = i32x4.eq(v128.load(a, 48), v128.load(b, 48));
  return 16 - <u32>popcnt(i8x16.bitmask(i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(e0, e1), i16x8.narrow_i32x4_s(e2, e3))));
}

/** Words a[0, count) that differ from b, or more than `limit`: it stops at the first sixteen that exceed it. */
export function mismatches(a: usize, b: usize, count: usize, limit: u32): u32 {
  let sum: u32 = 0, rest = count;
  for (; rest >= 16 && sum <= limit; rest -= 16, a += 64, b += 64) sum += differing(a, b);
  if (sum <= limit) for (; rest > 0; rest--, a += 4, b += 4) sum += u32(load<u32>(a) != load<u32>(b));
  letters += count - rest;
  return sum;
}

/**
 * Appends (start, index, distance) to records for each candidate with at most k mismatches and none at the `required` positions of `must`. Returns
 * how many.
 */
export function verify(text: usize, pattern: usize, m: usize, candidates: usize, count: usize, k: u32, must: usize, required: usize, index: u32, records: usize): u32 {
  let to = records;
  for (const end = candidates + (count << 2); candidates < end; candidates += 4) {
    const start = load<u32>(candidates), at = text + (<usize>start << 2);
    if (!agrees(at, pattern, must, required)) continue;
    const distance = mismatches(at, pattern, m, k);
    if (distance > k) continue;
    store<u32>(to, start); store<u32>(to, index, 4); store<u32>(to, distance, 8);
    to += 12;
  }
  return <u32>((to - records) / 12);
}

/**
 * Matches to records: matches[i] of the shift first + i, i < count. Appends (start, index, distance) where the distance is at most k and the required
 * positions agree; returns how many.
 */
export function takeMatches(matches: usize, count: usize, text: usize, pattern: usize, m: u32, k: u32, must: usize, required: usize, first: u32, index: u32, records: usize): u32 {
  let to = records;
  const least = i32x4.splat(m - k);
  for (let i: usize = 0; i < count; i += 4) {
    if (!v128.any_true(i32x4.ge_s(v128.load(matches + (i << 2)), least))) continue;
    for (let j = i; j < min(i + 4, count); j++) {
      const distance = m - load<u32>(matches + (j << 2)), start = first + <u32>j;
      if (distance > k || !agrees(text + (<usize>start << 2), pattern, must, required)) continue;
      store<u32>(to, start); store<u32>(to, index, 4); store<u32>(to, distance, 8);
      to += 12;
    }
  }
  return <u32>((to - records) / 12);
}
