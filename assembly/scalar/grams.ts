// Bit by bit. A kernel may write behind the last of its records; here nothing is written that is not kept.
import { bitAt } from "./bits";

function cellOf(low: usize, high: usize, place: usize, q: u64): u32 {
  let cell: u32 = 0;
  for (let j: u32 = 0; j < <u32>q; j++) cell |= (bitAt(low, place + j) << j) | (bitAt(high, place + j) << (j + <u32>q));
  return cell;
}

export function siftGrams(low: usize, high: usize, places: usize, from: u32, to: u32, q: u64, map: usize, grams: usize): u32 {
  let count: u32 = 0;
  for (let x: usize = from; x < from + ((to - from + 7) & ~7); x++) {
    const cell = cellOf(low, high, x, q);
    if (!bitAt(places, x) || !bitAt(map, cell)) continue;
    store<u32>(grams + 8 * count, <u32>x);
    store<u32>(grams + 8 * count + 4, cell);
    count++;
  }
  return count;
}

export function sortPlaces(high: usize, places: usize, bytes: usize, q: u64, bits: u64, starts: usize, sorted: usize): u32 {
  let to: u32 = 0;
  store<u32>(starts, 0);
  for (let b: u32 = 0; b < 1 << <u32>bits; b++) {
    for (let x: usize = 0; x < 8 * bytes; x++) {
      if (!bitAt(places, x)) continue;
      let block: u32 = 0;
      for (let j: u32 = 0; j < <u32>bits; j++) block |= bitAt(high, x + <usize>(q - bits) + j) << j;
      if (block == b) store<u32>(sorted + 4 * to++, <u32>x);
    }
    store<u32>(starts + 4 * (b + 1), to);
  }
  store<u32>(starts + (4 << <u32>bits) + 4, to);
  return to;
}

export function gramsAt(low: usize, high: usize, list: usize, count: usize, q: u64, mask: u32, grams: usize): void {
  for (let i: usize = 0; i < count; i++) {
    const place = load<u32>(list + 4 * i);
    store<u32>(grams + 8 * i, place);
    store<u32>(grams + 8 * i + 4, cellOf(low, high, place, q) & mask);
  }
}

/** Meetings of one piece. */
function meetings(grams: usize, count: usize, lists: usize, back: u32, sites: usize, to: usize): u64 {
  let met: usize = 0;
  for (let i: usize = 0; i < count; i++) {
    const place = load<u32>(grams + 8 * i), list = lists + 4 * load<u32>(grams + 8 * i + 4), first = load<u32>(list), end = load<u32>(list + 4);
    // 64 bits before sites are zeros
    if (first == end || !bitAt(sites - 8, place + 64 - back)) continue;
    store<u32>(to + 12 * met, place - back);
    store<u32>(to + 12 * met + 4, first);
    store<u32>(to + 12 * met + 8, end);
    met++;
  }
  return met;
}

export function meetLists(grams: usize, count: usize, listsA: usize, listsB: usize, a: u32, b: u32, sites: usize, meetingsA: usize, meetingsB: usize): u64 {
  return meetings(grams, count, listsA, a, sites, meetingsA) | (meetings(grams, count, listsB, b, sites, meetingsB) << 32);
}
