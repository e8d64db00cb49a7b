// A child of `npm run bench`: what a script pays before its first answer. Imports the library, searches 1 kB, and exits with 1 on a wrong answer.
import { findMatches } from 'hammingway'

const text = 'ACGTTGCA'.repeat(125)
const { count } = findMatches(text, 'TGCAACGTTGCAACGTTGCA', { maxMismatches: 0, alphabet: 'dna' })
if (count !== 123) process.exitCode = 1
