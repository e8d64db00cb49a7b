// The demo page in Chromium, built and served under its policy: everything that its first screen promises.
import axe from 'axe-core'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { dropFile, executablePath, launch } from '../demo/proof/browser.js'
import { buildPage, servePage } from '../demo/proof/serve.js'
import { hammingway, lambda } from './cli.js'

const GUIDE = 'GCACCGGCACCGCTGGCTGC'
// slowness is no failure, but a page that has not got there by then never will, and a test that hangs does not say where
const patient = { timeout: 180_000 }

describe.skipIf(!existsSync(executablePath))('the page', () => {
  let folder: string
  let remove: () => void
  let server: { url: string; close: () => Promise<void> }
  let browser: Browser
  let context: BrowserContext | undefined
  let troubles: string[] = []

  beforeAll(async () => {
    ;({ folder, remove } = await buildPage())
    server = await servePage(folder)
    browser = await launch()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    remove?.()
  })
  afterEach(async () => {
    await context?.close()
    context = undefined
  })

  /** A page of its own; whatever it logs as wrong, and whatever it asks of other hosts, is trouble. */
  async function open(fragment = '', options: Parameters<Browser['newContext']>[0] = {}, url = server.url): Promise<Page> {
    await context?.close()
    context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, acceptDownloads: true, ...options })
    context.setDefaultTimeout(patient.timeout)
    const page = await context.newPage()
    troubles = []
    page.on('console', (message) => ['error', 'warning'].includes(message.type()) && troubles.push(message.text()))
    page.on('pageerror', (error) => troubles.push(error.message))
    page.on('request', (request) => !/^(blob|data):/.test(request.url()) && !request.url().startsWith(url) && troubles.push(request.url()))
    await page.goto(url + fragment)
    return page
  }

  const said = (page: Page, words: RegExp): Promise<unknown> => page.locator('#status', { hasText: words }).waitFor(patient)
  const profiled = (page: Page): Promise<unknown> => page.locator('#profile-facts', { hasText: /^48,483 distances/ }).waitFor(patient)
  const column = (page: Page, name: string): Promise<string[]> => {
    const index = ['sequence', 'start', 'end', 'strand', 'pattern', 'mismatches', 'site'].indexOf(name)
    return page.locator(`#hits tbody tr:not(.gap) td:nth-child(${index + 1})`).allTextContents()
  }

  test('loads a sample, searches it, and shows hits, profile, histogram and plan; nothing is refused and nobody else is asked', async () => {
    const page = await open()
    await said(page, /Once compiled/)
    await profiled(page)
    expect(await page.textContent('#status')).toMatch(/^7 hits in 48,502 letters of 1 record/)
    await expect.poll(() => column(page, 'start'), patient).toEqual(['5,665', '15,153', '17,354', '20,036', '20,237', '21,781', '32,781'])
    await expect.poll(() => column(page, 'mismatches'), patient).toEqual(['0', '4', '5', '4', '3', '5', '4'])
    await expect.poll(() => page.locator('#hits tbody tr:nth-child(3) mark').allTextContents(), patient).toEqual(['C', 'C', 'AA'])
    expect(await page.textContent('#profile-facts')).toMatch(/^48,483 distances by [a-z-]+ \(exact\)/)
    expect(await page.locator('#plan strong').textContent()).toMatch(/\(taken\)$/)
    expect(await page.textContent('header')).toContain('Your data stays in this page')
    expect(troubles).toEqual([])
  })

  test('typing another pattern searches again', async () => {
    const page = await open()
    await said(page, /^7 hits in/)
    await page.fill('#patterns', `${GUIDE} mine\nGGGCGGCGACCT`)
    await page.fill('#k', '0')
    await said(page, /^2 hits in/)
    await expect.poll(() => column(page, 'pattern'), patient).toEqual(['GGGCGGCGACCT', 'mine'])
    await page.fill('#patterns', 'ACGJ')
    await page.locator('#error', { hasText: /pattern 1 \(ACGJ\): .*"J" at index 3/ }).waitFor(patient)
    await expect.poll(() => column(page, 'start'), patient).toEqual([])
    await page.fill('#patterns', GUIDE)
    await said(page, /^1 hit in/)
    expect(await page.isHidden('#error')).toBe(true)
    expect(troubles).toEqual([])
  })

  test('columns sort up, down, and back', async () => {
    const page = await open()
    await said(page, /^7 hits in/)
    const head = page.locator('th[data-column=mismatches]')
    const inOrder = (values: string[]): Promise<unknown> => expect.poll(() => column(page, 'mismatches'), patient).toEqual(values)
    await head.locator('button').click()
    await inOrder(['0', '3', '4', '4', '4', '5', '5'])
    expect(await head.getAttribute('aria-sort')).toBe('ascending')
    await head.locator('button').press('Enter')
    await inOrder(['5', '5', '4', '4', '4', '3', '0'])
    expect(await head.getAttribute('aria-sort')).toBe('descending')
    // equal ones keep the order of the text
    await expect.poll(() => column(page, 'start'), patient).toEqual(['17,354', '21,781', '15,153', '20,036', '32,781', '20,237', '5,665'])
    await head.locator('button').click()
    await inOrder(['0', '4', '5', '4', '3', '5', '4'])
  })

  test('many hits: only the rows in sight are in the document', async () => {
    const page = await open('#patterns=ACGTACGTACGT&k=9')
    await said(page, /^[\d,]+ hits in/)
    const total = Number(/^([\d,]+) hits/.exec((await page.textContent('#status'))!)![1].replaceAll(',', ''))
    expect(total).toBeGreaterThan(20_000)
    await expect.poll(() => page.getAttribute('#hits', 'aria-rowcount'), patient).toBe(String(total + 1))
    expect(await page.locator('#hits tbody tr').count()).toBeLessThan(60)
    await page.locator('#hits-scroll').focus()
    await page.keyboard.press('End')
    await page.locator(`#hits tr[aria-rowindex="${total + 1}"]`).waitFor(patient)
    expect(await page.locator('#hits tbody tr').count()).toBeLessThan(60)
  })

  test('the profile zooms and moves by buttons, keys, wheel and drag, and its table with it', async () => {
    const page = await open()
    await profiled(page)
    const range = async (): Promise<number[]> =>
      [...(await page.textContent('#profile-range'))!.matchAll(/[\d,]+/g)].map(([digits]) => Number(digits.replaceAll(',', '')))
    expect(await range()).toEqual([0, 48_482])
    await page.click('[data-move=in]')
    const half = await range()
    expect(half[1] - half[0]).toBeCloseTo(48_483 / 2, -2)
    await page.locator('#profile').focus()
    await page.keyboard.press('Home')
    expect((await range())[0]).toBe(0)
    await page.keyboard.press('ArrowRight')
    expect((await range())[0]).toBeGreaterThan(5000)
    for (let i = 0; i < 20; i++) await page.keyboard.press('+')
    const narrow = await range()
    expect(narrow[1] - narrow[0]).toBeLessThanOrEqual(16)
    await page.keyboard.press('0')
    expect(await range()).toEqual([0, 48_482])

    const box = (await page.locator('#profile .u-over').boundingBox())!
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.mouse.wheel(0, -400)
    await expect.poll(async () => (await range())[0], patient).toBeGreaterThan(10_000)
    const before = await range()
    await page.mouse.down()
    await page.mouse.move(box.x + box.width / 2 - 200, box.y + box.height / 2)
    await page.mouse.up()
    expect((await range())[0]).toBeGreaterThan(before[0])

    // a hit leads to its place, where the distance is 0
    await page.locator('#hits button.link', { hasText: '5,665' }).click()
    await page.locator('#profile-details summary').click()
    const [from, to] = await range()
    expect([from, to]).toEqual([5465, 5864])
    const least = (): Promise<string[]> => page.locator('#profile-details tbody td:nth-child(3)').allTextContents()
    await expect.poll(least, patient).toContain('0')
    expect((await least()).length).toBeLessThanOrEqual(64)
    // one on the other strand takes its distances first
    await page.locator('#hits button.link', { hasText: '20,237' }).click()
    await expect.poll(async () => (await range())[0], patient).toBe(20_037)
    expect(await page.inputValue('#profile-strand')).toBe('-')
    await expect.poll(least, patient).toContain('3')
    expect(troubles).toEqual([])
  })

  test('the histogram counts every shift, beside what is expected', async () => {
    const page = await open()
    await profiled(page)
    await page.locator('#histogram-details summary').click()
    await page.locator('#histogram-details tbody tr').nth(GUIDE.length).waitFor(patient)
    const numbers = (await page.locator('#histogram-details tbody td:nth-child(2)').allTextContents()).map((text) =>
      Number(text.replaceAll(',', '')),
    )
    expect(numbers).toHaveLength(GUIDE.length + 1)
    expect(numbers.reduce((sum, found) => sum + found, 0)).toBe(48_483)
    expect(await page.locator('#histogram-details tbody td:nth-child(3)').first().textContent()).toBe('below 0.1')
  })

  test('downloads and copies are what the command line prints', async () => {
    const page = await open('', { permissions: ['clipboard-read', 'clipboard-write'] })
    await said(page, /^7 hits in/)
    for (const format of ['tsv', 'bed', 'gff3']) {
      const { stdout } = await hammingway(['search', '-p', GUIDE, '-k', '5', '--format', format, lambda])
      await page.selectOption('#format', format)
      const [download] = await Promise.all([page.waitForEvent('download', patient), page.click('#download')])
      expect(download.suggestedFilename()).toBe(`hits.${format}`)
      expect(readFileSync((await download.path())!, 'utf8')).toBe(stdout)
      await page.click('#copy')
      await said(page, /^Copied 7 hits\./)
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(stdout)
      await page.click('form button[type=submit]')
      await said(page, /^7 hits in/)
    }
  })

  test('a link leads to a search, and a search to a link', async () => {
    const page = await open('#sample=hamlet&patterns=to+die%2C+to+sleep&k=4&alphabet=exact&strands=forward')
    await said(page, /^[\d,]+ hits in/)
    await expect.poll(() => column(page, 'site'), patient).toContain('To die, to sleep')
    await page.fill('#k', '1')
    await expect.poll(() => page.evaluate(() => location.hash), patient).toContain('k=1')
    const shared = new URL(page.url()).hash
    const other = await open(shared)
    await said(other, /^1 hit in/)
    expect(await other.inputValue('#k')).toBe('1')
    // what was typed is in the link, and a server never sees it
    await other.fill('#text', 'a day to dye, to sleep')
    await said(other, /^1 hit in 22 letters/)
    const typed = new URL(other.url())
    expect(typed.search).toBe('')
    expect(new URLSearchParams(typed.hash.slice(1)).get('text')).toBe('a day to dye, to sleep')
    const third = await open(typed.hash)
    await said(third, /^1 hit in 22 letters/)
    await expect.poll(() => column(third, 'start'), patient).toEqual(['6'])
  })

  test('every sample has hits', async () => {
    const page = await open()
    let last = ''
    for (const sample of ['ecoli', 'protein', 'hamlet', 'lambda']) {
      await page.selectOption('#sample', sample)
      let status = ''
      const hits = async (): Promise<number> => {
        status = (await page.textContent('#status'))!
        // what is said of the sample before this one does not count
        return status === last ? 0 : Number(/^(\d+) hits? in/.exec(status)?.[1] ?? 0)
      }
      await expect.poll(hits, patient).toBeGreaterThan(0)
      expect(await page.isHidden('#error'), sample).toBe(true)
      last = status
    }
    expect(troubles).toEqual([])
  })

  test('files: FASTA of several records, gzip, and what is wrong with a bad one', async () => {
    const page = await open()
    await said(page, /^7 hits in/)
    await page.fill('#k', '0')
    const records = `>one first\nACGT\n>two\nTT${GUIDE}\n`
    await dropFile(page, 'two.fa', Buffer.from(records))
    await said(page, /^1 hit in 26 letters of 2 records/)
    await expect.poll(() => column(page, 'sequence'), patient).toEqual(['two'])
    expect(await page.textContent('#source-name')).toContain('two.fa')
    await page.setInputFiles('#file', {
      name: 'two.fa.gz',
      mimeType: 'application/gzip',
      buffer: gzipSync(records + records.replace(/one|two/g, '$&b')),
    })
    await said(page, /^2 hits in 52 letters of 4 records/)
    // cut short
    await dropFile(page, 'cut.fa.gz', readFileSync(lambda).subarray(0, 9000))
    await page.locator('#error', { hasText: /^The file cannot be read: .*gzip/ }).waitFor(patient)
    await expect.poll(() => column(page, 'start'), patient).toEqual([])
    await dropFile(page, 'bad.fq', Buffer.from('@read\nACGT\n+\nII\n'))
    await page.locator('#error', { hasText: /^The file cannot be read: line \d+, record "read"/ }).waitFor(patient)
    expect(await page.textContent('#profile-range')).toBe('')
    expect(await page.locator('#plan table').count()).toBe(0)
    // and the page goes on
    await dropFile(page, 'two.fa', Buffer.from(records))
    await said(page, /^1 hit in 26 letters/)
    expect(troubles).toEqual([])
  })

  test('a long search shows its progress, leaves the page alive, and is cancelled', async () => {
    const page = await open()
    await said(page, /^7 hits in/)
    const sequence = gunzipSync(readFileSync(lambda)).toString().replace(/^.*\n/, '')
    const bases = sequence.replaceAll('\n', '')
    // seconds of work, of which a fraction is done
    const patterns = Array.from({ length: 2000 }, (_, p) => bases.slice(20 * p, 20 * p + 30))
    await page.fill('#patterns', patterns.join('\n'))
    await page.fill('#k', '9')
    await dropFile(page, 'long.fa', Buffer.from(`>long\n${sequence.repeat(100)}`))
    await page.locator('#stage', { hasText: 'Searching' }).waitFor(patient)
    expect(await page.isEnabled('#cancel')).toBe(true)
    await page.click('#cancel')
    await said(page, /^Cancelled\./)
    expect(await page.isEnabled('#cancel')).toBe(false)
    expect(await page.locator('#progress.idle').count()).toBe(1)
    await page.fill('#patterns', GUIDE)
    await page.fill('#k', '0')
    await said(page, /^100 hits in/)
    expect(troubles).toEqual([])
  })

  test('algorithms that were not taken can be measured', async () => {
    const page = await open()
    await said(page, /Once compiled/)
    const measured = (): Promise<number> => page.locator('#plan tbody td:nth-child(4)').filter({ hasText: /s$/ }).count()
    expect(await measured()).toBe(1)
    await page.click('#measure')
    await expect.poll(measured, patient).toBeGreaterThan(4)
  })

  test('the theory: sums as counts, a band around distances, the equivalence in both directions', async () => {
    const page = await open('#tab=theory')
    await page.locator('#sums-facts', { hasText: '49 distinct sums of 600 pairs' }).waitFor(patient)
    await page.fill('#sums-a', '1 2 4')
    await page.fill('#sums-b', '10, 11')
    await page.locator('#sums-facts', { hasText: '5 distinct sums of 6 pairs' }).waitFor(patient)
    await page.locator('#sums-details summary').click()
    await expect.poll(() => page.locator('#sums-details tbody tr').allTextContents(), patient).toEqual(['111', '122', '131', '141', '151'])
    await page.fill('#sums-b', 'ten')
    await page.locator('#sums-error', { hasText: '"ten" is no integer.' }).waitFor(patient)

    await page.locator('#band-facts', { hasText: 'Computed by ' }).waitFor(patient)
    const rows = await page.locator('#band-algorithm option').count()
    expect(rows).toBeGreaterThan(3)
    await page.selectOption('#band-algorithm', 'compare')
    await page.locator('#band-facts', { hasText: 'Computed by compare (an exact algorithm' }).waitFor(patient)

    await page.fill('#equivalence-text', 'banana')
    await page.fill('#equivalence-pattern', 'ana')
    await page.locator('#forwards caption', { hasText: 'Pairs and distances' }).waitFor(patient)
    await expect
      .poll(() => page.locator('#forwards table').last().locator('tbody tr').allTextContents(), patient)
      .toEqual(['0033', '1300', '2033', '3300'])
    for (const id of ['forwards', 'backwards']) {
      await expect.poll(() => page.locator(`#${id} li`).last().textContent(), patient).toMatch(/^Both columns are the same/)
    }
    expect(troubles).toEqual([])
  })

  test('the benchmark runs in the browser and can be stopped', async () => {
    const page = await open('#tab=benchmark')
    await page.click('#race')
    await page.locator('#race-table tbody tr', { hasText: 'm = 20: fft.js' }).waitFor(patient)
    await page.click('#race-cancel')
    const ratios = await page.locator('#race-table tbody td:nth-child(3)').allTextContents()
    expect(ratios[0]).toBe('1')
    expect(ratios).toHaveLength(5)
    expect(await page.isEnabled('#race')).toBe(true)
    expect(troubles).toEqual([])
  })

  test('tabs go by keyboard', async () => {
    const page = await open()
    await page.locator('#tab-search').focus()
    await page.keyboard.press('ArrowRight')
    expect(await page.evaluate(() => document.activeElement!.id)).toBe('tab-theory')
    expect(await page.isVisible('#sums')).toBe(true)
    expect(await page.isVisible('#form')).toBe(false)
    await page.keyboard.press('End')
    expect(await page.isVisible('#race')).toBe(true)
    expect(new URL(page.url()).hash).toBe('#tab=benchmark')
  })

  test('without a network, once loaded', async () => {
    const page = await open()
    await said(page, /^7 hits in/)
    await page.evaluate(async () => void (await navigator.serviceWorker.ready))
    // a sample that was loaded before is kept from then on
    await page.reload()
    await said(page, /^7 hits in/)
    await context!.setOffline(true)
    await page.reload()
    await said(page, /^7 hits in/)
    await page.fill('#k', '0')
    await said(page, /^1 hit in/)
  })

  describe('under other policies', () => {
    const strict = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; worker-src 'self'; img-src data:"

    test("without 'wasm-unsafe-eval' the page says so", async () => {
      const refusing = await servePage(folder, { policy: strict })
      try {
        const page = await open('', {}, refusing.url)
        await page.locator('#error', { hasText: 'This page may not run WebAssembly' }).waitFor(patient)
        expect(await page.textContent('#error')).toContain("script-src 'wasm-unsafe-eval'")
        expect(await page.textContent('#status')).toBe('')
      } finally {
        await context?.close()
        await refusing.close()
      }
    })
  })

  // both widths and both schemes, in two pairs
  describe.each([
    ['light', 1440],
    ['dark', 360],
  ] as const)('%s, %i pixels', (colorScheme, width) => {
    test('axe finds nothing to complain about, and nothing is wider than the screen', async () => {
      const page = await open('', { colorScheme, viewport: { width, height: 800 }, reducedMotion: 'reduce' })
      await said(page, /Once compiled/)
      await profiled(page)
      for (const tab of ['search', 'theory', 'benchmark']) {
        await page.click(`#tab-${tab}`)
        if (tab === 'theory') await page.locator('#backwards li').first().waitFor(patient)
        for (const details of await page.locator(`#panel-${tab} details`).all())
          await details.evaluate((open: HTMLDetailsElement) => void (open.open = true))
        await page.evaluate(axe.source)
        const { violations, passes } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run())
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
        expect(passes.length).toBeGreaterThan(20)
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      }
    })
  })

  test('what is below stays where it is while results come in', async () => {
    const page = await open('', { viewport: { width: 1440, height: 1000 } })
    await said(page, /Once compiled/)
    await profiled(page)
    const shift = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          new PerformanceObserver((list) => {
            resolve(list.getEntries().reduce((sum, entry) => sum + (entry as PerformanceEntry & { value: number }).value, 0))
          }).observe({ type: 'layout-shift', buffered: true })
          // no entries, no call
          setTimeout(() => resolve(0), 500)
        }),
    )
    expect(shift).toBeLessThan(0.1)
  })

  test('the page without samples is below 200 kB, packed', () => {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile() && !/\.(gz|txt)$/.test(entry.name),
    )
    const packed = files.map((entry) => gzipSync(readFileSync(join(entry.parentPath, entry.name))).length)
    console.log(`page: ${files.map(({ name }, i) => `${name} ${packed[i]}`).join(', ')}`)
    expect(packed.reduce((sum, length) => sum + length, 0)).toBeLessThan(200_000)
  })
})
