// What memory sparse sums take beyond their result, measured: the kernels' memory and typed arrays, by families of lists.
import { sumFamilies } from './sum-families.js'
import { inRoot, node } from './whole-process.js'

/** @typedef {import('./whole-process.js').Check} Check */

const MOST_BYTES = 64

/** @returns {Check} */
export function sumsetMemory() {
  const lines = []
  let worst = 0
  for (const name of Object.keys(sumFamilies)) {
    const { n, m, sums, kernels, arrays } = JSON.parse(node([inRoot('bench/sums-memory.js'), name]).stdout)
    const all = (kernels + arrays) / sums
    worst = Math.max(worst, all)
    const lists = ((8 * (n + m)) / sums).toFixed(1)
    lines.push(
      `  ${name.padEnd(40)} n ${String(n).padStart(6)}, m ${String(m).padStart(6)}, ${String(sums).padStart(8)} sums: ${all.toFixed(1)} bytes a sum (kernels ${(kernels / sums).toFixed(1)}, of which copies of lists ${lists}; arrays ${(arrays / sums).toFixed(1)})`,
    )
  }
  return {
    name: 'sumset-memory',
    title: 'sumsetCounts by `sparse`: all memory beyond lists and result, most at a time, with estimating how many sums there are',
    measured: `\n${lines.join('\n')}\n  worst ${worst.toFixed(1)}`,
    required: `at most ${MOST_BYTES} bytes a sum`,
    held: worst <= MOST_BYTES,
  }
}
