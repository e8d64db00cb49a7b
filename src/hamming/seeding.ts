// Pigeonhole seeds: a pattern is cut into more than k pieces of one length. k mismatches spoil at most k of them, so where the pattern occurs with at
// most k mismatches all the others match exactly. Shifts with as many are candidates, and verified. With k + 1 pieces this is the filter of Baeza-Yates
// and Perleberg (1992); with 2k pieces, of which k must match, it is the counting of Amir, Lewenstein and Porat (2004).
import { addWork, price, type Work } from '../plan/machine.js'
import { inStep, shiftsOf, type Problem } from '../plan/problem.js'
import type { Arena } from '../wasm/arena.js'
import { atMost } from './binomial.js'
import type { Coded, CodedPattern } from './coded.js'

/** How a pattern is cut. */
interface Cut {
  readonly pieces: number
  /** letters of a seed: those a piece begins with */
  readonly length: number
  /** seeds that must match; 0 where every shift is a candidate */
  readonly needed: number
}

/** What a shift is expected to cost. */
interface Expected {
  readonly seeds: number
  readonly candidates: number
}

/** The base of the hash in the kernel findSeeds, and the multiplier of its slots. */
const BASE = 0x6c078965
const GOLDEN = 0x9e3779b1

/** The cheapest cut for positions that match independently. */
function cutOf(m: number, k: number, match: number): Cut {
  if (k >= m) return { pieces: 0, length: 0, needed: 0 }
  let best: Cut | undefined
  let least = Infinity
  for (const pieces of [k + 1, k + 2, k + 3, Math.ceil(1.25 * k) + 1, Math.ceil(1.5 * k) + 1, 2 * k, 3 * k, m]) {
    if (pieces <= k || pieces > m) continue
    const cut = { pieces, length: Math.floor(m / pieces), needed: pieces - k }
    const nanoseconds = price(chanceWork(m, k, match, cut))
    if (nanoseconds < least) [best, least] = [cut, nanoseconds]
  }
  return best!
}

/** Of seeds whose letters match independently. */
function expected({ pieces, length, needed }: Cut, match: number): Expected {
  if (needed === 0) return { seeds: 0, candidates: 1 }
  const p = match ** length
  return { seeds: pieces * p, candidates: 1 - atMost(needed - 1, pieces, p) }
}

/** Data-dependent work of a shift, mismatches being independent. */
function chanceWork(m: number, k: number, match: number, cut: Cut): Work {
  const { seeds, candidates } = expected(cut, match)
  const letters = Math.min(m, 16 * Math.ceil((k + 1) / Math.max(1e-9, 1 - match) / 16))
  return { seed: seeds, candidate: candidates, letter: candidates * letters }
}

/** Data-dependent work of a shift, with the shifts at which text and pattern repeat the same period in step. */
function shiftWork(problem: Problem, k: number, cut: Cut): Work {
  const work = chanceWork(problem.m, k, problem.match, cut)
  const apart = inStep(problem)
  if (apart !== undefined) addWork(work, chanceWork(problem.m, k, 1 - apart, cut), 1 / problem.period!.length)
  return work
}

/** Work of all shifts of a problem in blocks of `step`, the text being coded. */
export function seedingWork(problem: Problem, step: number): Work {
  const { m, k = m, match, patterns } = problem
  const shifts = shiftsOf(problem)
  const cut = cutOf(m, Math.min(k, m), match)
  const work: Work = {}
  const blocks = Math.ceil(shifts / Math.max(1, step))
  if (cut.needed > 0) addWork(work, { roll: shifts + blocks * (m - cut.length), settle: shifts }, patterns)
  addWork(work, shiftWork(problem, Math.min(k, m), cut), shifts * patterns)
  return work
}

/** Shifts of a block: at least twice the length of the pattern, so that a symbol is coded at most 1.5 times. */
export function seedingStep(shifts: number, m: number): number {
  return Math.min(Math.max(SHORT_STEP, 2 * m), shifts)
}
const SHORT_STEP = 32768

/** Marks and candidates of a block, and seeds of each pattern. */
export function seedingBytes(problem: Problem): number {
  const { m, k = m, match, patterns } = problem
  const { pieces } = cutOf(m, Math.min(k, m), match)
  // patterns of other lengths may be cut into more pieces, but not into more than they have letters
  const most = patterns > 1 ? m : pieces
  return 8 * seedingStep(shiftsOf(problem), m) + 256 + patterns * (8 * 2 ** slotBits(most) + 8 * most + 256)
}

export interface Seeding {
  /** Records of the hits among the first `shifts` shifts of the text taken. */
  hits(shifts: number, records: number): number
}

/** Places of marks and candidates, shared by all patterns. */
export interface Marks {
  readonly marks: number
  readonly candidates: number
}

export function openMarks(arena: Arena, step: number): Marks {
  return { marks: arena.alloc(4 * step), candidates: arena.alloc(4 * step) }
}

/** Searches one pattern; executed work is added to that of the coded text. */
export function openSeeding(
  arena: Arena,
  coded: Coded,
  { marks, candidates }: Marks,
  { m, words, must, required }: CodedPattern,
  { k, match, index }: { k: number; match: number; index: number },
): Seeding {
  const bound = Math.min(k, m)
  const cut = cutOf(m, bound, match)
  const { slots, shift, lists } = layOut(arena, words, m, cut)
  const { findSeeds, verify, readSeeds, readLetters } = arena.kernels
  const top = powerOf(BASE, cut.length - 1)
  return {
    hits(shifts, records) {
      const { length, needed } = cut
      const symbols = shifts + m - 1
      if (needed > 0) {
        arena.words().fill(0, marks / 4, marks / 4 + shifts)
        addWork(coded.work, { roll: symbols - length + 1, settle: shifts })
      }
      const seeds = readSeeds()
      const letters = readLetters()
      const count = findSeeds(coded.words, symbols, length, top, slots, shift, lists, marks, shifts, needed, candidates)
      const found = verify(coded.words, words, m, candidates, count, bound, must, required, index, records)
      addWork(coded.work, { seed: Number(readSeeds() - seeds), candidate: count, letter: Number(readLetters() - letters) })
      return found
    },
  }
}

/**
 * Bits of a slot's number. At most an eighth of the slots are taken: in a table half full every other look-up would end at a mispredicted branch, 7 ns
 * a symbol in place of 3.
 */
function slotBits(seeds: number): number {
  return Math.max(4, Math.ceil(Math.log2(8 * Math.max(1, seeds))))
}

/** The seeds' positions by hash. */
function layOut(arena: Arena, words: number, m: number, { pieces, length }: Cut): { slots: number; shift: number; lists: number } {
  const positions = new Map<number, number[]>()
  const text = arena.words().subarray(words / 4, words / 4 + m)
  for (let i = 0; i < pieces; i++) {
    const at = Math.floor((i * m) / pieces)
    let hash = 0
    for (let j = at; j < at + length; j++) hash = (Math.imul(hash, BASE) + text[j]) | 0
    const key = hash >>> 0
    const same = positions.get(key)
    if (same) same.push(at)
    else positions.set(key, [at])
  }
  const bits = slotBits(positions.size)
  const slots = arena.alloc(8 * 2 ** bits)
  const lists = arena.alloc(4 * (1 + positions.size + pieces))
  const memory = arena.words()
  memory.fill(0, slots / 4, slots / 4 + 2 * 2 ** bits)
  let next = 1
  for (const [hash, list] of positions) {
    let at = Math.imul(hash, GOLDEN) >>> (32 - bits)
    while (memory[slots / 4 + 2 * at + 1] !== 0) at = (at + 1) & (2 ** bits - 1)
    memory[slots / 4 + 2 * at] = hash
    memory[slots / 4 + 2 * at + 1] = 4 * next
    memory[lists / 4 + next] = list.length
    memory.set(list, lists / 4 + next + 1)
    next += 1 + list.length
  }
  return { slots, shift: 32 - bits, lists }
}

/** base^exponent modulo 2^32, unsigned. */
function powerOf(base: number, exponent: number): number {
  let power = 1
  for (let i = 0; i < exponent; i++) power = Math.imul(power, base)
  return power >>> 0
}
