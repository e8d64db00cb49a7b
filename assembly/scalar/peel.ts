export function foldWords(words: usize, count: usize, p: usize, to: usize): void {
  for (let i: usize = 0; i < count; i++) {
    const bucket = to + 4 * (i % p);
    store<u32>(bucket, load<u32>(bucket) + load<u32>(words + 4 * i));
  }
}

export function subtractWords(a: usize, b: usize, count: usize): void {
  for (let i: usize = 0; i < count; i++) store<u32>(a + 4 * i, load<u32>(a + 4 * i) - load<u32>(b + 4 * i));
}

export function multiplyWords(a: usize, n: usize, b: usize, m: usize, c: usize): u32 {
  let used: u32 = 0;
  for (let i: usize = 0; i < n; i++) if (load<u32>(a + 4 * i) != 0) used++;
  for (let k: usize = 0; k < n + m - 1; k++) {
    let sum: u32 = 0;
    for (let i: usize = 0; i < n; i++) if (k >= i && k - i < m) sum += load<u32>(a + 4 * i) * load<u32>(b + 4 * (k - i));
    if (sum != 0) store<u32>(c + 4 * k, load<u32>(c + 4 * k) + sum);
  }
  return used;
}

function left(hash: usize, s: u32): usize { return load<usize>(hash + 4) + 4 * <usize>(s % load<u32>(hash)); }
function numbers(hash: usize, s: u32): usize { return load<usize>(hash + 8) + 4 * <usize>(s % load<u32>(hash)); }

export function candidates(count: u32, hashes: usize, many: usize, out: usize): u32 {
  let found: u32 = 0;
  for (let s: u32 = 0; s < count; s++) {
    let all = true;
    for (let h: usize = 0; h < many; h++) if (load<u32>(left(hashes + 12 * h, s)) == 0) all = false;
    if (!all) continue;
    store<u32>(out + 4 * <usize>found, s);
    found++;
  }
  return found;
}

/** Pass by pass, in the order of the list, as the last single bucket of a candidate says. */
export function peel(list: usize, size: u32, hashes: usize, many: usize, counts: usize): u32 {
  for (let i: usize = 0; i < <usize>size; i++) {
    for (let h: usize = 0; h < many; h++) {
      const n = numbers(hashes + 12 * h, load<u32>(list + 4 * i));
      store<u32>(n, load<u32>(n) + 1);
    }
  }
  for (;;) {
    let kept: u32 = 0;
    for (let i: usize = 0; i < <usize>size; i++) {
      const s = load<u32>(list + 4 * i);
      let words: u32 = 0, single = false, none = false;
      for (let h: usize = 0; h < many; h++) {
        const some = load<u32>(left(hashes + 12 * h, s));
        if (some == 0) none = true;
        if (some != 0 && load<u32>(numbers(hashes + 12 * h, s)) == 1) { single = true; words = some; }
      }
      if (!none && !single) {
        store<u32>(list + 4 * <usize>kept, s);
        kept++;
        continue;
      }
      if (none) words = 0;
      store<u32>(counts + 4 * <usize>s, load<u32>(counts + 4 * <usize>s) + words);
      for (let h: usize = 0; h < many; h++) {
        const l = left(hashes + 12 * h, s), n = numbers(hashes + 12 * h, s);
        store<u32>(l, load<u32>(l) - words);
        store<u32>(n, load<u32>(n) - 1);
      }
    }
    if (kept == size) break;
    size = kept;
  }
  return size;
}

function symbolAt(text: usize, i: usize, width: usize): u32 {
  if (width == 1) return load<u8>(text + i);
  return width == 2 ? load<u16>(text + 2 * i) : load<u32>(text + 4 * i);
}

export function indicate(text: usize, count: usize, width: usize, symbol: u32, to: usize): u32 {
  let found: u32 = 0;
  for (let i: usize = 0; i < count; i++) {
    const same = symbolAt(text, i, width) == symbol;
    store<u32>(to + 4 * i, same ? 1 : 0);
    if (same) found++;
  }
  return found;
}

export function indicateSet(text: usize, count: usize, width: usize, table: usize, to: usize): u32 {
  let found: u32 = 0;
  for (let i: usize = 0; i < count; i++) {
    const symbol = symbolAt(text, i, width), inside: u32 = symbol > 255 ? 0 : load<u8>(table + <usize>symbol);
    store<u32>(to + 4 * i, inside);
    found += inside;
  }
  return found;
}
