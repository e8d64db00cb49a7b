// Sites of hits as they are shown: letters in the pattern's orientation, and which of them mismatch.
import { hammingDistances, reverseComplement } from 'hammingway'
import type { MatchingChoice } from './protocol.js'

/** Every character code, as a text to compare a pattern symbol with. */
const CODES = Uint8Array.from({ length: 256 }, (_, code) => code)

/**
 * Gives for each symbol of a pattern a table: 1 where the text's character code mismatches it. Asked of the library once for each symbol, of all
 * patterns together.
 */
export function openTables({ alphabet, ambiguity }: MatchingChoice): (pattern: Uint8Array) => readonly Uint8Array[] {
  const tables = new Map<number, Uint8Array>()
  const tableOf = (symbol: number): Uint8Array => {
    let table = tables.get(symbol)
    if (!table) tables.set(symbol, (table = Uint8Array.from(hammingDistances(CODES, Uint8Array.of(symbol), { alphabet, ambiguity }))))
    return table
  }
  return (pattern) => Array.from(pattern, tableOf)
}

export function oriented(site: Uint8Array, strand: number): Uint8Array {
  return strand < 0 ? reverseComplement(site) : site
}

/** 1 where a letter of the site mismatches. */
export function marksOf(site: Uint8Array, tables: readonly Uint8Array[]): Uint8Array {
  return site.map((code, j) => tables[j][code])
}
