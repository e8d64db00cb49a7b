// The matched text as it is printed: in the pattern's orientation, mismatches in lower case, matches in upper case.
import { hammingDistances, reverseComplement, type Matching } from 'hammingway'
import type { Alignment } from 'hammingway/formats'

/** Every character code, as a text to compare a pattern symbol with. */
const CODES = Uint8Array.from({ length: 256 }, (_, code) => code)
const A = 65
const Z = 90
const CASE = 32
const DOT = 46

/** Prints sites of patterns; what matches what is asked of the library once for each pattern symbol. */
export function sitePrinter({ alphabet, ambiguity }: Matching): (text: Uint8Array, pattern: Uint8Array, strand: '+' | '-') => string {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const mismatches = new Map<number, Uint32Array>()
  const mismatchesOf = (symbol: number): Uint32Array => {
    let table = mismatches.get(symbol)
    if (!table) mismatches.set(symbol, (table = hammingDistances(CODES, Uint8Array.of(symbol), { alphabet, ambiguity })))
    return table
  }
  return (text, pattern, strand) => {
    const site = strand === '-' ? reverseComplement(text) : text.slice()
    for (let j = 0; j < site.length; j++) {
      const code = site[j]
      const upper = code & ~CASE
      const isLetter = upper >= A && upper <= Z
      if (mismatchesOf(pattern[j])[code] === 0) site[j] = isLetter ? upper : code
      else site[j] = isLetter ? upper | CASE : DOT
    }
    return decoder.decode(site)
  }
}

/** Hits as reads: the pattern in the text's orientation, and whether it had a hit before. */
export function alignmentPrinter(): (text: Uint8Array, pattern: { readonly sequence: Uint8Array }, strand: '+' | '-') => Alignment {
  const decoder = new TextDecoder('latin1')
  const seen = new Set<object>()
  return (text, pattern, strand) => {
    const query = decoder.decode(strand === '-' ? reverseComplement(pattern.sequence) : pattern.sequence)
    const secondary = seen.has(pattern)
    seen.add(pattern)
    return { query, reference: decoder.decode(text), secondary }
  }
}
