// What the planner's choice costs for sums: time of the planned call over that of the fastest row, on a seeded grid.
import { explain, profileOfSums, sumsetCounts } from 'hammingway'
import { sumAnswer } from './sumset.js'
import { fastest, leastTimes, quantiles, timeIn } from './least-times.js'
import { random } from './random.js'

/** @typedef {import('./whole-process.js').Check} Check */

const PROBLEMS = 40
/** Rows predicted to take at most so many times the cheapest are raced. */
const CLOSE = 12
const PLANNED = 'planned'
const AGAIN = 'planned again'
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
  console.log(
    `Planner regret for sums: time of the planned call, planning included, over the fastest row; ${PROBLEMS} problems, seed ${seed}; milliseconds (predicted)`,
  )
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
    const names = close.map(({ name }) => name)
    const planned = () => sumsetCounts(a, b)
    const calls = [
      { name: PLANNED, run: planned },
      { name: AGAIN, run: planned },
      ...names.map((name) => ({ name, run: () => sumsetCounts(a, b, { algorithm: name }) })),
    ]
    const least = leastTimes(calls, (sums) => JSON.stringify(sumAnswer(sums)), next)
    const fastestTime = timeIn(least, fastest(least, names))
    const ratio = timeIn(least, PLANNED) / fastestTime
    ratios.push(ratio)
    const again = timeIn(least, AGAIN) / timeIn(least, PLANNED)
    const times = close
      .map(({ name, nanoseconds }) => `${name} ${timeIn(least, name).toFixed(2)} (${(nanoseconds / 1e6).toFixed(2)})`)
      .join(', ')
    const sizes = `${shape.padEnd(16)} n ${String(n).padStart(6)} m ${String(m).padStart(6)} universe ${universe.toExponential(1)}`
    console.log(`  ${sizes}: ${ratio.toFixed(2)} ${algorithm}, A/A ${again.toFixed(2)} | ${times}`)
  }
  const { median, high, worst } = quantiles(ratios)
  return {
    name: 'sumset-regret',
    title: `planner regret on ${PROBLEMS} problems of sums`,
    measured: `median ${median.toFixed(3)}, 95th percentile ${high.toFixed(2)}, worst ${worst.toFixed(2)}`,
    required: 'median at most 1.1',
    held: median <= 1.1,
  }
}
