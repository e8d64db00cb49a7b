// A million short records on the command line: FASTQ, 96 barcodes, as much a matter of reading as of searching.
import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { substitute } from './genome.js'
import { random } from './random.js'
import { maskLoop, prepareMasks } from './rivals/mask-loop.js'

/** @typedef {import('./whole-process.js').Check} Check */

const RECORDS = 1_000_000
const LENGTH = 150
const BARCODES = 96
const BARCODE = 24
const K = 3
const RUNS = 3
/** Records that the plain loop is timed on, and whose rows it asserts. */
const SAMPLE = 1000
const LEAST_SPEED = 40
const LEAST_RATIO = 30

/**
 * A tenth of the records have a barcode, with up to four edits.
 * @param {() => number} next
 * @param {readonly Uint8Array[]} barcodes
 * @param {Uint8Array} genome
 */
function recordOf(next, barcodes, genome) {
  const from = Math.floor(next() * (genome.length - LENGTH))
  const bases = new Uint8Array(genome.subarray(from, from + LENGTH))
  if (next() < 0.1) {
    const barcode = new Uint8Array(barcodes[Math.floor(next() * BARCODES)])
    substitute(barcode, Math.floor(5 * next()), next)
    bases.set(barcode, Math.floor(next() * (LENGTH - BARCODE + 1)))
  }
  return bases
}

/**
 * @param {Uint8Array} genome
 * @returns {Check}
 */
export function reads(genome) {
  const folder = mkdtempSync(join(tmpdir(), 'hammingway-bench-'))
  try {
    const next = random(11)
    const barcodes = Array.from({ length: BARCODES }, () => Uint8Array.from({ length: BARCODE }, () => 'ACGT'.charCodeAt(4 * next())))
    const path = join(folder, 'reads.fq')
    const file = openSync(path, 'w')
    const first = []
    let pending = ''
    for (let r = 0; r < RECORDS; r++) {
      const bases = recordOf(next, barcodes, genome)
      if (r < SAMPLE) first.push(bases)
      pending += `@read${r} 1:N:0\n${String.fromCharCode(...bases)}\n+\n${'I'.repeat(LENGTH)}\n`
      if (pending.length > 2 ** 20 || r === RECORDS - 1) {
        writeSync(file, pending)
        pending = ''
      }
    }
    closeSync(file)
    const { plain, rows } = plainLoop(first, barcodes)
    const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url))
    const args = barcodes.flatMap((barcode) => ['-p', String.fromCharCode(...barcode)])
    const runs = Array.from({ length: RUNS }, () => run([cli, 'search', ...args, '-k', String(K), '--no-header', path]))
    for (const { stdout } of runs) assertRows(stdout, rows)
    const wall = Math.min(...runs.map(({ seconds }) => seconds))
    const processor = Math.min(...runs.map((run) => run.processor))
    const megabytes = statSync(path).size / 1e6
    const ratio = (plain * RECORDS) / SAMPLE / processor
    return {
      name: 'reads',
      title: `hammingway search, FASTQ of ${RECORDS} records of ${LENGTH} bases, ${BARCODES} barcodes of ${BARCODE}, k = ${K}, both strands, whole process`,
      measured: `${(megabytes / processor).toFixed(0)} MB/s by processor time of all threads, ${(megabytes / wall).toFixed(0)} by wall time (${megabytes.toFixed(0)} MB, minima of ${RUNS} ${processor.toFixed(2)} and ${wall.toFixed(2)} s), ${ratio.toFixed(0)}x maskLoop by processor time, which was timed on ${SAMPLE} records in memory`,
      required: `at least ${LEAST_SPEED} MB/s of a processor and ${LEAST_RATIO}x maskLoop`,
      held: megabytes / processor >= LEAST_SPEED && ratio >= LEAST_RATIO,
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/**
 * Seconds of processor time of the plain rival, and the rows it finds as the command line prints them, without sites.
 * @param {readonly Uint8Array[]} records
 * @param {readonly Uint8Array[]} barcodes
 */
function plainLoop(records, barcodes) {
  const masks = records.map((record) => prepareMasks(record))
  let plain = Infinity
  /** @type {string[]} */
  let rows = []
  for (let round = 0; round < 3; round++) {
    const before = process.cpuUsage()
    const found = masks.map((mask) => barcodes.map((barcode) => maskLoop(mask, barcode, K)))
    const { user, system } = process.cpuUsage(before)
    plain = Math.min(plain, (user + system) / 1e6)
    rows = found.flatMap((sites, r) =>
      sites
        .flatMap((own, pattern) => own.map((site) => ({ ...site, pattern })))
        .sort((a, b) => a.start - b.start || a.pattern - b.pattern || b.strand - a.strand)
        .map(({ start, strand, pattern, mismatches }) =>
          [`read${r}`, start, start + BARCODE, strand > 0 ? '+' : '-', String.fromCharCode(...barcodes[pattern]), mismatches].join('\t'),
        ),
    )
  }
  return { plain, rows }
}

/** What a process says on descriptor 3 when it ends: the processor time of all its threads, in microseconds. */
const REPORT = `
import { writeSync } from 'node:fs'
process.on('exit', () => {
  const { user, system } = process.cpuUsage()
  writeSync(3, String(user + system))
})`

/** @param {readonly string[]} args */
function run(args) {
  const start = performance.now()
  const { status, output } = spawnSync(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(REPORT)}`, ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  const seconds = (performance.now() - start) / 1000
  const [, stdout, stderr, processor] = output.map(String)
  if (status !== 0) throw new Error(`the search ended with ${status}: ${stderr}`)
  return { seconds, stdout, processor: Number(processor) / 1e6 }
}

/**
 * @param {string} stdout
 * @param {readonly string[]} expected rows of the first records
 */
function assertRows(stdout, expected) {
  const rows = stdout.split('\n', expected.length + 1).map((row) => row.slice(0, row.lastIndexOf('\t')))
  const wrong = expected.findIndex((row, i) => row !== rows[i])
  if (wrong >= 0)
    throw new Error(`reads: row ${wrong} is ${JSON.stringify(rows[wrong])}; the plain loop has ${JSON.stringify(expected[wrong])}`)
  const following = rows[expected.length]
  if (expected.length === 0 || Number(/^read(\d+)/.exec(following)?.[1]) < SAMPLE)
    throw new Error('reads: more rows than the plain loop has')
}
