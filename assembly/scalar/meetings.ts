// Every entry of every list, letter by letter. The records are those of the kernel's file: a search at byte offsets 0 to 64, a piece at 0 to 40.
import { bitAt } from "./bits";

/** An address in memory. */
function at(pointer: usize): usize {
  return load<u32>(pointer);
}

/** Bit j says whether the text's letter at `site` + j differs from the pattern's in its two bits. */
function differing(search: usize, site: usize, owner: usize): u64 {
  const pattern = at(search + 40) + 16 * owner;
  let differ: u64 = 0;
  // masks of the search have at most 57 positions
  for (let j: usize = 0; j < 57; j++) {
    const low = bitAt(at(search), site + j) != <u32>((load<u64>(pattern) >> j) & 1);
    const high = bitAt(at(search + 4), site + j) != <u32>((load<u64>(pattern + 8) >> j) & 1);
    if (low || high) differ |= <u64>1 << j;
  }
  return differ;
}

function record(search: usize, piece: usize, site: usize, owner: usize): void {
  const differ = differing(search, site, owner);
  let distance: u32 = 0, missing: u32 = 0, earlier: i32 = 0;
  for (let j: usize = 0; j < 57; j++) {
    const bit = <u64>1 << j, other = bitAt(at(search + 8), site + j) != 0, several = bitAt(at(search + 12), site + j) != 0;
    const compared = (load<u64>(search + 16) & bit) != 0, any = (load<u64>(search + 24) & bit) != 0, differs = (differ & bit) != 0;
    const wrong = (compared && (differs || other)) || (any && other && !several);
    if (wrong) distance++;
    if (wrong && (load<u64>(search + 32) & bit) != 0) missing++;
    if (differs && (load<u64>(piece + 32) & bit) != 0) earlier++;
  }
  if (distance > load<u32>(search + 48) || missing > 0 || earlier <= load<i32>(piece + 40)) return;
  const found = load<u32>(search + 60);
  store<u32>(search + 60, found + 1);
  if (found >= load<u32>(search + 56)) return;
  const hit = at(search + 52) + 12 * found;
  store<u32>(hit, <u32>site);
  store<u32>(hit + 4, load<u32>(at(search + 44) + 4 * owner));
  store<u32>(hit + 8, distance);
}

/** Differences between an entry and the text, among the letters outside the piece that it holds, and those of the piece, which it holds in unary. */
function differences(search: usize, piece: usize, site: usize, entry: usize): u32 {
  const q: usize = load<u32>(piece + 16), low: u32 = load<u16>(at(piece + 20) + 2 * entry), high: u32 = load<u16>(at(piece + 24) + 2 * entry);
  const below = load<u64>(piece), above = load<u64>(piece + 8);
  let count: u32 = 0;
  for (let i: u32 = 0; i < 16; i++) {
    // what stands at bit i: a letter below the piece, one above it, or nothing
    const isBelow = ((below >> <u64>i) & 1) != 0, isAbove = ((above >> <u64>i) & 1) != 0, j: usize = isAbove ? site + i + q : site + i;
    const lowOf = isBelow || isAbove ? bitAt(at(search), j) : 0, highOf = isBelow || isAbove ? bitAt(at(search + 4), j) : 0;
    if (((low >> i) & 1) != lowOf || ((high >> i) & 1) != highOf) count++;
  }
  return count;
}

export function checkMeetings(meetings: usize, count: usize, search: usize, piece: usize): void {
  for (let i: usize = 0; i < count; i++) {
    const site = load<u32>(meetings + 12 * i), end = load<u32>(meetings + 12 * i + 8);
    for (let entry: usize = load<u32>(meetings + 12 * i + 4); entry < end; entry++) {
      store<u64>(search + 64, load<u64>(search + 64) + 1);
      if (differences(search, piece, site, entry) > load<u32>(search + 48)) continue;
      record(search, piece, site, load<u32>(at(piece + 28) + 4 * entry));
    }
  }
}
