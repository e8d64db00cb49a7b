// "This looks like another alphabet": said once, when more than a fifth of a record's symbols are outside the one searched.
import { hammingDistances, type Alphabet } from 'hammingway'

/** The letter that stands for every member. */
const ANY: Partial<Record<Alphabet, string>> = { dna: 'N', protein: 'X' }
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
  const any = ANY[alphabet]
  if (any === undefined) return { see: () => undefined, seen: (chunks) => chunks, end: () => undefined }
  const codes = Uint8Array.from({ length: 256 }, (_, code) => code)
  const outside = Uint8Array.from(hammingDistances(codes, any, { alphabet, ambiguity: 'possible' }))
  // two symbols a look-up: counting costs a fraction of the search
  const outsidePair = Uint8Array.from({ length: 65536 }, (_, pair) => outside[pair & 255] + outside[pair >> 8])
  let symbols = 0
  let strangers = 0
  let first: number | undefined
  const see = (chunk: Uint8Array): void => {
    // whole words in the middle, single symbols at the ends
    const from = Math.min(chunk.length, (4 - (chunk.byteOffset % 4)) % 4)
    const words = new Uint32Array(chunk.buffer, from === chunk.length ? 0 : chunk.byteOffset + from, (chunk.length - from) >> 2)
    let found = 0
    for (let i = 0; i < words.length; i++) {
      const word = words[i]
      found += outsidePair[word & 65535] + outsidePair[word >>> 16]
    }
    for (let i = 0; i < from; i++) found += outside[chunk[i]]
    for (let i = from + 4 * words.length; i < chunk.length; i++) found += outside[chunk[i]]
    if (found > 0) first ??= chunk.find((code) => outside[code] === 1)
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
