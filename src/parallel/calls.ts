// A call on a text in memory: cut, searched piece by piece, joined.
import { matchesFrom } from '../hamming/columns.js'
import { resolveOut } from '../hamming/out.js'
import type { NamedPattern } from '../hamming/patterns.js'
import {
  countMatches,
  explain,
  findMatches,
  hammingDistances,
  profileOf,
  type Considered,
  type DistanceOptions,
  type FindOptions,
  type Matches,
  type MatchOptions,
  type Pattern,
  type PreparedPattern,
  type PreparedText,
  type Sequence,
  type WatchOptions,
  type Work,
} from '../index.js'
import { addWork } from '../plan/machine.js'
import { symbolsOf, type Symbols } from '../sequence.js'
import { watcher } from '../stream/windows.js'
import { AHEAD_A_THREAD, type Crew, type Found } from './crew.js'
import { inOrder } from './in-order.js'
import { concatenated, merged, type PieceColumns } from './merge.js'
import type { FoundColumns, PoolTask } from './message.js'
import { lengthOf, ownedPatterns, requiredOf } from './patterns.js'
import { cut, startsOf, type Cut } from './pieces.js'
import { isShared, openSpares, type Spares } from './spares.js'

type Text = Sequence | PreparedText

/** findMatches on the workers of a crew. */
export async function poolMatches(
  crew: Crew,
  text: Text,
  patterns: Pattern | readonly Pattern[],
  options: FindOptions & WatchOptions,
): Promise<Matches> {
  const { signal, onProgress, ...given } = { ...options }
  findMatches(emptied(text), patterns, given)
  const call = open('findMatches', text, ownedPatterns(patterns), given, { signal, onProgress })
  const { limit = Infinity } = given
  const joined: PieceColumns[] = []
  let row: PieceColumns | undefined
  let count = 0
  // one match more than asked for tells whether something was cut off
  for await (const { answer, start, group } of answers(crew, call, Math.min(limit + 1, 2 ** 32))) {
    const columns = (answer as { columns: FoundColumns }).columns
    const piece = { columns, start, pattern: group.from }
    row = row === undefined ? piece : merged(row, piece)
    if (group.to < call.patterns.length) continue
    joined.push(row)
    count += row.columns.starts.length
    row = undefined
    if (count > limit) break
  }
  const lengths = Uint32Array.from(call.patterns, lengthOf)
  return matchesFrom(concatenated(joined, limit), lengths, count > limit)
}

/** countMatches on the workers of a crew. */
export async function poolCounts(
  crew: Crew,
  text: Text,
  patterns: Pattern | readonly Pattern[],
  options: MatchOptions & WatchOptions,
): Promise<Float64Array> {
  const { signal, onProgress, ...given } = { ...options }
  const counts = countMatches(emptied(text), patterns, given)
  const call = open('countMatches', text, ownedPatterns(patterns), given, { signal, onProgress })
  const columns = given.maxMismatches + 1
  for await (const { answer, group } of answers(crew, call, Infinity)) {
    const { numbers } = answer as { numbers: Float64Array }
    for (let i = 0; i < numbers.length; i++) counts[group.from * columns + i] += numbers[i]
  }
  return counts
}

/** hammingDistances on the workers of a crew. */
export async function poolDistances(
  crew: Crew,
  text: Text,
  pattern: Sequence | PreparedPattern,
  options: DistanceOptions & WatchOptions = {},
): Promise<Uint32Array> {
  const { signal, onProgress, out, ...given } = { ...options }
  hammingDistances(emptied(text), pattern, given)
  const call = open('hammingDistances', text, ownedPatterns([pattern]), given, { signal, onProgress })
  const distances = resolveOut(out, Math.max(0, call.starts), given.memoryLimit ?? 0)
  for await (const { answer, start } of answers(crew, call, Infinity)) distances.set((answer as { numbers: Uint32Array }).numbers, start)
  return distances
}

/** A call whose arguments were checked. */
interface Call {
  readonly task: PoolTask
  readonly symbols: Symbols
  readonly patterns: readonly NamedPattern[]
  readonly longest: number
  /** places of the text that are shared out among pieces */
  readonly starts: number
  readonly options: MatchOptions & DistanceOptions
  readonly onCounts?: (counts: Work) => void
  readonly signal?: AbortSignal
  readonly onPiece: (done: number) => void
}

function open(task: PoolTask, text: Text, patterns: readonly NamedPattern[], options: object, watch: WatchOptions): Call {
  const { onCounts, limit: _, ...rest } = options as MatchOptions & { limit?: unknown }
  const symbols = isPrepared(text) ? text.symbols : symbolsOf('text', text)
  const n = symbols.length
  // patterns longer than the text have no places in it, and pieces would overlap for them
  const lengths = patterns.map(lengthOf)
  const longest = lengths.reduce((most, m) => Math.max(most, m <= n || task === 'hammingDistances' ? m : 1), 1)
  const starts = task === 'hammingDistances' ? n - longest + 1 : n
  return { task, symbols, patterns, longest, starts, options: rest, onCounts, signal: watch.signal, onPiece: watcher(watch, n) }
}

function isPrepared(text: unknown): text is PreparedText {
  return typeof text === 'object' && text !== null && (text as { kind?: unknown }).kind === 'text'
}

/** A text without shifts, for the library's own check of every argument. */
function emptied(text: Text): Text {
  return isPrepared(text) ? { ...text, symbols: text.symbols.subarray(0, 0) } : ''
}

interface Part {
  readonly answer: Found
  readonly start: number
  readonly group: Group
}

/** Patterns that are searched together. */
interface Group {
  readonly from: number
  readonly to: number
}

/** The answers to all pieces: text piece by text piece, in each the groups of patterns in order. */
async function* answers(crew: Crew, call: Call, limit: number): AsyncGenerator<Part, void> {
  const { task, symbols, patterns, longest, starts, signal, onCounts, onPiece } = call
  const counts: Work = {}
  onPiece(0)
  if (starts > 0 && patterns.length > 0) {
    const { options, texts, groups, kept } = planOf(crew, call)
    const starting = startsOf(starts, Math.ceil(starts / texts), kept ? crew.threads : 0)
    const share = Math.ceil(patterns.length / groups)
    const jobs = Array.from({ length: Math.ceil(patterns.length / share) }, (_, g) => {
      const group = { from: g * share, to: Math.min(patterns.length, (g + 1) * share) }
      const of = { task, patterns: patterns.slice(group.from, group.to), options: { ...options } }
      return { group, job: crew.hire({ ...of, ...(kept && { texts: Math.ceil(symbols.length / Math.min(texts, crew.threads)) }) }) }
    })
    const all = jobs.length * starts
    // a text in memory that is shared stays where it is
    const copied = !isShared(symbols.buffer)
    const spares = openSpares(AHEAD_A_THREAD * crew.threads, Infinity)
    let done = 0
    try {
      yield* inOrder(piecesOf(starting, jobs), AHEAD_A_THREAD * crew.threads, async ({ start, end, group, job }) => {
        const piece = symbols.subarray(start, end + longest - 1)
        const answer = await crew.run({ job, symbols: copied ? copyInto(spares, piece) : piece, starts: end - start, limit }, signal)
        spares.give(answer.symbols)
        addWork(counts, answer.work)
        done += end - start
        onPiece(Math.floor(symbols.length * (done / all)))
        return { answer, start, group }
      })
    } finally {
      for (const { job } of jobs) crew.retire(job)
    }
  }
  onCounts?.(counts)
}

function* piecesOf(starting: readonly number[], jobs: readonly { group: Group; job: number }[]) {
  for (let i = 0; i + 1 < starting.length; i++)
    for (const { group, job } of jobs) yield { start: starting[i], end: starting[i + 1], group, job }
}

/** Symbols in memory that can be posted without the rest of theirs. */
function copyInto(spares: Spares, symbols: Symbols): Symbols {
  const { length, byteLength, BYTES_PER_ELEMENT } = symbols
  const kind = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array }[BYTES_PER_ELEMENT as 1 | 2 | 4]
  const copy = new kind(spares.take(byteLength), 0, length)
  copy.set(symbols)
  return copy
}

/**
 * How a call is cut. A planned algorithm that may fail answers for the whole text at once, so its call is one piece; that of every other
 * approximate call is exact, and so are its pieces.
 */
function planOf(crew: Crew, { task, symbols, patterns, longest, options: given }: Call): Cut & { options: object; kept: boolean } {
  const { epsilon, delta, ...options } = given
  const { alphabet, maxMismatches, strands, algorithm, memoryLimit } = options
  const profile = profileOf(symbols, patterns, given)
  const required = patterns.reduce((most, pattern) => Math.max(most, Math.min(longest, requiredOf(pattern))), 0)
  const problem = { task, m: longest, alphabet, maxMismatches, strands, algorithm, memoryLimit, epsilon, delta, required, profile }
  // a reference may be cheaper than what is taken
  const planned = (length: number, count: number): Considered => {
    const plan = explain({ ...problem, n: length, patterns: count })
    return plan.considered.find(({ name }) => name === plan.algorithm)!
  }
  const n = symbols.length
  if (planned(n, patterns.length).guarantee === 'monte-carlo') return { texts: 1, groups: 1, options: given, kept: false }
  // what a worker searches of the text, with what it lays out for all of it
  const share = Math.ceil(n / crew.threads)
  const kept = planned(share, patterns.length).setup !== undefined
  const price = (length: number, count: number): number => {
    if (!kept) return planned(length, count).nanoseconds
    const { nanoseconds, setup = 0 } = planned(share, count)
    return setup * Math.min(1, length / share) + ((nanoseconds - setup) * length) / share
  }
  return { options, kept, ...cut({ n, m: longest, patterns: patterns.length, price }, crew.threads) }
}
