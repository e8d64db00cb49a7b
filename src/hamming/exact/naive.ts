// Distances by definition, one pair of symbols after the other. A reference: what every other row must agree with, and be faster than.
import { setOfCode, setsMatch } from '../../alphabet/index.js'
import { addWork, type Work } from '../../plan/machine.js'
import { shiftsOf, symbolsRead } from '../../plan/problem.js'
import type { PreparedText } from '../../sequence.js'
import type { Arena } from '../../wasm/arena.js'
import { lengths, type Algorithm } from '../algorithm.js'
import { copySymbols } from '../classes.js'
import { distinct, joined } from '../distinct.js'

/** Shifts of a block for short patterns; longer ones take blocks of their own length, so that the overlap at most doubles. */
const SHORT_STEP = 4096

function stepOf(shifts: number, m: number): number {
  return Math.min(Math.max(SHORT_STEP, m), shifts)
}

export const naive: Algorithm = {
  name: 'naive',
  tasks: ['hammingDistances'],
  guarantee: 'exact',
  reference: true,
  complexity: 'O(n m) symbol comparisons, one at a time',
  source: 'definition of the Hamming distance (Hamming, 1950)',
  answers: 'distances',
  kernels: ['naiveNumbers', 'naiveSets', 'lookUp8', 'lookUp16'],
  refuses: () => undefined,
  work(problem) {
    const { m, positions, patterns, symbolBytes } = problem
    const shifts = shiftsOf(problem)
    const symbols = symbolsRead(problem, stepOf(shifts, m))
    return {
      call: 1,
      layout: positions * patterns,
      byte: symbols * symbolBytes,
      ...(symbolBytes < 4 && { lookUp: symbols }),
      single: shifts * m * patterns,
    }
  },
  step: (problem) => stepOf(shiftsOf(problem), problem.m),
  bytes(problem) {
    const { m, patterns, symbolBytes } = problem
    const block = stepOf(shiftsOf(problem), m) + m
    return block * (4 + (symbolBytes < 4 ? symbolBytes : 0)) + tableBytes(symbolBytes) + 4 * m * patterns
  },
  open(arena, _problem, { text, patterns }) {
    const { shortest, longest } = lengths(patterns)
    const step = stepOf(text.symbols.length - shortest + 1, longest)
    const width = text.symbols.BYTES_PER_ELEMENT
    const { wordOf, symbols, count } = openWords(arena, text, joined(patterns), step + longest - 1)
    const wanted = patterns.map(({ keys }) => {
      const at = arena.alloc(4 * keys.length)
      arena.words().set(keys.map(wordOf), at / 4)
      return at
    })
    const work: Work = {}
    return {
      step,
      work,
      load(first, shifts) {
        const end = Math.min(text.symbols.length, first + shifts + longest - 1)
        symbols(first, end)
        addWork(work, { byte: (end - first) * width, ...(width < 4 && { lookUp: end - first }) })
      },
      distances(pattern, shifts, out) {
        const { m } = patterns[pattern]
        count(wanted[pattern], m, shifts, out)
        addWork(work, { single: shifts * m })
      },
    }
  },
}

interface Words {
  /** the word that stands for a pattern's key */
  wordOf(key: number): number
  /** Writes the words of text[from, to). */
  symbols(from: number, to: number): void
  /** Counts mismatches of the text's words with those of a pattern. */
  count(pattern: number, m: number, shifts: number, out: number): void
}

function tableBytes(symbolBytes: number): number {
  return symbolBytes < 4 ? 4 * 256 ** symbolBytes : 0
}

/** Text symbols as 32-bit words: numbers as they are, letters as the set of classes they match. */
function openWords(arena: Arena, text: PreparedText, keys: Uint32Array, most: number): Words {
  const { lookUp8, lookUp16, naiveNumbers, naiveSets } = arena.kernels
  const width = text.symbols.BYTES_PER_ELEMENT
  const at = arena.alloc(4 * most)
  const letters = text.alphabet !== 'exact'
  // letters have at most 26 classes
  const classes = letters ? Array.from(distinct(keys).keys) : []
  const wordOf = letters ? (key: number) => (1 << classes.indexOf(key)) >>> 0 : (key: number) => key
  const count: Words['count'] = (pattern, m, shifts, out) => (letters ? naiveSets : naiveNumbers)(at, pattern, m, shifts, out)
  if (width === 4) return { wordOf, count, symbols: (from, to) => copySymbols(arena, text, from, to, at) }
  const raw = arena.alloc(most * width)
  const table = arena.alloc(tableBytes(width))
  const words = arena.words()
  for (let code = 0; code < 256 ** width; code++) words[table / 4 + code] = letters ? setOf(text, code, classes) : code
  const lookUp = width === 1 ? lookUp8 : lookUp16
  return {
    wordOf,
    count,
    symbols(from, to) {
      copySymbols(arena, text, from, to, raw)
      lookUp(raw, to - from, table, at)
    },
  }
}

function setOf(text: PreparedText, code: number, classes: readonly number[]): number {
  const set = setOfCode(text.alphabet, code)
  return classes.reduce((bits, key, c) => bits | (setsMatch(text, set, key) ? 1 << c : 0), 0)
}
