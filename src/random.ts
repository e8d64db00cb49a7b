// Seeded numbers for algorithms that draw: the same on every machine, and never from the clock.

/** Integers in [0, bound) by SplitMix (Steele, Lea and Flood, 2014) on 32 bits, from a seed in [0, 2^32). bound <= 2^32. */
export function drawsOf(seed: number): (bound: number) => number {
  let state = seed >>> 0
  return (bound) => {
    state = (state + 0x9e3779b9) >>> 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return Math.floor(((mixed ^ (mixed >>> 15)) >>> 0) * (bound / 2 ** 32))
  }
}

/** An odd number below 2^64. */
export function drawFactor(draw: (bound: number) => number): bigint {
  return (BigInt(draw(2 ** 32)) << 32n) | BigInt(draw(2 ** 32)) | 1n
}

/** Is an integer below 2^31 a prime? By trial division: 4,800 divisions at most. */
export function isPrime(number: number): boolean {
  if (number < 4) return number > 1
  if (number % 2 === 0 || number % 3 === 0) return false
  for (let d = 5; d * d <= number; d += 6) if (number % d === 0 || number % (d + 2) === 0) return false
  return true
}

/** A prime in [low, high) that is not among those to avoid; draws again until it has one, so there must be some. */
export function drawPrime(draw: (bound: number) => number, low: number, high: number, avoid: readonly number[] = []): number {
  for (;;) {
    const number = low + draw(high - low)
    if (isPrime(number) && !avoid.includes(number)) return number
  }
}
