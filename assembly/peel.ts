// What modular counts leave: buckets of words, and peeling. All words are counts, and a count below 0 cannot be.

/** to[i mod p] += words[i]; `to` is added to. */
export function foldWords(words: usize, count: usize, p: usize, to: usize): void {
  const stop = to + (p << 2);
  for (let at = to, end = words + (count << 2); words < end; words += 4) {
    store<u32>(at, load<u32>(at) + load<u32>(words));
    at += 4;
    if (at == stop) at = to;
  }
}

/** a -= b */
export function subtractWords(a: usize, b: usize, count: usize): void {
  for (let o: usize = 0; o < count << 2; o += 4) store<u32>(a + o, load<u32>(a + o) - load<u32>(b + o));
}

/** c[i + j] += a[i] b[j] for words; returns how many numbers of a are not 0. */
export function multiplyWords(a: usize, n: usize, b: usize, m: usize, c: usize): u32 {
  let used: u32 = 0;
  for (const end = a + (n << 2); a < end; a += 4, c += 4) {
    const x = load<u32>(a);
    if (x == 0) continue;
    used++;
    for (let o: usize = 0; o < m << 2; o += 4) store<u32>(c + o, load<u32>(c + o) + x * load<u32>(b + o));
  }
  return used;
}

/** Bucket of s in hash h: tables hold, for each of them, a prime, and addresses of its words left and of its numbers of candidates. */
function bucket(hash: usize, s: u32): usize { return <usize>(s % load<u32>(hash)) << 2; }

/** Positions below `count` none of whose buckets is empty, in order, to `out`. Returns how many. */
export function candidates(count: u32, hashes: usize, many: usize, out: usize): u32 {
  const stop = hashes + 12 * many;
  let found: u32 = 0;
  for (let s: u32 = 0; s < count; s++) {
    let h = hashes;
    while (h < stop && load<u32>(load<usize>(h, 4) + bucket(h, s)) != 0) h += 12;
    if (h < stop) continue;
    store<u32>(out, s);
    out += 4; found++;
  }
  return found;
}

/**
 * Until nothing changes: a bucket with a single candidate has all of its words from there, which are added to counts and taken out of all its
 * buckets; candidates with an empty bucket are none. Numbers of candidates are kept. Returns how many candidates are left.
 */
export function peel(list: usize, size: u32, hashes: usize, many: usize, counts: usize): u32 {
  const stop = hashes + 12 * many;
  for (let p = list, end = list + (<usize>size << 2); p < end; p += 4) {
    for (let h = hashes; h < stop; h += 12) {
      const n = load<usize>(h, 8) + bucket(h, load<u32>(p));
      store<u32>(n, load<u32>(n) + 1);
    }
  }
  for (let changed = true; changed; ) {
    changed = false;
    let to = list;
    for (let p = list, end = list + (<usize>size << 2); p < end; p += 4) {
      const s = load<u32>(p);
      let words: u32 = 0, single = false, empty = false;
      for (let h = hashes; h < stop; h += 12) {
        const b = bucket(h, s), left = load<u32>(load<usize>(h, 4) + b);
        if (left == 0) empty = true;
        else if (load<u32>(load<usize>(h, 8) + b) == 1) { single = true; words = left; }
      }
      if (!single && !empty) { store<u32>(to, s); to += 4; continue; }
      changed = true;
      if (empty) words = 0;
      if (words != 0) { const c = counts + (<usize>s << 2); store<u32>(c, load<u32>(c) + words); }
      for (let h = hashes; h < stop; h += 12) {
        const b = bucket(h, s), left = load<usize>(h, 4) + b, n = load<usize>(h, 8) + b;
        store<u32>(left, load<u32>(left) - words);
        store<u32>(n, load<u32>(n) - 1);
      }
    }
    size = <u32>((to - list) >> 2);
  }
  return size;
}

/** Where symbols of 1, 2 or 4 bytes are this one: words of 0 and 1. Returns how many are. */
export function indicate(text: usize, count: usize, width: usize, symbol: u32, to: usize): u32 {
  let found: u32 = 0;
  for (let i: usize = 0; i < count; i++, text += width, to += 4) {
    const s: u32 = width == 1 ? load<u8>(text) : width == 2 ? load<u16>(text) : load<u32>(text);
    const same = u32(s == symbol);
    store<u32>(to, same);
    found += same;
  }
  return found;
}

/** The same for symbols below 256 that a table of bytes has a 1 for. */
export function indicateSet(text: usize, count: usize, width: usize, table: usize, to: usize): u32 {
  let found: u32 = 0;
  for (let i: usize = 0; i < count; i++, text += width, to += 4) {
    const s: u32 = width == 1 ? load<u8>(text) : width == 2 ? load<u16>(text) : load<u32>(text);
    const inside: u32 = s < 256 ? load<u8>(table + <usize>s) : 0;
    store<u32>(to, inside);
    found += inside;
  }
  return found;
}
