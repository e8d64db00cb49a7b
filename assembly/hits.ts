// Hits are records of twelve bytes (start, pattern, distance). These kernels make them from distances, sort them, count them and clamp.

/**
 * One record for each start < shifts with distances[start] <= k and, where `required` is not 0, required[start] = 0 (the distance over the
 * required positions alone). Returns how many. Four shifts at a time; distances are below 2^31, so signed comparison is right.
 */
export function collect(distances: usize, required: usize, shifts: u32, k: u32, pattern: u32, records: usize): u32 {
  const bound = i32x4.splat(k);
  let to = records;
  for (let start: u32 = 0; start < shifts; start += 4) {
    const at = <usize>start << 2;
    let over = i32x4.gt_s(v128.load(distances + at), bound);
    if (required) over = v128.or(over, v128.load(required + at));
    let lanes = ~i32x4.bitmask(i32x4.ne(over, i64x2.splat(0))) & 15;
    while (lanes) {
      const lane = <u32>ctz(lanes);
      lanes &= lanes - 1;
      if (start + lane >= shifts) break;
      store<u32>(to, start + lane); store<u32>(to, pattern, 4); store<u32>(to, load<u32>(distances + at + (<usize>lane << 2)), 8);
      to += 12;
    }
  }
  return <u32>((to - records) / 12);
}

/**
 * Stable sort by the start (field 0) or the pattern (field 4), `bits` bits long: least significant digit first, eight bits a pass, between records
 * and spare. Records that come pattern by pattern stay in pattern order where starts are equal. Returns where the sorted records are.
 */
export function sortRecords(records: usize, count: usize, spare: usize, bits: u32, field: usize): usize {
  for (let shift: u32 = 0; shift < bits; shift += 8) {
    memory.fill(digits, 0, 1024);
    const end = records + count * 12;
    for (let r = records; r < end; r += 12) {
      const digit = digits + (<usize>((load<u32>(r + field) >> shift) & 255) << 2);
      store<u32>(digit, load<u32>(digit) + 12);
    }
    let sum = <u32>spare;
    for (let d = digits; d < digits + 1024; d += 4) { const size = load<u32>(d); store<u32>(d, sum); sum += size; }
    for (let r = records; r < end; r += 12) {
      const digit = digits + (<usize>((load<u32>(r + field) >> shift) & 255) << 2), to = <usize>load<u32>(digit);
      store<u32>(digit, <u32>to + 12);
      store<u64>(to, load<u64>(r)); store<u32>(to, load<u32>(r, 8), 8);
    }
    const other = records; records = spare; spare = other;
  }
  return records;
}
/** End of each digit's run while it is written: 256 pointers. */
const digits: usize = memory.data(1024, 64);

/** Records of another block and another list of patterns: starts move up by `by`, and the pattern is `pattern`. */
export function moveRecords(records: usize, count: usize, by: u32, pattern: u32): void {
  for (const end = records + count * 12; records < end; records += 12) {
    store<u32>(records, load<u32>(records) + by); store<u32>(records, pattern, 4);
  }
}

/** counts[pattern * (k + 1) + distance] += 1 for each record; f64 counters are exact to 2^53. */
export function tally(records: usize, count: usize, k: u32, counts: usize): void {
  for (const end = records + count * 12; records < end; records += 12) {
    const cell = counts + ((<usize>load<u32>(records, 4) * (<usize>k + 1) + <usize>load<u32>(records, 8)) << 3);
    store<f64>(cell, load<f64>(cell) + 1);
  }
}

/** distances[i] = min(distances[i], most); signed comparison, see collect. */
export function clamp(distances: usize, count: usize, most: u32): void {
  const bound = i32x4.splat(most);
  for (const end = distances + (count << 2); distances < end; distances += 16) v128.store(distances, i32x4.min_s(v128.load(distances), bound));
}
