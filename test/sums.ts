// Pairs of lists whose sums are many, few, dense, sparse or far apart.
import fc from 'fast-check'
import { randomOf, type Random } from './random.js'

const shapes = ['random', 'progression', 'half progression', 'grid', 'clusters', 'sidon', 'equal', 'few values', 'squares'] as const
export type SumShape = (typeof shapes)[number]

/** `count` numbers from 0 on, nearly all below `universe`. */
export function numbersOf(shape: SumShape, count: number, universe: number, random: Random): Float64Array {
  const any = (): number => random.below(universe)
  const step = Math.max(1, Math.floor(universe / count))
  const list = new Float64Array(count)
  const side = Math.ceil(Math.sqrt(count))
  for (let i = 0; i < count; i++) {
    list[i] = {
      random: any,
      progression: () => i * step,
      'half progression': () => (i % 2 === 0 ? i : any()),
      grid: () => (i % side) + Math.floor(i / side) * Math.floor(universe / side),
      clusters: () => Math.floor(universe / 3) * random.below(3) + random.below(Math.min(universe, 1 + 2 * side)),
      // Erdos and Turan: 2 p k + (k^2 mod p) for a prime p
      sidon: () => 2 * 10007 * i + ((i * i) % 10007),
      equal: () => 7,
      'few values': () => step * random.below(5),
      squares: () => i * i,
    }[shape]()
  }
  return list
}

export interface SumPair {
  a: Float64Array
  b: Float64Array
}

/** Universes below and above those of each algorithm, values up to 2^52 with sums up to 2^53, negative numbers, common divisors. */
export function sumPairs(
  most = 60,
  universes: readonly number[] = [1, 5, 60, 1000, 40_000, 1e6, 1e9, 2 ** 40, 2 ** 52],
): fc.Arbitrary<SumPair> {
  const recipe = fc.record({
    n: fc.integer({ min: 0, max: most }),
    m: fc.integer({ min: 1, max: most }),
    universe: fc.constantFrom(...universes),
    first: fc.constantFrom(...shapes),
    second: fc.constantFrom(...shapes),
    same: fc.boolean(),
    scale: fc.constantFrom(1, 1, 3, 64, 1001),
    shift: fc.constantFrom(0, -1, 17, -(2 ** 52), 2 ** 51),
    seed: fc.integer({ min: 0, max: 2 ** 31 }),
  })
  return recipe.map((given) => {
    const random = randomOf(given.seed)
    const place = (list: Float64Array): Float64Array =>
      list.map((value) => {
        const moved = value * given.scale + given.shift
        return Number.isSafeInteger(moved) && Math.abs(moved) <= 2 ** 52 ? moved : value > 2 ** 52 ? 2 ** 52 : value
      })
    const a = place(numbersOf(given.first, given.n, given.universe, random))
    const b = given.same ? a.slice(0, given.m) : place(numbersOf(given.second, given.m, given.universe, random))
    const dish = { a, b }
    return Object.defineProperty(dish, fc.toStringMethod, { value: () => JSON.stringify(given), enumerable: false })
  })
}
