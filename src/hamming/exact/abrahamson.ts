// Distances with a threshold on the pattern's letters: a letter that has more than sqrt(m log m) positions is counted by a correlation of its
// own, and there are at most sqrt(m / log m) of them; one that has fewer is counted pair by pair, at most sqrt(m log m) for each text symbol.
// Abrahamson, Generalized string matching, SIAM J. Comput. 16, 1987; Kosaraju, Efficient string matching, manuscript, 1987. A reference: mixed
// decides by what each letter costs instead.
import type { Algorithm } from '../algorithm.js'
import { split } from '../split.js'

const HEAVY = 0
const LIGHT = 1

/** Positions of the pattern above which a letter is heavy. */
function threshold(m: number): number {
  return Math.sqrt(m * Math.log2(m))
}

/**
 * The row over a part that takes heavy letters, one transform each, and one that takes light letters by occurrence lists. Letters that are not
 * told apart (there are more than 255, and these are the rarest) stand together with their mean.
 */
export function abrahamson(heavy: Algorithm, light: Algorithm): Algorithm {
  return {
    name: 'abrahamson',
    tasks: ['hammingDistances'],
    guarantee: 'exact',
    reference: true,
    complexity: 'O(n sqrt(m log m))',
    source: 'heavy letters by transforms, light letters by occurrence lists (Abrahamson 1987; Kosaraju 1987)',
    answers: 'distances',
    ...split([heavy, light], ({ groups, m, positions }) =>
      groups.map(({ pattern }) => (pattern * positions > threshold(m) ? HEAVY : LIGHT)),
    ),
  }
}
