// A tile of mismatch planes, shared by the bit-sliced algorithms: eight streams of `width` shifts each (see assembly/planes.ts).
import { shiftsOf, type Problem } from '../plan/problem.js'
import { addWork, type Work } from '../plan/machine.js'
import type { PreparedText } from '../sequence.js'
import type { Arena } from '../wasm/arena.js'
import { lengths, type SearchedPattern } from './algorithm.js'
import { openClasses } from './classes.js'
import { keptOf } from './kept.js'

/** 16,384 shifts: text, four planes and counters of short patterns stay in a 32 KiB first-level cache. */
const SHORT_WIDTH = 2048
/** Beyond this, wider tiles save less than 5 % of the work on their overlap. */
const LONG_WIDTH = 65536

/** Stream width of a tile: a quarter of the pattern, so that overlapping work stays bounded, but no more than the text has shifts. */
export function tileWidth(shifts: number, m: number): number {
  const width = Math.min(Math.max(SHORT_WIDTH, m / 4), LONG_WIDTH, shifts / 8)
  return 16 * Math.max(1, Math.ceil(width / 16))
}

/** Keys below this have their planes in a table: a Map takes three times as long, and is asked for every position. */
const KNOWN = 256

/** Classes come in groups of eight; a single group of at most four has half-sized planes. */
function planeCount(classes: number): number {
  return classes <= 4 ? 4 : 8 * Math.ceil(classes / 8)
}

function strideOf(width: number, m: number): number {
  // an odd number of cache lines, so that planes never stand a multiple of 4 KiB apart
  return 64 * (Math.ceil((width + m + 16) / 64) | 1)
}

export function tileBytes(problem: Problem): number {
  const { m, symbolBytes, classes } = problem
  const width = tileWidth(shiftsOf(problem), m)
  const symbols = 8 * width + m + 16
  const ranks = symbolBytes === 1 ? 0 : symbols + 65536
  return symbols * (symbolBytes + 1) + ranks + planeCount(classes) * strideOf(width, m) + 2 * width + 4 * classes + 32
}

/** The tiles of a whole text: all but the last are alike. */
function tilesOf(shifts: number, m: number): { shifts: number; width: number; times: number }[] {
  const width = tileWidth(shifts, m)
  const full = Math.floor(shifts / (8 * width))
  const rest = shifts - full * 8 * width
  return [
    { shifts: 8 * width, width, times: full },
    { shifts: rest, width: tileWidth(rest, m), times: Math.sign(rest) },
  ]
}

/** Columns of 128 shifts in all tiles. */
export function columnsOf(shifts: number, m: number): number {
  let columns = 0
  for (const { width, times } of tilesOf(shifts, m)) columns += (times * width) / 16
  return columns
}

/** Work of loading the tiles of a whole text. */
export function tileWork(problem: Problem): Work {
  const { classes, symbolBytes, m } = problem
  const work: Work = { class: classes }
  for (const { shifts, width, times } of tilesOf(shiftsOf(problem), m)) {
    if (times > 0) addWork(work, loadWork(classes, symbolBytes, shifts + m - 1, width, m), times)
  }
  return work
}

function loadWork(classes: number, symbolBytes: number, symbols: number, width: number, m: number): Work {
  const groups = Math.ceil(classes / 8)
  return {
    byte: symbols * symbolBytes,
    ...(symbolBytes > 1 && { rank: symbols }),
    encode: symbols * groups,
    plane: (planeCount(classes) / 4) * 8 * (16 * Math.ceil((width + m - 1) / 16)),
  }
}

export interface Tile {
  /** most shifts of a block */
  readonly step: number
  /** stream width of the block loaded last */
  readonly width: number
  /** rows that never mismatch, to pad with */
  readonly zeros: number
  readonly work: Work
  load(first: number, shifts: number): void
  /** pointers to the mismatch bits of a pattern's positions, in their order */
  rows(pattern: SearchedPattern): Uint32Array
}

export function openTile(arena: Arena, text: PreparedText, patterns: readonly SearchedPattern[]): Tile {
  const n = text.symbols.length
  const { shortest, longest } = lengths(patterns)
  const width = tileWidth(n - shortest + 1, longest)
  const classes = openClasses(arena, text, patterns, 8 * width + longest)
  const stride = strideOf(width, longest)
  const bits = arena.alloc(8 * width + longest + 16)
  const planes = arena.alloc(planeCount(classes.count) * stride)
  const zeros = arena.alloc(width)
  const ones = arena.alloc(width)
  arena.bytes().fill(0, zeros, zeros + width)
  arena.bytes().fill(255, ones, ones + width)
  const { planes4, planes8 } = arena.kernels
  const work: Work = {}
  const kept = text.lasting && classes.groups === 1 ? keptOf(text, 'planes', [width, longest, ...classes.keys]) : undefined
  let loaded = width
  const known = new Uint32Array(KNOWN)
  return {
    step: 8 * width,
    get width() {
      return loaded
    },
    zeros,
    work,
    load(first, shifts) {
      loaded = Math.min(width, tileWidth(shifts, longest))
      const end = Math.min(n, first + shifts + longest - 1)
      // tiles that a guard cut short are not met again
      const keep = first % (8 * width) === 0 && (shifts === 8 * width || end === n) ? kept : undefined
      const before = keep?.get(`${first} ${shifts}`)
      if (before) {
        arena.bytes().set(before, planes)
        addWork(work, { byte: before.length })
        return
      }
      classes.take(first, end)
      classes.planes?.(loaded, loaded + longest - 1, planes, stride)
      for (let group = 0; group < classes.groups && !classes.planes; group++) {
        classes.encode(group, bits)
        const transpose = classes.count <= 4 ? planes4 : planes8
        transpose(bits, loaded, loaded + longest - 1, planes + 8 * group * stride, stride)
      }
      addWork(work, loadWork(classes.count, text.symbols.BYTES_PER_ELEMENT, end - first, loaded, longest))
      keep?.set(`${first} ${shifts}`, arena.bytes().slice(planes, planes + planeCount(classes.count) * stride))
    },
    rows({ keys, offsets }) {
      const rows = new Uint32Array(keys.length)
      for (let j = 0; j < rows.length; j++) {
        const key = keys[j]
        let plane = key < KNOWN ? known[key] : 0
        if (plane === 0) {
          const c = classes.classOf(key)
          plane = c < 0 ? ones : planes + c * stride
          if (key < KNOWN) known[key] = plane
        }
        rows[j] = plane === ones ? ones : plane + offsets[j]
      }
      return rows
    },
  }
}
