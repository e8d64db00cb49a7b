// Convolution 3SUM in vectors: numbers as narrow as their sums allow, and pads around b (assembly/sum-tiles.ts).
import type { Work } from '../plan/machine.js'
import type { ThreeSumProblem } from '../plan/problem.js'
import type { Arena } from '../wasm/arena.js'
import type { Lists } from './row.js'

/** Targets of a call. */
export const STRIDE = 4096
/** Counters of 16 bits hold so many. */
const MOST = 65535

interface Lanes {
  /** of a number */
  readonly bytes: 2 | 4 | 8
  /** what stands around b: with numbers of a it makes no sum, as sums are below half of it */
  readonly pad: bigint
}

/** Sums below 2^14 and 2^30 fit with room for the pads. */
function lanesOf(universe: number): Lanes {
  if (universe <= 2 ** 14) return { bytes: 2, pad: 2n ** 15n }
  return universe <= 2 ** 30 ? { bytes: 4, pad: 2n ** 31n } : { bytes: 8, pad: 2n ** 62n }
}

function tileOf({ bytes }: Lanes): number {
  return 64 / bytes
}

/** Targets that may be sums. */
export function within({ n, m, targets }: ThreeSumProblem): number {
  return Math.min(targets, n + m - 1)
}

/** Meetings of numbers of a with tiles of targets, and counts returned. */
export function tileWork(problem: ThreeSumProblem): Work {
  const { n, m, universe } = problem
  const width = tileOf(lanesOf(universe))
  const tiles = Math.ceil(within(problem) / width)
  // sum over tiles t of min(n, (t + 1) width) - max(0, t width - m + 1)
  const rising = Math.min(tiles, Math.floor(n / width))
  const before = Math.min(tiles, Math.ceil((m - 1) / width))
  const ends = (width * rising * (rising + 1)) / 2 + (tiles - rising) * n
  const begins = (width * (tiles * (tiles - 1) - before * (before - 1))) / 2 - (tiles - before) * (m - 1)
  return { tile: 4 * (ends - begins), byte: 4 * within(problem) }
}

export function laneBytes({ n, m, targets, universe }: ThreeSumProblem): number {
  return lanesOf(universe).bytes * (n + m + targets) + 4 * targets + 2048
}

/** Lists in lanes, counters of 0, and the kernels of their width. */
export function layOut(arena: Arena, problem: ThreeSumProblem, lists: Lists) {
  const { kernels } = arena
  const { n, m } = lists
  const lanes = lanesOf(problem.universe)
  const { bytes, pad } = lanes
  const [reduce, slideSums, slidePicked] = {
    2: [kernels.reduce16, kernels.slideSums16, kernels.slidePicked16] as const,
    4: [kernels.reduce32, kernels.slideSums32, kernels.slidePicked32] as const,
    8: [kernels.reduce64, kernels.slideSums64, kernels.slidePicked64] as const,
  }[bytes]
  const used = within(problem)
  const last = tileOf(lanes) * Math.ceil(used / tileOf(lanes))
  const a = arena.alloc(bytes * n)
  // four vectors around b
  const padded = arena.alloc(bytes * m + 128)
  const c = arena.alloc(bytes * last)
  const out = arena.alloc(4 * last)
  const memory = arena.bytes()
  memory.fill(255, c, c + bytes * last)
  memory.fill(0, out, out + 4 * last)
  for (let at = padded; at < padded + bytes * m + 128; at += bytes) {
    for (let byte = 0; byte < bytes; byte++) memory[at + byte] = Number((pad >> BigInt(8 * byte)) & 255n)
  }
  reduce(lists.a, n, 0, 1, lists.rangeA, a)
  reduce(lists.b, m, 0, 1, lists.rangeB, padded + 64)
  // universes beyond 2^53 are rounded, and need no limit
  reduce(lists.c, used, lists.base, lists.step, bytes === 8 ? 2 ** 60 : problem.universe, c)
  return { bytes, a, b: padded + 64, c, out, used, last, most: bytes === 2 ? MOST : n, reduce, slideSums, slidePicked }
}
