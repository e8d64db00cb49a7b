// The guides: every example runs, in the order of its page, and prints what the page says.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { listAlgorithms } from '../src/index.js'
import { lines, root, temporaryFolder } from './cli.js'
import { commandsOf, exampleOf, furnish, runModule, runShell, snippetsOf, type Snippet } from './snippets.js'

const guides = join(root, 'docs/guide')
const pages = readdirSync(guides).filter((name) => name.endsWith('.md'))
const read = (name: string): string => readFileSync(join(guides, name), 'utf8')

/** What is done with a block, by its language. Files of other languages are written for the examples behind them: their first line says the name. */
const checks: Record<string, (code: string, folder: string) => void> = {
  js(code, folder) {
    const example = exampleOf(code)
    expect(example.claims.length, code).toBeGreaterThan(0)
    expect(lines(runModule(example.code, folder)), code).toEqual(example.claims)
  },
  console(code, folder) {
    const commands = commandsOf(code)
    expect(commands.length, code).toBeGreaterThan(0)
    for (const { command, printed } of commands) expect(runShell(command, folder), command).toBe(printed)
  },
  html: (code, folder) => writeFileSync(join(folder, 'page.html'), code),
}

const runs = ({ language }: Snippet): boolean => language in checks

describe.each(pages.filter((name) => snippetsOf(read(name)).some(runs)))('%s', (name) => {
  test('says what is so', () => {
    const folder = temporaryFolder().path
    furnish(folder)
    for (const { language, code } of snippetsOf(read(name))) checks[language]?.(code, folder)
  })
})

test('no page has a block that is not run, but for text and HTML', () => {
  const languages = new Set(pages.flatMap((name) => snippetsOf(read(name)).map(({ language }) => language)))
  expect([...languages].filter((language) => language !== 'text').sort()).toEqual(Object.keys(checks).sort())
})

test('the contents name every page', () => {
  const contents = read('README.md')
  for (const name of pages.filter((page) => page !== 'README.md')) expect(contents).toContain(`](${name})`)
})

test('links lead to files that are there', () => {
  const broken = pages.flatMap((name) =>
    Array.from(read(name).matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g), ([, link]) => link)
      .filter((link) => !existsSync(join(guides, link)))
      .map((link) => `${name}: ${link}`),
  )
  expect(broken).toEqual([])
})

test('the page of algorithms names every one of them', () => {
  const page = read('algorithms.md')
  const missing = listAlgorithms().filter(({ name }) => !page.includes(`\`${name}\``))
  expect(missing.map(({ name, task }) => `${name} of ${task}`)).toEqual([])
})
