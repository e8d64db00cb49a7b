// Exact triangles through anchors: pairs that a middle vertex t witnesses, and Fredman's differences for it. Matrices are of f64, rows of n.

/**
 * Marks pairs (i, l) that are open (0) and have a[i] + b[l] = c[i][l] with t + 1, and their rows and columns with 1. `a` is a column of its matrix, b a row.
 * Returns how many there are.
 */
export function findWitnessed(a: usize, b: usize, c: usize, n: usize, t: u32, marks: usize, rows: usize, columns: usize): u32 {
  let found: u32 = 0;
  for (let i: usize = 0; i < n; i++, a += n << 3) {
    const left = load<f64>(a);
    for (let l: usize = 0; l < n; l++, c += 8, marks += 4) {
      if (load<u32>(marks) != 0 || left + load<f64>(b + (l << 3)) != load<f64>(c)) continue;
      store<u32>(marks, t + 1); store<u8>(rows + i, 1); store<u8>(columns + l, 1);
      found++;
    }
  }
  return found;
}

/** to[i][j] = values[rows[i]][columns[j]] - values[rows[i]][t], with rows and columns as u32. */
export function rowDifferences(values: usize, n: usize, rows: usize, rowCount: usize, columns: usize, columnCount: usize, t: usize, to: usize): void {
  for (let i: usize = 0; i < rowCount; i++) {
    const row = values + ((<usize>load<u32>(rows + (i << 2)) * n) << 3), minus = load<f64>(row + (t << 3));
    for (let j: usize = 0; j < columnCount; j++, to += 8) store<f64>(to, load<f64>(row + (<usize>load<u32>(columns + (j << 2)) << 3)) - minus);
  }
}

/** to[i][j] = values[t][columns[j]] - values[rows[i]][columns[j]]. */
export function columnDifferences(values: usize, n: usize, rows: usize, rowCount: usize, columns: usize, columnCount: usize, t: usize, to: usize): void {
  const from = values + ((t * n) << 3);
  for (let i: usize = 0; i < rowCount; i++) {
    const row = values + ((<usize>load<u32>(rows + (i << 2)) * n) << 3);
    for (let j: usize = 0; j < columnCount; j++, to += 8) {
      const column = <usize>load<u32>(columns + (j << 2)) << 3;
      store<f64>(to, load<f64>(from + column) - load<f64>(row + column));
    }
  }
}
