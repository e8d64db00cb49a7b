import { expect, test } from 'vitest'
import { countMatches, findMatches, letterDistances, type Search } from './matches.js'

const dna: Search = { alphabet: 'dna', ambiguity: 'certain', maxMismatches: 0, strands: 'forward' }
/** start, strand, pattern, mismatches in short */
const found = (...call: Parameters<typeof findMatches>): string[] =>
  findMatches(...call).hits.map(({ start, strand, pattern, mismatches }) => `${start}${strand}${pattern}:${mismatches}`)

test('distances of letters by hand', () => {
  // ACGNa / NR: A in N, C not in R: 1; C in N, G in R: 0; G in N, N not in R: 1; N in N, a in R: 0
  expect([...letterDistances('ACGNa', 'NR', dna)]).toEqual([1, 0, 1, 0])
  expect([...letterDistances('ACGNa', 'NR', { ...dna, ambiguity: 'possible' })]).toEqual([1, 0, 0, 0])
})

test('hits by hand', () => {
  // GATTACA: A at 1, 4 and 6
  expect(found('GATTACA', [{ sequence: 'A' }], dna)).toEqual(['1+0:0', '4+0:0', '6+0:0'])
  // overlapping, and ends
  expect(findMatches('AAAA', [{ sequence: 'AAA' }], dna).hits).toEqual([
    { start: 0, end: 3, strand: '+', pattern: 0, mismatches: 0 },
    { start: 1, end: 4, strand: '+', pattern: 0, mismatches: 0 },
  ])
  // AAC is found forwards at 0; its reverse complement GTT at 3
  const both: Search = { ...dna, strands: 'both' }
  expect(found('AACGTT', [{ sequence: 'AAC' }], both)).toEqual(['0+0:0', '3-0:0'])
  expect(found('AACGTT', [{ sequence: 'AAC' }], { ...dna, strands: 'reverse' })).toEqual(['3-0:0'])
  // a palindrome on both strands, and twice because it is given twice
  expect(found('TACGTA', [{ sequence: 'ACGT' }, { sequence: 'ACGT' }], both)).toEqual(['1+0:0', '1-0:0', '1+1:0', '1-1:0'])
})

test('required positions by hand', () => {
  const one: Search = { ...dna, maxMismatches: 1 }
  // AC AG CC with k = 1 against AC: all but ... AG (1), GC (1), CC (1)
  expect(found('ACAGCC', [{ sequence: 'AC' }], one)).toEqual(['0+0:0', '2+0:1', '3+0:1', '4+0:1'])
  expect(found('ACAGCC', [{ sequence: 'AC', required: [0] }], one)).toEqual(['0+0:0', '2+0:1'])
  expect(found('ACAGCC', [{ sequence: 'AC', required: '.x' }], one)).toEqual(['0+0:0', '3+0:1', '4+0:1'])
  // on the reverse strand the required A of AC is the T of GT
  expect(found('GTGACT', [{ sequence: 'AC', required: 'x.' }], { ...one, strands: 'reverse' })).toEqual(['0-0:0', '4-0:1'])
})

test('limit by hand', () => {
  expect(findMatches('AAA', [{ sequence: 'A' }], { ...dna, limit: 2 })).toMatchObject({
    hits: [{ start: 0 }, { start: 1 }],
    truncated: true,
  })
  expect(findMatches('AAA', [{ sequence: 'A' }], { ...dna, limit: 3 }).truncated).toBe(false)
  expect(findMatches('CCC', [{ sequence: 'A' }], { ...dna, limit: 0 })).toEqual({ hits: [], truncated: false })
})

test('counts by hand', () => {
  // AC in ACAGCC: 0, 2 (CA), 1, 1, 1 mismatches
  expect([...countMatches('ACAGCC', [{ sequence: 'AC' }, { sequence: 'GGGGGGG' }], { ...dna, maxMismatches: 3 })]).toEqual([
    1, 3, 1, 0, 0, 0, 0, 0,
  ])
  // both strands of a palindrome
  expect([...countMatches('ACGT', [{ sequence: 'ACGT' }], { ...dna, strands: 'both' })]).toEqual([2])
})
