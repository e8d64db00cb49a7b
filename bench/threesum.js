// Approximate counts of 3SUM against the best exact row, and of triangles against plain sampling: times in one run, the error of every entry asserted.
import { explain, listAlgorithms, profileOfSums, threeSumCounts, triangleCounts } from 'hammingway'
import { random } from './random.js'
import { families, listsOf } from './threesum-lists.js'

/** @typedef {import('./whole-process.js').Check} Check */
/** @typedef {{ wall: number, processor: number }} Time milliseconds */

const N = 1e5
const EPSILON = 0.01
/** Least ratios to the planned exact row. */
const FLAT = 30
const STRUCTURED = 5
/** Turns of a row before and after the exact one, which takes long and has one. */
const TURNS = [1, 2]

/**
 * @template T
 * @param {() => T} run
 * @returns {{ answer: T, time: Time }}
 */
function timed(run) {
  const before = process.cpuUsage()
  const start = performance.now()
  const answer = run()
  const wall = performance.now() - start
  const { user, system } = process.cpuUsage(before)
  return { answer, time: { wall, processor: (user + system) / 1000 } }
}

/** @param {readonly Time[]} times */
function least(times) {
  return { wall: Math.min(...times.map(({ wall }) => wall)), processor: Math.min(...times.map(({ processor }) => processor)) }
}

/**
 * The largest error as a share of the bound.
 * @param {Float64Array} counts
 * @param {Float64Array} right
 * @param {number} bound
 * @param {string} name
 * @throws Error when it is beyond
 */
function worst(counts, right, bound, name) {
  const error = counts.reduce((most, count, i) => Math.max(most, Math.abs(count - right[i])), 0)
  if (error > bound) throw new Error(`${name}: an entry is off by ${error}, and the bound is ${bound}`)
  return error / bound
}

/** @param {readonly number[]} numbers */
const mean = (numbers) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length

/** @param {Time} time */
const shown = ({ wall, processor }) => `${wall.toFixed(wall < 100 ? 1 : 0)} ms (${processor.toFixed(processor < 100 ? 1 : 0)} of processor)`

/**
 * Rows against the planned exact call.
 * @param {(options: object) => Float64Array} run
 * @param {readonly (string | undefined)[]} algorithms undefined: as planned
 * @param {number} bound
 */
function against(run, algorithms, bound, turns = TURNS) {
  /** @type {Map<string | undefined, Time[]>} */
  const times = new Map(algorithms.map((algorithm) => [algorithm, []]))
  /** @type {Map<string | undefined, Float64Array | string>} */
  const answers = new Map()
  /** @param {number} count */
  const turn = (count) => {
    for (let i = 0; i < count; i++) {
      for (const [algorithm, own] of times) {
        if (typeof answers.get(algorithm) === 'string') continue
        try {
          const { answer, time } = timed(() => run({ epsilon: EPSILON, algorithm }))
          own.push(time)
          answers.set(algorithm, answer)
        } catch (error) {
          if (/** @type {{ code?: string }} */ (error).code !== 'NO_ALGORITHM') throw error
          answers.set(algorithm, /** @type {Error} */ (error).message)
        }
      }
    }
  }
  turn(turns[0])
  const exact = timed(() => run({ epsilon: undefined }))
  turn(turns[1])
  const rows = algorithms.map((algorithm) => {
    const answer = answers.get(algorithm)
    if (answer === undefined || typeof answer === 'string') return { algorithm, refused: answer }
    const time = least(/** @type {Time[]} */ (times.get(algorithm)))
    const ratio = Math.min(exact.time.wall / time.wall, exact.time.processor / time.processor)
    return { algorithm, time, ratio, error: worst(answer, exact.answer, bound, algorithm ?? 'planned') }
  })
  return { exact: exact.time, rows }
}

/**
 * @returns {Check}
 */
export function threesum() {
  console.log(
    `threeSumCounts: ${N} numbers each below 2^40, epsilon ${EPSILON}; ratios are the lesser of wall and processor time; errors of every entry, as a share of the bound`,
  )
  const names = listAlgorithms('threeSumCounts').filter(({ guarantee }) => guarantee === 'monte-carlo').map(({ name }) => name) // prettier-ignore
  /** @type {string[]} */
  const missed = []
  /** @type {string[]} */
  const held = []
  /** @type {string[]} */
  const regrets = []
  for (const [f, family] of families.entries()) {
    const { a, b, c } = listsOf(family, N, f + 1)
    const size = { task: /** @type {const} */ ('threeSumCounts'), n: N, m: N, targets: N }
    const profile = profileOfSums(a, b, c)
    const chosen = explain({ ...size, epsilon: EPSILON, profile }).algorithm
    const best = explain({ ...size, profile })
    // rows that are predicted to take longer than the exact one have no turn
    const predicted = explain({ ...size, epsilon: EPSILON, profile }).considered
    const close = names.filter((name) => predicted.some((row) => row.name === name && row.nanoseconds < best.considered[0].nanoseconds))
    const { exact, rows } = against((options) => threeSumCounts(a, b, c, options), [undefined, ...close], EPSILON * N)
    console.log(`  ${family.name}: exact by ${best.algorithm} ${shown(exact)}; ${mean(profile.counts ?? []).toFixed(0)} pairs a target`)
    for (const { algorithm, time, ratio, error, refused } of rows) {
      const name = algorithm ?? `planned: ${chosen}`
      console.log(
        time
          ? `    ${name.padEnd(20)} ${shown(time).padEnd(34)} ${ratio?.toFixed(1).padStart(7)}x  error ${error?.toFixed(3)}`
          : `    ${name.padEnd(20)} refused: ${refused}`,
      )
    }
    // the planned call over the fastest row of all, its own among them, by processor time
    const [{ time: planned }, ...others] = rows
    const fastest = Math.min(exact.processor, ...others.flatMap(({ time }) => (time ? [time.processor] : [])))
    regrets.push(`${family.name} ${((planned?.processor ?? NaN) / fastest).toFixed(2)}`)
    // where exact rows are about linear there is nothing to be won
    if (best.algorithm !== 'hashed') continue
    const floor = family.flat ? FLAT : STRUCTURED
    const ratio = rows[0].ratio ?? 0
    ;(ratio >= floor ? held : missed).push(`${family.name} ${ratio.toFixed(1)}x of ${floor}x`)
  }
  console.log(`  regret, the planned call over the fastest row by processor time: ${regrets.join(', ')}`)
  return {
    name: 'threesum',
    title: 'threeSumCounts with epsilon, planned, against the planned exact row',
    measured: [...held, ...missed].join(', '),
    required: `${FLAT}x where sums are distinct, ${STRUCTURED}x on structured lists`,
    held: missed.length === 0,
  }
}

const SIDE = 500
const SHARE = 0.2

/**
 * Matrices by potentials, of which a share is drawn again, or at random.
 * @param {number} side
 * @param {number} again
 * @param {number} seed
 */
function matricesOf(side, again, seed) {
  const next = random(seed)
  const list = (/** @type {number} */ count) => Float64Array.from({ length: count }, () => Math.floor(next() * 1e5))
  const [f, g, h] = [0, 1, 2].map(() => list(side))
  /** @param {Float64Array} x @param {Float64Array} y */
  const of = (x, y) => Float64Array.from({ length: side * side }, (_, i) => x[Math.floor(i / side)] - y[i % side])
  return [of(f, g).map((value) => (next() < again ? Math.floor(next() * 1e5) : value)), of(g, h), of(f, h)]
}

/**
 * @returns {Check}
 */
export function triangles() {
  console.log(
    `triangleCounts, epsilon ${SHARE}: a share of A is drawn again; ratios to all-vertices, the lesser of wall and processor time`,
  )
  const measured = []
  let held = true
  for (const [side, turns] of /** @type {const} */ ([
    [SIDE, [4, 4]],
    [4 * SIDE, [1, 1]],
  ])) {
    for (const again of [0, 0.5, 1]) {
      const [A, B, C] = matricesOf(side, again, side)
      const run = (/** @type {object} */ options) =>
        triangleCounts(A, B, C, side, 'epsilon' in options && options.epsilon === undefined ? {} : { ...options, epsilon: SHARE })
      run({ epsilon: undefined })
      const names = side === SIDE ? ['sampled-vertices', 'anchors', 'all-vertices'] : ['sampled-vertices', 'all-vertices']
      const { exact, rows } = against(run, [undefined, ...names], SHARE * side, [...turns])
      const plain = timed(() => plainSample(A, B, C, side))
      worst(plain.answer, run({ epsilon: undefined }), SHARE * side, 'plain sample')
      console.log(
        `  n ${side}, ${100 * again} % drawn again: exact once ${shown(exact)}; plain vertex sampling, all pairs the same draws, typed arrays: ${shown(plain.time)}`,
      )
      const own = rows.find(({ algorithm }) => algorithm === 'all-vertices')?.time
      for (const { algorithm, time, error } of rows) {
        if (!time || !own) continue
        const ratio = Math.min(own.wall / time.wall, own.processor / time.processor)
        console.log(
          `    ${(algorithm ?? 'planned').padEnd(18)} ${shown(time).padEnd(34)} ${ratio.toFixed(2).padStart(7)}x  error ${error?.toFixed(3)}`,
        )
        if (algorithm !== undefined) continue
        measured.push(
          `n ${side}, ${100 * again} %: ${ratio.toFixed(2)}x all-vertices, ${(plain.time.processor / time.processor).toFixed(1)}x plain sampling`,
        )
        if (plain.time.processor < time.processor) held = false
      }
    }
  }
  return {
    name: 'triangles',
    title: 'triangleCounts with epsilon, planned',
    measured: measured.join('; '),
    required: 'faster than plain sampling',
    held,
  }
}

/**
 * Hoeffding's number of middle vertices, the same for all pairs, counted by a loop over typed arrays.
 * @param {Float64Array} A
 * @param {Float64Array} B
 * @param {Float64Array} C
 * @param {number} n
 */
function plainSample(A, B, C, n) {
  const next = random(n)
  const draws = Math.min(n, Math.ceil(Math.log((2 * n * n) / 0.01) / (2 * SHARE * SHARE)))
  const order = Uint32Array.from({ length: n }, (_, i) => i)
  for (let i = 0; i < draws; i++) {
    const j = i + Math.floor(next() * (n - i))
    ;[order[i], order[j]] = [order[j], order[i]]
  }
  const counts = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    const row = counts.subarray(i * n, (i + 1) * n)
    const wanted = C.subarray(i * n, (i + 1) * n)
    for (let d = 0; d < draws; d++) {
      const left = A[i * n + order[d]]
      const right = B.subarray(order[d] * n, (order[d] + 1) * n)
      for (let l = 0; l < n; l++) row[l] += Number(left + right[l] === wanted[l])
    }
  }
  return counts.map((count) => (count * n) / draws)
}
