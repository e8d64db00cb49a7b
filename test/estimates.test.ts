// What estimates are made of: their means within four standard errors, their variances within 30 % of the formulas, and what holds in every draw.
import { describe, expect, test } from 'vitest'
import type { SearchedPattern } from '../src/hamming/algorithm.js'
import { wholePattern } from '../src/hamming/algorithm.js'
import { hashedProblem, openHashing } from '../src/hamming/hashing.js'
import { layoutOf } from '../src/hamming/layout-search.js'
import { reachOf, shiftsOfTransform } from '../src/hamming/layout.js'
import { drawPositions } from '../src/hamming/sampling.js'
import { hammingDistances } from '../src/index.js'
import type { Problem } from '../src/plan/problem.js'
import { drawsOf } from '../src/random.js'
import type { PreparedText } from '../src/sequence.js'
import { withArena } from '../src/wasm/arena.js'
import { uniform } from './random.js'
import { distances } from './reference/distances.js'

interface Moments {
  readonly mean: number
  readonly variance: number
  readonly error: number
}

function momentsOf(numbers: readonly number[]): Moments {
  const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length
  const variance = numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0) / (numbers.length - 1)
  return { mean, variance, error: Math.sqrt(variance / numbers.length) }
}

function expectMoments({ mean, variance, error }: Moments, wanted: { mean: number; variance: number }, what: string): void {
  expect(Math.abs(mean - wanted.mean), `${what}: mean ${mean}, of ${wanted.mean}`).toBeLessThan(4 * error)
  expect(variance / wanted.variance, `${what}: variance ${variance}, of ${wanted.variance}`).toBeGreaterThan(0.7)
  expect(variance / wanted.variance, `${what}: variance ${variance}, of ${wanted.variance}`).toBeLessThan(1.3)
}

const DRAWINGS = 2000
const seeds = (count: number): number[] => Array.from({ length: count }, (_, i) => i)

/** A text as long as its pattern, of half matches: one shift, whose distance is known. */
const m = 600
const pattern = uniform(1, m, 30)
const text = pattern.map((letter, j) => (j % 2 === 0 ? letter : (letter + 1 + (j % 29)) % 30))
const H = distances(text, pattern)[0]
const mismatch = Array.from(text, (letter, j) => letter !== pattern[j])

/** Of each pair of different letters, at how many positions they meet, in either order. */
function meetings(): Map<string, number> {
  const found = new Map<string, number>()
  for (let j = 0; j < m; j++) {
    if (!mismatch[j]) continue
    const key = [text[j], pattern[j]].sort().join()
    found.set(key, (found.get(key) ?? 0) + 1)
  }
  return found
}
const squares = [...meetings().values()].reduce((sum, count) => sum + count ** 2, 0)

describe('stratified samples', () => {
  test.each([2, 7, 16, 50])('one position in %i', (kappa) => {
    const estimates = seeds(DRAWINGS).map((seed) => {
      const { offsets, keys } = drawPositions(wholePattern(pattern), kappa, drawsOf(seed))
      expect(offsets.every((j, i) => keys[i] === pattern[j] && (i === 0 || j > offsets[i - 1]))).toBe(true)
      return kappa * offsets.reduce((sum, j) => sum + Number(mismatch[j]), 0)
    })
    // of a stratum with N mismatches: kappa with probability N / kappa
    let variance = 0
    for (let from = 0; from < m; from += kappa) {
      const own = mismatch.slice(from, from + kappa).filter(Boolean).length
      variance += own * (kappa - own)
    }
    expectMoments(momentsOf(estimates), { mean: H, variance }, `kappa ${kappa}`)
  })

  test('positions of a short last stratum are drawn as often as any', () => {
    const counts = new Uint32Array(25)
    for (const seed of seeds(4000)) drawPositions(wholePattern(new Uint32Array(25)), 10, drawsOf(seed)).offsets.forEach((j) => counts[j]++)
    // 400 times each, with a standard deviation of 19
    for (const count of counts) expect(Math.abs(count - 400)).toBeLessThan(90)
  })
})

describe('hashed letters', () => {
  const problem: Problem = {
    task: 'hammingDistances',
    n: m,
    m,
    positions: m,
    patterns: 1,
    required: 0,
    symbolBytes: 4,
    letters: false,
    classes: 30,
    largest: 29,
    match: 0.5,
    groups: [{ classes: 30, pattern: 1 / 30, text: 1 / 30 }],
  }
  const prepared: PreparedText = { kind: 'text', symbols: text, alphabet: 'exact', ambiguity: 'certain' }

  /** Calls `visit` for each hash with hashed distances of the whole pattern and of a sample, and the sample's mismatches. */
  function eachHash(r: number, kappa: number, visit: (whole: number, near: number, far: number) => void): void {
    withArena(2 ** 28, (arena) => {
      const whole = wholePattern(pattern)
      const layout = layoutOf(hashedProblem(problem, r, Math.ceil(m / kappa)))!
      const hashing = openHashing(arena, prepared, whole, r, shiftsOfTransform(layout) + reachOf(layout, m))
      const out = arena.alloc(4 * (shiftsOfTransform(layout) + 128))
      for (const seed of seeds(DRAWINGS)) {
        arena.within(() => {
          const draw = drawsOf(seed)
          const hash = new Uint8Array(hashing.letters + 1).map((_, letter) => (letter === 0 ? 0 : 1 + draw(r)))
          const sample: SearchedPattern = drawPositions(whole, kappa, draw)
          hashing.use(hash)
          const run = hashing.correlate(arena, layout, [whole, sample].map((some) => hashing.hashed(some, hash))) // prettier-ignore
          run.load(0, 1)
          const [all, near] = [0, 1].map((p) => (run.distances!(p, 1, out), arena.words()[out / 4]))
          visit(all, near, sample.offsets.reduce((sum, j) => sum + Number(mismatch[j]), 0)) // prettier-ignore
        })
      }
    })
  }

  test.each([
    [3, 4],
    [8, 10],
  ])('%i classes, one position in %i corrected', (r, kappa) => {
    const hidden: number[] = []
    const estimates: number[] = []
    eachHash(r, kappa, (whole, near, far) => {
      // a hash hides mismatches and makes none, in the pattern and in its sample
      expect(whole).toBeLessThanOrEqual(H)
      expect(near).toBeLessThanOrEqual(far)
      expect(far - near).toBeLessThanOrEqual(H - whole)
      hidden.push(H - whole)
      estimates.push(whole + kappa * (far - near))
    })
    expectMoments(momentsOf(hidden), { mean: H / r, variance: squares * (1 / r) * (1 - 1 / r) }, `hidden by ${r}`)
    // within a stratum: E N kappa - E N^2, with mismatches of other letters hidden by themselves
    let variance = 0
    for (let from = 0; from < m; from += kappa) {
      const own = mismatch.slice(from, from + kappa).filter(Boolean).length
      variance += ((kappa - 1) * own) / r - (own * (own - 1)) / r ** 2
    }
    expectMoments(momentsOf(estimates), { mean: H, variance }, `${r} classes corrected`)
  })
})

describe('by rows', () => {
  const delta = 0.6
  const answers = (algorithm: string, epsilon: number, count: number): number[] =>
    seeds(count).map((seed) => hammingDistances(text, pattern, { algorithm, epsilon, delta, seed })[0])

  test('one-sided, of one hash: never above, with the mean and variance of what a hash hides', () => {
    // log2(1 shift / 0.6) < 1 hash to 2 / 0.25 classes
    const found = answers('one-sided', 0.25, DRAWINGS)
    expect(Math.max(...found)).toBeLessThanOrEqual(H)
    expectMoments(momentsOf(found), { mean: H * (1 - 1 / 8), variance: squares * (1 / 8) * (1 - 1 / 8) }, 'one-sided')
  })

  test('random signs: the mean is the distance, the variance that of so many drawings', () => {
    const epsilon = 0.5
    const up = (1 + 0.9 * epsilon) / 2
    const divergence = up * Math.log(2 * up) + (1 - up) * Math.log(2 * (1 - up))
    const drawings = Math.ceil(Math.log(2 / delta) / divergence)
    expect(drawings).toBeGreaterThan(5)
    expectMoments(momentsOf(answers('random-signs', epsilon, 600)), { mean: H, variance: squares / drawings }, 'random signs')
  })
})
