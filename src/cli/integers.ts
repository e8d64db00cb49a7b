// Files of integers, separated by white space.
import { createReadStream } from 'node:fs'
import { FormatError } from 'hammingway/formats'

const MOST = 2 ** 52

/** All integers of a file, or of standard input for '-'. A token that is no integer, or beyond 2^52, is bad data with its line. */
export async function readIntegers(path: string): Promise<Float64Array> {
  let numbers = new Float64Array(1024)
  let count = 0
  let line = 1
  const take = (token: string): void => {
    const number = Number(token)
    if (!/^[+-]?\d+$/.test(token) || Math.abs(number) > MOST) {
      const shown = JSON.stringify(token.length > 40 ? `${token.slice(0, 40)}…` : token)
      const where = path === '-' ? 'standard input' : path
      throw new FormatError(`${where}: line ${line}: ${shown} is no integer in [-2^52, 2^52]`)
    }
    if (count === numbers.length) {
      const larger = new Float64Array(2 * count)
      larger.set(numbers)
      numbers = larger
    }
    numbers[count++] = number + 0 // no -0
  }
  let rest = ''
  for await (const chunk of path === '-' ? process.stdin : createReadStream(path)) {
    const text = rest + (chunk as Buffer).toString('latin1')
    // a token may go on in the next chunk
    const end = text.search(/\S*$/)
    rest = text.slice(end)
    for (const [token] of text.slice(0, end).matchAll(/\n|\S+/g)) {
      if (token === '\n') line++
      else take(token)
    }
  }
  if (rest !== '') take(rest)
  return numbers.subarray(0, count)
}
