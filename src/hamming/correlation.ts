// A pattern's correlation with the pair of blocks at hand, exact: every value that is rounded has been proved to round right before.
import { addWork, type Work } from '../plan/machine.js'
import type { PreparedText } from '../sequence.js'
import { openRoots } from '../transform/engine.js'
import type { Arena } from '../wasm/arena.js'
import type { Classes } from './classes.js'
import { largestSymbol, plainEmbedding, savingEmbedding, type Embedding } from './embedding.js'
import { keptOf } from './kept.js'
import { mostNorm, strideOf, type Layout } from './layout.js'
import { pairWork } from './layout-work.js'
import { openPieceBits, type Piece, type PieceBits } from './pieces.js'

/** What the pieces of all patterns share. */
export interface Shared {
  readonly text: PreparedText
  readonly layout: Layout
  readonly classes: Classes
  /** class bits of the pair of blocks, `room` bytes for each group of eight classes */
  readonly bits: number
  readonly room: number
  readonly work: Work
  readonly stride: number
  /** the components of a batch, and behind them their sum where there are several batches */
  readonly spectra: number
  /** a piece's class bits and as many zeros */
  readonly blank: number
  readonly pieceBits: PieceBits
  /** room for one spectrum of a pattern, where they are not kept */
  readonly remade: number
  useRoots(): void
}

export function openShared(arena: Arena, text: PreparedText, layout: Layout, classes: Classes, bits: number, room: number): Shared {
  const stride = strideOf(layout)
  const batch = Math.min(layout.batch, classes.count)
  const spectra = arena.alloc((batch + (classes.count > batch ? 1 : 0)) * stride)
  const blank = arena.alloc(2 * layout.length)
  const useRoots = openRoots(arena, layout.engine, layout.length)
  const remade = layout.kept ? 0 : arena.alloc(stride)
  const pieceBits = openPieceBits(arena, classes, layout.pieceLength + 1)
  return { text, layout, classes, bits, room, work: {}, stride, spectra, blank, pieceBits, remade, useRoots }
}

/** Writes the distances of the pair of blocks to `out`; so many symbols from the piece's first on are in the text. */
export type Correlate = (taken: number, out: number) => void

/** Spectra of the piece are kept for the next search with the `owner`, if there is one. */
export function openCorrelation(arena: Arena, shared: Shared, piece: Piece, owner?: object): Correlate {
  const { layout, classes, room, work, spectra, blank, pieceBits, stride } = shared
  const { engine, length, step, kept } = layout
  const kernels = engine.kernels(arena.kernels)
  const { windowRest, sameWeight, energy } = arena.kernels
  const { from, m, positions, codes } = piece
  const bits = shared.bits + from
  const { components, unit, weights } = embeddingOf(shared, piece)
  const count = components.length
  const batch = Math.min(layout.batch, Math.max(1, count))
  const quarter = (engine.point * length) / 4

  const tables = arena.alloc(32 * count + 32)
  const weightTable = tables + 32 * count
  const constant = weightTable + 16
  const own = kept ? arena.alloc(count * stride) : shared.remade
  const bytes = arena.bytes()
  if (weights) bytes.set(weights, weightTable)
  components.forEach(({ text, pattern }, c) => {
    bytes.set(new Uint8Array(text.buffer), tables + 32 * c)
    bytes.set(new Uint8Array(pattern.buffer), tables + 32 * c + 16)
  })
  let filled = -1
  const fill = (group: number): void => {
    if (group === filled) return
    pieceBits(codes, group, blank, 2 * length)
    filled = group
  }
  /** A component of the pattern. Numbers are `scale` times too large on both sides, and the inverse multiplies by the length. */
  const transform = (c: number, at: number): void => {
    fill(components[c].group)
    kernels.spread(blank, blank + length, length / 4, components[c].shift, tables + 32 * c + 16, at)
    kernels.spectrum(at, quarter, unit / (engine.scale ** 2 * length))
  }

  shared.useRoots()
  const place = `${weights !== undefined} ${from}`
  const shape = ['pairs', engine.point, length, layout.pieceLength, ...classes.keys]
  const memory = kept && owner ? keptOf(owner, 'spectra', shape) : undefined
  const known = memory?.get(place)
  const squares = components.map(({ group, shift }, c) => {
    fill(group)
    if (kept && !known) transform(c, own + c * stride)
    return energy(blank, m, shift, tables + 32 * c + 16)
  })
  if (known) {
    arena.bytes().set(known, own)
    addWork(work, { byte: known.length })
  } else if (kept) {
    memory?.set(place, arena.bytes().slice(own, own + count * stride))
    addWork(work, pairWork(layout, count, 0, 0))
  }

  const most = mostNorm(layout, count, unit, positions)
  const always = worstNorm({ components }, shared, squares) <= most

  const usual = pairWork(layout, count, count, 1)
  const again = kept ? {} : pairWork(layout, count, 0, 0)

  /** Runs of components whose correlation is proved to round right; each is rounded by itself. */
  const certified = (): { from: number; to: number }[] => {
    const parts: { from: number; to: number }[] = []
    let norm = Infinity
    components.forEach(({ group, shift }, c) => {
      const at = bits + group * room
      const table = tables + 32 * c
      const more = Math.sqrt((energy(at, length, shift, table) + energy(at + step, length, shift, table)) * squares[c])
      norm += more
      if (norm > most) {
        parts.push({ from: c, to: c })
        norm = more
      }
      parts[parts.length - 1].to++
    })
    return parts
  }

  const correlate = (from: number, to: number): number => {
    const z = to - from > batch ? spectra + batch * stride : spectra
    for (let c = from; c < to; c += batch) {
      const some = Math.min(batch, to - c)
      if (!kept) transform(c, own)
      for (let i = 0; i < some; i++) {
        const { group, shift } = components[c + i]
        const at = bits + group * room
        kernels.spread(at, at + step, length / 4, shift, tables + 32 * (c + i), spectra + i * stride)
      }
      kernels.convolve(spectra, kept ? own + c * stride : own, stride, some, z, quarter, c === from, c + some === to)
    }
    return z
  }

  return (taken, out) => {
    const total = positions / unit
    let rest = constant
    let steady = 0
    addWork(work, { block: 1 })
    if (weights) {
      addWork(work, { weigh: taken })
      if (count > 0 && sameWeight(bits, taken, weightTable)) steady = m * weights[arena.bytes()[bits] & 15]
      else {
        windowRest(bits, m, 2 * step, weightTable, total, out)
        rest = out
      }
    }
    if (count === 0) {
      if (!weights) arena.words().fill(positions, out / 4, out / 4 + 2 * step) // no position has a class
      return
    }
    arena.words().fill(total - steady, constant / 4, constant / 4 + 4)
    shared.useRoots()
    filled = -1 // another piece may have used the blank
    const parts = always ? [{ from: 0, to: count }] : certified()
    for (const { from, to } of parts) {
      kernels.gather(correlate(from, to), length / 4, rest, rest === out ? 1 : 0, unit, step, out)
      rest = out
    }
    addWork(work, parts.length === 1 ? usual : pairWork(layout, count, count, parts.length))
    addWork(work, again)
  }
}

type Sides = Pick<Shared, 'text' | 'classes' | 'layout'>

/** The embedding with the fewest components that takes this piece. */
export function embeddingOf(shared: Sides, { m, codes }: Piece): Embedding {
  const { classes, layout } = shared
  const plain = plainEmbedding(classes.count)
  if (classes.plain || codes.includes(0)) return plain
  const saving = savingEmbedding(classes.count)
  if (saving.unit === 1) return saving
  // the tetrahedron's sum is an integer only as a whole: it cannot be split where a text's energy is too large
  return worstNorm(saving, shared, [m, m, m]) <= mostNorm(layout, saving.components.length, saving.unit, m) ? saving : plain
}

/** S of the bound for the worst text: by Cauchy and Schwarz at most the root of the text's energy times that of the pattern's. */
export function worstNorm(embedding: Pick<Embedding, 'components'>, { text, classes, layout }: Sides, squares: readonly number[]): number {
  const energy = 2 * layout.length * largestSymbol(embedding, text, classes.keys)
  return Math.sqrt(energy * squares.reduce((sum, square) => sum + square, 0))
}
