// The documentation of the interface: an export without a word about it is an error, and so is a link that leads nowhere.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root, temporaryFolder } from './cli.js'
import { tool } from './tool.js'

const folder = temporaryFolder().path

const typedoc = (...args: string[]) => tool('typedoc/bin/typedoc', ...args)

test('every export is documented, and the site holds functions and guides', () => {
  const out = join(folder, 'site')
  const { code, said } = typedoc('--out', out)
  expect(said).not.toMatch(/warning|error/i)
  expect(code).toBe(0)
  for (const page of ['index.html', 'functions/hammingway.hammingDistances.html', 'functions/hammingway_pool.createPool.html'])
    expect(existsSync(join(out, page)), page).toBe(true)
  expect(readFileSync(join(out, 'index.html'), 'utf8')).toContain('Off-targets of a CRISPR guide')
})

test('an export without documentation is noticed', () => {
  const entry = join(folder, 'bare.ts')
  writeFileSync(entry, 'export const bare = 1\n')
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: { strict: true, types: [] }, files: ['bare.ts'] }))
  const options = {
    ...JSON.parse(readFileSync(join(root, 'typedoc.json'), 'utf8')),
    entryPoints: [entry],
    tsconfig: join(folder, 'tsconfig.json'),
  }
  const alone = { ...options, projectDocuments: [], intentionallyNotExported: [], readme: 'none', out: join(folder, 'bare') }
  writeFileSync(join(folder, 'typedoc.json'), JSON.stringify(alone))
  const { code, said } = typedoc('--options', join(folder, 'typedoc.json'))
  expect(said).toContain('bare')
  expect(code).not.toBe(0)
})
