// Dependencies point one way (design, 2.2): read from the import lines. Node only.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { algorithms, rows } from '../src/plan/registry.js'
import { kernels } from '../src/wasm/kernels.js'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

interface Source {
  /** path from the root without its ending, with forward slashes */
  path: string
  /** the text without comments */
  code: string
  /** imported paths: relative ones resolved as `path` is, others as they are written */
  imports: string[]
}

function sourcesIn(folder: string): Source[] {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.[jt]s$/.test(file))
    .map((file) => {
      const path = posix.join(folder, file.replaceAll('\\', '/')).replace(/\.[jt]s$/, '')
      const code = readFileSync(join(root, folder, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
      const specifiers = [...code.matchAll(/\b(?:from|import)\s*\(?\s*(['"])(.+?)\1/g)].map((match) => match[2])
      const urls = [...code.matchAll(/new URL\(\s*(['"])(\..+?)\1/g)].map((match) => match[2])
      const resolve = (specifier: string): string =>
        specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier).replace(/\.[jt]s$/, '') : specifier
      return { path, code, imports: [...specifiers, ...urls].map(resolve) }
    })
}

const sources = sourcesIn('src')
const library = sources.filter(({ path }) => !path.startsWith('src/cli/'))
const isRelative = (specifier: string): boolean => /^(src|assembly|test|bench|examples|demo|\.\.)(\/|$)/.test(specifier)

/** What may import what: a file imports from its own line and the lines above. */
const layers: [string, RegExp][] = [
  ['words: errors and checks', /^src\/(errors|check|random)$/],
  ['memory and kernels', /^src\/wasm\//],
  ['alphabets', /^src\/alphabet\//],
  ['the numbers a problem is', /^src\/plan\/(problem|machine|row)$/],
  ['arguments', /^src\/(options|sequence)$/],
  ['transforms, lemmas and intervals', /^src\/(transform|lemma|approximate)\//],
  ['algorithms', /^src\/(hamming\/(?!index$|matches$)|(sumset|threesum)\/(?!index$))/],
  ['plan', /^src\/plan\//],
  ['public functions', /^src\/(hamming\/(index|matches)|(sumset|threesum)\/index)$/],
  ['one public function in terms of another', /^src\/equivalence\//],
  ['prices of a machine', /^src\/calibrate\//],
  ['files', /^src\/formats\//],
  ['streams', /^src\/stream\//],
  ['names', /^src\/index$/],
  ['pools', /^src\/parallel\//],
  ['command line', /^src\/cli\//],
]
const layerOf = (path: string): number => layers.findIndex(([, pattern]) => pattern.test(path))

test('the import lines were found', () => {
  expect(sources.length).toBeGreaterThan(30)
  expect(sources.find(({ path }) => path === 'src/index')!.imports).toContain('src/hamming/index')
  expect(sources.flatMap(({ imports }) => imports).length).toBeGreaterThan(100)
})

test('dependencies point one way', () => {
  const wrong = sources.flatMap(({ path, imports }) => {
    if (layerOf(path) < 0) return [`${path} is in no layer`]
    return imports.filter((other) => isRelative(other) && layerOf(other) > layerOf(path)).map((other) => `${path} imports ${other}`)
  })
  expect(wrong).toEqual([])
})

test('no file imports itself by a detour', () => {
  const importsOf = new Map(sources.map(({ path, imports }) => [path, imports]))
  const state = new Map<string, 'open' | 'done'>()
  const cycles: string[] = []
  const visit = (path: string, trail: string[]): void => {
    if (state.get(path) === 'open') cycles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '))
    if (state.has(path)) return
    state.set(path, 'open')
    for (const other of importsOf.get(path) ?? []) visit(other, [...trail, path])
    state.set(path, 'done')
  }
  for (const path of importsOf.keys()) visit(path, [])
  expect(cycles).toEqual([])
})

test('the library imports no built-in and no package', () => {
  // but for the workers of the pool, and the file that starts them in Node
  const allowed: Record<string, RegExp> = {
    'src/parallel/crew': /^workerpool$/,
    'src/parallel/worker': /^workerpool$/,
    'src/parallel/node': /^node:/,
  }
  const packages = library.flatMap(({ path, imports }) =>
    imports.filter((other) => !other.startsWith('src/') && !allowed[path]?.test(other)).map((other) => `${path} imports ${other}`),
  )
  expect(packages).toEqual([])
  const globals = /\b(process|Buffer|require|__dirname|__filename)\s*[.([]/
  expect(library.filter(({ code, path }) => !path.endsWith('.generated') && globals.test(code)).map(({ path }) => path)).toEqual([])
})

test('the core and the formats know nothing of each other', () => {
  const formats = library.filter(({ path }) => path.startsWith('src/formats/'))
  const shared = /^src\/(formats\/|errors$|check$)/
  expect(
    formats.flatMap(({ path, imports }) => imports.filter((other) => !shared.test(other)).map((other) => `${path} imports ${other}`)),
  ).toEqual([])
  const others = library.filter(({ path }) => !path.startsWith('src/formats/'))
  expect(others.filter(({ imports }) => imports.some((other) => other.startsWith('src/formats/'))).map(({ path }) => path)).toEqual([])
})

test('algorithm files do not import one another', () => {
  const isAlgorithm = /^src\/((hamming|threesum)\/(exact|bounded|approximate)\/|sumset\/(dense|pairs|sparse|packed)$)/
  const files = sources.filter(({ path }) => isAlgorithm.test(path))
  expect(files.length).toBeGreaterThanOrEqual(algorithms.length)
  expect(
    files.flatMap(({ path, imports }) => imports.filter((other) => isAlgorithm.test(other)).map((other) => `${path} imports ${other}`)),
  ).toEqual([])
})

test('only src/wasm makes modules and views of their memory', () => {
  const touches = /\bWebAssembly\b|\bmemory\.(buffer|grow)\b|\b(bytes|words)\(\)\.buffer\b/
  expect(library.filter(({ path, code }) => !path.startsWith('src/wasm/') && touches.test(code)).map(({ path }) => path)).toEqual([])
})

describe('outside the library', () => {
  // the benchmark in the browser races the rivals of the one in Node, from the same seeds, and a sample is its genome
  const shared: Record<string, string[]> = { demo: ['bench/rivals/', 'bench/random', 'bench/data/'] }
  for (const folder of ['src/cli', 'bench', 'examples', 'demo']) {
    test(`${folder} uses public entries`, () => {
      const wrong = sourcesIn(folder).flatMap(({ path, imports }) =>
        imports
          .filter((other) => isRelative(other) && !other.startsWith(`${folder}/`) && !other.endsWith('package.json'))
          .filter((other) => !(shared[folder] ?? []).some((allowed) => other.startsWith(allowed)))
          .map((other) => `${path} imports ${other}`),
      )
      expect(wrong).toEqual([])
    })
  }

  test('kernels import kernels, and only the entry of the twins knows the arena', () => {
    for (const { path, imports } of sourcesIn('assembly')) {
      const own = path.startsWith('assembly/scalar/') ? /^assembly\/(scalar\/|arena$)/ : /^assembly\/(?!scalar\/)/
      for (const other of imports) expect(other, path).toMatch(own)
    }
  })

  test('oracles import no source', () => {
    const oracles = sourcesIn('test/reference').filter(({ path }) => !path.endsWith('.test'))
    expect(oracles.length).toBeGreaterThan(2)
    for (const { path, imports } of oracles) for (const other of imports) expect(other, path).toMatch(/^test\/reference\//)
  })
})

describe('kernels', () => {
  const exported = Object.keys(kernels()).filter((name) => name !== 'memory')

  test('every row names the kernels it runs on', () => {
    for (const { name, kernels: used } of rows) {
      expect(used.length, name).toBeGreaterThan(0)
      for (const kernel of used) expect(exported, name).toContain(kernel)
    }
  })

  test('every kernel is called from somewhere', () => {
    const callers = library.filter(({ path }) => path !== 'src/wasm/kernels')
    expect(exported.filter((kernel) => !callers.some(({ code }) => new RegExp(`\\b${kernel}\\b`).test(code)))).toEqual([])
  })
})
