// Twiddles of the transforms in assembly/butterfly.ts. The table of a length begins with the tables of all shorter ones.

/**
 * cos(2 pi i / length) for 0 <= i <= length / 4. Both functions are evaluated at angles up to pi / 4 only, each value by itself: the bound on
 * rounding (rounding.ts) needs every root to be right to the last places, which no recurrence gives.
 */
function quarterWave(length: number): Float64Array {
  const quarter = length / 4
  const cosines = new Float64Array(quarter + 1)
  for (let i = 0; i <= quarter; i++) {
    // i / length is exact
    cosines[i] = 2 * i <= quarter ? Math.cos(2 * Math.PI * (i / length)) : Math.sin(2 * Math.PI * ((quarter - i) / length))
  }
  return cosines
}

export interface Roots<Numbers> {
  readonly length: number
  /** six numbers a block: e(-r theta / 4) for r = 1, 2, 3, re and im; length / 8 blocks */
  readonly blocks: Numbers
  /** the same for length / 4 blocks, turned: for each vector of blocks a vector of each of the six numbers */
  readonly lanes: Numbers
}

function rootsOf<Numbers extends Float32Array | Float64Array>(length: number, make: (size: number) => Numbers, lanes: number): Roots<Numbers> {
  const quarter = length / 4
  const cosines = quarterWave(length)
  const blocks = make((6 * length) / 8)
  const turned = make((6 * length) / 4)
  const shift = 32 - Math.log2(quarter)
  for (let b = 0; b < quarter; b++) {
    const theta = mirrored(b) >>> shift // of `quarter`
    for (let r = 1; r < 4; r++) {
      const i = r * theta // of `length`, below three quarters of it
      const cosine = i <= quarter ? cosines[i] : i <= 2 * quarter ? -cosines[2 * quarter - i] : -cosines[i - 2 * quarter]
      const sine = i <= quarter ? cosines[quarter - i] : i <= 2 * quarter ? cosines[i - quarter] : -cosines[3 * quarter - i]
      const group = b - (b % lanes)
      turned[6 * group + 2 * (r - 1) * lanes + (b % lanes)] = cosine
      turned[6 * group + (2 * (r - 1) + 1) * lanes + (b % lanes)] = -sine
      if (2 * b < quarter) {
        blocks[6 * b + 2 * (r - 1)] = cosine
        blocks[6 * b + 2 * (r - 1) + 1] = -sine
      }
    }
  }
  return { length, blocks, lanes: turned }
}

/** The 32 bits of b in reverse order. */
function mirrored(b: number): number {
  b = ((b >>> 1) & 0x55555555) | ((b & 0x55555555) << 1)
  b = ((b >>> 2) & 0x33333333) | ((b & 0x33333333) << 2)
  b = ((b >>> 4) & 0x0f0f0f0f) | ((b & 0x0f0f0f0f) << 4)
  b = ((b >>> 8) & 0x00ff00ff) | ((b & 0x00ff00ff) << 8)
  return (b >>> 16) | (b << 16)
}

/** The longest table so far is kept up to this length: 1 MiB in f32. */
const KEPT = 2 ** 17
let kept32: Roots<Float32Array> | undefined

/** Roots for transforms of up to `length` points: the table may be longer. */
export function roots32(length: number): Roots<Float32Array> {
  if (kept32 !== undefined && kept32.length >= length) return kept32
  const roots = rootsOf(length, (size) => new Float32Array(size), 4)
  if (length <= KEPT) kept32 = roots
  return roots
}
