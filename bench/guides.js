// Very many guides in one call. Nobody waits for ten thousand scans, so the time beside it is that of a single guide's scan, ten thousand times.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { explain, findMatches, profileOf } from 'hammingway'
import { answerOf, sameAnswer, showAnswer } from './answers.js'
import { piece } from './genome.js'
import { entered, raceOf } from './race.js'
import { random } from './random.js'

/** @typedef {import('./answers.js').Answer} Answer */
/** @typedef {import('./race.js').Race} Race */
/** @typedef {import('./whole-process.js').Check} Check */

const LENGTH = 20
const EDITS = 2
/** Guides whose hits in the one call are compared with a scan of their own. */
const LOOKED_AT = 10
const BOTH = /** @type {const} */ ({ alphabet: 'dna', strands: 'both' })

/**
 * Guides cut from the genome, with edits.
 * @param {Uint8Array} genome
 * @param {number} count
 */
export function guidesOf(genome, count) {
  const next = random(3)
  return Array.from({ length: count }, () => piece(genome, LENGTH, EDITS, next))
}

/**
 * The call's answer is the pinned one, and that of a few guides is what a scan finds.
 * @param {import('hammingway').Matches} found
 * @param {Uint8Array} genome
 * @param {readonly import('hammingway').Pattern[]} guides
 * @param {number} k
 * @param {Answer} pinned
 */
function assertHits(found, genome, guides, k, pinned) {
  const answer = answerOf(found)
  if (!sameAnswer(answer, pinned))
    throw new Error(`${guides.length} guides, k = ${k}: ${showAnswer(answer)}; pinned is ${showAnswer(pinned)}`)
  const hits = [...found]
  for (let g = 0; g < guides.length; g += Math.ceil(guides.length / LOOKED_AT)) {
    const own = hits.filter(({ pattern }) => pattern === g).map((hit) => ({ ...hit, pattern: 0 }))
    const scan = [...findMatches(genome, guides[g], { ...BOTH, maxMismatches: k, algorithm: 'saturating' })]
    if (JSON.stringify(own) !== JSON.stringify(scan))
      throw new Error(`${guides.length} guides, k = ${k}: guide ${g} has other hits than its scan`)
  }
}

/**
 * @param {Uint8Array} genome
 * @param {readonly import('hammingway').Pattern[]} guides
 * @param {number} k
 */
function planOf(genome, guides, k) {
  const profile = profileOf(genome, guides, BOTH)
  return explain({ task: 'findMatches', n: genome.length, m: profile.alike?.[0].shape.length ?? LENGTH, patterns: guides.length, maxMismatches: k, profile, ...BOTH }).algorithm // prettier-ignore
}

/** k, the least ratio of single scans to the call by guide, and the answer of 10,000 guides. */
const TEN_THOUSAND = /** @type {const} */ ([
  { k: 3, floor: 150, answer: { count: 17_681, sum: 40_474, hash: '2dcb78c2' } },
  { k: 4, floor: 80, answer: { count: 78_107, sum: 282_178, hash: 'bb297921' } },
])

/**
 * @param {Uint8Array} genome
 * @returns {Race[]}
 */
export function raceTenThousand(genome) {
  const guides = guidesOf(genome, 10_000)
  return TEN_THOUSAND.map(({ k, floor, answer }) => {
    const search = { ...BOTH, maxMismatches: k }
    const single = {
      name: 'one guide x 10,000',
      about: 'findMatches of the first guide, as planned',
      run: () => findMatches(genome, guides[0], search),
    }
    const call = { name: 'findMatches', about: '10,000 guides in one call', run: () => findMatches(genome, guides, search) }
    const entries = [
      entered(call, (found) => assertHits(found, genome, guides, k, answer)),
      { ...entered(single, ({ count }) => count > 0 || fail('the guide is not found')), scale: guides.length },
    ]
    const title = `findMatches, 10,000 guides of 20 bases, k = ${k}, both strands`
    return raceOf({ name: `guides10000-k${k}`, title, algorithm: planOf(genome, guides, k) }, entries, { [single.name]: floor })
  })
}

const HUNDRED_THOUSAND = { count: 179_807, sum: 413_000, hash: 'cc498fe0' }
/** A guide among 100,000 costs at most 0.4 of one among 10,000. */
const LARGER = 2.5

/**
 * @param {Uint8Array} genome
 * @returns {Race[]}
 */
export function raceHundredThousand(genome) {
  const guides = guidesOf(genome, 100_000)
  const few = guides.slice(0, 10_000)
  const search = { ...BOTH, maxMismatches: 3 }
  const tenth = { name: '10,000 guides x 10', about: 'findMatches of the first 10,000', run: () => findMatches(genome, few, search) }
  const call = { name: 'findMatches', about: '100,000 guides in one call', run: () => findMatches(genome, guides, search) }
  const entries = [
    entered(call, (found) => assertHits(found, genome, guides, 3, HUNDRED_THOUSAND)),
    { ...entered(tenth, (found) => assertHits(found, genome, few, 3, TEN_THOUSAND[0].answer)), scale: 10 },
  ]
  const title = 'findMatches, 100,000 guides of 20 bases, k = 3, both strands'
  return [raceOf({ name: 'guides100000', title, algorithm: planOf(genome, guides, 3) }, entries, { [tenth.name]: LARGER })]
}

const MOST_MEGABYTES = 1000

/** @returns {Check} the most memory of a process that reads the genome and searches 100,000 guides */
export function guidesMemory() {
  const script = fileURLToPath(new URL('guides-memory.js', import.meta.url))
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`guides-memory.js ended with ${status}: ${stderr}`)
  const { count, megabytes } = JSON.parse(stdout)
  if (count !== HUNDRED_THOUSAND.count) throw new Error(`guides-memory.js found ${count} hits; pinned are ${HUNDRED_THOUSAND.count}`)
  return {
    name: 'guides-memory',
    title: 'the same in a process of its own, all its memory',
    measured: `${megabytes.toFixed(0)} MB`,
    required: `under ${MOST_MEGABYTES} MB`,
    held: megabytes < MOST_MEGABYTES,
  }
}

const PAM = { count: 444, sum: 1607, hash: '592e5cf1' }
const ANY = { count: 1732, sum: 6220, hash: '19566eb2' }

/**
 * @param {Uint8Array} genome
 * @returns {Race[]}
 */
export function racePam(genome) {
  const sequences = guidesOf(genome, 1000).map((guide) => Uint8Array.of(...guide, ...new TextEncoder().encode('NGG')))
  const guides = sequences.map((sequence) => ({ sequence, required: [LENGTH + 1, LENGTH + 2] }))
  const search = { ...BOTH, maxMismatches: 4 }
  const call = { name: 'findMatches', about: '1,000 guides, GG required', run: () => findMatches(genome, guides, search) }
  const any = {
    name: 'not required',
    about: 'the same guides with NGG, where GG may mismatch',
    run: () => findMatches(genome, sequences, search),
  }
  const entries = [
    entered(call, (found) => assertHits(found, genome, guides, 4, PAM)),
    entered(any, (found) => assertHits(found, genome, sequences, 4, ANY)),
  ]
  const title = 'findMatches, 1,000 guides of 20 bases and NGG, k = 4, both strands'
  return [raceOf({ name: 'pam', title, algorithm: planOf(genome, guides, 4) }, entries, { [any.name]: 3 })]
}

/** @param {string} words @returns {never} */
function fail(words) {
  throw new Error(words)
}
