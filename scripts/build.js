// Builds everything: kernels (AssemblyScript), their embedding, one JavaScript file per entry, types.
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { textOf } from './kernel-text.js'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
process.chdir(root)

/** Runs a package's own script with this Node: no shell, no PATH. @param {string} script @param {...string} args */
function tool(script, ...args) {
  execFileSync(process.execPath, [join(root, 'node_modules', script), ...args], { stdio: 'inherit' })
}

rmSync('dist', { recursive: true, force: true })
mkdirSync('dist', { recursive: true })
mkdirSync('build', { recursive: true })

// AS112: helpers that pass v128 between our own functions; none of them is an export of the module
tool('assemblyscript/bin/asc.js', 'assembly/index.ts', '--target', 'kernels', '--disableWarning', '112')
tool('assemblyscript/bin/asc.js', 'assembly/scalar/index.ts', '--target', 'scalar')
const wasm = readFileSync('build/kernels.wasm')
writeFileSync(
  'src/wasm/binary.generated.ts',
  // said to be a string, or the types would hold all of it
  `// Made from assembly/ by scripts/build.js.\nexport const binary: string = '${textOf(wasm)}'\n`,
)
copyFileSync('build/kernels.wasm', 'dist/kernels.wasm')

/**
 * One file for each entry. The pool uses the core next to it; its workers hold the core themselves, without kernels, which are posted to them
 * compiled.
 * @typedef {{ name: string, entry: string, core?: 'own' | 'beside', bundled?: string[] }} Entry
 * @type {Entry[]}
 */
const entries = [
  { name: 'index', entry: 'src/index.ts' },
  { name: 'formats', entry: 'src/formats/index.ts' },
  { name: 'pool', entry: 'src/parallel/index.ts', core: 'beside', bundled: ['workerpool'] },
  { name: 'pool-node', entry: 'src/parallel/node.ts', core: 'beside' },
  { name: 'pool-worker', entry: 'src/parallel/worker.ts', core: 'own', bundled: ['workerpool'] },
  { name: 'pool-worker-node', entry: 'src/parallel/worker.ts', core: 'own' },
  { name: 'cli', entry: 'src/cli/index.ts' },
]
const packages = [/^hammingway/, 'commander', 'workerpool', '@gmod/bgzf-filehandle', 'generic-filehandle2']

/**
 * The URL of a pool's worker is left alone here, and must be found by whoever bundles the pool: what said so is taken out.
 * @type {import('vite').Plugin}
 */
const workerUrl = {
  name: 'worker-url',
  generateBundle(_, bundle) {
    for (const file of Object.values(bundle)) if (file.type === 'chunk') file.code = file.code.replaceAll('/* @vite-ignore */', '')
  },
}

/**
 * workerpool asks for these where it finds itself in Node. Bundled it is for browsers, which never get there.
 * @type {import('vite').Plugin}
 */
const withoutNode = {
  name: 'without-node',
  enforce: 'pre',
  resolveId: (source, importer) =>
    importer?.includes('workerpool') && ['child_process', 'os', 'worker_threads'].includes(source) ? '\0not-in-browsers' : undefined,
  load: (id) => (id === '\0not-in-browsers' ? 'export default {}' : undefined),
}

/**
 * What an entry of the pool imports instead of the core.
 * @param {Entry['core']} core
 * @returns {import('vite').Plugin}
 */
function coreOf(core) {
  return {
    name: 'core',
    enforce: 'pre',
    resolveId(source) {
      if (core === 'beside' && source === '../index.js') return { id: './index.js', external: true }
      if (core === 'own' && source === './binary.generated.js') return '\0no-kernels'
    },
    load: (id) => (id === '\0no-kernels' ? "export const binary = ''" : undefined),
  }
}

for (const { name, entry, core, bundled = [] } of entries) {
  await build({
    configFile: false,
    logLevel: 'warn',
    plugins: [coreOf(core), withoutNode, workerUrl],
    build: {
      target: 'es2022',
      outDir: 'dist',
      emptyOutDir: false,
      minify: false,
      lib: { entry, formats: ['es'], fileName: () => `${name}.js` },
      // the command line uses the public entries, as any user does
      rolldownOptions: {
        external: [/^node:/, ...packages.filter((one) => typeof one !== 'string' || !bundled.includes(one))],
        // comments, blanks and long names are read at every start: three milliseconds
        output: {
          minify: { compress: false, mangle: { keepNames: { class: true, function: false } }, codegen: { removeWhitespace: true } },
        },
      },
    },
  })
}
tool('typescript/bin/tsc')
