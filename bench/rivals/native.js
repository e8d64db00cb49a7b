// Rivals in C, on one core: compiled here when there is a compiler (and FFTW with its headers), left out with the reason when not. They run as
// processes of their own, time themselves, and take turns with everybody else.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** @typedef {import('../answers.js').Answer} Answer */
/** @typedef {import('../measure.js').Samples} Samples */
/** @typedef {import('../problems.js').Instance} Instance */
/** @typedef {{ answer: Answer } & Samples} Turn */
/**
 * @typedef {object} Native
 * @property {string} name
 * @property {string} about
 * @property {(instance: Instance) => string | undefined} refuses why it cannot run here, or cannot solve a problem
 * @property {(instance: Instance, tuned: boolean) => { about: string, turn(milliseconds: number): Turn }} open tuned: as fast as it gets, which may take a minute to find out
 */

const SOURCES = fileURLToPath(new URL('native/', import.meta.url))
const BUILT = fileURLToPath(new URL('../../build/native/', import.meta.url))
const FLAGS = ['-O3', '-march=native', '-mprefer-vector-width=512']

/** @type {Map<string, string | undefined>} program to the reason why it is not there */
const reasons = new Map()

/**
 * Compiles a program if it is not there, or older than its source.
 * @param {string} name of the program
 * @param {string} source
 * @param {readonly string[]} libraries
 */
function refusesToBuild(name, source, ...libraries) {
  if (!reasons.has(name)) reasons.set(name, compile(name, source, libraries))
  return reasons.get(name)
}

/**
 * @param {string} name
 * @param {string} source
 * @param {readonly string[]} libraries
 */
function compile(name, source, libraries) {
  const program = join(BUILT, name)
  const changed = Math.max(...[source, 'race.h'].map((file) => statSync(join(SOURCES, file)).mtimeMs))
  if (existsSync(program) && statSync(program).mtimeMs > changed) return undefined
  mkdirSync(BUILT, { recursive: true })
  const { error, status, stderr } = spawnSync('cc', [...FLAGS, join(SOURCES, source), '-o', program, ...libraries], { encoding: 'utf8' })
  if (error) return 'no C compiler'
  return status === 0 ? undefined : /fftw3/.test(stderr) ? 'no FFTW' : `does not compile: ${stderr.split('\n')[0]}`
}

/**
 * @param {string} name
 * @param {readonly (string | number)[]} args
 */
function run(name, args) {
  const { error, status, stdout } = spawnSync(join(BUILT, name), args.map(String), { encoding: 'utf8', maxBuffer: 2 ** 24 })
  if (error || status !== 0) throw error ?? new Error(`${name} ended with ${status}`)
  return stdout
}

/** Folder of the texts and patterns of this process. @type {string | undefined} */
let folder

/**
 * @param {Instance} instance
 * @returns {[string, string]} files with the text and the pattern
 */
function filesOf({ text, patterns }) {
  if (folder === undefined) {
    const made = mkdtempSync(join(tmpdir(), 'hammingway-'))
    process.on('exit', () => rmSync(made, { recursive: true, force: true }))
    folder = made
  }
  const name = `${text.length}-${patterns[0].length}`
  const files = /** @type {[string, string]} */ ([join(folder, `text-${name}`), join(folder, `pattern-${name}`)])
  writeFileSync(files[0], text)
  writeFileSync(files[1], patterns[0])
  return files
}

/** Longest FFTW block that is tried: measuring a plan of 2^20 takes half a minute. */
const LONGEST_BLOCK = 2 ** 19

/**
 * Block lengths from the first power of two above 2m on.
 * @param {number} m
 */
function blocksFor(m) {
  const first = Math.max(8192, 2 ** Math.ceil(Math.log2(2 * m)))
  return [first, 2 * first, 4 * first].filter((length) => length === first || length <= LONGEST_BLOCK)
}

/**
 * @param {string} name
 * @param {string} precision
 * @param {readonly string[]} flags
 * @returns {Native}
 */
function fftw(name, precision, flags) {
  return {
    name,
    about: `FFTW (FFTW_MEASURE), ${precision}, three real correlations, overlap-save, the best of three block lengths`,
    refuses: ({ text }) =>
      text.some((symbol) => !DNA.has(symbol)) ? 'A, C, G and T only' : refusesToBuild(name, 'fftw.c', ...flags, '-lm'),
    open(instance, tuned) {
      const files = filesOf(instance)
      const wisdom = tuned ? join(BUILT, `${name}-wisdom`) : '-'
      const blocks = blocksFor(instance.patterns[0].length)
      const block = !tuned || blocks.length === 1 ? blocks[0] : Number(run(name, [...files, 0, wisdom, ...blocks]))
      return { about: `block ${block}`, turn: (milliseconds) => JSON.parse(run(name, [...files, milliseconds, wisdom, block])) }
    },
  }
}

const DNA = new Set([...'ACGT'].map((letter) => letter.charCodeAt(0)))

/** For distances at every shift. @type {readonly Native[]} */
export const natives = [
  {
    name: 'brute.c',
    about: 'every shift compared, vectors made by the C compiler',
    refuses: () => refusesToBuild('brute', 'brute.c'),
    open(instance) {
      const files = filesOf(instance)
      return { about: FLAGS.join(' '), turn: (milliseconds) => JSON.parse(run('brute', [...files, milliseconds])) }
    },
  },
  fftw('fftw-f32', 'f32, rounding not proved', ['-lfftw3f']),
  fftw('fftw-f64', 'f64', ['-DDOUBLE', '-lfftw3']),
]
