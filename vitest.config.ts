import { existsSync } from 'node:fs'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { args, executablePath } from './demo/proof/browser.js'

const withBrowser = existsSync(executablePath)
if (!withBrowser) {
  const problem = `there is no Chromium at ${executablePath} (set CHROMIUM to its path)`
  if (process.env.CI === 'true') throw new Error(`The browser tests cannot run: ${problem}.`)
  console.log(`The browser tests are not run: ${problem}.`)
}

/** Tests of the public interface, which need nothing of Node. */
const everywhere = [
  'approximate',
  'estimates',
  'intervals',
  'arena',
  'arguments',
  'block-edges',
  'count-matches',
  'distances',
  'equality-product',
  'equivalence',
  'find-matches',
  'formats',
  'formats-two-bit',
  'formats-writers',
  'laws',
  'many-patterns',
  'matching-rules',
  'plan',
  'pool',
  'refusals',
  'scan',
  'sumset',
  'scan-distances',
  'threesum',
  'wasm-memory',
  'reference/*',
].map((name) => `test/${name}.test.ts`)

// a slow machine is no failure: nothing here has a time limit
const unlimited = { testTimeout: 0, hookTimeout: 0, teardownTimeout: 60_000 }

const node = { test: { name: 'node', environment: 'node', include: ['test/**/*.test.ts'], exclude: ['test/browser/**'], ...unlimited } }

const browser = {
  // found by vite only when a test asks for it, and then it reloads the page
  optimizeDeps: { include: ['fast-check'] },
  test: {
    name: 'browser',
    include: [...everywhere, 'test/browser/**/*.test.ts'],
    ...unlimited,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({ launchOptions: { executablePath, args } }),
      instances: [{ browser: 'chromium' as const }],
    },
  },
}

export default defineConfig({ test: { projects: withBrowser ? [node, browser] : [node] } })
