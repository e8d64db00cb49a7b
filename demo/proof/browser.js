// Debian's Chromium, as the tests and the measurements start it.
import { chromium } from 'playwright'

export const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'

/** As root it needs the first; without the others it asks its maker for things. */
export const args = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync']

export function launch() {
  return chromium.launch({ executablePath, args })
}

/**
 * Drops a file on the page, as a hand would.
 * @param {import('playwright').Page} page
 * @param {string} name
 * @param {Uint8Array} bytes
 */
export async function dropFile(page, name, bytes) {
  // the bytes travel beforehand, so that a drop is only a drop
  const base64 = Buffer.from(bytes).toString('base64')
  const transfer = await page.evaluateHandle(
    async ({ name, base64 }) => {
      const characters = atob(base64)
      const transfer = new DataTransfer()
      transfer.items.add(new File([Uint8Array.from(characters, (character) => character.charCodeAt(0))], name))
      return transfer
    },
    { name, base64 },
  )
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer })
}
