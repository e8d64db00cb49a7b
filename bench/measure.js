// Interleaved rounds. tinybench is the clock and runs one task after the other; here every round visits all contestants in another random
// order, so that a slow minute of the machine meets all of them.
import { Bench } from 'tinybench'
import { random, shuffled } from './random.js'

/**
 * @typedef {object} Contestant
 * @property {string} name
 * @property {() => unknown} run
 * @property {(milliseconds: number) => Samples} [turn] for one that times itself in another process, instead of run
 * @property {boolean} slow one call a round, in one round of four
 */
/**
 * @typedef {object} Statistics
 * @property {number} least milliseconds, as all times here
 * @property {number} median
 * @property {number} spread quartile range by median
 * @property {number} runs
 */
/** @typedef {{ wall: Statistics, processor: Statistics }} Times processor time is without the turns of other processes */

const ROUNDS = 16
const ROUNDS_BETWEEN_SLOW = 4
/** Milliseconds of a contestant in a round. */
const TURN = 60

/**
 * @param {readonly Contestant[]} contestants with different names
 * @param {number} seed
 * @returns {{ times: Map<string, Times>, share: number }} share: processor time by wall time, without the turns in other processes
 */
export function race(contestants, seed) {
  const next = random(seed)
  const start = performance.now()
  const before = process.cpuUsage()
  let elsewhere = 0
  /** @type {Map<string, Samples>} */
  const samples = new Map(contestants.map(({ name }) => [name, { wall: [], processor: [] }]))
  for (let round = 0; round < ROUNDS; round++) {
    const running = contestants.filter(({ slow }) => !slow || round % ROUNDS_BETWEEN_SLOW === 0)
    for (const contestant of shuffled(running, next)) {
      const begin = performance.now()
      turn(contestant, /** @type {Samples} */ (samples.get(contestant.name)))
      if (contestant.turn) elsewhere += performance.now() - begin
    }
  }
  const { user, system } = process.cpuUsage(before)
  const share = (user + system) / 1000 / (performance.now() - start - elsewhere)
  const times = new Map(
    [...samples].map(([name, { wall, processor }]) => [name, { wall: statistics(wall), processor: statistics(processor) }]),
  )
  return { times, share }
}

/** @typedef {{ wall: number[], processor: number[] }} Samples */

/**
 * @param {Contestant} contestant
 * @param {Samples} samples added to
 */
function turn({ name, run, slow, turn: own }, { wall, processor }) {
  if (own) {
    const samples = own(slow ? 0 : TURN)
    wall.push(...samples.wall)
    processor.push(...samples.processor)
    return
  }
  const bench = new Bench({ warmup: false, retainSamples: true, throws: true, iterations: 1, time: slow ? 0 : TURN })
  const task = () => {
    const before = process.cpuUsage()
    run()
    const { user, system } = process.cpuUsage(before)
    processor.push((user + system) / 1000)
  }
  bench.add(name, task, { async: false })
  const [{ result }] = bench.runSync()
  if (result.state !== 'completed' || result.latency.samples === undefined) throw new Error(`${name} was not measured: ${result.state}`)
  wall.push(...result.latency.samples)
}

/**
 * @param {readonly number[]} times
 * @returns {Statistics}
 */
export function statistics(times) {
  const sorted = [...times].sort((a, b) => a - b)
  const median = quantile(sorted, 0.5)
  return { least: sorted[0], median, spread: (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / median, runs: sorted.length }
}

/**
 * @param {readonly number[]} sorted
 * @param {number} share
 */
function quantile(sorted, share) {
  const at = share * (sorted.length - 1)
  const low = Math.floor(at)
  const high = Math.ceil(at)
  return sorted[low] + (at - low) * (sorted[high] - sorted[low])
}
