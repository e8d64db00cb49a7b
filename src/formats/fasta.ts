import { badData, pullIfUsedUp, type Feed } from './feed.js'
import type { HeaderFormat } from './records.js'
import { byteRules, skipLine, squeeze } from './squeeze.js'
import type { RecordBody } from './symbols.js'

const SIGN = 62 // >
const COMMENT = 59 // ;
const WHITE_SPACE = ' \t\v\f'

/** FASTA: '>' and the header, then lines of symbols until the next '>'. Lines that begin with ';' are comments, as in its first version. */
export function fasta(allowNul: boolean): HeaderFormat {
  const symbols = byteRules(WHITE_SPACE, '>;', allowNul)
  const line = byteRules(WHITE_SPACE, 'any', allowNul)

  async function seek(feed: Feed): Promise<boolean> {
    let comment = false
    while (await pullIfUsedUp(feed)) {
      if (feed.lineStart) {
        if (feed.bytes[feed.at] === SIGN) return true
        comment = feed.bytes[feed.at] === COMMENT
      }
      const number = feed.line
      if (skipLine(feed, line) > 0 && !comment) throw badData(feed, 'sequence before the first header, which begins with ">"', number)
    }
    return false
  }

  function body(feed: Feed): RecordBody {
    let comment = false
    return {
      begin() {},
      step() {
        for (;;) {
          if (comment) {
            skipLine(feed, line)
            if (!feed.lineStart) return false
            comment = false
          }
          squeeze(feed, symbols)
          if (feed.at === feed.bytes.length) return false
          if (feed.bytes[feed.at] === SIGN) return true
          comment = true
        }
      },
      end() {},
    }
  }

  return { kind: 'fasta', sign: SIGN, line, seek, body }
}
