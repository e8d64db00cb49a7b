// Peak memory of the command line: it does not grow with the file, whatever the lengths of its lines and records.
import { spawn } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { program, temporaryFolder } from './cli.js'

const folder = temporaryFolder()
const MB = 1e6
const LIMIT = 200 * MB

// Linux counts the parent's memory into the child's maxRSS, and knows the child's own as VmHWM
const report = `
import { existsSync, readFileSync, writeSync } from 'node:fs'
process.on('exit', () => {
  const status = '/proc/self/status'
  const own = existsSync(status) && /VmHWM:\\s+(\\d+) kB/.exec(readFileSync(status, 'utf8'))
  writeSync(3, String(1024 * (own ? Number(own[1]) : process.resourceUsage().maxRSS)))
})`

interface Peak {
  stdout: string
  stderr: string
  bytes: number
}

/** Runs a search over the pieces, one after the other, on standard input. */
async function peakOf(args: string[], pieces: Iterable<Uint8Array>): Promise<Peak> {
  const wrapped = ['--import', `data:text/javascript,${encodeURIComponent(report)}`, program, 'search', ...args]
  const child = spawn(process.execPath, wrapped, { stdio: ['pipe', 'pipe', 'pipe', 'pipe'] })
  const [input, ...outputs] = child.stdio as [NodeJS.WritableStream, ...NodeJS.ReadableStream[]]
  const texts = outputs.map(async (output) => {
    let text = ''
    for await (const chunk of output) text += String(chunk)
    return text
  })
  // with a limit, the program ends before its input does
  const gone = new Promise((resolve) => input.on('error', resolve).on('close', resolve))
  for (const piece of pieces) {
    if (!input.write(piece)) await Promise.race([new Promise((resolve) => input.once('drain', resolve)), gone])
  }
  input.end()
  const [stdout, stderr, bytes] = await Promise.all(texts)
  return { stdout, stderr, bytes: Number(bytes) }
}

const guide = 'AGGCAGCAAGTGCAGCTCGC'
const search = ['-p', guide, '-k', '4', '--count']

const sites = 20_000
const letters = `CCTATTGGATCA${guide}TTGACCATAACCGGTAGCT`.repeat(sites)

const inLines = (sequence: string, width: number): string => sequence.replace(new RegExp(`.{1,${width}}`, 'g'), '$&\n')

/** A header, and then the same about 1 MB of text so many times. */
function* repeated(text: string, count: number, header = ''): Generator<Uint8Array> {
  const bytes = Buffer.from(text)
  yield Buffer.from(header)
  for (let i = 0; i < count; i++) yield bytes
}

function check({ stdout, stderr, bytes }: Peak, hits: number): void {
  console.log(`peak ${(bytes / MB).toFixed(0)} MB`)
  expect(stderr).toBe('')
  expect(stdout).toBe(`${hits}\n`)
  expect(bytes).toBeGreaterThan(10 * MB)
  expect(bytes).toBeLessThan(LIMIT)
}

describe('a search of hundreds of megabytes stays below 200 MB', () => {
  test('one record on one line', async () => {
    check(await peakOf(search, repeated(letters, 300, '>one\n')), 300 * sites)
  })

  test('one record, lines of 70', async () => {
    check(await peakOf(search, repeated(inLines(letters, 70), 300, '>one\n')), 300 * sites)
  })

  test('many records of 10 kb', async () => {
    const records = inLines(letters, 51 * 200)
      .replace(/^/gm, '>record\n')
      .slice(0, -'>record\n'.length)
    check(await peakOf(search, repeated(records, 200)), 200 * sites)
  })
})

test('a file, in larger reads than a pipe gives, and rows for every site', async () => {
  const file = folder.write('genome.fa', '')
  for (const piece of repeated(inLines(letters, 70), 100, '>one\n')) appendFileSync(file, piece)
  check(await peakOf([...search, file], []), 100 * sites)
  const { stdout, bytes } = await peakOf(['-p', guide, '-k', '4', '-o', '/dev/null', file], [])
  expect(stdout).toBe('')
  expect(bytes).toBeLessThan(LIMIT)
})

test('a pattern that is found nearly everywhere', async () => {
  check(await peakOf(['-p', 'A', '-k', '1', '--count'], repeated(letters, 10)), 2 * 10 * letters.length)
})

test('a limit of one hit needs no room for a million', async () => {
  check(await peakOf(['-p', 'AAAA', '-p', 'CCCC', '-k', '4', '--limit', '1', '--count'], repeated(letters, 5)), 1)
})
