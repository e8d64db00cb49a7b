// Made samples/lambda-frames.fa.gz: the open reading frames of phage lambda from ATG to stop, 100 amino acids and longer, on both strands.
import { readFileSync, writeFileSync } from 'node:fs'
import { gunzipSync, gzipSync } from 'node:zlib'
import { reverseComplement } from 'hammingway'

const SHORTEST = 100
const LINE = 60
/** The standard genetic code, codons in the order TCAG (NCBI translation table 1). */
const BASES = 'TCAG'
const CODE = 'FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG'

const [, ...lines] = gunzipSync(readFileSync(new URL('../../data/lambda.fa.gz', import.meta.url)))
  .toString()
  .split('\n')
const forward = new TextEncoder().encode(lines.join(''))
const n = forward.length

/** @param {string} bases @param {number} at */
const translated = (bases, at) => CODE[16 * BASES.indexOf(bases[at]) + 4 * BASES.indexOf(bases[at + 1]) + BASES.indexOf(bases[at + 2])]

/** @type {{ start: number, header: string, protein: string }[]} */
const found = []
for (const strand of ['+', '-']) {
  const bases = new TextDecoder().decode(strand === '+' ? forward : reverseComplement(forward)).toUpperCase()
  for (let frame = 0; frame < 3; frame++) {
    const letters = Array.from({ length: Math.floor((n - frame) / 3) }, (_, c) => translated(bases, frame + 3 * c)).join('')
    for (const { 0: match, index } of letters.matchAll(/M[^*]*\*/g)) {
      const protein = match.slice(0, -1)
      if (protein.length < SHORTEST) continue
      const from = frame + 3 * index
      const to = from + 3 * match.length
      const [start, end] = strand === '+' ? [from, to] : [n - to, n - from]
      found.push({ start, header: `>lambda_${start + 1}_${end}_${strand} ${protein.length} amino acids`, protein })
    }
  }
}
found.sort((a, b) => a.start - b.start)
const wrapped = (/** @type {string} */ protein) => protein.replace(new RegExp(`.{${LINE}}(?=.)`, 'g'), '$&\n')
const fasta = found.map(({ header, protein }) => `${header}\n${wrapped(protein)}\n`).join('')
writeFileSync(new URL('lambda-frames.fa.gz', import.meta.url), gzipSync(fasta, { level: 9 }))
console.log(`${found.length} frames, ${fasta.length} bytes`)
