// Every distance by comparing lanes, one pattern position after the other: no set-up, any alphabet, any width. The reference in speed for
// short patterns, and the one algorithm here that takes every problem.
import { addWork } from '../../plan/machine.js'
import { shiftsOf, symbolsRead, type Problem } from '../../plan/problem.js'
import type { PreparedText } from '../../sequence.js'
import type { Arena } from '../../wasm/arena.js'
import { lengths, type Algorithm, type Run, type SearchedPattern } from '../algorithm.js'
import { copySymbols, openClasses } from '../classes.js'

/** Shifts of a block for short patterns; their distances fill 16 KiB. */
const SHORT_STEP = 4096
/** Kernels handle 64 bytes of shifts at once and read whole vectors. */
const PAD = 64

function stepOf(shifts: number, m: number): number {
  return Math.min(Math.max(SHORT_STEP, 2 ** Math.ceil(Math.log2(m))), PAD * Math.ceil(shifts / PAD))
}

function groupsOf(problem: Problem): number {
  return problem.letters ? Math.ceil(problem.classes / 8) : 0
}

export const compare: Algorithm = {
  name: 'compare',
  tasks: ['hammingDistances', 'findMatches', 'countMatches'],
  guarantee: 'exact',
  complexity: 'O(n m) symbol comparisons, 16, 8 or 4 at a time',
  source: 'definition of the Hamming distance (Hamming, 1950)',
  answers: 'distances',
  kernels: ['encodeLetters', 'compareBits', 'compare8', 'compare16', 'compare32'],
  refuses: () => undefined,
  work(problem) {
    const { m, positions, patterns, symbolBytes } = problem
    const shifts = shiftsOf(problem)
    const step = stepOf(shifts, m)
    const symbols = symbolsRead(problem, step)
    const full = Math.floor(shifts / Math.max(1, step))
    const padded = full * step + roundUp(shifts - full * step, symbolBytes)
    return {
      call: 1,
      layout: positions * patterns,
      byte: symbols * symbolBytes,
      ...(problem.letters && { encode: symbols * groupsOf(problem) }),
      compare: (padded / 16) * symbolBytes * positions * patterns,
    }
  },
  perLetter: {
    base: ({ n, symbolBytes }) => ({ byte: n * symbolBytes }),
    letter(problem, { pattern }) {
      const { n, positions, patterns, symbolBytes, letters } = problem
      const compare = (shiftsOf(problem) / 16) * symbolBytes * pattern * positions * patterns
      // a class is an eighth of a group that is encoded at once
      return letters ? { compare, encode: n / 8 } : { compare }
    },
  },
  step: (problem) => stepOf(shiftsOf(problem), problem.m),
  bytes(problem) {
    const block = stepOf(shiftsOf(problem), problem.m) + problem.m + PAD
    return block * (problem.symbolBytes + groupsOf(problem)) + 32 * groupsOf(problem) + 8 * problem.m * problem.patterns
  },
  open(arena, _problem, { text, patterns }) {
    const { shortest, longest } = lengths(patterns)
    const step = stepOf(text.symbols.length - shortest + 1, longest)
    const most = step + longest - 1
    return text.alphabet === 'exact' ? openNumbers(arena, text, patterns, step, most) : openLetters(arena, text, patterns, step, most)
  },
}

/** A kernel takes the shifts of 64 bytes at once. */
function roundUp(shifts: number, symbolBytes: number): number {
  const group = PAD / symbolBytes
  return group * Math.ceil(shifts / group)
}

/** Symbols as they are: 8, 16 or 32-bit lanes. */
function openNumbers(arena: Arena, text: PreparedText, patterns: readonly SearchedPattern[], step: number, most: number): Run {
  const width = text.symbols.BYTES_PER_ELEMENT
  const limit = 2 ** (8 * width)
  const raw = arena.alloc(most * width + PAD * width)
  const { compare8, compare16, compare32 } = arena.kernels
  const kernel = { 1: compare8, 2: compare16, 4: compare32 }[width]!
  const pairs = patterns.map((pattern) => layOut(arena, pattern, (key, offset) => (key < limit ? [raw + offset * width, key] : undefined)))
  return openPairs(arena, text, patterns, step, kernel, pairs, (from, to) => {
    copySymbols(arena, text, from, to, raw)
    return { byte: (to - from) * width }
  })
}

/** Letters as class bits, a buffer for each group of eight classes. */
function openLetters(arena: Arena, text: PreparedText, patterns: readonly SearchedPattern[], step: number, most: number): Run {
  const classes = openClasses(arena, text, patterns, most)
  const size = most + PAD
  const bits = arena.alloc(classes.groups * size)
  const pairs = patterns.map((pattern) =>
    layOut(arena, pattern, (key, offset) => {
      const c = classes.classOf(key)
      return [bits + Math.floor(c / 8) * size + offset, 1 << (c % 8)]
    }),
  )
  return openPairs(arena, text, patterns, step, arena.kernels.compareBits, pairs, (from, to) => {
    classes.take(from, to)
    for (let group = 0; group < classes.groups; group++) classes.encode(group, bits + group * size)
    return { byte: to - from, encode: (to - from) * classes.groups }
  })
}

interface Pairs {
  readonly rows: number
  readonly count: number
  /** positions that mismatch at every shift: the text's symbols are too narrow for them */
  readonly always: number
}

function layOut(
  arena: Arena,
  { keys, offsets }: SearchedPattern,
  pair: (key: number, offset: number) => [number, number] | undefined,
): Pairs {
  const rows = arena.alloc(8 * keys.length)
  const words = arena.words()
  let count = 0
  for (let j = 0; j < keys.length; j++) {
    const found = pair(keys[j], offsets[j])
    if (found) words.set(found, rows / 4 + 2 * count++)
  }
  return { rows, count, always: keys.length - count }
}

function openPairs(
  arena: Arena,
  text: PreparedText,
  patterns: readonly SearchedPattern[],
  step: number,
  kernel: (rows: number, count: number, shifts: number, out: number) => void,
  pairs: readonly Pairs[],
  take: (from: number, to: number) => Run['work'],
): Run {
  const { longest } = lengths(patterns)
  const width = text.symbols.BYTES_PER_ELEMENT
  const work: Run['work'] = {}
  return {
    step,
    work,
    load: (first, shifts) => addWork(work, take(first, Math.min(text.symbols.length, first + shifts + longest - 1))),
    distances(pattern, shifts, out) {
      const { rows, count, always } = pairs[pattern]
      const padded = roundUp(shifts, width)
      arena.words().fill(always, out / 4, out / 4 + padded)
      kernel(rows, count, shifts, out)
      addWork(work, { compare: (padded / 16) * width * count })
    },
  }
}
