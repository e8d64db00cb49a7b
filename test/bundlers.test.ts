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
import { root, temporaryFolder } from './cli.js'
import { install } from './installed.js'
import { snippetsOf } from './snippets.js'

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
const bundlers: Record<string, (entry: string, into: string) => Promise<unknown>> = {
  vite: (entry, into) =>
    vite({
      configFile: false,
      root: project,
      base: './',
      logLevel: 'error',
      build: { outDir: into, modulePreload: false, rolldownOptions: { input: entry, output: { entryFileNames: 'program.mjs' } } },
    }),
  esbuild: (entry, into) =>
    esbuild({ entryPoints: [entry], bundle: true, minify: true, format: 'esm', outfile: join(into, 'program.mjs') }),
  webpack: (entry, into) =>
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
    await bundlers[name](entry, into)
    expect(readdirSync(into)).toEqual(['program.mjs'])
    expect(execFileSync(process.execPath, ['program.mjs'], { cwd: into, encoding: 'utf8' })).toBe(`${printed}\n`)
  })

  // an argument of calibrate, and rows of other tasks
  test.each(['milliseconds', 'two-pointers', 'all-vertices'])('leaves out what the program does not use: %s', (word) => {
    const holds = (file: string): boolean => readFileSync(file, 'utf8').includes(word)
    expect(holds(join(project, 'node_modules/hammingway/dist/index.js'))).toBe(true)
    expect(holds(join(into, 'program.mjs'))).toBe(false)
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

  test('the page of the quick start, as it stands there', async () => {
    const [example] = snippetsOf(readFileSync(join(root, 'docs/guide/quick-start.md'), 'utf8')).filter(
      ({ language }) => language === 'html',
    )
    // the page shows what the programs above print, and says it here
    const told = '<script type="module">console.log(document.querySelector("output").value)</script>'
    expect(await logged('plain', pageOf(example.code + told))).toBe(printed)
  })

  const pool = `import { createPool } from 'hammingway/pool'
const pool = createPool({ threads: 2 })
const { count } = await pool.findMatches('TTACGTACGATT'.repeat(1000), 'ACGATT', { alphabet: 'dna', maxMismatches: 0 })
console.log(count)
`

  test('a pool without a bundler: its workers are files next to it', async () => {
    const script = pool.replace("'hammingway/pool'", "'./hammingway/pool.js'")
    expect(await logged('plain', pageOf(`<script type="module">${script}</script>`))).toBe('1000')
  })

  test.each(['vite', 'webpack'])('a pool that %s bundles: its worker becomes a file too', async (name) => {
    const file = join(project, 'pool.mjs')
    writeFileSync(file, pool)
    await bundlers[name](file, join(site, `${name}-pool`))
    expect(readdirSync(join(site, `${name}-pool`), { recursive: true }).length).toBeGreaterThan(1)
    expect(await logged(`${name}-pool`, pageOf('<script type="module" src="program.mjs"></script>'))).toBe('1000')
  })

  test('a pool that esbuild bundles, with its worker as a second program: esbuild leaves URLs alone', async () => {
    const file = join(project, 'pool.mjs')
    writeFileSync(file, pool)
    const worker = join(project, 'node_modules/hammingway/dist/pool-worker.js')
    const [into, minify] = [join(site, 'esbuild-pool'), true]
    await esbuild({ entryPoints: { program: file, 'pool-worker': worker }, bundle: true, minify, format: 'esm', outdir: into })
    expect(await logged('esbuild-pool', pageOf('<script type="module" src="program.js"></script>'))).toBe('1000')
  })
})
