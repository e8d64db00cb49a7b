// What a computation answered, in three numbers that can be written down.

/** @typedef {{ starts: ArrayLike<number>, patterns: ArrayLike<number>, strands: ArrayLike<number>, mismatches: ArrayLike<number> }} Hits */
/** @typedef {Hits | Uint32Array} Result hits of a search, or a distance for every shift */
/**
 * @typedef {object} Answer
 * @property {number} count hits, or shifts
 * @property {number} sum of their distances
 * @property {string} hash of everything, in order
 */

/**
 * @param {Result} result
 * @returns {Answer}
 */
export function answerOf(result) {
  if (result instanceof Uint32Array) return summary(result, [result])
  return summary(result.mismatches, [result.starts, result.patterns, result.strands, result.mismatches])
}

/**
 * FNV-1a over 32-bit words, column by column.
 * @param {ArrayLike<number>} distances
 * @param {ArrayLike<number>[]} columns
 * @returns {Answer}
 */
function summary(distances, columns) {
  let hash = 0x811c9dc5
  for (const column of columns) {
    for (let i = 0; i < column.length; i++) hash = Math.imul(hash ^ column[i], 0x01000193)
  }
  let sum = 0
  for (let i = 0; i < distances.length; i++) sum += distances[i]
  return { count: distances.length, sum, hash: (hash >>> 0).toString(16).padStart(8, '0') }
}

/**
 * @param {Answer} a
 * @param {Answer} b
 */
export function sameAnswer(a, b) {
  return a.count === b.count && a.sum === b.sum && a.hash === b.hash
}

/** @param {Answer} answer */
export function showAnswer({ count, sum, hash }) {
  return `${count} entries, sum ${sum}, hash ${hash}`
}
