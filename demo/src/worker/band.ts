// Exact distances beside those that a call with `epsilon` gives.
import { explain, hammingDistances, profileOf } from 'hammingway'
import { random } from '../../../bench/random.js'
import type { JobContext } from './job.js'
import { pause } from './pause.js'
import type { BandJob } from './protocol.js'
import { randomLetters } from './letters.js'

/** Copies of the pattern in the text, with more and more of their letters changed: distances of all sizes. */
const COPIES = 12

export async function band({ n, m, sigma, epsilon, seed, algorithm }: BandJob, { signal, tell }: JobContext): Promise<void> {
  await pause()
  signal.throwIfAborted()
  const next = random(seed)
  const text = randomLetters(n, sigma, next)
  const pattern = randomLetters(m, sigma, next)
  for (let c = 0; c < COPIES; c++) {
    const at = Math.floor(((c + 0.5) * (n - m)) / COPIES)
    pattern.forEach((letter, j) => {
      if (next() >= c / COPIES) text[at + j] = letter
    })
  }
  const plan = explain({ task: 'hammingDistances', n, m, epsilon, profile: profileOf(text, pattern) })
  const exact = hammingDistances(text, pattern)
  const approximate = hammingDistances(text, pattern, { epsilon, seed, algorithm })
  tell({ kind: 'band', exact, approximate, plan, ran: algorithm ?? plan.algorithm }, [exact.buffer, approximate.buffer])
}
