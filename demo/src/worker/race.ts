// The benchmark in the visitor's browser: distances at every shift of a random sequence, against plain JavaScript and fft.js.
import { hammingDistances } from 'hammingway'
import { random, shuffled } from '../../../bench/random.js'
import { naiveArithmetic, patternMajor, wordMajor } from '../../../bench/rivals/all-shifts.js'
import { bestBlock, fftOverlapSave } from '../../../bench/rivals/fft.js'
import type { JobContext } from './job.js'
import { pause } from './pause.js'
import type { RaceJob } from './protocol.js'
import { randomLetters } from './letters.js'

const N = 1_000_000
const LENGTHS = [20, 100, 1000]
const ROUNDS = 8
/** Milliseconds of a run beyond which a contestant has two turns only. */
const SLOW = 300

interface Contestant {
  readonly name: string
  readonly run: () => Uint32Array
}

export async function race(_: RaceJob, { signal, tell }: JobContext): Promise<void> {
  const next = random(1)
  const bases = new TextEncoder().encode('ACGT')
  const text = randomLetters(N, 4, next).map((letter) => bases[letter])
  let done = 0
  const total = LENGTHS.length * ROUNDS
  for (const m of LENGTHS) {
    const pattern = text.slice(N / 2, N / 2 + m)
    const field = contestants(text, pattern)
    const answer = field[0].run()
    const least = new Map<string, { milliseconds: number; runs: number }>()
    for (const { name, run } of field) {
      await pause()
      signal.throwIfAborted()
      requireSame(name, answer, run())
      least.set(name, { milliseconds: Infinity, runs: 0 })
    }
    for (let round = 0; round < ROUNDS; round++) {
      for (const { name, run } of shuffled(field, next)) {
        await pause()
        signal.throwIfAborted()
        const best = least.get(name)!
        if (best.runs >= 2 && best.milliseconds > SLOW) continue
        const start = performance.now()
        run()
        best.milliseconds = Math.min(best.milliseconds, performance.now() - start)
        best.runs++
      }
      tell({ kind: 'progress', stage: 'racing', done: ++done, total })
    }
    for (const { name } of field) tell({ kind: 'raced', row: { m, name, ...least.get(name)! } })
  }
}

/** A result is a new array for all but fft.js, which may use one again. */
function contestants(text: Uint8Array, pattern: Uint8Array): readonly Contestant[] {
  const shifts = text.length - pattern.length + 1
  const size = bestBlock(text, pattern)
  const transformed = new Uint32Array(shifts)
  return [
    { name: 'hammingway', run: () => hammingDistances(text, pattern) },
    { name: 'JavaScript, the definition', run: () => naiveArithmetic(text, pattern) },
    { name: 'JavaScript, blocked loops', run: () => patternMajor(text, pattern) },
    { name: 'JavaScript, four shifts a word', run: () => wordMajor(text, pattern) },
    { name: `fft.js 4.0.4, blocks of ${size}`, run: () => fftOverlapSave(text, pattern, size, transformed) },
  ]
}

function requireSame(name: string, expected: Uint32Array, got: Uint32Array): void {
  const at = expected.findIndex((distance, i) => distance !== got[i])
  if (at >= 0 || got.length !== expected.length)
    throw new Error(`${name} gave another distance at shift ${at}: ${got[at]}, not ${expected[at]}`)
}
