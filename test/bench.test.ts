// A benchmark without an assertion measures nothing: every problem has its answer written down, and whoever races must compute it.
import { beforeAll, describe, expect, test } from 'vitest'
import { answerOf } from '../bench/answers.js'
import { equalityProblems, matricesOf } from '../bench/equality.js'
import { readGenome } from '../bench/genome.js'
import { instanceOf, problems, sliceOf, type Instance, type Problem } from '../bench/problems.js'
import { blockedLoop, tripleLoop } from '../bench/rivals/equality.js'
import { rivals } from '../bench/rivals/index.js'
import { natives } from '../bench/rivals/native.js'
import { nativesOf, planned, planOf, registryRows, rivalsOf, variants } from '../bench/subjects.js'

let genome: Uint8Array

beforeAll(() => {
  genome = readGenome()
})

const onSlice = (problem: Problem): Instance => sliceOf(problem, genome)

test('the genome is the one that answers are pinned on', () => {
  expect(answerOf(Uint32Array.from(genome))).toEqual({ count: 4_938_920, sum: 354_195_959, hash: '2c1d27a6' })
})

describe.each(problems.map((problem) => [problem.name, problem] as const))('%s', (_, problem) => {
  test('has pinned answers', () => {
    const { text, patterns } = instanceOf(problem, genome)
    const shifts = text.length - patterns[0].length + 1
    if (problem.task === 'hammingDistances') expect(problem.answer.count).toBe(shifts)
    expect(problem.answer.count).toBeGreaterThan(0)
    expect(problem.sliceAnswer.count).toBeGreaterThan(0)
  })

  test('has rivals in its race, among them all that floors name', () => {
    const racing = rivalsOf(problem, onSlice(problem)).map(({ name }) => name).filter((name) => !problem.tooSlow.includes(name)) // prettier-ignore
    expect(racing).not.toHaveLength(0)
    const everybody = [...rivals, ...natives].map(({ name }) => name)
    const floors = Object.keys(problem.floors)
    expect(everybody).toEqual(expect.arrayContaining([...floors, ...problem.tooSlow]))
    expect(racing).toEqual(expect.arrayContaining(floors.filter((name) => !natives.some((native) => native.name === name))))
    for (const name of floors) expect(problem.tooSlow).not.toContain(name)
  })

  test('every rival computes the pinned answer on a slice', () => {
    const instance = onSlice(problem)
    for (const { name, open } of rivalsOf(problem, instance)) {
      expect(answerOf(open(instance)()), name).toEqual(problem.sliceAnswer)
    }
  })

  test('native rivals that can be built compute the pinned answer on a slice', () => {
    if (problem.task !== 'hammingDistances') return
    const instance = onSlice(problem)
    for (const { name, open } of nativesOf({ ...problem, tooSlow: [] }, instance).natives) {
      expect(open(instance, false).turn(0).answer, name).toEqual(problem.sliceAnswer)
    }
  })

  test('the library and each of its algorithms compute the pinned answer on a slice', () => {
    const instance = onSlice(problem)
    const rows = registryRows(problem, instance)
    expect(rows.length).toBeGreaterThan(1)
    for (const { name, open } of [planned(problem), ...variants(problem), ...rows]) {
      expect(answerOf(open(instance)()), name).toEqual(problem.sliceAnswer)
    }
  })

  test('the planned call computes the pinned answer on the whole genome, by the algorithm that the report names', () => {
    const instance = instanceOf(problem, genome)
    expect(registryRows(problem, instance).map(({ name }) => name)).toContain(planOf(problem, instance).algorithm)
    expect(answerOf(planned(problem).open(instance)())).toEqual(problem.answer)
  })
})

test('every rival races in some problem', () => {
  const racing = problems.flatMap((problem) => rivalsOf(problem, onSlice(problem)).map(({ name }) => name))
  for (const { name } of rivals) expect(racing).toContain(name)
})

test.each(equalityProblems.map((problem) => [problem.name, problem] as const))('%s: both loops compute the pinned answer', (_, problem) => {
  const matrices = matricesOf(problem)
  for (const loop of [tripleLoop, blockedLoop]) expect(answerOf(loop(matrices))).toEqual(problem.answer)
})
