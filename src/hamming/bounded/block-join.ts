// Very many patterns at once: as the sieve, but nearly every word of q letters is near some pattern, and a map of them would let all of the text through. So
// the places of the text are sorted by blocks of words, and lists are made for one block at a time: they stay in the cache while all its places meet
// them. Derived here; to partition both sides before they are joined is the radix join of Manegold, Boncz and Kersten (2002).
import { manyRow } from '../many/row.js'
import type { Algorithm } from '../algorithm.js'

/** `general` takes over what an index cannot serve. */
export function blockJoin(general: Algorithm): Algorithm {
  return manyRow('by block', general, {
    name: 'join',
    complexity: 'O(n + patterns V(q, k / 2) a tile + patterns near each site), V the words within k / 2 of one of q letters',
    source: 'lists of pattern neighbourhoods, made block by block for sorted places of the text: derived here',
    kernels: ['sortPlaces', 'gramsAt'],
  })
}
