// 3SUM modulo a hash: the highest `bits` bits of a key (three-sum.ts) are its cell. Keys of a and b add up to that of a + b modulo 2^64, so the cells of
// a pair add up to the cell of its sum or, where their lower bits carry, to the one before it: a sum is met in two neighbouring cells.

const ENTRY: usize = 16;

/** The cells of entries under a mask, as f64. */
export function cellsOf(entries: usize, count: usize, bits: u32, mask: u64, to: usize): void {
  const shift = 64 - <u64>bits;
  for (const end = entries + count * ENTRY; entries < end; entries += ENTRY, to += 8) store<f64>(to, <f64>(load<u64>(entries) >> shift & mask));
}

/** Coefficient i of a product modulo X^(2 K) + 1 (sums.ts), K = 2^bits points, where X^K is -i; all quarter turns are masked away in one modulo X^K - 1. */
function coefficient(x: usize, i: usize, bits: usize, turns: usize): f64 {
  const k = i >> bits & turns, j = i & ((<usize>1 << bits) - 1);
  const v = load<f64>(x + ((j >> 1) << 5) + ((j & 1) << 3) + ((k & 1) << 4));
  return (k + 1) & 2 ? -v : v;
}

/** Adds to each number `scale` times what stands in the two cells of its key. */
export function addCells(x: usize, pointBits: usize, turns: usize, entries: usize, count: usize, cellBits: u32, scale: f64): void {
  const shift = 64 - <u64>cellBits, mask = (<usize>1 << cellBits) - 1;
  for (const end = entries + count * ENTRY; entries < end; entries += ENTRY) {
    const h = <usize>(load<u64>(entries) >> shift);
    const both = coefficient(x, h, pointBits, turns) + coefficient(x, h - 1 & mask, pointBits, turns);
    store<f64>(entries, load<f64>(entries, 8) + scale * both, 8);
  }
}

/** Adds to each number the coefficient of its key less `start`, rounded: keys of a product modulo X^(2 K) + 1, which are below start + 2 K. */
export function addCoefficients(x: usize, pointBits: usize, entries: usize, count: usize, start: u64): void {
  for (const end = entries + count * ENTRY; entries < end; entries += ENTRY) {
    const i = <usize>(load<u64>(entries) - start);
    store<f64>(entries, load<f64>(entries, 8) + nearest(coefficient(x, i, pointBits, 3)), 8);
  }
}

/**
 * Sorted entries to two lists: those of number 1 that share no two neighbouring cells with another one kept (the first and the last cell are neighbours), and
 * the others. Returns how many are kept.
 */
export function keepApart(entries: usize, count: usize, bits: u32, kept: usize, others: usize): u32 {
  const shift = 64 - <u64>bits, start = kept, most = (<u64>1 << <u64>bits) - 1;
  let first: u64 = 0, next: u64 = 0;
  for (const end = entries + count * ENTRY; entries < end; entries += ENTRY) {
    const key = load<u64>(entries), number = load<f64>(entries, 8), cell = key >> shift;
    const apart = number == 1 && (kept == start || (cell >= next && most - cell + first >= 1));
    const to = apart ? kept : others;
    store<u64>(to, key); store<f64>(to, number, 8);
    if (!apart) { others += ENTRY; continue; }
    if (kept == start) first = cell;
    kept += ENTRY; next = cell + 2;
  }
  return <u32>((kept - start) / ENTRY);
}

/** Sets the bits of the cell of each entry and of the next one. */
export function markCells(entries: usize, count: usize, bits: u32, marks: usize): void {
  const shift = 64 - <u64>bits, mask = (<usize>1 << bits) - 1;
  for (const end = entries + count * ENTRY; entries < end; entries += ENTRY) {
    const h = <usize>(load<u64>(entries) >> shift);
    for (let i: usize = 0; i < 2; i++) {
      const cell = h + i & mask, at = marks + (cell >> 3);
      store<u8>(at, load<u8>(at) | <u8>(<u32>1 << <u32>(cell & 7)));
    }
  }
}

/**
 * False pairs: for entries p and q, adds one to q's number where the cell h(q) - h(p) is marked and q - p is no key of the table (three-sum.ts, with so many
 * bits). Returns how many marked cells were met.
 */
export function missKeys(p: usize, pCount: usize, q: usize, qCount: usize, cellBits: u32, marks: usize, bits: u32, starts: usize): u64 {
  const shift = 64 - <u64>cellBits, mask = (<usize>1 << cellBits) - 1, qEnd = q + qCount * ENTRY, by = 64 - <u64>bits;
  let met: u64 = 0;
  for (const end = p + pCount * ENTRY; p < end; p += ENTRY) {
    const first = load<u64>(p), h = <usize>(first >> shift);
    for (let r = q; r < qEnd; r += ENTRY) {
      const key = load<u64>(r), cell = <usize>(key >> shift) - h & mask;
      if ((<u32>load<u8>(marks + (cell >> 3)) >> <u32>(cell & 7) & 1) == 0) continue;
      met++;
      const wanted = key - first, start = starts + (<usize>(wanted >> by) << 2), last = load<usize>(start, 4);
      let t = load<usize>(start);
      while (t < last && load<u64>(t) != wanted) t += ENTRY;
      if (t == last) store<f64>(r, load<f64>(r, 8) + 1, 8);
    }
  }
  return met;
}

/**
 * Sorted open entries, whose keys are among those of all: one whose number is at most `low` or at least `high` is settled, the number of its key becomes
 * keep times itself and scale times the open one. The others move up. Returns how many are left.
 */
export function settleKeys(open: usize, count: usize, all: usize, low: f64, high: f64, keep: f64, scale: f64): u32 {
  const start = open;
  let to = open;
  for (const end = open + count * ENTRY; open < end; open += ENTRY) {
    const key = load<u64>(open), number = load<f64>(open, 8);
    if (number > low && number < high) { store<u64>(to, key); store<f64>(to, number, 8); to += ENTRY; continue; }
    while (load<u64>(all) != key) all += ENTRY;
    store<f64>(all, keep * load<f64>(all, 8) + scale * number, 8);
  }
  return <u32>((to - start) / ENTRY);
}

/** How many counts (u32) of rows that are `stride` bytes apart lie between low and high. */
export function countBetween(counts: usize, rows: usize, stride: usize, columns: usize, low: f64, high: f64): u32 {
  let found: u32 = 0;
  for (const last = counts + rows * stride; counts < last; counts += stride) {
    for (let p = counts, end = counts + (columns << 2); p < end; p += 4) {
      const count = <f64>load<u32>(p);
      found += u32(count > low && count < high);
    }
  }
  return found;
}
