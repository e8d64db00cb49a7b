/** Coefficient i of a polynomial in elements of d bytes. */
function coefficient(x: usize, d: usize, i: usize): u32 {
  const half = d / 2;
  return load<u8>(x + (i / half) * d + (i % half));
}

/** By the definition of a product modulo x^N + 1. */
export function packedProduct(x: usize, y: usize, n: usize, d: usize, modulus: u32, scratch: usize, out: usize): void {
  const count = n * d / 2, factor = <u32>n * (d > 64 ? <u32>d / 32 : 1);
  for (let k: usize = 0; k < count; k++) {
    let sum: i64 = 0;
    for (let i: usize = 0; i < count; i++) {
      const j = (k + count - i) % count;
      const product = <i64>coefficient(x, d, i) * <i64>coefficient(y, d, j);
      sum += i > k ? -product : product;
    }
    sum = (sum % <i64>modulus) * <i64>factor % <i64>modulus;
    store<u8>(out + k, <u8>(sum < 0 ? sum + <i64>modulus : sum));
  }
}

export function pack(words: usize, count: usize, modulus: u32, factor: u32, d: usize, x: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i++) store<u8>(x + i, 0);
  for (let i: usize = 0; i < count; i++) {
    store<u8>(x + (i / (d / 2)) * d + (i % (d / 2)), <u8>(<u64>load<u32>(words + 4 * i) * <u64>factor % <u64>modulus));
  }
}

/** The number below known * modulus with both residues, by trying. */
export function joinResidues(residues: usize, count: usize, known: u32, modulus: u32, inverse: u32, counts: usize): f64 {
  let sum: f64 = 0;
  for (let i: usize = 0; i < count; i++) {
    const r: u32 = load<u8>(residues + i);
    let c: u32 = known == 1 ? 0 : load<u32>(counts + 4 * i);
    while (c % modulus != r) c += known;
    store<u32>(counts + 4 * i, c);
    sum += <f64>c;
  }
  return sum;
}
