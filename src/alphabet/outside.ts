// Symbols outside an alphabet: a text full of them was probably searched under the wrong one.
import { oneOf, wrongKind } from '../check.js'
import { DEFAULT_MEMORY_LIMIT, withArena } from '../wasm/arena.js'
import { alphabetNames, FIRST_LETTER, LETTERS, setOfCode, type Alphabet } from './index.js'

/** Codes copied at a time: they stay in the second cache. */
const TILE = 2 ** 16
/** Up to here a look-up for each code is cheaper than a call of a kernel, which takes about a microsecond with all that is around it. */
const SHORT = 2 ** 11

const tables = new Map<Alphabet, Uint8Array>()

/** 1 for each character code that is a letter of the alphabet. */
function lettersOf(alphabet: Alphabet): Uint8Array {
  let table = tables.get(alphabet)
  if (!table) tables.set(alphabet, (table = Uint8Array.from({ length: 256 }, (_, code) => Number(setOfCode(alphabet, code) !== 0))))
  return table
}

/**
 * How many character codes are outside an alphabet: they match nothing. None is outside 'exact'. O(length), about 0.1 ns a code; memory: 64 KiB.
 * @throws TypeError or RangeError naming a wrong argument
 */
export function countOutside(codes: Uint8Array, alphabet: Alphabet): number {
  if (!(codes instanceof Uint8Array)) throw wrongKind('codes', 'a Uint8Array of character codes', codes)
  if (oneOf('alphabet', alphabet, alphabetNames) === 'exact') return 0
  const letters = lettersOf(alphabet)
  let outside = 0
  if (codes.length <= SHORT) {
    for (let i = 0; i < codes.length; i++) outside += 1 - letters[codes[i]]
    return outside
  }
  return withArena(DEFAULT_MEMORY_LIMIT, ({ kernels, alloc, bytes }) => {
    const table = alloc(LETTERS)
    const text = alloc(TILE)
    bytes().set(letters.subarray(FIRST_LETTER, FIRST_LETTER + LETTERS), table)
    for (let from = 0; from < codes.length; from += TILE) {
      const tile = codes.subarray(from, from + TILE)
      bytes().set(tile, text)
      outside += kernels.countOutside(text, tile.length, table)
    }
    return outside
  })
}
