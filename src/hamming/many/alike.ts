// Patterns that one index can serve: of one length, single DNA letters at the same positions and N at the others.
import type { Alike } from '../../plan/problem.js'
import type { SearchedPattern } from '../algorithm.js'

export interface Group extends Alike {
  /** the letters: four words a pattern, low and high bits of the codes in assembly/letters.ts, position j at bit j of two words */
  readonly letters: Uint32Array
  /** indices of the patterns in the list */
  readonly members: Uint32Array
  /** positions of N, and required positions, in two words each */
  readonly any: readonly [number, number]
  readonly required: readonly [number, number]
}

export interface Grouped {
  /** most patterns first */
  readonly groups: readonly Group[]
  /** indices of those that stand for several letters somewhere, or are too long */
  readonly others: readonly number[]
}

/** A window of a plane is read by one load of 64 bits, from any of eight bits on. */
const LONGEST = 57
/** N as a set of bases, and the code of each single base as a set: A, C, G, T are bits 0 to 3. */
const ANY = 15
const CODES = Uint8Array.of(9, 0, 1, 9, 3, 9, 9, 9, 2, 9, 9, 9, 9, 9, 9, 9)
const NONE = 9

const known = new WeakMap<readonly SearchedPattern[], Grouped>()

/** The groups of a list of DNA patterns. A list is looked at once. */
export function groupsOf(patterns: readonly SearchedPattern[]): Grouped {
  let grouped = known.get(patterns)
  if (!grouped) known.set(patterns, (grouped = grouping(patterns)))
  return grouped
}

interface Open {
  readonly m: number
  readonly words: Uint32Array
  readonly members: number[]
}

/** Words of a pattern: low and high bits, positions of N, required ones, two words each. */
const WORDS = 8

function grouping(patterns: readonly SearchedPattern[]): Grouped {
  const words = new Uint32Array(WORDS * patterns.length)
  const others: number[] = []
  const open = new Map<string, Open>()
  // both strands of a pattern, and their neighbours in the list, are mostly of the same two groups
  let last: Open | undefined
  let before: Open | undefined
  for (let p = 0; p < patterns.length; p++) {
    const at = WORDS * p
    const { m } = patterns[p]
    if (!read(patterns[p], words, at)) others.push(p)
    else if (last && fits(last, m, words, at)) last.members.push(p)
    else {
      let group = before && fits(before, m, words, at) ? before : undefined
      if (!group) {
        const key = `${m} ${words.subarray(at + 4, at + WORDS).join()}`
        group = open.get(key)
        if (!group) open.set(key, (group = { m, words: words.subarray(at, at + WORDS), members: [] }))
      }
      group.members.push(p)
      before = last
      last = group
    }
  }
  const groups = Array.from(open.values(), (group) => closed(group, words))
  groups.sort((a, b) => b.patterns - a.patterns)
  return { groups, others }
}

/** Writes the words of a pattern at `at`; false where an index cannot serve it. */
function read({ m, offsets, keys, required }: SearchedPattern, words: Uint32Array, at: number): boolean {
  // where only some positions are compared (a pattern may be shared out among algorithms) it is none of ours
  if (m > LONGEST || keys.length !== m) return false
  // two words of each, in variables: writing to memory at every symbol took three times as long
  let low0 = 0
  let low1 = 0
  let high0 = 0
  let high1 = 0
  let any0 = 0
  let any1 = 0
  let required0 = 0
  let required1 = 0
  for (let i = 0; i < m; i++) {
    const j = offsets[i]
    const key = keys[i]
    const code = key < CODES.length ? CODES[key] : NONE
    if (code === NONE && key !== ANY) return false
    // no branches: which base it is nobody can predict
    const bit = 1 << j // shifts are modulo 32
    const any = -Number(key === ANY) & bit
    const low = -(code & 1) & bit & ~any
    const high = -(code >> 1) & bit & ~any
    const must = i < required ? bit : 0
    if (j < 32) {
      low0 |= low
      high0 |= high
      any0 |= any
      required0 |= must
    } else {
      low1 |= low
      high1 |= high
      any1 |= any
      required1 |= must
    }
  }
  words[at] = low0
  words[at + 1] = low1
  words[at + 2] = high0
  words[at + 3] = high1
  words[at + 4] = any0
  words[at + 5] = any1
  words[at + 6] = required0
  words[at + 7] = required1
  return true
}

function fits(group: Open, m: number, words: Uint32Array, at: number): boolean {
  if (group.m !== m) return false
  for (let w = 4; w < WORDS; w++) if (group.words[w] !== words[at + w]) return false
  return true
}

function closed({ m, words: first, members }: Open, words: Uint32Array): Group {
  const letters = new Uint32Array(4 * members.length)
  const differ = [0, 0]
  members.forEach((p, i) => {
    for (let w = 0; w < 4; w++) {
      letters[4 * i + w] = words[WORDS * p + w]
      differ[w & 1] |= words[WORDS * p + w] ^ first[w]
    }
  })
  const bitAt = (pair: ArrayLike<number>, j: number): number => (pair[j >> 5] >>> (j & 31)) & 1
  const any = [first[4], first[5]] as const
  const required = [first[6], first[7]] as const
  const shape = Array.from({ length: m }, (_, j) => (bitAt(any, j) ? 'N' : bitAt(required, j) && !bitAt(differ, j) ? 'x' : '.')).join('')
  return { shape, patterns: members.length, letters, members: Uint32Array.from(members), any, required }
}
