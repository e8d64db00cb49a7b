// The page, built and served as any static server would serve it.
import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, preview } from 'vite'

const root = fileURLToPath(new URL('../', import.meta.url))
const configFile = join(root, 'vite.config.ts')

/** @returns {Promise<{ folder: string, remove: () => void }>} the page in a folder of its own */
export async function buildPage() {
  const folder = await mkdtemp(join(tmpdir(), 'hammingway-page-'))
  await build({ root, configFile, logLevel: 'warn', build: { outDir: folder, emptyOutDir: true } })
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/**
 * @param {string} folder
 * @param {{ policy?: string }} [options] another Content-Security-Policy than the page's own
 */
export async function servePage(folder, { policy } = {}) {
  const server = await preview({
    root,
    configFile,
    logLevel: 'warn',
    build: { outDir: folder },
    preview: { port: 0, host: '127.0.0.1', ...(policy !== undefined && { headers: { 'Content-Security-Policy': policy } }) },
  })
  const address = server.httpServer.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return { url: `http://127.0.0.1:${address.port}/`, close: () => server.close() }
}
