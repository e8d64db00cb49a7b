// "This looks like another alphabet": said once, when more than a fifth of a record's symbols are outside the one searched.
import { hammingDistances, type Alphabet } from 'hammingway'

/** The letter that stands for every member. */
const ANY: Partial<Record<Alphabet, string>> = { dna: 'N', protein: 'X' }
const SHARE = 0.2
/** A chunk with fewer suspects than this share of its sample is not counted letter by letter. */
const SUSPICIOUS = 0.05
const STRIDE = 61

export interface AlphabetWatch {
  /** Looks at the pieces of a record as they pass. */
  seen(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>
  /** The record ended: the message, if there is something to say. */
  end(record: string): string | undefined
}

export function watchAlphabet(alphabet: Alphabet): AlphabetWatch {
  const any = ANY[alphabet]
  if (any === undefined) return { seen: (chunks) => chunks, end: () => undefined }
  const codes = Uint8Array.from({ length: 256 }, (_, code) => code)
  const outside = Uint8Array.from(hammingDistances(codes, any, { alphabet, ambiguity: 'possible' }))
  let symbols = 0
  let strangers = 0
  let first: number | undefined
  const see = (chunk: Uint8Array): void => {
    symbols += chunk.length
    let suspects = 0
    for (let i = 0; i < chunk.length; i += STRIDE) suspects += outside[chunk[i]]
    if (chunk.length > 4096 && suspects * STRIDE < SUSPICIOUS * chunk.length) {
      strangers += suspects * STRIDE
      return
    }
    for (const code of chunk) {
      strangers += outside[code]
      if (first === undefined && outside[code]) first = code
    }
  }
  return {
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
