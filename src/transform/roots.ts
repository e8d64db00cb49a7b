// Twiddles of the transforms in assembly/butterfly.ts. The table of a length begins with the tables of all shorter ones.

/**
 * cos(2 pi i / order) for 0 <= i <= order / 4. Both functions are evaluated at angles up to pi / 4 only, each value by itself: the bound on
 * rounding (rounding.ts) needs every root to be right to the last places, which no recurrence gives.
 */
function quarterWave(order: number): Float64Array {
  const quarter = order / 4
  const cosines = new Float64Array(quarter + 1)
  for (let i = 0; i <= quarter; i++) {
    // i / order is exact
    cosines[i] = 2 * i <= quarter ? Math.cos(2 * Math.PI * (i / order)) : Math.sin(2 * Math.PI * ((quarter - i) / order))
  }
  return cosines
}

type Numbers = Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>

export interface Table {
  /** log2 of its blocks */
  readonly bits: number
  /** six numbers a block: e(-r theta / 4) for r = 1, 2, 3, re and im */
  readonly blocks: Numbers
  /** the same, turned: for each vector of blocks a vector of each of the six numbers */
  readonly lanes: Numbers
}

function tableOf(bits: number, lanes: number, make: (size: number) => Numbers): Table {
  const quarter = 2 ** bits
  const cosines = quarterWave(4 * quarter)
  const blocks = make(6 * quarter)
  const turned = make(6 * quarter)
  for (let b = 0; b < quarter; b++) {
    const theta = mirrored(b) >>> (32 - bits) // of `quarter`
    const lane = b % lanes
    for (let r = 1; r < 4; r++) {
      const i = r * theta // of 4 * quarter, below three quarters of it
      const cosine = i <= quarter ? cosines[i] : i <= 2 * quarter ? -cosines[2 * quarter - i] : -cosines[i - 2 * quarter]
      const sine = i <= quarter ? cosines[quarter - i] : i <= 2 * quarter ? cosines[i - quarter] : -cosines[3 * quarter - i]
      blocks[6 * b + 2 * r - 2] = cosine
      blocks[6 * b + 2 * r - 1] = -sine
      turned[6 * (b - lane) + (2 * r - 2) * lanes + lane] = cosine
      turned[6 * (b - lane) + (2 * r - 1) * lanes + lane] = -sine
    }
  }
  return { bits, blocks, lanes: turned }
}

/** The 32 bits of b in reverse order. */
function mirrored(b: number): number {
  b = ((b >>> 1) & 0x55555555) | ((b & 0x55555555) << 1)
  b = ((b >>> 2) & 0x33333333) | ((b & 0x33333333) << 2)
  b = ((b >>> 4) & 0x0f0f0f0f) | ((b & 0x0f0f0f0f) << 4)
  b = ((b >>> 8) & 0x00ff00ff) | ((b & 0x00ff00ff) << 8)
  return (b >>> 16) | (b << 16)
}

/** In f64 a table of 2^10 blocks and factors for the blocks beyond it: 96 KiB stay in the second-level cache, and data are all that streams. */
const BITS_64 = 10

/** log2 of the blocks of the table for a length: at least one for each four points of a leaf (assembly/depth-first.ts), or all of them. */
export function tableBits(length: number, point: number): number {
  const all = Math.log2(length) - 2
  return point === 8 ? all : Math.min(all, BITS_64)
}

/** The largest tables so far are kept: at most 1.5 MiB in f32, for 2^17 points, and 96 KiB in f64. */
const kept: { single?: Table; double?: Table } = {}

/** A table of at least as many blocks as a length needs. */
export function tableFor(length: number, point: number): Table {
  const bits = tableBits(length, point)
  if (point === 8) {
    if (kept.single === undefined || kept.single.bits < bits) kept.single = tableOf(bits, 4, (size) => new Float32Array(size))
    return kept.single
  }
  if (kept.double === undefined || kept.double.bits < bits) kept.double = tableOf(bits, 2, (size) => new Float64Array(size))
  return kept.double
}

/** The factors of the high bits h of blocks beyond the table: e(-r theta(h) / (4 * 2^bits)) for r = 1, 2, 3. Angles are below pi / 4. */
export function factorsFor(length: number, bits: number): Float64Array<ArrayBuffer> {
  const count = length / 4 / 2 ** bits
  const factors = new Float64Array(6 * count)
  for (let h = 0; h < count; h++) {
    const theta = count === 1 ? 0 : mirrored(h) >>> (32 - Math.log2(count))
    for (let r = 1; r < 4; r++) {
      const angle = 2 * Math.PI * ((r * theta) / length)
      factors[6 * h + 2 * r - 2] = Math.cos(angle)
      factors[6 * h + 2 * r - 1] = -Math.sin(angle)
    }
  }
  return factors
}
