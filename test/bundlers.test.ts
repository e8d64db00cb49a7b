// The package in the hands of bundlers, and of none: a program of two lines, bundled or served as it is, run in Node and in Chromium.
import { build as esbuild } from 'esbuild'
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import type { Browser } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { build as vite } from 'vite'
import webpack from 'webpack'
import { executablePath, launch } from '../demo/proof/browser.js'
import { temporaryFolder } from './cli.js'
import { install } from './installed.js'

const program = `import { hammingDistances } from 'hammingway'
console.log([...hammingDistances('ACGTACGA', 'ACGA')].join())
`
const printed = '1,3,4,4,0'

const folder = temporaryFolder()
const site = join(folder.path, 'site')
let project: string
let entry: string

beforeAll(() => {
  project = install(folder.path).project
  entry = join(project, 'program.mjs')
  writeFileSync(entry, program)
})

/** Each bundles the program into one file of the folder. */
const bundlers: Record<string, (into: string) => Promise<unknown>> = {
  vite: (into) =>
    vite({
      configFile: false,
      root: project,
      logLevel: 'error',
      build: { outDir: into, modulePreload: false, rolldownOptions: { input: entry, output: { entryFileNames: 'program.mjs' } } },
    }),
  esbuild: (into) => esbuild({ entryPoints: [entry], bundle: true, minify: true, format: 'esm', outfile: join(into, 'program.mjs') }),
  webpack: (into) =>
    new Promise<void>((resolve, reject) =>
      webpack(
        {
          context: project,
          mode: 'production',
          target: ['web', 'es2022'],
          entry,
          experiments: { outputModule: true },
          output: { path: into, filename: 'program.mjs', module: true, library: { type: 'module' } },
          performance: { hints: false },
        },
        (error, stats) => (error || stats?.hasErrors() || stats?.hasWarnings() ? reject(error ?? new Error(stats!.toString())) : resolve()),
      ),
    ),
}

describe.each(Object.keys(bundlers))('%s', (name) => {
  const into = join(site, name)

  test('bundles it into one file that Node runs', async () => {
    await bundlers[name](into)
    expect(readdirSync(into)).toEqual(['program.mjs'])
    expect(execFileSync(process.execPath, ['program.mjs'], { cwd: into, encoding: 'utf8' })).toBe(`${printed}\n`)
  })

  test('leaves out what the program does not use', () => {
    // a name of the theory's functions, which the program does not call
    const code = readFileSync(join(into, 'program.mjs'), 'utf8')
    console.log(`${name}: ${(code.length / 1000).toFixed(0)} kB`)
    expect(code.length).toBeLessThan(readFileSync(join(project, 'node_modules/hammingway/dist/index.js'), 'utf8').length)
  })
})

const types: Record<string, string> = { '.html': 'text/html', '.mjs': 'text/javascript', '.js': 'text/javascript' }

describe.skipIf(!existsSync(executablePath))('in Chromium', () => {
  let server: Server
  let browser: Browser

  beforeAll(async () => {
    server = createServer((request, response) => {
      const path = join(site, request.url!)
      response.writeHead(existsSync(path) ? 200 : 404, { 'content-type': types[extname(path)] })
      response.end(existsSync(path) ? readFileSync(path) : '')
    }).listen(0, '127.0.0.1')
    browser = await launch()
  })
  afterAll(async () => {
    await browser?.close()
    server?.close()
  })

  /** What a page logs first. */
  async function logged(path: string, html: string): Promise<string> {
    mkdirSync(join(site, path), { recursive: true })
    writeFileSync(join(site, path, 'index.html'), html)
    const page = await browser.newPage()
    try {
      const said = Promise.race([
        page.waitForEvent('console', { predicate: (message) => message.type() !== 'debug' }).then((message) => message.text()),
        page.waitForEvent('pageerror').then((error) => error.message),
      ])
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${path}/index.html`)
      return await said
    } finally {
      await page.close()
    }
  }

  const pageOf = (script: string): string => `<!doctype html><link rel="icon" href="data:," />${script}`

  test.each(Object.keys(bundlers))('what %s made', async (name) => {
    expect(await logged(name, pageOf('<script type="module" src="program.mjs"></script>'))).toBe(printed)
  })

  test('a plain script of type module, with the packed files next to it', async () => {
    cpSync(join(project, 'node_modules/hammingway/dist'), join(site, 'plain/hammingway'), { recursive: true })
    const script = program.replace("'hammingway'", "'./hammingway/index.js'")
    expect(await logged('plain', pageOf(`<script type="module">${script}</script>`))).toBe(printed)
  })
})
