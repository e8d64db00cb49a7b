// Matches by occurrence lists: each text symbol adds one to every shift at which it would meet an equal pattern symbol. The work is the number
// of matching pairs, so it is small where letters are rare (the light letters of Abrahamson, 1987).

/** Lists that were not empty, over all calls: data-dependent, so counted here and read by the caller. */
let visits: u64 = 0;

export function readVisits(): u64 {
  return visits;
}

/** Symbols whose lists are gathered before they are walked: 8 KiB of `spare`. */
const CHUNK: usize = 1024;

/**
 * text: one u32 for each symbol, the byte offset of its list in `lists`; list: u32 count, then that many u32 byte distances 4 * (m - 1 - y) for
 * the pattern positions y that match the symbol. matches[i + m - 1 - y] += 1 for the i-th symbol; matches has room for count + m - 1 numbers.
 * The list at offset 0 is empty. Returns the pairs touched.
 */
export function scatter(text: usize, count: usize, lists: usize, matches: usize, spare: usize): u64 {
  let pairs: u64 = 0;
  for (const end = text + (count << 2); text < end;) {
    // lists that are empty are left out without a branch: whether one is cannot be foreseen
    let to = spare;
    for (const stop = min(end, text + (CHUNK << 2)); text < stop; text += 4, matches += 4) {
      const offset = load<u32>(text);
      store<u32>(to, u32(matches)); store<u32>(to, offset, 4);
      to += <usize>(offset != 0) << 3;
    }
    visits += to - spare >> 3;
    for (let at = spare; at < to; at += 8) pairs += walk(<usize>load<u32>(at), lists + <usize>load<u32>(at, 4));
  }
  return pairs;
}

/** Adds one at each place of a list that is not empty. Most lists are short. */
function walk(matches: usize, list: usize): u32 {
  const size = load<u32>(list), last = list + (<usize>size << 2);
  const first = matches + <usize>load<u32>(list, 4);
  store<u32>(first, load<u32>(first) + 1);
  let y = list + 8;
  for (; y < last; y += 8) {
    const a = matches + <usize>load<u32>(y), b = matches + <usize>load<u32>(y, 4);
    // the two shifts of a pair differ, so the second load never needs the first store
    const c = load<u32>(a), d = load<u32>(b);
    store<u32>(a, c + 1); store<u32>(b, d + 1);
  }
  if (y == last) {
    const a = matches + <usize>load<u32>(y);
    store<u32>(a, load<u32>(a) + 1);
  }
  return size;
}

/** distances[i] = positions - matches[i], i < count rounded up to 4: the read-out. */
export function mismatchesOf(matches: usize, count: usize, positions: u32, distances: usize): void {
  const all = i32x4.splat(positions);
  for (const end = matches + (count << 2); matches < end; matches += 16, distances += 16) {
    v128.store(distances, i32x4.sub(all, v128.load(matches)));
  }
}

/** Byte symbols to the offsets of their lists: a table of 256 u32. */
export function lookUp8(text: usize, count: usize, table: usize, to: usize): void {
  for (const end = text + count; text < end; text++, to += 4) store<u32>(to, load<u32>(table + (<usize>load<u8>(text) << 2)));
}

/** 16-bit symbols, a table of 65,536 u32. */
export function lookUp16(text: usize, count: usize, table: usize, to: usize): void {
  for (const end = text + (count << 1); text < end; text += 2, to += 4) store<u32>(to, load<u32>(table + (<usize>load<u16>(text) << 2)));
}

/** 32-bit symbols by open addressing: slots of (symbol, offset), offset 0 is empty and the offset of the empty list. */
export function lookUp32(text: usize, count: usize, slots: usize, mask: u32, to: usize): void {
  for (const end = text + (count << 2); text < end; text += 4, to += 4) {
    const symbol = load<u32>(text);
    let at = (symbol * 0x9e3779b1) >> 7;
    let offset: u32;
    for (;;) {
      const slot = slots + (<usize>(at & mask) << 3);
      offset = load<u32>(slot, 4);
      if (offset == 0 || load<u32>(slot) == symbol) break;
      at++;
    }
    store<u32>(to, offset);
  }
}

/** 32-bit symbols by a table of the symbols below `bound`; its entry at `bound` is for all others. */
export function lookUpBelow(text: usize, count: usize, table: usize, bound: u32, to: usize): void {
  for (const end = text + (count << 2); text < end; text += 4, to += 4) store<u32>(to, load<u32>(table + (<usize>min(load<u32>(text), bound) << 2)));
}
