// A process of the pool's bench: times a search of 200 patterns in 10^8 bases, without a pool or with one, and prints milliseconds, of the wall and of processors.
// node bench/pool-throughput.js THREADS (0: without a pool)
import { findMatches } from 'hammingway'
import { createPool } from 'hammingway/pool'
import { readGenome } from './genome.js'

/** Searches, the fastest of which counts. */
const TURNS = 4
const threads = Number(process.argv[2])
const genome = readGenome()
const text = new Uint8Array(1e8)
for (let at = 0; at < text.length; at += genome.length) text.set(genome.subarray(0, text.length - at), at)
const patterns = Array.from({ length: 200 }, (_, i) => genome.slice(20_000 * i, 20_000 * i + 20))
const options = /** @type {const} */ ({ alphabet: 'dna', strands: 'both', maxMismatches: 4 })
const pool = threads > 0 ? createPool({ threads }) : undefined
const search = async () => (pool ? pool.findMatches(text, patterns, options) : findMatches(text, patterns, options))

// compiles, starts the workers, and takes from the system the memory that pieces travel in: throughput is what a search in a series of them has
await (pool ? pool.findMatches(text.subarray(0, 1e7), patterns, options) : findMatches(text.subarray(0, 1e7), patterns, options))
let [milliseconds, processor, check] = [Infinity, Infinity, 0]
for (let turn = 0; turn < TURNS; turn++) {
  const start = performance.now()
  const before = process.cpuUsage()
  const { count, starts, mismatches } = await search()
  milliseconds = Math.min(milliseconds, performance.now() - start)
  const { user, system } = process.cpuUsage(before)
  processor = Math.min(processor, (user + system) / 1000)
  check = count
  for (let i = 0; i < count; i++) check = (Math.imul(check, 31) + starts[i] + mismatches[i]) | 0
}
await pool?.close()
console.log(JSON.stringify({ milliseconds, processor, check }))
