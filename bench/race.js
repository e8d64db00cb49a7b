// A problem's race: answers first, then times.
import { answerOf, sameAnswer, showAnswer } from './answers.js'
import { race } from './measure.js'
import { instanceOf } from './problems.js'
import { nativesOf, planned, planOf, rivalsOf, variants } from './subjects.js'

/** @typedef {import('./measure.js').Statistics} Statistics */
/** @typedef {import('./measure.js').Times} Times */
/** @typedef {import('./problems.js').Instance} Instance */
/** @typedef {import('./problems.js').Problem} Problem */
/** @typedef {import('./subjects.js').Subject} Subject */
/**
 * @typedef {object} Line
 * @property {string} name
 * @property {string} about
 * @property {Statistics} time wall time
 * @property {{ byLeast: number, byMedian: number, byProcessor: number }} ratio its time by the subject's
 * @property {number} [floor] that the ratio must reach, by the minimum of wall time and by that of processor time
 * @property {string} [note]
 */
/** @typedef {{ name: string, title: string, algorithm?: string, lines: Line[], share: number, absent: string[] }} Race share: processor time by wall time */

/** Milliseconds of a run beyond which a rival has fewer turns, and beyond which it is timed on a sample if the problem has one. */
const SLOW = 500
const VERY_SLOW = 5000

const AGAIN = 'itself again'

/**
 * @param {Problem} problem
 * @param {Uint8Array} text
 * @returns {Race}
 * @throws Error when an answer is wrong
 */
export function runRace(problem, text) {
  const instance = instanceOf(problem, text)
  const subject = planned(problem)
  const rivals = rivalsOf(problem, instance).filter(({ name }) => !problem.tooSlow.includes(name))
  const entries = [subject, ...variants(problem), ...rivals].map((entry) => enter(problem, instance, entry))
  const { natives, absent } = nativesOf(problem, instance)
  entries.push(...natives.map((native) => enterNative(problem, instance, native)))
  return raceOf(
    { name: problem.name, title: problem.title, algorithm: planOf(problem, instance).algorithm, absent },
    entries,
    problem.floors,
  )
}

/**
 * Races entries whose answers have been asserted, and the first of them once more.
 * @param {{ name: string, title: string, algorithm?: string, absent?: string[] }} heading
 * @param {readonly Entry[]} entries
 * @param {Readonly<Record<string, number>>} floors of the others' times by the first one's
 * @returns {Race}
 */
export function raceOf(heading, entries, floors) {
  const [subject, ...others] = entries
  const all = [subject, { ...subject, name: AGAIN, about: 'the noise of this race' }, ...others]
  const { times, share } = race(all, heading.title.length)
  return { absent: [], ...heading, share, lines: linesOf(all, times, floors) }
}

/**
 * Runs a contestant, has its answer asserted, and decides by the time that took how often it runs.
 * @template T
 * @param {{ name: string, about: string, run: () => T }} contestant
 * @param {(answer: T, name: string) => void} assert throws when it is wrong
 * @returns {Entry}
 */
export function entered({ name, about, run }, assert) {
  const start = performance.now()
  const answer = run()
  const slow = performance.now() - start > SLOW
  assert(answer, name)
  if (!slow) run() // once more, so that the first turn finds optimised code
  return { name, about, run, slow, scale: 1 }
}

/**
 * Times by that of the first entry.
 * @param {readonly Entry[]} entries
 * @param {Map<string, Times>} times
 * @param {Readonly<Record<string, number>>} floors
 * @returns {Line[]}
 */
function linesOf(entries, times, floors) {
  const base = timeOf(times, entries[0].name)
  return entries.map(({ name, about, scale, note }) => {
    const { wall, processor } = timeOf(times, name)
    const time = scaled(wall, scale)
    const ratio = {
      byLeast: (wall.least / base.wall.least) * (scale / entries[0].scale),
      byMedian: (wall.median / base.wall.median) * (scale / entries[0].scale),
      byProcessor: (processor.least / base.processor.least) * (scale / entries[0].scale),
    }
    return { name, about, time, ratio, floor: floors[name], note: note?.(time.least) }
  })
}

/**
 * @typedef {object} Entry
 * @property {string} name
 * @property {string} about
 * @property {() => unknown} run
 * @property {(milliseconds: number) => import('./measure.js').Samples} [turn]
 * @property {boolean} slow
 * @property {number} scale runs of a sample are multiplied by this
 * @property {(least: number) => string} [note]
 */

/**
 * Asserts the answer, and decides by the time that took how often the entry runs.
 * @param {Problem} problem
 * @param {Instance} instance
 * @param {Subject} subject
 * @returns {Entry}
 */
function enter(problem, instance, { name, about, open }) {
  const run = open(instance)
  const start = performance.now()
  const answer = answerOf(run())
  const whole = performance.now() - start
  if (!sameAnswer(answer, problem.answer)) {
    throw new Error(`${problem.name}: ${name} answered ${showAnswer(answer)}; the pinned answer is ${showAnswer(problem.answer)}`)
  }
  const slow = whole > SLOW
  const { sample } = problem
  if (whole <= VERY_SLOW || sample === undefined) {
    if (!slow) run() // once more, so that the first turn finds optimised code
    return { name, about, run, slow, scale: 1 }
  }
  const scale = instance.patterns.length / sample
  const some = open({ ...instance, patterns: instance.patterns.filter((_, p) => p % scale === 0) })
  const note = (/** @type {number} */ least) =>
    `timed on ${sample} of ${instance.patterns.length} patterns, x ${scale}; all of them once: ${Math.round(whole)} ms, ${(whole / least).toFixed(2)} of that`
  return { name, about, run: some, slow, scale, note }
}

/**
 * @param {Problem} problem
 * @param {Instance} instance
 * @param {import('./rivals/native.js').Native} native
 * @returns {Entry}
 */
function enterNative(problem, instance, { name, about, open }) {
  const { about: build, turn } = open(instance, true)
  const first = turn(0)
  if (!sameAnswer(first.answer, problem.answer)) {
    throw new Error(`${problem.name}: ${name} answered ${showAnswer(first.answer)}; the pinned answer is ${showAnswer(problem.answer)}`)
  }
  return { name, about, run: () => undefined, turn, slow: first.wall[0] > SLOW, scale: 1, note: () => build }
}

/**
 * @param {Map<string, Times>} times
 * @param {string} name
 */
function timeOf(times, name) {
  const time = times.get(name)
  if (time === undefined) throw new Error(`${name} has no time`)
  return time
}

/**
 * @param {Statistics} time
 * @param {number} scale
 * @returns {Statistics}
 */
function scaled(time, scale) {
  return { ...time, least: time.least * scale, median: time.median * scale }
}
