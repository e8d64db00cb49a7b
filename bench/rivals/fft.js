// Every distance by convolution, as one would with the fastest pure JavaScript FFT on npm.
import FFT from 'fft.js'

/** Block lengths that are tried: 4,096 to 2^19, from the first above 2m on. */
const SHORTEST = 4096
const LONGEST = 2 ** 19
const TRIED = 4

/**
 * The fastest block length for a problem, each tried once.
 * @param {Uint8Array} text
 * @param {Uint8Array} pattern
 */
export function bestBlock(text, pattern) {
  const first = Math.max(SHORTEST, 2 ** Math.ceil(Math.log2(2 * pattern.length)))
  let best = first
  let least = Infinity
  fftOverlapSave(text.subarray(0, 4 * first), pattern, first) // compiled before it is timed
  for (let size = first, tried = 0; tried < TRIED && (tried === 0 || size <= LONGEST); size *= 2, tried++) {
    const start = performance.now()
    fftOverlapSave(text, pattern, size)
    const time = performance.now() - start
    if (time < least) {
      least = time
      best = size
    }
  }
  return best
}

/**
 * Overlap-save: matches of a letter are a correlation of two indicator sequences. Letters come in pairs, as the real and the imaginary part of
 * one transform; products of all letters are summed before the one inverse transform of a block.
 * @param {Uint8Array} text
 * @param {Uint8Array} pattern
 * @param {number} size of a block, a power of two above the pattern's length
 * @param {Uint32Array} [out]
 */
export function fftOverlapSave(text, pattern, size, out = new Uint32Array(text.length - pattern.length + 1)) {
  const m = pattern.length
  const fft = new FFT(size)
  const step = size - m + 1
  const block = fft.createComplexArray()
  const spectrum = fft.createComplexArray()
  const product = fft.createComplexArray()
  const letters = [...new Set(pattern)]
  if (letters.length % 2 === 1) letters.push(-1)
  const patterns = letters.map((letter) => patternSpectrum(fft, pattern, letter))
  for (let first = 0; first < out.length; first += step) {
    product.fill(0)
    const length = Math.min(size, text.length - first)
    for (let pair = 0; pair < letters.length; pair += 2) {
      block.fill(0)
      const re = letters[pair]
      const im = letters[pair + 1]
      for (let i = 0; i < length; i++) {
        const symbol = text[first + i]
        if (symbol === re) block[2 * i] = 1
        else if (symbol === im) block[2 * i + 1] = 1
      }
      fft.transform(spectrum, block)
      addProducts(product, spectrum, patterns[pair], patterns[pair + 1])
    }
    fft.inverseTransform(spectrum, product)
    const shifts = Math.min(step, out.length - first)
    for (let i = 0; i < shifts; i++) out[first + i] = m - Math.round(spectrum[2 * i])
  }
  return out
}

/**
 * Conjugate spectrum of a letter's indicator in the pattern, halved for the separation of a pair.
 * @param {FFT} fft
 * @param {Uint8Array} pattern
 * @param {number} letter
 */
function patternSpectrum(fft, pattern, letter) {
  const indicator = fft.createComplexArray()
  indicator.fill(0)
  pattern.forEach((symbol, j) => (indicator[2 * j] = symbol === letter ? 0.5 : 0))
  const spectrum = fft.createComplexArray()
  fft.transform(spectrum, indicator)
  for (let q = 1; q < spectrum.length; q += 2) spectrum[q] = -spectrum[q]
  return spectrum
}

/**
 * Z = X + iY with X and Y the spectra of real sequences: 2X[q] = Z[q] + conj Z[-q] and 2iY[q] = Z[q] - conj Z[-q].
 * @param {number[]} sum
 * @param {number[]} z
 * @param {number[]} a halved conjugate spectrum that goes with X
 * @param {number[]} b the same for Y
 */
function addProducts(sum, z, a, b) {
  const last = z.length - 2
  for (let q = 0; q < z.length; q += 2) {
    const r = q === 0 ? 0 : last + 2 - q
    const xr = z[q] + z[r]
    const xi = z[q + 1] - z[r + 1]
    const yr = z[q + 1] + z[r + 1]
    const yi = z[r] - z[q]
    sum[q] += xr * a[q] - xi * a[q + 1] + yr * b[q] - yi * b[q + 1]
    sum[q + 1] += xr * a[q + 1] + xi * a[q] + yr * b[q + 1] + yi * b[q]
  }
}
