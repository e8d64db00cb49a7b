// Patterns as users give them, turned into what algorithms search: one entry for each pattern and strand.
import { hasStrands, type Alphabet, type Matching } from '../alphabet/index.js'
import { oneOf, show, wrongKind, wrongValue } from '../check.js'
import { keysOf, preparedPattern, reverseComplementKeys, sharedRoom, type PreparedPattern, type Room, type Sequence } from '../sequence.js'
import type { SearchedPattern } from './algorithm.js'

/** A pattern with more to say about itself. */
export interface NamedPattern {
  /** the symbols */
  sequence: Sequence | PreparedPattern
  /** for whoever prints the matches */
  name?: string
  /**
   * Positions that must match (a PAM): 0-based indices, or a mask of the pattern's length with `x` required and `.` not. On the reverse
   * strand the mask goes with the pattern.
   */
  required?: readonly number[] | string
}

/** What is searched. */
export type Pattern = Sequence | PreparedPattern | NamedPattern
/** Which strands: 'both' also slides the reverse complement of every pattern. */
export type Strands = 'forward' | 'reverse' | 'both'

/** Searched patterns in the order of the results: by pattern, + before -. */
export interface SearchList {
  readonly searched: SearchedPattern[]
  /** index of the user's pattern, parallel to searched */
  readonly pattern: Uint32Array
  /** +1 or -1, parallel to searched */
  readonly strand: Int8Array
  /** length of each of the user's patterns */
  readonly lengths: Uint32Array
}

export function resolveStrands(value: unknown = 'forward', alphabet: Alphabet): Strands {
  const strands = oneOf('strands', value, ['forward', 'reverse', 'both'])
  if (strands !== 'forward' && !hasStrands(alphabet)) {
    throw new RangeError(`"strands" expected 'forward' for the alphabet '${alphabet}', which has no complement, got '${strands}'`)
  }
  return strands
}

export function resolvePatterns(patterns: unknown, matching: Matching, strands: Strands): SearchList {
  const many = Array.isArray(patterns)
  const list: readonly unknown[] = many ? patterns : [patterns]
  const perPattern = strands === 'both' ? 2 : 1
  const result: SearchList = {
    searched: [],
    pattern: new Uint32Array(list.length * perPattern),
    strand: new Int8Array(list.length * perPattern),
    lengths: new Uint32Array(list.length),
  }
  const room = many ? sharedRoom() : undefined
  const arrange = openArrangement(room)
  const add = (p: number, sign: 1 | -1, searched: SearchedPattern): void => {
    result.pattern[result.searched.length] = p
    result.strand[result.searched.length] = sign
    result.searched.push(searched)
  }
  list.forEach((given, p) => {
    const { keys, required, lasting } = resolveOne(many ? `patterns[${p}]` : 'pattern', given, matching, room)
    result.lengths[p] = keys.length
    if (strands !== 'reverse') add(p, 1, arrange(keys, required, lasting))
    if (strands !== 'forward') {
      const turned = required.length > 0 ? required.map((j) => keys.length - 1 - j) : required
      add(p, -1, arrange(reverseComplementKeys(keys, matching.alphabet, room), turned))
    }
  })
  return result
}

interface One {
  readonly keys: Uint32Array
  readonly required: readonly number[]
  readonly lasting?: boolean
}

const NOTHING: readonly number[] = []

function resolveOne(name: string, given: unknown, matching: Matching, room?: Room): One {
  const named = typeof given === 'object' && given !== null && 'sequence' in given
  const sequence = named ? (given as NamedPattern).sequence : given
  const required = named ? (given as NamedPattern).required : undefined
  const prepared = preparedPattern(name, sequence, matching)
  const keys = prepared ? prepared.keys : keysOf(name, sequence, matching, room)
  const positions = required === undefined ? NOTHING : resolveRequired(`${name}.required`, required, keys.length)
  return { keys, lasting: prepared?.lasting, required: positions }
}

function resolveRequired(name: string, required: unknown, m: number): number[] {
  if (typeof required === 'string') {
    if (required.length !== m || /[^x.]/.test(required)) throw wrongValue(name, `a mask of ${m} characters 'x' or '.'`, required)
    return [...required].flatMap((character, j) => (character === 'x' ? [j] : []))
  }
  if (!Array.isArray(required)) throw wrongKind(name, 'an array of positions or a mask', required)
  for (const j of required) {
    if (typeof j !== 'number') throw wrongKind(name, 'positions that are numbers', j)
    if (!Number.isInteger(j) || j < 0 || j >= m) throw new RangeError(`"${name}" expected positions in [0, ${m - 1}], got ${show(j)}`)
  }
  return [...new Set(required as number[])]
}

/** The entries that fit a text of length n: longer patterns have no shifts, and must not shape the run. */
export function fitting(list: SearchList, n: number): SearchList {
  const keep = (_: unknown, i: number): boolean => list.searched[i].m <= n
  if (list.searched.every(keep)) return list
  return { ...list, searched: list.searched.filter(keep), pattern: list.pattern.filter(keep), strand: list.strand.filter(keep) }
}

/** Puts required positions first, the others in order behind them. Patterns of one length with the same required positions share offsets. */
function openArrangement(
  room: Room = (length) => new Uint32Array(length),
): (keys: Uint32Array, required: readonly number[], lasting?: boolean) => SearchedPattern {
  const orders = new Map<string, Order>()
  // those of the last two patterns, which are mostly the two strands of one
  let last: Order | undefined
  let before: Order | undefined
  const orderOf = (m: number, required: readonly number[]): Order => {
    if (last && isOrder(last, m, required)) return last
    let order = before
    if (!order || !isOrder(order, m, required)) {
      const key = `${m} ${required.join()}`
      order = orders.get(key)
      if (!order) orders.set(key, (order = newOrder(m, required)))
    }
    before = last
    return (last = order)
  }
  return (keys, required, lasting) => {
    const m = keys.length
    const { offsets } = orderOf(m, required)
    if (required.length === 0) return { m, offsets, keys, required: 0, lasting }
    const arranged = room(m)
    for (let i = 0; i < m; i++) arranged[i] = keys[offsets[i]]
    return { m, offsets, keys: arranged, required: required.length, lasting: undefined }
  }
}

/** The order of positions of patterns of one length and with the same required ones. */
interface Order {
  readonly required: readonly number[]
  readonly offsets: Uint32Array
}

function isOrder({ required, offsets }: Order, m: number, wanted: readonly number[]): boolean {
  if (offsets.length !== m || required.length !== wanted.length) return false
  for (let i = 0; i < wanted.length; i++) if (required[i] !== wanted[i]) return false
  return true
}

function newOrder(m: number, required: readonly number[]): Order {
  const offsets = new Uint32Array(m)
  const must = new Set(required)
  offsets.set([...must].sort((a, b) => a - b))
  let to = must.size
  for (let j = 0; j < m; j++) if (!must.has(j)) offsets[to++] = j // callbacks of typed arrays take 60 ns each
  return { required, offsets }
}

/** The required positions of a pattern as a pattern of its own. */
export function requiredOnly({ m, offsets, keys, required }: SearchedPattern): SearchedPattern {
  return { m, offsets: offsets.subarray(0, required), keys: keys.subarray(0, required), required: 0 }
}
