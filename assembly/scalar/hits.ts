// A record is three words: start, pattern, distance.

export function collect(distances: usize, required: usize, shifts: u32, k: u32, pattern: u32, records: usize): u32 {
  let found: u32 = 0;
  for (let start: u32 = 0; start < shifts; start++) {
    const distance = load<u32>(distances + 4 * start);
    if (distance > k) continue;
    if (required && load<u32>(required + 4 * start) != 0) continue;
    const to = records + 12 * found++;
    store<u32>(to, start);
    store<u32>(to + 4, pattern);
    store<u32>(to + 8, distance);
  }
  return found;
}

/** Insertion sort, which is stable. Eight bits of the field are a pass of the kernel, and after an odd number of passes it ends in spare. */
export function sortRecords(records: usize, count: usize, spare: usize, bits: u32, field: usize): usize {
  for (let i: usize = 1; i < count; i++) {
    const start = load<u32>(records + 12 * i), pattern = load<u32>(records + 12 * i + 4), distance = load<u32>(records + 12 * i + 8);
    const key = field == 0 ? start : pattern;
    let to = i;
    for (; to > 0 && load<u32>(records + 12 * (to - 1) + field) > key; to--) memory.copy(records + 12 * to, records + 12 * (to - 1), 12);
    store<u32>(records + 12 * to, start);
    store<u32>(records + 12 * to + 4, pattern);
    store<u32>(records + 12 * to + 8, distance);
  }
  const passes = (bits + 7) / 8;
  if (passes % 2 == 0) return records;
  memory.copy(spare, records, 12 * count);
  return spare;
}

export function moveRecords(records: usize, count: usize, by: u32, pattern: u32): void {
  for (let r: usize = 0; r < count; r++) {
    store<u32>(records + 12 * r, load<u32>(records + 12 * r) + by);
    store<u32>(records + 12 * r + 4, pattern);
  }
}

export function tally(records: usize, count: usize, k: u32, counts: usize): void {
  for (let r: usize = 0; r < count; r++) {
    const pattern: usize = load<u32>(records + 12 * r + 4), distance: usize = load<u32>(records + 12 * r + 8);
    const cell = counts + 8 * (pattern * (<usize>k + 1) + distance);
    store<f64>(cell, load<f64>(cell) + 1);
  }
}

export function clamp(distances: usize, count: usize, most: u32): void {
  for (let i: usize = 0; i < count; i++) store<u32>(distances + 4 * i, min(load<u32>(distances + 4 * i), most));
}
