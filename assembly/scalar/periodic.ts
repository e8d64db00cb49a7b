// Words are codes; code 0 matches nothing.
let events: u64 = 0;

export function readEvents(): u64 { return events; }

function word(list: usize, i: usize): u32 {
  return load<u32>(list + 4 * i);
}

export function reachUp(text: usize, from: usize, to: usize, period: usize, limit: u32): usize {
  let left = limit, x = from;
  for (; x < to; x++) {
    if (word(text, x) == word(text, x - period)) continue;
    if (left == 0) break;
    left--;
  }
  return x;
}

export function reachDown(text: usize, from: usize, to: usize, period: usize, limit: u32): usize {
  let left = limit, x = from;
  for (; x > to; x--) {
    if (word(text, x - 1) == word(text, x - 1 + period)) continue;
    if (left == 0) break;
    left--;
  }
  return x;
}

/** A list is the numbers of positive and of negative differences, and then byte distances of both. */
function meet(list: usize, at: usize, sign: i32): u64 {
  const more: usize = word(list, 0), all = more + word(list, 1);
  for (let i: usize = 0; i < all; i++) {
    const to = at + word(list, 2 + i);
    store<i32>(to, load<i32>(to) + (i < more ? sign : -sign));
  }
  return all;
}

export function differences(text: usize, count: usize, period: usize, starts: usize, lists: usize, sums: usize): u64 {
  let pairs: u64 = 0;
  for (let x: usize = 0; x < count + period; x++) {
    const now: usize = x < count ? <usize>word(text, x) : 0, before: usize = x >= period && x - period < count ? <usize>word(text, x - period) : 0;
    if (now == before) continue;
    for (let turn = 0; turn < 2; turn++) {
      const letter = turn == 0 ? now : before;
      if (letter == 0) continue;
      events++;
      pairs += meet(lists + word(starts, letter), sums + 4 * x, turn == 0 ? 1 : -1);
    }
  }
  return pairs;
}

export function sumTwice(sums: usize, count: usize, period: usize, matches: usize): void {
  for (let i: usize = 0; i < count; i++) {
    store<u32>(matches + 4 * (i + 2 * period), 2 * word(matches, i + period) - word(matches, i) - word(sums, i));
  }
}
