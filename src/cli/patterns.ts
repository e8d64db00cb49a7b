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
  readonly sequence: string
  /** where the pattern stands, for messages */
  readonly place: string
  readonly file: boolean
}

export async function patternsOf(options: PatternOptions): Promise<SearchPattern[]> {
  const given: Given[] = options.pattern.map((sequence) => ({ sequence, place: '--pattern', file: false }))
  for (const file of options.patternFile) given.push(...(await readPatternFile(file)))
  if (given.length === 0) throw new UsageError('no pattern: give --pattern SEQUENCE or --pattern-file FILE')
  return given.map((one) => complete(one, options))
}

function complete(given: Given, { required, pam = '', pamSide, alphabet, ambiguity }: PatternOptions): SearchPattern {
  const text = pamSide === '3' ? given.sequence + pam : pam + given.sequence
  const [guide, sequence] = [given.sequence, text].map((one) => new TextEncoder().encode(one))
  try {
    preparePattern(guide, { alphabet, ambiguity })
    preparePattern(sequence, { alphabet, ambiguity })
  } catch (error) {
    const message = `${given.place}: ${(error as Error).message.replace('"sequence"', 'the pattern')}`
    throw given.file ? new FormatError(message) : new UsageError(message)
  }
  if (required !== undefined && (required.length !== guide.length || /[^x.]/.test(required))) {
    throw new UsageError(`--required expected ${guide.length} characters 'x' or '.' for the pattern "${given.sequence}", got "${required}"`)
  }
  const own = required ?? '.'.repeat(guide.length)
  const must = 'x'.repeat(sequence.length - guide.length)
  const mask = pamSide === '3' ? own + must : must + own
  return { name: given.name ?? text, sequence, ...(mask.includes('x') && { required: mask }) }
}

/** FASTA, or one pattern a line with an optional name behind a tab; '#' starts a comment line. */
async function readPatternFile(file: string): Promise<Given[]> {
  const bytes = file === '-' ? await readStdin() : await readFile(file)
  const text = new TextDecoder().decode(bytes)
  if (text.trimStart().startsWith('>')) return readFasta(file, bytes)
  return text.split(/\r\n|\n|\r/).flatMap((line, l) => {
    if (line.trim() === '' || line.startsWith('#')) return []
    const [sequence, name] = line.split('\t').map((column) => column.trim())
    return [{ sequence, place: `${file}, line ${l + 1}`, file: true, ...(name && { name }) }]
  })
}

async function readFasta(file: string, bytes: Uint8Array): Promise<Given[]> {
  const given: Given[] = []
  for await (const record of readSequences(bytes, { input: 'fasta' })) {
    let sequence = ''
    for await (const chunk of record.chunks) sequence += new TextDecoder('latin1').decode(chunk)
    given.push({ name: record.name, sequence, place: `${file}, record "${record.name}"`, file: true })
  }
  return given
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk)
  return Buffer.concat(chunks)
}
