// Matches of a nearly periodic pattern in a nearly periodic piece of text, from the places where each differs from itself a period earlier. Words
// are u32 codes that match where they are equal; code 0 matches nothing.

/** Differences of the text met, over all calls. */
let events: u64 = 0;

export function readEvents(): u64 { return events; }

/** The first x in [from, to) where a word and the one `period` words before it differ for the (limit + 1)-th time, or `to`. */
export function reachUp(text: usize, from: usize, to: usize, period: usize, limit: u32): usize {
  const back = period << 2;
  const end = text + (to << 2);
  let p = text + (from << 2), found: u32 = 0;
  while (p < end) {
    while (p + 16 <= end && i32x4.all_true(i32x4.eq(v128.load(p), v128.load(p - back)))) p += 16;
    if (p == end || (load<u32>(p) != load<u32>(p - back) && found++ == limit)) break;
    p += 4;
  }
  return (p - text) >> 2;
}

/** As reachUp downwards: x = from - 1, from - 2, .. >= to against the word `period` words behind it. Returns the last x that is kept. */
export function reachDown(text: usize, from: usize, to: usize, period: usize, limit: u32): usize {
  const ahead = period << 2, end = text + (to << 2);
  let p = text + (from << 2), found: u32 = 0;
  while (p > end) {
    while (p >= end + 16 && i32x4.all_true(i32x4.eq(v128.load(p - 16), v128.load(p - 16 + ahead)))) p -= 16;
    if (p == end || (load<u32>(p - 4) != load<u32>(p - 4 + ahead) && found++ == limit)) break;
    p -= 4;
  }
  return (p - text) >> 2;
}

/** Adds `sign` at the pattern's positive differences and takes it off at its negative ones. list: two counts, then byte distances of both kinds. */
function meet(list: usize, at: usize, sign: i32): u32 {
  const more = <usize>load<u32>(list), less = <usize>load<u32>(list, 4), turn = list + 8 + (more << 2), end = turn + (less << 2);
  let p = list + 8;
  for (; p < turn; p += 4) { const d = at + <usize>load<u32>(p); store<i32>(d, load<i32>(d) + sign); }
  for (; p < end; p += 4) { const d = at + <usize>load<u32>(p); store<i32>(d, load<i32>(d) - sign); }
  return <u32>(more + less);
}

/**
 * The text's differences e(x) = [text[x]] - [text[x - period]], 0 <= x < count + period, letters outside [0, count) being none, met with those of the
 * pattern: sums[x + d] += product for every d in the list of the letter. starts: byte offset in `lists` of each code's list. Returns the pairs.
 */
export function differences(text: usize, count: usize, period: usize, starts: usize, lists: usize, sums: usize): u64 {
  const back = period << 2, size = count << 2;
  let pairs: u64 = 0, met: u32 = 0, at: usize = 0;
  for (const end = size + back; at < end; at += 4) {
    if (at >= back) while (at + 16 <= size && i32x4.all_true(i32x4.eq(v128.load(text + at), v128.load(text + at - back)))) at += 16;
    if (at >= end) break;
    const now: usize = at < size ? <usize>load<u32>(text + at) : 0, before: usize = at >= back && at - back < size ? <usize>load<u32>(text + at - back) : 0;
    if (now == before) continue;
    if (now) { pairs += meet(lists + <usize>load<u32>(starts + (now << 2)), sums + at, 1); met++; }
    if (before) { pairs += meet(lists + <usize>load<u32>(starts + (before << 2)), sums + at, -1); met++; }
  }
  events += met;
  return pairs;
}

/**
 * matches[i + 2 period] = 2 matches[i + period] - matches[i] - sums[i], i < count: the second difference in steps of `period`, summed up twice. The
 * first 2 period matches are the caller's.
 */
export function sumTwice(sums: usize, count: usize, period: usize, matches: usize): void {
  const step = period << 2;
  let i: usize = 0;
  if (period >= 4) {
    for (; i + 4 <= count; i += 4, sums += 16, matches += 16) {
      const m = v128.load(matches + step);
      v128.store(matches + 2 * step, i32x4.sub(i32x4.sub(i32x4.add(m, m), v128.load(matches)), v128.load(sums)));
    }
  }
  for (; i < count; i++, sums += 4, matches += 4) store<i32>(matches + 2 * step, 2 * load<i32>(matches + step) - load<i32>(matches) - load<i32>(sums));
}
