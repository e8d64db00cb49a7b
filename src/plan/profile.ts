// What a plan needs to know about the letters, measured on samples: a wrong estimate costs time and never changes an answer.
import { setOfCode, setsMatch, type Matching } from '../alphabet/index.js'
import type { PreparedText } from '../sequence.js'

/** Letter statistics of a text and its patterns. */
export interface Profile {
  /** bytes of a text symbol: 1, 2 or 4 */
  readonly symbolBytes: number
  /** distinct classes of pattern symbols */
  readonly classes: number
  /** share of (text symbol, pattern symbol) pairs that match */
  readonly match: number
  /** where the numbers come from */
  readonly assumed?: string
}

/** Symbols looked at on each side. */
const SAMPLE = 1024

export function measure(text: PreparedText, patterns: readonly { readonly keys: Uint32Array }[]): Profile {
  const { symbols } = text
  const keys = new Map<number, number>()
  let length = 0
  for (const pattern of patterns) length += pattern.keys.length
  const stride = Math.max(1, Math.floor(length / SAMPLE))
  const distinct = new Set<number>()
  let position = 0
  let sampled = 0
  for (const pattern of patterns) {
    for (const key of pattern.keys) {
      distinct.add(key)
      if (position++ % stride !== 0) continue
      keys.set(key, (keys.get(key) ?? 0) + 1)
      sampled++
    }
  }
  const letters = new Map<number, number>()
  const looks = Math.min(SAMPLE, symbols.length)
  for (let i = 0; i < looks; i++) {
    // multiples of the golden ratio: spread evenly, in step with no period
    const at = looks === symbols.length ? i : Math.floor(((i * 0.6180339887498949) % 1) * symbols.length)
    letters.set(symbols[at], (letters.get(symbols[at]) ?? 0) + 1)
  }
  return {
    symbolBytes: symbols.BYTES_PER_ELEMENT,
    classes: distinct.size,
    match: pairsThatMatch(text, letters, keys) / Math.max(1, looks * sampled),
  }
}

function pairsThatMatch(matching: Matching, letters: Map<number, number>, keys: Map<number, number>): number {
  let pairs = 0
  if (matching.alphabet === 'exact') {
    for (const [symbol, count] of letters) pairs += count * (keys.get(symbol) ?? 0)
    return pairs
  }
  for (const [symbol, count] of letters) {
    const set = setOfCode(matching.alphabet, symbol)
    for (const [key, times] of keys) if (setsMatch(matching, set, key)) pairs += count * times
  }
  return pairs
}

/** The profile of uniform letters, for a plan without data. */
export function uniform(sigma: number): Profile {
  const symbolBytes = sigma <= 256 ? 1 : sigma <= 65536 ? 2 : 4
  return { symbolBytes, classes: sigma, match: 1 / sigma, assumed: `${sigma} letters, all equally frequent` }
}
