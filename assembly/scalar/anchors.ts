function entry(values: usize, n: usize, i: usize, j: usize): f64 { return load<f64>(values + 8 * (i * n + j)); }
function place(list: usize, i: usize): usize { return load<u32>(list + 4 * i); }

export function findWitnessed(a: usize, b: usize, c: usize, n: usize, t: u32, marks: usize, rows: usize, columns: usize): u32 {
  let found: u32 = 0;
  for (let l: usize = 0; l < n; l++) {
    for (let i: usize = 0; i < n; i++) {
      const mark = marks + 4 * (i * n + l);
      if (load<u32>(mark) != 0 || entry(a, n, i, 0) + entry(b, n, 0, l) != entry(c, n, i, l)) continue;
      store<u32>(mark, t + 1);
      store<u8>(rows + i, 1);
      store<u8>(columns + l, 1);
      found++;
    }
  }
  return found;
}

export function rowDifferences(values: usize, n: usize, rows: usize, rowCount: usize, columns: usize, columnCount: usize, t: usize, to: usize): void {
  for (let j: usize = 0; j < columnCount; j++) {
    for (let i: usize = 0; i < rowCount; i++) {
      const row = place(rows, i);
      store<f64>(to + 8 * (i * columnCount + j), entry(values, n, row, place(columns, j)) - entry(values, n, row, t));
    }
  }
}

export function columnDifferences(values: usize, n: usize, rows: usize, rowCount: usize, columns: usize, columnCount: usize, t: usize, to: usize): void {
  for (let j: usize = 0; j < columnCount; j++) {
    for (let i: usize = 0; i < rowCount; i++) {
      const column = place(columns, j);
      store<f64>(to + 8 * (i * columnCount + j), entry(values, n, t, column) - entry(values, n, place(rows, i), column));
    }
  }
}
