// npm run bench [-- name...]: races the library against its rivals. Exit 1 when an answer is wrong or a floor is missed.
import { approximate } from './approximate.js'
import { approximateRegret } from './approximate-regret.js'
import { equalityProblems, runEqualityRace } from './equality.js'
import { readGenome } from './genome.js'
import { guarantee } from './guarantee.js'
import { guidesMemory, raceHundredThousand, racePam, raceTenThousand } from './guides.js'
import { letters } from './letters.js'
import { largeFile, poolThroughput } from './pool.js'
import { problems } from './problems.js'
import { reads } from './reads.js'
import { regret } from './regret.js'
import { runRace } from './race.js'
import { checkLine, circumstances, holds, legend, raceTable, writeResults } from './report.js'
import { guaranteeThreeSum } from './guarantee-threesum.js'
import { growthEpsilon } from './growth-epsilon.js'
import { growthLaws } from './growth-laws.js'
import { growthPeriodic } from './growth-periodic.js'
import { raceMismatches } from './k-mismatch.js'
import { runSumRace, sumProblems } from './sumset.js'
import { sumsetMemory } from './sumset-memory.js'
import { sumsetRegret } from './sumset-regret.js'
import { threesum, triangles } from './threesum.js'
import { raceTools } from './tools.js'
import { commandLine, growth, kernelSize, startup } from './whole-process.js'

/** @typedef {import('./race.js').Race} Race */
/** @typedef {import('./whole-process.js').Check} Check */

const CHECKS = {
  letters,
  regret,
  approximate: (/** @type {Uint8Array} */ _, /** @type {number} */ seed) => approximate(seed),
  'approximate-regret': approximateRegret,
  'growth-epsilon': growthEpsilon,
  guarantee: (/** @type {Uint8Array} */ _, /** @type {number} */ seed, /** @type {number | undefined} */ seeds) => guarantee(seed, seeds),
  'growth-n': growth,
  growth: growthLaws,
  'growth-periodic': growthPeriodic,
  'sumset-memory': sumsetMemory,
  'sumset-regret': sumsetRegret,
  threesum,
  triangles,
  'guarantee-threesum': guaranteeThreeSum,
  startup,
  cli: commandLine,
  pool: poolThroughput,
  'cli-large': largeFile,
  size: kernelSize,
  reads,
  'guides-memory': guidesMemory,
}

/** Races of very many guides. */
const GUIDES = { guides10000: raceTenThousand, guides100000: raceHundredThousand, pam: racePam }

const known = [
  ...problems.map(({ name }) => name),
  ...Object.keys(GUIDES),
  'transforms',
  'tools',
  'sumset',
  'k-mismatch',
  'equality',
  ...Object.keys(CHECKS),
]
const asked = process.argv.slice(2)
const seed = option('--seed') ?? 1
/** of the guarantee: how many of its seeds */
const seeds = option('--seeds')
/** These take minutes, and run when they are asked for. */
const LONG = [
  'growth',
  'regret',
  'sumset-regret',
  'threesum',
  'guarantee-threesum',
  'pool',
  'cli-large',
  'guarantee',
  'approximate',
  'approximate-regret',
  'growth-epsilon',
  'guides10000',
  'guides100000',
  'guides-memory',
  'reads',
  'tools',
]
const unknown = asked.find((name) => !known.includes(name))
if (unknown !== undefined) {
  console.error(`There is no bench "${unknown}". There are: ${known.join(', ')}.`)
  process.exit(2)
}
/**
 * Takes a number out of what is asked.
 * @param {string} name
 */
function option(name) {
  const at = asked.indexOf(name)
  return at < 0 ? undefined : Number(asked.splice(at, 2)[1])
}
/** @param {string} name */
const wanted = (name) => (asked.length === 0 ? !LONG.includes(name) : asked.includes(name))

const where = circumstances()
console.log(`${where.machine}, load ${where.load} before; Node ${where.node}; ${where.date}`)
console.log(
  'E. coli 536, 4,938,920 bases, unless another text is named; bytes in memory, one thread; times in ms; a ratio is that time by the time of the first line.',
)
console.log('Answers are asserted before timing. Floors are for the ratios by minimum, of wall time and of processor time.\n')

const genome = readGenome()
/** @type {Race[]} */
const races = []
for (const problem of problems.filter(({ name }) => wanted(name))) {
  const race = runRace(problem, genome)
  races.push(race)
  console.log(raceTable(race))
}
for (const [name, raceGuides] of Object.entries(GUIDES)) {
  if (!wanted(name)) continue
  for (const guides of raceGuides(genome)) {
    races.push(guides)
    console.log(raceTable(guides))
  }
}
if (wanted('k-mismatch')) {
  for (const mismatches of raceMismatches()) {
    races.push(mismatches)
    console.log(raceTable(mismatches))
  }
}
if (wanted('tools')) {
  for (const tools of raceTools(genome)) {
    races.push(tools)
    console.log(raceTable(tools))
  }
}
if (wanted('transforms')) {
  // its rivals are loaded for it alone
  const { raceTransforms } = await import('./transforms.js')
  for (const transforms of await raceTransforms()) {
    races.push(transforms)
    console.log(raceTable(transforms))
  }
}
if (wanted('sumset')) {
  for (const problem of sumProblems) {
    const sums = runSumRace(problem)
    races.push(sums)
    console.log(raceTable(sums))
  }
}
if (wanted('equality')) {
  for (const problem of equalityProblems) {
    const equality = runEqualityRace(problem)
    races.push(equality)
    console.log(raceTable(equality))
  }
}
/** @type {Check[]} */
const checks = []
for (const [name, run] of Object.entries(
  /** @type {Record<string, (genome: Uint8Array, seed: number, seeds?: number) => Check>} */ (CHECKS),
)) {
  if (!wanted(name)) continue
  const check = run(genome, seed, seeds)
  checks.push(check)
  console.log(checkLine(check))
}
if (races.length > 0) console.log(`${legend(races)}\n`)
writeResults({ ...where, races, checks })

const missed = [
  ...races.flatMap(({ name, lines }) => lines.filter((line) => !holds(line)).map((line) => `${name} against ${line.name}`)),
  ...checks.filter(({ held }) => !held).map(({ name }) => name),
]
console.log(missed.length === 0 ? 'All floors held.' : `MISSED: ${missed.join('; ')}.`)
if (missed.length > 0) process.exitCode = 1
