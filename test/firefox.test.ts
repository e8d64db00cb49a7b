// The demo page once through in Firefox ESR, under its policy.
import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { executablePath, smokeInFirefox } from '../demo/proof/firefox.js'
import { buildPage } from '../demo/proof/serve.js'

// on a machine of one's own a missing Firefox is no failure
const skipped = !existsSync(executablePath) && process.env.CI !== 'true'

test.skipIf(skipped)('search, sort, zoom, a dropped file and the theory', async () => {
  const { folder, remove } = await buildPage()
  try {
    const { agent, troubles, status, error, starts, sorted, range, inked, dropped, theory } = await smokeInFirefox(folder)
    expect(troubles).toEqual([])
    expect(error).toBe('')
    expect(agent).toContain('Firefox')
    expect(status).toMatch(/^7 hits in 48,502 letters of 1 record/)
    expect(starts).toEqual(['5,665', '15,153', '17,354', '20,036', '20,237', '21,781', '32,781'])
    expect(sorted).toEqual(['0', '3', '4', '4', '4', '5', '5'])
    expect(range).toBe('shifts 12,120 to 36,362')
    expect(inked).toBe(true)
    expect(dropped).toEqual(['2'])
    expect(theory[0]).toContain('49 distinct sums of 600 pairs')
    for (const words of theory.slice(1)) expect(words).toMatch(/^Both columns are the same/)
  } finally {
    remove()
  }
})
