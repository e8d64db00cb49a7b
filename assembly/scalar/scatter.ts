// A list is a count and that many byte distances from the counter of the text symbol's own index.
let visits: u64 = 0;

export function readVisits(): u64 {
  return visits;
}

export function scatter(text: usize, count: usize, lists: usize, matches: usize, _spare: usize): u64 {
  let pairs: u64 = 0;
  for (let i: usize = 0; i < count; i++) {
    const list = lists + <usize>load<u32>(text + 4 * i), size = load<u32>(list);
    if (size > 0) visits++;
    for (let y: u32 = 0; y < size; y++) {
      const counter = matches + 4 * i + <usize>load<u32>(list + 4 + 4 * y);
      store<u32>(counter, load<u32>(counter) + 1);
      pairs++;
    }
  }
  return pairs;
}

export function mismatchesOf(matches: usize, count: usize, positions: u32, distances: usize): void {
  for (let i: usize = 0; i < count; i++) store<u32>(distances + 4 * i, positions - load<u32>(matches + 4 * i));
}

export function lookUp8(text: usize, count: usize, table: usize, to: usize): void {
  for (let i: usize = 0; i < count; i++) store<u32>(to + 4 * i, load<u32>(table + 4 * <usize>load<u8>(text + i)));
}

export function lookUp16(text: usize, count: usize, table: usize, to: usize): void {
  for (let i: usize = 0; i < count; i++) store<u32>(to + 4 * i, load<u32>(table + 4 * <usize>load<u16>(text + 2 * i)));
}

/** From the slot of the hash onwards, the first that is empty or has the symbol. */
export function lookUp32(text: usize, count: usize, slots: usize, mask: u32, to: usize): void {
  for (let i: usize = 0; i < count; i++) {
    const symbol = load<u32>(text + 4 * i);
    let at = (symbol * 0x9e3779b1) >> 7;
    while (load<u32>(slots + 8 * <usize>(at & mask) + 4) != 0 && load<u32>(slots + 8 * <usize>(at & mask)) != symbol) at++;
    store<u32>(to + 4 * i, load<u32>(slots + 8 * <usize>(at & mask) + 4));
  }
}

export function lookUpBelow(text: usize, count: usize, table: usize, bound: u32, to: usize): void {
  for (let i: usize = 0; i < count; i++) {
    const symbol = load<u32>(text + 4 * i);
    store<u32>(to + 4 * i, load<u32>(table + 4 * <usize>(symbol < bound ? symbol : bound)));
  }
}
