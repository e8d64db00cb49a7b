// The kernels as text inside JavaScript. A byte that is frequent is one character, another two, so that repetitions of bytes stay repetitions
// of characters: base64 hides them at two of three places. Kernels of 62,031 bytes are 64,900 characters instead of 82,708, and 21.9 kB instead
// of 29.9 in a file compressed by gzip; the bytes alone are 22.0 kB.

/** Printable ASCII without the characters that string literals escape. */
const CHARACTERS = Array.from({ length: 95 }, (_, i) => 32 + i).filter((code) => !'"\'`\\$'.includes(String.fromCharCode(code)))
/** The last characters stand before another one: 88 + 2 x 90 makes 256 bytes and twelve pairs that are never used. */
const LEADS = 2
const SINGLES = CHARACTERS.length - LEADS
/** The text begins with the 256 bytes by frequency, two hexadecimal digits each. */
const HEAD = 512

/** The bytes of a text that scripts/kernel-text.js made. */
export function bytesOfText(text: string): Uint8Array<ArrayBuffer> {
  const codes = new TextEncoder().encode(text)
  const order = new Uint8Array(256)
  for (let rank = 0; rank < 256; rank++) order[rank] = 16 * digit(codes[2 * rank]) + digit(codes[2 * rank + 1])
  const index = new Uint8Array(128)
  CHARACTERS.forEach((code, i) => (index[code] = i))
  // behind the head there are never more bytes than characters, so they can take their places
  let count = 0
  for (let at = HEAD; at < codes.length; at++) {
    let rank = index[codes[at]]
    if (rank >= SINGLES) rank = SINGLES + (rank - SINGLES) * CHARACTERS.length + index[codes[++at]]
    codes[count++] = order[rank]
  }
  return codes.subarray(0, count)
}

function digit(code: number): number {
  return code < 58 ? code - 48 : code - 87
}
