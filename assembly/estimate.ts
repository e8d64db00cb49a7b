// From counts to distances within a band, or to a list of shifts that stay open. Which counts settle is decided by the caller and stands in tables:
// a count always means the same, whatever the shift.

/** The entry of a table whose count settles nothing. */
const OPEN: u32 = 0xffffffff;

/** out[i] = table[counts[i]] for i < shifts; shifts whose entry is OPEN are listed in `open`, ascending. Returns how many. out may be counts. */
export function settleCounts(counts: usize, shifts: usize, table: usize, out: usize, open: usize): u32 {
  let to = open;
  for (let i: usize = 0; i < shifts; i++) {
    const value = load<u32>(table + (<usize>load<u32>(counts + (i << 2)) << 2));
    store<u32>(out + (i << 2), value);
    // stored always, kept sometimes: whether a shift is open cannot be foreseen
    store<u32>(to, <u32>i);
    to += <usize>(value == OPEN) << 2;
  }
  return <u32>(to - open >> 2);
}

/**
 * Hashed letters: whole[i] distances that are certain, and far[i] - near[i] collisions seen in a sample. A table has for each number of collisions
 * the least and the most they may stand for, as two u32. The distance is whole + scale * collisions moved between (1 - epsilon) times the most and
 * (1 + epsilon) times the least it may be, where that leaves an integer. out may be whole.
 */
export function settleHashed(whole: usize, far: usize, near: usize, shifts: usize, table: usize, scale: f64, epsilon: f64, out: usize, open: usize): u32 {
  let to = open;
  for (let i: usize = 0; i < shifts; i++) {
    const base = load<u32>(whole + (i << 2)), seen = load<u32>(far + (i << 2)) - load<u32>(near + (i << 2));
    const bounds = table + (<usize>seen << 3);
    const least = Math.ceil((1 - epsilon) * <f64>(<u64>base + <u64>load<u32>(bounds, 4)));
    const most = Math.floor((1 + epsilon) * <f64>(<u64>base + <u64>load<u32>(bounds)));
    const value = Math.max(least, Math.min(most, nearest<f64>(<f64>base + scale * <f64>seen)));
    const settled = least <= most;
    store<u32>(out + (i << 2), settled ? <u32>value : OPEN);
    store<u32>(to, <u32>i);
    to += <usize>!settled << 2;
  }
  return <u32>(to - open >> 2);
}

/** out[i] = factor * sums[i] to the nearest integer; what is below `least` before stays open. out may be sums. */
export function settleSums(sums: usize, shifts: usize, factor: f64, least: f64, out: usize, open: usize): u32 {
  let to = open;
  for (let i: usize = 0; i < shifts; i++) {
    const value = factor * <f64>load<u32>(sums + (i << 2)), settled = value >= least;
    store<u32>(out + (i << 2), settled ? <u32>nearest<f64>(value) : OPEN);
    store<u32>(to, <u32>i);
    to += <usize>!settled << 2;
  }
  return <u32>(to - open >> 2);
}

/** out[i] = max(out[i], from[i]), i < count rounded up to 4. */
export function largest(from: usize, count: usize, out: usize): void {
  for (const end = from + (count << 2); from < end; from += 16, out += 16) v128.store(out, i32x4.max_u(v128.load(out), v128.load(from)));
}

/** codes[i] = table[words[i]]: coded symbols to the byte of what they are hashed to. */
export function recode(words: usize, count: usize, table: usize, codes: usize): void {
  for (const end = codes + count; codes < end; codes++, words += 4) store<u8>(codes, load<u8>(table + <usize>load<u32>(words)));
}
