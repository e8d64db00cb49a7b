// What npm publishes: packed, installed elsewhere, imported, required, type-checked and run. No registry is asked.
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { lambda, root, temporaryFolder } from './cli.js'
import { install, manifestOf, npm, run, type Packed } from './installed.js'

const folder = temporaryFolder()
/** What npm installs with the package. */
const wanted = ['@gmod/bgzf-filehandle', 'commander', 'generic-filehandle2', 'pako-esm2', 'workerpool']

let packed: Packed
let project: string
let dependencies: Set<string>

beforeAll(() => {
  ;({ packed, project, dependencies } = install(folder.path))
})

/** Output of a script of the project. */
function node(name: string, script: string): string {
  writeFileSync(join(project, name), script)
  return run(process.execPath, [name], project)
}

test('the tarball holds what is needed and nothing else', () => {
  const paths = packed.files.map(({ path }) => path)
  const needed = [
    'dist/index.js',
    'dist/formats.js',
    'dist/pool.js',
    'dist/pool-node.js',
    'dist/pool-worker.js',
    'dist/pool-worker-node.js',
    'dist/cli.js',
    'dist/kernels.wasm',
    'dist/types/index.d.ts',
    'dist/types/formats/index.d.ts',
    'dist/types/parallel/index.d.ts',
  ]
  const documents = ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'data/lambda.fa.gz']
  expect(paths).toEqual(expect.arrayContaining([...needed, ...documents]))
  const others = paths.filter((path) => !/^(dist\/([a-z-]+\.js|kernels\.wasm|types\/.+\.d\.ts)|data\/lambda\.fa\.gz)$/.test(path))
  expect(others.sort()).toEqual(documents.filter((path) => !path.startsWith('data/')).sort())
  console.log(
    `packed ${(packed.size / 1024).toFixed(0)} KiB, unpacked ${(packed.unpackedSize / 1024).toFixed(0)} KiB, ${paths.length} files`,
  )
  const wasm = packed.files.find(({ path }) => path === 'dist/kernels.wasm')!
  expect(wasm.size).toBeLessThan(96 * 1024)
})

test('the dependencies are known, and so are theirs', () => {
  expect([...dependencies].sort()).toEqual(wanted)
})

test('the core imports nothing, the formats neither: no Node, no dependency', () => {
  for (const entry of ['index.js', 'formats.js']) {
    const code = readFileSync(join(project, 'node_modules/hammingway/dist', entry), 'utf8')
    expect(code).not.toMatch(/^\s*import\b|\bfrom\s*["']|\brequire\(|\bimport\(|^await\b/m)
  }
})

describe('from JavaScript', () => {
  const use = `
const distances = hammingDistances('ACGTACGA', 'ACGA')
const { count } = findMatches('TTACGTACGATT', 'ACGA', { alphabet: 'dna', strands: 'both', maxMismatches: 1 })
console.log([...distances].join(), count, Object.keys(writers).join())
`

  test('import', () => {
    const script = `import { findMatches, hammingDistances } from 'hammingway'\nimport { writers } from 'hammingway/formats'\n${use}`
    expect(node('use.mjs', script)).toBe('1,3,4,4,0 3 tsv,bed,gff3,jsonl,sam\n')
  })

  test('require', () => {
    const script = `const { findMatches, hammingDistances } = require('hammingway')\nconst { writers } = require('hammingway/formats')\n${use}`
    expect(node('use.cjs', script)).toBe('1,3,4,4,0 3 tsv,bed,gff3,jsonl,sam\n')
  })

  test('a pool', () => {
    const script = `
import { findMatches, HammingwayError } from 'hammingway'
import { createPool } from 'hammingway/pool'
const pool = createPool({ threads: 2 })
const text = 'ACGTTGCAACGA'.repeat(50_000)
const { count } = await pool.findMatches(text, 'ACGATTTT', { maxMismatches: 3 })
console.log(count === findMatches(text, 'ACGATTTT', { maxMismatches: 3 }).count, count > 0)
await pool.close()
console.log(await pool.findMatches(text, 'A', { maxMismatches: 0 }).catch((error) => error instanceof HammingwayError && error.code))
`
    expect(node('pool.mjs', script)).toBe('true true\nPOOL_CLOSED\n')
  })

  test('the kernels and package.json are to be had, the inside is not', () => {
    const script = `
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
const require = createRequire(import.meta.url)
const wasm = readFileSync(fileURLToPath(import.meta.resolve('hammingway/kernels.wasm')))
const { version } = require('hammingway/package.json')
console.log(WebAssembly.validate(wasm), WebAssembly.Module.imports(new WebAssembly.Module(wasm)).length, version)
for (const inside of ['dist/index.js', 'wasm', 'src/index.ts']) {
  try {
    console.log(import.meta.resolve('hammingway/' + inside))
  } catch (error) {
    console.log(error.code)
  }
}
`
    const { version } = manifestOf(root)
    const closed = 'ERR_PACKAGE_PATH_NOT_EXPORTED\n'
    expect(node('inside.mjs', script)).toBe(`true 0 ${version}\n${closed}${closed}${closed}`)
  })
})

describe('types', () => {
  const source = `
import { findMatches, hammingDistances, scan, type Matches, type Pattern } from 'hammingway'
import { readSequences, writers, FormatError, type Hit } from 'hammingway/formats'
import { createPool, type Pool } from 'hammingway/pool'

export const pooled = (pool: Pool = createPool({ threads: 2 })): Promise<Matches> => pool.findMatches('ACGT', 'A', { maxMismatches: 0 })
const distances: Uint32Array = hammingDistances('ACGT', Uint8Array.of(1), { maxMismatches: 3, alphabet: 'dna' })
const guide: Pattern = { sequence: 'ACGT', name: 'guide', required: 'x..x' }
const matches: Matches = findMatches('ACGT', [guide, 'AC'], { maxMismatches: 1, strands: 'both', alphabet: 'dna' })
for (const { start, end, strand } of matches) console.log(start + end, strand === '+')
export async function run(blob: Blob): Promise<number[]> {
  const starts: number[] = []
  for await (const { name, chunks } of readSequences(blob))
    for await (const batch of scan(chunks, guide, { maxMismatches: 0 })) starts.push(...batch.starts, name.length)
  return starts
}
export const row = (hit: Hit): string => writers.tsv.row(hit, { alphabet: 'dna' })
export const place = (error: unknown): number | undefined => (error instanceof FormatError ? error.line : distances.length)
// @ts-expect-error a pattern is no number
hammingDistances('ACGT', 7)
// @ts-expect-error maxMismatches is asked for
findMatches('ACGT', 'A', {})
// @ts-expect-error no such alphabet
hammingDistances('ACGT', 'A', { alphabet: 'rna' })
`
  const browser = { lib: ['es2022', 'dom', 'dom.iterable', 'dom.asynciterable'], types: [] }
  const nodeOnly = { lib: ['es2022'], types: ['node'] }
  const cases = [
    ['nodenext, from modules and from CommonJS', ['mts', 'cts'], { module: 'nodenext', ...browser }],
    ['bundler', ['ts'], { module: 'esnext', moduleResolution: 'bundler', ...browser }],
    ['the types of Node in place of those of the browser', ['mts'], { module: 'nodenext', ...nodeOnly }],
  ] as const

  test.each(cases)('%s', (name, extensions, settings) => {
    // for the last case; where these come from is no concern of the package
    for (const types of ['@types/node', 'undici-types']) {
      const link = join(project, 'node_modules', types)
      mkdirSync(dirname(link), { recursive: true })
      if (!existsSync(link)) symlinkSync(join(root, 'node_modules', types), link)
    }
    const files = extensions.map((extension) => `use.${extension}`)
    for (const file of files) writeFileSync(join(project, file), source)
    const compilerOptions = { noEmit: true, strict: true, target: 'es2022', skipLibCheck: false, skipDefaultLibCheck: true, ...settings }
    const config = `${name.replace(/\W+/g, '-')}.json`
    writeFileSync(join(project, config), JSON.stringify({ compilerOptions, files }))
    expect(compile(['-p', config])).toBe('')
  })

  function compile(args: string[]): string {
    try {
      return run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), ...args], project)
    } catch (error) {
      return (error as { stdout: string }).stdout
    }
  }
})

describe('from the shell', () => {
  test('npx hammingway', () => {
    const { version } = manifestOf(root)
    expect(run(npm, ['exec', '--offline', '--', 'hammingway', '--version'], project)).toBe(`${version}\n`)
  })

  test('the program that npm links, on the genome in the package', () => {
    const program = join(project, 'node_modules/.bin/hammingway')
    const genome = join(project, 'node_modules/hammingway/data/lambda.fa.gz')
    const rows = run(program, ['search', '-p', 'GCACCGGCACCGCTGGCTGC', '-k', '2', '--no-header', genome], project)
    expect(rows).toBe('gi|9626243|ref|NC_001416.1|\t5665\t5685\t+\tGCACCGGCACCGCTGGCTGC\t0\tGCACCGGCACCGCTGGCTGC\n')
    expect(readFileSync(genome)).toEqual(readFileSync(lambda))
  })
})
