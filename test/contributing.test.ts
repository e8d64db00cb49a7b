// CONTRIBUTING shows real code: each block is in the file that its first line names, and its commands are those of package.json.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './cli.js'
import { snippetsOf } from './snippets.js'

const page = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8')

test('the code it shows is in the files', () => {
  const blocks = snippetsOf(page).filter(({ language }) => language === 'ts')
  expect(blocks.length).toBeGreaterThanOrEqual(4)
  for (const { code } of blocks) {
    const [, file, excerpt] = /^\/\/ (\S+)\n([^]+)$/.exec(code)!
    expect(readFileSync(join(root, file), 'utf8'), file).toContain(excerpt)
  }
})

test('the commands and files it names are there', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
  const named = new Set(Array.from(page.matchAll(/`npm (?:run )?([\w:]+)/g), ([, name]) => name).filter((name) => name !== 'ci'))
  // npm runs these by itself
  expect([...named].sort()).toEqual(
    Object.keys(scripts)
      .filter((name) => name !== 'prepare' && name !== 'pretest')
      .sort(),
  )
  const paths = Array.from(page.matchAll(/`((?:src|test|assembly|docs|\.ci)\/[\w./-]+)`|\]\(([^)]+)\)/g), ([, path, link]) => path ?? link)
  expect(paths.length).toBeGreaterThan(8)
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([])
})
