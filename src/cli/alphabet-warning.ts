// "This looks like another alphabet": said once, when more than a fifth of a record's symbols are outside the one searched.
import { countOutside, type Alphabet } from 'hammingway'

const SHARE = 0.2

export interface AlphabetWatch {
  /** Looks at a piece of a record. */
  see(chunk: Uint8Array): void
  /** Looks at the pieces of a record as they pass. */
  seen(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>
  /** The record ended: the message, if there is something to say. */
  end(record: string): string | undefined
}

export function watchAlphabet(alphabet: Alphabet): AlphabetWatch {
  if (alphabet === 'exact') return { see: () => undefined, seen: (chunks) => chunks, end: () => undefined }
  let symbols = 0
  let strangers = 0
  let first: number | undefined
  const see = (chunk: Uint8Array): void => {
    const found = countOutside(chunk, alphabet)
    if (found > 0) first ??= chunk.find((_, i) => countOutside(chunk.subarray(i, i + 1), alphabet) === 1)
    symbols += chunk.length
    strangers += found
  }
  return {
    see,
    async *seen(chunks) {
      for await (const chunk of chunks) {
        see(chunk)
        yield chunk
      }
    },
    end(record) {
      const share = strangers / symbols
      const symbol = first
      symbols = strangers = 0
      first = undefined
      if (!(share > SHARE) || symbol === undefined) return undefined
      const shown = symbol > 32 && symbol < 127 ? `"${String.fromCharCode(symbol)}"` : `byte ${symbol}`
      return `${Math.round(100 * share)} % of the symbols of "${record}" are outside the alphabet ${alphabet}, the first is ${shown}; they match nothing (see --alphabet)`
    },
  }
}
