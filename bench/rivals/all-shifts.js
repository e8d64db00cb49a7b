// Every distance in plain JavaScript. Texts and patterns are bytes.

/**
 * The definition: for each shift, for each position.
 * @param {Uint8Array} text
 * @param {Uint8Array} pattern
 */
export function naive(text, pattern) {
  const m = pattern.length
  const out = new Uint32Array(text.length - m + 1)
  for (let i = 0; i < out.length; i++) {
    let distance = 0
    for (let j = 0; j < m; j++) if (text[i + j] !== pattern[j]) distance++
    out[i] = distance
  }
  return out
}

/**
 * The definition without branches on letters: bytes differ where their XOR plus 255 reaches 256.
 * @param {Uint8Array} text
 * @param {Uint8Array} pattern
 */
export function naiveArithmetic(text, pattern) {
  const m = pattern.length
  const out = new Uint32Array(text.length - m + 1)
  for (let i = 0; i < out.length; i++) {
    let distance = 0
    for (let j = 0; j < m; j++) distance += ((text[i + j] ^ pattern[j]) + 255) >> 8
    out[i] = distance
  }
  return out
}

/** Shifts whose counters stay in the first-level cache. */
const BLOCK = 4096

/**
 * Positions outside, shifts inside, a block of shifts at a time; two positions share a pass, and the letter between them.
 * @param {Uint8Array} text
 * @param {Uint8Array} pattern
 */
export function patternMajor(text, pattern) {
  const m = pattern.length
  const out = new Uint32Array(text.length - m + 1)
  const counts = new Int32Array(BLOCK)
  for (let first = 0; first < out.length; first += BLOCK) {
    const shifts = Math.min(BLOCK, out.length - first)
    counts.fill(0)
    let j = 0
    for (; j + 2 <= m; j += 2) {
      const p = pattern[j]
      const q = pattern[j + 1]
      const from = first + j
      let symbol = text[from]
      for (let i = 0; i < shifts; i++) {
        const next = text[from + i + 1]
        counts[i] += (((symbol ^ p) + 255) >> 8) + (((next ^ q) + 255) >> 8)
        symbol = next
      }
    }
    for (; j < m; j++) {
      for (let i = 0; i < shifts; i++) counts[i] += ((text[first + j + i] ^ pattern[j]) + 255) >> 8
    }
    out.set(counts.subarray(0, shifts), first)
  }
  return out
}

/** Positions that a byte of a counter word can count, a multiple of four. */
const BYTE_ROWS = 252

/** @param {Uint8Array} pattern */
export function refusesWordMajor(pattern) {
  return pattern.some((symbol) => symbol > 127) ? 'symbols below 128' : undefined
}

/**
 * Four shifts to a word: bytes that differ are found by a carry into their highest bit, and counted in the bytes of a word. Four copies of
 * the text, one for each alignment. Symbols below 128.
 * @param {Uint8Array} text
 * @param {Uint8Array} pattern
 */
export function wordMajor(text, pattern) {
  const m = pattern.length
  const out = new Uint32Array(text.length - m + 1)
  const [t0, t1, t2, t3] = [0, 1, 2, 3].map((skipped) => {
    const bytes = new Uint8Array(4 * Math.ceil((text.length + 8) / 4))
    bytes.set(text.subarray(skipped))
    return new Int32Array(bytes.buffer)
  })
  // a position beyond the pattern compares with nothing: its mask is 0
  const rows = Array.from({ length: 4 * Math.ceil(m / 4) }, (_, j) =>
    j < m ? { symbol: pattern[j] * 0x01010101, mask: 0x01010101 } : { symbol: 0, mask: 0 },
  )
  const counts = new Int32Array(BLOCK / 4)
  const bytes = new Uint8Array(counts.buffer)
  for (let first = 0; first < out.length; first += BLOCK) {
    const shifts = Math.min(BLOCK, out.length - first)
    const words = Math.ceil(shifts / 4)
    for (let start = 0; start < rows.length; start += BYTE_ROWS) {
      counts.fill(0)
      for (let j = start; j < Math.min(rows.length, start + BYTE_ROWS); j += 4) {
        const [p, q, r, s] = [rows[j].symbol, rows[j + 1].symbol, rows[j + 2].symbol, rows[j + 3].symbol]
        const [one, two, three, four] = [rows[j].mask, rows[j + 1].mask, rows[j + 2].mask, rows[j + 3].mask]
        const from = (first + j) >> 2
        for (let i = 0; i < words; i++) {
          const at = from + i
          const a = t0[at] ^ p
          const b = t1[at] ^ q
          const c = t2[at] ^ r
          const d = t3[at] ^ s
          counts[i] +=
            (((((a & 0x7f7f7f7f) + 0x7f7f7f7f) | a) >>> 7) & one) +
            (((((b & 0x7f7f7f7f) + 0x7f7f7f7f) | b) >>> 7) & two) +
            (((((c & 0x7f7f7f7f) + 0x7f7f7f7f) | c) >>> 7) & three) +
            (((((d & 0x7f7f7f7f) + 0x7f7f7f7f) | d) >>> 7) & four)
        }
      }
      for (let i = 0; i < shifts; i++) out[first + i] += bytes[i]
    }
  }
  return out
}
