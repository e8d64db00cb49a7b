// Seeded pseudo-random numbers for test data (Mulberry32): an arbitrary holds a seed and sizes, so that it shrinks and prints shortly.

export interface Random {
  /** in [0, 1) */
  next(): number
  /** an integer in [0, bound) */
  below(bound: number): number
  pick<T>(list: ArrayLike<T>): T
}

export function randomOf(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (bound: number): number => Math.floor(next() * bound)
  return { next, below, pick: (list) => list[below(list.length)] }
}

/** `length` numbers below sigma, all equally likely. */
export function uniform(seed: number, length: number, sigma: number): Uint32Array {
  const { below } = randomOf(seed)
  return new Uint32Array(length).map(() => below(sigma))
}
