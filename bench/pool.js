// Rows of all cores: the pool's throughput against that of single threads, and the command line on a gigabyte.
import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { assertRows, GUIDE, inRoot, node, writeFasta } from './whole-process.js'

/** @typedef {import('./whole-process.js').Check} Check */

const ROUNDS = 3
const LEAST_SHARE = 0.9

/** @returns {Check} two threads against the sum of what each core does alone, in turns */
export function poolThroughput() {
  const title =
    '200 patterns, k = 4, both strands, 10^8 bases in memory: throughput of two threads by the sum of those of a thread on each core'
  /** @type {Record<string, number[]>} */
  const times = { 'core 0': [], 'core 1': [], pool: [] }
  /** @type {Record<string, number[]>} */
  const processors = { 'core 0': [], 'core 1': [], pool: [] }
  const checks = new Set()
  /** what each core does while the other does the same: more than this no division of the work can give */
  const beside = [Infinity, Infinity]
  for (let round = 0; round < ROUNDS; round++) {
    onBothCores().forEach(({ milliseconds, check }, core) => {
      beside[core] = Math.min(beside[core], milliseconds)
      checks.add(check)
    })
    for (const [name, prefix, threads] of /** @type {const} */ ([
      ['core 0', ['taskset', '-c', '0'], '0'],
      ['pool', [], '2'],
      ['core 1', ['taskset', '-c', '1'], '0'],
    ])) {
      const [command, ...args] = [...prefix, process.execPath, inRoot('bench/pool-throughput.js'), threads]
      const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' })
      if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stderr}`)
      const { milliseconds, processor, check } = JSON.parse(stdout)
      times[name].push(milliseconds)
      processors[name].push(processor)
      checks.add(check)
    }
  }
  if (checks.size !== 1) throw new Error('pool: the matches are not those of a single thread')
  const least = Object.fromEntries(Object.entries(times).map(([name, all]) => [name, Math.min(...all)]))
  const busy = Object.fromEntries(Object.entries(processors).map(([name, all]) => [name, Math.min(...all)]))
  const alone = 1 / least['core 0'] + 1 / least['core 1']
  const share = 1 / least.pool / alone
  const most = (1 / beside[0] + 1 / beside[1]) / alone
  return {
    name: 'pool',
    title,
    measured: `${share.toFixed(2)}, and ${most.toFixed(2)} by two processes at the same time, without a pool (minima of ${ROUNDS}: ${Object.entries(least).map(([name, ms]) => `${name} ${ms.toFixed(0)} ms, of processors ${busy[name].toFixed(0)}`).join('; ')})`, // prettier-ignore
    required: `at least ${LEAST_SHARE}`,
    held: share >= LEAST_SHARE,
  }
}

/** @returns {{ milliseconds: number, check: number }[]} of a search on each core, at the same time */
function onBothCores() {
  const one = `"${process.execPath}" "${inRoot('bench/pool-throughput.js')}" 0`
  const { status, stdout, stderr } = spawnSync('sh', ['-c', `taskset -c 0 ${one} & taskset -c 1 ${one}; wait`], { encoding: 'utf8' })
  const lines = stdout.trim().split('\n')
  if (status !== 0 || lines.length !== 2) throw new Error(`two searches at the same time ended with ${status}: ${stderr}`)
  return lines.map((line) => JSON.parse(line))
}

const FILE_BYTES = 1_000_000_000
const BLOCK = 65_280
const LEAST_SPEED = 600
const MOST_RESIDENT = 250
/** Makes a process say at its end what it used: KiB resident at most, and microseconds of processors. */
const REPORT =
  'data:text/javascript,process.on("exit",()=>{const{maxRSS,userCPUTime,systemCPUTime}=process.resourceUsage();process.stderr.write(JSON.stringify({resident:maxRSS/1024,processor:(userCPUTime+systemCPUTime)/1000}))})'

/**
 * @param {Uint8Array} genome
 * @returns {Check} the command line with two threads on a gigabyte of FASTA, and on the same as BGZF
 */
export function largeFile(genome) {
  const folder = mkdtempSync(join(tmpdir(), 'hammingway-bench-'))
  try {
    const plain = join(folder, 'genomes.fa')
    const expected = writeFasta(plain, genome, FILE_BYTES)
    const packed = join(folder, 'genomes.fa.gz')
    packBlocks(plain, packed)
    const megabytes = statSync(plain).size / 1e6
    /** @type {Record<string, number[]>} */
    const speeds = { plain: [], one: [], packed: [], packedOne: [], gzip: [] }
    /** @type {Record<string, number>} */
    const processor = { plain: Infinity, one: Infinity, packed: Infinity, packedOne: Infinity }
    let resident = 0
    for (let round = 0; round < ROUNDS; round++) {
      for (const [name, file, threads] of /** @type {const} */ ([
        ['plain', plain, '2'],
        ['one', plain, '1'],
        ['packed', packed, '2'],
        ['packedOne', packed, '1'],
      ])) {
        const args = ['--import', REPORT, inRoot('dist/cli.js'), 'search', '-p', GUIDE, '-k', '4', '-t', threads, file]
        const { milliseconds, stdout, stderr } = node(args)
        assertRows(stdout, expected)
        speeds[name].push((1000 * megabytes) / milliseconds)
        const used = JSON.parse(stderr)
        processor[name] = Math.min(processor[name], used.processor)
        if (name === 'plain') resident = Math.max(resident, used.resident)
      }
      const start = performance.now()
      if (spawnSync('gzip', ['-dc', packed], { stdio: ['ignore', openSync('/dev/null', 'w'), 'inherit'] }).status !== 0)
        throw new Error('gzip failed')
      speeds.gzip.push((1000 * megabytes) / (performance.now() - start))
    }
    const best = Object.fromEntries(Object.entries(speeds).map(([name, all]) => [name, Math.max(...all)]))
    const words = Object.entries(best).map(([name, speed]) => {
      const busy = processor[name] === undefined ? '' : `, of processors ${processor[name].toFixed(0)} ms`
      return `${name} ${speed.toFixed(0)} MB/s (${((1000 * megabytes) / speed).toFixed(0)} ms${busy})`
    })
    const share = best.packed / 2 / best.gzip
    return {
      name: 'cli-large',
      title: `hammingway search, ${megabytes.toFixed(0)} MB FASTA, one guide, k = 4, both strands, whole process, 2 threads; 1 thread; as BGZF; and gzip -dc`,
      measured: `${words.join(', ')}; ${resident.toFixed(0)} MiB resident; BGZF a thread by gzip -dc ${share.toFixed(2)} (maxima of ${ROUNDS}; ${expected.length} hits)`,
      required: `plain at least ${LEAST_SPEED} MB/s, under ${MOST_RESIDENT} MiB; BGZF a thread at least ${LEAST_SHARE} of gzip -dc`,
      held: best.plain >= LEAST_SPEED && resident < MOST_RESIDENT && share >= LEAST_SHARE,
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/**
 * A file as BGZF.
 * @param {string} from
 * @param {string} to
 */
function packBlocks(from, to) {
  const [source, target] = [openSync(from, 'r'), openSync(to, 'w')]
  const bytes = Buffer.alloc(BLOCK)
  for (;;) {
    const length = readSync(source, bytes, 0, BLOCK, null)
    if (length === 0) break
    const member = gzipSync(bytes.subarray(0, length), { level: 1 })
    const header = Buffer.from('1f8b08040000000000ff0600424302000000', 'hex')
    // the size of the block less one: the gzip header of ten bytes is replaced by one of eighteen
    header.writeUInt16LE(member.length + 8 - 1, 16)
    writeSync(target, header)
    writeSync(target, member, 10)
  }
  writeSync(target, Buffer.from('1f8b08040000000000ff0600424302001b0003000000000000000000', 'hex'))
  closeSync(source)
  closeSync(target)
}
