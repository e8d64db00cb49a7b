// npm start [-- FILE [GUIDE [K]]]: finds a CRISPR guide in a genome on both strands, with up to K mismatches.
import { createReadStream } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { explain, findMatches, profileOf, reverseComplement } from 'hammingway'
import { readSequences } from 'hammingway/formats'

const [file = fileURLToPath(new URL('../data/lambda.fa.gz', import.meta.url)), guide = 'GCACCGGCACCGCTGGCTGC', k = '5'] =
  process.argv.slice(2)
const options = { alphabet: /** @type {const} */ ('dna'), strands: /** @type {const} */ ('both'), maxMismatches: Number(k) }

/** The first call compiles; later ones show what a call costs. */
const ROUNDS = 50

/** The matched text in the guide's orientation, mismatches in lower case. @param {Uint8Array} text @param {string} strand */
function site(text, strand) {
  const letters = new TextDecoder().decode(strand === '+' ? text : reverseComplement(text)).toUpperCase()
  return [...letters].map((letter, j) => (letter === guide[j].toUpperCase() ? letter : letter.toLowerCase())).join('')
}

try {
  console.log(`guide ${guide}, at most ${k} mismatches, both strands, in ${file}\n`)
  for await (const record of readSequences(createReadStream(file))) {
    const chunks = []
    for await (const chunk of record.chunks) chunks.push(chunk)
    const text = Buffer.concat(chunks)

    const plan = explain({ task: 'findMatches', n: text.length, m: guide.length, ...options, profile: profileOf(text, guide, options) })
    const times = []
    for (let round = 0; round < ROUNDS; round++) {
      const begin = performance.now()
      findMatches(text, guide, options)
      times.push(performance.now() - begin)
    }
    const matches = findMatches(text, guide, options)
    console.log(`${record.name}: ${text.length.toLocaleString('en')} letters, ${matches.count} sites`)
    for (const { start, end, strand, mismatches } of matches) {
      console.log(
        `  ${String(start).padStart(9)} ${String(end).padStart(9)} ${strand} ${site(text.subarray(start, end), strand)}  ${mismatches}`,
      )
    }
    const fastest = Math.min(...times)
    console.log(`plan: ${plan.algorithm}, predicted ${(plan.considered[0].nanoseconds / 1e6).toFixed(2)} ms`)
    for (const { name, nanoseconds } of plan.considered.slice(1))
      console.log(`  instead of ${name}, predicted ${(nanoseconds / 1e6).toFixed(2)} ms`)
    console.log(`measured: first call ${times[0].toFixed(2)} ms, best of ${times.length} ${fastest.toFixed(2)} ms`)
    console.log(`throughput: ${((2 * text.length) / fastest / 1e3).toFixed(0)} million letters a second (two strands)\n`)
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
