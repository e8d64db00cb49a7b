/** Distance of each of a column's 128 shifts, NEVER where a required position mismatches. */
const column: usize = memory.data(512, 64);
const NEVER: u32 = 0x40000000;
let rowsRead: u64 = 0;

export function readRows(): u64 {
  return rowsRead;
}

/** Adds `amount` to each shift of the column whose bit is set in the row; lane 8 * byte + bit is shift bit * width + at + byte. */
function addRow(row: usize, at: usize, amount: u32): void {
  const plane: usize = load<u32>(row);
  for (let lane: usize = 0; lane < 128; lane++) {
    const bit = (<u32>load<u8>(plane + at + (lane >> 3)) >> <u32>(lane & 7)) & 1;
    if (bit) store<u32>(column + 4 * lane, min(load<u32>(column + 4 * lane) + amount, NEVER));
  }
}

function anyAlive(k: u32): bool {
  for (let lane: usize = 0; lane < 128; lane++) if (load<u32>(column + 4 * lane) <= k) return true;
  return false;
}

function emit(at: usize, width: usize, shifts: u32, k: u32, pattern: u32, to: usize): usize {
  for (let lane: usize = 0; lane < 128; lane++) {
    const start = <u32>((lane & 7) * width + at + (lane >> 3)), distance = load<u32>(column + 4 * lane);
    if (distance > k || start >= shifts) continue;
    store<u32>(to, start);
    store<u32>(to + 4, pattern);
    store<u32>(to + 8, distance);
    to += 12;
  }
  return to;
}

/** After `head` counted rows, a column is left at the first multiple of four rows where no shift has at most k mismatches. */
export function scanFew(rows: usize, required: usize, count: usize, head: usize, width: usize, shifts: u32, k: u32, pattern: u32, records: usize): u32 {
  let to = records;
  for (let at: usize = 0; at < width; at += 16) {
    memory.fill(column, 0, 512);
    for (let r: usize = 0; r < required; r++) addRow(rows + 4 * r, at, NEVER);
    let read: usize = 0;
    while (read < count) {
      for (let step = 0; step < 4; step++, read++) addRow(rows + 4 * (required + read), at, 1);
      if (read >= head && !anyAlive(k)) break;
    }
    rowsRead += required + read;
    to = emit(at, width, shifts, k, pattern, to);
  }
  return <u32>((to - records) / 12);
}

/**
 * As scanFew for larger k: tests stand sixteen rows apart, where fewer than sixteen are left four; a column that the required rows have
 * emptied is left at once.
 */
export function scanMany(rows: usize, required: usize, count: usize, head: usize, width: usize, shifts: u32, k: u32, pattern: u32, records: usize, planes: i32): u32 {
  let to = records;
  for (let at: usize = 0; at < width; at += 16) {
    memory.fill(column, 0, 512);
    for (let r: usize = 0; r < required; r++) addRow(rows + 4 * r, at, NEVER);
    let read: usize = 0;
    let alive = anyAlive(k);
    while (alive && read < count) {
      const steps: usize = count - read >= 16 ? 16 : 4;
      for (let step: usize = 0; step < steps; step++, read++) addRow(rows + 4 * (required + read), at, 1);
      if (read >= head || count - read < 16) alive = anyAlive(k);
    }
    rowsRead += required + read;
    to = emit(at, width, shifts, k, pattern, to);
  }
  return <u32>((to - records) / 12);
}
