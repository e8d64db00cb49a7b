// Two pieces of q letters, and the radii within which a pattern's pieces are looked up. With k mismatches in all, at most rA are in piece A or at most
// rB in piece B, where rA + rB = k - 1: pigeonhole, as for seeds, but over neighbourhoods of few pieces in place of many exact ones (folklore; the
// choice of q and of two pieces is measured, see docs/decisions).

/** A piece of a pattern. */
export interface Piece {
  readonly at: number
  /** letters that may differ; -1: it is not looked up */
  readonly radius: number
  /** letters outside the piece that an entry holds, as masks: those below it, and those above it where they stand after moving down by q */
  readonly below: bigint
  readonly above: bigint
}

export interface Cut {
  readonly q: number
  readonly a: Piece
  readonly b: Piece
}

/** Cells are numbered in 2 q bits, and a way to differ is told in 24 bits and a byte. */
const MOST_Q = 10
const LEAST_Q = 5
/** Bits of an entry. Ways to differ by more letters are too many to list. */
const ENTRY = 16
const MOST_RADIUS = 3

/** The ways to cut patterns of a shape, one for each q. */
export function cutsOf(shape: string, k: number): Cut[] {
  const radiusB = Math.floor((k - 1) / 2)
  const radiusA = Math.max(0, k - 1 - radiusB)
  if (radiusA > MOST_RADIUS) return []
  const cuts: Cut[] = []
  // a place whose letters are all foreign is passed over: it must have more of them than may mismatch
  for (let q = Math.max(LEAST_Q, k + 1); q <= MOST_Q; q++) {
    const letters = '.'.repeat(q)
    const a = shape.indexOf(letters)
    const b = k === 0 ? a : shape.lastIndexOf(letters)
    if (a < 0 || (k > 0 && b < a + q)) continue
    cuts.push({ q, a: pieceAt(shape, a, q, radiusA), b: pieceAt(shape, b, q, k === 0 ? -1 : radiusB) })
  }
  return cuts
}

function pieceAt(shape: string, at: number, q: number, radius: number): Piece {
  const room = ENTRY - Math.max(0, radius)
  let below = 0n
  let above = 0n
  for (let j = 0; j < shape.length; j++) {
    if (shape[j] !== '.') continue
    if (j < at && j < room) below |= 1n << BigInt(j)
    if (j >= at + q && j - q < room) above |= 1n << BigInt(j - q)
  }
  return { at, radius, below, above }
}

const known = new Map<string, Uint32Array>()

/** Every way to differ in at most `radius` of q letters: the xor of the cells, and how many letters in the top byte. */
export function waysToDiffer(q: number, radius: number): Uint32Array {
  const key = `${q} ${radius}`
  let ways = known.get(key)
  if (!ways) known.set(key, (ways = Uint32Array.from(waysFrom(0, q, radius))))
  return ways
}

function waysFrom(from: number, q: number, radius: number): number[] {
  if (radius < 0) return []
  const ways = [0]
  if (radius === 0) return ways
  for (let j = from; j < q; j++) {
    // one of the three other codes at position j, and more of them behind it
    const rest = waysFrom(j + 1, q, radius - 1)
    for (const change of [1 << j, 1 << (j + q), (1 << j) | (1 << (j + q))]) for (const way of rest) ways.push((way ^ change) + 2 ** 24)
  }
  return ways
}
