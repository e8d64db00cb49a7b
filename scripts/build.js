// Builds everything: kernels (AssemblyScript), their embedding, one JavaScript file per entry, types.
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

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
  `// Made from assembly/ by scripts/build.js.\nexport const binary = '${wasm.toString('base64')}'\n`,
)
copyFileSync('build/kernels.wasm', 'dist/kernels.wasm')

const entries = { index: 'src/index.ts', formats: 'src/formats/index.ts', cli: 'src/cli/index.ts' }
for (const [name, entry] of Object.entries(entries)) {
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      target: 'es2022',
      outDir: 'dist',
      emptyOutDir: false,
      minify: false,
      lib: { entry, formats: ['es'], fileName: () => `${name}.js` },
      // the command line uses the public entries, as any user does
      rolldownOptions: {
        external: [/^node:/, 'commander', 'hammingway', 'hammingway/formats'],
        // comments, blanks and long names are read at every start: three milliseconds
        output: {
          minify: { compress: false, mangle: { keepNames: { class: true, function: false } }, codegen: { removeWhitespace: true } },
        },
      },
    },
  })
}
tool('typescript/bin/tsc')
