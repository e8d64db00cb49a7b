// Classes as integer sequences whose correlations add up to the number of matches (algorithms.md 1.4).
//
// A text symbol is a set of classes, a pattern position one class. With one sequence for each class the count is plain: 1 where the set has the
// class, times 1 where the position has it. Two tricks save a sequence, and both hold for any text, with ambiguous and foreign symbols:
//
// Four classes, at the corners (1, 1, 1), (1, -1, -1), (-1, 1, -1), (-1, -1, 1) of a tetrahedron. A set is the sum of its corners, so its
// product with a corner is 3 - (size - 1) when the corner is in it and -size when not: 4 [in the set] - size. Sizes are summed up in windows.
//
// One class left out: positions that have none of the others have this one. The text's sequence of another class is [has it] - [has the left
// out one], the number of symbols with the left out one is summed up in windows.
//
// The last two need every position of a pattern to count and to have a class.
import { setOfCode, setsMatch, type Matching } from '../alphabet/index.js'

/** Numbers of one sequence: tables by the low (shift 0) or high (shift 4) half of the bits of a group of eight classes. */
interface Component {
  readonly group: number
  readonly shift: number
  readonly text: Int8Array
  readonly pattern: Int8Array
}

/** matches = unit * (sum of correlations + weights summed up in the window) */
export interface Embedding {
  readonly components: readonly Component[]
  readonly unit: number
  /** of the sets of the first four classes; undefined: nothing is added */
  readonly weights?: Uint8Array
}

const CORNERS = [
  [1, 1, -1, -1],
  [1, -1, 1, -1],
  [1, -1, -1, 1],
]

/** A table of the 16 sets of four classes. */
function bySet(number: (has: (c: number) => number) => number): Int8Array {
  return Int8Array.from({ length: 16 }, (_, set) => number((c) => (set >> c) & 1))
}

/** Sequences of the tricks: fewer than classes, for up to four of them. */
export function savingComponents(classes: number): number {
  return classes <= 4 ? classes - 1 : classes
}

export function savingEmbedding(classes: number): Embedding {
  if (classes > 4) return plainEmbedding(classes)
  if (classes === 4) {
    const components = CORNERS.map((signs) => {
      const table = bySet((has) => signs.reduce((sum, sign, c) => sum + sign * has(c), 0))
      return { group: 0, shift: 0, text: table, pattern: table }
    })
    return { components, unit: 1 / 4, weights: Uint8Array.from(bySet((has) => has(0) + has(1) + has(2) + has(3))) }
  }
  const last = classes - 1
  const components = Array.from({ length: last }, (_, c) => ({
    group: 0,
    shift: 0,
    text: bySet((has) => has(c) - has(last)),
    pattern: bySet((has) => has(c)),
  }))
  return { components, unit: 1, weights: Uint8Array.from(bySet((has) => has(last))) }
}

/** One sequence for each class. */
export function plainEmbedding(classes: number): Embedding {
  const components = Array.from({ length: classes }, (_, c) => {
    const table = bySet((has) => has(c % 4))
    return { group: Math.floor(c / 8), shift: c & 4, text: table, pattern: table }
  })
  return { components, unit: 1 }
}

/** Most that the squares of a text symbol's numbers can add up to, over the symbols that exist. */
export function largestSymbol({ components }: Pick<Embedding, 'components'>, matching: Matching, keys: readonly number[]): number {
  let largest = 0
  for (const set of symbolSets(matching, keys)) {
    let sum = 0
    for (const { group, shift, text } of components) {
      let half = 0
      for (let c = 0; c < 4; c++) if (set.has(8 * group + shift + c)) half |= 1 << c
      sum += text[half] ** 2
    }
    largest = Math.max(largest, sum)
  }
  return largest
}

/** The sets of classes that text symbols have. */
function symbolSets(matching: Matching, keys: readonly number[]): Set<number>[] {
  if (matching.alphabet === 'exact') return keys.map((_, c) => new Set([c]))
  return Array.from({ length: 128 }, (_, code) => {
    const set = setOfCode(matching.alphabet, code)
    return new Set(keys.flatMap((key, c) => (setsMatch(matching, set, key) ? [c] : [])))
  })
}
