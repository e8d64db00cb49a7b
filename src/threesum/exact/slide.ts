// Counts of convolution 3SUM by their definition, a tile of k in registers: every a[i] is added to a stretch of b and compared with one of c.
import { addWork, type Work } from '../../plan/machine.js'
import type { ThreeSumProblem } from '../../plan/problem.js'
import type { Arena } from '../../wasm/arena.js'
import type { Lists, ThreeSumRow } from '../row.js'

/** Targets of a call. */
const STRIDE = 4096
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
function within({ n, m, targets }: ThreeSumProblem): number {
  return Math.min(targets, n + m - 1)
}

function tileWork(problem: ThreeSumProblem): Work {
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

export const slide: ThreeSumRow = {
  name: 'slide',
  tasks: ['convolutionThreeSumCounts'],
  guarantee: 'exact',
  complexity: 'O(|a| |b| / 8) vector operations for sums below 2^14, twice that below 2^30, else four times',
  source: 'the definition, in vectors',
  kernels: ['reduce16', 'reduce32', 'reduce64', 'slideSums16', 'slideSums32', 'slideSums64'],
  refuses: () => undefined,
  work: (problem) => ({ call: 1, ...tileWork(problem) }),
  bytes(problem) {
    const { n, m, targets, universe } = problem
    const { bytes } = lanesOf(universe)
    return bytes * (n + m + targets) + 4 * targets + 2048
  },
  run(arena, problem, lists, work) {
    const result = new Float64Array(problem.targets)
    const { n, m } = problem
    const { kernels } = arena
    const lanes = lanesOf(problem.universe)
    const { bytes } = lanes
    const [reduce, slideSums] = {
      2: [kernels.reduce16, kernels.slideSums16] as const,
      4: [kernels.reduce32, kernels.slideSums32] as const,
      8: [kernels.reduce64, kernels.slideSums64] as const,
    }[bytes]
    const width = tileOf(lanes)
    const used = within(problem)
    const last = width * Math.ceil(used / width)
    const { a, b, c } = layOut(arena, lists, lanes, reduce, used, last)
    const out = arena.alloc(4 * last)
    arena.words().fill(0, out / 4, out / 4 + last)
    const most = bytes === 2 ? MOST : n
    for (let i = 0; i < n; i += most) {
      for (let k = 0; k < last; k += STRIDE) slideSums(a, i, Math.min(n, i + most), b, m, c, k, Math.min(last, k + STRIDE), out)
    }
    addWork(work, tileWork(problem))
    result.set(arena.words().subarray(out / 4, out / 4 + used))
    return result
  },
}

type Reduce = Arena['kernels']['reduce16']

function layOut(
  arena: Arena,
  lists: Lists,
  { bytes, pad }: Lanes,
  reduce: Reduce,
  used: number,
  last: number,
): { a: number; b: number; c: number } {
  const { n, m } = lists
  const a = arena.alloc(bytes * n)
  // four vectors around b
  const padded = arena.alloc(bytes * m + 128)
  const c = arena.alloc(bytes * last)
  const memory = arena.bytes()
  memory.fill(255, c, c + bytes * last)
  for (let at = padded; at < padded + bytes * m + 128; at += bytes) {
    for (let byte = 0; byte < bytes; byte++) memory[at + byte] = Number((pad >> BigInt(8 * byte)) & 255n)
  }
  reduce(lists.a, n, 0, 1, lists.rangeA, a)
  reduce(lists.b, m, 0, 1, lists.rangeB, padded + 64)
  // universes beyond 2^53 are rounded, and need no limit
  reduce(lists.c, used, lists.base, lists.step, bytes === 8 ? 2 ** 60 : lists.universe, c)
  return { a, b: padded + 64, c }
}
