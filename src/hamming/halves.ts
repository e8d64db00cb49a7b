// Correlations with the two halves of a block as one complex sequence (assembly/halves.ts). The text is transformed once for all patterns and all
// pieces of a pattern; patterns are transformed in f64, so that only the text's transform and the inverse add errors of f32.
//
// Pieces of a pattern, `pieceLength` apart, meet the same block of text and so answer for shifts that are as far apart: the last piece for those of
// this block, the ones before it for later ones. What they add to later shifts is carried to the next blocks. Before the first block there is
// nothing to carry from, and the text at its beginning is transformed for that.
import { addWork, type Work } from '../plan/machine.js'
import type { PreparedText } from '../sequence.js'
import { engines, openRoots } from '../transform/engine.js'
import type { Arena } from '../wasm/arena.js'
import type { SearchedPattern } from './algorithm.js'
import type { Classes } from './classes.js'
import { embeddingOf, worstNorm } from './correlation.js'
import type { Embedding } from './embedding.js'
import { keptOf, type Kept } from './kept.js'
import { mostNorm, strideOf, type Layout } from './layout.js'
import { ownWork, pieceWork, textWork } from './layout-work.js'
import { openPieceBits, piecesOf, type Piece } from './pieces.js'

export interface Correlations {
  readonly work: Work
  /** The class bits are those of `taken` symbols from `first` on; zeros follow. */
  met(first: number, taken: number): void
  /** Writes a pattern's distances for the shifts of this block. */
  distances(pattern: number, out: number): void
}

/** What a text and its patterns share. */
interface Sides {
  readonly text: PreparedText
  readonly layout: Layout
  readonly classes: Classes
  /** class bits, `room` bytes for each group of eight classes */
  readonly bits: number
  readonly room: number
}

/** The text in one embedding. */
interface Form {
  readonly embedding: Embedding
  /** 16 bytes a component for the text, 16 for the pattern, and the weights */
  readonly tables: number
  readonly spectra: number
  /** the symbols' common weight in this block, if they have one */
  weight?: number
}

/** A piece and its spectra. */
interface Own {
  readonly form: Form
  /** length and number of positions */
  readonly m: number
  readonly positions: number
  readonly spectra: number
  readonly shares: readonly Share[]
  /** largest S that rounds right, and whether every text stays below with all components in one sum */
  readonly most: number
  readonly always: boolean
}

/** A component of a piece; or one of several shares of its positions, where a text may have too much energy for all of them. */
interface Share {
  readonly component: number
  readonly square: number
}

/** Shares [from, to), of consecutive components, whose sum is rounded by itself. */
interface Part {
  readonly from: number
  readonly to: number
}

export function openHalves(arena: Arena, sides: Sides, patterns: readonly SearchedPattern[]): Correlations {
  const { text, layout, classes, bits, room } = sides
  const { length, step, pieces, pieceLength } = layout
  const { halves32, splitHalves32, multiplyHalves32, settleHalves32, windowRest, sameWeight, energy } = arena.kernels
  const work: Work = {}
  const stride = strideOf(layout)
  const overlap = (pieces - 1) * pieceLength
  const useRoots = openRoots(arena, layout.engine, length, true)
  const z = arena.alloc(stride)
  const rests = arena.alloc(4 * step + 128)
  const constant = arena.alloc(32)
  const forms = new Map<boolean, Form>()
  const prepared = openOwn(arena, sides, patterns, forms, work)
  const carries = patterns.map(() => arena.alloc(4 * overlap + 64))
  let next = -1

  /** Transforms the text that begins `at` bytes into the class bits. */
  const transform = (at: number): void => {
    useRoots()
    for (const { embedding, tables, spectra } of forms.values()) {
      embedding.components.forEach(({ group, shift }, c) => {
        halves32(bits + group * room + at, length, shift, tables + 32 * c, spectra + c * stride)
        splitHalves32(spectra + c * stride, 8 * length)
      })
      addWork(work, textWork(layout, embedding.components.length))
    }
  }

  const kept = text.lasting ? keptOf(text, 'spectra', [length, step, pieces, pieceLength, ...classes.keys]) : undefined
  /** Transforms the text of a block, of `taken` symbols from `first` on, or takes what a search before this one has kept. */
  const recall = (first: number, taken: number): void => {
    const places = [...forms.keys()].map((saving) => `${saving} ${first} ${taken}`)
    const known = places.map((place) => kept?.get(place))
    const own = [...forms.values()]
    if (known.includes(undefined)) {
      transform(overlap)
      own.forEach(({ embedding, spectra }, f) => {
        if (kept && !known[f]) kept.set(places[f], arena.bytes().slice(spectra, spectra + embedding.components.length * stride))
      })
      return
    }
    own.forEach(({ spectra }, f) => {
      arena.bytes().set(known[f]!, spectra)
      addWork(work, { byte: known[f]!.length })
    })
  }

  /** Adds a piece's distances for numbers [from, to) of the text transformed last to each of `places`. */
  const meet = (piece: Own, at: number, places: readonly { from: number; to: number; out: number }[]): void => {
    const { form, m, positions, spectra, shares } = piece
    const { components, unit, weights } = form.embedding
    const steady = form.weight === undefined ? 0 : m * form.weight
    const words = arena.words()
    words.fill(positions / unit - steady, constant / 4, constant / 4 + 4)
    words.fill(0, constant / 4 + 4, constant / 4 + 8)
    const sliding = weights !== undefined && form.weight === undefined
    if (sliding) windowRest(bits + at, m, step, form.tables + 32 * components.length, positions / unit, rests)
    const parts = piece.always ? [{ from: 0, to: shares.length }] : certified(piece, at)
    parts.forEach(({ from, to }, i) => {
      const x = from < to ? form.spectra + shares[from].component * stride : form.spectra
      multiplyHalves32(x, spectra + from * stride, stride, to - from, z, 8 * length)
      const rest = i > 0 ? constant + 16 : sliding ? rests : constant
      for (const place of places) {
        settleHalves32(z, length, rest, rest === rests ? 1 : 0, unit, place.from, place.to, place.out)
      }
    })
    addWork(work, pieceWork(layout, shares.length, parts.length))
  }

  /** Runs of shares whose correlation is proved to round right; each is rounded by itself. */
  const certified = ({ form, shares, most }: Own, at: number): Part[] => {
    const { components } = form.embedding
    const energies = components.map(({ group, shift }, c) => energy(bits + group * room + at, 2 * length, shift, form.tables + 32 * c))
    const parts: { from: number; to: number }[] = []
    let norm = Infinity
    shares.forEach(({ component, square }, i) => {
      const more = Math.sqrt(energies[component] * square)
      norm += more
      // shares of one component meet the same spectrum of the text, and sums are over different ones
      if (norm > most || component === shares[i - 1].component) {
        parts.push({ from: i, to: i })
        norm = more
      }
      parts[parts.length - 1].to++
    })
    return parts.length > 0 ? parts : [{ from: 0, to: 0 }]
  }

  /** What the first `overlap` shifts get from blocks that would end before them: piece i meets text that is i pieces on. */
  const begin = (): void => {
    for (const carry of carries) arena.bytes().fill(0, carry, carry + 4 * overlap)
    for (let at = 0; at < overlap; at += step) {
      const end = Math.min(overlap, at + step)
      transform(at)
      prepared.forEach((own, p) => {
        for (const [i, piece] of own.entries()) {
          const first = Math.max(i * pieceLength, at)
          if (first < end) meet(piece, at, [{ from: first - at, to: end - at, out: carries[p] + 4 * (first - i * pieceLength) }])
        }
      })
    }
  }

  return {
    work,
    met(first, taken) {
      for (const form of forms.values()) {
        const { weights, components } = form.embedding
        if (!weights) continue
        const table = form.tables + 32 * components.length
        form.weight = sameWeight(bits, taken, table) ? weights[arena.bytes()[bits] & 15] : undefined
        addWork(work, { weigh: taken })
      }
      if (pieces > 1 && first !== next) begin()
      next = first + step
      recall(first, taken)
    },
    distances(pattern, out) {
      const carry = carries[pattern]
      const ready = Math.min(overlap, step)
      const bytes = arena.bytes()
      bytes.copyWithin(out, carry, carry + 4 * ready)
      bytes.fill(0, out + 4 * ready, out + 4 * step)
      bytes.copyWithin(carry, carry + 4 * ready, carry + 4 * overlap)
      bytes.fill(0, carry + 4 * (overlap - ready), carry + 4 * overlap)
      useRoots()
      prepared[pattern].forEach((piece, i) => {
        const ahead = overlap - i * pieceLength
        const border = Math.max(0, step - ahead)
        meet(piece, overlap, [
          { from: 0, to: border, out: out + 4 * ahead },
          { from: border, to: step, out: carry + 4 * Math.max(0, ahead - step) },
        ])
      })
    },
  }
}

/** The patterns' pieces and their spectra; makes the forms of the text that they need. */
function openOwn(arena: Arena, sides: Sides, patterns: readonly SearchedPattern[], forms: Map<boolean, Form>, work: Work): Own[][] {
  const { layout, classes } = sides
  const { length, pieceLength } = layout
  const { energy, halves64, splitHalves64, toSingle } = arena.kernels
  const [, double] = engines
  const stride = strideOf(layout)
  const blank = arena.alloc(2 * length)
  const wide = arena.alloc(double.point * length)
  const pieceBits = openPieceBits(arena, classes, pieceLength)
  const useRoots = openRoots(arena, double, length, true)

  const formOf = (embedding: Embedding): Form => {
    const { components, weights } = embedding
    const saving = weights !== undefined
    const known = forms.get(saving)
    if (known) return known
    const tables = arena.alloc(32 * components.length + 16)
    const spectra = arena.alloc(components.length * stride)
    const bytes = arena.bytes()
    components.forEach(({ text, pattern }, c) => {
      bytes.set(new Uint8Array(text.buffer), tables + 32 * c)
      bytes.set(new Uint8Array(pattern.buffer), tables + 32 * c + 16)
    })
    if (weights) bytes.set(weights, tables + 32 * components.length)
    const form = { embedding, tables, spectra }
    forms.set(saving, form)
    return form
  }

  const open = (piece: Piece, kept: Kept | undefined): Own => {
    const { from, m, positions, codes } = piece
    const form = formOf(embeddingOf(sides, piece))
    const { components, unit, weights } = form.embedding
    const most = mostNorm(layout, components.length, unit, positions)
    // without weights a component is a class, and a number of the text 0 or 1: a share's S is at most sqrt(2 N positions)
    const own = new Uint32Array(256)
    if (!weights) for (let j = 0; j < m; j++) own[codes[j]]++
    const several = components.map((_, c) => Math.max(1, Math.ceil(own[c + 1] / Math.floor(most ** 2 / (2 * length)))))
    const spectra = arena.alloc(several.reduce((sum, count) => sum + count, 0) * stride)
    const name = `${weights !== undefined} ${from}`
    const known = kept?.get(name)
    const shares: Share[] = []
    several.forEach((count, c) => {
      const { group, shift } = components[c]
      const table = form.tables + 32 * c + 16
      for (let s = 0; s < count; s++) {
        fill(codes, group, c, count, s)
        shares.push({ component: c, square: energy(blank, 2 * length, shift, table) })
        if (known) continue
        halves64(blank, length, shift, table, wide)
        splitHalves64(wide, double.point * length)
        // the inverse multiplies by the length
        toSingle(wide, double.point * length, unit / length, spectra + (shares.length - 1) * stride)
      }
    })
    const size = shares.length * stride
    if (known) arena.bytes().set(known, spectra)
    else kept?.set(name, arena.bytes().slice(spectra, spectra + size))
    addWork(work, known ? { byte: size } : ownWork(layout, shares.length))
    const squares = shares.map(({ square }) => square)
    const always = shares.length === components.length && worstNorm({ components }, sides, squares) <= most
    return { form, m, positions, spectra, shares, most, always }
  }

  /** Codes and group whose class bits are there already. */
  let [filled, filledGroup]: [Uint8Array | undefined, number] = [undefined, -1]
  /** Class bits of a group's positions; of a class with several shares only the positions of one of them. */
  const fill = (codes: Uint8Array, group: number, c: number, count: number, share: number): void => {
    if (count === 1 && filled === codes && filledGroup === group) return
    const own = count === 1 ? codes : shareOf(codes, c + 1, count, share)
    pieceBits(own, group, blank, 2 * length)
    ;[filled, filledGroup] = [own, group]
  }

  useRoots()
  return patterns.map((pattern) => {
    const kept = pattern.lasting ? keptOf(pattern.keys, 'spectra', [length, pieceLength, ...classes.keys]) : undefined
    return piecesOf(pattern, classes, pieceLength).map((piece) => open(piece, kept))
  })
}

/** Every so many-th position that has the code, from the first on (share 0), the second and so forth. */
function shareOf(codes: Uint8Array, code: number, count: number, share: number): Uint8Array {
  const own = new Uint8Array(codes.length)
  let turn = share
  for (let j = 0; j < codes.length; j++) {
    if (codes[j] !== code) continue
    if (turn === 0) own[j] = code
    turn = turn === 0 ? count - 1 : turn - 1
  }
  return own
}
