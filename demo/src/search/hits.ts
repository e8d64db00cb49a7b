// Hits as parallel columns that grow: a row is a few numbers and a slice of two byte arrays.

type Column = Uint8Array<ArrayBuffer> | Int8Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Float64Array<ArrayBuffer>

/** Columns of hits. A site's letters end at siteEnds[i] and begin where those of the hit before end. */
export interface HitArrays {
  readonly records: Uint32Array<ArrayBuffer>
  readonly starts: Float64Array<ArrayBuffer>
  readonly patterns: Uint32Array<ArrayBuffer>
  readonly strands: Int8Array<ArrayBuffer>
  readonly mismatches: Uint32Array<ArrayBuffer>
  readonly siteEnds: Float64Array<ArrayBuffer>
  /** matched text in the pattern's orientation */
  readonly letters: Uint8Array<ArrayBuffer>
  /** 1 where a letter mismatches */
  readonly marks: Uint8Array<ArrayBuffer>
}

type Grown = { -readonly [K in keyof HitArrays]: HitArrays[K] }

export interface HitStore {
  readonly count: number
  readonly arrays: HitArrays
  /** One hit; its site is letters and marks of equal length. */
  push(record: number, start: number, pattern: number, strand: number, mismatches: number, letters: Uint8Array, marks: Uint8Array): void
  append(hits: HitArrays): void
  /** The columns cut to their rows; the store is empty afterwards. */
  take(): HitArrays
}

function empty(): Grown {
  return {
    records: new Uint32Array(16),
    starts: new Float64Array(16),
    patterns: new Uint32Array(16),
    strands: new Int8Array(16),
    mismatches: new Uint32Array(16),
    siteEnds: new Float64Array(16),
    letters: new Uint8Array(256),
    marks: new Uint8Array(256),
  }
}

const perHit = ['records', 'starts', 'patterns', 'strands', 'mismatches', 'siteEnds'] as const
const perLetter = ['letters', 'marks'] as const

export function openHits(): HitStore {
  let arrays = empty()
  let count = 0
  let letterCount = 0

  const room = (names: readonly (keyof HitArrays)[], total: number): void => {
    for (const name of names) Object.assign(arrays, { [name]: withRoom(arrays[name], total) })
  }

  return {
    get count() {
      return count
    },
    get arrays() {
      return arrays
    },
    push(record, start, pattern, strand, mismatches, letters, marks) {
      room(perHit, count + 1)
      room(perLetter, letterCount + letters.length)
      arrays.letters.set(letters, letterCount)
      arrays.marks.set(marks, letterCount)
      letterCount += letters.length
      arrays.records[count] = record
      arrays.starts[count] = start
      arrays.patterns[count] = pattern
      arrays.strands[count] = strand
      arrays.mismatches[count] = mismatches
      arrays.siteEnds[count] = letterCount
      count++
    },
    append(hits) {
      const more = hits.starts.length
      room(perHit, count + more)
      room(perLetter, letterCount + hits.letters.length)
      for (const name of perHit) arrays[name].set(hits[name], count)
      for (const name of perLetter) arrays[name].set(hits[name], letterCount)
      for (let i = count; i < count + more; i++) arrays.siteEnds[i] += letterCount
      count += more
      letterCount += hits.letters.length
    },
    take() {
      const taken = { ...arrays }
      for (const name of perHit) Object.assign(taken, { [name]: arrays[name].slice(0, count) })
      for (const name of perLetter) Object.assign(taken, { [name]: arrays[name].slice(0, letterCount) })
      arrays = empty()
      count = letterCount = 0
      return taken
    },
  }
}

/** The column, or a longer one that begins with it. */
function withRoom<C extends Column>(column: C, total: number): C {
  if (total <= column.length) return column
  const longer = new (column.constructor as new (length: number) => C)(Math.max(total, 2 * column.length))
  longer.set(column)
  return longer
}

/** Where the letters of a hit are in `letters` and `marks`. */
export function siteOf({ siteEnds }: HitArrays, i: number): { from: number; to: number } {
  return { from: i === 0 ? 0 : siteEnds[i - 1], to: siteEnds[i] }
}
