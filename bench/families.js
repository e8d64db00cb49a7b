// Texts and patterns whose distances differ from shift to shift: what approximations are tried on. Where letters are drawn independently all distances
// are nearly the same, and a constant would be as good an answer as any.
import { random } from './random.js'

/** @typedef {Uint8Array | Uint16Array | Uint32Array} Symbols */
/** @typedef {{ text: Symbols, pattern: Symbols }} Pair */
/** @typedef {{ name: string, make: (next: () => number, n: number, m: number) => Pair }} Family */

/** @param {() => number} next @param {number} sigma */
const letter = (next, sigma) => Math.floor(sigma * next())

/**
 * A piece in which a share of the symbols is drawn again.
 * @template {Symbols} S
 * @param {S} piece
 * @param {number} share
 * @param {() => number} next
 * @param {() => number} draw
 * @returns {S}
 */
function redrawn(piece, share, next, draw) {
  return /** @type {S} */ (piece.slice().map((symbol) => (next() < share ? draw() : symbol)))
}

/**
 * A piece of the text, half of its symbols drawn again.
 * @param {Symbols} text
 * @param {number} m
 * @param {() => number} next
 * @param {() => number} draw
 * @returns {Pair}
 */
function half(text, m, next, draw) {
  const from = Math.floor(next() * (text.length - m + 1))
  return { text, pattern: redrawn(text.subarray(from, from + m), 0.5, next, draw) }
}

/**
 * Letter r of sigma with probability about 1 / r, by inversion of the logarithm.
 * @param {() => number} next
 * @param {number} sigma
 */
const zipf = (next, sigma) => Math.min(sigma, Math.floor((sigma + 1) ** next())) - 1

/** The residues of UniProt in per mille, most frequent first. */
const RESIDUES = [97, 83, 71, 69, 66, 59, 58, 55, 55, 54, 53, 47, 41, 39, 38, 29, 27, 24, 14, 11]

/** @type {readonly Family[]} */
export const families = [
  {
    name: 'planted halves',
    make(next, n, m) {
      const text = new Uint8Array(n).map(() => letter(next, 256))
      const pattern = text.slice(0, m)
      // at every eighth of the text, with ever more errors
      for (let i = 0; i < 8; i++) {
        const at = Math.floor((i / 8) * (n - m))
        text.set(redrawn(pattern, 0.2 + 0.1 * i, next, () => letter(next, 256)).subarray(0, m >> (i & 1)), at)
      }
      return { text, pattern }
    },
  },
  {
    name: 'periodic halves',
    make(next, n, m) {
      const period = 5 + letter(next, 60)
      const unit = Array.from({ length: period }, () => letter(next, 256))
      return half(new Uint8Array(n).map((_, i) => unit[i % period]), m, next, () => letter(next, 256)) // prettier-ignore
    },
  },
  {
    name: 'blocks',
    make(next, n, m) {
      // stretches of one letter, half of the pattern's drawn again: whole stretches collide in a hash at once
      const size = Math.max(2, Math.floor(Math.sqrt(m)))
      const letters = Array.from({ length: Math.ceil(n / size) }, () => letter(next, 64))
      const from = letter(next, letters.length - Math.ceil(m / size))
      const own = letters.slice(from).map((old) => (next() < 0.5 ? letter(next, 64) : old))
      return {
        text: new Uint8Array(n).map((_, i) => letters[Math.floor(i / size)]),
        pattern: new Uint8Array(m).map((_, j) => own[Math.floor(j / size)]),
      }
    },
  },
  {
    name: 'two letters',
    make(next, n, m) {
      // one letter against the other, but for a stretch of the text
      const from = letter(next, n)
      const to = from + letter(next, n)
      return { text: new Uint8Array(n).map((_, i) => (i >= from && i < to ? 1 : 2)), pattern: new Uint8Array(m).fill(1) }
    },
  },
  {
    name: 'near matches',
    make(next, n, m) {
      const pattern = new Uint8Array(m).map(() => letter(next, 256))
      const text = new Uint8Array(n)
      for (let from = 0; from < n; from += m) {
        text.set(redrawn(pattern, 10 ** (-4 * next()), next, () => letter(next, 256)).subarray(0, n - from), from)
      }
      return { text, pattern }
    },
  },
  {
    name: 'zipf',
    make: (next, n, m) =>
      half(
        new Uint16Array(n).map(() => zipf(next, 5000)),
        m,
        next,
        () => zipf(next, 5000),
      ),
  },
  {
    name: 'protein',
    make(next, n, m) {
      const total = RESIDUES.reduce((sum, share) => sum + share, 0)
      const residue = () => {
        let left = next() * total
        return RESIDUES.findIndex((share) => (left -= share) < 0)
      }
      return half(new Uint8Array(n).map(residue), m, next, residue)
    },
  },
  {
    name: 'tokens',
    make: (next, n, m) =>
      half(
        new Uint32Array(n).map(() => letter(next, 20_000)),
        m,
        next,
        () => letter(next, 20_000),
      ),
  },
  {
    name: 'bursts',
    make(next, n, m) {
      let run = 0
      const drawn = () => (run = next() < 0.02 ? letter(next, 200) : run)
      return half(new Uint8Array(n).map(drawn), m, next, drawn)
    },
  },
  {
    name: 'dominant',
    make(next, n, m) {
      const drawn = () => (next() < 0.5 ? 0 : letter(next, 256))
      return half(new Uint8Array(n).map(drawn), m, next, drawn)
    },
  },
  {
    name: 'drifting',
    make(next, n, m) {
      const text = new Uint8Array(n).map((_, i) => Math.floor(256 * ((i / n) * 0.75 + 0.25 * next())))
      return half(text, m, next, () => text[letter(next, n)])
    },
  },
  {
    name: 'permuted',
    make(next, n, m) {
      // every letter of the pattern as often as any other, in an order of its own, and half of the text from the pattern's letters only
      const pattern = new Uint16Array(m).map((_, j) => (j * 769) % 1021)
      const text = new Uint16Array(n).map((_, i) =>
        i < n / 2 ? pattern[letter(next, m)] : next() < 0.5 ? pattern[i % m] : 2000 + letter(next, 1000),
      )
      return { text, pattern }
    },
  },
]

/**
 * @param {Family} family
 * @param {number} seed
 * @param {number} n
 * @param {number} m
 * @returns {Pair}
 */
export function instance({ name, make }, seed, n, m) {
  return make(random(seed * 131 + name.length * 7 + name.charCodeAt(0)), n, m)
}
