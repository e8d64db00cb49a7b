function keyAt(entries: usize, i: usize): u64 { return load<u64>(entries + 16 * i); }
function numberAt(entries: usize, i: usize): f64 { return load<f64>(entries + 16 * i + 8); }
function cellAt(entries: usize, i: usize, bits: u32): u64 { return keyAt(entries, i) >> (64 - bits); }
function isMarked(marks: usize, cell: usize): bool { return (load<u8>(marks + cell / 8) & (<u32>1 << <u32>(cell % 8))) != 0; }

export function cellsOf(entries: usize, count: usize, bits: u32, mask: u64, to: usize): void {
  for (let i: usize = 0; i < count; i++) store<f64>(to + 8 * i, <f64>(cellAt(entries, i, bits) & mask));
}

/** Real parts are coefficients from 0 on, imaginary parts negated those from K on; half a turn further all are negative. */
function coefficient(x: usize, i: usize, bits: usize, turns: usize): f64 {
  const points = <usize>1 << bits, place = i % points, pair = x + 32 * (place / 2) + 8 * (place % 2);
  const turn = (i / points) % (turns + 1);
  if (turn == 0) return load<f64>(pair);
  if (turn == 1) return -load<f64>(pair + 16);
  return turn == 2 ? -load<f64>(pair) : load<f64>(pair + 16);
}

export function addCells(x: usize, pointBits: usize, turns: usize, entries: usize, count: usize, cellBits: u32, scale: f64): void {
  const cells = <usize>1 << cellBits;
  for (let i: usize = 0; i < count; i++) {
    const cell = <usize>cellAt(entries, i, cellBits);
    const both = coefficient(x, cell, pointBits, turns) + coefficient(x, (cell + cells - 1) % cells, pointBits, turns);
    store<f64>(entries + 16 * i + 8, numberAt(entries, i) + scale * both);
  }
}

export function addCoefficients(x: usize, pointBits: usize, entries: usize, count: usize, start: u64): void {
  for (let i: usize = 0; i < count; i++) {
    const value = coefficient(x, <usize>(keyAt(entries, i) - start), pointBits, 3), below = Math.floor(value), above = value - below;
    // halves to the even one
    const up = above > 0.5 || (above == 0.5 && below % 2 != 0);
    store<f64>(entries + 16 * i + 8, numberAt(entries, i) + (up ? below + 1 : below));
  }
}

/** Each is compared with all that were kept. */
export function keepApart(entries: usize, count: usize, bits: u32, kept: usize, others: usize): u32 {
  const cells = <u64>1 << <u64>bits;
  let left: usize = 0;
  for (let i: usize = 0; i < count; i++) {
    let apart = numberAt(entries, i) == 1;
    for (let j: usize = 0; j < left; j++) {
      const d = cellAt(entries, i, bits) - cellAt(kept, j, bits);
      if (d < 2 || d == cells - 1) apart = false;
    }
    memory.copy(apart ? kept + 16 * left : others + 16 * (i - left), entries + 16 * i, 16);
    if (apart) left++;
  }
  return <u32>left;
}

export function markCells(entries: usize, count: usize, bits: u32, marks: usize): void {
  for (let i: usize = 0; i < count; i++) {
    for (let j: usize = 0; j < 2; j++) {
      const cell = (<usize>cellAt(entries, i, bits) + j) % (<usize>1 << bits), at = marks + cell / 8;
      store<u8>(at, load<u8>(at) | <u8>(<u32>1 << <u32>(cell % 8)));
    }
  }
}

export function missKeys(p: usize, pCount: usize, q: usize, qCount: usize, cellBits: u32, marks: usize, bits: u32, starts: usize): u64 {
  const cells = <usize>1 << cellBits;
  let met: u64 = 0;
  for (let r: usize = 0; r < qCount; r++) {
    for (let i: usize = 0; i < pCount; i++) {
      if (!isMarked(marks, <usize>(cellAt(q, r, cellBits) + cells - cellAt(p, i, cellBits)) % cells)) continue;
      met++;
      const wanted = keyAt(q, r) - keyAt(p, i), bucket = starts + 4 * <usize>(wanted >> (64 - bits));
      let found = false;
      for (let t = load<usize>(bucket); t < load<usize>(bucket + 4); t += 16) if (load<u64>(t) == wanted) found = true;
      if (!found) store<f64>(q + 16 * r + 8, numberAt(q, r) + 1);
    }
  }
  return met;
}

export function settleKeys(open: usize, count: usize, all: usize, low: f64, high: f64, keep: f64, scale: f64): u32 {
  let left: usize = 0;
  for (let i: usize = 0; i < count; i++) {
    const number = numberAt(open, i);
    if (number <= low || number >= high) {
      let j: usize = 0;
      while (keyAt(all, j) != keyAt(open, i)) j++;
      store<f64>(all + 16 * j + 8, keep * numberAt(all, j) + scale * number);
    } else memory.copy(open + 16 * left++, open + 16 * i, 16);
  }
  return <u32>left;
}

export function countBetween(counts: usize, rows: usize, stride: usize, columns: usize, low: f64, high: f64): u32 {
  let found: u32 = 0;
  for (let i: usize = 0; i < rows; i++) {
    for (let j: usize = 0; j < columns; j++) {
      const count = <f64>load<u32>(counts + i * stride + 4 * j);
      if (count > low && count < high) found++;
    }
  }
  return found;
}
