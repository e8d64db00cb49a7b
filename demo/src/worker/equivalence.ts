// The equivalence in both directions on a small example, with what passes between the two sides caught on its way.
import { hammingDistances, hammingDistancesViaThreeSum, rangeThreeSumCounts, rangeThreeSumCountsViaHamming } from 'hammingway'
import type { JobContext } from './job.js'
import { pause } from './pause.js'
import type { BackwardsCall, EquivalenceJob, EquivalenceSteps } from './protocol.js'

export async function equivalence({ text, pattern }: EquivalenceJob, { signal, tell }: JobContext): Promise<void> {
  await pause()
  signal.throwIfAborted()
  let asked: Pick<EquivalenceSteps, 'a' | 'b' | 'N' | 'counts'> = {
    a: new Float64Array(),
    b: new Float64Array(),
    N: 0,
    counts: new Float64Array(),
  }
  const viaThreeSum = hammingDistancesViaThreeSum(text, pattern, {
    solve(a, b, N) {
      const counts = rangeThreeSumCounts(a, b, N)
      asked = { a: Float64Array.from(a), b: Float64Array.from(b), N, counts }
      return counts
    },
  })
  const calls: BackwardsCall[] = []
  const viaHamming = rangeThreeSumCountsViaHamming(asked.a, asked.b, asked.N, {
    solve(text, pattern) {
      const distances = hammingDistances(text, pattern)
      calls.push({ text: text.slice(), pattern: pattern.slice(), distances })
      return distances
    },
  })
  tell({ kind: 'equivalence', steps: { ...asked, viaThreeSum, direct: hammingDistances(text, pattern), calls, viaHamming } })
}
