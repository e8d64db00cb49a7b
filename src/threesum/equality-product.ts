// Equality products, blocked like matrix products. In theory heavy and light values of each inner index make O(n^((3 + omega) / 2)) for n x n
// matrices (Matousek, Computing dominances in E^n, 1991); comparing all in vectors is faster at any size that fits in memory.
import { integer, record, wrongValue } from '../check.js'
import { HammingwayError } from '../errors.js'
import { resolveRun, type RunOptions } from '../options.js'
import { addWork, type Work } from '../plan/machine.js'
import { copy as copyIntegers, lengthOf } from '../sumset/lists.js'
import { DEFAULT_MEMORY_LIMIT, withArena, type Arena } from '../wasm/arena.js'

/** Bytes of a row of a panel. */
const WIDTH = 32
/** Inner indices of a panel: counters of a byte hold 255, and 16 KiB of a panel are half of a first-level cache. */
const DEPTH = { 1: 248, 2: 512 } as const
/** Rows of a result computed at a time. */
const ROWS = 64

/** The numbers of both matrices in memory, row by row, equal where they were equal. */
interface Narrow {
  readonly x: number
  readonly y: number
  /** of a number */
  readonly bytes: 1 | 2
}

/**
 * The equality product: rows x columns numbers, row by row, #{j: X[i][j] = Y[j][l]} at i, l. X holds rows x inner numbers row by row, Y inner x
 * columns: integers in [-2^52, 2^52].
 *
 * Complexity: O(rows inner columns / 8) vector operations for 16-bit arrays of one kind, half of that for 8 bits. Other numbers are replaced by
 * their ranks among those that X and Y share at an inner index, in 16 bits, or in 8 where there are at most 254, in O(inner (rows + columns)) expected time. Memory
 * beyond the result: X, Y as they are compared and Y in panels, and 20 bytes a number where they are ranked.
 * @throws TypeError or RangeError naming a wrong argument; HammingwayError MEMORY_LIMIT
 */
export function equalityProduct(
  X: ArrayLike<number>,
  Y: ArrayLike<number>,
  rows: number,
  inner: number,
  columns: number,
  options?: Pick<RunOptions, 'memoryLimit' | 'onCounts'>,
): Uint32Array {
  const { memoryLimit, onCounts } = resolveRun(record('options', options))
  integer('rows', rows, 0)
  integer('inner', inner, 0)
  integer('columns', columns, 0)
  requireLength('X', X, rows * inner)
  requireLength('Y', Y, inner * columns)
  const limit = Math.max(memoryLimit, DEFAULT_MEMORY_LIMIT)
  if (4 * rows * columns > limit) {
    throw new HammingwayError('MEMORY_LIMIT', `${rows} x ${columns} counts take ${4 * rows * columns} bytes, and the limit is ${limit}`)
  }
  const result = new Uint32Array(rows * columns)
  const work: Work = {}
  // an empty matrix is checked too
  withArena(memoryLimit, (arena) => {
    const narrow = direct(arena, X, Y, rows, inner) ?? ranked(arena, X, Y, rows, inner, columns, work)
    if (result.length > 0 && inner > 0) multiply(arena, narrow, rows, inner, columns, result, work)
  })
  onCounts?.(work)
  return result
}

function requireLength(name: string, list: ArrayLike<number>, length: number): void {
  if (lengthOf(name, list) !== length) throw wrongValue(name, `${length} numbers`, list)
}

type Small = Uint8Array | Uint8ClampedArray | Uint16Array | Int8Array | Int16Array

/** Arrays of 8 or 16 bits whose bits are equal where their numbers are. */
function direct(arena: Arena, X: ArrayLike<number>, Y: ArrayLike<number>, rows: number, inner: number): Narrow | undefined {
  const signed = isSigned(X)
  if (signed === undefined || signed !== isSigned(Y)) return undefined
  const [a, b] = [X, Y] as Small[]
  const bytes = a.BYTES_PER_ELEMENT === 1 && b.BYTES_PER_ELEMENT === 1 ? 1 : 2
  const place = (list: Small, room: number): number => {
    const same = list.BYTES_PER_ELEMENT === bytes ? list : signed ? Int16Array.from(list) : Uint16Array.from(list)
    const at = arena.alloc(bytes * room + WIDTH)
    arena.bytes().set(new Uint8Array(same.buffer, same.byteOffset, same.byteLength), at)
    return at
  }
  return { x: place(a, (rows + 3) * inner), y: place(b, b.length), bytes }
}

function isSigned(list: ArrayLike<number>): boolean | undefined {
  if (list instanceof Int8Array || list instanceof Int16Array) return true
  if (list instanceof Uint8Array || list instanceof Uint8ClampedArray || list instanceof Uint16Array) return false
  return undefined
}

/**
 * Equal numbers of an inner index as equal ranks. There are no more than rows or columns, and both above 65534 would make a result that no limit allows: ranks
 * fit in 16 bits.
 */
function ranked(
  arena: Arena,
  X: ArrayLike<number>,
  Y: ArrayLike<number>,
  rows: number,
  inner: number,
  columns: number,
  work: Work,
): Narrow {
  const from = copyIntegers(arena, 'X', X)
  const other = copyIntegers(arena, 'Y', Y)
  if (from === undefined || other === undefined) return { x: 0, y: 0, bytes: 1 }
  if (Math.min(rows, columns) > 65534) {
    throw new HammingwayError('MEMORY_LIMIT', `${rows} x ${columns} counts are more than 32-bit memory holds`)
  }
  const x = arena.alloc(2 * (rows + 3) * inner + WIDTH)
  const y = arena.alloc(2 * inner * columns + WIDTH)
  const slots = 2 ** Math.ceil(Math.log2(2 * rows + 1))
  const table = arena.alloc(16 * slots)
  arena.words().fill(0, table / 4, table / 4 + 4 * slots)
  let most = 0
  for (let j = 0; j < inner; j++) {
    const row = j * columns
    // prettier-ignore
    const ranks = arena.kernels.rankShared(from.at + 8 * j, rows, inner, other.at + 8 * row, columns, table, slots - 1, j + 1, x + 2 * j, y + 2 * row)
    most = Math.max(most, ranks)
  }
  addWork(work, { probe: inner * (2 * rows + columns) })
  if (most > 254) return { x, y, bytes: 2 }
  arena.kernels.lowHalves(x, rows * inner)
  arena.kernels.lowHalves(y, inner * columns)
  return { x, y, bytes: 1 }
}

// prettier-ignore
function multiply(arena: Arena, { x, y, bytes }: Narrow, rows: number, inner: number, columns: number, result: Uint32Array, work: Work): void {
  const { panelsOf, equalTiles8, equalTiles16 } = arena.kernels
  const equalTiles = bytes === 1 ? equalTiles8 : equalTiles16
  const width = WIDTH / bytes
  const panels = Math.ceil(columns / width)
  const panelBytes = WIDTH * inner
  const packed = arena.alloc(panels * panelBytes)
  panelsOf(y, bytes * columns, inner, panels, panelBytes, packed)
  const stride = 4 * width * panels
  const out = arena.alloc(ROWS * stride)
  for (let first = 0; first < rows; first += ROWS) {
    const count = Math.min(ROWS, rows - first)
    arena.words().fill(0, out / 4, (out + ROWS * stride) / 4)
    for (let panel = 0; panel < panels; panel++) {
      for (let j = 0; j < inner; j += DEPTH[bytes]) {
        const depth = Math.min(DEPTH[bytes], inner - j)
        equalTiles(x + bytes * (first * inner + j), count, bytes * inner, packed + panel * panelBytes + WIDTH * j, depth, out + 4 * width * panel, stride)
      }
    }
    const words = arena.words()
    for (let i = 0; i < count; i++) {
      const from = (out + i * stride) / 4
      result.set(words.subarray(from, from + columns), (first + i) * columns)
    }
  }
  addWork(work, { byte: bytes * (rows * inner + inner * columns) + 4 * rows * columns, tile: 2 * panels * inner * 4 * Math.ceil(rows / 4) })
}
