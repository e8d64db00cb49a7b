// Growth laws by executed counts: what runs report of themselves, never a formula beside them.
import { hammingDistances, listAlgorithms, sumsetCounts } from 'hammingway'
import { random, shuffled } from './random.js'

/** @typedef {import('./whole-process.js').Check} Check */
/** @typedef {import('hammingway').Work} Work */

/** Of lemma calls: vector steps of packed transforms, and what their residuals take. */
const LEMMA = ['packedStep', 'packedDot', 'bucket', 'pairSum']
/** Not operations on symbols: set-up and copying. */
const LEFT_OUT = ['call', 'layout', 'class', 'byte']

const MOST = Number(process.env.GROWTH_MOST ?? 18)
const FREQUENCIES = Array.from({ length: 17 }, (_, j) => 2 ** (j / 4))

/**
 * Every unit counts as one: a pair, a point through a level, a vector through a step.
 * @param {Work} work
 * @param {(unit: string) => boolean} wanted
 */
export function total(work, wanted = () => true) {
  return Object.entries(work).reduce((sum, [unit, count]) => sum + (LEFT_OUT.includes(unit) || !wanted(unit) ? 0 : count), 0)
}

/**
 * A pattern of m / f letters with f positions each, and a text twice as long, in random order.
 * @param {number} m
 * @param {number} f
 */
function instance(m, f) {
  const next = random(m + Math.round(f))
  const letters = Math.round(m / f)
  /** @param {number} length */
  const mixed = (length) => Uint16Array.from(shuffled(Array.from({ length }, (_, i) => i % letters), next)) // prettier-ignore
  return { text: mixed(2 * m), pattern: mixed(m) }
}

/** @typedef {{ m: number, worst: number, at: number, lemma: number }} Worst count by n sqrt m, f by sqrt m, share of the lemma */

/**
 * @param {string} algorithm
 * @param {number} m
 * @returns {Worst}
 */
function worstOf(algorithm, m) {
  /** @type {Worst} */
  let worst = { m, worst: 0, at: 0, lemma: 0 }
  for (const times of FREQUENCIES) {
    const { text, pattern } = instance(m, times * Math.sqrt(m))
    /** @type {Work} */
    let work = {}
    hammingDistances(text, pattern, { algorithm, onCounts: (counts) => (work = counts) })
    const count = total(work) / (text.length * Math.sqrt(m))
    if (count <= worst.worst) continue
    worst = { m, worst: count, at: times, lemma: total(work, (unit) => LEMMA.includes(unit)) / total(work) }
  }
  return worst
}

/**
 * Slope of log y over log x by least squares.
 * @param {readonly [number, number][]} points
 */
export function exponent(points) {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)])
  const [meanX, meanY] = [0, 1].map((c) => logs.reduce((sum, point) => sum + point[c], 0) / logs.length)
  const covariance = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0)
  return covariance / logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0)
}

/** @param {readonly number[]} numbers */
const ratio = (numbers) => Math.max(...numbers) / Math.min(...numbers)

/** @returns {Check} */
export function growthLaws() {
  const lines = ['']
  let held = true
  const spread = { packed: 0, 'deterministic-packed': 0, abrahamson: 0 }
  const known = listAlgorithms('hammingDistances').map(({ name }) => name)
  for (const algorithm of /** @type {(keyof typeof spread)[]} */ (['packed', 'abrahamson']).filter((name) => known.includes(name))) {
    const worst = []
    for (let log = 10; log <= MOST; log++) worst.push(worstOf(algorithm, 2 ** log))
    const law = exponent(worst.map(({ m, worst: count }) => [m, count * m ** 1.5]))
    spread[algorithm] = ratio(worst.map(({ worst: count }) => count))
    lines.push(`  ${algorithm}: worst count / (n sqrt m), n = 2 m, over f = 2^(j/4) sqrt m, j = 0 .. 16`)
    for (const { m, worst: count, at, lemma } of worst) {
      const share = algorithm === 'packed' ? `, ${(100 * lemma).toFixed(0)} % in the lemma` : ''
      lines.push(`    m = ${String(m).padStart(6)}: ${count.toFixed(3)} at f = ${at.toFixed(2)} sqrt m${share}`)
      if (algorithm === 'packed' && lemma < 0.5) held = false
    }
    lines.push(`    count ~ m^${law.toFixed(3)}; largest by least ${spread[algorithm].toFixed(3)}`)
  }
  held &&= spread.packed <= 1.15 && spread.abrahamson >= 1.25
  const sparse = []
  lines.push('  sparse sums: grids of side s, t = (2 s - 1)^2 sums')
  for (const side of [32, 48, 64, 96, 128, 192, 256]) {
    const list = Float64Array.from({ length: side * side }, (_, i) => Math.floor(i / side) * 1e7 + (i % side) * 19_997)
    /** @type {Work} */
    let work = {}
    const { sums } = sumsetCounts(list, list, { algorithm: 'sparse', onCounts: (counts) => (work = counts) })
    if (sums.length !== (2 * side - 1) ** 2) throw new Error(`a grid of side ${side} has ${sums.length} sums`)
    sparse.push({ t: sums.length, count: total(work) })
    lines.push(
      `    t = ${String(sums.length).padStart(6)}: ${(total(work) / sums.length).toFixed(0)} a sum, by log2 t ${(total(work) / sums.length / Math.log2(sums.length)).toFixed(1)}`,
    )
  }
  const law = exponent(sparse.map(({ t, count }) => [t, count]))
  lines.push(`    count ~ t^${law.toFixed(3)}`)
  held &&= law <= 1.15
  return {
    name: 'growth',
    title: 'growth by executed counts',
    measured: `${lines.join('\n')}\n  packed ${spread.packed.toFixed(3)}, abrahamson ${spread.abrahamson.toFixed(3)}, sparse ${law.toFixed(3)}`,
    required: 'packed at most 1.15 with half of the work in the lemma, abrahamson at least 1.25, sparse at most 1.15',
    held,
  }
}
