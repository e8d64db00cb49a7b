// Sums with their counts in plain JavaScript: by the fastest FFT on npm, and by a loop over all pairs with a hash table.
import FFT from 'fft.js'

/** @typedef {{ sums: Float64Array, counts: Float64Array }} Sums */

/**
 * Numbers from 0 on. Both indicator sequences in one complex transform: the imaginary part of (a + ib)^2 is 2ab. fft.js is given Float64Arrays alone;
 * making its tables and arrays is left out of the time.
 * @param {Float64Array} a
 * @param {Float64Array} b
 * @returns {() => Sums}
 */
export function fftSums(a, b) {
  const universe = largest(a) + largest(b) + 1
  const size = 2 ** Math.ceil(Math.log2(universe))
  const fft = new FFT(size)
  const z = new Float64Array(2 * size)
  const spectrum = new Float64Array(2 * size)
  return () => {
    z.fill(0)
    for (let i = 0; i < a.length; i++) z[2 * a[i]]++
    for (let j = 0; j < b.length; j++) z[2 * b[j] + 1]++
    fft.transform(spectrum, z)
    for (let q = 0; q < spectrum.length; q += 2) {
      const re = spectrum[q]
      const im = spectrum[q + 1]
      spectrum[q] = re * re - im * im
      spectrum[q + 1] = 2 * re * im
    }
    fft.inverseTransform(z, spectrum)
    let total = 0
    for (let s = 0; s < universe; s++) {
      const count = Math.round(z[2 * s + 1] / 2)
      z[2 * s + 1] = count
      total += count !== 0 ? 1 : 0
    }
    const sums = new Float64Array(total)
    const counts = new Float64Array(total)
    for (let s = 0, t = 0; s < universe; s++) {
      if (z[2 * s + 1] === 0) continue
      sums[t] = s
      counts[t++] = z[2 * s + 1]
    }
    return { sums, counts }
  }
}

/** @param {Float64Array} list */
function largest(list) {
  let most = 0
  for (let i = 0; i < list.length; i++) if (list[i] > most) most = list[i]
  return most
}

/**
 * Every pair, counted in a table of open addressing over typed arrays that doubles when it is half full; keys sorted in the end.
 * @param {Float64Array} a
 * @param {Float64Array} b
 * @returns {Sums}
 */
export function hashSums(a, b) {
  let mask = 2 ** 16 - 1
  let keys = new Float64Array(mask + 1)
  let counts = new Float64Array(mask + 1)
  let used = 0
  for (let i = 0; i < a.length; i++) {
    const x = a[i]
    for (let j = 0; j < b.length; j++) {
      const sum = x + b[j]
      // the low 32 bits, and those above them
      let at = slot(sum) & mask
      while (counts[at] !== 0 && keys[at] !== sum) at = (at + 1) & mask
      if (counts[at]++ !== 0) continue
      keys[at] = sum
      if (++used <= mask >>> 1) continue
      const wide = 2 * mask + 1
      const newKeys = new Float64Array(wide + 1)
      const newCounts = new Float64Array(wide + 1)
      for (let k = 0; k <= mask; k++) {
        if (counts[k] === 0) continue
        let to = slot(keys[k]) & wide
        while (newCounts[to] !== 0) to = (to + 1) & wide
        newKeys[to] = keys[k]
        newCounts[to] = counts[k]
      }
      keys = newKeys
      counts = newCounts
      mask = wide
    }
  }
  const sums = new Float64Array(used)
  for (let k = 0, t = 0; k <= mask; k++) if (counts[k] !== 0) sums[t++] = keys[k]
  sums.sort()
  const found = new Float64Array(used)
  for (let t = 0; t < used; t++) {
    let at = slot(sums[t]) & mask
    while (keys[at] !== sums[t]) at = (at + 1) & mask
    found[t] = counts[at]
  }
  return { sums, counts: found }
}

/** @param {number} sum */
function slot(sum) {
  return Math.imul((sum | 0) ^ Math.imul((sum / 4294967296) | 0, 0x85ebca6b), 0x9e3779b1) >>> 8
}
