// Texts and patterns of every shape. Each arbitrary is a recipe of a few numbers that shrinks and prints, and is cooked from a seed.
import fc from 'fast-check'
import type { Sequence } from '../src/index.js'
import { randomOf, uniform, type Random } from './random.js'
import { codesOf } from './reference/distances.js'
import { reverseComplement, type Rules } from './reference/letters.js'
import type { Search, Wanted } from './reference/matches.js'

export type Kind = 'string' | 'Uint8Array' | 'Uint16Array' | 'Uint32Array'

/** Numbers as a sequence of a kind that can hold them; a kind that is too narrow becomes the next wider one. */
export function sequenceOf(codes: ArrayLike<number>, kind: Kind): Sequence {
  let most = 0
  for (let i = 0; i < codes.length; i++) most = Math.max(most, codes[i])
  if (most > 65535 || kind === 'Uint32Array') return Uint32Array.from(codes)
  if (kind === 'string') return Array.from(codes, (code) => String.fromCharCode(code)).join('')
  return kind === 'Uint8Array' && most < 256 ? Uint8Array.from(codes) : Uint16Array.from(codes)
}

const kind = fc.constantFrom<Kind>('string', 'Uint8Array', 'Uint16Array', 'Uint32Array')
const seed = fc.integer({ min: 0, max: 2 ** 31 })
const length = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 40 }) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 300 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 3000 }) },
)
const shifts = fc.oneof(
  { weight: 1, arbitrary: fc.integer({ min: -3, max: 3 }) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 300 }) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 5000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 16000, max: 40000 }) },
)

/** Prints the recipe in place of long arrays. */
function cooked<R extends object, T extends object>(recipe: R, dish: T): T {
  return Object.defineProperty(dish, fc.toStringMethod, { value: () => JSON.stringify(recipe), enumerable: false })
}

export interface Pair {
  text: Sequence
  pattern: Sequence
}

const shapes = ['uniform', 'equal', 'periodic', 'zipf', 'disjoint', 'one-sided', 'planted', 'prefix', 'suffix'] as const
type Shape = (typeof shapes)[number]

/** A text and a pattern over sigma letters: where texts and patterns come from in practice, and where algorithms go wrong. */
export function pairs(sigmas: readonly number[] = [1, 2, 4, 5, 20, 256, 1000, 70000]): fc.Arbitrary<Pair> {
  const recipe = fc.record({
    sigma: fc.constantFrom(...sigmas),
    shape: fc.constantFrom<Shape>(...shapes),
    m: length,
    shifts,
    textKind: kind,
    patternKind: kind,
    // 55200 and more: code units of surrogates, which stand alone nearly always
    base: fc.constantFrom(0, 65, 250, 55200, 65400),
    seed,
  })
  return recipe.map((given) => {
    const m = given.m
    // the oracle compares every pair
    const n = Math.max(0, m - 1 + Math.min(given.shifts, Math.ceil(2e6 / m)))
    const { text, pattern } = numbers(given.shape, n, m, given.sigma, randomOf(given.seed))
    const base = given.base + given.sigma <= 65536 ? given.base : 0
    return cooked(given, {
      text: sequenceOf(
        text.map((letter) => letter + base),
        given.textKind,
      ),
      pattern: sequenceOf(
        pattern.map((letter) => letter + base),
        given.patternKind,
      ),
    })
  })
}

/** Patterns long enough that it pays to count common letters in one way and rare ones in another. */
export function skewedPairs(): fc.Arbitrary<Pair> {
  const recipe = fc.record({
    sigma: fc.constantFrom(256, 1000, 70000),
    m: fc.integer({ min: 200, max: 3000 }),
    shifts: fc.integer({ min: 2000, max: 20000 }),
    kind,
    seed,
  })
  return recipe.map((given) => {
    const count = Math.min(given.shifts, Math.ceil(1e7 / given.m))
    const { text, pattern } = numbers('zipf', given.m - 1 + count, given.m, given.sigma, randomOf(given.seed))
    return cooked(given, { text: sequenceOf(text, given.kind), pattern: sequenceOf(pattern, given.kind) })
  })
}

/** Texts of 8 or 16 bits, and patterns some of whose symbols are wider but equal in their low bits. */
export function widePairs(): fc.Arbitrary<Pair> {
  return fc.record({ pair: pairs([4, 256, 1000]), seed }).map(({ pair, seed }) => {
    const random = randomOf(seed)
    const pattern = codesOf(pair.pattern).map((code) => code + random.pick([0, 0, 256, 65536, 2 ** 31]))
    return cooked({ pair: fc.stringify(pair), seed }, { text: pair.text, pattern })
  })
}

function numbers(shape: Shape, n: number, m: number, sigma: number, random: Random): { text: Uint32Array; pattern: Uint32Array } {
  const letters = (count: number, letter: (i: number) => number): Uint32Array => new Uint32Array(count).map((_, i) => letter(i))
  const any = (): number => random.below(sigma)
  if (shape === 'equal') return { text: letters(n, () => 0), pattern: letters(m, () => 0) }
  if (shape === 'periodic') {
    const period = uniform(random.below(2 ** 31), 1 + random.below(8), sigma)
    const noisy = (i: number): number => (random.below(16) === 0 ? any() : period[i % period.length])
    return { text: letters(n, noisy), pattern: letters(m, noisy) }
  }
  if (shape === 'zipf') {
    const rare = (): number => Math.floor(sigma ** random.next()) - 1
    return { text: letters(n, rare), pattern: letters(m, rare) }
  }
  if (shape === 'disjoint') {
    const half = Math.max(1, sigma >> 1)
    return { text: letters(n, () => random.below(half)), pattern: letters(m, () => sigma - 1 - random.below(sigma - half || 1)) }
  }
  if (shape === 'one-sided') {
    const third = Math.floor(sigma / 3)
    return { text: letters(n, () => random.below(sigma - third)), pattern: letters(m, () => third + random.below(sigma - third)) }
  }
  const text = letters(n, any)
  if (shape === 'prefix' || shape === 'suffix') {
    const own = shape === 'prefix' ? text.slice(0, m) : text.slice(-m)
    return { text, pattern: letters(m, (j) => own[j] ?? any()) }
  }
  const pattern = letters(m, any)
  if (shape === 'planted' && n >= m) {
    for (let copies = 1 + random.below(4); copies > 0; copies--) {
      text.set(pattern, random.below(n - m + 1))
      for (let errors = random.below(10); errors > 0; errors--) text[random.below(n)] = any()
    }
  }
  return { text, pattern }
}

/** Letters of texts: what is usual, all codes, and everything that files contain. */
const flavours = {
  dna: { plain: 'ACGT', codes: 'ACGTURYSWKMBDHVN', foreign: '-*.XZ@[`{ \u00c1\u00e1\u0141\u0241' },
  protein: { plain: 'ACDEFGHIKLMNPQRSTVWY', codes: 'ACDEFGHIKLMNPQRSTVWYUOBZJX', foreign: '-*.@[`{ \u00c1\u00e1\u0141\u0241' },
} as const

/** A string of letters; about `wild` of them are rare codes, `lower` in lower case, and in texts one in thirty is no letter. */
export function letterString(
  alphabet: 'dna' | 'protein',
  count: number,
  wild: number,
  lower: number,
  foreign: boolean,
  random: Random,
): string {
  const { plain, codes, foreign: others } = flavours[alphabet]
  let result = ''
  for (let i = 0; i < count; i++) {
    let letter: string = random.next() < wild ? random.pick(codes) : random.pick(plain)
    if (random.next() < lower) letter = letter.toLowerCase()
    if (foreign && random.below(30) === 0) letter = random.pick(others)
    result += letter
  }
  return result
}

/** Share of rare codes, and share of lower case. */
const wildness = fc.constantFrom([0, 0], [0.05, 0.5], [1, 0.5])

export interface LetterPair extends Pair, Rules {}

export function letterPairs(): fc.Arbitrary<LetterPair> {
  const recipe = fc.record({
    alphabet: fc.constantFrom<('dna' | 'protein')[]>('dna', 'protein'),
    ambiguity: fc.constantFrom<Rules['ambiguity'][]>('certain', 'possible'),
    m: length,
    shifts,
    wild: wildness,
    foreign: fc.boolean(),
    planted: fc.boolean(),
    textKind: kind,
    patternKind: kind,
    seed,
  })
  return recipe.map((given) => {
    const random = randomOf(given.seed)
    const n = Math.max(0, given.m - 1 + Math.min(given.shifts, Math.ceil(1e6 / given.m)))
    const make = (count: number, foreign: boolean): string =>
      letterString(given.alphabet, count, given.wild[0], given.wild[1], foreign, random)
    const pattern = make(given.m, false)
    let text = make(n, given.foreign)
    if (given.planted && n >= given.m) {
      const at = random.below(n - given.m + 1)
      text = text.slice(0, at) + pattern + text.slice(at + given.m)
    }
    return cooked(given, {
      alphabet: given.alphabet,
      ambiguity: given.ambiguity,
      text: sequenceOf(codesOf(text), given.textKind),
      pattern: sequenceOf(codesOf(pattern), given.patternKind),
    })
  })
}

/** k as a table of interesting values, those around m included. */
export function boundsFor(m: number): number[] {
  return [...new Set([0, 1, 3, 4, 7, 8, 15, 16, m - 1, m, m + 1, 2 ** 31, 2 ** 40])]
}

export interface SearchCase {
  text: Sequence
  patterns: (Wanted & { sequence: Sequence })[]
  search: Search
}

/** Whole searches: several patterns of unequal lengths, some planted, some twice, palindromes, longer than the text, with required positions. */
export function searches(): fc.Arbitrary<SearchCase> {
  const sizes = fc.oneof(
    { weight: 6, arbitrary: fc.record({ n: fc.integer({ min: 0, max: 400 }), patterns: fc.integer({ min: 0, max: 6 }) }) },
    { weight: 1, arbitrary: fc.record({ n: fc.integer({ min: 16000, max: 35000 }), patterns: fc.integer({ min: 1, max: 2 }) }) },
  )
  const recipe = fc.record({
    sizes,
    alphabet: fc.constantFrom<Rules['alphabet'][]>('dna', 'dna', 'protein', 'exact'),
    ambiguity: fc.constantFrom<Rules['ambiguity'][]>('certain', 'possible'),
    strands: fc.constantFrom<Search['strands'][]>('forward', 'reverse', 'both'),
    longest: fc.integer({ min: 1, max: 40 }),
    maxMismatches: fc.constantFrom(0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 40, 1000),
    required: fc.boolean(),
    wild: wildness,
    sigma: fc.constantFrom(1, 2, 4, 30, 300, 70000),
    kind,
    limit: fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined }),
    seed,
  })
  return recipe.map((given) => {
    const { alphabet, ambiguity, maxMismatches, limit, sizes } = given
    const random = randomOf(given.seed)
    const letters = (count: number, foreign: boolean): Uint32Array =>
      alphabet === 'exact'
        ? uniform(random.below(2 ** 31), count, given.sigma)
        : codesOf(letterString(alphabet, count, given.wild[0], given.wild[1], foreign, random))
    const text = letters(sizes.n, true)
    const codes: Uint32Array[] = []
    for (let p = 0; p < sizes.patterns; p++) {
      let own = letters(random.below(8) === 0 ? sizes.n + 1 : 1 + random.below(given.longest), false)
      if (own.length > 500) own = own.slice(0, 500)
      const choice = random.below(6)
      if (choice === 0 && p > 0) own = codes[random.below(p)]
      if (choice === 1 && alphabet === 'dna') own = Uint32Array.of(...own, ...reverseComplement(own))
      codes.push(own)
      // planted, with errors
      if (choice > 2 && own.length <= sizes.n) {
        const at = random.below(sizes.n - own.length + 1)
        text.set(own, at)
        for (let errors = random.below(4); errors > 0; errors--) text[at + random.below(own.length)] = letters(1, true)[0]
      }
    }
    const patterns = codes.map((own) => {
      const must = given.required ? Array.from(own.keys()).filter(() => random.below(6) === 0) : []
      const mask = Array.from(own, (_, j) => (must.includes(j) ? 'x' : '.')).join('')
      const required = random.pick([must, [...must, ...must].reverse(), mask])
      return { sequence: sequenceOf(own, given.kind), ...(given.required && { required }) }
    })
    const strands = alphabet === 'dna' ? given.strands : 'forward'
    return cooked(given, { text: sequenceOf(text, given.kind), patterns, search: { alphabet, ambiguity, maxMismatches, strands, limit } })
  })
}
