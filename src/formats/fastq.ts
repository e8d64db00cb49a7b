import { badData, pullIfUsedUp, type Feed } from './feed.js'
import type { HeaderFormat } from './records.js'
import { byteRules, skipLine, squeeze, type ByteRules } from './squeeze.js'
import type { RecordBody } from './symbols.js'

const SIGN = 64 // @
const WHITE_SPACE = ' \t\v\f'

/**
 * FASTQ: '@' and the header, lines of symbols, a line that begins with '+', then lines of qualities, one for each symbol. Qualities may begin
 * with '@' or '+', so only their number tells where a record ends. They are counted and dropped.
 */
export function fastq(allowNul: boolean): HeaderFormat {
  const symbols = byteRules(WHITE_SPACE, '+@', allowNul)
  const line = byteRules(WHITE_SPACE, 'any', allowNul)

  async function seek(feed: Feed): Promise<boolean> {
    while (await pullIfUsedUp(feed)) {
      if (feed.lineStart && feed.bytes[feed.at] === SIGN) return true
      const number = feed.line
      if (skipLine(feed, line) > 0) throw badData(feed, 'a record must begin with "@"', number)
    }
    return false
  }

  return { kind: 'fastq', sign: SIGN, line, seek, body: (feed) => fastqBody(feed, symbols, line) }
}

function fastqBody(feed: Feed, symbols: ByteRules, line: ByteRules): RecordBody {
  let part: 'sequence' | 'separator' | 'quality' = 'sequence'
  let length = 0
  let qualities = 0
  // The last quality line that is whole, and the qualities up to its end.
  let whole: { line: number; qualities: number } | undefined

  function readSequence(): void {
    length += squeeze(feed, symbols)
    if (feed.at === feed.bytes.length) return
    if (feed.bytes[feed.at] === SIGN) throw badData(feed, 'the record is cut short: expected "+" and qualities, got the next "@"')
    part = 'separator'
  }

  function readQuality(): boolean {
    while (feed.at < feed.bytes.length) {
      const number = feed.line
      qualities += skipLine(feed, line)
      if (qualities > length) {
        // Unless it is the first line that is too long, an earlier one was too short, and this is the next record.
        if (whole) throw badData(feed, `${whole.qualities} qualities for ${length} symbols`, whole.line)
        throw badData(feed, `more qualities than the ${length} symbols`, number)
      }
      if (!feed.lineStart) return false
      if (qualities === length) return true
      whole = { line: number, qualities }
    }
    return false
  }

  return {
    begin() {
      part = 'sequence'
      length = qualities = 0
      whole = undefined
    },
    step() {
      if (part === 'sequence') readSequence()
      if (part === 'separator') {
        skipLine(feed, line)
        if (!feed.lineStart) return false
        if (length === 0) return true
        part = 'quality'
      }
      return part === 'quality' && readQuality()
    },
    end() {
      if (part === 'sequence') throw badData(feed, 'the record is cut short: the file ends before its "+" line')
      if (qualities < length) throw badData(feed, `the record is cut short: ${qualities} qualities for ${length} symbols`)
    },
  }
}
