// node scripts/faults.js: makes things go wrong while hammingway runs, and prints what happened and what was lost. Exit 1 when anything was.
// "lost" is a row that should be there and is not, a row that should not, a file under the final name that is not whole, or a process that does
// not end. A full disk needs root, for a small tmpfs; the record of 2 GB takes a minute.
import { spawn, spawnSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { findMatches, HammingwayError } from 'hammingway'
import { createPool } from 'hammingway/pool'
import { random } from '../bench/random.js'

const program = fileURLToPath(new URL('../dist/cli.js', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'hammingway-faults-'))
const draw = random(1)
/** @param {number} below */
const next = (below) => Math.floor(draw() * below)
const GUIDE = 'ACGTTGCAGACTTGCATCGA'
const options = /** @type {const} */ ({ alphabet: 'dna', strands: 'both', maxMismatches: 4 })

/** @typedef {{ code: number | null, stdout: string, stderr: string }} Ran */
/** @typedef {{ fault: string, happened: string, lost: string }} Row */
/** @type {Row[]} */
const rows = []

/** @param {number} length */
function bases(length) {
  const text = Buffer.alloc(length)
  for (let i = 0; i < length; i++) text[i] = 'ACGT'.charCodeAt(next(4))
  return text
}

/** @param {string} name @param {string | Uint8Array} content */
function file(name, content) {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

/** @param {readonly string[]} args @returns {Ran} */
function run(args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', maxBuffer: 2 ** 30, input: '' })
  return { code: status, stdout, stderr: stderr.trim() }
}

/** @param {string} fault @param {string} happened @param {string[]} lost */
function report(fault, happened, lost) {
  rows.push({ fault, happened: happened.replaceAll(folder, '').slice(0, 110), lost: lost.length === 0 ? 'nothing' : lost.join(', ') })
  console.log(`${fault}: ${rows.at(-1)?.happened}; lost: ${rows.at(-1)?.lost}`)
}

const text = bases(3_000_000)
for (let at = 1000; at < text.length; at += 50_000) text.write(GUIDE, at)
const fasta = Buffer.from(`>chr1\n${text.toString('latin1').replace(/.{1,70}/g, '$&\n')}`)
const genome = file('genome.fa', fasta)
const search = ['search', '-p', GUIDE, '-k', '4']
const whole = run([...search, genome]).stdout

/** What a run with bad data may do: say so, with code 1 and no file under the final name. @param {string} fault @param {string[]} args */
function expectRefused(fault, args) {
  const target = join(folder, 'out.tsv')
  rmSync(target, { force: true })
  const { code, stderr } = run([...args, '-o', target])
  const lost = []
  if (code !== 1) lost.push(`exit ${code}`)
  if (existsSync(target)) lost.push('a file under the final name')
  if (readdirSync(folder).some((name) => name.includes('.part'))) lost.push('a part left behind')
  report(fault, `exit ${code}: ${stderr}`, lost)
}

async function pools() {
  /** @type {(() => void)[]} */
  const started = []
  process.on('worker', (worker) => started.push(() => void worker.terminate()))
  const pool = createPool({ threads: 2 })
  const patterns = Array.from({ length: 50 }, (_, i) => text.subarray(1000 * i, 1000 * i + 20))
  const wanted = findMatches(text, patterns, options)
  const same = async () =>
    Buffer.from((await pool.findMatches(text, patterns, options)).starts.buffer).equals(Buffer.from(wanted.starts.buffer))
  const lost = []
  let died = 0
  for (let i = 0; i < 10; i++) {
    const call = pool.findMatches(text, patterns, options).then(() => 'finished', (error) => (error instanceof HammingwayError ? error.code : String(error))) // prettier-ignore
    await new Promise((resolve) => setTimeout(resolve, next(60)))
    for (const die of started.splice(0)) die()
    const outcome = await call
    if (outcome === 'WORKER_DIED') died++
    else if (outcome !== 'finished') lost.push(outcome)
    if (!(await same())) lost.push('matches of the next call')
  }
  report('all workers killed at 10 random times', `${died} calls rejected with WORKER_DIED, the next calls were whole`, lost)

  const late = []
  let aborted = 0
  for (let i = 0; i < 30; i++) {
    const aborting = new AbortController()
    let at = 0
    const call = pool.findMatches(text, patterns, { ...options, signal: aborting.signal }).then(() => 'finished', (error) => (error === aborting.signal.reason ? 'aborted' : String(error))) // prettier-ignore
    setTimeout(() => ((at = performance.now()), aborting.abort()), next(120))
    const outcome = await call
    if (outcome === 'aborted') {
      aborted++
      late.push(performance.now() - at)
    } else if (outcome !== 'finished') lost.push(outcome)
  }
  if (!(await same())) lost.push('matches of the next call')
  report('abort at 30 random times', `${aborted} calls rejected with the reason, after at most ${Math.max(0, ...late).toFixed(1)} ms`, lost)
  await pool.close()
}

function damagedFiles() {
  const packed = gzipSync(fasta)
  expectRefused('gzip cut short', [...search, file('short.fa.gz', packed.subarray(0, packed.length - 1000))])
  const flipped = Buffer.from(packed)
  flipped[packed.length >> 1] ^= 255
  expectRefused('gzip with a damaged byte', [...search, file('flipped.fa.gz', flipped)])
  const blocks = bgzf()
  expectRefused('BGZF cut short', [...search, file('short.bgz', blocks.subarray(0, blocks.length - 3000))])
  expectRefused('BGZF without its last block', [...search, file('end.bgz', blocks.subarray(0, blocks.length - 28))])
  const bad = Buffer.from(blocks)
  bad[bad.length >> 1] ^= 255
  expectRefused('BGZF with a damaged byte', [...search, file('bad.bgz', bad)])
  expectRefused('2bit cut short', [...search, file('short.2bit', Buffer.concat([Buffer.from('4327411a000000000100000000000000016119000000', 'hex'), Buffer.alloc(40, 9)]))]) // prettier-ignore
  const indexed = file('indexed.fa', fasta)
  file('indexed.fa.fai', `chr1\t${text.length}\t6\t70\t71\n`)
  const region = [...search, '--region', 'chr1:100000-2000000', indexed]
  const inside = run([...search, '--no-header', genome])
    .stdout.split('\n')
    .filter((row) => Number(row.split('\t')[1]) >= 99_999 && Number(row.split('\t')[1]) < 2e6)
  const { stdout } = run([...region, '--no-header'])
  report('none: a region by its index', `${inside.length} rows`, stdout === inside.map((row) => `${row}\n`).join('') ? [] : ['rows'])
  file('indexed.fa', Buffer.concat([fasta.subarray(0, 150_000), Buffer.from('A'), fasta.subarray(150_000)]))
  expectRefused('file changed under its index', region)
  file('indexed.fa', fasta.subarray(0, 1_000_000))
  expectRefused('file cut short under its index', region)
  file('indexed.fa', fasta)
  file('indexed.fa.fai', 'chr1\t3000000\tsix\t70\t71\n')
  expectRefused('index with a damaged line', region)
}

/** The genome as BGZF. */
function bgzf() {
  const parts = []
  for (let at = 0; at < fasta.length; at += 60_000) {
    const member = gzipSync(fasta.subarray(at, at + 60_000))
    const header = Buffer.from('1f8b08040000000000ff060042430200', 'hex')
    const size = Buffer.alloc(2)
    size.writeUInt16LE(header.length + 2 + member.length - 10 - 1)
    parts.push(header, size, member.subarray(10))
  }
  return Buffer.concat([...parts, Buffer.from('1f8b08040000000000ff0600424302001b0003000000000000000000', 'hex')])
}

function fullDisk() {
  const mount = join(folder, 'small')
  mkdirSync(mount)
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', mount]).status !== 0) {
    console.log('disk full: skipped, mounting a tmpfs needs root')
    return
  }
  try {
    const target = join(mount, 'hits.tsv')
    writeFileSync(target, 'old')
    const { code, stderr } = run(['search', '-p', 'ACGT', '-k', '1', '-o', target, genome])
    const lost = []
    if (code !== 1) lost.push(`exit ${code}`)
    if (readFileSync(target, 'utf8') !== 'old') lost.push('the old file')
    if (readdirSync(mount).length > 1) lost.push('a part left behind')
    report('disk full on output', `exit ${code}: ${stderr}; the old file is still there`, lost)
  } finally {
    spawnSync('umount', [mount])
  }
}

async function signals() {
  for (const [signal, wanted] of /** @type {const} */ ([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ])) {
    for (const threads of ['1', '2']) {
      const target = join(folder, `${signal}.tsv`)
      const lost = []
      for (let i = 0; i < 5; i++) {
        const child = spawn(process.execPath, [program, 'search', '-p', 'ACGT', '-k', '2', '-t', threads, '-o', target, genome])
        const ended = new Promise((resolve) => child.on('close', resolve))
        const parts = () => readdirSync(folder).some((name) => name.includes('.part'))
        while (!parts() && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 5))
        await new Promise((resolve) => setTimeout(resolve, next(200)))
        child.kill(signal)
        const code = await ended
        if (code !== wanted) lost.push(`exit ${code}`)
        if (existsSync(target)) lost.push('a file under the final name')
        if (parts()) lost.push('a part left behind')
      }
      report(`${signal} at 5 random times, ${threads} threads`, `exit ${wanted}, no file`, lost)
    }
  }
}

function oddInputs() {
  const { code, stdout } = run(search)
  report('stdin closed', `exit ${code}, the header only`, code === 0 && stdout.split('\n').length === 2 ? [] : ['rows'])
  const million = Buffer.from(Array.from({ length: 1_000_000 }, (_, i) => `>r${i}\nACGT\n`).join(''))
  const tiny = run(['search', '-p', 'ACGT', '--strands', 'forward', '--count', file('tiny.fa', million)])
  report('a million records of 4 bases', `${tiny.stdout.trim()} hits`, tiny.stdout === '1000000\n' ? [] : ['hits'])
  const long = text.subarray(500_000, 2_500_000).toString('latin1')
  const patterns = file('long.tsv', `${long}\tlong\n`)
  const rest = run(['search', '-f', patterns, '--strands', 'forward', '--no-header', genome]).stdout.split('\t').slice(0, 6).join(' ')
  report('a pattern of 2,000,000 bases, longer than a chunk', rest, rest === 'chr1 500000 2500000 + long 0' ? [] : ['the hit'])
  const big = join(folder, 'big.fa')
  const opened = openSync(big, 'w')
  writeSync(opened, '>big\n')
  const lines = fasta.subarray(6, 6 + 71 * 42_000)
  let length = 0
  for (let i = 0; i < 715; i++) {
    writeSync(opened, lines)
    length += 70 * 42_000
  }
  closeSync(opened)
  const unit = run(['search', '-p', GUIDE, '--strands', 'forward', '--count', file('unit.fa', Buffer.concat([Buffer.from('>u\n'), lines]))])
  const all = run(['search', '-p', GUIDE, '--strands', 'forward', '--count', '-t', '2', big])
  const wanted = 715 * Number(unit.stdout)
  report(
    `a record of ${length.toLocaleString('en')} bases`,
    `${all.stdout.trim()} hits`,
    Number(all.stdout) === wanted ? [] : [`${wanted} hits`],
  )
}

if (whole.split('\n').length < 60) throw new Error('the run that others are compared with has no rows')
try {
  await pools()
  damagedFiles()
  fullDisk()
  await signals()
  oddInputs()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
console.log('\n| fault | what happened | lost |\n|---|---|---|')
for (const { fault, happened, lost } of rows) console.log(`| ${fault} | ${happened.replaceAll('|', ' ')} | ${lost} |`)
if (rows.some(({ lost }) => lost !== 'nothing')) process.exitCode = 1
