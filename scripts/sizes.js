// npm run size: what a program transfers that imports one name or a few, beside all of the core and the kernels, and the limits of each. A page
// that has no bundler transfers the whole core; every other leaves out the tasks it does not name.
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const programs = {
  'find-matches': 'findMatches',
  distances: 'hammingDistances, findMatches, countMatches, scan, prepareText, preparePattern',
}

const root = fileURLToPath(new URL('..', import.meta.url))
process.chdir(root)
mkdirSync('build/size', { recursive: true })
for (const [name, imports] of Object.entries(programs)) {
  await build({
    stdin: { contents: `export { ${imports} } from 'hammingway'`, resolveDir: root },
    outfile: `build/size/${name}.js`,
    bundle: true,
    minify: true,
    format: 'esm',
  })
}
const { status } = spawnSync(process.execPath, ['node_modules/size-limit/bin.js', ...process.argv.slice(2)], { stdio: 'inherit' })
process.exitCode = status ?? 1
