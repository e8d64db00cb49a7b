// Rows of whole processes: import and first call, and the command line on a large file. And one row that is no time: the size of the kernels.
import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findMatches } from 'hammingway'
import { substitute } from './genome.js'
import { statistics } from './measure.js'
import { random, shuffled } from './random.js'

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {string} title
 * @property {string} measured
 * @property {string} required
 * @property {boolean} held
 */

const ROOT = new URL('..', import.meta.url)
/** @param {string} path */
export const inRoot = (path) => fileURLToPath(new URL(path, ROOT))

const STARTS = 21
const MOST_MILLISECONDS = 15

/** @returns {Check} */
export function startup() {
  const scripts = { idle: ['-e', '0'], call: [inRoot('bench/first-call.js')] }
  const next = random(7)
  /** @type {Record<keyof typeof scripts, number[]>} */
  const times = { idle: [], call: [] }
  for (let round = 0; round <= STARTS; round++) {
    for (const name of shuffled(/** @type {const} */ (['idle', 'call']), next)) {
      const { milliseconds } = node(scripts[name])
      if (round > 0) times[name].push(milliseconds) // the first round fills the file cache
    }
  }
  const idle = statistics(times.idle)
  const call = statistics(times.call)
  const above = call.median - idle.median
  return {
    name: 'startup',
    title: 'import and first call on 1 kB, wall time above node -e 0',
    measured: `${above.toFixed(1)} ms (medians of ${STARTS}: ${call.median.toFixed(1)} and ${idle.median.toFixed(1)}; minima ${call.least.toFixed(1)} and ${idle.least.toFixed(1)})`,
    required: `at most ${MOST_MILLISECONDS} ms`,
    held: above <= MOST_MILLISECONDS,
  }
}

const SIZES = [
  [1000, 1e5, 1e6, 1e7, 1e8],
  [10_000, 1e5, 1e6, 1e7, 1e8],
  [100_000, 1e6, 1e7],
  [1_000_000, 5e6],
]
/** Most by which the time of a shift may grow from the cheapest text to a longer one. */
const MOST_GROWTH = 1.5
/** Working memory: 64 MiB, or 48 bytes a pattern symbol. */
const MOST_MEMORY = 2 ** 26
const MOST_BYTES_A_SYMBOL = 48

/** @returns {Check} distances of random bases: time by shift and working memory as texts grow */
export function growth() {
  const lines = []
  let held = true
  for (const [m, ...lengths] of SIZES) {
    const { stdout } = node(['--max-old-space-size=4096', inRoot('bench/growth.js'), String(m), ...lengths.map(String)])
    let cheapest = Infinity
    for (const line of stdout.trim().split('\n')) {
      const { n, shifts, milliseconds, memory } = JSON.parse(line)
      const nanoseconds = (1e6 * milliseconds) / shifts
      held &&= nanoseconds <= MOST_GROWTH * cheapest && memory <= Math.max(MOST_MEMORY, MOST_BYTES_A_SYMBOL * m)
      cheapest = Math.min(cheapest, nanoseconds)
      const mebibytes = (memory / 2 ** 20).toFixed(1)
      lines.push(
        `  m ${m.toLocaleString('en')}, n ${n.toLocaleString('en')}: ${milliseconds.toFixed(2)} ms, ${nanoseconds.toFixed(2)} ns a shift, ${mebibytes} MiB` +
          (m > 1e5 ? `, ${(memory / m).toFixed(1)} bytes a pattern symbol` : ''),
      )
    }
  }
  return {
    name: 'growth-n',
    title: 'hammingDistances of random bases, out reused: time, and all memory beyond text and result',
    measured: `\n${lines.join('\n')}\n `,
    required: `a shift at most ${MOST_GROWTH} times dearer than in shorter texts, at most 64 MiB or ${MOST_BYTES_A_SYMBOL} bytes a pattern symbol`,
    held,
  }
}

/**
 * Runs a script with this Node; throws when it fails.
 * @param {readonly string[]} args
 */
export function node(args) {
  const start = performance.now()
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: inRoot('.'), encoding: 'utf8', maxBuffer: 2 ** 28 })
  const milliseconds = performance.now() - start
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`)
  return { milliseconds, stdout, stderr }
}

const CLI_RUNS = 7
const LEAST_SPEED = 250
const FILE_BYTES = 100_000_000
const LINE = 70
export const GUIDE = 'AGGCAGCAAGTGCAGCTCGC'

/**
 * @param {Uint8Array} genome
 * @returns {Check}
 */
export function commandLine(genome) {
  const title = `hammingway search, ${FILE_BYTES / 1e6} MB FASTA, one guide, k = 4, both strands, whole process`
  const required = `at least ${LEAST_SPEED} MB/s`
  const cli = inRoot('dist/cli.js')
  if (!existsSync(cli)) return { name: 'cli', title, measured: 'not built', required, held: false }
  const folder = mkdtempSync(join(tmpdir(), 'hammingway-bench-'))
  try {
    const file = join(folder, 'genomes.fa')
    const expected = writeFasta(file, genome, FILE_BYTES)
    const megabytes = statSync(file).size / 1e6
    const runs = Array.from({ length: CLI_RUNS }, () => node([cli, 'search', '-p', GUIDE, '-k', '4', file]))
    for (const { stdout } of runs) assertRows(stdout, expected)
    const { least, median } = statistics(runs.map(({ milliseconds }) => milliseconds))
    return {
      name: 'cli',
      title,
      measured: `${((megabytes / median) * 1000).toFixed(0)} MB/s (${megabytes.toFixed(1)} MB, median of ${CLI_RUNS} ${median.toFixed(0)} ms, minimum ${least.toFixed(0)} ms, ${expected.length} hits)`,
      required,
      held: (megabytes / median) * 1000 >= LEAST_SPEED,
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/**
 * Writes mutated copies of the genome, a record each, until the file has its size; returns the rows the command line should print, computed
 * in this process.
 * @param {string} path
 * @param {Uint8Array} genome
 * @param {number} bytes
 * @returns {string[]}
 */
export function writeFasta(path, genome, bytes) {
  const next = random(8)
  const file = openSync(path, 'w')
  /** @type {string[]} */
  const rows = []
  let room = bytes
  for (let record = 0; room > LINE; record++) {
    const name = `copy_${record}`
    const header = `>${name} of E. coli 536 with substitutions\n`
    const bases = genome.slice(0, Math.floor(((room - header.length) / (LINE + 1)) * LINE))
    substitute(bases, Math.floor(bases.length / 100), next)
    const text = folded(bases)
    writeSync(file, header)
    writeSync(file, text)
    room -= header.length + text.length
    for (const { start, end, strand, mismatches } of findMatches(bases, GUIDE, { maxMismatches: 4, alphabet: 'dna', strands: 'both' })) {
      rows.push([name, start, end, strand, GUIDE, mismatches].join('\t'))
    }
  }
  closeSync(file)
  return rows
}

/**
 * @param {Uint8Array} bases
 * @returns {Uint8Array} the same in lines
 */
function folded(bases) {
  const lines = new Uint8Array(bases.length + Math.ceil(bases.length / LINE)).fill(10)
  for (let from = 0, to = 0; from < bases.length; from += LINE, to += LINE + 1) lines.set(bases.subarray(from, from + LINE), to)
  return lines
}

/**
 * @param {string} stdout one header line, then rows with the site as last column
 * @param {readonly string[]} expected rows without the site
 */
export function assertRows(stdout, expected) {
  const rows = stdout.trimEnd().split('\n').slice(1).map((row) => row.slice(0, row.lastIndexOf('\t'))) // prettier-ignore
  if (rows.length !== expected.length) throw new Error(`cli: ${rows.length} rows; findMatches has ${expected.length}`)
  const wrong = rows.findIndex((row, i) => row !== expected[i])
  if (wrong >= 0) throw new Error(`cli: row ${wrong} is ${JSON.stringify(rows[wrong])}; findMatches has ${JSON.stringify(expected[wrong])}`)
}

const MOST_KIB = 96

/** @returns {Check} */
export function kernelSize() {
  const bytes = statSync(fileURLToPath(import.meta.resolve('hammingway/kernels.wasm'))).size
  return {
    name: 'size',
    title: 'kernels.wasm',
    measured: `${bytes} bytes`,
    required: `under ${MOST_KIB} KiB`,
    held: bytes < MOST_KIB * 1024,
  }
}
