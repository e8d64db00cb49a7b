// A text with the letter frequencies of proteins, drawn by a seed.
import { random } from './random.js'

/** Per cent of the residues of UniProtKB/Swiss-Prot, as its release statistics give them. */
// prettier-ignore
const FREQUENCIES = {
  A: 8.25, R: 5.53, N: 4.06, D: 5.46, C: 1.38, Q: 3.93, E: 6.72, G: 7.07, H: 2.27, I: 5.91,
  L: 9.65, K: 5.8, M: 2.41, F: 3.86, P: 4.74, S: 6.65, T: 5.36, W: 1.1, Y: 2.92, V: 6.86,
}
const LENGTH = 9_500_000
/** Numbers of a draw that are told apart. */
const STEPS = 2 ** 14

/** @type {Uint8Array<ArrayBuffer> | undefined} */
let kept

/** @returns {Uint8Array<ArrayBuffer>} 9,500,000 letters, the same on every machine */
export function proteinText() {
  if (kept) return kept
  const letterOf = new Uint8Array(STEPS)
  const total = Object.values(FREQUENCIES).reduce((sum, share) => sum + share, 0)
  let sum = 0
  let from = 0
  for (const [letter, share] of Object.entries(FREQUENCIES)) {
    sum += share
    const to = Math.round((STEPS * sum) / total)
    letterOf.fill(letter.charCodeAt(0), from, to)
    from = to
  }
  const next = random(8)
  kept = new Uint8Array(LENGTH)
  for (let i = 0; i < LENGTH; i++) kept[i] = letterOf[Math.floor(next() * STEPS)]
  return kept
}
