// Counts of convolution 3SUM by their definition, a tile of k in registers: every a[i] is added to a stretch of b and compared with one of c.
import { addWork } from '../../plan/machine.js'
import { laneBytes, layOut, STRIDE, tileWork } from '../lanes.js'
import type { ThreeSumRow } from '../row.js'

export const slide: ThreeSumRow = {
  name: 'slide',
  tasks: ['convolutionThreeSumCounts'],
  guarantee: 'exact',
  complexity: 'O(|a| |b| / 8) vector operations for sums below 2^14, twice that below 2^30, else four times',
  source: 'the definition, in vectors',
  kernels: ['reduce16', 'reduce32', 'reduce64', 'slideSums16', 'slideSums32', 'slideSums64'],
  refuses: () => undefined,
  work: (problem) => ({ call: 1, ...tileWork(problem) }),
  bytes: laneBytes,
  run(arena, problem, lists, work) {
    const result = new Float64Array(problem.targets)
    const { n, m } = problem
    const { a, b, c, out, used, last, most, slideSums } = layOut(arena, problem, lists)
    for (let i = 0; i < n; i += most) {
      for (let k = 0; k < last; k += STRIDE) slideSums(a, i, Math.min(n, i + most), b, m, c, k, Math.min(last, k + STRIDE), out)
    }
    addWork(work, tileWork(problem))
    result.set(arena.words().subarray(out / 4, out / 4 + used))
    return result
  },
}
