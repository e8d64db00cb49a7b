// hammingway search against the oracle: whole files of records, made of random options, to the last column.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { letterString } from './arbitraries.js'
import { lines, search } from './cli.js'
import { randomOf } from './random.js'
import { codesOf } from './reference/distances.js'
import { complements, symbolMatches } from './reference/letters.js'
import { findMatches, type Search } from './reference/matches.js'

interface Given {
  name: string
  text: string
}

/** The rows of the contract, by the oracle. */
function expectedRows(records: Given[], patterns: string[], wanted: Search, pam: string, required: string): string[] {
  const masks = patterns.map((pattern) => (required === '' ? '.'.repeat(pattern.length) : required) + 'x'.repeat(pam.length))
  const whole = patterns.map((sequence, p) => ({ sequence: sequence + pam, required: masks[p] }))
  return records.flatMap(({ name, text }) =>
    findMatches(text, whole, wanted).hits.map(({ start, end, strand, pattern, mismatches }) => {
      const { sequence } = whole[pattern]
      const matched = strand === '+' ? text.slice(start, end) : Array.from(text.slice(start, end), complementOf).reverse().join('')
      return [name, start, end, strand, sequence, mismatches, printed(matched, sequence, wanted)].join('\t')
    }),
  )
}

function complementOf(symbol: string): string {
  return complements[symbol.toUpperCase()] ?? symbol
}

function printed(site: string, pattern: string, wanted: Search): string {
  const codes = codesOf(site)
  return Array.from(codes, (code, j) => {
    const symbol = String.fromCharCode(code)
    if (symbolMatches(wanted, code, pattern.charCodeAt(j))) return symbol.toUpperCase()
    return /[a-z]/i.test(symbol) ? symbol.toLowerCase() : '.'
  }).join('')
}

test('rows are those of the oracle', async () => {
  const recipe = fc.record({
    alphabet: fc.constantFrom<('dna' | 'protein')[]>('dna', 'dna', 'protein'),
    ambiguity: fc.constantFrom<Search['ambiguity'][]>('certain', 'possible'),
    strands: fc.constantFrom<Search['strands'][]>('forward', 'reverse', 'both'),
    maxMismatches: fc.integer({ min: 0, max: 5 }),
    records: fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 5 }),
    patterns: fc.integer({ min: 1, max: 4 }),
    m: fc.integer({ min: 1, max: 14 }),
    pam: fc.constantFrom('', '', 'NGG', 'TTTV'),
    required: fc.boolean(),
    width: fc.integer({ min: 1, max: 80 }),
    wild: fc.constantFrom(0, 0.1),
    seed: fc.nat(),
  })
  await fc.assert(
    fc.asyncProperty(recipe, async (given) => {
      const { alphabet, ambiguity, maxMismatches } = given
      const random = randomOf(given.seed)
      const strands = alphabet === 'dna' ? given.strands : 'forward'
      const pam = alphabet === 'dna' ? given.pam : ''
      // letters above 127 are two bytes in a file: the texts here have none
      const letters = (count: number, foreign: boolean): string =>
        letterString(alphabet, count, given.wild, 0.3, foreign, random).replace(/[^!-~]/g, '-')
      const records = given.records.map((length, r) => ({ name: `r${r}|x`, text: letters(length, true).replace(/[>;]/g, '*') }))
      const patterns = Array.from({ length: given.patterns }, () => letters(given.m, false))
      const required = given.required ? Array.from({ length: given.m }, () => random.pick(['x', '.', '.', '.', '.'])).join('') : ''
      const input = records
        .map(({ name, text }) => `>${name} words\r\n${(text.match(new RegExp(`.{1,${given.width}}`, 'g')) ?? []).join('\r\n')}\r\n`)
        .join('')
      const { code, stdout } = await search(
        [
          ...patterns.flatMap((pattern) => ['-p', pattern]),
          `-k${maxMismatches}`,
          `--alphabet=${alphabet}`,
          `--ambiguity=${ambiguity}`,
          `--strands=${strands}`,
          '--no-header',
          '-q',
          ...(pam === '' ? [] : ['--pam', pam]),
          ...(required === '' ? [] : ['--required', required]),
        ],
        { input },
      )
      const expected = expectedRows(records, patterns, { alphabet, ambiguity, strands, maxMismatches }, pam, required)
      expect(lines(stdout)).toEqual(expected)
      expect(code).toBe(0)
    }),
    { numRuns: 20 },
  )
})
