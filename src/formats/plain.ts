import type { Feed } from './feed.js'
import type { NextRecord } from './records.js'
import { byteRules, keepEverything, squeeze } from './squeeze.js'
import { symbolReader } from './symbols.js'

/** How plain input is read. */
export interface PlainOptions {
  name: string
  keepLineEnds: boolean
  allowNul: boolean
}

/** The one record of plain input: all of it but line ends, or all of it. */
export function plainRecord(feed: Feed, { name, keepLineEnds, allowNul }: PlainOptions): NextRecord {
  const rules = keepLineEnds ? keepEverything() : byteRules('', '', allowNul)
  const symbols = symbolReader(feed, {
    begin() {},
    step() {
      squeeze(feed, rules)
      return false
    },
    end() {},
  })
  let given = false
  return () => {
    // Passed over by reading: a NUL byte in the unread part is an error all the same.
    if (given) return symbols.drain()?.then(() => undefined)
    given = true
    feed.record = name
    return { name, description: '', kind: 'plain', chunks: symbols.open() }
  }
}
