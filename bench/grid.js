// Problems to plan for: hammingDistances on texts of a thousand to ten million symbols, patterns from one symbol to the whole text, alphabets from
// two letters to as many as there are symbols, random and structured. Drawn by a seed, and by other means than those that prices are fitted with.
import { random } from './random.js'

/** @typedef {Uint8Array | Uint16Array | Uint32Array} Symbols */
/** @typedef {{ shape: string, n: number, m: number, sigma: number, text: Symbols, pattern: Symbols }} GridProblem */
/** @typedef {(next: () => number, sigma: number, length: number) => (i: number) => number} Letters the letter at a position, called from left to right */

/** @type {Readonly<Record<string, Letters>>} */
const SHAPES = {
  uniform: (next, sigma) => () => Math.floor(sigma * next()),
  // letter r with probability about 1 / r, as words in a language: by inversion of the logarithm
  zipf: (next, sigma) => () => Math.min(sigma, Math.floor((sigma + 1) ** next())) - 1,
  // a period, one letter in a hundred drawn again
  periodic: (next, sigma, length) => {
    const period = Math.min(length, 1 + Math.floor(50 * next()))
    const seen = Array.from({ length: period }, () => Math.floor(sigma * next()))
    return (i) => (next() < 0.01 ? Math.floor(sigma * next()) : seen[i % period])
  },
  // runs of one letter, fifty long on average
  runs: (next, sigma) => {
    let letter = 0
    return () => {
      if (next() < 0.02) letter = Math.floor(sigma * next())
      return letter
    }
  },
  // one letter nearly everywhere, all the others rare
  dominant: (next, sigma) => () => (next() < 0.9 ? 0 : Math.floor(sigma * next())),
  // the letters change along the text: a quarter of the alphabet at a time
  drifting: (next, sigma, length) => (i) => Math.floor(((i / length) * 0.75 + 0.25 * next()) * sigma),
}

const FEWEST_SYMBOLS = 1e3
const MOST_SYMBOLS = 1e7

/**
 * @param {number} seed
 * @param {number} count
 * @param {Uint8Array} genome
 * @returns {Generator<GridProblem>}
 */
export function* grid(seed, count, genome) {
  const next = random(seed)
  const shapes = [...Object.keys(SHAPES), 'genome']
  const logUniform = (/** @type {number} */ low, /** @type {number} */ high) => Math.round(low * (high / low) ** next())
  for (let p = 0; p < count; p++) {
    const shape = shapes[p % shapes.length]
    const n = logUniform(FEWEST_SYMBOLS, shape === 'genome' ? genome.length : MOST_SYMBOLS)
    const m = logUniform(1, n)
    const place = Math.floor(next() * (n - m + 1))
    if (shape === 'genome') {
      const from = Math.floor(next() * (genome.length - n + 1))
      const text = genome.subarray(from, from + n)
      yield { shape, n, m, sigma: 4, text, pattern: edited(text.subarray(place, place + m), next) }
      continue
    }
    const sigma = logUniform(2, n)
    const text = new (sigma <= 256 ? Uint8Array : sigma <= 65536 ? Uint16Array : Uint32Array)(n)
    const letters = SHAPES[shape](next, sigma, n)
    for (let i = 0; i < n; i++) text[i] = letters(i)
    yield { shape, n, m, sigma, text, pattern: edited(text.subarray(place, place + m), next) }
  }
}

/**
 * A copy, in which one symbol in twenty is another of its symbols.
 * @param {Symbols} piece
 * @param {() => number} next
 */
function edited(piece, next) {
  return piece.slice().map((symbol) => (next() < 0.05 ? piece[Math.floor(piece.length * next())] : symbol))
}
