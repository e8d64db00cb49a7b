// Lists of patterns by the letters of a piece of them: every pattern whose piece is within a radius of q letters stands in the list of these q letters.
// A cell is q letters: their low bits, and their high bits above. A pattern is two u64, low and high bits of its letters.

export function cellAt(low: u64, high: u64, q: u64): u32 {
  const mask = (<u64>1 << q) - 1;
  return <u32>((low & mask) | ((high & mask) << q));
}

/** Letters outside a piece, squeezed: those under `below` stay, those under `above`, q places further up, come down. */
export function outside(plane: u64, below: u64, above: u64, q: u64): u32 {
  return <u32>((plane & below) | ((plane >> q) & above));
}

/** counts[2 ..] of a counting sort become the starts of runs, from counts[1] on; counts[0] is 0. */
export function startRuns(counts: usize, runs: u32): void {
  for (let r = counts, end = counts + (<usize>runs << 2); r < end; r += 4) store<u32>(r, load<u32>(r, 4) + load<u32>(r, 8), 8);
}

/**
 * Sorts the patterns by the block of the cell of their piece at `at`, 2^shift cells a block. Block b is [starts[b], starts[b + 1]), starts has blocks + 2
 * u32; for each pattern its cell, its letters outside (low bits in the lower half), and its index.
 */
export function sortPieces(patterns: usize, count: u32, at: u64, q: u64, below: u64, above: u64, shift: u32, blocks: u32, starts: usize, cells: usize, rests: usize, ids: usize): void {
  memory.fill(starts, 0, <usize>(blocks + 2) << 2);
  for (let i: u32 = 0; i < count; i++) {
    const p = patterns + (<usize>i << 4), run = starts + (<usize>(cellAt(load<u64>(p) >> at, load<u64>(p, 8) >> at, q) >> shift) << 2);
    store<u32>(run, load<u32>(run, 8) + 1, 8);
  }
  startRuns(starts, blocks);
  for (let i: u32 = 0; i < count; i++) {
    const p = patterns + (<usize>i << 4), low = load<u64>(p), high = load<u64>(p, 8), cell = cellAt(low >> at, high >> at, q);
    const run = starts + (<usize>(cell >> shift) << 2), to = load<u32>(run, 4);
    store<u32>(run, to + 1, 4);
    store<u32>(cells + (<usize>to << 2), cell);
    store<u32>(rests + (<usize>to << 2), outside(low, below, above, q) | (outside(high, below, above, q) << 16));
    store<u32>(ids + (<usize>to << 2), i);
  }
}

/**
 * The lists of block b. differences: for each way to differ within the radius the cells' xor, and the number of letters in the top byte; the
 * same for every pattern, and cell ^ difference lies in block b exactly when the cell lies in block b ^ (difference >> shift): so patterns are
 * read in order, counters stay in the first cache and lists in the second. An entry is a u16 of low and one of high bits of the letters
 * outside; the distance of the piece stands in unary from bit `flag` of the low ones on, where a text has zeros. Entries are numbered from `first`; list
 * c is [lists[c], lists[c + 1]). Returns the number behind the last.
 */
export function listNeighbours(cells: usize, rests: usize, ids: usize, starts: usize, b: u32, shift: u32, differences: usize, ways: u32, flag: u32, lists: usize, next: usize, first: u32, lows: usize, highs: usize, owners: usize): u32 {
  const size: usize = <usize>1 << shift, mask = <u32>size - 1, last = differences + (<usize>ways << 2);
  memory.fill(next, 0, size << 2);
  for (let d = differences; d < last; d += 4) {
    const way = load<u32>(d) & 0xffffff, run = starts + (<usize>(b ^ (way >> shift)) << 2);
    for (let i = cells + (<usize>load<u32>(run) << 2), end = cells + (<usize>load<u32>(run, 4) << 2); i < end; i += 4) {
      const list = next + (<usize>((load<u32>(i) ^ way) & mask) << 2);
      store<u32>(list, load<u32>(list) + 1);
    }
  }
  let entry = first;
  for (let c: usize = 0; c < size << 2; c += 4) {
    const count = load<u32>(next + c);
    store<u32>(next + c, entry); store<u32>(lists + c, entry);
    entry += count;
  }
  store<u32>(lists + (size << 2), entry);
  for (let d = differences; d < last; d += 4) {
    const word = load<u32>(d), way = word & 0xffffff, run = starts + (<usize>(b ^ (way >> shift)) << 2), unary = ((1 << (word >> 24)) - 1) << flag;
    for (let i = <usize>load<u32>(run) << 2, end = <usize>load<u32>(run, 4) << 2; i < end; i += 4) {
      const list = next + (<usize>((load<u32>(cells + i) ^ way) & mask) << 2), to = <usize>load<u32>(list), rest = load<u32>(rests + i);
      store<u32>(list, <u32>to + 1);
      store<u16>(lows + (to << 1), <u16>(rest | unary)); store<u16>(highs + (to << 1), <u16>(rest >> 16));
      store<u32>(owners + (to << 2), load<u32>(ids + i));
    }
  }
  return entry;
}

/** A bit for each of count cells, a multiple of 32: is one of the two lists not empty? */
export function usedCells(a: usize, b: usize, count: usize, map: usize): void {
  for (let c: usize = 0; c < count; c += 32) {
    let word: u32 = 0;
    for (let i: usize = 0; i < 32; i++) {
      const at = (c + i) << 2;
      word |= u32(load<u32>(a + at) != load<u32>(a + at, 4) || load<u32>(b + at) != load<u32>(b + at, 4)) << <u32>i;
    }
    store<u32>(map + (c >> 3), word);
  }
}
