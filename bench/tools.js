// The command line against programs that people use, where they are on PATH: whole processes, from reading the genome to writing the hits. Their
// hits are compared with ours, and a difference that is not explained is an error.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findMatches } from 'hammingway'
import { instanceOf, problems } from './problems.js'
import { raceOf } from './race.js'
import { hitsIn, keyOf, searchIn, timed, tools, versionOf } from './rivals/tools.js'
import { inRoot } from './whole-process.js'

/** @typedef {import('./race.js').Entry} Entry */
/** @typedef {import('./rivals/tools.js').Asked} Asked */
/** @typedef {import('./rivals/tools.js').Tool} Tool */

const ASKED = ['guide', 'guides100', 'long']
const LINE = 70
/** Milliseconds beyond which a process runs in one round of four, and beyond which it runs once more in all. */
const SLOW = 400
const VERY_SLOW = 5000

/** @type {Tool} */
const ours = {
  name: 'hammingway search',
  program: process.execPath,
  version: ['--version'],
  about: 'the command line: Node, the file, the search, the rows',
  args: ({ genome, names, k }) => [inRoot('dist/cli.js'), 'search', '--no-header', '-f', names, '-k', String(k), genome],
  hit(line) {
    const [, start, , strand, pattern] = line.split('\t')
    return { pattern: Number(pattern), start: Number(start), strand }
  },
}

/**
 * Hits at most so many mismatches, by the library.
 * @param {Uint8Array} text
 * @param {readonly Uint8Array[]} patterns
 * @param {number} k
 */
function expectedHits(text, patterns, k) {
  return new Set(Array.from(findMatches(text, patterns, { maxMismatches: k, alphabet: 'dna', strands: 'both' }), keyOf))
}

/**
 * Asks a tool once, outside the race.
 * @param {Tool} tool
 * @param {Asked} asked
 * @param {Set<string>} expected
 * @param {string} version
 * @returns {Entry}
 */
export function enter(tool, asked, expected, version) {
  const { name, program, writes = `${name}.out`, most = Infinity } = tool
  const bounded = { ...asked, k: Math.min(asked.k, most) }
  tool.prepare?.(bounded)
  const args = tool.args(bounded)
  const once = () => timed(program, args, join(asked.folder, `${name}.out`))
  const first = once()
  const file = join(asked.folder, writes)
  let inside = searchIn(file)
  const hits = hitsIn(tool, file)
  const found = new Set(hits)
  const missing = [...expected].filter((hit) => !found.has(hit))
  const other = [...found].filter((hit) => !expected.has(hit))
  if (missing.length + other.length > 0 || found.size < hits.length) {
    const example = [...missing, ...other].slice(0, 3).join(', ')
    throw new Error(`${name}: ${hits.length} hits for ${expected.size}, ${missing.length} missing, ${other.length} of its own (${example})`)
  }
  let turns = 0
  return {
    name,
    about: tool.about,
    run: () => undefined,
    turn: () => {
      turns++
      if (first.wall > VERY_SLOW && turns > 2) return { wall: [], processor: [] }
      const { wall, processor } = first.wall > VERY_SLOW && turns === 1 ? first : once()
      inside = Math.min(inside, searchIn(file))
      return { wall: [wall], processor: [processor] }
    },
    slow: first.wall > SLOW,
    scale: 1,
    note: () =>
      `${hits.length} hits${bounded.k < asked.k ? ` with at most ${bounded.k} mismatches` : ''}, the same as ours; ${version}` +
      (inside < Infinity ? `; the search alone ${inside.toFixed(0)} ms` : ''),
  }
}

/**
 * @param {Uint8Array} genome
 * @returns {Generator<import('./race.js').Race>}
 */
export function* raceTools(genome) {
  const versions = new Map(tools.map((tool) => [tool, versionOf(tool)]))
  for (const name of ASKED) {
    const problem = problems.find((one) => one.name === name)
    if (problem === undefined) throw new Error(`there is no problem ${name}`)
    const { text, patterns, k } = instanceOf(problem, genome)
    const folder = mkdtempSync(join(tmpdir(), 'hammingway-bench-'))
    try {
      const words = patterns.map((pattern) => String.fromCharCode(...pattern))
      /** @type {Asked} */
      const asked = { folder, genome: join(folder, 'genome.fa'), names: join(folder, 'patterns.fa'), patterns: words, k }
      writeFileSync(
        asked.genome,
        `>genome\n${Buffer.from(text)
          .toString()
          .replace(new RegExp(`.{1,${LINE}}`, 'g'), '$&\n')}`,
      )
      writeFileSync(asked.names, words.map((word, p) => `>${p}\n${word}\n`).join(''))
      /** @type {string[]} */
      const absent = []
      const entries = [enter(ours, asked, expectedHits(text, patterns, k), `Node ${process.version}`)]
      for (const tool of tools) {
        const version = versions.get(tool)
        const reason = version === undefined ? 'not found on PATH' : tool.refuses?.(asked)
        if (reason !== undefined) absent.push(`${tool.name}: ${reason}`)
        else entries.push(enter(tool, asked, expectedHits(text, patterns, Math.min(k, tool.most ?? k)), version ?? ''))
      }
      const title = `whole processes: ${problem.title.replace(/^findMatches, /, '').replace(' in one call', '')}`
      // nothing but other processes ran
      yield { ...raceOf({ name: `tools, ${name}`, title, absent }, entries, {}), share: 1 }
    } finally {
      rmSync(folder, { recursive: true })
    }
  }
}
