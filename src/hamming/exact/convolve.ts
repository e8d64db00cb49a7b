// Distances by correlation in the spectrum: transforms for each class of symbols, whatever the pattern's length. Blocks of text overlap (overlap
// and save), two of them or the two halves of one make a complex sequence, products are summed over the components, and there is one inverse.
// Fischer and Paterson, String matching and other products, 1974; embeddings and sums in the spectrum: embedding.ts, rounding: transform/rounding.ts.
import { price } from '../../plan/machine.js'
import { shiftsOf } from '../../plan/problem.js'
import type { Algorithm } from '../algorithm.js'
import { openConvolution } from '../convolution.js'
import { bytesOf, componentsOf, isWhole, shiftsOfTransform } from '../layout.js'
import { blocksWork, layoutOf } from '../layout-search.js'
import { loadWork, workOf } from '../layout-work.js'

/** Wide symbols have one-byte codes, and 0 is "in no pattern". */
const MOST_CLASSES = 255

export const convolve: Algorithm = {
  name: 'convolve',
  tasks: ['hammingDistances', 'findMatches', 'countMatches'],
  guarantee: 'exact',
  complexity: 'O(sigma n log m)',
  source: 'correlation by transforms (Fischer and Paterson 1974), rounding certified by the bound of Percival (2003)',
  answers: 'distances',
  // prettier-ignore
  kernels: [
    'encodeLetters', 'encodeBytes', 'rank16', 'rank32', 'energy', 'sameWeight', 'windowRest', 'addDistances', 'setRoots',
    'spread32', 'spectrum32', 'convolve32', 'gather32', 'spread64', 'spectrum64', 'convolve64', 'gather64',
    'halves32', 'splitHalves32', 'multiplyHalves32', 'settleHalves32', 'halves64', 'splitHalves64', 'toSingle',
  ],
  refuses(problem) {
    if (problem.classes > MOST_CLASSES)
      return `the pattern has ${problem.classes} distinct symbols; at most ${MOST_CLASSES} get a transform`
    return layoutOf(problem) ? undefined : 'its transforms would not fit in 64 MiB, or 48 bytes a pattern symbol'
  },
  work(problem) {
    const layout = layoutOf(problem)
    return layout ? workOf(problem, layout) : { call: 1 }
  },
  // dozens of layouts, cold
  pricing: () => 10_000,
  // the text loaded (and weighed where classes are few), every component to a spectrum and multiplied, one inverse, in transforms of at least 64 points, each of which is two shifts; halves of text
  // serve all patterns
  least(problem) {
    const { n, m, patterns, symbolBytes, classes } = problem
    const points = shiftsOf(problem) / 2
    const load = loadWork(n, symbolBytes, Math.ceil(classes / 8))
    if (isWhole(problem) && classes <= 4) load.weigh = shiftsOf(problem)
    const components = componentsOf(problem)
    const pairs = price({ spread32: components, butterfly32: 4 * (components + 1), product32: components, gather32: 1 })
    const text = price({ halves32: components, butterfly32: 6 * components })
    const half = price({ multiply32: components, butterfly32: 6, settle32: 1 })
    const transforms = components === 0 ? 0 : points * Math.min(patterns * pairs, text + patterns * half)
    return price({ ...load, call: 1, layout: m * patterns }) + transforms
  },
  perLetter: {
    base: (problem) => blocksWork(problem).base,
    // an inverse, and a class's component, as above
    least(problem) {
      const { patterns } = problem
      const points = shiftsOf(problem) / 2
      const inverse = Math.min(price({ gather32: 1, butterfly32: 4 }), price({ settle32: 1, butterfly32: 6 }))
      const pairs = patterns * price({ spread32: 1, butterfly32: 4, product32: 1 })
      const halves = price({ halves32: 1, butterfly32: 6 }) + patterns * price({ multiply32: 1 })
      return { base: price({ call: 1 }) + points * patterns * inverse, letter: points * Math.min(pairs, halves) }
    },
    letter: (problem) => blocksWork(problem).letter,
  },
  step(problem) {
    const layout = layoutOf(problem)
    return layout ? shiftsOfTransform(layout) : 0
  },
  bytes(problem) {
    const layout = layoutOf(problem)
    return layout ? bytesOf(problem, layout) : 0
  },
  open: (arena, problem, input) => openConvolution(arena, layoutOf(problem)!, input),
}
