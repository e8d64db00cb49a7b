// What a plan needs to know about the letters, measured on samples: a wrong estimate costs time and never changes an answer.
import { setOfCode, setsMatch } from '../alphabet/index.js'
import { countKeys, distinct } from '../hamming/distinct.js'
import type { PreparedText } from '../sequence.js'
import type { SearchedPattern } from '../hamming/algorithm.js'
import { groupsOf } from '../hamming/many/alike.js'
import type { Alike, LetterGroup, LetterStatistics, Period } from './problem.js'

/** Letter statistics of a text and its patterns. */
export interface Profile extends LetterStatistics {
  /** where the numbers come from */
  readonly assumed?: string
}

/** Text symbols looked at: one in 512, within these bounds; in places of four where a text may be in no cache and each place is a line to wait for. */
const FEWEST_LOOKS = 256
const MOST_LOOKS = 4096
const TOGETHER = 4
const FAR = 2 ** 20
/** Multiples of the golden ratio are spread evenly, in step with no period. */
const GOLDEN = 0.6180339887498949
/** Classes told apart. As many as can have planes. */
const OWN_GROUPS = 255

export function measure(text: PreparedText, patterns: readonly SearchedPattern[]): Profile {
  const { keys, counts, total } = countKeys(patterns)
  const seen = sampleText(text)
  const common: LetterGroup[] = []
  // most letters of a large alphabet stand at one place of the pattern and nowhere in the sample: alike, they need no sorting
  const rare: LetterGroup[] = []
  for (let c = 0; c < keys.length; c++) {
    const group = { classes: 1, key: keys[c], pattern: counts[c] / total, text: shareOf(text, seen, keys[c]) }
    if (counts[c] === 1 && group.text === 0) rare.push(group)
    else common.push(group)
  }
  // like next to like, for those who price groups by their shares
  const groups = common.sort((a, b) => b.pattern - a.pattern || b.text - a.text || a.key! - b.key!).concat(rare)
  const period = patterns.length === 1 ? periodOf(text, patterns[0].keys) : undefined
  return {
    symbolBytes: text.symbols.BYTES_PER_ELEMENT,
    classes: keys.length,
    largest: keys.reduce((most, key) => Math.max(most, key), 0),
    match: groups.reduce((sum, group) => sum + group.pattern * group.text, 0),
    ...(overlaps(text, keys) && { overlap: true }),
    ...(period && { period }),
    ...(text.alphabet === 'dna' && { alike: alikeOf(patterns) }),
    groups: [...groups.slice(0, OWN_GROUPS), ...together(groups.slice(OWN_GROUPS))],
  }
}

/** What a plan needs to know of the groups that an index can serve. */
export function alikeOf(patterns: readonly SearchedPattern[]): Alike[] {
  return groupsOf(patterns).groups.map(({ shape, patterns }) => ({ shape, patterns }))
}

interface Seen {
  readonly looks: number
  readonly symbols: Map<number, number>
}

const samples = new WeakMap<PreparedText, Seen>()

function sampleText(text: PreparedText): Seen {
  let seen = samples.get(text)
  if (!seen) {
    seen = newSample(text)
    if (text.lasting) samples.set(text, seen)
  }
  return seen
}

function newSample({ symbols }: PreparedText): Seen {
  const n = symbols.length
  const looks = Math.min(n, Math.max(FEWEST_LOOKS, Math.min(MOST_LOOKS, (n >>> 11) * TOGETHER)))
  const together = n < FAR ? 1 : TOGETHER
  const sample = new Uint32Array(looks)
  if (looks === n) sample.set(symbols)
  else {
    let turn = 0
    for (let i = 0; i < looks; i += together) {
      const from = Math.floor(turn * (n - together + 1))
      for (let j = 0; j < together; j++) sample[i + j] = symbols[from + j]
      turn += GOLDEN
      if (turn >= 1) turn -= 1
    }
  }
  const { keys, counts } = distinct(sample)
  return { looks, symbols: new Map(Array.from(keys, (key, i) => [key, counts[i]])) }
}

/** Share of the sampled text symbols that belong to a class. */
function shareOf(text: PreparedText, { looks, symbols }: Seen, key: number): number {
  if (looks === 0) return 0
  if (text.alphabet === 'exact') return (symbols.get(key) ?? 0) / looks
  let matching = 0
  for (const [symbol, count] of symbols) if (setsMatch(text, setOfCode(text.alphabet, symbol), key)) matching += count
  return matching / looks
}

/** Does a letter match two of the classes? */
function overlaps(text: PreparedText, keys: Uint32Array): boolean {
  if (text.alphabet === 'exact') return false
  for (let code = 64; code < 96; code++) {
    const set = setOfCode(text.alphabet, code)
    if (keys.reduce((sum, key) => sum + Number(setsMatch(text, set, key)), 0) > 1) return true
  }
  return false
}

/** Patterns and periods that are looked at, of a text no more periods than it has thousands of symbols: fifty nanoseconds each. */
const LONG_PATTERN = 256
const LONGEST_PERIOD = 1024
/** Places compared for each period, and differences after which it is given up; places that the shares are measured at. */
const FIRST_LOOKS = 16
const GIVEN_UP = 4
const PLACES = 2048

/** The shortest distance at which the pattern repeats itself at most of a few places, and how much of both texts does so. */
function periodOf({ symbols }: PreparedText, keys: Uint32Array): Period | undefined {
  if (keys.length < LONG_PATTERN) return undefined
  for (let length = 1; length <= Math.min(LONGEST_PERIOD, keys.length >> 2, symbols.length >> 10); length++) {
    const pattern = shareApart(keys, length, FIRST_LOOKS, GIVEN_UP)
    if (pattern < GIVEN_UP / FIRST_LOOKS) {
      return { length, pattern: shareApart(keys, length, PLACES, PLACES), text: shareApart(symbols, length, PLACES, PLACES) }
    }
  }
  return undefined
}

/** Share of looks at which symbols `length` apart differ; no more than `most` of them are counted. */
function shareApart(symbols: ArrayLike<number>, length: number, looks: number, most: number): number {
  const room = symbols.length - length
  let apart = 0
  for (let i = 1; i <= looks && apart < most; i++) {
    const at = Math.floor(((i * 0.6180339887498949) % 1) * room)
    if (symbols[at] !== symbols[at + length]) apart++
  }
  return apart / looks
}

/** Many rare classes as one group with their means. */
function together(groups: readonly LetterGroup[]): LetterGroup[] {
  const classes = groups.length
  if (classes === 0) return []
  const pattern = groups.reduce((sum, group) => sum + group.pattern, 0) / classes
  // weighted by the pattern, so that the pairs that match come out right
  const pairs = groups.reduce((sum, group) => sum + group.pattern * group.text, 0)
  return [{ classes, pattern, text: pairs / (classes * pattern) }]
}

/** The profile of uniform letters, for a plan without data. */
export function uniform(sigma: number): Profile {
  const symbolBytes = sigma <= 256 ? 1 : sigma <= 65536 ? 2 : 4
  return {
    symbolBytes,
    classes: sigma,
    largest: sigma - 1,
    match: 1 / sigma,
    groups: [{ classes: sigma, pattern: 1 / sigma, text: 1 / sigma }],
    assumed: `${sigma} letters, all equally frequent`,
  }
}
