// Sites met with lists of patterns: sixteen entries are compared at a time, and what is near enough is looked at whole.
import { outside } from "./neighbours";

// A search, a record of memory. The planes of packLetters, u32 each: low, high, others, several. Then u64 masks of positions: letters compared, positions
// where any letter will do, required ones. Patterns (low and high u64), the index each is known by, k, and where hits go, for how many there is
// room and how many were found; then a u64 count of entries compared.
const LETTERS = 16, ANY = 24, REQUIRED = 32, PATTERNS = 40, NAMES = 44, K = 48, HITS = 52, ROOM = 56, FOUND = 60, COMPARED = 64;
// A piece: u64 masks of the letters below and above it, and u32 q; lows, highs and owners of its lists; then a u64 mask of a piece that came
// before it, and the radius there: hits within it have been found. Its radius is -1 where none came before.
const BELOW = 0, ABOVE = 8, Q = 16, LOWS = 20, HIGHS = 24, OWNERS = 28, EARLIER = 32, RADIUS = 40;

/**
 * Looks at a pattern at a site, letter by letter, and records a hit (site, name, mismatches) while there is room. A symbol that is no letter at all
 * matches nothing.
 */
function confirm(search: usize, piece: usize, site: u32, owner: u32): void {
  const at = <usize>(site >> 3), shift = <u64>(site & 7), pattern = <usize>load<u32>(search, PATTERNS) + (<usize>owner << 4);
  const low = load<u64>(<usize>load<u32>(search) + at) >> shift, high = load<u64>(<usize>load<u32>(search, 4) + at) >> shift;
  const other = load<u64>(<usize>load<u32>(search, 8) + at) >> shift, several = load<u64>(<usize>load<u32>(search, 12) + at) >> shift;
  const differ = (low ^ load<u64>(pattern)) | (high ^ load<u64>(pattern, 8));
  const wrong = ((differ | other) & load<u64>(search, LETTERS)) | (other & ~several & load<u64>(search, ANY)), distance = <u32>popcnt(wrong);
  if (distance > load<u32>(search, K) || (wrong & load<u64>(search, REQUIRED)) != 0) return;
  // the lists do not know other letters: what they were met with is the bits
  if (<i32>popcnt(differ & load<u64>(piece, EARLIER)) <= load<i32>(piece, RADIUS)) return;
  const found = load<u32>(search, FOUND);
  store<u32>(search, found + 1, FOUND);
  if (found >= load<u32>(search, ROOM)) return;
  const hit = <usize>load<u32>(search, HITS) + <usize>found * 12;
  store<u32>(hit, site); store<u32>(hit, load<u32>(<usize>load<u32>(search, NAMES) + (<usize>owner << 2)), 4); store<u32>(hit, distance, 8);
}

/** Bits of letters that differ, and of the unary distance of the piece, in each of eight entries. */
function differing(lows: usize, highs: usize, low: v128, high: v128): v128 {
  return v128.or(v128.xor(v128.load(lows), low), v128.xor(v128.load(highs), high));
}

/** Clears the lowest bit of each lane. */
function clearOne(x: v128): v128 {
  return v128.and(x, i16x8.add(x, i16x8.splat(-1)));
}

/** Meetings (site, first entry, end) of a piece: every entry with at most k differences is confirmed. */
export function checkMeetings(meetings: usize, count: usize, search: usize, piece: usize): void {
  const lowPlane = <usize>load<u32>(search), highPlane = <usize>load<u32>(search, 4), k = load<u32>(search, K);
  const below = load<u64>(piece, BELOW), above = load<u64>(piece, ABOVE), q = <u64>load<u32>(piece, Q);
  const lows = <usize>load<u32>(piece, LOWS), highs = <usize>load<u32>(piece, HIGHS), owners = <usize>load<u32>(piece, OWNERS);
  const zero = i16x8.splat(0);
  let compared: u64 = 0;
  for (const end = meetings + count * 12; meetings < end; meetings += 12) {
    const site = load<u32>(meetings), first = <usize>load<u32>(meetings, 4), entries = <usize>load<u32>(meetings, 8) - first;
    const at = <usize>(site >> 3), shift = <u64>(site & 7), l = lows + (first << 1), h = highs + (first << 1);
    const low = i16x8.splat(<i16>outside(load<u64>(lowPlane + at) >> shift, below, above, q));
    const high = i16x8.splat(<i16>outside(load<u64>(highPlane + at) >> shift, below, above, q));
    compared += <u64>entries;
    for (let i: usize = 0; i < entries; i += 16) {
      let x = differing(l + (i << 1), h + (i << 1), low, high), y = differing(l + (i << 1) + 16, h + (i << 1) + 16, low, high);
      // lanes of at most k bits become 0 (for k <= 4 this takes less than counting bits does)
      for (let r: u32 = 0; r < k; r++) { x = clearOne(x); y = clearOne(y); }
      if (i16x8.all_true(i16x8.min_u(x, y))) continue;
      let close = <u32>i8x16.bitmask(i8x16.narrow_i16x8_s(i16x8.eq(x, zero), i16x8.eq(y, zero)));
      // the last vector reads into the next list
      if (entries - i < 16) close &= (1 << <u32>(entries - i)) - 1;
      for (; close; close &= close - 1) confirm(search, piece, site, load<u32>(owners + ((first + i + <usize>ctz(close)) << 2)));
    }
  }
  store<u64>(search, load<u64>(search, COMPARED) + compared, COMPARED);
}
