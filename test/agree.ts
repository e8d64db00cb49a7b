// Every row on the same random problems, against the oracle: one run that would see any two rows disagree. A slice of it is a test; all of it is
// `npm run agree`.
import fc from 'fast-check'
import { hammingDistances, HammingwayError, listAlgorithms } from '../src/index.js'
import { letterPairs, pairs, sequenceOf, skewedPairs, widePairs, type Pair } from './arbitraries.js'
import { uniform } from './random.js'
import { distances } from './reference/distances.js'
import type { Rules } from './reference/letters.js'
import { letterDistances } from './reference/matches.js'

interface Row {
  readonly name: string
  /** problems it answered, and distances in them */
  answered: number
  distances: number
  /** problems it refused, by reason with numbers left out */
  readonly refused: Map<string, number>
}

export interface Agreement {
  readonly problems: number
  readonly rows: readonly Row[]
  /** one line for each problem and row with a wrong distance, or with an error */
  readonly differences: readonly string[]
}

/** Sizes where a pattern fills the text, is one symbol, or ends at a seam of blocks. */
function edges(): fc.Arbitrary<Pair> {
  const recipe = fc.record({
    m: fc.constantFrom(1, 2, 3, 63, 64, 65, 255, 256, 257, 1008, 1009, 2048, 2049, 4089, 4090, 4096, 4097),
    shifts: fc.constantFrom(1, 2, 7, 8, 9, 127, 128, 129, 2047, 2048, 2049),
    sigma: fc.constantFrom(1, 2, 4, 300),
    kind: fc.constantFrom<('Uint8Array' | 'Uint16Array' | 'Uint32Array')[]>('Uint8Array', 'Uint16Array', 'Uint32Array'),
    seed: fc.integer({ min: 0, max: 2 ** 31 }),
  })
  return recipe.map(({ m, shifts, sigma, kind, seed }) => ({
    text: sequenceOf(uniform(seed, m - 1 + Math.min(shifts, Math.ceil(1e6 / m)), sigma), kind),
    pattern: sequenceOf(uniform(seed + 1, m, sigma), kind),
  }))
}

/** Numbers of 8, 16 and 32 bits, letters under both alphabets and both ambiguities, structured strings, and edges. */
function problems(seed: number, count: number): (Pair & Partial<Rules>)[] {
  const any: fc.Arbitrary<Pair & Partial<Rules>> = fc.oneof(
    { weight: 8, arbitrary: pairs() },
    { weight: 7, arbitrary: letterPairs() },
    { weight: 3, arbitrary: edges() },
    { weight: 2, arbitrary: widePairs() },
    { weight: 1, arbitrary: skewedPairs() },
  )
  return fc.sample(any, { seed, numRuns: count })
}

/** Draws that many problems and asks every exact row; `watch` is told how many are done. */
export function agree(seed: number, count: number, watch?: (done: number) => void): Agreement {
  const exact = listAlgorithms('hammingDistances').filter(({ guarantee }) => guarantee !== 'monte-carlo')
  const rows = exact.map(({ name }): Row => ({ name, answered: 0, distances: 0, refused: new Map() }))
  const differences: string[] = []
  // drawn a few at a time: a sample is held in memory
  const AT_ONCE = 100
  for (let done = 0; done < count; done += AT_ONCE) {
    problems((seed * 1_000_003 + done) | 0, Math.min(AT_ONCE, count - done)).forEach((problem, i) => {
      for (const row of rows) {
        const difference = differenceOf(row, problem, expected(problem))
        if (difference !== undefined) differences.push(`problem ${done + i}, ${row.name}: ${difference}; ${fc.stringify(problem)}`)
      }
    })
    watch?.(Math.min(count, done + AT_ONCE))
  }
  return { problems: count, rows, differences }
}

const answers = new WeakMap<object, Uint32Array>()

function expected(problem: Pair & Partial<Rules>): Uint32Array {
  let answer = answers.get(problem)
  if (!answer) {
    const { text, pattern, alphabet = 'exact', ambiguity = 'certain' } = problem
    answer = alphabet === 'exact' ? distances(text, pattern) : letterDistances(text, pattern, { alphabet, ambiguity })
    answers.set(problem, answer)
  }
  return answer
}

/** The bound is one that cuts nothing, so that rows which need one take part. */
function differenceOf(row: Row, { text, pattern, ...rules }: Pair & Partial<Rules>, exact: Uint32Array): string | undefined {
  const options = { ...rules, algorithm: row.name, maxMismatches: pattern.length }
  let found: Uint32Array
  try {
    found = hammingDistances(text, pattern, options)
  } catch (error) {
    if (!(error instanceof HammingwayError && error.code === 'NO_ALGORITHM')) return String(error)
    const reason = error.message.replace(/^.*?\(|\)$/g, '').replaceAll(/\d+/g, 'N')
    row.refused.set(reason, (row.refused.get(reason) ?? 0) + 1)
    return undefined
  }
  row.answered++
  row.distances += exact.length
  if (found.length !== exact.length) return `${found.length} distances, expected ${exact.length}`
  const i = found.findIndex((distance, shift) => distance !== exact[shift])
  return i < 0 ? undefined : `shift ${i} is ${found[i]}, expected ${exact[i]}`
}
