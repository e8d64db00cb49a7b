// README: its two commands, and every value that its examples claim.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { hammingway, lines, root } from './cli.js'
import { exampleOf, runModule, snippetsOf } from './snippets.js'

const readme = readFileSync(join(root, 'README.md'), 'utf8')
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }

/** The fenced blocks of a language. */
function blocks(language: string): string[] {
  return snippetsOf(readme)
    .filter((snippet) => snippet.language === language)
    .map(({ code }) => code)
}

test('the two commands, and nothing else to set up', () => {
  const [commands] = blocks('')
  expect(lines(commands).map((line) => line.replace(/\s*#.*$/, ''))).toEqual(['npm ci && npm start', 'npm ci && npm test'])
  expect(scripts.start).toBe('node examples/find-guide.js')
  expect(scripts.test).toBe('vitest run')
})

test('the examples in JavaScript say what is so', () => {
  const examples = blocks('js')
  expect(examples.length).toBeGreaterThan(0)
  for (const example of examples) {
    const { code, claims } = exampleOf(example)
    expect(claims.length).toBeGreaterThan(0)
    expect(lines(runModule(code))).toEqual(claims)
  }
})

test('the options of the examples for the shell exist', async () => {
  const commands = blocks('').flatMap((block) => block.split('\n').filter((line) => line.includes('hammingway ')))
  expect(commands.length).toBeGreaterThan(0)
  for (const line of commands) {
    const [, command, words] = /npx hammingway (\w+) (.*)$/.exec(line)!
    const { stdout } = await hammingway([command, '--help'])
    for (const option of words.split(' ').filter((word) => word.startsWith('-'))) expect(stdout).toContain(option)
  }
})

test('the columns of the table are those of the program', async () => {
  const { stdout } = await hammingway(['search', '-p', 'A'])
  const columns = Array.from(readme.matchAll(/^\| (`\w+`(?:, `\w+`)*) \| /gm), ([, names]) => names.replaceAll('`', '').split(', ')).flat()
  expect(columns.slice(0, 7).join('\t')).toBe(stdout.trim())
})

test('npm start finds the guide in the genome that comes along, and prints hits, plan and time', () => {
  const [, example] = scripts.start.split(' ')
  const printed = execFileSync(process.execPath, [example], { cwd: root, encoding: 'utf8' })
  expect(printed).toMatch(/\b5665\s+5685 \+ GCACCGGCACCGCTGGCTGC\s+0\b/)
  for (const word of ['plan', 'predicted', 'measured', 'throughput']) expect(printed).toContain(word)
})
