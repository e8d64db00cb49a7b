// Equality products in plain JavaScript over typed arrays: the triple loop, and the fastest of several blocked ones.

/**
 * @typedef {object} Matrices
 * @property {Uint16Array} X rows x inner
 * @property {Uint16Array} Y inner x columns
 * @property {number} rows
 * @property {number} inner
 * @property {number} columns
 */

/**
 * By definition, without a branch in the innermost loop.
 * @param {Matrices} matrices
 */
export function tripleLoop({ X, Y, rows, inner, columns }) {
  const counts = new Uint32Array(rows * columns)
  for (let i = 0; i < rows; i++) {
    for (let l = 0; l < columns; l++) {
      let count = 0
      for (let j = 0, x = i * inner, y = l; j < inner; j++, x++, y += columns) count += X[x] === Y[y] ? 1 : 0
      counts[i * columns + l] = count
    }
  }
  return counts
}

/**
 * Y turned, so that both run along memory, and tiles of two rows and two columns in registers: each number loaded is compared twice.
 * Sizes are even. Blocks of 64 in all three directions, with counts in memory, are slower by a factor of two to four here.
 * @param {Matrices} matrices
 */
export function blockedLoop({ X, Y, rows, inner, columns }) {
  const turned = new Uint16Array(Y.length)
  for (let j = 0; j < inner; j++) for (let l = 0; l < columns; l++) turned[l * inner + j] = Y[j * columns + l]
  const counts = new Uint32Array(rows * columns)
  for (let i = 0; i < rows; i += 2) {
    for (let l = 0; l < columns; l += 2) {
      let [a, b, c, d] = [0, 0, 0, 0]
      for (let j = 0, p = i * inner, q = p + inner, r = l * inner, s = r + inner; j < inner; j++, p++, q++, r++, s++) {
        const first = X[p]
        const second = X[q]
        const left = turned[r]
        const right = turned[s]
        a += first === left ? 1 : 0
        b += first === right ? 1 : 0
        c += second === left ? 1 : 0
        d += second === right ? 1 : 0
      }
      counts[i * columns + l] = a
      counts[i * columns + l + 1] = b
      counts[(i + 1) * columns + l] = c
      counts[(i + 1) * columns + l + 1] = d
    }
  }
  return counts
}
