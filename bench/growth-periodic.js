// Growth of `periodic` by executed counts: places where text and pattern differ from themselves a period earlier, and pairs of them of one letter.
import { hammingDistances } from 'hammingway'
import { random } from './random.js'

/** @typedef {import('./whole-process.js').Check} Check */
/** @typedef {import('hammingway').Work} Work */
/** @typedef {{ m: number, k: number, letters: number, above: number, linear: number }} Growth operations a text symbol: above O(n), and the rest */

/** Exponents that are asked for. */
const IN_K = [0.9, 1.1]
const IN_M = [-0.6, -0.4]
const IN_K_OF_FEW_LETTERS = [1.8, 2.1]

/**
 * A period of distinct letters, and k / 4 of m places with another letter of the period: four differences each, so k of them over the letters.
 * @param {number} length
 * @param {number} share
 * @param {number} letters
 * @param {() => number} next
 */
function repeats(length, share, letters, next) {
  const symbols = Uint16Array.from({ length }, (_, i) => i % letters)
  for (let errors = Math.round(length * share); errors > 0; errors--) {
    const at = Math.floor(next() * length)
    symbols[at] = (symbols[at] + 1 + Math.floor(next() * (letters - 1))) % letters
  }
  return symbols
}

/**
 * @param {number} m
 * @param {number} k
 * @param {number} letters
 * @returns {Growth}
 */
function measure(m, k, letters) {
  const next = random(m + k + letters)
  const n = 4 * m
  const text = repeats(n, k / 4 / m, letters, next)
  const pattern = repeats(m, k / 4 / m, letters, next)
  /** @type {Work} */
  let work = {}
  const distances = hammingDistances(text, pattern, { maxMismatches: k, algorithm: 'periodic', onCounts: (counts) => (work = counts) })
  // about k / 2 mismatches wherever the periods stand alike
  const hits = distances.reduce((sum, distance) => sum + (distance <= k ? 1 : 0), 0)
  if (hits < (n - m) / letters / 2 || !work.event || !work.pair) throw new Error(`m ${m}, k ${k}, ${letters} letters: ${hits} hits`)
  const { event, pair, letter = 0, lookUp = 0, difference = 0 } = work
  return { m, k, letters, above: (event + pair) / n, linear: (letter + lookUp + difference) / n }
}

/**
 * Slope of log y over log x by least squares.
 * @param {readonly [number, number][]} points
 */
function slope(points) {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)])
  const [meanX, meanY] = [0, 1].map((c) => logs.reduce((sum, point) => sum + point[c], 0) / logs.length)
  const covariance = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0)
  return covariance / logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0)
}

/** @returns {Check} */
export function growthPeriodic() {
  const spread = (/** @type {number} */ m, /** @type {number} */ k) => measure(m, k, Math.round(k / Math.sqrt(m)))
  const laws = [
    {
      name: 'k / sqrt m letters, m = 2^16: exponent in k',
      points: [512, 1024, 2048, 4096, 8192].map((k) => spread(2 ** 16, k)),
      by: (/** @type {Growth} */ { k }) => k,
      range: IN_K,
    },
    {
      name: 'k / sqrt m letters, k = 2048: exponent in m',
      points: [14, 15, 16, 17, 18, 19].map((log) => spread(2 ** log, 2048)),
      by: (/** @type {Growth} */ { m }) => m,
      range: IN_M,
    },
    {
      name: '4 letters, m = 2^16: exponent in k',
      points: [256, 512, 1024, 2048, 4096].map((k) => measure(2 ** 16, k, 4)),
      by: (/** @type {Growth} */ { k }) => k,
      range: IN_K_OF_FEW_LETTERS,
    },
  ]
  const lines = ['']
  const found = laws.map(({ name, points, by, range }) => {
    const law = slope(points.map((point) => [by(point), point.above]))
    lines.push(`  ${name} ${law.toFixed(3)}`)
    for (const { m, k, letters, above, linear } of points) {
      lines.push(
        `    m ${m}, k ${k}, ${letters} letters: ${above.toFixed(3)} events and pairs a symbol, ${linear.toFixed(2)} other operations`,
      )
    }
    return { law, held: law >= range[0] && law <= range[1] }
  })
  return {
    name: 'growth-periodic',
    title: 'growth of periodic by executed counts, above O(n)',
    measured: `${lines.join('\n')}\n  ${found.map(({ law }) => law.toFixed(3)).join(', ')}`,
    required: [IN_K, IN_M, IN_K_OF_FEW_LETTERS].map(([low, high]) => `${low} to ${high}`).join(', '),
    held: found.every(({ held }) => held),
  }
}
