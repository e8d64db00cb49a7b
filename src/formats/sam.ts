import type { Hit, Writer } from './hit.js'

const LONGEST_NAME = 254
const NOT_IN_QUERY_NAME = /[^!-?A-~]/gu
const NOT_IN_REFERENCE_NAME = /[^0-9A-Za-z!#$%&*+./:;=?@^_|~-]|^[*=]/gu
const REVERSE = 16
const SECONDARY = 256
const BASES = 'ACGT'

/**
 * Sequence Alignment/Map 1.6 (Li et al., 2009): hits of patterns as reads. NM and MD are what the specification says, by which only A, C, G and
 * T match, each itself; mismatches by the rules of the search are in `hm:i`. What names may not hold is written `%XX`.
 */
export const sam: Writer = {
  header: ({ references = [] }) => {
    const lines = references.map(
      ({ name, length, circular }) => `@SQ\tSN:${referenceName(name)}\tLN:${length}${circular ? '\tTP:circular' : ''}\n`,
    )
    return `@HD\tVN:1.6\tSO:coordinate\n${lines.join('')}@PG\tID:hammingway\tPN:hammingway\n`
  },
  row(hit) {
    const { sequence, start, end, strand, mismatches, alignment } = hit
    if (!alignment) throw new TypeError('"alignment" expected what SAM rows are made of, got undefined')
    const { query, reference, secondary } = alignment
    const flag = (strand === '-' ? REVERSE : 0) + (secondary ? SECONDARY : 0)
    const letters = /^[A-Za-z=.]+$/.test(query) ? query : '*'
    const { differences, description } = compared(query, reference)
    const place = `${referenceName(sequence)}\t${start + 1}\t255\t${end - start}M\t*\t0\t0`
    return `${queryName(hit)}\t${flag}\t${place}\t${letters}\t*\tNM:i:${differences}\tMD:Z:${description}\thm:i:${mismatches}\n`
  },
}

/** Values of NM and MD. */
function compared(query: string, reference: string): { differences: number; description: string } {
  let differences = 0
  let matches = 0
  let description = ''
  for (let i = 0; i < query.length; i++) {
    const base = (reference[i] ?? 'N').toUpperCase()
    if (base === query[i].toUpperCase() && BASES.includes(base)) matches++
    else {
      description += `${matches}${/[A-Z]/.test(base) ? base : 'N'}`
      differences++
      matches = 0
    }
  }
  return { differences, description: description + matches }
}

function queryName({ pattern }: Hit): string {
  return escaped(pattern, NOT_IN_QUERY_NAME).slice(0, LONGEST_NAME) || '*'
}

function referenceName(name: string): string {
  return escaped(name, NOT_IN_REFERENCE_NAME) || '*'
}

function escaped(name: string, what: RegExp): string {
  const encoder = new TextEncoder()
  const hex = (byte: number): string => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  return name.replace(what, (symbol) => Array.from(encoder.encode(symbol), hex).join(''))
}
