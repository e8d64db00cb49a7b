// Calls whose times tell what a unit of work costs: all rows, all widths, short and long, common letters and rare ones.
import type { ThreeSumTask } from '../plan/problem.js'
import { drawsOf } from '../random.js'
import type { Symbols } from '../sequence.js'

export type Call = TextCall | SumCall

export interface TextCall {
  readonly task: 'hammingDistances' | 'findMatches'
  readonly text: Symbols
  readonly pattern: Symbols
  readonly maxMismatches?: number
  /** of distances without a bound */
  readonly epsilon?: number
  readonly alphabet: 'exact' | 'dna'
}

export interface SumCall {
  readonly task: ThreeSumTask | 'triangleCounts'
  readonly a: Float64Array
  readonly b: Float64Array
  readonly c: Float64Array
  readonly epsilon?: number
}

const LONGEST_TEXT = 1e6
const SHORTEST_TEXT = 500
const LETTERS = [65, 67, 71, 84]
/** One call in so many is of sums. */
const SUMS_EACH = 4
/** Share of the calls for all distances that may be off. */
const APPROXIMATE = 0.4
const LONGEST_LIST = 20_000
const LONGEST_ROW = 200

/** An endless sequence of calls, the same for the same seed. */
export function* callsOf(seed: number): Generator<Call> {
  const draw32 = drawsOf(seed)
  const next = (): number => draw32(2 ** 32) / 2 ** 32
  const between = (low: number, high: number): number => Math.round(low * (high / low) ** next())
  for (let i = 0; ; i++) {
    if (i % SUMS_EACH === SUMS_EACH - 1) {
      yield sumCall(next, between)
      continue
    }
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
    const epsilon = maxMismatches === undefined && next() < APPROXIMATE ? between(10, 300) / 1000 : undefined
    yield { task: search ? 'findMatches' : 'hammingDistances', text, pattern, maxMismatches, epsilon, alphabet: dna ? 'dna' : 'exact' }
  }
}

/** Lists of which a share is a progression, and targets that are sums, one in two; or matrices. */
function sumCall(next: () => number, between: (low: number, high: number) => number): SumCall {
  const task = (['threeSumCounts', 'threeSumCounts', 'convolutionThreeSumCounts', 'triangleCounts'] as const)[Math.floor(4 * next())]
  const count = task === 'triangleCounts' ? between(8, LONGEST_ROW) ** 2 : between(30, LONGEST_LIST)
  const universe = between(100, 2 ** 40)
  const regular = next() ** 2
  const list = (): Float64Array => Float64Array.from({ length: count }, (_, i) => (next() < regular ? i : Math.floor(universe * next())))
  const [a, b] = [list(), list()]
  const any = (numbers: Float64Array): number => numbers[Math.floor(count * next())]
  const c = a.map(() => (next() < 0.5 ? any(a) + any(b) : Math.floor(2 * universe * next())))
  return { task, a, b, c, ...(next() < 0.5 && { epsilon: between(10, 300) / 1000 }) }
}
