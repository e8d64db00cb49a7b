// Counting 3SUM over a range from Hamming distances: the equivalence, backwards.
import { integer, record, wrongKind } from '../check.js'
import { HammingwayError } from '../errors.js'
import { hammingDistances } from '../hamming/index.js'
import { drawsOf } from '../random.js'
import { lengthOf, requireIntegers } from '../sumset/lists.js'
import { DEFAULT_MEMORY_LIMIT } from '../wasm/arena.js'

/** What gives distances at every shift, as hammingDistances does. */
export type DistanceSolver = (text: Uint32Array, pattern: Uint32Array) => ArrayLike<number>

/** What a reduction took. */
export interface ReductionCounts {
  /** most layers of a side */
  readonly layers: number
  /** calls of Hamming distances, on texts of 5 N and patterns of 2 N symbols */
  readonly calls: number
}

/** Options of `rangeThreeSumCountsViaHamming`. */
export interface ViaHammingOptions {
  /** the oracle of the reduction; default hammingDistances */
  solve?: DistanceSolver
  /** seed of the shifts, an integer in [0, 2^32), default 1: it decides how many calls there are, and nothing else */
  seed?: number
  /** receives what the reduction took */
  onCounts?: (counts: ReductionCounts) => void
}

/** Text of 5 N symbols, pattern of 2 N and 3 N + 1 distances. */
const BYTES_PER_N = 4 * (5 + 2 + 3)
/** Empty places of text and pattern, which match nothing. */
const [NO_TEXT, NO_PATTERN, FIRST_LETTER] = [0, 1, 2]

/**
 * For each c in [0, N) how many pairs (x, y) have a[x] - b[y] equal to it, as `rangeThreeSumCounts` gives them, by calls of Hamming distances. With
 * a = N alpha + i and b = N beta + j, a - b is c exactly when alpha = beta and i - j = c, or alpha = beta + 1 and i - j = c - N: blocks are letters, and
 * remainders are places. Letters are shifted at random, each alike on both sides, so that few stand at a place, and those that do go to
 * different layers. Numbers that stand there more than once are split by the bits of their multiplicity.
 *
 * Exact for every seed (Las Vegas: the seed only decides the number of calls). Complexity: 2 L^2 calls for sets of at most N numbers, L layers, O(log N / log log N)
 * with high probability; times the product of the numbers of bits for multisets. The reduction is derived here from the equivalence that Chan, Jin, Vassilevska
 * Williams and Xu (2023) state (docs/theorems/equivalence.md).
 * @throws TypeError or RangeError naming a wrong argument; HammingwayError MEMORY_LIMIT
 */
export function rangeThreeSumCountsViaHamming(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  N: number,
  options?: ViaHammingOptions,
): Float64Array {
  const given = record('options', options)
  const { solve = hammingDistances, seed = 1, onCounts } = given as ViaHammingOptions
  if (typeof solve !== 'function') throw wrongKind('solve', 'a function', solve)
  if (onCounts !== undefined && typeof onCounts !== 'function') throw wrongKind('onCounts', 'a function', onCounts)
  const draw = drawsOf(integer('seed', seed, 0, 2 ** 32 - 1))
  integer('N', N, 0)
  for (const [name, list] of Object.entries({ a, b })) {
    lengthOf(name, list)
    requireIntegers(name, list)
  }
  if (BYTES_PER_N * N > DEFAULT_MEMORY_LIMIT) {
    throw new HammingwayError('MEMORY_LIMIT', `texts and patterns of N = ${N} take ${BYTES_PER_N * N} bytes, and the limit is 2^30`)
  }
  const counts = new Float64Array(N)
  let layers = 0
  let calls = 0
  for (const [bit, first] of bitSets(N === 0 ? [] : a).entries()) {
    for (const [otherBit, second] of bitSets(b).entries()) {
      for (const delta of [0, 1]) {
        const { texts, patterns } = layOut(byBlock(first, N, 0), byBlock(second, N, delta), N, draw)
        layers = Math.max(layers, texts.length, patterns.length)
        for (const text of texts) {
          for (const pattern of patterns) {
            const distances = solve(text, pattern)
            calls++
            // shift z aligns places that differ by z - N
            const from = delta === 0 ? N : 0
            for (let c = 0; c < N; c++) counts[c] += 2 ** (bit + otherBit) * (2 * N - distances[from + c])
          }
        }
      }
    }
  }
  onCounts?.({ layers, calls })
  return counts
}

/** The numbers whose multiplicity has bit 0, bit 1, .. */
function bitSets(list: ArrayLike<number>): number[][] {
  const times = new Map<number, number>()
  for (let i = 0; i < list.length; i++) times.set(list[i], (times.get(list[i]) ?? 0) + 1)
  const sets: number[][] = []
  for (const [value, multiplicity] of times) {
    for (let bit = 0; 2 ** bit <= multiplicity; bit++) {
      sets[bit] ??= []
      if (Math.floor(multiplicity / 2 ** bit) % 2 === 1) sets[bit].push(value)
    }
  }
  return sets
}

/** Remainders modulo N by quotient, which `delta` is added to. */
function byBlock(set: readonly number[], N: number, delta: number): Map<number, number[]> {
  const blocks = new Map<number, number[]>()
  for (const value of set) {
    // exact: value - place is a multiple of N, and both are below 2^53
    const place = ((value % N) + N) % N
    const block = (value - place) / N + delta
    const places = blocks.get(block)
    if (places) places.push(place)
    else blocks.set(block, [place])
  }
  return blocks
}

type Blocks = ReadonlyMap<number, readonly number[]>

/** Layers of texts and of patterns, at most one letter at a place; letters of one side alone are left out. */
function layOut(a: Blocks, b: Blocks, N: number, draw: (bound: number) => number): { texts: Uint32Array[]; patterns: Uint32Array[] } {
  const text = openLayers(2 * N, () => new Uint32Array(5 * N).fill(NO_TEXT), N)
  const pattern = openLayers(2 * N, () => new Uint32Array(2 * N).fill(NO_PATTERN), 0)
  let letter = FIRST_LETTER
  for (const [block, places] of a) {
    const others = b.get(block)
    if (others === undefined) continue
    const shift = draw(N)
    for (const i of places) text.put(i + shift, letter)
    for (const j of others) pattern.put(j + shift, letter)
    letter++
  }
  return { texts: text.layers, patterns: pattern.layers }
}

function openLayers(
  length: number,
  fresh: () => Uint32Array,
  from: number,
): { layers: Uint32Array[]; put(place: number, letter: number): void } {
  const layers: Uint32Array[] = []
  // layers that have a letter at a place are the first ones
  const used = new Uint32Array(length)
  return {
    layers,
    put(place, letter) {
      const layer = used[place]++
      layers[layer] ??= fresh()
      layers[layer][from + place] = letter
    },
  }
}
