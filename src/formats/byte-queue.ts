import type { Input } from './source.js'

/** An Input one can look ahead in. */
export interface ByteQueue extends Input {
  /** The bytes read but not taken. */
  readonly ahead: Uint8Array
  /** Reads until `count` bytes are ahead or the input ends; resolves to the number of bytes ahead. */
  fill(count: number): Promise<number>
  /** Removes and returns the next `count` bytes, which must be ahead. They may share memory with the input's chunks. */
  take(count: number): Uint8Array
}

export function byteQueue(input: Input): ByteQueue {
  let ahead: Uint8Array = new Uint8Array(0)

  return {
    own: input.own,
    get ahead() {
      return ahead
    },
    async fill(count) {
      const parts = [ahead]
      let length = ahead.length
      while (length < count) {
        const chunk = await input.next()
        if (chunk === undefined) break
        parts.push(chunk)
        length += chunk.length
      }
      if (length > ahead.length) ahead = join(parts, length)
      return length
    },
    take(count) {
      const taken = ahead.subarray(0, count)
      ahead = ahead.subarray(count)
      return taken
    },
    async next(used) {
      return ahead.length > 0 ? this.take(ahead.length) : input.next(used)
    },
    close: () => input.close(),
  }
}

/** Arrays of `length` bytes in all as one; a copy, unless only one of them holds anything. */
export function join(parts: Uint8Array[], length: number): Uint8Array {
  const whole = parts.find((part) => part.length === length)
  if (whole) return whole
  const joined = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}
