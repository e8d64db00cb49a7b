// Every distance by occurrence lists: a text symbol adds one to each shift at which it matches a pattern position. O(pairs that match), which
// is little when letters are many: the light half of Abrahamson's split (1987), and Fredriksson and Grabowski's counting for large alphabets.
import { setOfCode, setsMatch } from '../../alphabet/index.js'
import { distinct } from '../distinct.js'
import { addWork, type Work } from '../../plan/machine.js'
import { shiftsOf, symbolsRead, type Problem } from '../../plan/problem.js'
import type { PreparedText } from '../../sequence.js'
import type { Arena } from '../../wasm/arena.js'
import { lengths, type Algorithm, type SearchedPattern } from '../algorithm.js'
import { copySymbols } from '../classes.js'

/** Room for gathered lists, see assembly/scatter.ts. */
const SPARE = 8192
/** Matches of a block fill 64 KiB for short patterns. */
const SHORT_STEP = 16384
/**
 * Blocks of a longer pattern are eight times as long, so that an eighth of the pairs are found twice: 1.7 times as fast as blocks of its own length,
 * although the matches then leave the second-level cache. From 2^18 positions on blocks are twice as long, for 48 bytes of memory a position.
 */
const LONG = 8
const VERY_LONG = 2
const MANY_POSITIONS = 2 ** 18

function stepOf(shifts: number, m: number): number {
  return Math.min(Math.max(SHORT_STEP, m * (m <= MANY_POSITIONS ? LONG : VERY_LONG)), shifts)
}

export const scatter: Algorithm = {
  name: 'scatter',
  tasks: ['hammingDistances', 'findMatches', 'countMatches'],
  guarantee: 'exact',
  complexity: 'O(n + pairs of equal symbols)',
  source: 'occurrence lists, as for the light letters of Abrahamson (1987)',
  answers: 'distances',
  kernels: ['scatter', 'mismatchesOf', 'lookUp8', 'lookUp16', 'lookUp32', 'lookUpBelow'],
  refuses: () => undefined,
  work(problem) {
    const { m, positions, patterns, symbolBytes, match, groups } = problem
    // share of the text symbols that some pattern has; of letters that overlap, as sets do, at most
    const inPattern = groups.reduce((sum, { classes, text }) => sum + classes * text, 0)
    const shifts = shiftsOf(problem)
    const symbols = symbolsRead(problem, stepOf(shifts, m))
    return {
      call: 1,
      layout: positions * patterns,
      byte: symbols * symbolBytes,
      [unitOf(problem)]: symbols * patterns,
      visit: symbols * Math.min(1, inPattern) * patterns,
      pair: symbols * positions * match * patterns,
      settle: (symbols + shifts) * patterns,
    }
  },
  perLetter: {
    base(problem) {
      const { n, symbolBytes, patterns } = problem
      return { byte: n * symbolBytes, [unitOf(problem)]: n * patterns, settle: 2 * n * patterns }
    },
    letter({ n, positions, patterns }, { pattern, text }) {
      return { visit: n * text * patterns, pair: n * text * pattern * positions * patterns }
    },
  },
  step: (problem) => stepOf(shiftsOf(problem), problem.m),
  bytes(problem) {
    const { m, patterns, symbolBytes } = problem
    const block = stepOf(shiftsOf(problem), m) + m
    // a letter that stands for a set is in several lists; there are at most 128 of them
    const lists = problem.letters ? 4 * (128 * m + 129) : 8 * m + 4
    return block * (symbolBytes + 4) + 4 * (block + m) + SPARE + patterns * (tableBytes(problem, problem.classes) + lists)
  },
  open(arena, problem, { text, patterns }) {
    const { shortest, longest } = lengths(patterns)
    const step = stepOf(text.symbols.length - shortest + 1, longest)
    const most = step + longest - 1
    const raw = arena.alloc(most * text.symbols.BYTES_PER_ELEMENT)
    const offsets = arena.alloc(4 * most)
    const matches = arena.alloc(4 * (most + longest))
    const spare = arena.alloc(SPARE)
    const lists = patterns.map((pattern) => layOut(arena, problem, text, pattern))
    const unit = unitOf(problem)
    const { kernels } = arena
    const work: Work = {}
    let taken = 0
    return {
      step,
      work,
      load(first, shifts) {
        const end = Math.min(text.symbols.length, first + shifts + longest - 1)
        taken = end - first
        copySymbols(arena, text, first, end, raw)
        addWork(work, { byte: taken * text.symbols.BYTES_PER_ELEMENT })
      },
      distances(pattern, shifts, out) {
        const { m, keys } = patterns[pattern]
        const symbols = Math.min(taken, shifts + m - 1)
        lists[pattern].lookUp(raw, symbols, offsets)
        arena.words().fill(0, matches / 4, matches / 4 + symbols + m)
        const before = kernels.readVisits()
        const pair = Number(kernels.scatter(offsets, symbols, lists[pattern].at, matches, spare))
        const visit = Number(kernels.readVisits() - before)
        // the match of text symbol i and pattern position y is counted at i - y + m - 1
        kernels.mismatchesOf(matches + 4 * (m - 1), shifts, keys.length, out)
        addWork(work, { [unit]: symbols, visit, pair, settle: symbols + shifts })
      },
    }
  },
}

interface Lists {
  /** where the lists are: the first is the empty one */
  readonly at: number
  lookUp(raw: number, count: number, to: number): void
}

/** A 32-bit symbol is looked up in a table where the pattern's are below this: 1 MiB. Identifiers often are. */
const TABLED = 2 ** 18

function isTabled({ symbolBytes, largest }: Problem): boolean {
  return symbolBytes < 4 || largest < TABLED
}

function unitOf(problem: Problem): 'lookUp' | 'probe' {
  return isTabled(problem) ? 'lookUp' : 'probe'
}

function tableBytes(problem: Problem, symbols: number): number {
  const { symbolBytes, largest } = problem
  if (symbolBytes < 4) return 4 * 256 ** symbolBytes
  return isTabled(problem) ? 4 * (largest + 2) : 8 * slotsFor(symbols)
}

/** A power of two, at most half full. */
function slotsFor(symbols: number): number {
  return 2 ** Math.ceil(Math.log2(2 * Math.max(1, symbols)))
}

/** Lists of pattern positions by text symbol, and the table that finds them. */
function layOut(arena: Arena, problem: Problem, text: PreparedText, pattern: SearchedPattern): Lists {
  const width = text.symbols.BYTES_PER_ELEMENT
  const { symbols, sizes, fill } = positionsBySymbol(text, pattern)
  const total = sizes.reduce((sum, size) => sum + 1 + size, 1)
  const at = arena.alloc(4 * total)
  const tabled = isTabled(problem)
  const bytes = tableBytes(problem, symbols.length)
  const table = arena.alloc(bytes)
  const words = arena.words()
  words.fill(0, table / 4, (table + bytes) / 4)
  words[at / 4] = 0
  const mask = bytes / 8 - 1
  const starts = new Uint32Array(symbols.length)
  let next = 1
  symbols.forEach((symbol, s) => {
    starts[s] = at / 4 + next + 1
    words[at / 4 + next] = sizes[s]
    if (tabled) words[table / 4 + symbol] = 4 * next
    else {
      let slot = (Math.imul(symbol, 0x9e3779b1) >>> 7) & mask
      while (words[table / 4 + 2 * slot + 1] !== 0) slot = (slot + 1) & mask
      words[table / 4 + 2 * slot] = symbol
      words[table / 4 + 2 * slot + 1] = 4 * next
    }
    next += 1 + sizes[s]
  })
  fill((s, j) => (words[starts[s]++] = 4 * (pattern.m - 1 - pattern.offsets[j])))
  const { lookUp8, lookUp16, lookUp32, lookUpBelow } = arena.kernels
  const narrow = width === 1 ? lookUp8 : lookUp16
  if (width < 4) return { at, lookUp: (raw, count, to) => narrow(raw, count, table, to) }
  if (tabled) return { at, lookUp: (raw, count, to) => lookUpBelow(raw, count, table, problem.largest + 1, to) }
  return { at, lookUp: (raw, count, to) => lookUp32(raw, count, table, mask, to) }
}

interface BySymbol {
  /** text symbols that match anything */
  readonly symbols: Uint32Array
  /** how many pattern positions each matches */
  readonly sizes: Uint32Array
  /** calls `put` with each pair of a symbol's index and a position it matches */
  fill(put: (symbol: number, position: number) => void): void
}

function positionsBySymbol(text: PreparedText, { keys }: SearchedPattern): BySymbol {
  const found = distinct(keys)
  if (text.alphabet === 'exact') {
    const limit = 2 ** (8 * text.symbols.BYTES_PER_ELEMENT)
    const fits = found.keys.map((key) => (key < limit ? 1 : 0))
    const index = new Uint32Array(fits.length) // among those that fit
    for (let s = 1; s < fits.length; s++) index[s] = index[s - 1] + fits[s - 1]
    const keep = (_: number, s: number): boolean => fits[s] === 1
    return {
      symbols: found.keys.filter(keep),
      sizes: found.counts.filter(keep),
      fill: (put) => found.ids.forEach((s, j) => fits[s] && put(index[s], j)),
    }
  }
  // letters stand for sets: a text letter matches several classes
  const letters = Array.from({ length: 128 }, (_, code) => {
    const set = setOfCode(text.alphabet, code)
    return { code, classes: Array.from(found.keys, (key) => setsMatch(text, set, key)) }
  }).filter(({ classes }) => classes.includes(true))
  return {
    symbols: Uint32Array.from(letters, ({ code }) => code),
    sizes: Uint32Array.from(letters, ({ classes }) => classes.reduce((sum, matches, c) => sum + (matches ? found.counts[c] : 0), 0)),
    fill: (put) => letters.forEach(({ classes }, s) => found.ids.forEach((c, j) => classes[c] && put(s, j))),
  }
}
