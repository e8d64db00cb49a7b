// Fast comparisons of long columns: the first difference is what a reader wants to see.

export function expectSame(actual: ArrayLike<number>, expected: ArrayLike<number>, what: string): void {
  if (actual.length !== expected.length) throw new Error(`${what}: ${actual.length} entries, expected ${expected.length}`)
  for (let i = 0; i < expected.length; i++) {
    if (actual[i] !== expected[i]) throw new Error(`${what}: entry ${i} of ${expected.length} is ${actual[i]}, expected ${expected[i]}`)
  }
}
