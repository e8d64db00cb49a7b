// Which q letters of a text are met with which lists. low, high: planes of packLetters. A gram is two u32, a place and the cell of the q letters there.
import { cellAt, startRuns } from "./neighbours";

/** Always stored and sometimes kept: no branch. */
function sift(to: usize, place: u32, low: u64, high: u64, allowed: u32, q: u64, map: usize): usize {
  const cell = cellAt(low, high, q);
  store<u32>(to, place); store<u32>(to, cell, 4);
  return to + (<usize>((load<u32>(map + ((cell >> 5) << 2)) >> cell) & allowed & 1) << 3);
}

/** Grams of the allowed places in [from, to) whose bit in the map is set; from is a multiple of 8, and up to 7 places behind `to` are looked at. Returns how many. */
export function siftGrams(low: usize, high: usize, places: usize, from: u32, to: u32, q: u64, map: usize, grams: usize): u32 {
  let g = grams;
  for (let x = from; x < to; x += 8) {
    const at = <usize>(x >> 3), allowed = <u32>load<u8>(places + at);
    if (allowed == 0) continue;
    const l = load<u64>(low + at), h = load<u64>(high + at);
    g = sift(g, x, l, h, allowed, q, map); g = sift(g, x + 1, l >> 1, h >> 1, allowed >> 1, q, map);
    g = sift(g, x + 2, l >> 2, h >> 2, allowed >> 2, q, map); g = sift(g, x + 3, l >> 3, h >> 3, allowed >> 3, q, map);
    g = sift(g, x + 4, l >> 4, h >> 4, allowed >> 4, q, map); g = sift(g, x + 5, l >> 5, h >> 5, allowed >> 5, q, map);
    g = sift(g, x + 6, l >> 6, h >> 6, allowed >> 6, q, map); g = sift(g, x + 7, l >> 7, h >> 7, allowed >> 7, q, map);
  }
  return <u32>((g - grams) >> 3);
}

/** Counts a place in the run of its block. */
function countPlace(starts: usize, block: u64): void {
  const run = starts + (<usize>block << 2);
  store<u32>(run, load<u32>(run, 8) + 1, 8);
}

/** Puts a place behind the others of its block. */
function putPlace(starts: usize, block: u64, sorted: usize, place: u32): void {
  const run = starts + (<usize>block << 2), to = load<u32>(run, 4);
  store<u32>(run, to + 1, 4);
  store<u32>(sorted + (<usize>to << 2), place);
}

/**
 * Sorts the allowed places of the first `bytes` bytes (a multiple of 4) by the `bits` top bits of their cell, which are the high bits of the last of the q
 * letters. Block b is sorted[starts[b] .. starts[b + 1]), its places ascending; starts has 2^bits + 2 u32. Returns how many places there are.
 */
export function sortPlaces(high: usize, places: usize, bytes: usize, q: u64, bits: u64, starts: usize, sorted: usize): u32 {
  const shift = q - bits, mask = (<u64>1 << bits) - 1, blocks = <u32>1 << <u32>bits;
  memory.fill(starts, 0, <usize>(blocks + 2) << 2);
  for (let i: usize = 0; i < bytes; i += 4) {
    const h = load<u64>(high + i) >> shift;
    // windows of 32 places and q letters are in 64 bits
    for (let allowed = load<u32>(places + i); allowed; allowed &= allowed - 1) countPlace(starts, (h >> ctz(allowed)) & mask);
  }
  startRuns(starts, blocks);
  for (let i: usize = 0; i < bytes; i += 4) {
    const h = load<u64>(high + i) >> shift;
    for (let allowed = load<u32>(places + i); allowed; allowed &= allowed - 1) {
      const s = ctz(allowed);
      putPlace(starts, (h >> s) & mask, sorted, <u32>(i << 3) + s);
    }
  }
  return load<u32>(starts + (<usize>blocks << 2));
}

/** Grams of listed places, with the bits of the cell under the mask. */
export function gramsAt(low: usize, high: usize, list: usize, count: usize, q: u64, mask: u32, grams: usize): void {
  for (const end = list + (count << 2); list < end; list += 4, grams += 8) {
    const place = load<u32>(list), at = <usize>(place >> 3), shift = <u64>(place & 7);
    store<u32>(grams, place);
    store<u32>(grams, cellAt(load<u64>(low + at) >> shift, load<u64>(high + at) >> shift, q) & mask, 4);
  }
}

/**
 * Grams to meetings: (site, first entry, end), for the lists of a piece that begins `a` places behind a site, and of one `b` behind it. Meetings with
 * empty lists, and at places that are no site, are dropped without a branch. Returns how many there are with the first piece, and 2^32 times
 * how many with the second. Eight bytes of zeros stand before sites.
 */
export function meetLists(grams: usize, count: usize, listsA: usize, listsB: usize, a: u32, b: u32, sites: usize, meetingsA: usize, meetingsB: usize): u64 {
  let toA = meetingsA, toB = meetingsB;
  for (const end = grams + (count << 3); grams < end; grams += 8) {
    const place = load<u32>(grams), cell = <usize>load<u32>(grams, 4) << 2;
    const listA = load<u64>(listsA + cell), listB = load<u64>(listsB + cell), siteA = place - a, siteB = place - b;
    const isA = (<u32>load<u8>(sites + (<i32>siteA >> 3)) >> (siteA & 7)) & 1, isB = (<u32>load<u8>(sites + (<i32>siteB >> 3)) >> (siteB & 7)) & 1;
    store<u32>(toA, siteA); store<u64>(toA, listA, 4);
    toA += <usize>(u32(<u32>listA != <u32>(listA >> 32)) & isA) * 12;
    store<u32>(toB, siteB); store<u64>(toB, listB, 4);
    toB += <usize>(u32(<u32>listB != <u32>(listB >> 32)) & isB) * 12;
  }
  return <u64>((toA - meetingsA) / 12) | (<u64>((toB - meetingsB) / 12) << 32);
}
