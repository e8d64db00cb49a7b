// Words match where they are equal.
let seeds: u64 = 0;
let letters: u64 = 0;

export function readSeeds(): u64 { return seeds; }
export function readLetters(): u64 { return letters; }

function word(list: usize, i: usize): u32 {
  return load<u32>(list + 4 * i);
}

/** Each seed hashed by itself; the first slot from its own on that is empty or has the hash. */
export function findSeeds(text: usize, count: usize, length: usize, top: u32, slots: usize, shift: u32, lists: usize, marks: usize, shifts: u32, needed: u32, candidates: usize): u32 {
  let found: u32 = 0;
  if (needed == 0) for (; found < shifts; found++) store<u32>(candidates + 4 * found, found);
  if (needed == 0) return found;
  for (let x: usize = 0; x + length <= count; x++) {
    let hash: u32 = 0;
    for (let i: usize = 0; i < length; i++) hash = hash * 0x6c078965 + word(text, x + i);
    let at: usize = (hash * 0x9e3779b1) >> shift;
    while (word(slots, 2 * at + 1) != 0 && word(slots, 2 * at) != hash) at = (at + 1) % (1 << (32 - shift));
    const offset: usize = word(slots, 2 * at + 1);
    if (offset == 0) continue;
    for (let i: usize = 0; i < word(lists + offset, 0); i++) {
      const y = word(lists + offset, 1 + i);
      if (x < y || x - y >= shifts) continue;
      seeds++;
      const mark = marks + 4 * (x - y);
      store<u32>(mark, load<u32>(mark) + 1);
      if (load<u32>(mark) == needed) store<u32>(candidates + 4 * found++, <u32>(x - y));
    }
  }
  return found;
}

/** Sixteen words between looks at the limit. */
export function mismatches(a: usize, b: usize, count: usize, limit: u32): u32 {
  let sum: u32 = 0, read: usize = 0;
  while (read < count && sum <= limit) {
    for (const stop = count - read >= 16 ? read + 16 : count; read < stop; read++) if (word(a, read) != word(b, read)) sum++;
  }
  letters += read;
  return sum;
}

function agrees(text: usize, pattern: usize, must: usize, required: usize): bool {
  for (let r: usize = 0; r < required; r++) if (load<u32>(text + word(must, r)) != load<u32>(pattern + word(must, r))) return false;
  return true;
}

function record(to: usize, start: u32, index: u32, distance: u32): void {
  store<u32>(to, start);
  store<u32>(to + 4, index);
  store<u32>(to + 8, distance);
}

export function verify(text: usize, pattern: usize, m: usize, candidates: usize, count: usize, k: u32, must: usize, required: usize, index: u32, records: usize): u32 {
  let found: u32 = 0;
  for (let c: usize = 0; c < count; c++) {
    const start = word(candidates, c), at = text + 4 * <usize>start;
    if (!agrees(at, pattern, must, required)) continue;
    const distance = mismatches(at, pattern, m, k);
    if (distance <= k) record(records + 12 * found++, start, index, distance);
  }
  return found;
}

export function takeMatches(matches: usize, count: usize, text: usize, pattern: usize, m: u32, k: u32, must: usize, required: usize, first: u32, index: u32, records: usize): u32 {
  let found: u32 = 0;
  for (let i: usize = 0; i < count; i++) {
    const distance = m - word(matches, i), start = first + <u32>i;
    if (distance <= k && agrees(text + 4 * <usize>start, pattern, must, required)) record(records + 12 * found++, start, index, distance);
  }
  return found;
}
