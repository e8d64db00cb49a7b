// A search that stays laid out from one text to the next: pieces of a text come one by one, and their patterns are indexed once.
import type { PreparedText } from '../sequence.js'
import { openArena, type Arena, type OpenArena } from '../wasm/arena.js'
import type { SearchedPattern } from './algorithm.js'
import type { HitsRun } from './hits.js'

/** How a search keeps what is laid out for its patterns. Only workers of a pool do, and other programs need not carry it. */
export interface StandingSearch {
  /** symbols of all the texts that may come one after the other */
  readonly texts: number
  readonly withRun: typeof withStanding
}

interface Standing {
  readonly patterns: readonly SearchedPattern[]
  readonly arena: OpenArena
  readonly run: HitsRun
}

/** The memory of kernels is a stack, so a thread has one, at the bottom: it is opened where no other call is under way. */
let standing: Standing | undefined

/**
 * Does something with a run on a text: that of the same list of patterns before, if it takes the text, or one that is opened. It stays where it can
 * take further texts.
 */
export function withStanding(
  patterns: readonly SearchedPattern[],
  text: PreparedText,
  limit: number,
  open: (arena: Arena) => HitsRun,
  work: (arena: Arena, run: HitsRun) => void,
): void {
  if (standing?.patterns !== patterns || !standing.run.turn?.(text)) {
    closeStanding()
    standing = opened(patterns, openArena(limit), open)
  }
  const { arena, run } = standing
  let done = false
  try {
    arena.within(() => work(arena, run))
    done = true
  } finally {
    // a text is not held on to
    if (!done || !run.turn?.({ ...text, symbols: text.symbols.subarray(0, 0) })) closeStanding()
  }
}

function opened(patterns: readonly SearchedPattern[], arena: OpenArena, open: (arena: Arena) => HitsRun): Standing {
  try {
    return { patterns, arena, run: open(arena) }
  } catch (error) {
    arena.close()
    throw error
  }
}

function closeStanding(): void {
  standing?.arena.close()
  standing = undefined
}
