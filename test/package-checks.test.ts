// What tools say about the package: that its manifest is right, that its types resolve everywhere, that nothing is unused, and that it is small.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root, temporaryFolder } from './cli.js'
import { manifestOf, pack, run } from './installed.js'
import { tool } from './tool.js'

const folder = temporaryFolder()
const tarball = join(folder.path, pack(root, folder.path).filename)

test('publint: nothing, not even a suggestion', () => {
  const { code, said } = tool('publint/src/cli.js', 'run', tarball, '--strict')
  expect(said).toContain('All good!')
  expect(code).toBe(0)
})

test('the types resolve for modules, CommonJS and bundlers', () => {
  // the kernels are bytes and have none; from CommonJS the package is loaded as the module it is
  const { code, said } = tool('@arethetypeswrong/cli/dist/index.js', tarball, '--profile', 'esm-only', '--exclude-entrypoints', './kernels.wasm', '--format', 'json') // prettier-ignore
  expect(code, said).toBe(0)
  const { analysis, problems = {} } = JSON.parse(said) as Analysis
  expect(analysis.types).toEqual({ kind: 'included' })
  const kinds = Object.keys(problems)
  expect(kinds.filter((kind) => kind !== 'NoResolution' && kind !== 'CJSResolvesToESM')).toEqual([])
  for (const [entry, { resolutions }] of Object.entries(analysis.entrypoints)) {
    for (const how of ['node16-esm', 'bundler']) expect(resolutions[how].resolution, `${entry} by ${how}`).toBeTruthy()
  }
})

interface Analysis {
  analysis: {
    types: { kind: string }
    entrypoints: Record<string, { resolutions: Record<string, { resolution?: object }> }>
  }
  problems?: Record<string, unknown>
}

test('knip: no unused file, export or dependency', () => {
  const { code, said } = tool('knip/bin/knip.js')
  expect(said.trim()).toBe('')
  expect(code).toBe(0)
})

test('what a program transfers, the core and the kernels stay as small as they are', () => {
  const said = run(process.execPath, ['scripts/sizes.js', '--json'], root)
  const sizes = JSON.parse(said) as { name: string; passed: boolean; size: number }[]
  console.log(sizes.map(({ name, size }) => `${name}: ${(size / 1000).toFixed(1)} kB`).join('\n'))
  const limits = JSON.parse(readFileSync(join(root, '.size-limit.json'), 'utf8')) as { name: string }[]
  expect(sizes.map(({ name }) => name)).toEqual(limits.map(({ name }) => name))
  expect(sizes.filter(({ passed }) => !passed)).toEqual([])
})

test('a limit that is too low is noticed', () => {
  const config = join(folder.path, 'limits.json')
  writeFileSync(config, JSON.stringify([{ name: 'core', path: join(root, 'dist/index.js'), limit: '1 kB', gzip: true }]))
  expect(tool('size-limit/bin.js', '--json', '--config', config).code).not.toBe(0)
})

test('versions agree, and dependencies are exact', () => {
  const { version, dependencies = {} } = manifestOf(root)
  expect(version).toMatch(/^\d+\.\d+\.\d+$/)
  for (const wanted of Object.values(dependencies)) expect(wanted).toMatch(/^\d+\.\d+\.\d+$/)
})
