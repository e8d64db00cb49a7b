// Programs that people search genomes with, where they are installed: each as a process of its own, with its answer read back from what it writes.
// Every tool is asked for all hits on both strands with at most k mismatches and no gaps, by one thread.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * @typedef {object} Asked
 * @property {string} folder of this question
 * @property {string} genome a FASTA file of one record
 * @property {string} names a FASTA file of the patterns, named by their numbers
 * @property {readonly string[]} patterns
 * @property {number} k
 */
/** @typedef {{ pattern: number, start: number, strand: string }} Hit start is 0-based, the leftmost on both strands */
/**
 * @typedef {object} Tool
 * @property {string} name
 * @property {string} program
 * @property {readonly string[]} version arguments that print it, and fail where it is not complete
 * @property {string} about
 * @property {number} [most] mismatches: asked for no more than these
 * @property {(asked: Asked) => string | undefined} [refuses] why it is not asked this
 * @property {(asked: Asked) => void} [prepare] outside the time
 * @property {(asked: Asked) => string[]} args
 * @property {string} [writes] the file of the folder that its hits are in, if they are not on stdout
 * @property {(line: string) => Hit | undefined} hit of a line
 */

/** Columns of a line of vmatch: length, number and position in the text, direct or palindromic, length, number and position in the patterns. @param {string} line */
function vmatchHit(line) {
  if (line.startsWith('#')) return undefined
  const [, , start, kind, , pattern] = line.trim().split(/ +/)
  return { pattern: Number(pattern), start: Number(start), strand: kind === 'D' ? '+' : '-' }
}

/** @param {Asked} asked */
function suffixArray({ folder, genome }) {
  checked('mkvtree', ['-db', genome, '-dna', '-pl', '-allout', '-indexname', join(folder, 'suffixes')])
}

/** @type {readonly Tool[]} */
export const tools = [
  {
    name: 'razers3',
    program: 'razers3',
    version: ['--version'],
    about: '-ng -rr 100: no gaps, nothing left out',
    args: ({ folder, genome, names, patterns, k }) => {
      // the identity that k mismatches leave, a little less, so that rounding does not take the last of them away
      const identity = (100 * (1 - k / patterns[0].length) - 1e-3).toFixed(4)
      return ['-tc', '1', '-ng', '-rr', '100', '-i', identity, '-m', '100000000', '-o', join(folder, 'hits.razers'), genome, names]
    },
    writes: 'hits.razers',
    hit(line) {
      const [pattern, , , strand, , start] = line.split('\t')
      return { pattern: Number(pattern), start: Number(start), strand: strand === 'F' ? '+' : '-' }
    },
  },
  {
    name: 'vmatch -online',
    program: 'vmatch',
    version: ['-version'],
    about: 'goes through the text; its index must be there all the same',
    prepare: suffixArray,
    args: ({ folder, names, k }) => ['-online', '-complete', '-h', String(k), '-d', '-p', '-q', names, join(folder, 'suffixes')],
    hit: vmatchHit,
  },
  {
    name: 'vmatch',
    program: 'vmatch',
    version: ['-version'],
    about: 'its suffix array is made before, outside the time',
    prepare: suffixArray,
    args: ({ folder, names, k }) => ['-complete', '-h', String(k), '-d', '-p', '-q', names, join(folder, 'suffixes')],
    hit: vmatchHit,
  },
  {
    name: 'fuzznuc',
    program: 'fuzznuc',
    version: ['-version'],
    about: 'EMBOSS',
    prepare: ({ folder, patterns, k }) => {
      writeFileSync(join(folder, 'patterns.pat'), patterns.map((pattern, p) => `>${p} <mismatch=${k}>\n${pattern}\n`).join(''))
    },
    args: ({ folder, genome }) => {
      const [patterns, to] = [`@${join(folder, 'patterns.pat')}`, join(folder, 'hits.fuzznuc')]
      return ['-auto', '-sequence', genome, '-pattern', patterns, '-complement', '-rformat', 'excel', '-outfile', to]
    },
    writes: 'hits.fuzznuc',
    hit(line) {
      const [, first, last, , strand, pattern] = line.split('\t')
      return first === 'Start' ? undefined : { pattern: parseInt(pattern), start: Math.min(Number(first), Number(last)) - 1, strand }
    },
  },
  {
    name: 'patman',
    program: 'patman',
    version: ['-V'],
    about: '-g 0: no gaps',
    // 1,000 bases at 1,323,821 it has at 1,324,589, which is 3 x 256 behind
    refuses: ({ patterns }) => (patterns[0].length > 255 ? 'finds the hit and tells a start that is off by a multiple of 256' : undefined),
    args: ({ folder, genome, names, k }) => ['-e', String(k), '-g', '0', '-D', genome, '-P', names, '-o', join(folder, 'hits.patman')],
    writes: 'hits.patman',
    hit(line) {
      const [, pattern, first, , strand] = line.split('\t')
      return { pattern: Number(pattern), start: Number(first) - 1, strand }
    },
  },
  {
    name: 'seqkit locate',
    program: 'seqkit',
    version: ['version'],
    about: '-m k -j 1',
    refuses: ({ k }) => (k > 10 ? 'takes more than a minute' : undefined),
    args: ({ genome, names, k }) => ['locate', '-j', '1', '-m', String(k), '-f', names, genome],
    hit(line) {
      const [, pattern, , strand, first] = line.split('\t')
      return first === 'start' ? undefined : { pattern: Number(pattern), start: Number(first) - 1, strand }
    },
  },
  {
    name: 'bowtie',
    program: 'bowtie',
    version: ['--version'],
    about: '-v 3 -a: at most 3 mismatches, and asked for those; its index is made before, outside the time',
    most: 3,
    refuses: ({ patterns }) => (patterns[0].length > 100 ? 'made for reads, and three mismatches' : undefined),
    prepare: ({ folder, genome }) => void checked('bowtie-build', ['-q', genome, join(folder, 'bowtie')]),
    args: ({ folder, names, k }) => ['-p', '1', '-v', String(k), '-a', '--quiet', '-x', join(folder, 'bowtie'), '-f', names],
    hit(line) {
      const [pattern, strand, , start] = line.split('\t')
      return { pattern: Number(pattern), start: Number(start), strand }
    },
  },
  {
    name: 'Biostrings',
    program: 'Rscript',
    version: ['-e', 'cat("Biostrings", as.character(packageVersion("Biostrings")), "on", R.version.string)'],
    about: 'matchPattern for one pattern, matchPDict for many; R takes seconds to load it',
    args: ({ genome, names, k }) => [fileURLToPath(new URL('biostrings.R', import.meta.url)), genome, names, String(k)],
    hit(line) {
      const [pattern, start, strand] = line.split('\t')
      return start === undefined ? undefined : { pattern: Number(pattern), start: Number(start), strand }
    },
  },
]

/**
 * What a program prints when it is asked for its version, in one line; nothing where it is not on PATH.
 * @param {Tool} tool
 */
export function versionOf({ program, version }) {
  const { error, status, stdout, stderr } = spawnSync(program, version, { encoding: 'utf8' })
  if (error || (program === 'Rscript' && status !== 0)) return undefined
  const lines = `${stdout}\n${stderr}`.split('\n')
  return lines.find((line) => /\d\.\d/.test(line))?.trim()
}

/**
 * Runs a program that must go well.
 * @param {string} program
 * @param {readonly string[]} args
 */
function checked(program, args) {
  const { error, status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 2 ** 28 })
  if (error || status !== 0) throw error ?? new Error(`${program} ended with ${status}: ${stderr}`)
  return stdout
}

/**
 * A process from start to end: its own time, as the system counts it, and what it wrote to stdout goes to a file.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {string} to
 * @returns {{ wall: number, processor: number }} milliseconds
 */
export function timed(program, args, to) {
  const start = performance.now()
  // times prints the processor time of the shell, and below it that of its children, in user and in system mode
  const said = checked('/bin/sh', ['-c', 'to=$1; shift; "$@" > "$to" 2> /dev/null || exit 1; times', 'sh', to, program, ...args])
  const wall = performance.now() - start
  const children = said.trim().split('\n')[1]
  const parts = [...children.matchAll(/(\d+)m([\d.]+)s/g)].map(([, minutes, seconds]) => 60 * Number(minutes) + Number(seconds))
  return { wall, processor: 1000 * (parts[0] + parts[1]) }
}

/**
 * Hits that a tool wrote, as texts that can be compared.
 * @param {Tool} tool
 * @param {string} file
 */
export function hitsIn({ hit }, file) {
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.flatMap((line) => {
    const found = line === '' ? undefined : hit(line)
    return found === undefined ? [] : [keyOf(found)]
  })
}

/**
 * Milliseconds of the search alone, where a tool's first line tells them.
 * @param {string} file
 */
export function searchIn(file) {
  const [, seconds] = /^seconds ([\d.]+)\n/.exec(readFileSync(file, 'utf8')) ?? []
  return seconds === undefined ? Infinity : 1000 * Number(seconds)
}

/** @param {Hit} hit */
export function keyOf({ pattern, start, strand }) {
  return `${pattern} ${start} ${strand}`
}
