// A child of `npm run bench -- growth-n`: times and working memory of distances as the text grows, as lines of JSON.
// Memory only grows, so each pattern length has a process of its own.
import { kernelBytes } from './kernel-memory.js'
import { random } from './random.js'

const { hammingDistances } = await import('hammingway')

const m = Number(process.argv[2])
const lengths = process.argv.slice(3).map(Number)
const longest = Math.max(...lengths)
const next = random(m)
const text = new Uint8Array(longest)
const letters = [65, 67, 71, 84]
for (let i = 0; i < longest; i++) text[i] = letters[Math.floor(next() * 4)]
const out = new Uint32Array(longest - m + 1)
const pattern = text.slice(777, 777 + m)
for (let j = 0; j < m; j += 10) pattern[j] = letters[(letters.indexOf(pattern[j]) + 1) & 3]
const substituted = Math.ceil(m / 10)

/** Symbols of a turn: short texts are run more often. */
const TURN = 2e7
const ROUNDS = 3

const results = lengths.map((n) => ({ m, n, shifts: n - m + 1, milliseconds: Infinity, memory: 0 }))
for (let round = 0; round < ROUNDS; round++) {
  for (const result of results) {
    const { n, shifts } = result
    const some = text.subarray(0, n)
    const distances = out.subarray(0, shifts)
    for (let run = 0; run < Math.max(1, Math.min(50, TURN / n)); run++) {
      const start = performance.now()
      hammingDistances(some, pattern, { out: distances })
      result.milliseconds = Math.min(result.milliseconds, performance.now() - start)
    }
    if (distances[777] !== substituted) throw new Error(`m = ${m}, n = ${n}: distance ${distances[777]} at 777, expected ${substituted}`)
    if (round === 0) result.memory = kernelBytes()
  }
}
for (const result of results) console.log(JSON.stringify(result))
