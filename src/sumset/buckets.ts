// One round of sparse sums: a prime, counts and values of its buckets by long products made in parts, and the sums that stand alone.
//
// A product of two polynomials of degree below p is one modulo x^L - 1, L >= 2 p, and its remainders modulo x^K - z for all L / K roots z tell it: each
// coefficient is the mean of theirs over z^k. They are made one after the other in the same two vectors of K points, and added to the buckets, so that
// memory is that of K points and of p buckets. Counts are real: their product is one modulo x^L + 1 (sums.ts), in half as many parts.
import { addWork, type Work } from '../plan/machine.js'
import { engines, openRoots } from '../transform/engine.js'
import type { Arena } from '../wasm/arena.js'
import { charactersFor, errorOf, marginOf, rootTables, turnsOf } from './characters.js'
import type { Distinct } from './distinct.js'
import { countPoints, roundWork, tableBitsFor, type Shape } from './shape.js'

const [, double] = engines
/** Most bytes of a quotient: primes are above 2^7. */
const MOST_BYTES = 6

/** Sums that are known: entries (u64 sum, f64 pairs). */
export interface Known {
  readonly at: number
  readonly count: number
}

export interface Round {
  /** buckets that are not empty when known sums are taken out */
  readonly occupied: number
  /** entries found, which stand where memory has been released; 0 of them where it was not gone on */
  readonly entries: number
  readonly found: number
}

/** Are so many buckets that are not empty few or many enough to go on? */
export type GoOn = (occupied: number) => boolean

export function bucketsOf(arena: Arena, lists: readonly [Distinct, Distinct], universe: number, work: Work) {
  const { kernels } = arena
  const numbers = lists[0].count + lists[1].count

  return (p: number, shape: Shape, known: Known, goOn: GoOn): Round =>
    arena.within(() => {
      const { length, parts } = shape
      const points = length / parts
      const useRoots = openRoots(arena, double, 2 * length, false, tableBitsFor(length))
      const turns = arena.alloc(16 * 2 * parts)
      const [x, y] = [0, 0].map(() => arena.alloc(16 * points))
      const counts = clear(8 * p + 8)

      const { norm, fullest } = densest(points, p, x, turns)
      const error = norm * errorOf(points, parts, fullest)
      const half = countPoints(shape)
      const halves = length / 2 / half
      useRoots()
      for (let j = 0; j < halves; j++) {
        multiply(half, 2 * halves + j, 1 / halves)
        kernels.addToCounts(x, Math.log2(half), p, turns, counts)
      }
      kernels.settle64(counts, 16 * Math.ceil(p / 2))
      // doubts of values first, then quotients
      const quotients = clear(8 * p)
      kernels.takeKnownCounts(known.at, known.count, p, counts, quotients)
      const occupied = kernels.occupied(counts, p)
      // counts round right, and there is a character that is safe
      const sure = error < marginOf(1) && goOn(occupied)
      // ranges of 2^53 + 1 are rounded
      const last = Math.floor((universe + 4) / p) + 1
      const characters = charactersFor(last, error)
      addWork(work, roundWork({ ...shape, buckets: p }, numbers, known.count, sure ? characters : 0))
      if (!sure) return { occupied, entries: 0, found: 0 }

      const bits = characters === 0 ? 0 : Math.ceil(Math.log2(last) / characters)
      const margin = marginOf(bits)
      // no character, no doubt: all quotients are 0
      kernels.trust(quotients, p, characters === 0 ? Infinity : margin - error)
      const tables = arena.alloc(4096 * MOST_BYTES)
      const entries = arena.alloc(16 * p)
      for (let c = 1; c <= characters; c++) {
        const order = 2 ** (bits * c)
        const bytes = Math.ceil((bits * c) / 8)
        arena.doubles(tables, 512 * bytes).set(rootTables(order, bytes))
        arena.bytes().fill(0, entries, entries + 16 * p)
        const [re, im] = [Math.cos((2 * Math.PI) / order), Math.sin((2 * Math.PI) / order)]
        for (let j = 0; j < parts; j++) {
          multiply(points, j, 1 / parts, tables, bytes)
          kernels.addToValues(x, Math.log2(points), p, turns, re, im, entries)
        }
        kernels.takeKnownRoots(known.at, known.count, p, tables, bytes, entries)
        kernels.judge(entries, p, counts, margin, 2 ** (bits * (c - 1)), order, quotients)
      }
      return { occupied, entries, found: kernels.harvest(counts, quotients, p, entries) }

      function clear(bytes: number): number {
        const at = arena.alloc(bytes)
        arena.bytes().fill(0, at, at + bytes)
        return at
      }

      /** The remainder of the product at a block, times `scale`, in x. */
      function multiply(points: number, block: number, scale: number, tables = 0, bytes = 0): void {
        arena.doubles(turns, 4 * parts).set(turnsOf(block, Math.ceil((2 * p) / points)))
        for (const [list, at, factor] of [
          [lists[0], x, 1],
          [lists[1], y, scale / points],
        ] as const) {
          arena.bytes().fill(0, at, at + 16 * points)
          kernels.addRoots(list.at, list.weights, list.count, p, Math.log2(points), turns, tables, bytes, factor, at)
        }
        kernels.spectrumAt64(y, 16 * points, block)
        kernels.productAt64(x, y, 16 * points, block)
      }
    })

  /** Numbers whose residues are equal modulo the points of a part: no remainder has a larger norm than their counts, and most of them at a point. */
  function densest(points: number, p: number, x: number, turns: number): { norm: number; fullest: number } {
    const count = Math.ceil(p / points)
    arena.doubles(turns, 2 * count).set(turnsOf(0, count))
    let [norm, fullest] = [1, 0]
    for (const { at, count, weights, weighted } of lists) {
      const put = (weights: number): void => {
        arena.bytes().fill(0, x, x + 16 * points)
        kernels.addRoots(at, weights, count, p, Math.log2(points), turns, 0, 0, 1, x)
      }
      put(0)
      fullest = Math.max(fullest, kernels.greatest64(x, 16 * points))
      if (weighted) put(weights)
      norm *= Math.sqrt(kernels.squares64(x, 16 * points))
    }
    return { norm, fullest }
  }
}
