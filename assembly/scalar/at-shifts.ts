// Distances at single shifts, one symbol at a time.

function distancesAt<T>(text: usize, pattern: usize, m: usize, shifts: usize, count: usize, out: usize, sets: bool): void {
  for (let i: usize = 0; i < count; i++) {
    const s = <usize>load<u32>(shifts + 4 * i);
    let distance: u32 = 0;
    for (let j: usize = 0; j < m; j++) {
      const a = load<T>(text + sizeof<T>() * (s + j)), b = load<T>(pattern + sizeof<T>() * j);
      if (sets ? (a & b) == 0 : a != b) distance++;
    }
    store<u32>(out + 4 * s, distance);
  }
}

export function distancesAt8(text: usize, pattern: usize, m: usize, shifts: usize, count: usize, out: usize): void { distancesAt<u8>(text, pattern, m, shifts, count, out, false); }
export function distancesAt16(text: usize, pattern: usize, m: usize, shifts: usize, count: usize, out: usize): void { distancesAt<u16>(text, pattern, m, shifts, count, out, false); }
export function distancesAt32(text: usize, pattern: usize, m: usize, shifts: usize, count: usize, out: usize): void { distancesAt<u32>(text, pattern, m, shifts, count, out, false); }
export function distancesAtSets(text: usize, pattern: usize, m: usize, shifts: usize, count: usize, out: usize): void { distancesAt<u32>(text, pattern, m, shifts, count, out, true); }
