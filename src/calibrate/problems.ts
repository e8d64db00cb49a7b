// Calls whose times tell what a unit of work costs: all rows, all widths, short and long, common letters and rare ones.
import type { Task } from '../plan/problem.js'
import { drawsOf } from '../random.js'
import type { Symbols } from '../sequence.js'

export interface Call {
  readonly task: Task
  readonly text: Symbols
  readonly pattern: Symbols
  readonly maxMismatches?: number
  readonly alphabet: 'exact' | 'dna'
}

const LONGEST_TEXT = 1e6
const SHORTEST_TEXT = 500
const LETTERS = [65, 67, 71, 84]

/** An endless sequence of calls, the same for the same seed. */
export function* callsOf(seed: number): Generator<Call> {
  const draw32 = drawsOf(seed)
  const next = (): number => draw32(2 ** 32) / 2 ** 32
  const between = (low: number, high: number): number => Math.round(low * (high / low) ** next())
  for (;;) {
    const n = between(SHORTEST_TEXT, LONGEST_TEXT)
    const m = between(1, Math.min(n, 50_000))
    const dna = next() < 0.3
    const sigma = dna ? 4 : between(2, Math.min(n, 100_000))
    // letter floor(sigma * u^skew): uniform for 1, and ever more of the first letters
    const skew = next() < 0.5 ? 1 : 1 + 5 * next()
    const kind = sigma <= 256 ? Uint8Array : sigma <= 65536 ? Uint16Array : Uint32Array
    const draw = (length: number): Symbols => {
      const symbols = new kind(length)
      for (let i = 0; i < length; i++) symbols[i] = Math.floor(sigma * next() ** skew)
      return dna ? symbols.map((letter) => LETTERS[letter]) : symbols
    }
    const text = draw(n)
    const from = Math.floor(next() * (n - m + 1))
    // a piece of the text with one letter in ten drawn again
    const pattern = draw(m).map((letter, j) => (next() < 0.1 ? letter : text[from + j]))
    const search = next() < 0.4
    const maxMismatches = search || next() < 0.2 ? Math.floor(m * next() ** 2) : undefined
    yield { task: search ? 'findMatches' : 'hammingDistances', text, pattern, maxMismatches, alphabet: dna ? 'dna' : 'exact' }
  }
}
