// The page as static files: no name of a host in them, every path relative.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'
import { policy } from './policy.js'

const root = fileURLToPath(new URL('.', import.meta.url))
const dist = fileURLToPath(new URL('../dist/', import.meta.url))

/** The policy as a <meta>: for servers that send no headers. */
function policyInPage(): Plugin {
  const attrs = { 'http-equiv': 'Content-Security-Policy', content: policy }
  return { name: 'policy', apply: 'build', transformIndexHtml: () => [{ tag: 'meta', attrs, injectTo: 'head-prepend' }] }
}

/** The service worker, with the names of the files that make the page; samples are kept when they have been asked for. */
function offline(): Plugin {
  return {
    name: 'offline',
    apply: 'build',
    generateBundle(_, bundle) {
      const files = ['./', ...Object.keys(bundle).filter((name) => !/\.(gz|txt|html)$/.test(name))]
      const version = createHash('sha256').update(files.join()).digest('hex').slice(0, 12)
      const head = `const FILES = ${JSON.stringify(files)}\nconst VERSION = '${version}'\n`
      this.emitFile({ type: 'asset', fileName: 'offline.js', source: head + readFileSync(new URL('offline.js', import.meta.url), 'utf8') })
    },
  }
}

export default defineConfig({
  root,
  base: './',
  // the package as it is published
  resolve: {
    alias: [
      { find: /^hammingway$/, replacement: `${dist}index.js` },
      { find: /^hammingway\/formats$/, replacement: `${dist}formats.js` },
    ],
  },
  worker: { format: 'es' },
  plugins: [policyInPage(), offline()],
  build: { target: 'es2022', outDir: 'dist', emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  preview: { headers: { 'Content-Security-Policy': policy } },
})
