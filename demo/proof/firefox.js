// The page in Debian's Firefox ESR, which drives itself by smoke.html: Playwright asks this release for more than it has.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { mkdtemp, readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { policy } from '../policy.js'

export const executablePath = process.env.FIREFOX ?? '/usr/bin/firefox-esr'

/** @type {Readonly<Record<string, string>>} */
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.gz': 'application/gzip', '.txt': 'text/plain' }

/**
 * @typedef {object} Smoke what smoke.html reports
 * @property {string} agent
 * @property {string[]} troubles
 * @property {string} status
 * @property {string} error
 * @property {string[]} starts
 * @property {string[]} sorted
 * @property {string} range
 * @property {boolean} inked
 * @property {string[]} dropped
 * @property {string[]} theory
 */

/**
 * @param {string} folder the page as it was built
 * @returns {Promise<Smoke>}
 */
export async function smokeInFirefox(folder) {
  /** @type {(report: Smoke) => void} */
  let reported = () => undefined
  const report = new Promise((/** @type {(report: Smoke) => void} */ resolve) => (reported = resolve))
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (request.method === 'POST') {
      let body = ''
      request.on('data', (chunk) => (body += chunk))
      request.on('end', () => {
        response.end()
        reported(JSON.parse(body))
      })
      return
    }
    const own = pathname === '/smoke.html'
    readFile(own ? new URL('smoke.html', import.meta.url) : join(folder, pathname)).then(
      (bytes) => {
        const type = TYPES[extname(pathname)] ?? 'application/octet-stream'
        response.writeHead(200, { 'Content-Type': type, ...(!own && { 'Content-Security-Policy': policy }) }).end(bytes)
      },
      () => response.writeHead(404).end(),
    )
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  const profile = await mkdtemp(join(tmpdir(), 'hammingway-firefox-'))
  const firefox = spawn(executablePath, ['--headless', '--no-remote', '--profile', profile, `http://127.0.0.1:${port}/smoke.html`], {
    stdio: 'ignore',
    env: { ...process.env, HOME: profile, MOZ_CRASHREPORTER_DISABLE: '1' },
  })
  const ended = once(firefox, 'exit')
  try {
    return await Promise.race([
      report,
      ended.then(([code, signal]) => {
        throw new Error(`Firefox ended before it reported: ${code ?? signal}`)
      }),
    ])
  } finally {
    firefox.kill()
    await ended
    server.closeAllConnections()
    server.close()
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}
