import { complementsOfSets, setsOfCodes, type Alphabet, type Matching } from './alphabet/index.js'
import { record, wrongKind, wrongValue } from './check.js'
import { resolveMatching, type MatchingOptions } from './options.js'

/** A text or a pattern: a string is its UTF-16 code units, a Uint8Array holds character codes. */
export type Sequence = string | Uint8Array | Uint16Array | Uint32Array

/** Symbols as numbers, as narrow as they came (strings: bytes when every code unit fits). */
export type Symbols = Uint8Array | Uint16Array | Uint32Array

/**
 * A text with everything done that does not depend on a pattern. Plain garbage-collected data: 1, 2 or 4 bytes a symbol. One made by
 * `prepareText` also keeps what its last search made of it for the next one: planes of up to eight distinct letters, in one byte a symbol at most,
 * and where that search was by transforms their spectra, about five bytes a symbol for each, three of them for DNA, in 256 MiB at most.
 */
export interface PreparedText extends Matching {
  /** tells it from a pattern */
  readonly kind: 'text'
  /** as numbers */
  readonly symbols: Symbols
  /** will there be other calls? */
  readonly lasting?: boolean
}

/**
 * A pattern with everything done that does not depend on a text. Plain garbage-collected data: 4 bytes a symbol, and where the last search was by
 * transforms its spectra.
 */
export interface PreparedPattern extends Matching {
  /** tells it from a text */
  readonly kind: 'pattern'
  /** the class of each position: a set of the alphabet's members, or under 'exact' the symbol itself */
  readonly keys: Uint32Array
  /** will there be other calls? */
  readonly lasting?: boolean
}

/** Text indices are 32-bit numbers in results. */
const MOST_SYMBOLS = 2 ** 32 - 1

const SEQUENCE = 'a string, Uint8Array, Uint16Array or Uint32Array'

/** Checks the kind of a sequence and returns its symbols. Typed arrays come back as they are, strings are converted in O(n). */
export function symbolsOf(name: string, sequence: unknown): Symbols {
  if (typeof sequence === 'string') return codeUnits(sequence)
  if (!(sequence instanceof Uint8Array || sequence instanceof Uint16Array || sequence instanceof Uint32Array)) {
    throw wrongKind(name, SEQUENCE, sequence)
  }
  if (sequence.length === 0) {
    try {
      new Uint8Array(sequence.buffer) // the one operation that every engine refuses on a detached buffer
    } catch {
      throw new TypeError(`"${name}" expected ${SEQUENCE}, got one whose buffer is detached`)
    }
  }
  return sequence
}

function codeUnits(text: string): Uint8Array | Uint16Array {
  const utf8 = new TextEncoder().encode(text)
  if (utf8.length === text.length) return utf8 // pure ASCII
  const units = new Uint16Array(text.length)
  let all = 0
  for (let i = 0; i < units.length; i++) all |= units[i] = text.charCodeAt(i)
  return all < 256 ? Uint8Array.from(units) : units
}

function isPrepared(value: unknown, kind: string): boolean {
  return typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === kind
}

function sameMatching(name: string, prepared: Matching, asked: Matching): void {
  if (prepared.alphabet === asked.alphabet && (prepared.ambiguity === asked.ambiguity || asked.alphabet === 'exact')) return
  const words = (matching: Matching) => `alphabet '${matching.alphabet}' with ambiguity '${matching.ambiguity}'`
  throw new TypeError(`"${name}" expected a sequence prepared for ${words(asked)}, got one prepared for ${words(prepared)}`)
}

/** The text of a call. Under letters every symbol becomes a byte: those above 255 are outside every alphabet, as byte 0 is. */
export function resolveText(text: unknown, matching: Matching): PreparedText {
  if (isPrepared(text, 'text')) {
    sameMatching('text', text as PreparedText, matching)
    return text as PreparedText
  }
  let symbols = symbolsOf('text', text)
  if (symbols.length > MOST_SYMBOLS) throw wrongValue('text', `at most ${MOST_SYMBOLS} symbols (use scan)`, text)
  if (matching.alphabet !== 'exact' && !(symbols instanceof Uint8Array))
    symbols = Uint8Array.from(symbols, (code) => (code < 256 ? code : 0))
  return { kind: 'text', symbols, ...matching }
}

/** Room for the keys of a pattern. */
export type Room = (length: number) => Uint32Array

const ownRoom: Room = (length) => new Uint32Array(length)

/** Room for the keys of many short patterns: an array of its own would take each a microsecond. */
export function sharedRoom(): Room {
  let chunk = new Uint32Array(0)
  let used = 0
  return (length) => {
    if (used + length > chunk.length) {
      chunk = new Uint32Array(Math.max(length, Math.min(2 ** 16, Math.max(256, 2 * chunk.length))))
      used = 0
    }
    used += length
    return chunk.subarray(used - length, used)
  }
}

/** The pattern of a call. Throws a RangeError for an empty one and for a symbol outside the alphabet. */
export function resolvePattern(name: string, pattern: unknown, matching: Matching): PreparedPattern {
  return preparedPattern(name, pattern, matching) ?? { kind: 'pattern', keys: keysOf(name, pattern, matching), ...matching }
}

/** The pattern itself where it has been prepared, for the same letters. */
export function preparedPattern(name: string, pattern: unknown, matching: Matching): PreparedPattern | undefined {
  if (!isPrepared(pattern, 'pattern')) return undefined
  sameMatching(name, pattern as PreparedPattern, matching)
  return pattern as PreparedPattern
}

/** Keys of a pattern that has not been prepared. */
export function keysOf(name: string, pattern: unknown, { alphabet }: Matching, room = ownRoom): Uint32Array {
  const keys = codesOf(name, pattern, room)
  if (keys.length === 0) throw wrongValue(name, 'at least one symbol', pattern)
  if (alphabet !== 'exact') {
    const sets = setsOfCodes(alphabet)
    for (let j = 0; j < keys.length; j++) {
      const set = keys[j] < sets.length ? sets[keys[j]] : 0
      if (set === 0) {
        throw new RangeError(`"${name}" expected letters of the alphabet '${alphabet}', got ${printable(keys[j])} at index ${j}`)
      }
      keys[j] = set
    }
  }
  return keys
}

function codesOf(name: string, pattern: unknown, room: Room): Uint32Array {
  if (typeof pattern !== 'string') {
    const symbols = symbolsOf(name, pattern)
    const keys = room(symbols.length)
    keys.set(symbols)
    return keys
  }
  const keys = room(pattern.length)
  for (let j = 0; j < keys.length; j++) keys[j] = pattern.charCodeAt(j)
  return keys
}

function printable(code: number): string {
  return code > 32 && code !== 127 && code < 0xd800 ? JSON.stringify(String.fromCharCode(code)) : `symbol ${code}`
}

/** Keys of the reverse complement. */
export function reverseComplementKeys(keys: Uint32Array, alphabet: Alphabet, room = ownRoom): Uint32Array {
  const complements = complementsOfSets(alphabet)
  const turned = room(keys.length)
  for (let j = 0; j < keys.length; j++) turned[j] = complements[keys[keys.length - 1 - j]]
  return turned
}

/**
 * A text to be searched more than once: strings are converted, letters wider than a byte narrowed, and the symbols copied, so that later
 * changes to the original do not show. 1, 2 or 4 bytes a symbol, and after a search what it has made of them, which the next search for patterns of
 * the same length and letters takes as it is: planes of the letters in up to one byte a symbol, or spectra (see PreparedText). O(n).
 * @throws TypeError when it is no sequence
 */
export function prepareText(sequence: Sequence, options?: MatchingOptions): PreparedText {
  const prepared = resolveText(sequence, resolveMatching(record('options', options)))
  return { ...prepared, symbols: prepared.symbols === sequence ? copyOf(sequence) : prepared.symbols, lasting: true }
}

/** A copy; `slice` of a subclass such as Buffer may share its memory. */
function copyOf(symbols: Symbols): Symbols {
  if (symbols instanceof Uint8Array) return new Uint8Array(symbols)
  return symbols instanceof Uint16Array ? new Uint16Array(symbols) : new Uint32Array(symbols)
}

/**
 * A pattern to be searched more than once: its letters are looked up, and its spectra kept where transforms are used. O(m).
 * @throws TypeError when it is no sequence, RangeError when it is empty or has a symbol outside the alphabet
 */
export function preparePattern(sequence: Sequence, options?: MatchingOptions): PreparedPattern {
  return { ...resolvePattern('sequence', sequence, resolveMatching(record('options', options))), lasting: true }
}
