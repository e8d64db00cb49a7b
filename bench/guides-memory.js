// 100,000 guides in a process of its own, which says what memory it took.
import { findMatches } from 'hammingway'
import { guidesOf } from './guides.js'
import { readGenome } from './genome.js'

const genome = readGenome()
const { count } = findMatches(genome, guidesOf(genome, 100_000), { alphabet: 'dna', strands: 'both', maxMismatches: 3 })
console.log(JSON.stringify({ count, megabytes: (1024 * process.resourceUsage().maxRSS) / 1e6 }))
