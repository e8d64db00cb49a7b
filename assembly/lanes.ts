// Lane helpers. A carry-save adder turns three bits of one weight into a sum bit (a ^ b ^ c) and a carry bit of twice the weight.

/** Carry of a + b + c, given ab = a ^ b. */
export function carry(a: v128, b: v128, c: v128, ab: v128): v128 {
  return v128.or(v128.and(a, b), v128.and(c, ab));
}

/** Adds a bit to a counter plane in memory and returns the carry. */
export function ripple(plane: usize, bit: v128): v128 {
  const old = v128.load(plane);
  v128.store(plane, v128.xor(old, bit));
  return v128.and(old, bit);
}

/** One row of mismatch bits: 16 mask bytes, which are 128 shifts. `row` points at a pointer. */
export function rowBits(row: usize, at: usize): v128 {
  return v128.load(<usize>load<u32>(row) + at);
}

/** What a delta swap exchanges: the bits of `b` under the mask against the bits of `a` that stand `shift` higher. Xor it into b, and shifted into a. */
export function swapDown(a: v128, b: v128, shift: i32, mask: v128): v128 {
  return v128.and(v128.xor(i64x2.shr_u(a, shift), b), mask);
}
