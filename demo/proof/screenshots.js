// npm run demo:screenshots: the page at both widths, light and dark, as PNG with 256 colours in docs/page/.
import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { launch } from './browser.js'
import { smallPng } from './png.js'
import { buildPage, servePage } from './serve.js'

const target = new URL('../../docs/page/', import.meta.url)
const SCREENS = /** @type {const} */ ([
  { name: 'wide', viewport: { width: 1440, height: 1000 } },
  { name: 'narrow', viewport: { width: 360, height: 1400 } },
])

const { folder, remove } = await buildPage()
const server = await servePage(folder)
const browser = await launch()
try {
  mkdirSync(target, { recursive: true })
  for (const { name, viewport } of SCREENS) {
    for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
      const page = await browser.newPage({ viewport, colorScheme })
      await page.goto(`${server.url}#sample=ecoli&patterns=AGGCAGCAAGTGCAGCTCGC&k=5`)
      await page.locator('#status', { hasText: 'Once compiled' }).waitFor({ timeout: 0 })
      await page.locator('#profile-facts', { hasText: 'distances by' }).waitFor({ timeout: 0 })
      const file = new URL(`${name}-${colorScheme}.png`, target)
      writeFileSync(file, smallPng(await page.screenshot()))
      console.log(`${fileURLToPath(file)}: ${statSync(file).size} bytes`)
      await page.close()
    }
  }
} finally {
  await browser.close()
  await server.close()
  remove()
}
