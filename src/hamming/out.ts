// The array that distances go into: the caller's, or a new one.
import { wrongKind, wrongValue } from '../check.js'
import { HammingwayError } from '../errors.js'
import { DEFAULT_MEMORY_LIMIT } from '../wasm/arena.js'

/** The result is beyond working memory, but not beyond all measure: memoryLimit counts for it where that is more than its default. */
export function resolveOut(out: unknown, length: number, memoryLimit: number): Uint32Array {
  if (out === undefined) {
    const limit = Math.max(memoryLimit, DEFAULT_MEMORY_LIMIT)
    if (4 * length > limit) throw tooLarge(length, `the limit is ${limit}`)
    try {
      return new Uint32Array(length)
    } catch (cause) {
      throw tooLarge(length, 'this engine has not so many', cause)
    }
  }
  if (!(out instanceof Uint32Array)) throw wrongKind('out', 'a Uint32Array', out)
  if (out.length !== length) throw wrongValue('out', `a Uint32Array of length ${length}`, out)
  return out
}

function tooLarge(length: number, why: string, cause?: unknown): HammingwayError {
  const advice = 'scanDistances gives them window by window, scan only the matches; out and a larger memoryLimit take them whole'
  return new HammingwayError('MEMORY_LIMIT', `${length} distances take ${4 * length} bytes, and ${why}: ${advice}`, { cause })
}
