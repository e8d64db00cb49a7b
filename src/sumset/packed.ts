// All sums of a universe near the product of the sizes, by the X + Y lemma (lemma/counts.ts).
import { addWork, type Work } from '../plan/machine.js'
import { countSums, lemmaBytes, MOST_PAIRS } from '../lemma/counts.js'
import { LONGEST, packedWork, packingFor } from '../lemma/product.js'
import { drawsOf } from '../random.js'
import { CHUNK, chunkBytes, openOutput } from './output.js'
import type { SumsetRow } from './row.js'

export const packed: SumsetRow = {
  name: 'packed',
  tasks: ['sumset', 'sumsetCounts'],
  guarantee: 'las-vegas',
  complexity: 'O(U log(2 + n m / U)) expected in theory; the transform here takes a factor of about log U / 16 in addition',
  source: 'X + Y lemma (Chan, Jin, Vassilevska Williams, Xu 2023), its form and steps derived here',
  // prettier-ignore
  kernels: ['markAll', 'packedProduct', 'pack', 'joinResidues', 'foldWords', 'subtractWords', 'multiplyWords', 'candidates', 'peel', 'takeCounts'],
  refuses({ n, m, universe }) {
    if (universe > LONGEST) return `${universe} possible sums are more than ${LONGEST}, the longest packed transform`
    return n * m <= MOST_PAIRS ? undefined : `${n * m} pairs are more than a count may be`
  },
  work({ n, m, universe, sums }) {
    const work: Work = { call: 1, fold: n + m, counter: universe, sum: sums }
    // counts above the modulus are rare where sums are random
    const moduli = Math.max(1, Math.ceil(Math.log((8 * n * m) / universe) / Math.log(110)))
    if (universe <= LONGEST) addWork(work, packedWork(packingFor(universe)), moduli)
    return work
  },
  bytes: ({ universe }) => (universe > LONGEST ? 0 : 2 * 4 * universe + lemmaBytes(universe) + chunkBytes(CHUNK)),
  run(arena, { universe, sums }, { a, n, rangeA, b, m, rangeB, base, step, seed, counted }, work) {
    const { markAll, takeCounts } = arena.kernels
    const [x, y] = [rangeA, rangeB].map((range) => arena.alloc(4 * range))
    const counts = arena.alloc(4 * universe)
    arena.words().fill(0, x / 4, x / 4 + rangeA)
    arena.words().fill(0, y / 4, y / 4 + rangeB)
    markAll(a, n, x)
    markAll(b, m, y)
    countSums(arena, { a: x, n: rangeA, b: y, m: rangeB }, counts, { draw: drawsOf(seed), work })
    const output = openOutput(arena, Math.ceil(1.1 * sums), counted)
    let found = 0
    for (let from = 0; from < universe; from += CHUNK) {
      const own = Number(BigInt(base) + BigInt(step) * BigInt(from))
      const some = takeCounts(counts + 4 * from, Math.min(CHUNK, universe - from), own, step, output.at.sums, output.at.counts)
      output.append(some)
      found += some
    }
    addWork(work, { fold: n + m, counter: universe, sum: found })
    return output.finish()
  },
}
