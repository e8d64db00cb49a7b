import { integer, record } from '../check.js'
import type { Matching } from '../alphabet/index.js'
import { resolveMatching, resolveRun, type MatchingOptions, type Resolved, type RunOptions } from '../options.js'
import { choose, rowsFor } from '../plan/choose.js'
import type { Work } from '../plan/machine.js'
import type { Problem, Task } from '../plan/problem.js'
import { alikeOf, measure, uniform } from '../plan/profile.js'
import { hamming } from '../plan/registry.js'
import { resolveText, type PreparedText, type Sequence } from '../sequence.js'
import { memoryLimit, withArena, type Arena } from '../wasm/arena.js'
import { lengths } from './algorithm.js'
import { openColumns, type Matches } from './columns.js'
import { eachBlock, openHits, RECORD, type Block, type HitsRun } from './hits.js'
import type { StandingSearch } from './standing.js'
import { fitting, resolvePatterns, resolveStrands, type Pattern, type SearchList, type Strands } from './patterns.js'

/** Options of `countMatches`. */
export interface MatchOptions extends MatchingOptions, RunOptions {
  /** report sites with at most this many mismatches */
  maxMismatches: number
  /** 'forward' (default), 'reverse' (reverse complement) or 'both'; only 'forward' where the alphabet has no complement */
  strands?: Strands
}

/** Options of `findMatches`. */
export interface FindOptions extends MatchOptions {
  /** stop after this many matches, in the order of the result */
  limit?: number
}

/**
 * All sites where a pattern occurs with at most `maxMismatches` mismatches, overlapping ones included.
 *
 * Complexity: that of the planned algorithm (see `explain`), typically one pass over the text at a fraction of a nanosecond per symbol and
 * pattern. Memory: O(tile) in WASM, and 13 bytes a match in the result.
 * @throws TypeError or RangeError naming a wrong argument; HammingwayError MEMORY_LIMIT or NO_ALGORITHM
 */
export function findMatches(text: Sequence | PreparedText, patterns: Pattern | readonly Pattern[], options: FindOptions): Matches {
  const search = resolveSearch('findMatches', patterns, options)
  return findIn(search, resolveText(text, search.matching), resolveLimit(options))
}

/**
 * Numbers of matches: patterns x (maxMismatches + 1) counts, row-major, both strands of a pattern together. Complexity as findMatches.
 * @throws as findMatches
 */
export function countMatches(text: Sequence | PreparedText, patterns: Pattern | readonly Pattern[], options: MatchOptions): Float64Array {
  const search = resolveSearch('countMatches', patterns, options)
  return countIn(search, resolveText(text, search.matching))
}

/** Numbers of matches of a search in one text. */
export function countIn(search: Search, text: PreparedText): Float64Array<ArrayBuffer> {
  const columns = search.maxMismatches + 1
  const budget = search.run.memoryLimit
  const fit = fitSearch('countMatches', search, text)
  const { list, k } = fit
  const searched = list.searched.length
  const size = 8 * (list.lengths.length * columns + searched * (k + 1))
  if (size > budget) throw memoryLimit(size, budget)
  const result = new Float64Array(list.lengths.length * columns)
  runSearch(fit, (arena) => {
    const table = arena.alloc(8 * searched * (k + 1))
    arena.bytes().fill(0, table, table + 8 * searched * (k + 1))
    return {
      visit({ records, count }) {
        arena.kernels.tally(records, count, k, table)
        return true
      },
      finish() {
        const counts = arena.doubles(table, searched * (k + 1))
        for (let p = 0; p < searched; p++) {
          for (let d = 0; d <= k; d++) result[list.pattern[p] * columns + d] += counts[p * (k + 1) + d]
        }
      },
    }
  })
  return result
}

/** Patterns and options of a search, checked; the text comes later. */
export interface Search {
  readonly matching: Matching
  readonly list: SearchList
  readonly maxMismatches: number
  readonly run: Resolved
  readonly standing?: StandingSearch
}

export function resolveSearch(task: Task, patterns: unknown, options: unknown): Search {
  const given = record('options', options)
  const run = resolveRun(given)
  rowsFor(hamming, task, run.algorithm)
  const matching = resolveMatching(given)
  return {
    matching,
    maxMismatches: integer('maxMismatches', given.maxMismatches, 0),
    list: resolvePatterns(patterns, matching, resolveStrands(given.strands, matching.alphabet)),
    run,
  }
}

export function resolveLimit({ limit }: FindOptions): number {
  return limit === undefined ? Infinity : integer('limit', limit, 0)
}

/** The first `limit` matches of a search in one text. */
export function findIn(search: Search, text: PreparedText, limit: number): Matches {
  const fit = fitSearch('findMatches', search, text)
  const columns = openColumns(fit.list)
  runSearch(fit, (arena) => ({
    visit(block) {
      const records = sortBlock(arena, block, fit.list.searched.length)
      columns.append(arena.words(), records, block)
      return columns.count() <= limit
    },
  }))
  return columns.finish(limit)
}

/** A search in one text: the patterns that fit into it, and the problem they make. */
interface Fit {
  readonly text: PreparedText
  readonly list: SearchList
  /** the bound, at most the longest m: no distance is larger */
  readonly k: number
  readonly problem: Problem
  readonly run: Resolved
  /** where all patterns fit */
  readonly standing?: StandingSearch
}

function fitSearch(task: Task, { list: all, matching, maxMismatches, run, standing }: Search, text: PreparedText): Fit {
  const list = fitting(all, text.symbols.length)
  const { longest } = lengths(list.searched)
  return {
    text,
    list,
    run,
    ...(list === all && { standing }),
    k: Math.min(maxMismatches, longest),
    problem: {
      task,
      n: text.symbols.length,
      m: longest,
      positions: longest,
      patterns: list.searched.length,
      required: list.searched.reduce((most, { required }) => Math.max(most, required), 0),
      k: maxMismatches,
      letters: matching.alphabet !== 'exact',
      ...measure(text, list.searched),
    },
  }
}

/** Bases, where nothing else is known of a text. */
const BASES = 4

/** Shifts that one block of a DNA search would have in n bases at random; 0 where there is no plan for them. */
export function blockOf({ list, matching, maxMismatches, run }: Search, n: number): number {
  const { longest } = lengths(list.searched)
  if (matching.alphabet !== 'dna' || list.searched.length === 0) return 0
  const problem: Problem = {
    task: 'findMatches',
    n,
    m: longest,
    positions: longest,
    patterns: list.searched.length,
    required: 0,
    k: maxMismatches,
    letters: true,
    ...uniform(BASES),
    alike: alikeOf(list.searched),
  }
  try {
    return choose(hamming, problem, run).step(problem)
  } catch {
    return 0 // what is wrong will be said where a window is searched
  }
}

interface Visitor {
  visit(block: Block): boolean
  finish?(): void
}

/** Plans and runs; `open` may allocate, and says what to do with each block of hits. */
function runSearch({ text, list, problem, k, run, standing }: Fit, open: (arena: Arena) => Visitor): void {
  const counts: Work = {}
  const patterns = list.searched
  const input = { text, patterns, k }
  const visit = (arena: Arena, hits: HitsRun): void => {
    const visitor = open(arena)
    eachBlock(arena, hits, input, counts, visitor.visit)
    visitor.finish?.()
  }
  if (patterns.length > 0) {
    if (standing) {
      const all = { ...problem, n: Math.max(problem.n, standing.texts) }
      standing.withRun(patterns, text, run.memoryLimit, (arena) => openHits(arena, choose(hamming, all, run), all, input, counts), visit)
    } else {
      const row = choose(hamming, problem, run)
      withArena(run.memoryLimit, (arena) => visit(arena, openHits(arena, row, problem, input, counts)))
    }
  }
  run.onCounts?.(counts)
}

/** Records of a block, sorted by start and, where starts are equal, in the order of the searched patterns. Returns where they are. */
function sortBlock({ kernels, alloc }: Arena, { records, count, shifts, byPattern }: Block, patterns: number): number {
  const spare = alloc(count * RECORD)
  const bits = (values: number): number => 32 - Math.clz32(values - 1)
  const sorted = byPattern ? records : kernels.sortRecords(records, count, spare, bits(patterns), 4) >>> 0
  return kernels.sortRecords(sorted, count, sorted === spare ? records : spare, bits(shifts), 0) >>> 0
}
