// The patterns of a search from -p, -f, --pam and --required.
import { readFile } from 'node:fs/promises'
import { preparePattern, type Alphabet, type Ambiguity } from 'hammingway'
import { FormatError, readSequences } from 'hammingway/formats'
import { UsageError } from './exit.js'

export interface SearchPattern {
  readonly name: string
  /** bytes, as they stand in files: under 'exact' a letter outside ASCII is several symbols */
  readonly sequence: Uint8Array
  /** mask of the pattern's length, `x` where it must match */
  readonly required?: string
}

export interface PatternOptions {
  pattern: string[]
  patternFile: string[]
  required?: string
  pam?: string
  pamSide: '3' | '5'
  alphabet: Alphabet
  ambiguity: Ambiguity
}

interface Given {
  readonly name?: string
  readonly bytes: Uint8Array
  /** where the pattern stands, for messages */
  readonly place: string
  /** does it come from a file? then what is wrong with it is bad data */
  readonly file: boolean
}

export async function patternsOf(options: PatternOptions, files: readonly string[]): Promise<SearchPattern[]> {
  const fromStdin = options.patternFile.filter((file) => file === '-').length
  if (fromStdin > 1 || (fromStdin === 1 && (files.length === 0 || files.includes('-')))) {
    throw new UsageError('standard input holds the patterns or the sequences, not both: name a file')
  }
  const given: Given[] = options.pattern.map((text) => ({ bytes: encoded(text), place: '--pattern', file: false }))
  for (const file of options.patternFile) given.push(...(await readPatternFile(file)))
  if (given.length === 0) throw new UsageError('no pattern: give --pattern SEQUENCE or --pattern-file FILE')
  const pam = { bytes: encoded(options.pam ?? ''), place: '--pam', file: false }
  if (options.pam !== undefined) checkLetters(pam, options)
  return given.map((one) => {
    checkLetters(one, options)
    return complete(one, pam.bytes, options)
  })
}

/** The library's own check, on characters, so that the message names what the user wrote. */
function checkLetters({ bytes, place, file }: Given, { alphabet, ambiguity }: PatternOptions): void {
  const wrong = (words: string): Error => (file ? new FormatError(`${place}: ${words}`) : new UsageError(`${place}: ${words}`))
  if (bytes.length === 0) throw wrong('a pattern needs at least one symbol')
  try {
    preparePattern(decoded(bytes), { alphabet, ambiguity })
  } catch (error) {
    throw wrong((error as Error).message.replace('"sequence"', 'the pattern'))
  }
}

function complete({ name, bytes }: Given, pam: Uint8Array, { required, pamSide }: PatternOptions): SearchPattern {
  if (required !== undefined && (required.length !== bytes.length || /[^x.]/.test(required))) {
    throw new UsageError(`--required expected ${bytes.length} characters 'x' or '.' for the pattern "${decoded(bytes)}", got "${required}"`)
  }
  const joined = (guide: readonly number[], end: readonly number[]): Uint8Array =>
    Uint8Array.from(pamSide === '3' ? [...guide, ...end] : [...end, ...guide])
  const sequence = joined([...bytes], [...pam])
  const mask = decoded(joined([...encoded(required ?? '.'.repeat(bytes.length))], [...encoded('x'.repeat(pam.length))]))
  return { name: name || decoded(sequence), sequence, ...(mask.includes('x') && { required: mask }) }
}

function encoded(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function decoded(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}

/** The bytes of a text that has a character for each. */
function bytesOf(latin1: string): Uint8Array {
  return Uint8Array.from(latin1, (character) => character.charCodeAt(0))
}

/** FASTA, or one pattern a line with an optional name behind a tab; '#' starts a comment line. */
async function readPatternFile(file: string): Promise<Given[]> {
  const bytes = file === '-' ? await readStdin() : await readNamed(file)
  // a character a byte: under exact a pattern is the bytes of its line, whatever they encode
  const text = new TextDecoder('latin1').decode(bytes)
  if (text.trimStart().startsWith('>')) return readFasta(file, bytes)
  return text.split(/\r\n|\n|\r/).flatMap((line, l) => {
    if (line.trim() === '' || line.startsWith('#')) return []
    const [sequence, name] = line.split('\t').map((column) => bytesOf(column.replace(/^ +| +$/g, '')))
    return [{ bytes: sequence, place: `${file}, line ${l + 1}`, file: true, ...(name && { name: decoded(name) }) }]
  })
}

/** Errors of reading carry no path of their own. */
async function readNamed(file: string): Promise<Uint8Array> {
  return readFile(file).catch((error) => Promise.reject(Object.assign(error, { path: file })))
}

async function readFasta(file: string, bytes: Uint8Array): Promise<Given[]> {
  const given: Given[] = []
  for await (const { name, chunks } of readSequences(bytes, { input: 'fasta' })) {
    const parts: Uint8Array[] = []
    for await (const chunk of chunks) parts.push(chunk)
    given.push({ name, bytes: Buffer.concat(parts), place: `${file}, record "${name}"`, file: true })
  }
  return given
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk)
  return Buffer.concat(chunks)
}
