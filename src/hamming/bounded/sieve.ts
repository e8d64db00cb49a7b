// Many patterns at once by an index of them: every pattern stands in the list of each word of q letters that is near a piece of it, and the text is read
// once. Where few of the words are used, a map of them sieves the text's. For tens to thousands of patterns; derived here from folklore: pieces by
// the pigeonhole principle, neighbourhoods as in BLAST (Altschul, Gish, Miller, Myers and Lipman, 1990).
import { manyRow } from '../many/row.js'
import type { Algorithm } from '../algorithm.js'

/** `general` takes over what an index cannot serve. */
export function sieve(general: Algorithm): Algorithm {
  return manyRow('kept', general, {
    name: 'sieve',
    complexity: 'O(n + patterns V(q, k / 2) + patterns near each site), V the words within k / 2 of one of q letters',
    source: 'an index of neighbourhoods of pattern pieces, and a map of the words used: derived here',
    kernels: ['usedCells', 'siftGrams'],
  })
}
