// Counts of all sums of two multisets in a universe that is near the product of their sizes: the X + Y lemma of Chan, Jin, Vassilevska Williams and
// Xu (FOCS 2023), in the form that is derived here. docs/theorems/sumset.md has the statement, the derivation and what is not proved.
//
//   c' = counts modulo M, M a little more than the mean count        by packed transforms
//   sum c' = |X| |Y|  =>  c' is right                               a certificate: c' <= c everywhere
//   else c - c' >= 0 has few places, all multiples of M:           sums in buckets modulo primes, by recursion, less those of c'
//   a bucket left with one candidate tells its place               peeling
import { addWork, type Work } from '../plan/machine.js'
import { drawPrime, isPrime } from '../random.js'
import type { Arena } from '../wasm/arena.js'
import { openPacked, packedBytes } from './product.js'

/** Universes from here down are counted directly. */
const DIRECT = 1024
/** Buckets are a sixteenth of the universe: three hashes of them and their recursions cost less than the universe itself. */
const SHRINK = 16
/** M is at least eight times the mean count: then counts above it are rare in random sets. Measured, not proved, for others. */
const ABOVE_MEAN = 8
const FIRST_HASHES = 3
/** Hashes after which it starts again: the residual cannot be what it should be. */
const MOST_HASHES = 40
/** Pairwise prime to one another, below 128; four of them have a product below 2^32 / 25. */
const MODULI = [127, 113, 109, 107]

/** Counts are words. */
export const MOST_PAIRS = 2 ** 32 - 1

export interface Settings {
  /** random numbers, or nothing: moduli and primes in a fixed order */
  readonly draw?: (bound: number) => number
  /** taken in place of the usual first modulus, not in recursions: for tests, 3 and 5 leave much to peel */
  readonly modulus?: number
  readonly work: Work
}

/** Two vectors of words, whose counts are to be multiplied. */
export interface Factors {
  readonly a: number
  readonly n: number
  readonly b: number
  readonly m: number
}

/** Writes counts of the sums 0 .. n + m - 2 to c, words. The sums of a and b multiply to at most MOST_PAIRS. */
export function countSums(arena: Arena, factors: Factors, c: number, settings: Settings): void {
  arena.within(() => count(arena, factors, c, settings))
}

function count(arena: Arena, factors: Factors, c: number, settings: Settings): void {
  const { a, n, b, m } = factors
  const universe = n + m - 1
  const { work } = settings
  clear(arena, c, universe)
  if (universe <= DIRECT) {
    addWork(work, { pairSum: m * arena.kernels.multiplyWords(a, n, b, m, c) })
    return
  }
  const total = totalOf(arena, a, n) * totalOf(arena, b, m)
  const packed = openPacked(arena, universe, work)
  // more than once only where a certificate has failed, which arithmetic that is right never does
  for (let tries = 0; tries < 3; tries++) {
    const moduli = settings.modulus === undefined || tries > 0 ? MODULI : [settings.modulus, ...MODULI]
    clear(arena, c, universe)
    let known = 1
    for (const modulus of moduli) {
      const sum = packed.multiply(a, n, b, m, known, modulus, c)
      known *= modulus
      if (sum === total) return
      const forced = modulus === settings.modulus
      const places = (total - sum) / known
      if (!forced && (known * universe < ABOVE_MEAN * total || places * SHRINK > universe)) continue
      if (peelAll(arena, factors, c, total, places, settings)) return
      break
    }
  }
  throw new Error('counts of sums failed their certificate three times')
}

/** Adds what is left to c. False when it does not come out: then something in c or in a bucket was wrong. */
function peelAll(arena: Arena, factors: Factors, c: number, total: number, places: number, settings: Settings): boolean {
  const universe = factors.n + factors.m - 1
  const { kernels } = arena
  const { work } = settings
  // a bucket for each place at least
  const least = Math.min(2 * universe, Math.max(Math.ceil(universe / SHRINK), Math.ceil(2 * places), 11))
  const list = arena.alloc(4 * universe)
  const table = arena.alloc(12 * MOST_HASHES)
  const hashes: { p: number; left: number; numbers: number }[] = []
  while (hashes.length < MOST_HASHES) {
    for (let more = hashes.length === 0 ? FIRST_HASHES : 1; more > 0; more--) {
      const used = hashes.map(({ p }) => p)
      const p = settings.draw ? drawPrime(settings.draw, least, Math.ceil(1.25 * least) + 40, used) : nextPrime(least, used)
      hashes.push({ p, left: bucketsOf(arena, factors, c, p, settings), numbers: arena.alloc(4 * p) })
    }
    hashes.forEach(({ p, left, numbers }, h) => {
      arena.words().set([p, left, numbers], table / 4 + 3 * h)
      clear(arena, numbers, p)
    })
    const found = kernels.candidates(universe, table, hashes.length, list)
    kernels.peel(list, found, table, hashes.length, c)
    addWork(work, { bucket: universe + found * hashes.length })
    const [{ left, p }] = hashes
    // every hash has what is left to be found, all of it
    if (totalOf(arena, left, p) === 0) return totalOf(arena, c, universe) === total
  }
  return false
}

/** Of each bucket modulo p, what c does not have yet: its count by recursion, less its sum over c. */
function bucketsOf(arena: Arena, { a, n, b, m }: Factors, c: number, p: number, { draw, work }: Settings): number {
  const left = arena.alloc(4 * p)
  clear(arena, left, p)
  arena.within(() => {
    const { foldWords, subtractWords } = arena.kernels
    const [foldedA, foldedB, had] = [0, 0, 0].map(() => {
      const at = arena.alloc(4 * p)
      clear(arena, at, p)
      return at
    })
    const sums = arena.alloc(4 * (2 * p - 1))
    foldWords(a, n, p, foldedA)
    foldWords(b, m, p, foldedB)
    countSums(arena, { a: foldedA, n: p, b: foldedB, m: p }, sums, { ...(draw && { draw }), work })
    foldWords(sums, 2 * p - 1, p, left)
    foldWords(c, n + m - 1, p, had)
    subtractWords(left, had, p)
    addWork(work, { bucket: 2 * (n + m) + 3 * p })
  })
  return left
}

function nextPrime(from: number, used: readonly number[]): number {
  let p = from
  while (!isPrime(p) || used.includes(p)) p++
  return p
}

function clear(arena: Arena, at: number, words: number): void {
  arena.words().fill(0, at / 4, at / 4 + words)
}

/** Sum of words, which is a word. */
export function totalOf(arena: Arena, at: number, words: number): number {
  return arena.within(() => {
    const sum = arena.alloc(4)
    clear(arena, sum, 1)
    arena.kernels.foldWords(at, words, 1, sum)
    return arena.words()[sum / 4]
  })
}

/** Working memory, for as many hashes as there may be, of an eighth of the universe each; recursions are smaller than the whole. */
export function lemmaBytes(universe: number): number {
  return 1.5 * packedBytes(universe) + (8 + MOST_HASHES) * universe + 4 * universe * 6 + 65_536
}
