// npm run demo:measure: the numbers of the page in Chromium. Minimum and median of rounds; nothing here is a test.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { dropFile, launch } from './browser.js'
import { buildPage, servePage } from './serve.js'

/** @typedef {import('playwright').Page} Page */

const ROUNDS = 7
const FRAMES = 240
const GUIDE = 'AGGCAGCAAGTGCAGCTCGC'

const genome = gunzipSync(readFileSync(new URL('../../bench/data/ecoli536.fa.gz', import.meta.url)))

/** @param {readonly number[]} times */
function spread(times) {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (/** @type {number} */ share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))].toFixed(1)
  return `least ${at(0)}, median ${at(0.5)}, 95th percentile ${at(0.95)}`
}

/**
 * Milliseconds from the drop to the frame after the first row is in the table.
 * @param {Page} page
 * @param {string} name
 * @param {Uint8Array} bytes
 */
async function fromDropToHit(page, name, bytes) {
  await page.evaluate(() => {
    const table = /** @type {HTMLTableElement} */ (document.getElementById('hits'))
    const rowOf = () => table.tBodies[0].querySelector('tr:not(.gap) td')?.textContent
    Object.assign(window, {
      firstHit: new Promise((resolve) => {
        addEventListener(
          'drop',
          () => {
            const start = performance.now()
            const look = () => {
              if (rowOf()?.startsWith('gi|110640213')) requestAnimationFrame(() => resolve(performance.now() - start))
              else requestAnimationFrame(look)
            }
            look()
          },
          { capture: true, once: true },
        )
      }),
    })
  })
  await dropFile(page, name, bytes)
  const milliseconds = await page.evaluate(() => /** @type {Window & { firstHit?: Promise<number> }} */ (window).firstHit)
  await page.locator('#profile-facts', { hasText: /distances by/ }).waitFor({ timeout: 0 })
  return /** @type {number} */ (milliseconds)
}

/**
 * Frame times while the chart is zoomed and dragged, one event a frame.
 * @param {Page} page
 */
function frames(page, count = FRAMES) {
  return page.evaluate(async (count) => {
    const over = /** @type {HTMLElement} */ (document.querySelector('#profile .u-over'))
    const { left, top, width, height } = over.getBoundingClientRect()
    const frame = () => new Promise(requestAnimationFrame)
    /** @type {number[]} */
    const times = []
    /** @type {number[]} */
    const spans = []
    const range = /** @type {HTMLElement} */ (document.getElementById('profile-range'))
    const act = (/** @type {number} */ i) => {
      const at = { clientX: left + width * (0.3 + 0.4 * ((i / 60) % 1)), clientY: top + height / 2, bubbles: true, cancelable: true }
      // in, across, out, and across the whole
      const phase = Math.floor((4 * i) / count)
      if (phase === 0) over.dispatchEvent(new WheelEvent('wheel', { ...at, deltaY: -60 }))
      else if (phase === 2) over.dispatchEvent(new WheelEvent('wheel', { ...at, deltaY: 60 }))
      else over.dispatchEvent(new WheelEvent('wheel', { ...at, deltaX: i % 120 < 60 ? 30 : -30 }))
    }
    await frame()
    let last = performance.now()
    for (let i = 0; i < count; i++) {
      act(i)
      await frame()
      const now = performance.now()
      times.push(now - last)
      last = now
      spans.push(Number(/to ([\d,]+)/.exec(range.textContent ?? '')?.[1].replaceAll(',', '')))
    }
    return { times, changes: new Set(spans).size }
  }, count)
}

const { folder, remove } = await buildPage()
const server = await servePage(folder)
const browser = await launch()
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } })
  console.log(`Chromium ${browser.version()}, headless, 1440 x 1000`)

  // seconds that the page's own thread was on a processor, whatever else the machine did
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const processorTime = async () =>
    (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN

  await page.goto(`${server.url}#patterns=${GUIDE}`)
  await page.locator('#profile-facts', { hasText: /distances by/ }).waitFor({ timeout: 0 })
  for (const [name, bytes] of /** @type {const} */ ([
    ['ecoli536.fa', genome],
    ['ecoli536.fa.gz', gzipSync(genome)],
  ])) {
    /** @type {number[]} */
    const times = []
    for (let round = 0; round < ROUNDS; round++) {
      await page.selectOption('#sample', 'lambda')
      await page.fill('#patterns', GUIDE)
      await page.locator('#profile-facts', { hasText: /^48,483 distances/ }).waitFor({ timeout: 0 })
      times.push(await fromDropToHit(page, name, bytes))
    }
    console.log(`first hit on screen after the drop of ${name}, ${bytes.length} bytes: ms ${spread(times)}`)
  }

  for (const copies of [1, 2]) {
    if (copies > 1) {
      const sequence = genome.toString().replace(/^.*\n/, '')
      await dropFile(page, 'twice.fa', Buffer.from(`>gi|110640213 twice\n${sequence.repeat(copies)}`))
      await page.locator('#profile-facts', { hasText: /^9,/ }).waitFor({ timeout: 0 })
    }
    const facts = await page.textContent('#profile-facts')
    await frames(page)
    const before = await processorTime()
    const { times, changes } = await frames(page)
    const busy = (1000 * ((await processorTime()) - before)) / FRAMES
    const seconds = times.reduce((sum, time) => sum + time, 0) / 1000
    console.log(
      `pan and zoom, ${facts?.split(' ')[0]} shifts: ${(times.length / seconds).toFixed(1)} frames/s, ${changes} different ranges; ms of the page's thread a frame ${busy.toFixed(1)}; ms between frames ${spread(times)}`,
    )
  }

  // how long the page itself is busy at a stretch while the worker searches
  await page.evaluate(() => {
    Object.assign(window, { tasks: [] })
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) /** @type {Window & { tasks?: number[] }} */ (window).tasks?.push(duration)
    }).observe({ type: 'longtask' })
  })
  for (const k of ['4', '5', '6', '7', '8', '9']) {
    await page.fill('#k', k)
    // a search begins when the keys have been quiet for a while, and with it the button to cancel it
    await page.waitForFunction((k) => location.hash.includes(`k=${k}`) || k === '5', k)
    await page.locator('#cancel:disabled').waitFor({ timeout: 0 })
  }
  const tasks = await page.evaluate(() => /** @type {Window & { tasks?: number[] }} */ (window).tasks ?? [])
  console.log(`typing k = 4 to 9 on 9.9 million letters: ${await page.textContent('#status')}`)
  console.log(`tasks of the page above 50 ms meanwhile: ${tasks.length}, the longest ${Math.max(0, ...tasks).toFixed(0)} ms`)

  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !/\.(gz|txt)$/.test(entry.name),
  )
  const sizes = files.map(({ name, parentPath }) => ({ name, bytes: gzipSync(readFileSync(join(parentPath, name))).length }))
  for (const { name, bytes } of sizes) console.log(`  ${String(bytes).padStart(7)} ${name}`)
  console.log(`transfer without samples, gzip: ${sizes.reduce((sum, { bytes }) => sum + bytes, 0)} bytes`)
} finally {
  await browser.close()
  await server.close()
  remove()
}
