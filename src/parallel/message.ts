// What goes between the calling thread and the workers.
import type { NamedPattern } from '../hamming/patterns.js'
import type { Symbols } from '../sequence.js'
import type { KernelModule } from '../wasm/kernels.js'
import type { Work } from '../plan/machine.js'

export type PoolTask = 'findMatches' | 'countMatches' | 'hammingDistances'

/** Patterns and options of a call, as a worker keeps them: the pieces of its text follow one by one. */
export interface Job {
  readonly task: PoolTask
  readonly patterns: readonly NamedPattern[]
  readonly options: Readonly<Record<string, unknown>>
  /** symbols that a worker may expect, where what it lays out for the patterns serves all of its pieces */
  readonly texts?: number
}

/** A piece of a text. */
export interface Piece {
  /** the job's number; a worker that does not know it asks for the setup */
  readonly job: number
  readonly symbols: Symbols
  /** only what starts at the first so many symbols is asked for: the others belong to the next piece */
  readonly starts: number
  /** most matches */
  readonly limit: number
  readonly setup?: { readonly kernels: KernelModule; readonly job: Job }
}

/** An error of the library, taken apart: classes do not survive the way between threads. */
export interface Failure {
  readonly kind: 'HammingwayError' | 'TypeError' | 'RangeError' | 'Error'
  readonly code?: string
  readonly message: string
}

/** A piece's symbols come back with it. */
export type Answer =
  | { readonly unknown: Symbols }
  | { readonly failure: Failure }
  | { readonly columns: FoundColumns; readonly symbols: Symbols; readonly work: Work }
  | { readonly numbers: Float64Array | Uint32Array; readonly symbols: Symbols; readonly work: Work }

export interface FoundColumns {
  readonly starts: Uint32Array<ArrayBuffer>
  readonly mismatches: Uint32Array<ArrayBuffer>
  readonly patterns: Uint32Array<ArrayBuffer>
  readonly strands: Int8Array<ArrayBuffer>
}
