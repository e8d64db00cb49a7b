// How many of the threads asked for search: those that unpack the files are threads too.
import type { Plan } from 'hammingway'
import type { SearchPattern } from './patterns.js'

/** Nanoseconds that unpacking takes for a symbol of gzip or BGZF: 560 MB a second on a core (ADR 13). */
const UNPACKING = 1.8
const PACKED = /\.(gz|bgz|bgzf)$/i
/** Symbols of the text that a plan is made for. */
const SAMPLE = 2 ** 20

/**
 * Where all files are packed, and to search a symbol takes less time than to unpack it, one thread is left to unpacking. A search by one thread needs
 * no pool, and no copies: a gigabyte of BGZF and one guide took 2.4 s with two that search, and 2.0 with one.
 */
export function searchThreads(
  files: readonly string[],
  threads: number,
  patterns: readonly SearchPattern[],
  plan: (text: Uint8Array) => Plan,
): number {
  if (threads === 1 || files.length === 0 || !files.every((file) => PACKED.test(file))) return threads
  const { algorithm, considered } = plan(sampleOf(patterns))
  const searching = considered.find(({ name }) => name === algorithm)!.nanoseconds / SAMPLE
  return searching < UNPACKING ? threads - 1 : threads
}

/** A text of the patterns' letters. */
function sampleOf(patterns: readonly SearchPattern[]): Uint8Array {
  const letters = patterns.slice(0, 1000).flatMap(({ sequence }) => [...sequence])
  return new Uint8Array(SAMPLE).map((_, i) => letters[i % letters.length])
}
