/**
 * Seeded numbers in [0, 1): xorshift with the shifts 13, 17, 5 (Marsaglia, 2003). The same on every machine.
 * @param {number} seed
 * @returns {() => number}
 */
export function random(seed) {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}

/**
 * A random order of the items (Fisher and Yates).
 * @template T
 * @param {readonly T[]} items
 * @param {() => number} next
 * @returns {T[]}
 */
export function shuffled(items, next) {
  const order = [...items]
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1))
    const held = order[i]
    order[i] = order[j]
    order[j] = held
  }
  return order
}
