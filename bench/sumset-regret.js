// What the planner's choice costs for sums: time of the planned call over that of the fastest row, on a seeded grid.
import { explain, profileOfSums, sumsetCounts } from 'hammingway'
import { sumAnswer } from './sumset.js'
import { random, shuffled } from './random.js'

/** @typedef {import('./whole-process.js').Check} Check */

const PROBLEMS = 40
/** Rows predicted to take at most so many times the cheapest are raced. */
const CLOSE = 12
const LEAST_ROUNDS = 5
const MOST_ROUNDS = 15
/** Milliseconds of a problem, about. */
const WHOLE = 1200
/** Sums of a result: 64 MB. */
const LARGEST = 4e6
const SHAPES = /** @type {const} */ (['random', 'progression', 'grid', 'clusters', 'half progression'])

/**
 * @param {number} count
 * @param {number} universe
 * @param {typeof SHAPES[number]} shape
 * @param {() => number} next
 */
function listOf(count, universe, shape, next) {
  const any = () => Math.floor(next() * universe)
  const side = Math.ceil(Math.sqrt(count))
  const step = Math.max(1, Math.floor(universe / count))
  const number = {
    random: any,
    progression: (/** @type {number} */ i) => i * step,
    grid: (/** @type {number} */ i) => (i % side) * 3 + Math.floor(i / side) * Math.floor(universe / side),
    clusters: () => Math.floor(universe / 4) * Math.floor(next() * 4) + Math.floor(next() * 4 * side),
    'half progression': (/** @type {number} */ i) => (i % 2 === 0 ? i * step : any()),
  }[shape]
  return Float64Array.from({ length: count }, (_, i) => number(i))
}

/**
 * @param {unknown} _
 * @param {number} [seed]
 * @returns {Check}
 */
export function sumsetRegret(_, seed = 1) {
  const next = random(seed)
  const lines = ['']
  const ratios = []
  for (let i = 0; i < PROBLEMS;) {
    const shape = SHAPES[i % SHAPES.length]
    const n = Math.round(10 ** (1.5 + 3.2 * next()))
    const m = Math.max(2, Math.round(n * 4 ** -next()))
    const universe = Math.round(Math.max(n, 10 ** (2 + 10 * next())))
    const a = listOf(n, universe, shape, next)
    const b = listOf(m, universe, shape, next)
    const profile = profileOfSums(a, b)
    if (profile.sums > LARGEST) continue
    i++
    const { algorithm, considered } = explain({ task: 'sumsetCounts', n, m, profile })
    const close = considered.filter((row) => row.refused === undefined && row.nanoseconds <= CLOSE * considered[0].nanoseconds && row.nanoseconds < 3e9) // prettier-ignore
    const contestants = [
      { name: '(planned)', run: () => sumsetCounts(a, b) },
      ...close.map(({ name }) => ({ name, run: () => sumsetCounts(a, b, { algorithm: name }) })),
    ]
    const answer = JSON.stringify(sumAnswer(contestants[0].run()))
    let once = 0
    for (const { name, run } of contestants) {
      const start = performance.now()
      const got = JSON.stringify(sumAnswer(run()))
      once += performance.now() - start
      if (got !== answer) throw new Error(`${name} answered ${got}, others ${answer}`)
      run()
    }
    const least = new Map(contestants.map(({ name }) => [name, Infinity]))
    for (let round = Math.max(LEAST_ROUNDS, Math.min(MOST_ROUNDS, Math.floor(WHOLE / once))); round > 0; round--) {
      for (const { name, run } of shuffled(contestants, next)) {
        const start = performance.now()
        run()
        least.set(name, Math.min(least.get(name) ?? Infinity, performance.now() - start))
      }
    }
    /** @param {string} name */
    const timeOf = (name) => least.get(name) ?? Infinity
    const best = close.map(({ name }) => name).reduce((one, other) => (timeOf(other) < timeOf(one) ? other : one))
    const ratio = timeOf(algorithm) / timeOf(best)
    ratios.push(ratio)
    const times = close.map((row) => `${row.name} ${timeOf(row.name).toFixed(2)} (${(row.nanoseconds / 1e6).toFixed(2)})`).join(', ')
    lines.push(
      `  ${shape.padEnd(16)} n ${String(n).padStart(6)} m ${String(m).padStart(6)} universe ${universe.toExponential(1)}: ${ratio.toFixed(2)} ${algorithm} | ${times}`,
    )
  }
  ratios.sort((x, y) => x - y)
  const median = (ratios[PROBLEMS / 2 - 1] + ratios[PROBLEMS / 2]) / 2
  return {
    name: 'sumset-regret',
    title: `sums by the planned row over the fastest row, ${PROBLEMS} problems, seed ${seed}; milliseconds (predicted)`,
    measured: `${lines.join('\n')}\n  median ${median.toFixed(2)}, 90 % ${ratios[Math.floor(0.9 * PROBLEMS)].toFixed(2)}, worst ${ratios[PROBLEMS - 1].toFixed(2)}`,
    required: 'median at most 1.1',
    held: median <= 1.1,
  }
}
