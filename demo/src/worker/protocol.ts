// What the page and its worker say to one another. A job goes to the worker; events come back, the last of which is 'end' or 'failed'.
import type { Alphabet, Ambiguity, Plan, Strands } from 'hammingway'
import type { HitArrays } from '../search/hits.js'
import type { Pyramid } from '../chart/pyramid.js'

/** A text to search: the worker keeps the last one that it read, and knows it by its key. */
export interface SourceFile {
  readonly key: number
  readonly name: string
  readonly blob: Blob
}

export interface NamedSequence {
  readonly name: string
  readonly sequence: string
}

export interface MatchingChoice {
  readonly alphabet: Alphabet
  readonly ambiguity: Ambiguity
}

export interface SearchJob extends MatchingChoice {
  readonly kind: 'search'
  readonly source: SourceFile
  readonly patterns: readonly NamedSequence[]
  readonly maxMismatches: number
  readonly strands: Strands
}

/** Every distance of one pattern in one record. */
export interface ProfileJob extends MatchingChoice {
  readonly kind: 'profile'
  readonly source: SourceFile
  readonly record: number
  readonly pattern: string
  readonly strand: '+' | '-'
  readonly epsilon?: number
}

/** The search of a record again, by each algorithm that is predicted to be quick enough. */
export interface MeasureJob extends Omit<SearchJob, 'kind'> {
  readonly kind: 'measure'
  readonly record: number
}

export interface SumsJob {
  readonly kind: 'sums'
  readonly a: readonly number[]
  readonly b: readonly number[]
}

export interface BandJob {
  readonly kind: 'band'
  readonly n: number
  readonly m: number
  readonly sigma: number
  readonly epsilon: number
  readonly seed: number
  readonly algorithm?: string
}

export interface EquivalenceJob {
  readonly kind: 'equivalence'
  readonly text: string
  readonly pattern: string
}

export interface RaceJob {
  readonly kind: 'race'
}

export type Job = SearchJob | ProfileJob | MeasureJob | SumsJob | BandJob | EquivalenceJob | RaceJob

export interface RecordInfo {
  readonly name: string
  readonly length: number
}

/** A count of something, with the value that a model expects of it. */
export interface Histogram {
  /** shifts at each distance, from 0 to m */
  readonly counts: Float64Array
  /** the same of a random sequence with the text's letters */
  readonly expected: Float64Array
}

/** How long something took, without the pauses in which the worker listens. */
interface Timed {
  readonly milliseconds: number
  readonly symbols: number
}

export interface RaceRow {
  readonly m: number
  readonly name: string
  readonly milliseconds: number
  readonly runs: number
}

export interface BackwardsCall {
  readonly text: Uint32Array
  readonly pattern: Uint32Array
  readonly distances: Uint32Array
}

export interface EquivalenceSteps {
  readonly a: Float64Array
  readonly b: Float64Array
  readonly N: number
  readonly counts: Float64Array
  readonly viaThreeSum: Uint32Array
  readonly direct: Uint32Array
  readonly calls: readonly BackwardsCall[]
  readonly viaHamming: Float64Array
}

export type Event =
  | {
      readonly kind: 'progress'
      readonly done: number
      readonly total: number
      readonly stage: 'reading' | 'searching' | 'distances' | 'racing'
    }
  | { readonly kind: 'records'; readonly records: readonly RecordInfo[] }
  | { readonly kind: 'hits'; readonly hits: HitArrays }
  | ({ readonly kind: 'searched'; readonly truncated: boolean } & Timed)
  | {
      readonly kind: 'planned'
      readonly record: number
      readonly plan: Plan
      readonly symbols: number
      /** the search of this record once more; missing where the first was long */
      readonly milliseconds?: number
    }
  | ({
      readonly kind: 'profile'
      readonly pyramid: Pyramid
      readonly histogram: Histogram
      readonly plan?: Plan
    } & Timed)
  | { readonly kind: 'measured'; readonly algorithm: string; readonly milliseconds: number }
  | { readonly kind: 'sums'; readonly sums: Float64Array; readonly counts: Float64Array; readonly milliseconds: number }
  | { readonly kind: 'band'; readonly exact: Uint32Array; readonly approximate: Uint32Array; readonly plan: Plan; readonly ran: string }
  | { readonly kind: 'equivalence'; readonly steps: EquivalenceSteps }
  | { readonly kind: 'raced'; readonly row: RaceRow }
  | { readonly kind: 'end' }
  | { readonly kind: 'failed'; readonly name: string; readonly message: string; readonly code?: string }

export type EventOf<K extends Event['kind']> = Extract<Event, { kind: K }>

/** From the page to the worker: a job under a number, or the end of one. */
export type Order = { readonly id: number; readonly job: Job } | { readonly id: number; readonly cancel: true }

/** From the worker to the page. */
export interface Report {
  readonly id: number
  readonly event: Event
}
