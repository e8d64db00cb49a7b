export function naiveNumbers(text: usize, pattern: usize, m: usize, shifts: usize, out: usize): void {
  for (let i: usize = 0; i < shifts; i++) {
    let matches: u32 = 0;
    for (let j: usize = 0; j < m; j++) if (load<u32>(text + 4 * (i + j)) == load<u32>(pattern + 4 * j)) matches++;
    store<u32>(out + 4 * i, <u32>m - matches);
  }
}

export function naiveSets(text: usize, pattern: usize, m: usize, shifts: usize, out: usize): void {
  for (let i: usize = 0; i < shifts; i++) {
    let matches: u32 = 0;
    for (let j: usize = 0; j < m; j++) if (load<u32>(text + 4 * (i + j)) & load<u32>(pattern + 4 * j)) matches++;
    store<u32>(out + 4 * i, <u32>m - matches);
  }
}
