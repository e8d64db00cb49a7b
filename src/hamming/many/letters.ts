// A block of text as planes of bits, and the sites in it that are looked at.
import type { PreparedText } from '../../sequence.js'
import type { Arena } from '../../wasm/arena.js'
import { copySymbols } from '../classes.js'
import { TEXT_CHUNK } from './cost.js'

/** Bytes of zeros that stand before a plane of sites, and bytes behind one that may be read or written. */
const BEFORE = 64
const BEHIND = 192

export interface Letters {
  /** planes as packLetters has them */
  readonly planes: number
  readonly stride: number
  readonly sites: number
  readonly places: number
  /** Takes in text[from, to); returns how many letters of it are codes for several. */
  take(text: PreparedText, from: number, to: number): number
  /** Shifts [from, to) of the block whose m letters have a code for several among them, as pairs. */
  ambiguous(shifts: number, m: number): [number, number][]
  /** Marks the first `shifts` sites. */
  markSites(shifts: number): void
  /** Takes the marks of sites [from, to) away. */
  clearSites(from: number, to: number): void
}

/** For blocks of at most `most` letters. */
export function openLetters(arena: Arena, most: number): Letters {
  const stride = 64 * Math.ceil((most / 8 + BEHIND) / 64)
  const raw = arena.alloc(TEXT_CHUNK)
  const planes = arena.alloc(4 * stride)
  const sites = arena.alloc(stride + BEFORE) + BEFORE
  const places = arena.alloc(stride)
  arena.bytes().fill(0, planes, planes + 4 * stride)
  arena.bytes().fill(0, sites - BEFORE, sites + stride)
  let taken = 0
  return {
    planes,
    stride,
    sites,
    places,
    take(text, from, to) {
      taken = to - from
      let ambiguous = 0
      for (let at = from; at < to; at += TEXT_CHUNK) {
        const end = Math.min(to, at + TEXT_CHUNK)
        copySymbols(arena, text, at, end, raw)
        ambiguous += arena.kernels.packLetters(raw, end - at, planes + (at - from) / 8, stride)
      }
      return ambiguous
    },
    ambiguous(shifts, m) {
      const words = arena.words().subarray((planes + 3 * stride) / 4, (planes + 3 * stride) / 4 + Math.ceil(taken / 32))
      const ranges: [number, number][] = []
      words.forEach((word, w) => {
        for (let rest = word; rest !== 0; rest &= rest - 1) {
          const at = 32 * w + 31 - Math.clz32(rest & -rest)
          const [from, to] = [Math.max(0, at - m + 1), Math.min(shifts, at + 1)]
          const last = ranges.at(-1)
          if (last && from <= last[1] + JOINED) last[1] = Math.max(last[1], to)
          else if (from < to) ranges.push([from, to])
        }
      })
      return ranges
    },
    markSites(shifts) {
      const bytes = arena.bytes()
      bytes.fill(255, sites, sites + (shifts >> 3))
      bytes.fill(0, sites + (shifts >> 3), sites + stride)
      bytes[sites + (shifts >> 3)] = (1 << (shifts & 7)) - 1
    },
    clearSites(from, to) {
      const bytes = arena.bytes()
      for (let i = from; i < to; i++) {
        if ((i & 7) === 0 && i + 8 <= to) {
          const whole = (to - i) >> 3
          bytes.fill(0, sites + (i >> 3), sites + (i >> 3) + whole)
          i += 8 * whole - 1
        } else bytes[sites + (i >> 3)] &= ~(1 << (i & 7))
      }
    },
  }
}

/** Ranges less than a column of the scan apart are one. */
const JOINED = 128
