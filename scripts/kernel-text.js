// Bytes as text that JavaScript can hold: src/wasm/kernel-text.ts reads it and says how it is made.

/** Printable characters that need no escape in any string literal, and are what they are in every encoding. */
const characters = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).filter((character) => !'"\'`\\$'.includes(character))
const LEADS = 2
const SINGLES = characters.length - LEADS

/** @param {Uint8Array} bytes */
export function textOf(bytes) {
  const times = Array.from({ length: 256 }, () => 0)
  for (const byte of bytes) times[byte]++
  const order = [...times.keys()].sort((a, b) => times[b] - times[a])
  /** @type {string[]} */
  const written = []
  order.forEach((byte, rank) => {
    const behind = rank - SINGLES
    const pair = characters[SINGLES + Math.floor(behind / characters.length)] + characters[behind % characters.length]
    written[byte] = behind < 0 ? characters[rank] : pair
  })
  return Buffer.from(order).toString('hex') + Array.from(bytes, (byte) => written[byte]).join('')
}
