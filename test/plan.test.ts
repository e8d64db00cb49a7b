// Plans: explain, profileOf, listAlgorithms, and predicted against executed work.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  countMatches,
  explain,
  findMatches,
  hammingDistances,
  listAlgorithms,
  prepareText,
  profileOf,
  type ExplainOptions,
  type Task,
  type Unit,
  type Work,
} from '../src/index.js'
import { choose, planOf } from '../src/plan/choose.js'
import { price } from '../src/plan/machine.js'
import { algorithms } from '../src/plan/registry.js'
import type { Row } from '../src/plan/row.js'
import { letterPairs, pairs, searches } from './arbitraries.js'
import { randomOf, uniform } from './random.js'
import { codesOf } from './reference/distances.js'
import { rowsOf, takersOf } from './rows.js'

const tasks = ['hammingDistances', 'findMatches', 'countMatches'] as const
const sumTasks: Task[] = ['sumset', 'sumsetCounts', 'threeSumCounts', 'convolutionThreeSumCounts', 'triangleCounts']

/** Units whose number depends on the letters, or on the hits there happen to be. */
const dataDependent: Unit[] = [
  ...(['scanRow', 'emit', 'visit', 'pair', 'hit', 'packedStep', 'packedDot', 'bucket', 'pairSum'] as const),
  ...(['seed', 'candidate', 'letter', 'event', 'difference', 'place', 'list', 'farList', 'near'] as const),
]
/** Units by which the two cases of a row differ, where a sample of the pattern does not always tell which it is. */
const byCase: Record<string, Unit[]> = { periodic: ['roll', 'settle'] }
/** Units of the set-up, which a run does not count. */
const setUp: Unit[] = ['call', 'layout', 'class']

describe('listAlgorithms', () => {
  test('rows of a task, or of all', () => {
    const all = listAlgorithms()
    for (const task of [...tasks, ...sumTasks]) expect(listAlgorithms(task)).toEqual(all.filter((row) => row.task === task))
    for (const { name, task, guarantee, complexity, source, ...rest } of all) {
      expect(name).toMatch(/^[a-z][a-z0-9-]*$/)
      expect([...tasks, ...sumTasks]).toContain(task)
      expect(['exact', 'las-vegas', 'monte-carlo']).toContain(guarantee)
      expect(complexity).toMatch(/O\(|^log/)
      expect(source.length).toBeGreaterThan(10)
      expect(rest).toEqual({})
    }
    for (const task of tasks) expect(new Set(rowsOf(task)).size).toBe(rowsOf(task).length)
  })
})

test('what a call takes is what its plan says, whatever rows cost, refuse, need and state as a lower bound', () => {
  const row = fc.record({
    cost: fc.integer({ min: 1, max: 6 }),
    /** the lower bound's share of the price */
    bound: fc.constantFrom(undefined, 0, 0.5, 1),
    bytes: fc.integer({ min: 0, max: 6 }),
    refused: fc.integer({ min: 0, max: 3 }).map((die) => die === 0),
    reference: fc.boolean(),
  })
  const problem = { task: 'sumset' } as const
  const taken = (choice: () => string): string => {
    try {
      return choice()
    } catch (error) {
      return (error as Error).message
    }
  }
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 7 }), fc.integer({ min: 0, max: 8 }), (given, memoryLimit) => {
      // references stand last
      const ordered = [...given.filter(({ reference }) => !reference), ...given.filter(({ reference }) => reference)]
      const rows = ordered.map(({ cost, bound, bytes, refused, reference }, i): Row<typeof problem> => ({
        name: `row ${i}`,
        tasks: ['sumset'],
        guarantee: 'exact',
        complexity: '',
        source: '',
        kernels: [],
        ...(reference && { reference }),
        refuses: () => (refused ? 'no' : undefined),
        work: () => ({ byte: cost }),
        bytes: () => bytes,
        ...(bound !== undefined && { least: () => bound * price({ byte: cost }) }),
      }))
      const family = { rows, join: () => ({ work: { byte: 1 }, bytes: 1 }) }
      const planned = taken(() => planOf(family, problem, { memoryLimit }).algorithm)
      expect(taken(() => choose(family, problem, { memoryLimit }).name)).toBe(planned)
      const own = ordered.flatMap(({ cost, bytes, refused, reference }, i) =>
        refused || bytes + 1 > memoryLimit ? [] : [{ cost, reference, name: `row ${i}` }],
      )
      const best = own.sort((a, b) => Number(a.reference) - Number(b.reference) || a.cost - b.cost).at(0)
      if (best) expect(planned).toBe(best.name)
      else expect(planned).toMatch(/^no algorithm for sumset/)
    }),
    { numRuns: 500 },
  )
})

describe('explain', () => {
  test('every row is considered: cheapest first, refusals last, all numbers finite', () => {
    for (const task of tasks) {
      for (const n of [0, 1, 5, 100, 2 ** 20, 1e10]) {
        for (const m of [1, 2, 20, 1009, 1e6]) {
          for (const rest of [
            { maxMismatches: 0 },
            { maxMismatches: 7, sigma: 1 },
            { maxMismatches: 100, sigma: 70000 },
            { maxMismatches: 2 ** 40, alphabet: 'dna', strands: 'both', required: 1 },
            { maxMismatches: 5, patterns: 0 },
            { maxMismatches: 5, patterns: 1e5, alphabet: 'protein' },
            { sigma: 300 },
            { epsilon: 0.5 },
          ] as Partial<ExplainOptions>[]) {
            const options = { task, n, m, memoryLimit: 2 ** 52, ...rest } as ExplainOptions
            const what = JSON.stringify(options)
            const plan = explain(options)
            expect(plan.task).toBe(task)
            expect(plan.considered.map(({ name }) => name).sort(), what).toEqual(rowsOf(task).sort())
            const taken = plan.considered.filter(({ refused }) => refused === undefined)
            expect(plan.algorithm).toBe(taken.find(({ reference }) => !reference)!.name)
            expect(plan.considered.slice(0, taken.length), what).toEqual(taken)
            for (const { nanoseconds, bytes, work } of plan.considered) {
              for (const number of [nanoseconds, bytes, ...Object.values(work)]) {
                expect(Number.isFinite(number) && number >= 0, `${what}: ${JSON.stringify(plan.considered)}`).toBe(true)
              }
            }
            const times = taken.map(({ nanoseconds }) => nanoseconds)
            expect(times).toEqual(times.toSorted((a, b) => a - b))
          }
        }
      }
    }
  })

  test('without a profile the plan says what it assumed', () => {
    const options = { task: 'hammingDistances', n: 1e6, m: 20, alphabet: 'dna' } as const
    expect(explain(options).note).toMatch(/4 letters/)
    expect(explain({ ...options, sigma: 15 }).note).toMatch(/15 letters/)
    expect(explain({ ...options, profile: profileOf('ACGT', 'ACG', { alphabet: 'dna' }) }).note).toBeUndefined()
  })

  test('up to patterns of 10^5 symbols no reference would be much cheaper, but where the pattern is as long as its text', () => {
    const references = algorithms.filter(({ reference }) => reference).map(({ name }) => name)
    expect(references).toContain('naive')
    expect(references.length).toBeGreaterThan(3)
    const random = randomOf(1)
    const upTo = (most: number): number => Math.ceil(most ** random.next())
    for (let i = 0; i < 2000; i++) {
      const n = upTo(1e8)
      const m = upTo(Math.min(n, 1e5))
      const sigma = upTo(random.pick([4, 30, 300, 1e6]))
      if (n - m + 1 <= 2) continue
      const { considered } = explain({ task: 'hammingDistances', n, m, sigma, memoryLimit: 2 ** 40 })
      const first = considered.find(({ name }) => !references.includes(name))!
      // a layout that just does not fit may cost convolve a few percent
      expect(first.nanoseconds, `n ${n}, m ${m}, sigma ${sigma}: ${first.name}`).toBeLessThan(1.05 * considered[0].nanoseconds)
    }
  })

  test('longer patterns, more patterns and more text cost more', () => {
    const problem: ExplainOptions = { task: 'findMatches', n: 1e6, m: 1000, sigma: 4, maxMismatches: 600 }
    for (const algorithm of takersOf(problem)) {
      const cost = (more: Partial<ExplainOptions>): number => explain({ ...problem, algorithm, ...more }).considered[0].nanoseconds
      expect(cost({ n: 2e6 }), algorithm).toBeGreaterThan(1.5 * cost({}))
      // transforms cost the same for any pattern
      const longer = cost({ m: 3000, maxMismatches: 1900 })
      if (algorithm !== 'convolve' && algorithm !== 'mixed') expect(longer, algorithm).toBeGreaterThan(1.5 * cost({}))
      expect(cost({ patterns: 10 }), algorithm).toBeGreaterThan(3 * cost({}))
    }
  })
})

describe('profileOf', () => {
  test('is measured on the letters of the call', () => {
    const close = (number: number): unknown => expect.closeTo(number, 12)
    expect(profileOf('aaab', 'ab')).toMatchObject({ symbolBytes: 1, classes: 2, match: close(0.5) })
    expect(profileOf(Uint16Array.of(1, 2), Uint16Array.of(3))).toMatchObject({ symbolBytes: 2, classes: 1, match: 0 })
    const dna = { alphabet: 'dna' } as const
    expect(profileOf('ACGT', 'N', dna)).toMatchObject({ symbolBytes: 1, classes: 1, match: close(1) })
    expect(profileOf('ACGT', ['A', 'a', 'C'], { ...dna, strands: 'both' })).toMatchObject({ classes: 4, match: close(0.25) })
    expect(profileOf('', 'a')).toMatchObject({ symbolBytes: 1, classes: 0, match: 0 })
  })

  test('patterns that do not fit into the text shape neither the run nor its profile', () => {
    expect(profileOf('aaaa', ['ab', 'cdefghij'])).toEqual(profileOf('aaaa', ['ab']))
  })
})

/** Units of work without those in the list. */
function without(work: Work, units: readonly Unit[]): Work {
  return Object.fromEntries(Object.entries(work).filter(([unit]) => !units.includes(unit as Unit)))
}

describe('a run follows its plan', () => {
  test('the algorithm that explain names for its profile is the one that runs', () => {
    const call = fc.property(searches(), ({ text, patterns, search }) => {
      const fitting = patterns.filter(({ sequence }) => sequence.length <= text.length)
      if (fitting.length === 0) return
      const { alphabet, strands, maxMismatches } = search
      const positions = fitting.map(({ required }) =>
        typeof required === 'string' ? required.replaceAll('.', '').length : new Set(required).size,
      )
      const { algorithm } = explain({
        task: 'countMatches',
        n: text.length,
        m: fitting.reduce((most, { sequence }) => Math.max(most, sequence.length), 0),
        patterns: fitting.length,
        required: positions.reduce((most, count) => Math.max(most, count), 0),
        alphabet,
        strands,
        maxMismatches,
        profile: profileOf(text, fitting, search),
      })
      const counts: Work[] = []
      const onCounts = (work: Work): number => counts.push(work)
      const options = { ...search, limit: undefined }
      countMatches(text, fitting, { ...options, onCounts })
      countMatches(text, fitting, { ...options, onCounts, algorithm })
      expect(counts[0], algorithm).toEqual(counts[1])
    })
    fc.assert(call, { numRuns: 200 })
  })

  test('both short and long patterns, bounded and not', () => {
    const text = uniform(1, 50_000, 4)
    const planned = new Set<string>()
    for (const m of [1, 2, 3, 5, 8, 16, 33, 100, 1000]) {
      for (const maxMismatches of [undefined, 0, 3, 20]) {
        for (const n of [m, m + 10, 50_000]) {
          const call = [Uint8Array.from(text.subarray(0, n)), Uint8Array.from(text.subarray(0, m))] as const
          const { algorithm } = explain({ task: 'hammingDistances', n, m, maxMismatches, profile: profileOf(...call) })
          const counts: Work[] = []
          hammingDistances(...call, { maxMismatches, onCounts: (work) => counts.push(work) })
          hammingDistances(...call, { maxMismatches, algorithm, onCounts: (work) => counts.push(work) })
          expect(counts[0], algorithm).toEqual(counts[1])
          planned.add(algorithm)
        }
      }
    }
    expect(planned.size, 'no row is the best for everything').toBeGreaterThan(2)
  })

  test('executed counts are the predicted ones', () => {
    const sizes = fc.oneof(pairs([1, 2, 4, 20, 250, 1000, 70000]), letterPairs())
    const task = fc.constantFrom(...tasks)
    const property = fc.property(sizes, task, fc.constantFrom(0, 3, 20, 5000), ({ text, pattern, ...rules }, task, maxMismatches) => {
      // symbols too wide for the text cost nothing, which no plan foresees
      const widest = 2 ** (8 * prepareText(text, rules).symbols.BYTES_PER_ELEMENT)
      if (text.length < pattern.length || codesOf(pattern).some((code) => code >= widest)) return
      const profile = profileOf(text, pattern, rules)
      const options = { ...rules, maxMismatches }
      const plan = explain({ task, n: text.length, m: pattern.length, ...options, profile })
      for (const { name, work, refused } of plan.considered) {
        if (refused !== undefined) continue
        let executed: Work = {}
        const run = { hammingDistances, findMatches, countMatches }[task]
        run(text, pattern, { ...options, algorithm: name, onCounts: (counts) => (executed = counts) })
        // a guard that steps in departs from the plan
        if (executed.detour !== undefined) continue
        const open = [...dataDependent, ...(byCase[name] ?? [])]
        expect(without(executed, open), `${name} for ${task}`).toEqual(without(work, [...open, ...setUp]))
      }
    })
    fc.assert(property, { numRuns: 300 })
  })

  test('counts by hand', () => {
    const work = (algorithm: string, n: number, m: number): Work =>
      explain({ task: 'hammingDistances', n, m, sigma: 4, algorithm }).considered[0].work
    // one tile: 16,384 shifts in 128 columns, streams of 2,048 + 19 bytes rounded up to 2,080
    expect(work('bit-sliced', 16_403, 20)).toEqual({
      call: 1,
      layout: 20,
      class: 4,
      byte: 16_403 + 4 * 16_384,
      encode: 16_403,
      plane: 8 * 2080,
      row: 128 * 20,
      readOut: 128,
    })
    // rows come in fours, and 1,008 of them fill the counters
    expect(work('bit-sliced', 16_404, 21).row).toBe(128 * 24)
    expect(work('bit-sliced', 16_383 + 1010, 1010)).toMatchObject({ row: 128 * 1012, readOut: 2 * 128 })
    // 17 shifts are one column
    expect(work('bit-sliced', 36, 20)).toMatchObject({ row: 20, readOut: 1 })
    // four blocks of 4,096 shifts, each with 19 symbols more
    expect(work('compare', 16_403, 20)).toEqual({ call: 1, layout: 20, byte: 16_384 + 4 * 19 + 4 * 16_384, compare: 1024 * 20 })
    // 17 shifts are four vectors of 16
    expect(work('compare', 36, 20).compare).toBe(4 * 20)
  })

  test('on uniform letters the rows that a scan reads are predicted within a tenth', () => {
    for (const sigma of [2, 4, 20]) {
      const text = Uint8Array.from(uniform(sigma, 60_000, sigma))
      for (const m of [8, 20, 100, 1000]) {
        const pattern = Uint8Array.from(uniform(m, m, sigma))
        const profile = profileOf(text, pattern)
        for (const maxMismatches of [0, 1, 3, 7, 8, 20, 100]) {
          for (const { name, work } of explain({ task: 'hammingDistances', n: text.length, m, maxMismatches, profile }).considered) {
            if (work.scanRow === undefined) continue
            let executed: Work = {}
            hammingDistances(text, pattern, { maxMismatches, algorithm: name, onCounts: (counts) => (executed = counts) })
            if (executed.detour !== undefined) continue
            const ratio = executed.scanRow! / work.scanRow
            expect(ratio > 0.9 && ratio < 1.1, `${name}, sigma ${sigma}, m ${m}, k ${maxMismatches}: ${ratio}`).toBe(true)
          }
        }
      }
    }
  })

  test('pattern symbols too wide for the text cost nothing, and no more than predicted', () => {
    const text = Uint8Array.from(uniform(1, 3000, 4))
    const pattern = uniform(2, 60, 1000)
    const plan = explain({ task: 'findMatches', n: 3000, m: 60, profile: profileOf(text, pattern), maxMismatches: 9 })
    for (const { name, work, refused } of plan.considered) {
      if (refused !== undefined) continue
      let executed: Work = {}
      findMatches(text, pattern, { maxMismatches: 9, algorithm: name, onCounts: (counts) => (executed = counts) })
      for (const [unit, count] of Object.entries(without(executed, dataDependent))) {
        expect(count, `${name}: ${unit}`).toBeLessThanOrEqual(work[unit as Unit]!)
      }
    }
  })
})
