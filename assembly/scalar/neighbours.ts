// Runs by counting: what comes before a run is counted again for each, and entries are found by asking every pattern.
import { putBit } from "./bits";

function cellOf(pattern: usize, at: u64, q: u64): u32 {
  const mask = (1 << <u32>q) - 1;
  return (<u32>(load<u64>(pattern) >> at) & mask) | ((<u32>(load<u64>(pattern, 8) >> at) & mask) << <u32>q);
}

function squeezed(plane: u64, below: u64, above: u64, q: u64): u32 {
  let word: u64 = 0;
  for (let j: u64 = 0; j < 64; j++) {
    const bit = (plane >> j) & 1;
    if ((below >> j) & 1) word |= bit << j;
    if (j >= q && (above >> (j - q)) & 1) word |= bit << (j - q);
  }
  return <u32>word;
}

export function sortPieces(patterns: usize, count: u32, at: u64, q: u64, below: u64, above: u64, shift: u32, blocks: u32, starts: usize, cells: usize, rests: usize, ids: usize): void {
  let to: usize = 0;
  store<u32>(starts, 0);
  for (let b: u32 = 0; b < blocks; b++) {
    for (let i: u32 = 0; i < count; i++) {
      const pattern = patterns + 16 * i, cell = cellOf(pattern, at, q);
      if (cell >> shift != b) continue;
      store<u32>(cells + 4 * to, cell);
      store<u32>(rests + 4 * to, squeezed(load<u64>(pattern), below, above, q) | (squeezed(load<u64>(pattern, 8), below, above, q) << 16));
      store<u32>(ids + 4 * to, i);
      to++;
    }
    store<u32>(starts + 4 * (b + 1), <u32>to);
  }
  // what a run's start was before it was filled stays behind the last
  store<u32>(starts + 4 * (blocks + 1), <u32>to);
}

/** The patterns of list c, in the order of the differences and then of the patterns. Returns how many. */
function listOf(c: u32, cells: usize, rests: usize, ids: usize, starts: usize, shift: u32, differences: usize, ways: u32, flag: u32, first: u32, lows: usize, highs: usize, owners: usize): u32 {
  let entry = first;
  for (let d: u32 = 0; d < ways; d++) {
    const word = load<u32>(differences + 4 * d), wanted = c ^ (word & 0xffffff), block = starts + 4 * (wanted >> shift);
    for (let i = load<u32>(block); i < load<u32>(block + 4); i++) {
      if (load<u32>(cells + 4 * i) != wanted) continue;
      const rest = load<u32>(rests + 4 * i);
      let low = rest & 0xffff;
      for (let u: u32 = 0; u < word >> 24; u++) low |= 1 << (flag + u);
      store<u16>(lows + 2 * entry, <u16>low);
      store<u16>(highs + 2 * entry, <u16>(rest >> 16));
      store<u32>(owners + 4 * entry, load<u32>(ids + 4 * i));
      entry++;
    }
  }
  return entry;
}

export function listNeighbours(cells: usize, rests: usize, ids: usize, starts: usize, b: u32, shift: u32, differences: usize, ways: u32, flag: u32, lists: usize, next: usize, first: u32, lows: usize, highs: usize, owners: usize): u32 {
  let entry = first;
  for (let c: u32 = 0; c < 1 << shift; c++) {
    store<u32>(lists + 4 * c, entry);
    entry = listOf((b << shift) | c, cells, rests, ids, starts, shift, differences, ways, flag, entry, lows, highs, owners);
    store<u32>(next + 4 * c, entry);
  }
  store<u32>(lists + (4 << shift), entry);
  return entry;
}

export function usedCells(a: usize, b: usize, count: usize, map: usize): void {
  for (let c: usize = 0; c < count; c++) {
    const used = load<u32>(a + 4 * c) < load<u32>(a + 4 * c + 4) || load<u32>(b + 4 * c) < load<u32>(b + 4 * c + 4);
    putBit(map, c, u32(used));
  }
}
