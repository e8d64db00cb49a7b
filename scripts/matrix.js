// npm run matrix: the package as it is packed, on several versions of Node. The binaries are those of npm's package `node`.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'hammingway-matrix-'))
/** The oldest that is supported, the one that has require of modules by default, two lines of long support, and the current one. */
const versions = ['20.19.0', '20', '22', '24', '26']

const program = join(folder, 'project/node_modules/hammingway/dist/cli.js')
const genome = join(folder, 'project/node_modules/hammingway/data/lambda.fa.gz')

/** What is done on each: a file of the project, or the command line; and what must be printed. @type {Record<string, { args: string[], printed: string }>} */
const smoke = {
  import: { args: ['use.mjs'], printed: '1,3,4,4,0 3\n' },
  require: { args: ['use.cjs'], printed: '1,3,4,4,0 3\n' },
  pool: { args: ['pool.mjs'], printed: '1000\n' },
  'command line': { args: [program, 'search', '-p', 'GCACCGGCACCGCTGGCTGC', '-k', '5', '--count', genome], printed: '7\n' },
}

const use = `
const { count } = findMatches('TTACGTACGATT', 'ACGA', { alphabet: 'dna', strands: 'both', maxMismatches: 1 })
console.log([...hammingDistances('ACGTACGA', 'ACGA')].join(), count)
`
const files = {
  'package.json': '{ "name": "project", "private": true }',
  'use.mjs': `import { findMatches, hammingDistances } from 'hammingway'\n${use}`,
  'use.cjs': `const { findMatches, hammingDistances } = require('hammingway')\n${use}`,
  'pool.mjs': `import { createPool } from 'hammingway/pool'
const pool = createPool({ threads: 2 })
const { count } = await pool.findMatches('TTACGTACGATT'.repeat(1000), 'ACGATT', { alphabet: 'dna', maxMismatches: 0 })
await pool.close()
console.log(count)
`,
}

/** @param {string} command @param {string[]} args @param {string} cwd */
function run(command, args, cwd) {
  return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

/** A version of Node in a folder of its own. @param {string} version */
function nodeOf(version) {
  const at = join(folder, `node-${version}`)
  mkdirSync(at)
  writeFileSync(join(at, 'package.json'), '{ "name": "node-only", "private": true }')
  // the package of the platform holds the binary; the package `node` would fetch it by a script
  run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', `node-${process.platform}-${process.arch}@${version}`], at)
  const binary = join(at, `node_modules/node-${process.platform}-${process.arch}/bin/node`)
  if (!existsSync(binary)) throw new Error(`There is no Node ${version} for ${process.platform} ${process.arch}.`)
  return binary
}

try {
  const project = join(folder, 'project')
  mkdirSync(project)
  for (const [name, content] of Object.entries(files)) writeFileSync(join(project, name), content)
  const [{ filename }] = JSON.parse(run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], root))
  run('npm', ['install', '--no-audit', '--no-fund', join(folder, filename)], project)

  console.log(`| Node | ${Object.keys(smoke).join(' | ')} |`)
  console.log(`|---|${Object.keys(smoke).map(() => '---|').join('')}`) // prettier-ignore
  for (const version of versions) {
    const node = nodeOf(version)
    const cells = Object.values(smoke).map(({ args, printed }) => {
      try {
        const said = run(node, args, project)
        if (said === printed) return 'ok'
        process.exitCode = 1
        return `printed ${JSON.stringify(said)}`
      } catch (error) {
        process.exitCode = 1
        return `failed: ${/^\w*Error.*$/m.exec(String(error))?.[0]}`
      }
    })
    console.log(`| ${run(node, ['--version'], project).trim()} | ${cells.join(' | ')} |`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
